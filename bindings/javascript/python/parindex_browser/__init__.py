# SPDX-License-Identifier: MIT
"""The engine of parindex as WebAssembly: what a page of ``parindex form --format html`` contains."""

from __future__ import annotations

from pathlib import Path


def folder() -> Path:
    """The folder with `parindex.mjs`, `parindex.wasm` and `package.json`, which has the version."""
    return Path(__file__).parent
