# Tries what packaging/bundle has made, in a bare Debian 12. Sourced by it.
# shellcheck shell=bash disable=SC2154  # variables of packaging/bundle
bare=$out/bare
unpacked="/srv/any place/$name"
demo_model=/srv/$(basename "$model")

# What is started there sees itself and what it starts, and these end with it. Variables may stand before the command.
in_bare() {
  as_root unshare --mount --pid --fork --mount-proc="$bare/proc" chroot "$bare" \
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"
}
bare_install() { in_bare apt-get install -y --no-install-recommends "$@"; }

make_bare() {
  command -v debootstrap >/dev/null || apt_install debootstrap
  as_root rm -rf --one-file-system "$bare"
  as_root unshare --mount debootstrap --variant=minbase bookworm "$bare"
  (cd "$out" && sha256sum --check SHA256SUMS)
  as_root mkdir "$bare$(dirname "$unpacked")"
  as_root tar -C "$bare$(dirname "$unpacked")" -xf "$folder.tar.zst"
  as_root cp "$out/$deb" "$model" "$root/resources/demo/orders-train.jsonl" "$bare/srv/"
}

# There is nothing of a desktop yet: the command line works, the window says what it misses.
start_without_desktop() {
  local status=0
  in_bare "$unpacked/bin/loratrf" --version
  in_bare QT_QPA_PLATFORM=offscreen "$unpacked/loratrf-studio" 2>"$out/said" || status=$?
  cat "$out/said"
  ((status == 127))
  grep -q 'libEGL.so.1 (package libegl1 ' "$out/said"
  grep -q 'sudo apt install .*libfontconfig1' "$out/said"
}

install_package() {
  in_bare apt-get update
  bare_install "/srv/$deb"
  in_bare loratrf --version
}

# works FOLDER RUN
works() {
  local status=0
  # shellcheck disable=SC2016  # for the inner shell
  in_bare LD_LIBRARY_PATH="$1/lib/loratrf:$1/lib/loratrf/torch/lib" sh -c \
    'ldd "$0"/bin/loratrf* "$0"/lib/loratrf/plugins/*/*.so >/tmp/ldd; ! grep "not found" /tmp/ldd' "$1"
  in_bare "$1/bin/loratrf" inspect "$demo_model"
  in_bare "$1/bin/loratrf" train --model "$demo_model" --data /srv/orders-train.jsonl --set eval_share=0 \
    --set max_steps=2 --set batch_size=2 --out "$2"
  in_bare "$1/loratrf-studio" --plots "$2" --out "$2/plots"
  [[ -s $bare$2/plots/loss.png ]]
  in_bare QT_QPA_PLATFORM=offscreen timeout 10 "$1/loratrf-studio" || status=$?
  ((status == 124)) # it was still there
}

open_on_x() {
  bare_install xvfb
  # shellcheck disable=SC2016  # for the inner shell
  in_bare DISPLAY=:7 QT_QPA_PLATFORM=xcb sh -c \
    'Xvfb :7 & sleep 3; loratrf-studio --model "$0" --data /srv/orders-train.jsonl --screenshot /srv/pictures' "$demo_model"
  [[ -s $bare/srv/pictures/setup.png && -s $bare/srv/pictures/export.png ]]
}

((EUID == 0)) || sudo -v
step "Make a bare Debian 12" bundle-bare make_bare
step "Start there without a desktop's libraries" bundle-start start_without_desktop
step "Install the package there with apt" bundle-install install_package
step "Try the folder of the archive" bundle-try-folder works "$unpacked" /srv/run-1
step "Try the installed package" bundle-try-package works /opt/loratrf-studio /srv/run-2
step "Open the window on an X display" bundle-x open_on_x
as_root rm -rf --one-file-system "$bare"
