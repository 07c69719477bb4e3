#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Prints the build requirements that pyproject.toml names, one per line."""

from __future__ import annotations

from pathlib import Path

try:
    import tomllib
except ModuleNotFoundError:  # Python 3.10 has no tomllib, but its pip brings one
    from pip._vendor import tomli as tomllib

pyproject = Path(__file__).resolve().parents[1] / "pyproject.toml"
print("\n".join(tomllib.loads(pyproject.read_text(encoding="utf-8"))["build-system"]["requires"]))
