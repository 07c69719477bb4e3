# SPDX-License-Identifier: MIT
"""``parindex new``: a small rubric to start from, with a note at each part."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

import parindex as px
from parindex._sentences import Text
from parindex.cli import options, terminal
from parindex.cli.arguments import UsageError

SUMMARY = Text(
    "Write a small rubric with a note at each part, to start from.",
    "Ghi một bộ tiêu chí nhỏ có ghi chú ở từng phần, để bắt đầu.",
)
FORMATS = ()
OUTPUT = True

TOP = Text(
    'The maximum of a node is the sum of the maxima of its children. "missing": an empty value is an '
    'error; "zero", "exclude" and "full" are the other policies. Indices are rounded half up to 2 '
    "digits, and a unit is ranked by its rounded index. Titles are in Vietnamese and English. Notes are "
    "for people: delete them when you have read them. All keys: docs/rubric-format.md",
    'Điểm tối đa của một mục bằng tổng điểm tối đa của các mục con. "missing": ô trống là lỗi; các cách '
    'xử lý khác là "zero", "exclude" và "full". Chỉ số làm tròn đến 2 chữ số thập phân, nửa đơn vị '
    "thì làm tròn lên, và đơn vị xếp hạng theo chỉ số đã làm tròn. Tên gọi bằng tiếng Việt và tiếng Anh. "
    "Ghi chú dành cho người đọc: đọc xong thì xóa. Mọi khóa: docs/vi/rubric-format.md",
)
CHOICE = Text(
    'One of several options. The column "1.1" of the data has the id of an option.',
    'Chọn một mức. Cột "1.1" của số liệu ghi id của mức được chọn.',
)
BANDS = Text(
    'Bands of a percentage, from the columns "1.2.done" and "1.2.planned". "from" and "to" include '
    'their end, "above" and "below" do not. Every value must be in exactly one band. "min": 1 keeps '
    "the denominator from being 0.",
    'Thang điểm theo khoảng của tỷ lệ phần trăm, từ cột "1.2.done" và "1.2.planned". "from" và "to" '
    'tính cả đầu khoảng, "above" và "below" thì không. Mọi giá trị phải nằm trong đúng một khoảng. '
    '"min": 1 để mẫu số không bằng 0.',
)
ITEMS = Text(
    'All items, or no points. The columns are "1.3.q1" to "1.3.q4", yes or no.',
    'Đạt tất cả các nội dung, nếu không thì 0 điểm. Các cột là "1.3.q1" đến "1.3.q4", có hoặc không.',
)
SHARE = Text(
    "In proportion to a percentage, rounded half up to 2 digits. A unit without files is not scored here "
    '("when_zero": "exclude"), and its maximum is lower.',
    "Tính theo tỷ lệ phần trăm, làm tròn đến 2 chữ số thập phân. Đơn vị không có hồ sơ thì không tính mục "
    'này ("when_zero": "exclude"), và điểm tối đa giảm tương ứng.',
)
MARK = Text(
    "A mark given directly, in steps of 0.25.",
    "Chấm trực tiếp, mỗi bước 0,25 điểm.",
)
CLASSES = Text(
    'Classes by the rounded index; delete "classes" if there are none.',
    'Xếp loại theo chỉ số đã làm tròn; không xếp loại thì xóa "classes".',
)


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument(
        "id",
        metavar="ID",
        type=options.name,
        help=Text("id of the rubric, such as my-index", "id của bộ tiêu chí, như chi-so-cua-toi"),
    )
    parser.add_argument(
        "--edition",
        metavar="EDITION",
        type=options.name,
        required=True,
        help=Text(
            "edition of the rubric, usually a year", "phiên bản của bộ tiêu chí, thường là năm"
        ),
    )


def run(args: Namespace) -> int:
    """Print the rubric."""
    document = starter(args.id, args.edition)
    try:
        px.Rubric.from_json(document)
    except px.RubricError as error:  # an id or an edition that a rubric cannot have
        raise UsageError(str(error), error.issues) from None
    terminal.write_json(document, args.output)
    return 0


def node(code: str, maximum: str, vi: str, en: str, note: str, **keys: Any) -> dict[str, Any]:
    """A node with titles and a note in the language of the command."""
    titles = {"vi": vi, "en": en}
    return {"code": code, "max": maximum, "title": titles, "note": terminal.said(note), **keys}


def share(*inputs: dict[str, Any]) -> dict[str, Any]:
    """Two counts whose percentage a rule reads."""
    return {"percent": [given["name"] for given in inputs], "max": "100"}


def count(name: str, vi: str, en: str, **keys: Any) -> dict[str, Any]:
    """An input that is a whole number."""
    return {"name": name, "type": "count", "title": {"vi": vi, "en": en}, **keys}


def starter(rubric: str, edition: str) -> dict[str, Any]:
    """The rubric as a document: two fields, and a leaf for each of the commonest rules."""
    done = count("done", "Số nhiệm vụ hoàn thành", "Tasks done")
    planned = count("planned", "Số nhiệm vụ theo kế hoạch", "Tasks planned", min=1)
    in_time = count("in_time", "Số hồ sơ đúng hạn", "Files in time")
    files = count("all", "Tổng số hồ sơ", "All files")
    half_up = {"digits": 2, "mode": "half_up"}
    options = [
        {"id": "on_time", "points": "1", "title": {"vi": "Kịp thời", "en": "On time"}},
        {"id": "late", "points": "0.5", "title": {"vi": "Không kịp thời", "en": "Late"}},
        {"id": "none", "points": "0", "title": {"vi": "Không ban hành", "en": "Not issued"}},
    ]
    steps = [
        {"above": "90", "points": "2"},
        {"from": "70", "to": "90", "points": "1"},
        {"below": "70", "points": "0"},
    ]
    quarters = [
        {"id": f"q{n}", "title": {"vi": f"Quý {n}", "en": f"Quarter {n}"}} for n in range(1, 5)
    ]
    steering = [
        node(
            "1.1", "1", "Ban hành kế hoạch", "Issuing the plan", CHOICE,
            rule={"choice": {"options": options}},
        ),
        node(
            "1.2", "2", "Thực hiện kế hoạch", "Carrying out the plan", BANDS,
            inputs=[done, planned], rule={"bands": {"on": share(done, planned), "steps": steps}},
        ),
        node(
            "1.3", "1", "Báo cáo quý", "Quarterly reports", ITEMS,
            rule={"all_of": {"items": quarters, "points": "1", "otherwise": "0"}},
        ),
    ]  # fmt: skip
    on = {**share(in_time, files), "when_zero": "exclude"}
    procedures = [
        node(
            "2.1", "4", "Hồ sơ đúng hạn", "Files in time", SHARE, rounding=half_up,
            inputs=[in_time, files], rule={"proportional": {"on": on, "full_at": "100"}},
        ),
        node(
            "2.2", "2", "Sáng kiến", "Initiatives", MARK,
            rule={"direct": {"min": "0", "step": "0.25", "max": "2"}},
        ),
    ]  # fmt: skip
    return {
        "parindex": 1,
        "id": rubric,
        "edition": edition,
        "title": {"vi": "Chỉ số mẫu", "en": "Starter index"},
        "provenance": "illustrative",
        "note": terminal.said(TOP) + " " + terminal.said(CLASSES),
        "max": "10",
        "aggregation": "sum",
        "missing": "error",
        "index_rounding": half_up,
        "ranking": {"on": "index", "stage": "rounded", "ties": "competition", "within": "all"},
        "classes": {
            "on": "index",
            "stage": "rounded",
            "bands": [
                {"from": "80", "id": "A", "title": {"vi": "Tốt", "en": "Good"}},
                {"from": "50", "below": "80", "id": "B", "title": {"vi": "Khá", "en": "Fair"}},
                {"below": "50", "id": "C", "title": {"vi": "Yếu", "en": "Poor"}},
            ],
        },
        "nodes": [
            {
                "code": "1",
                "max": "4",
                "title": {"vi": "Chỉ đạo, điều hành", "en": "Steering"},
                "children": steering,
            },
            {
                "code": "2",
                "max": "6",
                "title": {"vi": "Cải cách thủ tục hành chính", "en": "Procedures"},
                "children": procedures,
            },
        ],
    }
