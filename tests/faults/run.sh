#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Injects faults: failing allocations, producers, disks, and killed writers.
#   run.sh PROGRAM PYTHON        PROGRAM is faults_allocations
# KILLS, DISKS, FLIPS (damaged bytes of a store) and PRODUCERS (races with files that change) are the
# numbers of random tries; with EVERY, only every EVERY-th allocation fails. The other parts run even
# if one fails.
set -uo pipefail
cd "$(dirname "$0")/../.."
program=$1 python=$2 failed=()

part() {
  local name=$1
  shift
  echo "faults: $name"
  "$@" || failed+=("$name")
}
seed=${SEED:-$RANDOM}
echo "faults: seed $seed"
export UBSAN_OPTIONS=print_stacktrace=1 PRODUCERS=${PRODUCERS:-200}
every=${EVERY:-1}
part allocations "$program" --every="$every" --first="$((1 + seed % every))"
part producers "$python" -m pytest -q -p no:cacheprovider tests/faults
part "killed writers" "$python" tests/faults/kill_writers.py --kills "${KILLS:-300}" --seed "$seed"
part "full disks" "$python" tests/faults/full_disk.py --disks "${DISKS:-60}" --seed "$seed"
part "damaged stores" "$python" tests/faults/damage_store.py --flips "${FLIPS:-600}" \
  --cuts "$((${FLIPS:-600} / 10))" --seed "$seed"
part "many writers" "$python" tests/faults/many_writers.py --processes 4 --threads 4 --appends 25

[ ${#failed[@]} -eq 0 ] && echo "faults: nothing lost" && exit 0
echo "faults: failed: ${failed[*]}" >&2
exit 1
