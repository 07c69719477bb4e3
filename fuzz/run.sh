#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Runs the fuzzers, two at a time, and prints how many inputs they tried.
#   run.sh BUILD_DIR PYTHON SECONDS [RUNS]     for SECONDS; with RUNS, at most that many inputs
# A failing input is left in BUILD_DIR/found-*; the fuzzer takes it as its argument.
set -uo pipefail
build=$(cd "$1" && pwd) python=$2 seconds=$3 runs=${4:-0}
sources=$(cd "$(dirname "$0")" && pwd)
corpus=$build/corpus
mkdir -p "$corpus"/{formats,long,arrow,binding} "$build/empty"
"$python" "$sources/seeds.py" "$corpus" || exit 1
cd "$build/empty" # a text may name files; this folder is empty
export UBSAN_OPTIONS=print_stacktrace=1
# Half of the time would be spent on stack traces of allocations, which a found input shows again with
# ASAN_OPTIONS unset, and on freed memory that is kept until it leaves every cache.
fast=malloc_context_size=2:quarantine_size_mb=16:detect_stack_use_after_return=0

# fuzz NAME SHARE_OF_SECONDS SHARE_OF_RUNS COMMAND...     shares in percent
fuzz() {
  local name=$1 log=$build/$1.log
  local limits=(-max_total_time=$((seconds * $2 / 100 > 0 ? seconds * $2 / 100 : 1)))
  if [ "$runs" -gt 0 ]; then limits=(-runs=$((runs * $3 / 100))); fi
  shift 3
  # -entropic=0: otherwise half of the time is spent on counting rare inputs.
  ASAN_OPTIONS=$fast "$@" "${limits[@]}" -entropic=0 -timeout=60 -rss_limit_mb=4096 \
    -print_final_stats=1 -artifact_prefix="$build/found-$name-" >"$log" 2>&1 || touch "$log.failed"
}

# Most texts are short, because they run fast; a share of the time is for code that only long texts reach.
texts() {
  local formats=("$build/fuzz/formats_fuzz" -dict="$corpus/words.dict")
  fuzz formats 60 55 "${formats[@]}" -max_len=1024 "$corpus/formats" "$corpus/seeds"
  fuzz long 40 10 "${formats[@]}" -max_len=16384 "$corpus/long" "$corpus/seeds"
}
data() {
  fuzz arrow 80 30 "$build/fuzz/arrow_fuzz" -max_len=600 "$corpus/arrow"
  fuzz binding 20 5 "$python" "$sources/binding_fuzz.py" -max_len=600 "$corpus/binding"
}
rm -f "$build"/*.log.failed
texts &
data
wait

failed=0 total=0
for name in formats long arrow binding; do
  log=$build/$name.log
  if [ -e "$log.failed" ]; then
    failed=1
    tail -n 40 "$log"
  fi
  count=$(sed -n -e 's/^stat::number_of_executed_units: *//p' \
    -e 's/^Done \([0-9]*\) runs in.*/\1/p' -e 's/^binding_fuzz: \([0-9]*\) runs.*/\1/p' "$log" | head -n 1)
  grep '^binding_fuzz: random' "$log"
  echo "fuzz: $name: ${count:-0} executions"
  total=$((total + ${count:-0}))
done
echo "fuzz: $total executions, $([ $failed -eq 0 ] && echo nothing found || echo "see $build/found-*")"
exit $failed
