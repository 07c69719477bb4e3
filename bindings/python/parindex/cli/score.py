# SPDX-License-Identifier: MIT
"""``parindex score``: points, index and rank of every unit."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass

import parindex as px
from parindex import _messages
from parindex._steps import read_json
from parindex.cli import arguments, issues, options, tables, terminal
from parindex.io import _csv

FIGURES = ("points", "max", "index")

SUMMARY = "Score every unit of a table."
FORMATS = ("text", "json", "csv")


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_rubric(parser)
    options.add_weights(parser)
    options.add_data(parser)
    options.add_text_options(parser)
    options.add_csv_options(parser)
    parser.add_argument(
        "--output", metavar="FILE", help="write the results there instead of to standard output"
    )


def run(args: Namespace) -> int:
    """Print the results; 1 when a row is in error."""
    numbers = numbers_of(args)
    scores = arguments.score(args)
    if args.format == "json":
        terminal.write_json(scores.to_json() + "\n", args.output)
    else:
        if args.format == "csv":
            terminal.write_data(as_csv(scores, numbers, guard=args.guard), args.output)
        else:
            shown = tables.to_text(scores._grid(args.language, len(scores)), args.decimal)
            terminal.write(shown, args.output)
        # In JSON the results of the units contain the issues; here they would break the table.
        issues.report(scores.issues)
    return 1 if "error" in scores.status else 0


@dataclass(frozen=True)
class Numbers:
    """How figures are written for a spreadsheet."""

    rounding: px.Rounding | None
    """How figures are rounded; None: they are exact, and written as ``10/3`` where the decimals never end."""
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
        return tables.with_sign(text, self.decimal)


def numbers_of(args: Namespace) -> Numbers:
    """The number format that the options ask for. Raises UsageError if the output is not CSV."""
    if args.format != "csv" and (args.excel or args.decimals is not None):
        raise arguments.UsageError(_messages.EXCEL_AND_DECIMALS_NEED_FORMAT_CSV())
    rounding = None if args.decimals is None else px.Rounding(args.decimals, "half_up")
    return Numbers(rounding, args.decimal, excel=args.excel)


def as_csv(scores: px.Scores, numbers: Numbers, *, guard: bool) -> str:
    """One row per unit: the total, then points, maximum and index of every node.

    Numbers are written as in the JSON form unless `numbers` says otherwise; a missing number is an empty cell.
    """
    # From the JSON text, where numbers are written out already.
    units = read_json(scores.to_json())["units"]
    head = ("unit", "group", "status", "rank", "class")
    codes = scores.plan.codes
    text = _csv.to_csv(
        [*head, *FIGURES, *(f"{code}.{figure}" for code in codes for figure in FIGURES)],
        (
            [
                *(unit[name] for name in head),
                *(numbers.written(unit[figure]) for figure in FIGURES),
                *(
                    numbers.written(unit["nodes"][code][figure])
                    for code in codes
                    for figure in FIGURES
                ),
            ]
            for unit in units
        ),
        names=head,
        guard=guard,
        delimiter=numbers.delimiter,
    )
    return numbers.marked(text)
