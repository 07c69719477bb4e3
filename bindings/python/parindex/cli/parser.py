# SPDX-License-Identifier: MIT
"""The arguments of the command: what ``--help`` shows."""

from __future__ import annotations

import math
import sys
import unicodedata
from argparse import (
    Action,
    ArgumentError,
    ArgumentParser,
    ArgumentTypeError,
    RawDescriptionHelpFormatter,
)
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import parindex as px
from parindex import shipped
from parindex.cli import (
    assess,
    audit,
    cases,
    check,
    coverage,
    demo,
    diff,
    editions,
    explain,
    form,
    merge,
    mutate,
    observe,
    overlay,
    progress,
    rank,
    reopen,
    replay,
    score,
    terminal,
    test,
    verify,
)

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

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
            raise ArgumentError(action, "expected one argument")
        return super()._get_values(action, arg_strings)

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

    def command(run: Callable[..., int], summary: str, formats: list[str]) -> ArgumentParser:
        name = run.__module__.rpartition(".")[2]
        added: ArgumentParser = commands.add_parser(
            name,
            help=summary,
            description=summary,
            epilog=CODES,
            formatter_class=RawDescriptionHelpFormatter,
        )
        added.set_defaults(run=run, format="text", weights=None)
        added.add_argument(
            "--timeout", type=seconds, metavar="SECONDS", help="end with 124 when it takes longer"
        )
        if formats:
            added.add_argument(
                "--format", choices=formats, help="form of the output (default: text)"
            )
        if "csv" in formats:
            added.add_argument(
                "--no-guard",
                dest="guard",
                action="store_false",
                help="csv without the apostrophe in front of names that a spreadsheet would take for "
                "formulas",
            )
        return added

    one = command(check.run, "Print every issue of a rubric.", ["text", "json"])
    add_rubric(one)
    one.add_argument(
        "--proofs", action="store_true", help="print as well what was proven, node by node"
    )

    one = command(score.run, "Score every unit of a table.", ["text", "json", "csv"])
    add_rubric(one)
    add_weights(one)
    add_data(one)
    add_text_options(one)
    one.add_argument(
        "--output", metavar="FILE", help="write the results there instead of to standard output"
    )

    one = command(
        explain.run,
        "Explain the points of a unit, node by node.",
        ["text", "json", "html", "markdown"],
    )
    add_rubric(one)
    add_weights(one)
    add_data(one)
    one.add_argument("unit", type=name, metavar="UNIT", help="name of the unit")
    one.add_argument("--code", type=name, help="explain this node instead of the total")
    one.add_argument(
        "--depth", type=whole_number, metavar="N", help="levels below the node (default: all)"
    )
    add_text_options(one)

    one = command(rank.run, "Rank the units of a table.", ["text", "json", "csv"])
    add_rubric(one)
    add_weights(one)
    add_data(one)
    add_rank_options(one)
    add_text_options(one)

    one = command(test.run, "Run the cases of a rubric.", ["text", "json", "junit"])
    add_weights(one)
    one.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="case files, folders of case files, rubrics that hold cases; a rubric that comes first "
        "and is not alone scores the cases of the others",
    )
    one.add_argument(
        "--update",
        action="store_true",
        help="show what was found where it differs, and write it into the case files",
    )
    add_root(one)
    one.add_argument("--output", metavar="FILE", help="write the report there")
    one.add_argument("--language", choices=["vi", "en"], help="of titles (default: vi)")

    one = command(
        cases.run, "Write a case for every boundary of a rubric, for a person to confirm.", []
    )
    add_rubric(one)
    one.add_argument(
        "--boundaries",
        action="store_true",
        required=True,
        help="at each bound, just below and just above it, and for every branch and policy",
    )
    one.add_argument("--output", metavar="FILE", help="write the case file there")

    one = command(coverage.run, "Print what of a rubric its cases show.", ["text", "json", "html"])
    add_rubric(one)
    add_cases(one, "percent of branches, sides of boundaries and flags that must be covered")
    one.add_argument(
        "--language", choices=["vi", "en"], help="of titles on the page (--format html)"
    )

    one = command(
        mutate.run, "Say whether the cases of a rubric would notice a slip in it.", ["text", "json"]
    )
    add_rubric(one)
    add_cases(one, "percent of the mutants that must be noticed")
    one = command(
        audit.run,
        "List the figures, ranks and classes that a convention decides.",
        ["text", "json"],
    )
    add_rubric(one)
    add_weights(one)
    add_data(one)
    add_text_options(one)

    one = command(diff.run, "Say what changed between two rubrics.", ["text", "json"])
    add_two_rubrics(one)
    add_weights(one, both=True)
    add_data(one, option=True)
    add_change_options(one)
    one.add_argument(
        "--exit-code", action="store_true", help="end with 1 when there is a difference"
    )
    add_text_options(one)

    one = command(
        replay.run, "Score old data under new rules and reconcile the totals.", ["text", "json"]
    )
    add_two_rubrics(one)
    add_weights(one, both=True)
    add_data(one)
    add_change_options(one)
    add_text_options(one)

    one = command(overlay.run, "Apply overlays to a rubric and print the result.", ["text", "json"])
    add_rubric(one)
    one.add_argument("overlays", nargs="+", metavar="OVERLAY", help="an overlay file, in order")
    one.add_argument(
        "--changes", action="store_true", help="list what was changed instead of the rubric"
    )
    one.add_argument(
        "--output", metavar="FILE", help="write the rubric there instead of to standard output"
    )
    add_text_options(one)

    one = command(
        editions.run, "List the dated editions of a rubric, or find one.", ["text", "json"]
    )
    one.add_argument("paths", nargs="+", metavar="FILE", help="rubric files, or one folder of them")
    one.add_argument(
        "--date", type=name, metavar="DATE", help="only the edition in force on this day"
    )
    add_text_options(one)

    one = command(
        verify.run,
        "Verify a snapshot, or a result file against what is computed now.",
        ["text", "json"],
    )
    one.add_argument(
        "file",
        metavar="FILE",
        help="a snapshot, or a file that score or assess --format json has written",
    )
    one.add_argument(
        "--fingerprint", metavar="SHA256", help="what the snapshot must have: as it was published"
    )
    one.add_argument(
        "--evidence", metavar="DIR", help="compare the files of evidence in this folder as well"
    )
    one.add_argument(
        "--signature",
        metavar="FILE",
        help="the Ed25519 signature of the snapshot: 64 bytes, or base64 text",
    )
    one.add_argument(
        "--public-key", metavar="PEM", help="the public key that the signature is checked with"
    )
    one.add_argument("--snapshot", metavar="FILE", help="the results are those of this snapshot")
    one.add_argument("--layer", type=name, metavar="ID", help="of this layer of the snapshot alone")
    one.add_argument("--rubric", metavar="RUBRIC", help="the results are those of this rubric")
    add_weights(one)
    add_data(one, option=True)
    add_text_options(one)
    add_process(command)

    command(demo.run, "Score the shipped rubrics with their example data.", [])
    return parser


