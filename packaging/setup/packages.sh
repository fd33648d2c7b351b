# Installs Debian packages that are missing. Sourced after common.sh.
# shellcheck shell=bash disable=SC2154  # variables of common.sh

as_root() {
  if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

apt_install() {
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300)
  as_root "${apt[@]}" update || say "The package lists could not be renewed; trying with those at hand."
  as_root "${apt[@]}" install -y --no-install-recommends "$@"
}

# [package_list=FILE] install_packages: those of packages.txt or of another such file beside it.
install_packages() {
  [[ -z ${LORATRF_SKIP_PACKAGES:-} ]] || return 0
  command -v apt-get >/dev/null ||
    fail "Look for packages" "this system has no apt. Install the like of packaging/setup/packages.txt by hand, then start again with LORATRF_SKIP_PACKAGES=1."

  local name reason installed missing=() lines=()
  installed=$(dpkg-query -W -f='${Package} ${db:Status-Status}\n' | sed -n 's/ installed$//p')
  while read -r name reason; do
    [[ -n $name && $name != '#'* ]] || continue
    if ! grep -qxF "$name" <<<"$installed"; then
      missing+=("$name")
      lines+=("$(printf '  %-22s %s' "$name" "$reason")")
    fi
  done <"$setup/${package_list:-packages.txt}"
  ((${#missing[@]} > 0)) || return 0

  say "Missing Debian packages, which apt-get installs now:"
  printf '%s\n' "${lines[@]}"
  if ((EUID != 0)); then
    command -v sudo >/dev/null ||
      fail "Install packages" "this needs root, and sudo is not there. As root: apt-get install ${missing[*]}"
    say "(sudo may ask for your password)"
    sudo -v || fail "Install packages" "sudo refused. Let someone with root run: apt-get install ${missing[*]}"
  fi
  require_space /usr 2 "Install packages"
  step "Install packages" packages apt_install "${missing[@]}"
}
