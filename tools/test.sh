#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Runs ctest and pytest. Both run whatever the first one says; the closing lines of both come last.
#   test.sh BUILD_DIR PYTHON
set -uo pipefail
build=$1 python=$2
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

"$(dirname "$python")/ctest" --test-dir "$build" --output-on-failure --no-tests=error \
  -j "$(nproc)" | tee "$logs/ctest"
ctest=${PIPESTATUS[0]}
"$python" -m pytest | tee "$logs/pytest"
pytest=${PIPESTATUS[0]}

echo
grep -E '^[0-9]+% tests passed' "$logs/ctest" | sed 's/^/ctest:  /' || echo "ctest:  gave no result"
tail -n 1 "$logs/pytest" | sed 's/^=* *\(.*[^ =]\) *=*$/\1/; s/^/pytest: /'
[ "$ctest" -eq 0 ] && [ "$pytest" -eq 0 ]
