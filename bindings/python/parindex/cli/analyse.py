# SPDX-License-Identifier: MIT
"""``parindex analyse``: how sure a rank is, and what would change it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import Any

import parindex as px
from parindex._sentences import Text
from parindex.analysis.removals import influences_grid, reversals_grid
from parindex.cli import arguments, issues, messages, options, spread, structure, tables, terminal
from parindex.display._grid import Grid

SUMMARY = Text(
    "Show how sure the ranks are, and what a unit must change to rise.",
    "Cho biết thứ hạng chắc chắn đến đâu, và đơn vị cần thay đổi gì để lên hạng.",
)
FORMATS = ("text", "json")
OUTPUT = True


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_rubric(parser)
    options.add_weights(parser)
    options.add_data(parser)
    unit = parser.add_argument_group(
        Text("what would change one unit", "điều gì làm một đơn vị thay đổi")
    )
    options.add_unit(
        unit,
        Text(
            "the unit; with --change, --gain, --to-class or --to-rank",
            "đơn vị; dùng với --change, --gain, --to-class hoặc --to-rank",
        ),
    )
    aim = unit.add_mutually_exclusive_group()
    aim.add_argument(
        "--change",
        action="append",
        type=options.change,
        metavar="COLUMN=VALUE",
        help=Text(
            "show the table with this value in a data column; may be given several times",
            "chấm lại bảng với giá trị này ở một cột số liệu; có thể nêu nhiều lần",
        ),
    )
    aim.add_argument(
        "--gain",
        metavar="POINTS",
        help=Text(
            "find the cheapest path to this many points more",
            "tìm cách ít tốn nhất để thêm số điểm này",
        ),
    )
    aim.add_argument(
        "--to-class",
        type=options.name,
        metavar="ID",
        help=Text("find the cheapest path to this class", "tìm cách ít tốn nhất để đạt loại này"),
    )
    aim.add_argument(
        "--to-rank",
        type=options.whole_number,
        metavar="N",
        help=Text("find the cheapest path to this rank", "tìm cách ít tốn nhất để đạt hạng này"),
    )
    unit.add_argument(
        "--cost",
        action="append",
        type=options.change,
        default=[],
        metavar="CODE=NUMBER",
        help=Text(
            "cost of each changed value of a leaf, or below a node (default: 1); may be given several times",
            "chi phí mỗi giá trị thay đổi của một tiêu chí thành phần, hoặc trong một mục (mặc định: 1); có thể nêu nhiều lần",
        ),
    )
    unit.add_argument(
        "--forbid",
        action="append",
        type=options.name,
        default=[],
        metavar="CODE",
        help=Text(
            "leaf or node at which nothing changes; may be given several times",
            "tiêu chí thành phần hoặc mục không được thay đổi; có thể nêu nhiều lần",
        ),
    )
    parser.add_argument(
        "--vary",
        metavar="PERCENT",
        help=Text(
            "without --unit: how far each weight may be from that of the rubric (default: any weights)",
            "khi không có --unit: mỗi trọng số được lệch bao nhiêu phần trăm so với bộ tiêu chí (mặc định: tùy ý)",
        ),
    )
    spread.add_arguments(parser)
    structure.add_arguments(parser)


def run(args: Namespace) -> int:
    """Print the analysis; 1 if a target is out of reach, or a row has an error."""
    aims = (args.change, args.gain, args.to_class, args.to_rank)
    if (args.unit is None) != all(aim is None for aim in aims):
        raise arguments.UsageError(messages.A_UNIT_AND_AN_AIM())
    of_spread = spread.wanted(args)
    of_structure = structure.wanted(args)
    if of_structure and (of_spread or args.unit is not None or args.vary is not None):
        raise arguments.UsageError(messages.ONE_ANALYSIS())
    scores = arguments.score(args)
    with terminal.working(messages.ANALYSING()):
        try:
            if of_spread:
                found = spread.found(scores, args)
            elif of_structure:
                found = structure.found(scores, args)
            elif args.unit is None:
                found = _of_ranking(scores, args)
            else:
                found = _of_unit(scores, args)
        except px.DataError as error:
            raise arguments.UsageError(str(error), error.issues) from None
    document, grids, missed = found
    if args.format == "json":
        terminal.write_json({**document, "notes": issues.as_dicts(scores.notes)}, args.output)
    else:
        terminal.write("\n".join(tables.to_text(grid, args.decimal) for grid in grids), args.output)
        issues.report([*scores.notes, *scores.issues])
    return 1 if missed or "error" in scores.status else 0


def _of_unit(scores: px.Scores, args: Namespace) -> tuple[dict[str, Any], Sequence[Grid], bool]:
    """What if, or the cheapest path."""
    if args.change is not None:
        result = scores.what_if(args.unit, dict(args.change))
        return result.to_dict(), result._grids(args.language, len(scores.plan.codes)), False
    path = scores.cheapest_path(
        args.unit,
        gain=args.gain,
        to_class=args.to_class,
        to_rank=args.to_rank,
        costs=dict(args.cost),
        forbidden=args.forbid,
    )
    return path.to_dict(), path._grids(args.language, len(scores.plan.codes)), not path.reached


def _of_ranking(scores: px.Scores, args: Namespace) -> tuple[dict[str, Any], Sequence[Grid], bool]:
    """Weights, dominance and removals."""
    intervals = scores.weight_intervals()
    dominance = scores.dominance(within=args.vary)
    influences = scores.influences()
    reversals = scores.rank_reversals() if scores.plan._core.rubric.has_ranking else ()
    document = {
        "weights": [one._asdict() for one in intervals.order],
        "left_out": {code: str(reason) for code, reason in intervals.left_out.items()},
        "pairs": [one._asdict() for one in dominance.pairs],
        "ranks": [one._asdict() for one in dominance.rank_ranges],
        "influences": [one._asdict() for one in influences],
        "reversals": [one._asdict() for one in reversals],
    }
    language = args.language or scores.plan.rubric.language
    grids = [
        *intervals._grids(language, len(intervals.codes)),
        *dominance._grids(language, max(1, len(dominance.pairs), len(scores))),
        influences_grid(influences, scores.plan.rubric._nodes(), language),
        reversals_grid(reversals, language),
    ]
    return document, grids, False