def add_process(command: Callable[..., ArgumentParser]) -> None:
    """The commands of an assessment, from the forms of the agencies to the result."""
    one = command(form.run, "Show what an agency is asked for.", ["text", "json", "csv"])
    add_rubric(one)
    one.add_argument("--agency", required=True, type=name, metavar="ID", help="id of the agency")
    one.add_argument("--layer", type=name, metavar="ID", help="layer that a csv form is for")
    add_units(one, "unit that a csv form is for; may be given several times")
    one.add_argument(
        "--excel", action="store_true", help="a csv form that a spreadsheet opens without harm"
    )
    one.add_argument("--output", metavar="FILE", help="write the form there")
    add_language(one)

    one = command(merge.run, "Put the worksheets of all agencies together.", ["text", "json"])
    add_rubric(one)
    one.add_argument("worksheets", nargs="+", metavar="AGENCY=FILE", help="what each gave back")
    one.add_argument("--layer", required=True, type=name, metavar="ID", help="layer they filled in")
    add_units(one, "unit that must be complete; may be given several times")
    one.add_argument(
        "--round",
        metavar="FILE",
        help="an assessment that the worksheets are added to: its units, stages and observations",
    )
    one.add_argument(
        "--evidence-folder",
        metavar="DIR",
        help="take size and SHA-256 of the files that the worksheets name from this folder",
    )
    one.add_argument(
        "--output",
        metavar="FILE",
        help="write the assessment there, when it holds; to a store (.db) it is appended",
    )

    one = command(observe.run, "Append observations to a store.", ["text", "json"])
    add_rubric(one)
    one.add_argument("store", metavar="STORE", help="a store (.db); it is made when there is none")
    one.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="observations (.csv), an assessment (.json) or another store (.db)",
    )
    add_units(one, "unit that observations may be of; may be given several times")
    one.add_argument("--output", metavar="FILE", help="write all that the store holds there")

    one = command(reopen.run, "Record that a stage of a round is open again.", ["text", "json"])
    add_rubric(one)
    one.add_argument(
        "file", metavar="FILE", help="the round: an assessment (.json) or a store (.db)"
    )
    one.add_argument("--stage", required=True, type=name, metavar="ID", help="stage to reopen")
    one.add_argument(
        "--until", required=True, type=name, metavar="DATE", help="last day on which it takes marks"
    )
    one.add_argument("--by", required=True, type=name, metavar="NAME", help="who decided it")
    one.add_argument("--reason", required=True, type=name, metavar="TEXT", help="why")
    one.add_argument("--date", type=name, help="day of the record, and its first (default: today)")
    one.add_argument("--unit", type=name, help="only for this unit")
    one.add_argument("--code", type=name, help="only for this node and what lies below it")
    one.add_argument(
        "--output", metavar="FILE", help="write the assessment there and leave the round as it is"
    )

    one = command(progress.run, "Show how far each agency has come.", ["text", "json"])
    add_rubric(one)
    add_files(one)
    one.add_argument("--layer", required=True, type=name, metavar="ID", help="layer to fill in")
    one.add_argument("--date", type=name, help="say as well which stages are open on this day")
    add_language(one)

    one = command(
        assess.run, "Score observations: the final result or one layer.", ["text", "json", "csv"]
    )
    add_rubric(one)
    add_weights(one)
    add_files(one)
    one.add_argument("--layer", type=name, metavar="ID", help="the result of this layer alone")
    one.add_argument(
        "--gap",
        type=name,
        metavar="FIRST[:SECOND]",
        help="set a layer against another, or against the final result",
    )
    one.add_argument("--freeze", metavar="FILE", help="write a snapshot there")
    add_text_options(one)


