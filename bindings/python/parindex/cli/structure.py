# SPDX-License-Identifier: MIT
"""The part of ``parindex analyse`` about the structure: statistics, proposed weights, outliers, parts of a change."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import Any

import parindex as px
from parindex._sentences import Text
from parindex.cli import arguments, messages, options, report
from parindex.display._grid import Grid
from parindex.io._write import write_text

METHODS = ("entropy", "critic", "components", "pairwise")

Found = tuple[dict[str, Any], Sequence[Grid], bool]


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    group = parser.add_argument_group(
        Text("the structure, instead of the ranks", "cấu trúc, thay cho thứ hạng")
    )
    aim = group.add_mutually_exclusive_group()
    aim.add_argument(
        "--structure",
        action="store_true",
        help=Text(
            "show effective weights, correlations, consistency, principal components, leaves and coverage of data",
            "cho biết trọng số hiệu dụng, tương quan, độ nhất quán, thành phần chính, tiêu chí và độ phủ số liệu",
        ),
    )
    aim.add_argument(
        "--outliers",
        action="store_true",
        help=Text(
            "limit the outliers in the data, and show what it does to the ranks",
            "giới hạn giá trị ngoại lai trong số liệu, và cho biết thứ hạng thay đổi ra sao",
        ),
    )
    aim.add_argument(
        "--propose",
        choices=METHODS,
        action="append",
        metavar="METHOD",
        help=Text(
            "propose weights by entropy, critic, components or pairwise; may be given several times",
            "đề xuất trọng số theo entropy, critic, components hoặc pairwise; có thể nêu nhiều lần",
        ),
    )
    report.declare_before(aim)
    report.declare_before_rubric(group)
    group.add_argument(
        "--node",
        action="append",
        type=options.name,
        metavar="CODE",
        help=Text(
            "with --propose: only weights below this node (default: every sum and mean); may be given several times",
            "dùng với --propose: chỉ các trọng số thuộc mục này (mặc định: mọi tổng và trung bình); có thể nêu nhiều lần",
        ),
    )
    group.add_argument(
        "--judge",
        action="append",
        type=options.change,
        default=[],
        metavar="CODE/CODE=NUMBER",
        help=Text(
            "with --propose pairwise: how many times as important the first node is as the second",
            "dùng với --propose pairwise: mục thứ nhất quan trọng gấp mấy lần mục thứ hai",
        ),
    )
    group.add_argument(
        "--save-rubric",
        metavar="FILE",
        help=Text(
            "with --propose: write the rubric with the proposals as further sets of weights",
            "dùng với --propose: ghi bộ tiêu chí có thêm các bộ trọng số đề xuất",
        ),
    )
    group.add_argument(
        "--shapley",
        action="store_true",
        help=Text(
            "with --before: the parts as means over all orders",
            "dùng với --before: các phần là trung bình của mọi thứ tự",
        ),
    )


def wanted(args: Namespace) -> bool:
    """Whether the structure is asked for. Raises UsageError for options without the one that they belong to."""
    needs = (
        ("--node", args.node, "--propose", args.propose),
        ("--judge", args.judge, "--propose", args.propose),
        ("--save-rubric", args.save_rubric, "--propose", args.propose),
        ("--shapley", args.shapley, "--before", args.before),
        ("--before-rubric", args.before_rubric, "--before", args.before),
    )
    for option, given, other, present in needs:
        if given and not present:
            raise arguments.UsageError(messages.NEEDS_THE_OPTION(option, other))
    return bool(args.structure or args.outliers or args.propose or args.before)


def found(scores: px.Scores, args: Namespace) -> Found:
    """The analysis that was asked for, as a document and as tables."""
    most = max(len(scores), len(scores.plan.codes))
    if args.propose:
        return _proposals(scores, args, most)
    if args.outliers:
        effects = scores.outlier_effects()
        return effects.to_dict(), effects._grids(args.language, most), False
    if args.before:
        earlier = report.earlier(args)
        assert earlier is not None
        parts = earlier.change_parts(scores, method="shapley" if args.shapley else "order")
        return parts.to_dict(), parts._grids(args.language, most), False
    structure = scores.structure()
    return (
        structure.to_dict(),
        structure._grids(args.language, len(structure.correlations) or 1),
        False,
    )


def _proposals(scores: px.Scores, args: Namespace, most: int) -> Found:
    """Each proposal, and the rubric with all of them."""
    judgements: dict[str, dict[str, str]] = {}
    for pair, number in args.judge:
        first, slash, second = pair.partition("/")
        if not slash:
            raise arguments.UsageError(messages.EXPECTED_TWO_CODES_WITH_A_SLASH(f"{pair!r}"))
        judgements.setdefault(first, {})[second] = number
    documents, grids, base = [], [], scores
    for method in dict.fromkeys(args.propose):
        made = base.proposed_weights(
            method=method,
            nodes=args.node,
            judgements=judgements if method == "pairwise" else None,
        )
        documents.append(made.to_dict())
        grids += made._grids(args.language, most)
        base = made.base
    if args.save_rubric is not None:
        write_text(args.save_rubric, base.plan.rubric.to_json() + "\n")
    return {"proposals": documents}, grids, False
