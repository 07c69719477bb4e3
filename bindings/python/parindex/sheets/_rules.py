# SPDX-License-Identifier: MIT
"""The table of wordings of rules. Sheets are written and read by it."""

from __future__ import annotations

from typing import Any

from parindex.sheets import _said
from parindex.sheets._codecs import BASE
from parindex.sheets._grammar import Codec, Context, Form, Forms, ListOf, UnclearError

_SHARE = Form(
    "<tỷ lệ|tỉ lệ>[ {percent:pair}][ (không quá {max:number}%)][ (không dưới {min:number}%)]"
    "[ (mẫu số 0: {when_zero:policy})]",
    "share[ {percent:pair}][ (at most {max:number}%)][ (at least {min:number}%)]"
    "[ (denominator 0: {when_zero:policy})]",
)
_SHARES = Forms(BASE, _SHARE)


class _Quantity(Forms):
    """The quantity that a rule reads. If it is not stated, it is the value of the only input."""

    @staticmethod
    def default(context: Context) -> dict[str, Any]:
        """The value of the only input."""
        if len(context.inputs) != 1:
            raise UnclearError(_said.STATE_THE_QUANTITY())
        return {"value": context.inputs[0]}

    @staticmethod
    def is_said(value: object, context: Context) -> bool:
        """Whether the quantity need not be stated."""
        return len(context.inputs) == 1 and value == {"value": context.inputs[0]}


_QUANTITY = _Quantity(
    BASE,
    _SHARE,
    Form(
        "tỷ số {ratio:pair}[ (mẫu số 0: {when_zero:policy})]",
        "ratio {ratio:pair}[ (denominator 0: {when_zero:policy})]",
    ),
    Form("hiệu {formula.subtract:difference}", "difference {formula.subtract:difference}"),
    Form("giá trị {value:input}", "value {value:input}"),
)

_TO, _BELOW, _ABOVE = "<đến|tới>", "<dưới|nhỏ hơn>", "<trên|lớn hơn|hơn>"
_UNDER, _OVER = "<below|under|less than>", "<above|over|more than>"
RANGES = (
    (f"{_ABOVE} {{above:bound}} {_TO} {_BELOW} {{below:bound}}", f"{_OVER} {{above:bound}} to {_UNDER} {{below:bound}}"),
    (f"{_ABOVE} {{above:bound}} {_TO} {{to:bound}}", f"{_OVER} {{above:bound}} to {{to:bound}}"),
    (f"từ {{from:bound}} {_TO} {_BELOW} {{below:bound}}", f"from {{from:bound}} to {_UNDER} {{below:bound}}"),
    (f"từ {{from:bound}} {_TO} {{to:bound}}", "from {from:bound} to {to:bound}"),
    (f"{_ABOVE} {{above:bound}}", f"{_OVER} {{above:bound}}"),
    ("từ {from:bound}< trở lên|>", "<from|at least> {from:bound}< up|>"),
    (f"{_BELOW} {{below:bound}}", f"{_UNDER} {{below:bound}}"),
    ("từ {to:bound} trở xuống", "up to {to:bound}"),
    ("đến {to:bound}", "<to|at most> {to:bound}"),
)  # fmt: skip
_UNCLEAR = Form(
    "<từ |>{from:bound}<-|–|—>{to:bound}: {points:points}",
    "<from |>{from:bound}<-|–|—>{to:bound}: {points:points}",
    unclear=_said.WHICH_ENDS(),
)


def _steps(*values: tuple[str, str]) -> ListOf:
    forms = [
        Form(f"{range_vi}: {vi}", f"{range_en}: {en}")
        for range_vi, range_en in RANGES
        for vi, en in values
    ]
    return ListOf(Forms(BASE, *forms, _UNCLEAR))


_TITLE = "[ ({title:titles})]"
_CONSTANT = (f"{{points:points}}{_TITLE}", f"{{points:points}}{_TITLE}")
_LINE = (
    "{points_from:points} đến {points_to:points} theo tỷ lệ" + _TITLE,
    "{points_from:points} to {points_to:points} in proportion" + _TITLE,
)


def _named(*forms: tuple[str, str], least: int = 1) -> ListOf:
    return ListOf(Forms(BASE, *(Form(vi, en) for vi, en in forms)), least=least)


_OPTION = ("{*:name}: {points:points}", "{*:name}: {points:points}")
_SHORT = ("{*:label} {points:points}", "{*:label} {points:points}")
_YES = {"co", "yes", "khong", "no"}


def _is_yes_no(body: dict[str, Any]) -> bool:
    return {option["id"] for option in body["options"]} <= _YES


class _Rule:
    """A rule within a rule."""

    pattern = r"[^\n]+"

    def read(self, text: str, context: Context) -> Any:
        """The rule. Raises NoMatchError or UnclearError."""
        return RULE.read(text, context)

    def write(self, value: Any, context: Context) -> str:
        """Its wording. Raises NoMatchError."""
        return RULE.write(value, context)


_GROUPED = {**BASE, "groups": ListOf(BASE["word"], ","), "rule": _Rule()}
_GROUPED["groups"].pattern = r"[^:;\n]+?"

