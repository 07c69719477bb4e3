# SPDX-License-Identifier: MIT
"""``parindex explain``: why a unit, or one node of it, has its points."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser, Namespace
from typing import Any

import parindex as px
from parindex._sentences import Text
from parindex.cli import arguments, issues, options, tables, terminal
from parindex.display import _trace_text
from parindex.display._html import escape

SUMMARY = Text(
    "Explain the points of a unit, node by node.",
    "Giải thích điểm của một đơn vị, từng mục.",
)
FORMATS = ("text", "json", "html", "markdown")
OUTPUT = True


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_rubric(parser)
    options.add_weights(parser)
    options.add_data(parser)
    unit = parser.add_mutually_exclusive_group(required=True)
    what = Text(
        "name of the unit, as UNIT or as --unit UNIT", "tên đơn vị, viết UNIT hoặc --unit UNIT"
    )
    # Without SUPPRESS, the default of an absent positional would replace the value of --unit.
    unit.add_argument(
        "unit", nargs="?", default=SUPPRESS, type=options.name, metavar="UNIT", help=what
    )
    options.add_unit(unit, what)
    options.add_code(
        parser,
        Text("explain this node instead of the total", "giải thích mục này thay vì tổng điểm"),
    )
    parser.add_argument(
        "--depth",
        type=options.whole_number,
        metavar="N",
        help=Text("levels below the node (default: all)", "số cấp bên dưới mục (mặc định: tất cả)"),
    )


def run(args: Namespace) -> int:
    """Print the explanation; 1 if the explained node has no points because of an error."""
    scores = arguments.score(args)
    trace = arguments.trace(scores, args.unit, args.code or "")
    language = args.language or scores.plan.rubric.language
    if args.format == "html":
        terminal.write(as_page(trace, language, args.depth) + "\n", args.output)
    elif args.format == "markdown":
        text = trace.to_markdown(language=language, depth=args.depth).rstrip("\n")
        terminal.write(text + "\n", args.output)
    else:
        tree = trace.to_dict()
        prune(tree, args.depth)
        if args.format == "json":
            terminal.write_json({**tree, "notes": issues.as_dicts(scores.notes)}, args.output)
        else:
            columns = terminal.columns() if args.output is None else tables.WIDTH
            shown = _trace_text.render(tree, language, args.decimal, columns)
            terminal.write(shown + "\n", args.output)
    if args.format != "json":
        issues.report(scores.notes)
    return 1 if trace.status == "error" else 0


def prune(node: dict[str, Any], depth: int | None) -> None:
    """Remove everything more than `depth` levels below the node; None keeps everything."""
    if depth == 0:
        node["children"] = []
    for child in node["children"]:
        prune(child, None if depth is None else depth - 1)


def as_page(trace: px.Trace, language: str, depth: int | None) -> str:
    """The table of a notebook as a complete page for a browser."""
    grid = trace._grid(language, max_rows=sum(1 for _ in trace.walk()))
    if depth is not None:
        grid.rows = [row for row in grid.rows if row.depth <= depth]
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}"><head><meta charset="utf-8">'
        f"<title>{escape(grid.caption)}</title></head>\n<body>{grid.to_html()}</body></html>"
    )
