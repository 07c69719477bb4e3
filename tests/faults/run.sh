#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Makes everything fail that can: allocations, producers, disks, writers that are killed.
#   run.sh PROGRAM PYTHON        PROGRAM is faults_allocations
# KILLS, DISKS and PRODUCERS say how often what is random is tried.
set -uo pipefail
cd "$(dirname "$0")/../.."
failed=0
UBSAN_OPTIONS=print_stacktrace=1 "$1" || failed=1
"$2" -m pytest -q -p no:cacheprovider tests/faults || failed=1
exit $failed
