# Shared by ./run and ./test: paths, messages, and steps that explain their failure. Sourced, with `set -euo pipefail`.
# shellcheck shell=bash
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
setup=$root/packaging/setup
deps=${LORATRF_DEPS:-$root/.deps}
[[ $deps == /* ]] || deps=$PWD/$deps
export LORATRF_DEPS=$deps
build=$root/build
logs=$build/log

say() { printf '%s\n' "$*"; }

# fail LABEL ADVICE
fail() {
  printf '\nFAILED: %s\nHow to mend it: %s\n' "$1" "$2" >&2
  exit 1
}

# advice LOG: what the usual failures look like in a log, and the way out of each.
advice() {
  local log=$1
  found() { grep -qiE "$1" "$log"; }
  if found 'no space left on device|disk quota exceeded'; then
    say "the disk is full. Free some space (6 GB in all, 12 GB with --cuda) and start again; what was downloaded is kept."
  elif found 'temporary failure (in name resolution|resolving)|could not resolve|name or service not known|network is unreachable|connection (refused|timed out)|ConnectTimeout|NewConnectionError|ProxyError|Read timed out|ProtocolError'; then
    say "the network did not answer. Check the connection (behind a proxy: http_proxy and https_proxy) and start again; what was downloaded is kept."
  elif found 'do not match the hashes'; then
    say "the downloaded file is not the pinned one. Start again; if it happens twice, a proxy or mirror changes the file: do not use it."
  elif found 'could not get lock|lock-frontend'; then
    say "another package manager is running. Wait until it has finished and start again."
  elif found 'unable to locate package|no installation candidate'; then
    say "this system does not know the package named above. The names in packaging/setup/packages.txt are Debian 12's: install their like by hand, then start again with LORATRF_SKIP_PACKAGES=1."
  elif found 'no matching distribution|could not find a version'; then
    say "the package index (pip config, PIP_INDEX_URL) does not offer this pinned wheel. Use an index that mirrors all of the public one."
  elif found 'a password is required|not in the sudoers|are you root|permission denied'; then
    say "a permission is missing. Packages need root or sudo; files below $root must belong to you (an earlier start as root may have left some that do not)."
  elif found 'killed signal|cc1plus.*killed|cannot allocate memory|virtual memory exhausted|out of memory'; then
    say "the compiler ran out of memory. Close other programs, or start again with LORATRF_JOBS=1."
  else
    say "read the whole log, $log. After mending, start again: finished parts are kept."
  fi
}

# A sleep that outlives its watcher must hold neither the output pipe nor the lock of wheels.sh.
pause() { sleep "$1" >/dev/null 2>&1 9>&-; }

watcher=
# Repeats one line of progress: redrawn each second on a terminal, a new line each minute elsewhere.
start_watcher() {
  local describe=$1 log=$2
  if [[ -t 1 ]]; then
    (while pause 1; do printf '\r\033[K    %s' "$("$describe" "$log")"; done) &
  else
    (while pause 60; do printf '    %s\n' "$("$describe" "$log")"; done) &
  fi
  watcher=$!
}
stop_watcher() {
  [[ -n $watcher ]] || return 0
  kill "$watcher" 2>/dev/null || true
  wait "$watcher" 2>/dev/null || true
  watcher=
  if [[ -t 1 ]]; then printf '\r\033[K'; fi
}
trap stop_watcher EXIT
trap 'say; say "Stopped. Start again to go on; finished parts are kept."; exit 130' INT

# The end of a log, or for a build its first failure (other jobs still print after that one).
log_excerpt() {
  if grep -q '^FAILED: ' "$1"; then
    sed -n '/^FAILED: /,$p' "$1" | cut -c1-300 | sed -n 1,30p
  else
    tail -n 25 "$1"
  fi
}

# [watch=FUNCTION] step LABEL LOG_NAME COMMAND...: runs the command into build/log/LOG_NAME.log.
# FUNCTION prints one line about how far the log has come. A failure ends the script and explains itself.
step() {
  local label=$1 log=$logs/$2.log status=0 started=$SECONDS
  shift 2
  mkdir -p "$logs"
  say "==> $label"
  [[ -z ${watch:-} ]] || start_watcher "$watch" "$log"
  set +e # not `if`: that would switch off -e inside the command's functions
  (set -e; "$@") >"$log" 2>&1 </dev/null
  status=$?
  set -e
  stop_watcher
  if ((status != 0)); then
    printf '\n--- from %s\n' "$log" >&2
    log_excerpt "$log" >&2
    fail "$label" "$(advice "$log")"
  fi
  ((SECONDS - started < 5)) || say "    done in $((SECONDS - started)) s"
}

# require_space FOLDER GIGABYTES WHAT
require_space() {
  local folder=$1 need=$2 what=$3 free
  while [[ ! -d $folder ]]; do folder=$(dirname "$folder"); done
  free=$(df -Pk "$folder" | awk 'NR == 2 { print int($4 / 1e6) }')
  ((free >= need)) || fail "$what" "$what takes about $need GB, but only $free GB are free under $folder. Free some space, or let LORATRF_DEPS name a folder on a larger disk for the downloads."
}

require_platform() {
  [[ $(uname -sm) == 'Linux x86_64' ]] ||
    fail "Check this machine" "the pinned LibTorch is for Linux on x86-64; this is $(uname -sm)."
}
