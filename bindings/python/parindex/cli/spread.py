# SPDX-License-Identifier: MIT
"""The part of ``parindex analyse`` about choices: conventions in every combination, and random choices."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence
from typing import Any

import parindex as px
from parindex._sentences import Text
from parindex.cli import arguments, messages, options
from parindex.display._grid import Grid

Found = tuple[dict[str, Any], Sequence[Grid], bool]

_SIZES = {"%": "percent", "n": "sample", "sd": "deviation", "": "within"}


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    group = parser.add_argument_group(
        Text("how far the ranks depend on choices", "thứ hạng phụ thuộc vào các lựa chọn đến đâu")
    )
    aim = group.add_mutually_exclusive_group()
    aim.add_argument(
        "--conventions",
        action="store_true",
        help=Text(
            "show the ranks under all combinations of rounding mode, stage, ties, missing values and weights",
            "cho biết thứ hạng theo mọi tổ hợp cách làm tròn, giai đoạn, đồng hạng, thiếu số liệu và trọng số",
        ),
    )
    aim.add_argument(
        "--uncertainty",
        type=options.whole_number,
        metavar="DRAWS",
        help=Text(
            "draw weights at random this many times, within --vary, and show how far ranks and indices spread",
            "rút ngẫu nhiên trọng số chừng này lần, trong khoảng --vary, và cho biết thứ hạng và chỉ số dao động đến đâu",
        ),
    )
    aim.add_argument(
        "--sensitivity",
        type=options.whole_number,
        metavar="SAMPLES",
        help=Text(
            "show from which of the random choices the spread comes, with Sobol indices from this many samples",
            "cho biết mức dao động do lựa chọn ngẫu nhiên nào, bằng chỉ số Sobol từ chừng này mẫu",
        ),
    )
    group.add_argument(
        "--seed",
        type=options.whole_number,
        metavar="N",
        help=Text(
            "the number with which the draws can be repeated",
            "con số để lặp lại được các lần rút",
        ),
    )
    group.add_argument(
        "--error",
        action="append",
        type=options.change,
        default=[],
        metavar="COLUMN=SIZE",
        help=Text(
            "draw the values of a data column as well, up to SIZE to each side: 0.5, 5%%, 0.3sd (normal) or 400n"
            " (a sample of 400); may be given several times",
            "cũng rút giá trị của một cột số liệu, lệch mỗi phía tối đa SIZE: 0.5, 5%%, 0.3sd (phân phối chuẩn) hoặc"
            " 400n (mẫu 400); có thể nêu nhiều lần",
        ),
    )
    group.add_argument(
        "--truncate",
        action="store_true",
        help=Text(
            "with --error: keep drawn values in the range of their column",
            "dùng với --error: giữ giá trị được rút trong khoảng của cột",
        ),
    )
    group.add_argument(
        "--threshold",
        action="append",
        type=options.change,
        default=[],
        metavar="PLACE=SIZE",
        help=Text(
            "draw a number of a rule as well, such as 1.1/steps/1/from, up to SIZE to each side: 5 or 5%%; may be"
            " given several times",
            "cũng rút một con số của quy tắc, như 1.1/steps/1/from, lệch mỗi phía tối đa SIZE: 5 hoặc 5%%; có thể nêu"
            " nhiều lần",
        ),
    )
    group.add_argument(
        "--option",
        action="append",
        type=options.change,
        default=[],
        metavar="PLACE=A,B",
        help=Text(
            "draw a policy or a mode of rounding as well, such as missing=zero,exclude or 1.1/mode=half_up,down; may"
            " be given several times",
            "cũng rút một cách xử lý hoặc cách làm tròn, như missing=zero,exclude hay 1.1/mode=half_up,down; có thể nêu"
            " nhiều lần",
        ),
    )


def wanted(args: Namespace) -> bool:
    """Whether such an analysis is asked for. Raises UsageError for options that do not fit together."""
    drawn = args.uncertainty is not None or args.sensitivity is not None
    seeded = args.seed is not None
    more = args.error or args.threshold or args.option or args.truncate
    if drawn != seeded or (more and not drawn):
        raise arguments.UsageError(messages.A_SEED_AND_DRAWS())
    if (drawn or args.conventions) and args.unit is not None:
        raise arguments.UsageError(messages.NO_UNIT_WITH_SPREADS())
    return bool(drawn or args.conventions)


def found(scores: px.Scores, args: Namespace) -> Found:
    """The analysis that was asked for, as a document and as tables."""
    most = max(len(scores), len(scores.plan.codes))
    if args.conventions:
        ranges = scores.conventions()
        return ranges.to_dict(), ranges._grids(args.language, most), False
    roundings = [one for one in args.option if one[0].rpartition("/")[2] in ("mode", "digits")]
    policies = [one for one in args.option if one not in roundings]
    others = args.error or args.threshold or args.option
    given: dict[str, Any] = {
        "seed": args.seed,
        # Weights are what is drawn, unless something else is and --vary does not say so.
        "weights": args.vary if args.vary is not None else None if others else "any",
        "inputs": {
            column: {**how, "truncate": args.truncate} for column, how in _sizes(args.error).items()
        },
        "thresholds": _sizes(args.threshold),
        "policies": _lists(policies),
        "roundings": _lists(roundings),
    }
    if args.sensitivity is not None:
        indices = scores.sensitivity(samples=args.sensitivity, **given)
        return indices.to_dict(), indices._grids(args.language, most), False
    spread = scores.uncertainty(draws=args.uncertainty, **given)
    return spread.to_dict(), spread._grids(args.language, most), False


def _sizes(given: Iterable[tuple[str, str]]) -> dict[str, dict[str, str]]:
    made: dict[str, dict[str, str]] = {}
    for place, size in given:
        sign = next(sign for sign in _SIZES if size.endswith(sign))
        made[place] = {_SIZES[sign]: size.removesuffix(sign)}
    return made


def _lists(given: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    return {place: words.split(",") for place, words in given}
