# SPDX-License-Identifier: MIT
"""The one place where a lower room reaches into a higher one.

A method such as ``scores.audit()`` belongs to an object that lies below what it returns. The module is
loaded when the method is called; type checkers see the types under ``TYPE_CHECKING``.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any


def upper(module: str) -> Any:
    """A module of a higher room, such as ``"results.audit"``."""
    return import_module(f"parindex.{module}")
