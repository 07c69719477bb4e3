# SPDX-License-Identifier: MIT
"""The arguments of the command: what ``--help`` shows."""

from __future__ import annotations

import sys
from argparse import Action, ArgumentError, ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

import parindex as px
from parindex import _messages, shipped
from parindex._sentences import Text
from parindex.cli import options, terminal, usage_errors

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

COMMANDS = (
    "check",
    "score",
    "explain",
    "rank",
    "test",
    "cases",
    "coverage",
    "mutate",
    "audit",
    "diff",
    "replay",
    "overlay",
    "editions",
    "verify",
    "form",
    "merge",
    "observe",
    "reopen",
    "progress",
    "assess",
    "demo",
)
"""In the order of the help. Each is a module of `parindex.cli` with `SUMMARY`, the `FORMATS` of its output,
`add_arguments` and `run`."""

CODES = """\
exit codes:
  0  good
  1  findings: the rubric or the data has issues, or a row is in error
  2  bad usage: an argument, unit or code that does not exist, a file that cannot be written
  70, 71  a fault of parindex itself; out of memory
  124  stopped by --timeout"""


class Parser(ArgumentParser):
    """A parser that writes as all of the command does."""

    def _get_values(self, action: Action, arg_strings: list[str]) -> Any:
        # Before 3.13, argparse takes the value out of `--option=--` and gives an empty list.
        if action.option_strings and arg_strings == ["--"]:
            raise ArgumentError(action, _messages.EXPECTED_ONE_ARGUMENT())
        return super()._get_values(action, arg_strings)

    def error(self, message: str) -> NoReturn:
        explained = usage_errors.explained(message, self)
        usage = self.format_usage()
        terminal.say(terminal.said(Text(usage, usage.replace("usage:", "cách dùng:", 1))).rstrip())
        terminal.say(terminal.said(_messages.USAGE_ERROR(self.prog, explained)))
        sys.exit(2)

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        if file is sys.stdout:
            terminal.write(message)
        else:
            terminal.say(message.rstrip("\n"))


def build() -> Parser:
    """The parser of the whole command."""
    parser = Parser(
        prog="parindex",
        description="Exact, explainable scoring of public-sector indices.",
        epilog=f"""\
examples:
  parindex demo
  parindex check my-rubric.json
  parindex score my-rubric.json units.csv --format csv --output results.csv
  parindex explain my-rubric.json units.csv "Sở Tài chính" --code 1.1.4
  parindex rank my-rubric.json units.csv --ties dense --within group
  parindex test my-rubric.json cases/ --format junit --output report.xml

{CODES}

shipped rubrics, each usable as RUBRIC, and as DATA for its example data:
  {", ".join(shipped.names())}

Each command has its own --help.""",
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"parindex {px.__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    for name in COMMANDS:
        add_command(commands.add_parser, name)
    return parser


def add_command(add_parser: Callable[..., ArgumentParser], name: str) -> None:
    """The parser of one command."""
    module = import_module(f"parindex.cli.{name}")
    formats: tuple[str, ...] = module.FORMATS
    parser = add_parser(
        name,
        help=module.SUMMARY,
        description=module.SUMMARY,
        epilog=CODES,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=module.run, format="text", weights=None)
    parser.add_argument(
        "--timeout",
        type=options.seconds,
        metavar="SECONDS",
        help="end with 124 when it takes longer",
    )
    if formats:
        parser.add_argument("--format", choices=formats, help="form of the output (default: text)")
    if "csv" in formats:
        parser.add_argument(
            "--no-guard",
            dest="guard",
            action="store_false",
            help="csv without the apostrophe in front of names that a spreadsheet would take for "
            "formulas",
        )
    module.add_arguments(parser)
    options.add_language(parser)
