# SPDX-License-Identifier: MIT
"""Options that state how a file of data is written."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from dataclasses import replace
from typing import Any, get_args

import parindex as px
from parindex import _file_messages, _messages
from parindex.io._reading import DateOrder, FileKind

_MEMBERS = {
    "input_format": "format",
    "encoding": "encoding",
    "delimiter": "delimiter",
    "sheet": "sheet",
    "header_row": "header_row",
    "decimal_in": "decimal",
    "thousands_in": "thousands",
    "dates": "dates",
    "yes": "yes",
    "no": "no",
}


def add_reading_options(parser: ArgumentParser, *, data: bool = True) -> None:
    """Declare the options of a file of data, or of observations."""
    group = parser.add_argument_group(
        "how the file of data is written (what is not stated is not guessed)"
    )
    group.add_argument(
        "--reading",
        metavar="FILE",
        help="a JSON file that states the same: the members of px.Reading",
    )
    group.add_argument(
        "--input-format", choices=get_args(FileKind), help="default: what the file and its name say"
    )
    group.add_argument(
        "--encoding",
        metavar="NAME",
        help="such as cp1258 or tcvn3 (default: UTF-8, UTF-16 with its mark)",
    )
    group.add_argument(
        "--delimiter",
        type=separator,
        metavar="CHAR",
        help="between cells (default: what the lines say)",
    )
    group.add_argument(
        "--sheet", metavar="NAME", help="of a workbook (default: the only one that fits)"
    )
    group.add_argument(
        "--header-row",
        type=row_number,
        metavar="N",
        help="row with the names of the columns, from 1",
    )
    group.add_argument("--decimal-in", choices=[".", ","], help="decimal sign of numbers in text")
    group.add_argument(
        "--thousands-in", choices=[".", ",", " ", "'"], help="sign between groups of three digits"
    )
    group.add_argument(
        "--dates", choices=get_args(DateOrder), help="order of dates such as 05/12/2026"
    )
    group.add_argument(
        "--fractions",
        action="store_true",
        help="read 45/50 in a number as 0.9; without this it is an issue",
    )
    group.add_argument(
        "--yes",
        action="append",
        metavar="WORD",
        help="a word for yes, such as x; may be given several times",
    )
    group.add_argument("--no", action="append", metavar="WORD", help="a word for no")
    if not data:
        parser.set_defaults(column=None)
        return
    group.add_argument(
        "--column",
        action="append",
        type=column_pair,
        metavar="NAME=HEAD",
        help="the head in the file of a column of the rubric; may be given several times",
    )
    group.add_argument(
        "--units",
        metavar="FILE",
        help="a text file with the units that the table must have, one a line",
    )


def stated(args: Namespace) -> px.Reading:
    """What the options state. Raises Error and DataError for what cannot be."""
    reading = px.Reading() if args.reading is None else px.Reading.load(args.reading)
    given: dict[str, Any] = {
        member: getattr(args, option)
        for option, member in _MEMBERS.items()
        if getattr(args, option) is not None
    }
    if args.fractions:
        given["fractions"] = True
    if args.column:
        given["columns"] = {**reading.columns, **dict(args.column)}
    return replace(reading, **given)


def separator(text: str) -> str:
    """The character of `--delimiter`; `\\t` and `tab` stand for the tabulator."""
    character = "\t" if text in ("\\t", "tab") else text
    if len(character) != 1 or character in '"\r\n':
        raise ArgumentTypeError(_messages.EXPECTED_ONE_CHARACTER_THAT_CAN_SEPARATE(f"{text!r}"))
    return character


def row_number(text: str) -> int:
    """The number of `--header-row`."""
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 8 and int(text) > 0):
        raise ArgumentTypeError(_file_messages.HEADER_ROW_MUST_BE_1_OR_MORE(f"{text!r}"))
    return int(text)


def column_pair(text: str) -> tuple[str, str]:
    """The name and the head of `--column`."""
    name, sign, head = text.partition("=")
    if not (name and sign and head):
        raise ArgumentTypeError(_file_messages.EXPECTED_NAME_AND_HEAD(f"{text!r}"))
    return name, head
