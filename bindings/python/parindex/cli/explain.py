# SPDX-License-Identifier: MIT
"""``parindex explain``: why a unit, or one node of it, has its points."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

import parindex as px
from parindex.cli import arguments, options, terminal, trace_text
from parindex.display._html import escape

SUMMARY = "Explain the points of a unit, node by node."
FORMATS = ("text", "json", "html", "markdown")


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_rubric(parser)
    options.add_weights(parser)
    options.add_data(parser)
    parser.add_argument("unit", type=options.name, metavar="UNIT", help="name of the unit")
    parser.add_argument("--code", type=options.name, help="explain this node instead of the total")
    parser.add_argument(
        "--depth",
        type=options.whole_number,
        metavar="N",
        help="levels below the node (default: all)",
    )
    options.add_text_options(parser)


def run(args: Namespace) -> int:
    """Print the explanation; 1 when what is explained has no points because of an error."""
    scores = arguments.score(args)
    trace = arguments.trace(scores, args.unit, args.code or "")
    language = args.language or scores.plan.rubric.language
    if args.format == "html":
        terminal.write(as_page(trace, language, args.depth) + "\n")
    elif args.format == "markdown":
        terminal.write(trace.to_markdown(language=language, depth=args.depth).rstrip("\n") + "\n")
    else:
        tree = trace.to_dict()
        prune(tree, args.depth)
        if args.format == "json":
            terminal.write_json(tree)
        else:
            shown = trace_text.render(tree, language, args.decimal, terminal.columns())
            terminal.write(shown + "\n")
    return 1 if trace.status == "error" else 0


def prune(node: dict[str, Any], depth: int | None) -> None:
    """Cut off what lies more than `depth` levels below the node; None leaves everything."""
    if depth == 0:
        node["children"] = []
    for child in node["children"]:
        prune(child, None if depth is None else depth - 1)


def as_page(trace: px.Trace, language: str, depth: int | None) -> str:
    """The table of a notebook as a page of its own, which a browser shows as it is."""
    grid = trace._grid(language, max_rows=sum(1 for _ in trace.walk()))
    if depth is not None:
        grid.rows = [row for row in grid.rows if row.depth <= depth]
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}"><head><meta charset="utf-8">'
        f"<title>{escape(grid.caption)}</title></head>\n<body>{grid.to_html()}</body></html>"
    )
