#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Installs a wheel and checks it in a root of Debian that has Python alone; needs mmdebstrap and to be root.
#   wheel_in_root.sh WHEEL FOLDER [SUITE]     the folder keeps the root, for the next time
set -euo pipefail
root_of_repository=$(cd "$(dirname "$0")/.." && pwd)
wheel=$(realpath "$1")
mkdir -p "$2"
folder=$(realpath "$2")
suite=${3:-bookworm}
[ -x "$folder/usr/bin/python3" ] ||
  mmdebstrap --quiet --variant=minbase --include=python3,python3-venv "$suite" "$folder"

rm -rf "$folder/check"
mkdir -p "$folder/check/tools" "$folder/check/tests/data"
cp "$wheel" "$folder/check"
cp "$root_of_repository/tools/check_wheel.py" "$folder/check/tools"
cp "$root_of_repository/tests/data/shipped_digests.json" "$folder/check/tests/data"
chroot "$folder" /bin/sh -euc '
  cd /check
  if command -v g++ cc; then echo "this root has a compiler" >&2; exit 1; fi
  python3 -m venv venv
  venv/bin/pip install -q --disable-pip-version-check --no-index ./*.whl
  cd / && /check/venv/bin/python -I /check/tools/check_wheel.py'
