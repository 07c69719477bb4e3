#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Lays the package out in BUILD_DIR/site, with the module _core of that folder, as a wheel has it.
#   site.sh BUILD_DIR
set -euo pipefail
site=$(cd "$1" && pwd)/site/parindex
cd "$(dirname "$0")/.."
rm -rf "$site"
mkdir -p "$site/examples"
cp -r bindings/python/parindex/. "$site/"
cp "$site"/../../_core*.so "$site/"
cp -r rubrics "$site/rubrics"
cp -r examples/data/. "$site/examples/"
