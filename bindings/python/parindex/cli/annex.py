# SPDX-License-Identifier: MIT
"""``parindex annex``: the sensitivity annex as a page or a workbook."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

import parindex as px
from parindex._sentences import Text
from parindex.cli import arguments, issues, messages, options, report, terminal

SUMMARY = Text(
    "Write the sensitivity annex as one HTML page, or as PDF or Excel by the ending of --output (.pdf, .xlsx): structure, "
    "coverage, outliers, correlations, effective weights, conventions; with --seed also uncertainty and Sobol indices.",
    "Lập phụ lục phân tích độ nhạy thành một trang HTML, hoặc PDF, Excel theo đuôi tệp của --output (.pdf, .xlsx): cấu trúc, độ "
    "phủ số liệu, giá trị ngoại lai, tương quan, trọng số hiệu dụng, quy ước; có --seed thì thêm độ bất định và chỉ số Sobol.",
)
FORMATS = ()
OUTPUT = True


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_rubric(parser)
    options.add_weights(parser)
    options.add_data(parser)
    report.add_before(parser)
    group = parser.add_argument_group(
        Text("weights that are drawn at random", "trọng số rút ngẫu nhiên")
    )
    group.add_argument(
        "--seed",
        type=options.whole_number,
        metavar="N",
        help=Text(
            "draw weights, and repeat the same draws with the same number",
            "rút ngẫu nhiên trọng số; cùng con số này thì lặp lại đúng các lần rút",
        ),
    )
    group.add_argument(
        "--draws",
        type=options.whole_number,
        metavar="N",
        help=Text(
            "with --seed: the number of draws of the uncertainty (default: 1000)",
            "dùng với --seed: số lần rút để tính độ bất định (mặc định: 1000)",
        ),
    )
    group.add_argument(
        "--samples",
        type=options.whole_number,
        metavar="N",
        help=Text(
            "with --seed: the samples of the Sobol indices (default: 256)",
            "dùng với --seed: số mẫu để tính chỉ số Sobol (mặc định: 256)",
        ),
    )
    group.add_argument(
        "--vary",
        metavar="PERCENT",
        help=Text(
            "how far each weight may be from that of the rubric, or any (default: 25)",
            "mỗi trọng số được lệch bao nhiêu phần trăm so với bộ tiêu chí, hoặc any là tùy ý (mặc định: 25)",
        ),
    )


def run(args: Namespace) -> int:
    """Write the annex; 1 if a row has an error."""
    drawn = {name: getattr(args, name) for name in ("draws", "samples")}
    drawn = {name: value for name, value in drawn.items() if value is not None}
    if drawn and args.seed is None:
        raise arguments.UsageError(messages.NEEDS_THE_OPTION(f"--{next(iter(drawn))}", "--seed"))
    scores = arguments.score(args)
    before = report.earlier(args)
    with terminal.working(messages.WRITING_THE_ANNEX()):
        try:
            page = scores.annex(
                args.output,
                seed=args.seed,
                **drawn,
                **({} if args.vary is None else {"vary": args.vary}),
                changes=None if before is None else before.change_parts(scores),
                language=args.language,
            )
        except px.DataError as error:
            raise arguments.UsageError(str(error), error.issues) from None
    if page is not None:
        terminal.write_data(page)
    issues.report([*scores.notes, *scores.issues])
    return 1 if "error" in scores.status else 0
