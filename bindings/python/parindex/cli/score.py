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
        # In JSON the issues stand in the results of their units; here they would spoil the table.
        issues.report(scores.issues)
    return 1 if "error" in scores.status else 0


@dataclass(frozen=True)
class Numbers:
    """How figures are written for a spreadsheet."""

    decimals: int | None
    """Digits after the point, half rounded up; None: all of them, and ``10/3`` where they do not end."""
    decimal: str
    """The decimal sign."""
    excel: bool
    """For Excel: with a mark of the encoding, semicolons beside decimal commas, and fractions as formulas."""

    @property
    def delimiter(self) -> str:
        """Between cells: no decimal sign."""
        return ";" if self.decimal == "," else ","

    def marked(self, text: str) -> str:
        """The table, with the mark of its encoding where Excel asks for it."""
        return "\N{BYTE ORDER MARK}" + text if self.excel else text

    def written(self, text: str | None) -> str | None:
        """A figure as JSON has it, in this form."""
        if text is None:
            return None
        if self.decimals is not None:
            text = format(px.Rounding(self.decimals, "half_up").apply(text), "f")
        elif self.excel and "/" in text:
            return f"={text}"  # a date, were it not a formula
        return tables.with_sign(text, self.decimal)


def numbers_of(args: Namespace) -> Numbers:
    """What the options say of numbers. Raises UsageError where they have nothing to say."""
    if args.format != "csv" and (args.excel or args.decimals is not None):
        raise arguments.UsageError(_messages.EXCEL_AND_DECIMALS_NEED_FORMAT_CSV())
    return Numbers(args.decimals, args.decimal, excel=args.excel)


def as_csv(scores: px.Scores, numbers: Numbers, *, guard: bool) -> str:
    """One row per unit: the total, then points, maximum and index of every node.

    Numbers stand as in the JSON form unless `numbers` says otherwise; one that is not there is an empty cell.
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
