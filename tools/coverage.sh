#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Runs the C++ and Python tests with a build that counts executed lines, and prints the coverage of each file.
# Python lines of programs that the tests start are not counted.
#   coverage.sh BUILD_DIR PYTHON
set -uo pipefail
build=$(cd "$1" && pwd) python=$2
cd "$(dirname "$0")/.."
tools/site.sh "$build"
find "$build" -name '*.gcda' -delete
failed=0
"$(dirname "$python")/ctest" --test-dir "$build" --output-on-failure --no-tests=error -E '^(build|consume)[.]' \
  -j "$(nproc)" || failed=1
COVERAGE_FILE=$build/.coverage PYTHONPATH=$build/site "$python" -m coverage run --source "$build/site/parindex" \
  -m pytest -q -p no:cacheprovider || failed=1
"$(dirname "$python")/gcovr" --root . --filter include/ --filter bindings/ --gcov-ignore-errors=no_working_dir_found \
  "$build" || failed=1
COVERAGE_FILE=$build/.coverage "$python" -m coverage report || failed=1
exit "$failed"
