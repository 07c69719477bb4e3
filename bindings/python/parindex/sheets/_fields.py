# SPDX-License-Identifier: MIT
"""The table of wordings of the other cells: inputs, evidence, sources, aggregation, rounding."""

from __future__ import annotations

from parindex.sheets._codecs import BASE, Whole, Words
from parindex.sheets._grammar import Codec, Form, Forms, ListOf

_RANGE_VI, _RANGE = (
    "[, từ {min:number}][, đến {max:number}]",
    "[, from {min:number}][, to {max:number}]",
)
_STEP_VI, _STEP = "[, bước {step:number}]", "[, step {step:number}]"

INPUTS = ListOf(
    Forms(
        BASE,
        Form(
            f"{{name:input}}: {{type:type}}{_RANGE_VI}{_STEP_VI}",
            f"{{name:input}}: {{type:type}}{_RANGE}{_STEP}",
        ),
        Form(
            f"{{*:named}}: {{type:type}}{_RANGE_VI}{_STEP_VI}",
            f"{{*:named}}: {{type:type}}{_RANGE}{_STEP}",
            refused=lambda body: "title" not in body,
        ),
    )
)  # fmt: skip

NAMES = ListOf(Forms(BASE, Form("{*:name}", "{*:name}")))

_LINES_VI = "[\nngày: {date:day}][\nđiều khoản: {clause:line}][\nđịa chỉ: {url:line}][\nghi chú: {note:line}]"
_LINES = "[\ndate: {date:day}][\nclause: {clause:line}][\nurl: {url:line}][\nnote: {note:line}]"
_MARK = r"(?!(?:ngày|điều khoản|địa chỉ|ghi chú|date|clause|url|note)\s*:)"


class _Document:
    """The document of a source: a line without a label such as ``date:``."""

    pattern = _MARK + BASE["line"].pattern
    read = BASE["line"].read
    write = BASE["line"].write


SOURCE = Forms(
    {**BASE, "document": _Document()},
    Form(f"{{document:document}}{_LINES_VI}", f"{{document:document}}{_LINES}"),
)

_KINDS = {
    "sum": ("tổng", "sum"),
    "weighted_mean": ("trung bình có trọng số", "weighted mean"),
    "mean": ("trung bình", "mean"),
    "median": ("trung vị", "median"),
    "geometric_mean": ("trung bình nhân", "geometric mean"),
    "harmonic_mean": ("trung bình điều hòa", "harmonic mean"),
    "minimum": ("thấp nhất", "minimum"),
    "one_of": ("một trong các mục", "one of"),
    "product": ("tích", "product"),
}


def _aggregations() -> Forms:
    left_out = {"rescale": ("quy đổi", "rescaled"), "redistribute": ("chia đều", "shared out")}
    codecs: dict[str, Codec] = {
        **BASE,
        "kind": Words(_KINDS),
        "whole": Whole(),
        "left_out": Words(left_out),
    }
    return Forms(
        codecs,
        Form("{self:kind}", "{self:kind}"),
        Form(
            "trung bình có trọng số, tổng trọng số {weights_sum:number}",
            "weighted mean, sum of weights {weights_sum:number}",
            "weighted_mean",
        ),
        Form(
            "tổng, phần không tính: {excluded:left_out}",
            "sum, what is excluded: {excluded:left_out}",
            "sum",
        ),
        Form("{count:whole} mục cao nhất", "the {count:whole} best", "best"),
    )


AGGREGATION = _aggregations()
POLICY = Forms(
    BASE,
    Form("{self:policy}", "{self:policy}"),
    Form("được {points:number} điểm", "gives {points:number} points"),
)
ROUNDING = Forms(
    {**BASE, "exact": Words({"exact": ("chính xác", "exact")}), "whole": Whole()},
    Form("{self:exact}", "{self:exact}"),
    Form(
        "{digits:whole} chữ số, làm tròn {mode:mode}", "{digits:whole} digits, rounded {mode:mode}"
    ),
    Form(
        "bội số của {step:number}, làm tròn {mode:mode}",
        "steps of {step:number}, rounded {mode:mode}",
    ),
)
EFFECTIVE = Forms(
    BASE,
    Form("từ {from:day}[ đến {to:day}]", "from {from:day}[ to {to:day}]"),
)
