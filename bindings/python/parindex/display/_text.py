# SPDX-License-Identifier: MIT
"""Words and numbers for people, and the width of text in a terminal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from parindex._fraction import fraction
from parindex._typing import Language, Number
from parindex.rounding import Rounding

if TYPE_CHECKING:
    from typing_extensions import Self

_NUMBER = 16  # characters of a number that a table shows in full
_POINT = re.compile(r"(?<=\d)\.(?=\d)")
_VALUE = 40  # terminal columns of a value that a table shows in full

_WORDS = {
    "code": "mã",
    "title": "nội dung",
    "kind": "cách tính",
    "inputs": "số liệu",
    "branch": "vì sao",
    "exact": "trước làm tròn",
    "unit": "đơn vị",
    "group": "nhóm",
    "points": "điểm",
    "max": "tối đa",
    "index": "chỉ số %",
    "rank": "hạng",
    "class": "xếp loại",
    "lost": "điểm mất",
    "status": "trạng thái",
    "value": "giá trị",
    "note": "ghi chú",
    "total": "tổng",
    "excluded": "không tính",
    "unavailable": "chưa đủ kết quả",
    "error": "lỗi",
    "figure": "giá trị nào",
    "below": "dưới",
    "above": "trên",
    "chosen": "đã chọn",
    "rounding": "làm tròn",
    "now": "hiện tại",
    "changes": "nếu theo quy ước khác",
    "halves": "Nằm đúng giữa hai số làm tròn",
    "rank_rests": "Hạng phụ thuộc quy ước",
    "class_rests": "Xếp loại phụ thuộc quy ước",
    "final": "kết quả",
    "bias": "chênh lệch trung bình",
    "gap": "chênh lệch",
    "leaves": "tiêu chí",
    "units": "đơn vị",
    "agency": "cơ quan",
    "given": "đã nộp",
    "omitted": "còn thiếu",
    "without_evidence": "thiếu tài liệu kiểm chứng",
    "asked": "nội dung cần điền",
    "expected": "cách điền",
    "bring": "tài liệu kiểm chứng",
    "layers": "bước chấm",
    "role": "vai trò",
    "more": "và {} dòng nữa",
    "fields": "{} lĩnh vực nữa không hiện",
    "before": "trước",
    "after": "sau",
    "difference": "chênh lệch",
    "overtakes": "vượt",
    "own": "phần riêng",
    "contribution": "đóng góp",
    "change": "thay đổi",
    "scoring": "đổi kết quả",
    "unchanged": "không có thay đổi",
    "because": "do",
    "same": "đơn vị không thay đổi: {}",
    "sum": "tổng",
    "old_rules": "quy định cũ",
    "new_rules": "quy định mới",
    "stand_in": "cách tính thay cho số liệu thiếu",
    "lacking": "cột mà số liệu không có",
    "unused": "cột không dùng đến",
    "taken": "tính theo cách thay thế",
    "left_out": "đơn vị không tính vào, vì thiếu kết quả ở một bên: {}",
    "overlay": "bản điều chỉnh",
    "action": "thao tác",
    "keys": "khóa",
    "source": "nguồn",
    "edition": "phiên bản",
    "from": "từ ngày",
    "to": "đến ngày",
    "recorded": "trong tệp",
    "found": "nay",
    "yes": "có",
    "no": "không",
    "stages": "Các giai đoạn vào ngày {}",
    "stage": "giai đoạn",
    "upcoming": "chưa mở",
    "open": "đang mở",
    "reopened": "được mở lại",
    "closed": "đã khóa",
    "reopenings": "Các lần mở lại",
    "date": "ngày",
    "by": "người quyết định",
    "reason": "lý do",
    "reasons": "lý do",
    "nothing": "không có",
    "severity": "mức độ",
    "place": "vị trí",
    "found_issue": "vấn đề",
    "wanted": "cần",
    "actual": "thực tế",
    "code_of_issue": "mã lỗi",
    "warning": "cảnh báo",
    "accepted": "đã chấp nhận",
    "no_issues": "Không có lỗi, không có cảnh báo",
    "more_issues": "và {} lỗi nữa",
    "column": "cột",
    "line": "dòng",
    "cohort": "Tập đơn vị để so sánh",
    "all_units": "tất cả đơn vị",
    "statistic": "thống kê số",
    "values": "số giá trị",
    "mean": "trung bình",
    "median": "trung vị",
    "minimum": "thấp nhất",
    "maximum": "cao nhất",
    "no_statistics": "Bộ tiêu chí không tính thống kê nào trên các đơn vị",
    "weight": "trọng số",
    "informative": "tham khảo",
    "type": "kiểu",
    "nodes": "mục",
    "observations": "ghi nhận",
    "reopened_times": "lần mở lại",
    "warnings": "cảnh báo",
    "fingerprint": "dấu vân tay",
    "rubric": "bộ tiêu chí",
    "passed": "đạt",
    "failed": "không đạt",
    "unconfirmed": "chưa xác nhận",
    "case": "tình huống kiểm thử",
    "coverage": "Độ phủ",
    "mutants": "Biến thể được phát hiện",
    "missing_cases": "chưa có tình huống kiểm thử nào cho",
    "noticed_by": "tình huống sẽ phát hiện",
    "file": "tệp",
    "missing": "khi thiếu số liệu",
    "layer": "bước chấm",
    "branch_item": "nhánh",
    "boundary": "giá trị biên",
    "flag": "có/không",
    "overlay_add": "thêm",
    "overlay_remove": "bỏ",
    "overlay_replace": "thay",
    "overlay_set": "sửa",
    "ties": "cách xếp đồng hạng",
    "tie_break": "tiêu chí phụ khi đồng hạng",
    "not_applicable": "không áp dụng",
    "not_proven": "không có tài liệu kiểm chứng",
    "refused": "từ chối trả lời",
    "how_exact": "trước làm tròn",
    "how_rounded": "sau làm tròn",
    "how_competition": "đồng hạng thì bỏ cách hạng sau",
    "how_dense": "đồng hạng không bỏ cách hạng sau",
    "how_ordinal": "mỗi đơn vị một hạng",
    "how_none": "không dùng",
    "how_zero": "0 điểm",
    "how_exclude": "không tính",
    "how_full": "điểm tối đa",
    "how_error": "báo lỗi",
    "half_up": "nửa lên",
    "half_even": "nửa về số chẵn",
    "half_down": "nửa xuống",
    "up": "ra xa số không",
    "down": "về phía số không",
    "floor": "xuống",
    "ceiling": "lên",
    "digits": "{}, {} chữ số thập phân",
    "one_digit": "{}, {} chữ số thập phân",
    "steps": "{}, bội số của {}",
    "in error": "có lỗi",
    "nothing applies": "không có mục nào áp dụng",
    "too few results are available": "chưa đủ kết quả",
    "out of the ranking": "không tham gia xếp hạng",
    "in error before": "có lỗi ở kết quả trước",
    "in error after": "có lỗi ở kết quả sau",
    "nothing applies before": "không có mục nào áp dụng ở kết quả trước",
    "nothing applies after": "không có mục nào áp dụng ở kết quả sau",
    "only before": "chỉ có ở kết quả trước",
    "only after": "chỉ có ở kết quả sau",
    "what_if": "Nếu thay đổi",
    "changed_values": "Giá trị thay đổi",
    "cheapest_path": "Cách đạt mục tiêu ít tốn nhất",
    "target": "mục tiêu",
    "cost": "chi phí",
    "proof": "chứng minh",
    "overtakes_units": "vượt: {}",
    "weight_intervals": "Khoảng của từng trọng số mà thứ tự không đổi",
    "from_weight": "từ",
    "to_weight": "đến",
    "below_swap": "đổi chỗ khi thấp hơn",
    "above_swap": "đổi chỗ khi cao hơn",
    "weights_left_out": "{} không có khoảng: {}",
    "dominance": "Cặp đơn vị mà không trọng số nào đảo được",
    "ahead": "đứng trước",
    "behind": "đứng sau",
    "least_margin": "chênh lệch nhỏ nhất",
    "robust": "chắc chắn",
    "best_rank": "hạng tốt nhất",
    "worst_rank": "hạng kém nhất",
    "rank_ranges": "Hạng có thể có",
    "reversals": "Đảo hạng khi bỏ một đơn vị",
    "removed": "đơn vị bị bỏ",
    "influences": "Ảnh hưởng của từng mục khi bỏ mục đó",
    "moved": "đơn vị đổi hạng",
    "mean_shift": "đổi hạng trung bình",
    "largest_shift": "đổi hạng nhiều nhất",
    "spread": "Ước lượng từ {} lần rút, seed {}, khoảng {} %",
    "drawn": "rút ngẫu nhiên: {}",
    "drawn_weights": "trọng số",
    "drawn_thresholds": "ngưỡng",
    "drawn_inputs": "số liệu",
    "drawn_policies": "cách xử lý",
    "drawn_roundings": "làm tròn",
    "from_rank": "hạng từ",
    "to_rank": "hạng đến",
    "first_of_all": "xác suất đứng đầu",
    "from_index": "chỉ số từ",
    "to_index": "chỉ số đến",
    "sensitivity": "Chỉ số Sobol của mức đổi hạng trung bình, ước lượng từ {} lần rút, seed {}, khoảng {} %",
    "factor": "yếu tố",
    "first_order": "bậc một",
    "total_order": "toàn phần",
    "from_to": "khoảng",
    "total_of_ranks": "Chỉ số Sobol toàn phần của hạng từng đơn vị",
    "convention_ranges": "Hạng theo {} tổ hợp quy ước",
    "best_with": "tốt nhất khi",
    "worst_with": "kém nhất khi",
    "conventions_alone": "Thay riêng từng quy ước",
    "decision": "quy ước",
    "option": "lựa chọn",
    "how_declared": "theo từng mục",
    "weights": "bộ trọng số",
}
_ENGLISH = {
    "asked": "what",
    "expected": "what to write",
    "bring": "evidence",
    "index": "index %",
    "branch": "why",
    "exact": "before rounding",
    "informative": "for information",
    "changes": "with another convention",
    "bias": "mean bias",
    "omitted": "missing",
    "without_evidence": "without evidence",
    "halves": "Exactly halfway between two roundings",
    "rank_rests": "Ranks that depend on a convention",
    "class_rests": "Classes that depend on a convention",
    "more": "and {} more rows",
    "fields": "{} more fields not shown",
    "own": "own part",
    "same": "units without a change: {}",
    "old_rules": "old rules",
    "new_rules": "new rules",
    "stand_in": "policy of the call for missing data",
    "lacking": "columns missing in the data",
    "unused": "columns that are not read",
    "taken": "leaves with the policy of the call",
    "left_out": "units left out, without a result on both sides: {}",
    "scoring": "can change a result",
    "unchanged": "no changes",
    "stages": "Stages on {}",
    "reopenings": "Reopenings",
    "by": "decided by",
    "reasons": "reason",
    "how_exact": "exact",
    "how_rounded": "rounded",
    "how_competition": "competition",
    "how_dense": "dense",
    "how_ordinal": "ordinal",
    "how_none": "none",
    "how_zero": "0 points",
    "how_exclude": "not counted",
    "how_full": "full points",
    "how_error": "error",
    "half_up": "half up",
    "half_even": "half to even",
    "half_down": "half down",
    "up": "away from zero",
    "down": "towards zero",
    "digits": "{}, {} decimals",
    "one_digit": "{}, {} decimal",
    "steps": "{}, steps of {}",
    "found_issue": "finding",
    "wanted": "expected",
    "actual": "found",
    "code_of_issue": "code",
    "no_issues": "No errors, no warnings",
    "more_issues": "and {} more",
    "cohort": "Units that statistics are computed over",
    "all_units": "all units",
    "no_statistics": "The rubric computes no statistics over units",
    "reopened_times": "reopenings",
    "coverage": "Coverage",
    "mutants": "Mutants noticed",
    "missing_cases": "no case shows",
    "noticed_by": "a case that would notice",
    "missing": "when missing",
    "branch_item": "branch",
    "overlay_add": "add",
    "overlay_remove": "remove",
    "overlay_replace": "replace",
    "overlay_set": "set",
    "tie_break": "tie-break",
    "what_if": "What if",
    "changed_values": "Changed values",
    "cheapest_path": "Cheapest path",
    "overtakes_units": "overtakes: {}",
    "weight_intervals": "The interval of each weight in which the order stays",
    "from_weight": "from",
    "to_weight": "to",
    "below_swap": "change places below",
    "above_swap": "change places above",
    "weights_left_out": "{}: no interval, because {}",
    "dominance": "Pairs that no weights reverse",
    "least_margin": "least difference",
    "best_rank": "best rank",
    "worst_rank": "worst rank",
    "rank_ranges": "Ranks that are possible",
    "reversals": "Units that change places when another one is removed",
    "removed": "removed unit",
    "influences": "What the removal of a node does to the ranks",
    "moved": "units that move",
    "mean_shift": "mean shift",
    "largest_shift": "largest shift",
    "spread": "Estimates from {} draws, seed {}, intervals of {} %",
    "drawn": "drawn: {}",
    "drawn_weights": "weights",
    "drawn_thresholds": "threshold",
    "drawn_inputs": "data",
    "drawn_policies": "policy",
    "drawn_roundings": "rounding",
    "from_rank": "rank from",
    "to_rank": "rank to",
    "first_of_all": "first",
    "from_index": "index from",
    "to_index": "index to",
    "sensitivity": "Sobol indices of the mean shift of ranks, estimates from {} draws, seed {}, intervals of {} %",
    "first_order": "first order",
    "total_order": "total order",
    "from_to": "interval",
    "total_of_ranks": "Total order of the rank of each unit",
    "convention_ranges": "Ranks under {} combinations of conventions",
    "best_with": "best with",
    "worst_with": "worst with",
    "conventions_alone": "Each convention alone",
    "how_declared": "as declared at each node",
    "not_applicable": "not applicable",
    "not_proven": "not proven",
}


def word(key: str, language: str) -> str:
    """A word of a table in Vietnamese, or in English for every other language."""
    return _WORDS.get(key, key) if language == "vi" else _ENGLISH.get(key, key)


def language_of(language: str) -> Language:
    """The language of sentences: Vietnamese, or English for every other language."""
    return "vi" if language == "vi" else "en"


def pick(titles: Mapping[str, str], language: str) -> str:
    """The title in a language, otherwise the first title, otherwise nothing."""
    return titles.get(language) or next(iter(titles.values()), "")


def capital(text: str) -> str:
    """A text that begins with a capital letter."""
    return text[:1].upper() + text[1:]


def ranking_words(rule: Mapping[str, Any], language: str) -> str:
    """The rule of a ranking: `points, exact, dense · tie-break: 2`."""
    on = word(rule["on"], language) if language == "vi" else rule["on"]
    said = ", ".join([on, *(word(f"how_{rule[key]}", language) for key in ("stage", "ties"))])
    if rule.get("tie_break"):
        said += f" · {word('tie_break', language)}: {', '.join(rule['tie_break'])}"
    return said


def titled(titles: Mapping[str, Mapping[str, str]], name: str | None, language: str) -> str:
    """The title of a class, a group or a layer, otherwise its id; nothing without one."""
    return "" if name is None else pick(titles.get(name, {}), language) or name


def rounding_words(how: Rounding, language: str) -> str:
    """`half up, 4 decimals`, or `half up, steps of 0.5`."""
    mode = word(how.mode, language)
    if how.step is not None:
        return word("steps", language).format(mode, f"{how.step:f}")
    said = word("one_digit" if how.digits == 1 else "digits", language)
    return said.format(mode, how.digits)


def signed(number: Number | None) -> str:
    """A difference with its sign; nothing for None."""
    text = show(number)
    if number is None or number <= 0:
        return text
    return Figure(f"+{text}", f"+{text.exact}") if isinstance(text, Figure) else f"+{text}"


def from_to(before: object, after: object) -> str:
    """`2 → 1`, or a single value if both sides are equal."""
    if before == after:
        return str(after or "")
    return f"{before or '–'} → {after or '–'}"


def number(text: str, *, terminates: bool) -> Number:
    """Read an exact figure from the engine's text; a Decimal if every such figure is finite."""
    return Decimal(text) if terminates else fraction(text)


