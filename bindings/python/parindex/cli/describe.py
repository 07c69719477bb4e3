# SPDX-License-Identifier: MIT
"""``parindex describe``: the rules of a rubric in words and as formulas."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from parindex import documents
from parindex._sentences import Text
from parindex.cli import arguments, options, terminal

SUMMARY = Text(
    "Write the rules of a rubric in words (Markdown), and with formulas (HTML, LaTeX).",
    "Viết các cách tính của bộ tiêu chí thành lời (Markdown), kèm công thức (HTML, LaTeX).",
)
FORMATS = ()
OUTPUT = True
ENDINGS: dict[str, documents.Form] = {".tex": "latex", ".html": "html", ".htm": "html"}


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_rubric(parser)
    options.add_weights(parser)
    parser.add_argument(
        "--format",
        choices=["markdown", "html", "latex"],
        default=None,
        help=Text(
            "form of the output (default: by the ending of --output, .tex or .html, otherwise markdown)",
            "dạng kết quả (mặc định: theo đuôi tệp của --output, .tex hoặc .html, còn lại là markdown)",
        ),
    )


def run(args: Namespace) -> int:
    """Print the rules."""
    rubric = arguments.load(args.rubric, args.weights)
    ending = Path(args.output or "").suffix.lower()
    form = args.format or ENDINGS.get(ending, "markdown")
    text = documents.describe(rubric, language=args.language, format=form)
    terminal.write(text, args.output)
    return 0
