# SPDX-License-Identifier: MIT
"""``parindex cases``: cases for a person to confirm."""

from __future__ import annotations

from argparse import Namespace

from parindex import testing
from parindex.cli import arguments, terminal


def run(args: Namespace) -> int:
    """Write a case file with a case at every boundary of the rubric; say what none of them shows."""
    rubric = arguments.load(args.rubric)
    with terminal.working("looking for boundaries"):
        text = testing.boundary_cases(rubric)
    terminal.write_json(text, args.output)
    for item in text.not_reached:
        terminal.say(
            f"not reached  {item.code or 'total'}  {item.kind}  {item.text}  ({item.pointer}): "
            f"{item.exempt + ', ' if item.exempt else ''}{item.reason}"
        )
    return 0