class Figure(str):
    """A figure that is displayed rounded, with its exact form."""

    exact: str

    def __new__(cls, text: str, exact: str) -> Self:
        figure = super().__new__(cls, text)
        figure.exact = exact
        return figure


def show(number: Number | None) -> str:
    """A number in full; a long or infinite one to six decimals, after a ≈."""
    if number is None:
        return ""
    text = format(number, "f") if isinstance(number, Decimal) else str(number)
    if "/" not in text and len(text) <= _NUMBER:
        return text
    return Figure("≈ " + format(Rounding(6, "half_even").apply(number), "f"), text)


def with_sign(text: str, decimal: str) -> str:
    """A text that contains numbers and no codes, with this decimal sign in its numbers."""
    return text if decimal == "." or "." not in text else _POINT.sub(decimal, text)


def show_value(value: object) -> str:
    """One value of the data."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return clip(format(value, "f") if isinstance(value, Decimal) else str(value), _VALUE)


def width(text: str) -> int:
    """The number of terminal columns that a text occupies."""
    return sum(map(_width, text))


def _width(letter: str) -> int:
    """0 for a combining mark, 2 for a wide letter, otherwise 1."""
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """A text padded with spaces; `right` aligns it to the right."""
    space = " " * (columns - width(text))
    return space + text if right else text + space


def clip(text: str, columns: int) -> str:
    """A text cut to a width, with an ellipsis for the missing part."""
    used = fits = 0
    for at, letter in enumerate(text, 1):
        used += _width(letter)
        if used < columns:
            fits = at
        if used > columns:
            return text[:fits] + "…"
    return text
