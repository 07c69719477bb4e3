# SPDX-License-Identifier: MIT
"""Options that commands share, each described once, and the types of their values."""

from __future__ import annotations

import math
import unicodedata
from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError, _ActionsContainer

from parindex._sentences import Text
from parindex.cli import messages, reading

COLUMNS = {
    "unit": Text(
        "column with the name of each unit (default: unit); '' numbers the units by row",
        "cột ghi tên từng đơn vị (mặc định: unit); '' thì gọi đơn vị theo số thứ tự dòng",
    ),
    "group": Text(
        "column with the group of each unit; may be absent (default: group)",
        "cột ghi nhóm của từng đơn vị; có thể không có (mặc định: group)",
    ),
    "ranked": Text(
        "column that states whether the unit is ranked, yes or no; may be absent (default: ranked)",
        "cột ghi có hoặc không: đơn vị có được xếp hạng không; có thể không có (mặc định: ranked)",
    ),
}
"""The columns of a table of units that are not values, each with the help of its option."""


def add_common(parser: ArgumentParser, formats: tuple[str, ...], *, output: bool) -> None:
    """Declare the options of every command that apply to its output formats."""
    group = parser.add_argument_group(Text("options of every command", "tùy chọn chung"))
    if formats:
        group.add_argument(
            "--format",
            choices=formats,
            default="text",
            help=Text("form of the output (default: text)", "dạng kết quả (mặc định: text)"),
        )
    if output:
        group.add_argument(
            "--output",
            metavar="FILE",
            help=Text(
                "write the output to this file instead of standard output",
                "ghi kết quả vào tệp này thay vì in ra",
            ),
        )
    add_language(group)
    if "text" in formats:
        group.add_argument(
            "--decimal",
            choices=[".", ","],
            default=".",
            help=Text(
                "decimal sign in the text output, and of figures in csv (default: .)",
                "dấu thập phân trong kết quả dạng text, và trong csv nếu có số điểm (mặc định: .)",
            ),
        )
    group.add_argument(
        "--timeout",
        type=seconds,
        metavar="SECONDS",
        help=Text(
            "end with exit code 124 after this number of seconds",
            "kết thúc với mã 124 sau số giây này",
        ),
    )
    group.add_argument(
        "--quiet",
        action="store_true",
        help=Text("show no progress", "không hiện tiến độ"),
    )
    add_help(group)


def add_language(parser: _ActionsContainer) -> None:
    """Declare ``--language``; without it, the value before the command applies."""
    parser.add_argument(
        "--language",
        choices=["vi", "en"],
        default=SUPPRESS,
        help=Text(
            "language of messages (default: en), and of titles and headings (default: vi if the "
            "rubric has it)",
            "ngôn ngữ của thông báo (mặc định: en), của tên gọi và tiêu đề (mặc định: vi nếu bộ tiêu "
            "chí có)",
        ),
    )


def add_help(parser: _ActionsContainer) -> None:
    """Declare ``--help``."""
    parser.add_argument(
        "-h",
        "--help",
        action="help",
        help=Text("show this help and exit", "in phần trợ giúp này rồi thoát"),
    )


def add_csv_options(parser: ArgumentParser, *, figures: bool = True) -> None:
    """Declare the options of CSV output, with the options for figures if it has any."""
    group = parser.add_argument_group(Text("options of the CSV output", "tùy chọn của dạng csv"))
    if figures:
        group.add_argument(
            "--decimals",
            type=whole_number,
            metavar="N",
            help=Text(
                "round figures half up to this number of decimals (default: exact)",
                "làm tròn (nửa lên) đến số chữ số thập phân này (mặc định: giữ chính xác)",
            ),
        )
    group.add_argument(
        "--excel",
        action="store_true",
        help=Text(
            "csv that Excel reads correctly: marked as UTF-8, without figures or codes that it would read "
            "as a date or another number",
            "csv mà Excel đọc đúng: có dấu UTF-8, không có số điểm hay mã nào bị hiểu thành ngày tháng "
            "hoặc số khác",
        ),
    )
    group.add_argument(
        "--no-guard",
        dest="guard",
        action="store_false",
        help=Text(
            "csv without the apostrophe before names that a spreadsheet would read as formulas",
            "csv không có dấu nháy đơn trước những tên mà bảng tính sẽ hiểu là công thức",
        ),
    )


def add_unit(parser: _ActionsContainer, what: Text) -> None:
    """Declare ``--unit`` for one unit."""
    parser.add_argument("--unit", type=name, metavar="UNIT", help=what)


def add_units(parser: ArgumentParser, what: Text) -> None:
    """Declare ``--unit`` for several units, each optionally with its group."""
    several = Text(
        "{}; may be given several times, as UNIT=GROUP if the rubric declares groups",
        "{}; có thể nêu nhiều lần, viết UNIT=GROUP nếu bộ tiêu chí khai báo nhóm",
    )
    parser.add_argument(
        "--unit",
        action="append",
        type=name,
        metavar="UNIT[=GROUP]",
        help=Text(several.format(what), several.vi.format(what.vi)),
    )


