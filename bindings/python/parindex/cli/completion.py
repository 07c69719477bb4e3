# SPDX-License-Identifier: MIT
"""``parindex completion``: a script with which a shell completes the command."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, _SubParsersAction
from typing import Any

from parindex import shipped
from parindex._sentences import Text
from parindex.cli import messages, terminal
from parindex.cli.arguments import UsageError
from parindex.cli.parser import build

SHELLS = ("bash", "zsh", "fish")

SUMMARY = Text(
    "Print a script with which a shell completes commands, options and files.",
    "In đoạn mã để shell gợi ý lệnh, tùy chọn và tên tệp.",
)
FORMATS = ()
OUTPUT = True

SHIPPED = " ".join(shipped.names())
RUBRIC: dict[str, Any] = {
    "bash": "_parindex_rubric_or_file",
    "zsh": "_parindex_rubric_or_file",
    "fish": "(_parindex_rubric_or_file)",
    "preamble": {
        "bash": f"""\
_parindex_rubric_or_file() {{
  compgen -W "{SHIPPED}" -- "$1"
  compgen -f -- "$1"
}}""",
        "zsh": f"""\
_parindex_rubric_or_file() {{
  _alternative 'rubrics:rubric:({SHIPPED})' 'files:file:_files'
}}""",
        "fish": f"""\
function _parindex_rubric_or_file
  printf '%s\\n' {SHIPPED}
  __fish_complete_path (commandline -ct)
end""",
    },
}
"""A file or the name of a shipped rubric, in the form that shtab expects."""

COMPLETED: dict[str, str | dict[str, Any]] = {
    **dict.fromkeys(("RUBRIC", "DATA", "OLD", "NEW"), RUBRIC),
    **dict.fromkeys(("FILE", "CASES", "OVERLAY", "STORE", "PEM"), "file"),
    "FOLDER": "directory",
}
"""How values are completed, by name in the help; other values need choices to be completed."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument(
        "shell", choices=SHELLS, help=Text("the shell that reads the script", "shell đọc đoạn mã")
    )


def run(args: Namespace) -> int:
    """Print the script of a shell."""
    try:
        import shtab  # an optional dependency
    except ImportError:
        raise UsageError(messages.COMPLETION_NEEDS_THE_PACKAGE_SHTAB()) from None
    whole = build()
    prepare(whole)
    terminal.write_data(shtab.complete(whole, args.shell) + "\n", args.output)
    return 0


def prepare(parser: ArgumentParser) -> None:
    """Set for each argument of a parser and of its commands how its values are completed."""
    for action in parser._actions:
        if isinstance(action, _SubParsersAction):
            for command in action.choices.values():
                prepare(command)
        elif action.metavar in COMPLETED:
            action.complete = COMPLETED[action.metavar]  # type: ignore[attr-defined]
