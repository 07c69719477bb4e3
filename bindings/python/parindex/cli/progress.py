# SPDX-License-Identifier: MIT
"""``parindex progress``: the progress of each agency."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from parindex._sentences import Text
from parindex.cli import arguments, options, tables, terminal
from parindex.display._words import titled
from parindex.process.progress import progress_grid
from parindex.process.stages import reopenings_grid, stages_grid

SUMMARY = Text(
    "Show the progress of each agency.",
    "Cho biết tiến độ của từng cơ quan.",
)
FORMATS = ("text", "json")
OUTPUT = True


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_rubric(parser)
    options.add_files(parser)
    options.add_layer(parser, Text("layer to fill in", "bước chấm cần điền"), required=True)
    options.add_date(
        parser,
        Text(
            "also show which stages are open on this day",
            "cho biết thêm giai đoạn nào đang mở vào ngày này",
        ),
    )


def run(args: Namespace) -> int:
    """Print the progress of every agency, and stages; 1 while marks or evidence are missing."""
    assessment = arguments.assess(args)
    found = assessment.progress(args.layer)
    stages = None if args.date is None else assessment.stages_on(args.date)
    if args.format == "json":
        document: object = [asdict(item) for item in found]
        if stages is not None:
            document = {
                "agencies": document,
                "date": args.date,
                "stages": [asdict(item) for item in stages],
                "reopenings": assessment.reopenings,
            }
        terminal.write_json(document, args.output)
    else:
        language = args.language or assessment.plan.rubric.language
        rubric = assessment.plan.rubric
        layers = rubric._titles("layers")
        layer = titled(layers, args.layer, language)
        grids = [progress_grid(found, layer, language, rubric._titles("agencies"))]
        if stages is not None:
            grids.append(stages_grid(stages, args.date, language, layers))
        if stages is not None and assessment.reopenings:
            grids.append(reopenings_grid(assessment.reopenings, language))
        shown = "\n".join(tables.to_text(grid, args.decimal) for grid in grids)
        terminal.write(shown, args.output)
    return 1 if any(item.missing or item.without_evidence for item in found) else 0