def add_code(parser: ArgumentParser, what: Text) -> None:
    """Declare ``--code`` for one node."""
    parser.add_argument("--code", type=name, metavar="CODE", help=what)


def add_layer(parser: ArgumentParser, what: Text, *, required: bool = False) -> None:
    """Declare ``--layer``."""
    parser.add_argument("--layer", required=required, type=name, metavar="ID", help=what)


def add_date(parser: ArgumentParser, what: Text) -> None:
    """Declare ``--date``."""
    parser.add_argument("--date", type=name, metavar="DATE", help=what)


def add_evidence_folder(parser: ArgumentParser, what: Text) -> None:
    """Declare ``--evidence-folder``."""
    parser.add_argument("--evidence-folder", metavar="FOLDER", help=what)


def add_files(parser: ArgumentParser) -> None:
    """Declare the files of an assessment."""
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help=Text(
            "an assessment (.json), a store (.db) or observations (.csv, .tsv, .xlsx)",
            "kỳ đánh giá (.json), kho lưu (.db) hoặc bảng ghi nhận (.csv, .tsv, .xlsx)",
        ),
    )
    reading.add_reading_options(parser, data=False)


def add_rubric(parser: ArgumentParser) -> None:
    """Declare RUBRIC."""
    parser.add_argument(
        "rubric",
        metavar="RUBRIC",
        help=Text(
            "a rubric file, or the name of a shipped rubric",
            "tệp bộ tiêu chí, hoặc tên một bộ tiêu chí kèm theo",
        ),
    )


def add_two_rubrics(parser: ArgumentParser) -> None:
    """Declare OLD and NEW."""
    parser.add_argument(
        "old",
        metavar="OLD",
        help=Text(
            "the rubric before: a file, or the name of a shipped rubric",
            "bộ tiêu chí cũ: tệp, hoặc tên một bộ tiêu chí kèm theo",
        ),
    )
    parser.add_argument("new", metavar="NEW", help=Text("the rubric after", "bộ tiêu chí mới"))


def add_weights(parser: ArgumentParser, *, both: bool = False) -> None:
    """Declare ``--weights``; with `both` it is for OLD and NEW."""
    one = Text(
        "set of weights to use instead of the first one of the rubric",
        "bộ trọng số dùng thay cho bộ đầu tiên của bộ tiêu chí",
    )
    two = Text(
        "set of weights to use instead of the first one, in OLD and in NEW, or one for each",
        "bộ trọng số dùng thay cho bộ đầu tiên, ở cả OLD và NEW, hoặc riêng cho mỗi bên",
    )
    parser.add_argument(
        "--weights",
        type=name,
        metavar="NAME[:NEW]" if both else "NAME",
        help=two if both else one,
    )


def add_cases(parser: ArgumentParser, threshold: Text) -> None:
    """Declare the cases of a rubric and the threshold for their result."""
    parser.add_argument(
        "cases",
        nargs="*",
        metavar="CASES",
        help=Text(
            "case files and folders of case files (default: the cases in the rubric)",
            "tệp tình huống kiểm thử và thư mục chứa chúng (mặc định: các "
            "tình huống trong bộ tiêu chí)",
        ),
    )
    parser.add_argument(
        "--fail-under", type=whole_number, default=0, metavar="PERCENT", help=threshold
    )
    add_root(parser)


def add_root(parser: ArgumentParser) -> None:
    """Declare ``--root``."""
    parser.add_argument(
        "--root",
        metavar="FOLDER",
        help=Text(
            "folder that all files named by case files must be in (default: the folder of the case "
            "file, or the folder that is given)",
            "thư mục phải chứa mọi tệp mà tệp tình huống kiểm thử nêu tên (mặc định: thư mục của "
            "tệp đó, hoặc thư mục được nêu)",
        ),
    )


def add_change_options(parser: ArgumentParser) -> None:
    """Declare how two rubrics are compared."""
    parser.add_argument(
        "--rename",
        action="append",
        type=pair,
        metavar="OLD=NEW",
        help=Text(
            "a node that has another code in the new rubric; may be given several times",
            "mục có mã khác trong bộ tiêu chí mới; có thể nêu nhiều lần",
        ),
    )
    parser.add_argument(
        "--lacking",
        choices=["error", "zero", "exclude", "full"],
        help=Text(
            "policy for leaves whose columns are not in the data (default: the policy of the leaf)",
            "cách xử lý tiêu chí thành phần mà số liệu không có cột (mặc định: theo tiêu chí đó)",
        ),
    )
    parser.add_argument(
        "--on",
        choices=["points", "index"],
        default="points",
        help=Text(
            "figure of the total to compare (default: points)",
            "giá trị của tổng đem so sánh (mặc định: points)",
        ),
    )
    parser.add_argument(
        "--stage",
        choices=["exact", "rounded"],
        default="rounded",
        help=Text(
            "before or after the rounding of the total (default: rounded)",
            "trước hoặc sau khi làm tròn tổng (mặc định: rounded)",
        ),
    )


