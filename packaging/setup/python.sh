# Python environments of their own for tests that need reference libraries. Sourced after common.sh and wheels.sh.
# shellcheck shell=bash disable=SC2154  # variables of common.sh and wheels.sh
#
# .deps/NAME         the environment; its requirements.txt is a copy, made when all is installed
# .deps/NAME.cache   finished downloads, until all is installed

make_python() {
  local name=$1 requirements=$2
  rm -f "$deps/$name/requirements.txt"
  python3 -m venv --clear --without-pip "$deps/$name"
  "${pip[@]}" --python "$deps/$name/bin/python" install --disable-pip-version-check --progress-bar off --retries 5 \
    --cache-dir "$deps/$name.cache" --find-links "$deps/wheels" -r "$requirements"
  cp "$requirements" "$deps/$name/requirements.txt"
  rm -rf "$deps/$name.cache"
}
describe_python() { say "$(du -sm "$deps/$python_name" 2>/dev/null | cut -f1) MB unpacked"; }

# prepare_python NAME REQUIREMENTS: sets `python` to the interpreter of .deps/NAME, which has just these packages.
prepare_python() {
  local python_name=$1
  python=$deps/$1/bin/python
  ! cmp -s "$2" "$deps/$1/requirements.txt" || return 0
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "Look for python3" "the pinned packages need Python 3.11 or newer; put one in front in PATH."
  require_space "$deps" 6 "Fetch the reference libraries"
  mkdir -p "$deps/wheels"
  find_pip
  watch=describe_python step "Fetch the reference libraries into $deps/$1 (once)" "python-$1" make_python "$1" "$2"
}
