# SPDX-License-Identifier: MIT
"""The arguments of the command: what ``--help`` shows."""

from __future__ import annotations

import sys
from argparse import (
    Action,
    ArgumentError,
    ArgumentParser,
    ArgumentTypeError,
    RawDescriptionHelpFormatter,
)
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

import parindex as px
from parindex import shipped
from parindex._sentences import Sentence, Text
from parindex.cli import messages, options, terminal, usage_errors

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

COMMANDS = (
    "new",
    "check",
    "score",
    "explain",
    "rank",
    "report",
    "scorecard",
    "describe",
    "workbook",
    "annex",
    "test",
    "cases",
    "coverage",
    "mutate",
    "audit",
    "analyse",
    "diff",
    "replay",
    "overlay",
    "editions",
    "rubric",
    "import",
    "export",
    "verify",
    "form",
    "merge",
    "observe",
    "reopen",
    "progress",
    "assess",
    "completion",
    "demo",
)
"""In the order of the help. Each is a module of `parindex.cli` with `SUMMARY`, the `FORMATS` of its output,
whether `--output` applies to everything that it prints (`OUTPUT`), `add_arguments` and `run`."""

CODES = Text(
    """\
exit codes:
  0  success; warnings may have been printed
  1  findings: the rubric or the data has errors, or a row is in error
  2  wrong usage: an argument, unit or code that does not exist, a file that cannot be written
  70, 71  an internal error of parindex; out of memory
  124  stopped by --timeout""",
    """\
mã thoát:
  0  thành công; có thể có cảnh báo
  1  phát hiện lỗi: bộ tiêu chí hoặc số liệu có lỗi, hoặc một dòng bị lỗi
  2  dùng lệnh sai: đối số, đơn vị hoặc mã không tồn tại, tệp không ghi được
  70, 71  lỗi nội bộ của parindex; hết bộ nhớ
  124  dừng vì --timeout""",
)
DESCRIPTION = Text(
    "Exact, explainable scoring of public-sector indices.",
    "Chấm điểm chính xác, giải thích được, cho các bộ chỉ số khu vực công.",
)
EXAMPLES = """\
  parindex demo
  parindex check my-rubric.json
  parindex score my-rubric.json units.csv --format csv --output results.csv
  parindex explain my-rubric.json units.csv "Sở Tài chính" --code 1.1.4
  parindex rank my-rubric.json units.csv --ties dense --within group
  parindex test my-rubric.json cases/ --format junit --output report.xml"""
EPILOG = Sentence(
    """\
examples:
{0}

{1}

shipped rubrics, each usable as RUBRIC, and as DATA for its example data:
  {2}

Each command has its own --help.""",
    """\
ví dụ:
{0}

{1}

bộ tiêu chí kèm theo, dùng được làm RUBRIC, và làm DATA để lấy số liệu ví dụ:
  {2}

Mỗi lệnh có --help riêng.""",
)


class HelpFormatter(RawDescriptionHelpFormatter):
    """Help with the word for usage in the language of the command."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        if prefix is None:
            prefix = terminal.said(messages.USAGE()) + " "
        super().add_usage(usage, actions, groups, prefix)


class Parser(ArgumentParser):
    """A parser whose output is in the language of the command."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, formatter_class=HelpFormatter, **options)
        self._positionals.title = messages.POSITIONAL_ARGUMENTS()
        self._optionals.title = messages.OPTIONS()

    def translate(self) -> None:
        """Translate every text of the help into the language of the command."""
        self.description = terminal.said(self.description or "")
        self.epilog = terminal.said(self.epilog or "")
        for group in self._action_groups:
            group.title = terminal.said(group.title or "")
        for action in self._actions:
            action.help = terminal.said(action.help or "")

    def _get_values(self, action: Action, arg_strings: list[str]) -> Any:
        # Before 3.13, argparse removes the value of `--option=--` and gives an empty list.
        if action.option_strings and arg_strings == ["--"]:
            self.error(
                messages.OF_ARGUMENT(
                    "/".join(action.option_strings), messages.EXPECTED_ONE_ARGUMENT()
                )
            )
        return super()._get_values(action, arg_strings)

    def _get_value(self, action: Action, arg_string: str) -> Any:
        try:
            return super()._get_value(action, arg_string)
        except ArgumentError as error:
            # argparse converts the bilingual messages of our types to plain text.
            cause = error.__context__
            if not isinstance(cause, ArgumentTypeError):
                raise
            self.error(messages.OF_ARGUMENT(error.argument_name, cause.args[0]))

    def error(self, message: str) -> NoReturn:
        explained = message if isinstance(message, Text) else usage_errors.explained(message, self)
        terminal.say(self.format_usage().rstrip())
        terminal.say(terminal.said(messages.USAGE_ERROR(self.prog, explained)))
        sys.exit(2)

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        if file is sys.stdout:
            terminal.write(message)
        else:
            terminal.say(message.rstrip("\n"))


def build(only: str | None = None) -> Parser:
    """The parser of the command, in the language that `terminal.use_language` chose.

    With the name of one command, only its arguments are declared: the modules of the others need not be imported.
    """
    names = ", ".join(shipped.names())
    parser = Parser(prog="parindex", description=DESCRIPTION, epilog=EPILOG(EXAMPLES, CODES, names))
    parser.set_defaults(language=None)
    options.add_language(parser)
    options.add_help(parser)
    parser.add_argument(
        "--version",
        action="version",
        version=f"parindex {px.__version__}",
        help=Text("show the version and exit", "in phiên bản rồi thoát"),
    )
    parser.translate()
    commands = parser.add_subparsers(
        title=terminal.said(messages.COMMANDS()), metavar="COMMAND", required=True
    )
    for name in COMMANDS:
        if only in (None, name):
            add_command(commands.add_parser, name)
        else:
            commands.add_parser(name)
    return parser


def add_command(add_parser: Callable[..., Parser], name: str) -> None:
    """The parser of one command."""
    module = import_module(f"parindex.cli.{name}")
    formats: tuple[str, ...] = module.FORMATS
    parser = add_parser(
        name, help=terminal.said(module.SUMMARY), description=module.SUMMARY, epilog=CODES
    )
    parser.set_defaults(run=module.run, format="text", weights=None)
    module.add_arguments(parser)
    options.add_common(parser, formats, output=module.OUTPUT)
    parser.translate()
