# Configures and builds. Sourced after common.sh.
# shellcheck shell=bash disable=SC2154  # variables of common.sh

# Without these ccache does not keep files that use a precompiled header.
export CCACHE_SLOPPINESS=${CCACHE_SLOPPINESS:-pch_defines,time_macros,include_file_mtime,include_file_ctime}

# A file that includes the LibTorch headers needs up to 2 GiB to compile.
build_jobs() {
  local memory limit jobs
  memory=$(awk '/^MemAvailable:/ { print int($2 / 1024) }' /proc/meminfo)
  limit=$(cat /sys/fs/cgroup/memory.max 2>/dev/null || true)
  if [[ $limit =~ ^[0-9]+$ ]] && ((limit / 1048576 < memory)); then memory=$((limit / 1048576)); fi
  jobs=$((memory / 2048))
  ((jobs <= $(nproc))) || jobs=$(nproc)
  ((jobs >= 1)) || jobs=1
  say "${LORATRF_JOBS:-$jobs}"
}

cached() { sed -n "s/^$1:[A-Z]*=//p" "$build/CMakeCache.txt" 2>/dev/null || true; }

configure() {
  local fresh=()
  if [[ -e $build/CMakeCache.txt ]] &&
    [[ $(cached LORATRF_DEPS_DIR) != "$deps" || $(cached CMAKE_HOME_DIRECTORY) != "$root" ]]; then
    fresh=(--fresh)
  fi
  [[ -e $build/build.ninja ]] || require_space "$build" 3 "Build"
  step "Configure" configure cmake -S "$root" --preset release "${fresh[@]}" "-DLORATRF_DEPS_DIR:PATH=$deps" \
    -DLORATRF_FORMATS_ONLY=OFF -DLORATRF_SANITIZE=OFF -DLORATRF_BUILD_TESTS=ON
}

describe_build() {
  local last
  last=$(grep -oE '^\[[0-9]+/[0-9]+\] .*' "$1" 2>/dev/null | grep -v 'Re-checking' | tail -n 1)
  if [[ $last =~ ^\[([0-9]+)/([0-9]+)\]\ (.*) ]]; then
    printf '%3d %%  %d of %d  %.60s' $((100 * BASH_REMATCH[1] / BASH_REMATCH[2])) "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}" "${BASH_REMATCH[3]##*/}"
  else
    printf 'looking at what has changed'
  fi
}

# build TARGET...
build() {
  local jobs
  jobs=$(build_jobs)
  watch=describe_build step "Build with $jobs jobs (minutes the first time, seconds later)" build \
    env NINJA_STATUS='[%f/%t] ' cmake --build "$build" --parallel "$jobs" --target "$@"
}