def add_units(parser: ArgumentParser, what: str) -> None:
    parser.add_argument("--unit", action="append", type=name, metavar="UNIT[=GROUP]", help=what)


def add_files(parser: ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="an assessment (.json), a store (.db) or observations (.csv)",
    )


def add_language(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--language", choices=["vi", "en"], help="of titles (default: vi where the rubric has it)"
    )


def add_rubric(parser: ArgumentParser) -> None:
    parser.add_argument(
        "rubric", metavar="RUBRIC", help="a rubric file, or the name of a shipped rubric"
    )


def add_weights(parser: ArgumentParser, *, both: bool = False) -> None:
    said = "set of weights that counts instead of the first one that the rubric names"
    parser.add_argument(
        "--weights",
        type=name,
        metavar="NAME[:NEW]" if both else "NAME",
        help=said + (", in OLD and in NEW, or in each its own" if both else ""),
    )


def add_cases(parser: ArgumentParser, threshold: str) -> None:
    parser.add_argument(
        "cases",
        nargs="*",
        metavar="CASES",
        help="case files and folders of case files (default: the cases that the rubric holds)",
    )
    parser.add_argument(
        "--fail-under", type=whole_number, default=0, metavar="PERCENT", help=threshold
    )
    add_root(parser)
    parser.add_argument("--output", metavar="FILE", help="write the report there")


