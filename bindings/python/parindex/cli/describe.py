# SPDX-License-Identifier: MIT
"""``parindex describe``: the rules of a rubric in words."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from parindex import documents
from parindex._sentences import Text
from parindex.cli import arguments, options, terminal

SUMMARY = Text(
    "Write the rules of a rubric in words, as Markdown.",
    "Viết các cách tính của bộ tiêu chí thành lời, dạng Markdown.",
)
FORMATS = ()
OUTPUT = True


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_rubric(parser)
    options.add_weights(parser)


def run(args: Namespace) -> int:
    """Print the rules."""
    rubric = arguments.load(args.rubric, args.weights)
    terminal.write(documents.describe(rubric, language=args.language), args.output)
    return 0
