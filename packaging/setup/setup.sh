# The whole set-up, for ./run and ./test to source with `set -euo pipefail`.
# shellcheck shell=bash
# shellcheck source=packaging/setup/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
# shellcheck source=packaging/setup/packages.sh
source "$setup/packages.sh"
# shellcheck source=packaging/setup/wheels.sh
source "$setup/wheels.sh"
# shellcheck source=packaging/setup/python.sh
source "$setup/python.sh"
# shellcheck source=packaging/setup/build.sh
source "$setup/build.sh"
