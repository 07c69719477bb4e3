#!/bin/sh
# SPDX-License-Identifier: MIT
# What an installed folder has besides CMake's files: pkg-config, which a C++ and a C program use, the texts of
# licences, and the bill of materials.
#   installed.sh PREFIX LIBDIR VERSION CXX CC WORK
set -eu
prefix=$1 libdir=$2 version=$3 cxx=$4 cc=$5 work=$6
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..

for licence in parindex boost nlohmann-json; do test -s "$prefix/share/parindex/licenses/$licence.txt"; done
python3 - "$prefix/share/parindex/sboms/parindex.cdx.json" "$version" <<'EOF'
import json, sys

bill = json.load(open(sys.argv[1], encoding="utf-8"))
assert bill["metadata"]["component"]["version"] == sys.argv[2]
versions = {one["bom-ref"]: one["version"] for one in bill["components"]}
assert versions.keys() == {"boost", "nlohmann-json"} and all(versions.values()), versions
EOF

command -v pkg-config >/dev/null || exit 77
mkdir -p "$work"
PKG_CONFIG_PATH="$prefix/$libdir/pkgconfig"
export PKG_CONFIG_PATH
test "$(pkg-config --modversion parindex)" = "$version"
test "$(pkg-config --modversion parindex_c)" = "$version"
# shellcheck disable=SC2046 - pkg-config prints several words
"$cxx" -std=c++20 -O0 "$here/main.cpp" $(pkg-config --cflags --libs parindex) \
  "-Wl,-rpath,$prefix/$libdir" -o "$work/from_cpp"
"$work/from_cpp" "$version"
# shellcheck disable=SC2046
"$cc" -std=c99 "$root/examples/c/score_rubric.c" $(pkg-config --cflags --libs parindex_c) \
  "-Wl,-rpath,$prefix/$libdir" -o "$work/from_c"
"$work/from_c" "$prefix/share/parindex/rubrics/vn-ca-mau-2013.json"
