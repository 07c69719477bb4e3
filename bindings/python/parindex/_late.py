# SPDX-License-Identifier: MIT
"""The only place where a lower room imports from a higher one.

A method such as ``scores.audit()`` belongs to an object in a lower room than its result. The module is
loaded when the method is called; type checkers see the types under ``TYPE_CHECKING``.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any


def upper(module: str) -> Any:
    """A module of a higher room, such as ``"results.audit"``."""
    return import_module(f"parindex.{module}")
