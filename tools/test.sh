#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Runs ctest and pytest in parallel, because ctest has builds that wait for each other. The output of pytest
# follows that of ctest, and the summaries of both come last. C++ tests labelled `long` run only in
# `make test-all`.
#   test.sh BUILD_DIR PYTHON
set -uo pipefail
build=$1 python=$2
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

export PARINDEX_C_LIBRARY=${PARINDEX_C_LIBRARY:-$(realpath "$build")/libparindex_c.so}
"$python" -m pytest -n "$(nproc)" --dist worksteal --durations=25 >"$logs/pytest" 2>&1 &
beside=$!
"$(dirname "$python")/ctest" --test-dir "$build" --output-on-failure --no-tests=error \
  -LE '^long$' -j "$(nproc)" | tee "$logs/ctest"
ctest=${PIPESTATUS[0]}
wait "$beside"
pytest=$?
cat "$logs/pytest"

echo
grep -E '^[0-9]+% tests passed' "$logs/ctest" | sed 's/^/ctest:  /' || echo "ctest:  gave no result"
tail -n 1 "$logs/pytest" | sed 's/^=* *\(.*[^ =]\) *=*$/\1/; s/^/pytest: /'
[ "$ctest" -eq 0 ] && [ "$pytest" -eq 0 ]