def add_root(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--root",
        metavar="FOLDER",
        help="case files may name files below it (default: below their own folder, or below the folder "
        "that is given)",
    )


def add_two_rubrics(parser: ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help="the rubric before, a file or a shipped one")
    parser.add_argument("new", metavar="NEW", help="the rubric after")


def add_change_options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--rename",
        action="append",
        type=pair,
        metavar="OLD=NEW",
        help="a node that the new rubric calls otherwise; may be given several times",
    )
    parser.add_argument(
        "--lacking",
        choices=["error", "zero", "exclude", "full"],
        help="what a leaf gives whose columns the data lack (default: its own policy)",
    )
    parser.add_argument(
        "--on", choices=["points", "index"], default="points", help="what is compared"
    )
    parser.add_argument(
        "--stage",
        choices=["exact", "rounded"],
        default="rounded",
        help="before or after the rounding of the total",
    )


def add_data(parser: ArgumentParser, *, option: bool = False) -> None:
    said = "a .csv or .json file, or the name of a shipped rubric: its example data"
    if option:
        parser.add_argument("--data", metavar="DATA", help=said)
    else:
        parser.add_argument("data", metavar="DATA", help=said)
    parser.add_argument(
        "--delimiter",
        type=separator,
        metavar="CHAR",
        default=",",
        help="between the cells of a .csv file",
    )
    parser.add_argument(
        "--missing-columns",
        action="store_true",
        help="take a column that the table lacks for missing values; without this it is an issue",
    )
    parser.add_argument(
        "--unknown-columns",
        action="store_true",
        help="pass over columns that the rubric does not read; without this they are issues",
    )


def add_text_options(parser: ArgumentParser) -> None:
    group = parser.add_argument_group("options of the text output")
    group.add_argument(
        "--language",
        choices=["vi", "en"],
        help="of titles and headings (default: vi where the rubric has it)",
    )
    group.add_argument(
        "--decimal", choices=[".", ","], default=".", help="decimal sign (default: .)"
    )


def add_rank_options(parser: ArgumentParser) -> None:
    group = parser.add_argument_group("how to rank (default: what the rubric declares)")
    group.add_argument("--on", choices=["index", "points"], help="what of the total is compared")
    group.add_argument(
        "--stage", choices=["exact", "rounded"], help="before or after the rounding of the total"
    )
    group.add_argument(
        "--ties", choices=["competition", "dense", "ordinal"], help="1 2 2 4, 1 2 2 3 or 1 2 3 4"
    )
    group.add_argument(
        "--tie-break",
        action="append",
        type=name,
        metavar="CODE",
        help="node whose points tell tied units apart; may be given several times, first to last",
    )
    group.add_argument(
        "--within", choices=["all", "group"], help="all units together, or each group apart"
    )


def name(text: str) -> str:
    """A name that can stand in the data: UTF-8, in normal form C as all text of the data is."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ArgumentTypeError(f"not UTF-8: {text!r}") from None
    return unicodedata.normalize("NFC", text)


def pair(text: str) -> tuple[str, str]:
    """The two codes of ``--rename``."""
    old, sign, new = name(text).partition("=")
    if not (old and sign and new):
        raise ArgumentTypeError(f"not two codes with = between them: {text!r}")
    return old, new


def whole_number(text: str) -> int:
    """The number of `--depth`."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ArgumentTypeError(f"not a whole number, 0 or more: {text!r}")
    return int(text)


def seconds(text: str) -> float:
    """The number of `--timeout`."""
    try:
        found = float(text)
    except ValueError:
        found = -1.0
    if not 0 <= found < math.inf:
        raise ArgumentTypeError(f"not a number of seconds, 0 or more: {text!r}")
    return found


def separator(text: str) -> str:
    """The character of `--delimiter`; `\\t` and `tab` stand for the tabulator."""
    character = "\t" if text in ("\\t", "tab") else text
    if len(character) != 1 or character in '"\r\n':
        raise ArgumentTypeError(f"not one character that can separate cells: {text!r}")
    return character
