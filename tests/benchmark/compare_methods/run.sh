#!/usr/bin/env bash
# run.sh FOLDER METHODS: the comparisons of methods over the rows that prepare.py has written into FOLDER; each goes on
# where it was stopped. Results: FOLDER/NAME/comparison/results.md. Further arguments go to `loratrf compare`.
#
#     tests/benchmark/compare_methods/run.sh build/comparisons lora,loratrf
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd -P)
(($# >= 2)) || { echo "Usage: run.sh FOLDER METHODS [ARGUMENTS OF loratrf compare]" >&2; exit 2; }
folder=$1 methods=$2
shift 2
for name in sst2 gsm8k orders; do
  "$here/../../../build/bin/loratrf" compare "$folder/$name/options.json" --methods "$methods" --budget params \
    --seeds 3 --lrs 1e-3,3e-3 --test-data "$folder/$name/test.jsonl" \
    --out "$folder/$name/comparison" "$@"
done
