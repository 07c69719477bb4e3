#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Runs the fuzzers one after the other and says how many inputs they tried.
#   run.sh BUILD_DIR PYTHON SECONDS [RUNS]     SECONDS for all together; with RUNS, as many and no more
# An input that shows something is left in BUILD_DIR/found-*: the fuzzer takes it as its argument.
set -uo pipefail
build=$(cd "$1" && pwd) python=$2 seconds=$3 runs=${4:-0}
sources=$(cd "$(dirname "$0")" && pwd)
corpus=$build/corpus failed=0 total=0
mkdir -p "$corpus/formats" "$corpus/arrow" "$corpus/binding" "$build/empty"
"$python" "$sources/seeds.py" "$corpus" || exit 1
cd "$build/empty" # a text may name files; nothing is here to be found
export UBSAN_OPTIONS=print_stacktrace=1

# fuzz NAME SHARE_IN_PERCENT COMMAND...
fuzz() {
  local name=$1 share=$2 log=$build/$1.log count
  shift 2
  local limits=(-max_total_time=$((seconds * share / 100 > 0 ? seconds * share / 100 : 1)))
  if [ "$runs" -gt 0 ]; then limits=(-runs=$((runs * share / 100))); fi
  "$@" "${limits[@]}" -timeout=60 -rss_limit_mb=4096 -print_final_stats=1 \
    -artifact_prefix="$build/found-$name-" >"$log" 2>&1
  if [ $? -ne 0 ]; then
    failed=1
    tail -n 40 "$log"
  fi
  count=$(sed -n -e 's/^stat::number_of_executed_units: *//p' \
    -e 's/^Done \([0-9]*\) runs in.*/\1/p' -e 's/^binding_fuzz: \([0-9]*\) runs.*/\1/p' "$log" | head -n 1)
  grep '^binding_fuzz: random' "$log"
  echo "fuzz: $name: ${count:-0} executions"
  total=$((total + ${count:-0}))
}

fuzz formats 65 "$build/fuzz/formats_fuzz" -max_len=8192 -dict="$corpus/words.dict" \
  "$corpus/formats" "$corpus/seeds"
fuzz arrow 15 "$build/fuzz/arrow_fuzz" -max_len=600 "$corpus/arrow"
fuzz binding 20 "$python" "$sources/binding_fuzz.py" -max_len=600 "$corpus/binding"
echo "fuzz: $total executions, $([ $failed -eq 0 ] && echo nothing found || echo "see $build/found-*")"
exit $failed
