# SPDX-License-Identifier: MIT
"""Options that state how a file of data is written."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from dataclasses import replace
from typing import Any, get_args

import parindex as px
from parindex import _file_messages
from parindex._sentences import Text
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
        Text("how the file of data is written", "cách ghi tệp số liệu")
    )
    group.add_argument(
        "--reading",
        metavar="FILE",
        help=Text(
            "a JSON file with the members of px.Reading; the other options override it",
            "tệp JSON gồm các thành phần của px.Reading; các tùy chọn khác được ưu tiên",
        ),
    )
    group.add_argument(
        "--input-format",
        choices=get_args(FileKind),
        help=Text(
            "format of the file (default: by its content and name)",
            "định dạng của tệp (mặc định: theo nội dung và tên tệp)",
        ),
    )
    group.add_argument(
        "--encoding",
        metavar="NAME",
        help=Text(
            "encoding, such as cp1258 or tcvn3 (default: UTF-8, or UTF-16 with a byte order mark)",
            "bảng mã, ví dụ cp1258 hoặc tcvn3 (mặc định: UTF-8, hoặc UTF-16 có dấu BOM)",
        ),
    )
    group.add_argument(
        "--delimiter",
        type=separator,
        metavar="CHAR",
        help=Text(
            "character between cells, or tab (default: found from the lines)",
            "ký tự ngăn cách các ô, hoặc tab (mặc định: tự nhận ra từ các dòng)",
        ),
    )
    group.add_argument(
        "--sheet",
        metavar="NAME",
        help=Text(
            "sheet of a workbook (default: the only one that fits)",
            "trang tính của tệp Excel (mặc định: trang duy nhất phù hợp)",
        ),
    )
    group.add_argument(
        "--header-row",
        type=row_number,
        metavar="N",
        help=Text("row with the names of the columns, from 1", "dòng ghi tên các cột, tính từ 1"),
    )
    group.add_argument(
        "--decimal-in",
        choices=[".", ","],
        help=Text(
            "decimal sign of numbers that are text", "dấu thập phân của số trong ô dạng văn bản"
        ),
    )
    group.add_argument(
        "--thousands-in",
        choices=[".", ",", " ", "'"],
        help=Text("sign between groups of three digits", "dấu ngăn cách hàng nghìn"),
    )
    group.add_argument(
        "--dates",
        choices=get_args(DateOrder),
        help=Text(
            "order of day and month in dates such as 05/12/2026",
            "thứ tự ngày và tháng trong ngày như 05/12/2026",
        ),
    )
    group.add_argument(
        "--fractions",
        action="store_true",
        help=Text(
            "read 45/50 in a number as 0.9; otherwise it is an error",
            "đọc 45/50 trong ô số là 0,9 thay vì báo lỗi",
        ),
    )
    group.add_argument(
        "--yes",
        action="append",
        metavar="WORD",
        help=Text(
            "a word for yes, such as x; may be given several times",
            "từ có nghĩa là có, ví dụ x; có thể nêu nhiều lần",
        ),
    )
    group.add_argument(
        "--no",
        action="append",
        metavar="WORD",
        help=Text(
            "a word for no; may be given several times",
            "từ có nghĩa là không; có thể nêu nhiều lần",
        ),
    )
    if not data:
        parser.set_defaults(column=None)
        return
    group.add_argument(
        "--column",
        action="append",
        type=column_pair,
        metavar="NAME=HEAD",
        help=Text(
            "name in the file of a column of the rubric; may be given several times",
            "tên trong tệp của một cột trong bộ tiêu chí; có thể nêu nhiều lần",
        ),
    )
    group.add_argument(
        "--units",
        metavar="FILE",
        help=Text(
            "a text file with the units that the table must have, one a line",
            "tệp văn bản ghi các đơn vị phải có trong bảng, mỗi dòng một đơn vị",
        ),
    )


def stated(args: Namespace) -> px.Reading:
    """The reading that the options state. Raises Error and DataError for invalid values."""
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
    """The character of `--delimiter`; `\\t` and `tab` mean the tab character."""
    character = "\t" if text in ("\\t", "tab") else text
    if len(character) != 1 or character in '"\r\n':
        raise ArgumentTypeError(
            _file_messages.EXPECTED_ONE_CHARACTER_THAT_CAN_SEPARATE(f"{text!r}")
        )
    return character


def row_number(text: str) -> int:
    """The number of `--header-row`."""
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 8 and int(text) > 0):
        raise ArgumentTypeError(_file_messages.HEADER_ROW_MUST_BE_1_OR_MORE(f"{text!r}"))
    return int(text)


def column_pair(text: str) -> tuple[str, str]:
    """The name and the heading of `--column`."""
    name, sign, head = text.partition("=")
    if not (name and sign and head):
        raise ArgumentTypeError(_file_messages.EXPECTED_NAME_AND_HEAD(f"{text!r}"))
    return name, head
