# SPDX-License-Identifier: MIT
"""Plots of results; they need the extra ``plot``, which is loaded when the first one is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex.plots._plots import Plots, figures

if TYPE_CHECKING:
    from parindex.plots._figure import Plot

__all__ = ["Plot", "Plots"]


def __getattr__(name: str) -> object:
    if name != "Plot":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return figures().Plot
