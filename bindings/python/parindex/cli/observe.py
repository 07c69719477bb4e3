# SPDX-License-Identifier: MIT
"""``parindex observe``: observations appended to a store, and the store as an assessment file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

import parindex as px
from parindex import _core
from parindex._sentences import Text, counted
from parindex.cli import arguments, messages, options, reading, terminal
from parindex.cli.arguments import UsageError
from parindex.process._files import is_store

SUMMARY = Text(
    "Append observations to a store.",
    "Ghi thêm các lần ghi nhận vào một kho lưu.",
)
FORMATS = ("text", "json")
OUTPUT = False


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_rubric(parser)
    parser.add_argument(
        "store",
        metavar="STORE",
        help=Text(
            "a store (.db); it is created if it does not exist",
            "kho lưu (.db); chưa có thì lập mới",
        ),
    )
    parser.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help=Text(
            "observations (.csv), an assessment (.json) or another store (.db)",
            "bảng ghi nhận (.csv), kỳ đánh giá (.json) hoặc kho lưu khác (.db)",
        ),
    )
    options.add_units(
        parser,
        Text("unit that the observations may name", "đơn vị được phép có trong các lần ghi nhận"),
    )
    parser.add_argument(
        "--output",
        metavar="FILE",
        help=Text(
            "write the whole contents of the store to this file",
            "ghi toàn bộ nội dung kho lưu vào tệp này",
        ),
    )
    reading.add_reading_options(parser, data=False)


def run(args: Namespace) -> int:
    """Append the contents of the files in one transaction, and print how many observations there are."""
    if not is_store(args.store):
        raise UsageError(messages.THE_NAME_OF_A_STORE_MUST_END_IN_DB_NOT(f"{args.store!r}"))
    plan = arguments.load(args.rubric).compile()
    units = arguments.units(args, plan.rubric) or []
    tables_alone = not units and all(name.lower().endswith(".csv") for name in args.files)
    with (
        terminal.working(messages.APPENDING()),
        px.Assessment.open(
            args.store,
            plan,
            units=None if tables_alone else [],
            create=bool(units or args.files),
        ) as store,
    ):
        appended = store.append_files(*args.files, units=units, reading=reading.stated(args))
        counts = {
            "appended": appended,
            "observations": len(store),
            "units": len(store.units),
        }
        if args.output is not None:
            store.assessment().save(args.output)
    if args.format == "json":
        terminal.write_json(counts)
    else:
        said = messages.OBSERVATIONS_APPENDED(
            counted(appended, messages.ONE_OBSERVATION, messages.SOME_OBSERVATIONS),
            counts["observations"],
            counted(counts["units"], messages.ONE_UNIT, messages.SOME_UNITS),
        )
        terminal.write(f"{_core.visible(args.store)}: {terminal.said(said)}\n")
    return 0
