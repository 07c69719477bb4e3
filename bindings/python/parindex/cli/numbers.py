# SPDX-License-Identifier: MIT
"""Figures in CSV output, for programs or for a spreadsheet."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import dataclass

import parindex as px
from parindex.cli import arguments, messages
from parindex.display._text import with_sign


@dataclass(frozen=True)
class Numbers:
    """How figures are written for a spreadsheet."""

    rounding: px.Rounding | None
    """How figures are rounded; None: they are exact, and written as ``10/3`` if the decimals never end."""
    decimal: str
    """The decimal sign."""
    excel: bool
    """Write a byte order mark, and fractions as formulas, so that Excel reads the file correctly."""

    @property
    def delimiter(self) -> str:
        """The character between cells, which is never the decimal sign."""
        return ";" if self.decimal == "," else ","

    def marked(self, text: str) -> str:
        """The table, with a byte order mark if it is for Excel."""
        return "\N{BYTE ORDER MARK}" + text if self.excel else text

    def written(self, text: str | None) -> str | None:
        """A figure of the JSON results in this form."""
        if text is None:
            return None
        if self.rounding is not None:
            text = format(self.rounding.apply(text), "f")
        elif self.excel and "/" in text:
            return f"={text}"  # Excel would read 10/3 as a date
        return with_sign(text, self.decimal)


def numbers_of(args: Namespace) -> Numbers:
    """The number format that the options request. Raises UsageError if the output is not CSV."""
    if args.format != "csv" and (args.excel or args.decimals is not None):
        raise arguments.UsageError(messages.EXCEL_AND_DECIMALS_NEED_FORMAT_CSV())
    rounding = None if args.decimals is None else px.Rounding(args.decimals, "half_up")
    return Numbers(rounding, args.decimal, excel=args.excel)
