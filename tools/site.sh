#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Lays out the package in BUILD_DIR/site as in a wheel, with the module _core of BUILD_DIR.
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
