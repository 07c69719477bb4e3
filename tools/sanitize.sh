#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Runs tests with the sanitizers that a build folder was configured with.
#   sanitize.sh cpp BUILD_DIR PYTHON             the C++ tests
#   sanitize.sh binding BUILD_DIR PYTHON         the Python tests, with the module _core of that folder
#   sanitize.sh binding-quick BUILD_DIR PYTHON   those of the border between Python and C++, in a few minutes
set -uo pipefail
what=$1 build=$(cd "$2" && pwd) python=$3
cd "$(dirname "$0")/.."
export UBSAN_OPTIONS=print_stacktrace=1 TSAN_OPTIONS=halt_on_error=1
# Few random rubrics: only the executed code matters here, and it runs ten times as long.
export PARINDEX_SHARE=${PARINDEX_SHARE:-20}

if [ "$what" = cpp ]; then
  # tests/build checks how sources compile, which no sanitizer changes.
  exec "$(dirname "$python")/ctest" --test-dir "$build" --output-on-failure --no-tests=error \
    -E '^build[.]' -j "$(nproc)"
fi

# The border between Python and C++: calls with every kind of argument, container, buffer and Python
# code that runs in between.
border=(aggregation api arrow binding by_group classes compare core_arguments coverage custom diff direct_files direction
  explained expressions figure_types foreign_exceptions frames handed_on increments input large_numbers names node_figures
  node_results numpy pickle pointers proofs ranking reference replay signatures traps worksheets write)

tests=(tests/python/test_*.py)
if [ "$what" = binding-quick ]; then
  tests=("${border[@]/#/tests/python/test_}")
  tests=("${tests[@]/%/.py}")
fi

tools/site.sh "$build"
# The interpreter is built without the sanitizer, so its library is preloaded. Memory that CPython keeps
# until exit is not a leak of ours, and its own allocator would hide errors in its objects.
libraries="$(g++ -print-file-name=libasan.so) $(g++ -print-file-name=libubsan.so)"
run() {
  LD_PRELOAD="$libraries" ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1 \
    PYTHONMALLOC=malloc PYTHONPATH="$build/site" "$@"
}
run "$python" -c 'import parindex._core as core; print("sanitize:", core.__file__)' || exit 1

failed=0
run "$python" -m pytest -q -n "$(nproc)" --dist worksteal -p no:cacheprovider --durations=25 "${tests[@]}" || failed=1
run "$python" fuzz/binding_fuzz.py --random -max_total_time="${FUZZ_SECONDS:-15}" || failed=1
exit $((failed != 0))
