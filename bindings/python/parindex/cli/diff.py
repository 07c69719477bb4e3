# SPDX-License-Identifier: MIT
"""``parindex diff``: what changed between two rubrics, and the effects on data."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

import parindex as px
from parindex._sentences import Text
from parindex.cli import arguments, issues, messages, options, tables, terminal
from parindex.display._words import word

SUMMARY = Text(
    "Show what changed between two rubrics.",
    "Cho biết hai bộ tiêu chí khác nhau ở đâu.",
)
FORMATS = ("text", "json")
OUTPUT = True


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_two_rubrics(parser)
    options.add_weights(parser, both=True)
    options.add_data(parser, option=True)
    options.add_change_options(parser)
    parser.add_argument(
        "--exit-code",
        action="store_true",
        help=Text(
            "end with exit code 1 if there is a difference",
            "kết thúc với mã 1 khi có khác biệt",
        ),
    )


def run(args: Namespace) -> int:
    """Print the changes; with data, also the units that they affect.

    1 if a row has an error, and with ``--exit-code`` if there is a difference.
    """
    if args.data is not None:
        return with_data(args)
    before, after = weights(args)
    found = px.diff(
        arguments.load(args.old, before),
        arguments.load(args.new, after),
        codes=dict(args.rename or ()),
    )
    if args.format == "json":
        terminal.write_json(found.to_json() + "\n", args.output)
    else:
        terminal.write(as_text(found, args.language), args.output)
    return int(args.exit_code and len(found) > 0)


def with_data(args: Namespace) -> int:
    """The changes with the units that they affect, each decomposed over the changed rules."""
    found = replay(args)
    if args.format == "json":
        terminal.write_json(found.to_json() + "\n", args.output)
    else:
        units = tables.to_text(found._effects_grid(args.language), args.decimal)
        terminal.write(as_text(found.diff, args.language) + "\n" + units, args.output)
        issues.report(found.before.issues)
    return int("error" in found.before.status or (args.exit_code and found.comparison.changed))


def replay(args: Namespace) -> px.Replay:
    """DATA scored with OLD and with NEW."""
    before, after = weights(args)
    old = arguments.score(Namespace(**{**vars(args), "rubric": args.old, "weights": before}))
    with terminal.working(messages.SCORING_UNDER_THE_NEW_RULES()):
        return old.replay(
            arguments.load(args.new, after).compile(),
            codes=dict(args.rename or ()),
            lacking=args.lacking,
            on=args.on,
            stage=args.stage,
        )


def weights(args: Namespace) -> tuple[str | None, str | None]:
    """The sets of OLD and of NEW that ``--weights`` names: NAME for both, or OLD:NEW."""
    before, colon, after = (args.weights or "").partition(":")
    return before or None, (after if colon else before) or None


def as_text(found: px.Diff, language: str | None) -> str:
    """One change per line."""
    language = language or found.language
    return found.to_text(language=language) or word("unchanged", language) + "\n"