CODECS: dict[str, Codec] = {
    **BASE,
    "share": _SHARES,
    "quantity": _QUANTITY,
    "steps": _steps(_CONSTANT),
    "pieces": _steps(_CONSTANT, _LINE),
    "options": _named(_OPTION, _SHORT, least=2),
    "levels": _named(("{*:name}: {percent:number}%", "{*:name}: {percent:number}%")),
    "names": ListOf(Forms(BASE, Form("{*:name}", "{*:name}"))),
    "items": _named(_OPTION, _SHORT),
    "losses": _named(
        ("{*:name}: {each:points}[, tối đa {cap:points}]", "{*:name}: {each:points}[, at most {cap:points}]")
    ),
    "cases": ListOf(
        Forms(_GROUPED, Form("nhóm {groups:groups}: {rule:rule}", "<group|groups> {groups:groups}: {rule:rule}")), "\n"
    ),
}  # fmt: skip

_ON = "[{on:quantity}: ]"
_CAP_VI, _CAP = "[, <tối đa|không quá> {cap:points}]", "[, <at most|no more than> {cap:points}]"
_FLOOR_VI, _FLOOR = "[, tối thiểu {floor:points}]", "[, at least {floor:points}]"
_CUT_VI = "[, dưới {cut_off.below:bound} = {cut_off.points:points}][, đến {cut_off.to:bound} = {cut_off.points:points}]"
_CUT = "[, below {cut_off.below:bound} = {cut_off.points:points}][, up to {cut_off.to:bound} = {cut_off.points:points}]"
_ENDS_VI, _ENDS = f"{_CUT_VI}{_CAP_VI}{_FLOOR_VI}", f"{_CUT}{_CAP}{_FLOOR}"
_ADDS_VI = f"được <thêm |>{{points_each:points}}, {{partial_steps:parts}}{_CAP_VI}"
_ADDS = f"adds {{points_each:points}}, {{partial_steps:parts}}{_CAP}"

RULE_FORMS = (
    Form(
        ("có: {yes:points}; không: {no:points}", "có {yes:points}; không {no:points}"),
        ("yes: {yes:points}; no: {no:points}", "yes {yes:points}; no {no:points}"),
        "yes_no",
    ),
    Form(
        ("chấm trực tiếp từ {min:points} đến {max:points}[, bước {step:number}]",),
        ("direct points from {min:points} to {max:points}[, step {step:number}]",),
        "direct",
    ),
    Form("{options:options}", "{options:options}", "choice", refused=_is_yes_no),
    Form("các mức: {options:levels}", "levels: {options:levels}", "levels"),
    Form(
        "đủ các mục: {items:names}; đủ: {points:points}; thiếu: {otherwise:points}",
        "all of: {items:names}; all: {points:points}; otherwise: {otherwise:points}",
        "all_of",
    ),
    Form("cộng các mục: {items:items}", "sum of: {items:items}", "checklist"),
    Form(
        "từ {start:points}, trừ: {items:losses}[; trừ tối đa {cap:points}]",
        "from {start:points}, minus: {items:losses}[; minus at most {cap:points}]",
        "deduction",
    ),
    Form(f"{_ON}{{steps:steps}}", f"{_ON}{{steps:steps}}", "bands"),
    Form(
        f"{_ON}{{pieces:pieces}}",
        f"{_ON}{{pieces:pieces}}",
        "linear",
        refused=lambda body: all("points" in piece for piece in body["pieces"]),
    ),
    Form(
        f"{{on:share}} × {{-:maximum}}{_ENDS_VI}",
        f"{{on:share}} × {{-:maximum}}{_ENDS}",
        "proportional",
        {"full_at": "100"},
    ),
    Form(
        f"{_ON}theo tỷ lệ, đủ điểm tại {{full_at:bound}}{_ENDS_VI}",
        f"{_ON}in proportion, full points at {{full_at:bound}}{_ENDS}",
        "proportional",
    ),
    Form(
        f"{_ON}đủ điểm tại {{target:bound}}, 0 điểm tại {{zero_at:bound}}",
        f"{_ON}full points at {{target:bound}}, 0 points at {{zero_at:bound}}",
        "target",
    ),
    Form(
        f"{_ON}mỗi {{-:noun}} {{points_each:points}}{_CAP_VI}",
        f"{_ON}each {{-:noun}} {{points_each:points}}{_CAP}",
        "per_unit",
    ),
    Form(
        f"{_ON}từ {{threshold:bound}} trở xuống: {{base:points}}; cứ thêm {{step:bound}} {_ADDS_VI}",
        f"{_ON}up to {{threshold:bound}}: {{base:points}}; each further {{step:bound}} {_ADDS}",
        "increments",
        {"direction": "up"},
    ),
    Form(
        f"{_ON}từ {{threshold:bound}} trở lên: {{base:points}}; cứ giảm {{step:bound}} {_ADDS_VI}",
        f"{_ON}from {{threshold:bound}} up: {{base:points}}; each {{step:bound}} less {_ADDS}",
        "increments",
        {"direction": "down"},
    ),
    Form(
        "lấy từ {index:word}[, phiên bản {edition:word}]",
        "imported from {index:word}[, edition {edition:word}]",
        "imported",
    ),
    Form("{cases:cases}", "{cases:cases}", "by_group"),
)
"""All wordings of a rule. The first one that can express a rule is written; all are read."""

RULE = Forms(CODECS, *RULE_FORMS, rest=True)
