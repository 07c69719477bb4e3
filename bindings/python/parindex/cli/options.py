# SPDX-License-Identifier: MIT
"""Options that commands share, and the types of their values."""

from __future__ import annotations

import math
import unicodedata
from argparse import ArgumentParser, ArgumentTypeError

from parindex import _messages


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
        "--language",
        choices=["vi", "en"],
        help="of messages (default: en), and of titles and headings (default: vi where the rubric has it)",
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
        "--allow-missing-columns",
        action="store_true",
        help="take a column that the table lacks for missing values; without this it is an issue",
    )
    parser.add_argument(
        "--allow-unknown-columns",
        action="store_true",
        help="pass over columns that the rubric does not read; without this they are issues",
    )


def add_text_options(parser: ArgumentParser) -> None:
    group = parser.add_argument_group("options of the text output, and of CSV where there is one")
    group.add_argument(
        "--decimal", choices=[".", ","], default=".", help="decimal sign (default: .)"
    )


def add_csv_options(parser: ArgumentParser) -> None:
    group = parser.add_argument_group("options of the CSV output")
    group.add_argument(
        "--decimals",
        type=whole_number,
        metavar="N",
        help="round figures half up to so many digits after the point (default: exact)",
    )
    group.add_argument(
        "--excel",
        action="store_true",
        help="for Excel: a mark of the encoding, `;` between cells where the decimal sign is a comma, fractions "
        "such as 10/3 as formulas",
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
    """A name as spelled in the data: valid UTF-8 in Unicode normal form C."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ArgumentTypeError(_messages.NOT_VALID_UTF_8(f"{text!r}")) from None
    return unicodedata.normalize("NFC", text)


def pair(text: str) -> tuple[str, str]:
    """The two codes of ``--rename``."""
    old, sign, new = name(text).partition("=")
    if not (old and sign and new):
        raise ArgumentTypeError(_messages.EXPECTED_TWO_CODES_WITH_BETWEEN_THEM_NOT(f"{text!r}"))
    return old, new


def whole_number(text: str) -> int:
    """The number of `--depth`."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ArgumentTypeError(_messages.EXPECTED_A_WHOLE_NUMBER_0_OR_MORE_NOT(f"{text!r}"))
    return int(text)


def seconds(text: str) -> float:
    """The number of `--timeout`."""
    try:
        found = float(text)
    except ValueError:
        found = -1.0
    if not 0 <= found < math.inf:
        raise ArgumentTypeError(_messages.EXPECTED_A_NUMBER_OF_SECONDS_0_OR_MORE(f"{text!r}"))
    return found


def separator(text: str) -> str:
    """The character of `--delimiter`; `\\t` and `tab` mean the tab character."""
    character = "\t" if text in ("\\t", "tab") else text
    if len(character) != 1 or character in '"\r\n':
        raise ArgumentTypeError(_messages.EXPECTED_ONE_CHARACTER_THAT_CAN_SEPARATE(f"{text!r}"))
    return character