def add_data(parser: ArgumentParser, *, option: bool = False) -> None:
    """Declare DATA, a table of units, and how it is read; with `option` as ``--data``."""
    said = Text(
        "a .csv, .tsv, .json, .jsonl or .xlsx file, - for standard input, or the name of a shipped "
        "rubric for its example data",
        "tệp .csv, .tsv, .json, .jsonl hoặc .xlsx, - là đầu vào chuẩn, hoặc tên một bộ tiêu chí kèm "
        "theo để lấy số liệu ví dụ",
    )
    if option:
        parser.add_argument("--data", metavar="DATA", help=said)
    else:
        parser.add_argument("data", metavar="DATA", help=said)
    group = parser.add_argument_group(Text("how to read DATA", "cách đọc DATA"))
    for role, what in COLUMNS.items():
        group.add_argument(f"--{role}-column", type=name, metavar="NAME", default=role, help=what)
    reading.add_reading_options(parser)
    group.add_argument(
        "--allow-missing-columns",
        action="store_true",
        help=Text(
            "treat a column that is not in the table as missing values, not as an error",
            "coi cột mà bảng không có là thiếu giá trị, thay vì báo lỗi",
        ),
    )
    group.add_argument(
        "--allow-unknown-columns",
        action="store_true",
        help=Text(
            "ignore columns that the rubric does not read; otherwise they are errors",
            "bỏ qua cột mà bộ tiêu chí không đọc, thay vì báo lỗi",
        ),
    )


def add_rank_options(parser: ArgumentParser) -> None:
    """Declare how units are ranked."""
    group = parser.add_argument_group(
        Text(
            "how to rank (default: as the rubric declares)",
            "cách xếp hạng (mặc định: như bộ tiêu chí khai báo)",
        )
    )
    group.add_argument(
        "--node",
        type=name,
        metavar="CODE",
        default="",
        help=Text(
            "node whose results are ranked (default: the total)",
            "mục có kết quả dùng để xếp hạng (mặc định: tổng)",
        ),
    )
    group.add_argument(
        "--on",
        choices=["index", "points"],
        help=Text(
            "figure of the total or node to compare", "giá trị của tổng hoặc mục đem so sánh"
        ),
    )
    group.add_argument(
        "--stage",
        choices=["exact", "rounded"],
        help=Text("before or after its rounding", "trước hoặc sau khi làm tròn"),
    )
    group.add_argument(
        "--ties",
        choices=["competition", "dense", "ordinal"],
        help=Text(
            "ranks of tied units: 1 2 2 4, 1 2 2 3 or 1 2 3 4",
            "hạng khi đồng hạng: 1 2 2 4, 1 2 2 3 hoặc 1 2 3 4",
        ),
    )
    group.add_argument(
        "--tie-break",
        action="append",
        type=name,
        metavar="CODE",
        help=Text(
            "node whose points separate tied units; may be given several times, first to last",
            "mục có điểm dùng để phân hạng khi bằng nhau; có thể nêu nhiều lần, theo thứ tự",
        ),
    )
    group.add_argument(
        "--within",
        choices=["all", "group"],
        help=Text(
            "all units together, or each group by itself",
            "chung mọi đơn vị, hoặc riêng từng nhóm",
        ),
    )


def name(text: str) -> str:
    """A name as spelled in the data: valid UTF-8 in Unicode normal form C."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ArgumentTypeError(messages.NOT_VALID_UTF_8(f"{text!r}")) from None
    return unicodedata.normalize("NFC", text)


def pair(text: str) -> tuple[str, str]:
    """The two codes of ``--rename``."""
    old, sign, new = name(text).partition("=")
    if not (old and sign and new):
        raise ArgumentTypeError(messages.EXPECTED_TWO_CODES_WITH_BETWEEN_THEM_NOT(f"{text!r}"))
    return old, new


def change(text: str) -> tuple[str, str]:
    """A code or column, and a value: what follows the first ``=``."""
    what, sign, value = name(text).partition("=")
    if not (what and sign):
        raise ArgumentTypeError(messages.EXPECTED_A_NAME_AND_A_VALUE(f"{text!r}"))
    return what, value


def whole_number(text: str) -> int:
    """The number of `--depth`."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ArgumentTypeError(messages.EXPECTED_A_WHOLE_NUMBER_0_OR_MORE_NOT(f"{text!r}"))
    return int(text)


def seconds(text: str) -> float:
    """The number of `--timeout`."""
    try:
        found = float(text)
    except ValueError:
        found = -1.0
    if not 0 <= found < math.inf:
        raise ArgumentTypeError(messages.EXPECTED_A_NUMBER_OF_SECONDS_0_OR_MORE(f"{text!r}"))
    return found
