# SPDX-License-Identifier: MIT
"""``parindex audit``: the parts of a result that depend on a convention."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from parindex._sentences import Text
from parindex.cli import arguments, issues, messages, options, tables, terminal

SUMMARY = Text(
    "List the figures, ranks and classes that depend on a convention, and suspicious values.",
    "Liệt kê giá trị, hạng và xếp loại phụ thuộc một quy ước, và giá trị đáng ngờ.",
)
FORMATS = ("text", "json")
OUTPUT = True


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_rubric(parser)
    options.add_weights(parser)
    options.add_data(parser)


def run(args: Namespace) -> int:
    """Print the audit; 1 if it finds anything, or a row has an error."""
    scores = arguments.score(args)
    with terminal.working(messages.AUDITING()):
        audit = scores.audit()
    if args.format == "json":
        terminal.write_json(issues.with_notes(audit.to_json(), scores.notes), args.output)
    else:
        most = max(1, len(audit.halves), len(audit.ranks), len(audit.classes))
        grids = audit._grids(args.language, most)
        grids[-1].notes.clear()
        shown = "\n".join(tables.to_text(grid, args.decimal) for grid in grids)
        terminal.write(shown, args.output)
        issues.report([*scores.notes, *scores.issues, *audit.issues])
    found = audit.halves or audit.ranks or audit.classes or audit.issues
    return 1 if found or "error" in scores.status else 0
