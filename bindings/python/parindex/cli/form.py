# SPDX-License-Identifier: MIT
"""``parindex form``: the inputs required from an agency, and the table, workbook or page that it fills in."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path

import parindex as px
from parindex._sentences import Text
from parindex.cli import arguments, messages, options, tables, terminal
from parindex.cli.arguments import UsageError

SUMMARY = Text(
    "Show what an agency has to fill in.",
    "Cho biết một cơ quan phải điền những gì.",
)
FORMATS = ("text", "json", "csv", "xlsx", "html")
_BY_ENDING = {".xlsx": "xlsx", ".html": "html"}
OUTPUT = True


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_rubric(parser)
    parser.add_argument(
        "--agency",
        required=True,
        type=options.name,
        metavar="ID",
        help=Text("id of the agency", "id của cơ quan"),
    )
    options.add_layer(
        parser, Text("layer of a csv, xlsx or html form", "bước chấm của phiếu csv, xlsx, html")
    )
    options.add_units(
        parser, Text("unit of a csv, xlsx or html form", "đơn vị của phiếu csv, xlsx, html")
    )
    parser.add_argument(
        "--round",
        metavar="FILE",
        help=Text(
            "an assessment with the deadline and, without --unit, the units of an xlsx or html form",
            "kỳ đánh giá có thời hạn và, nếu không nêu --unit, các đơn vị của phiếu xlsx, html",
        ),
    )
    parser.add_argument(
        "--module",
        metavar="FOLDER",
        help=Text(
            "folder with the WebAssembly module of an html form (default: of the package parindex-browser)",
            "thư mục chứa mô-đun WebAssembly của phiếu html (mặc định: của gói parindex-browser)",
        ),
    )
    options.add_csv_options(parser, figures=False)


def run(args: Namespace) -> int:
    """Print the worksheet of an agency."""
    if args.excel and args.format != "csv":
        raise UsageError(messages.EXCEL_NEEDS_FORMAT_CSV())
    form = args.format
    if form == "text":
        form = _BY_ENDING.get(Path(args.output or "").suffix.lower(), form)
    is_document = form in _BY_ENDING.values()
    if args.round is not None and not is_document:
        raise UsageError(messages.ROUND_NEEDS_FORMAT_XLSX())
    if args.module is not None and form != "html":
        raise UsageError(messages.MODULE_NEEDS_FORMAT_HTML())
    plan = arguments.load(args.rubric).compile()
    sheet = px.worksheet(plan, args.agency)
    if is_document:
        if not args.layer or (not args.unit and args.round is None):
            raise UsageError(messages.FORM_NEEDS_LAYER_AND_UNIT_OR_ROUND())
        listed = arguments.units(args, plan.rubric)
        before = None if args.round is None else px.Assessment.load(plan, args.round)
        with terminal.working(messages.WRITING_THE_FILE()):
            if form == "html":
                page = sheet.to_page(
                    listed,
                    layer=args.layer,
                    round=before,
                    language=args.language,
                    module=args.module,
                )
                content = page.encode()
            else:
                content = sheet.to_xlsx(
                    listed, layer=args.layer, round=before, language=args.language
                )
        terminal.write_stream(lambda put: put(content), args.output)
        return 0
    if form == "json":
        shown = {
            "agency": sheet.agency,
            "titles": sheet.titles,
            "lines": [asdict(line) for line in sheet.lines],
            "language": sheet.language,
        }
        terminal.write_json(shown, args.output)
    elif form == "csv":
        if not args.unit or not args.layer:
            raise UsageError(messages.FORMAT_CSV_NEEDS_UNIT_AND_LAYER_A_ROW_IS())
        language = args.language or plan.rubric.language
        units = arguments.units(args, plan.rubric) or ()
        form = sheet.to_csv(
            units, layer=args.layer, language=language, excel=args.excel, guard=args.guard
        )
        terminal.write_data(form, args.output)
    else:
        grid = sheet._grid(args.language or plan.rubric.language)
        terminal.write(tables.to_text(grid, args.decimal), args.output)
    return 0
