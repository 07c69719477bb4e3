# SPDX-License-Identifier: MIT
"""Expressions of format 2: maps of answers, names, and functions that are exact or rounded correctly."""

from __future__ import annotations

import json
import math
from decimal import Context, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from twin_scores import both, codes, kill_all, returns, whole

Json = dict[str, Any]

INPUTS: list[Json] = [
    {"name": "x", "type": "number", "min": 0, "max": 1000},
    {"name": "kind", "type": "choice", "options": [{"id": "a"}, {"id": "b"}]},
    {"name": "asked", "type": "boolean"},
]


def names_in(value: object) -> set[str]:
    if isinstance(value, dict):
        return {name for part in value.values() for name in names_in(part)}
    if isinstance(value, list):
        return {name for part in value for name in names_in(part)}
    return {value} if isinstance(value, str) else set()


def formula(points: Any = None, inputs: list[Json] = INPUTS, **rule: Any) -> Json:
    rule = rule if points is None else {"cases": [{"points": points}], **rule}
    leaf = {
        "code": "1", "max": 10, "inputs": [each for each in inputs if each["name"] in names_in(rule)],
        "rule": {"formula": rule}, "accept": dict.fromkeys(
            ("maximum_unreachable", "maximum_exceeded", "minimum_above_zero", "minimum_below_zero"), "any"),
    }  # fmt: skip
    return whole([leaf], 10)


def points_of(document: Json, *rows: Json) -> list[str]:
    del_unused(document)
    return [str(score.points) for score in both(document, *rows)]


def del_unused(document: Json) -> None:
    """Keep only what the node has to accept."""
    leaf = document["nodes"][0]
    while found := [p for code, p in codes(document) if code == "accept_unused"]:
        del leaf["accept"][found[0].rsplit("/", 1)[1]]
    if not leaf["accept"]:
        del leaf["accept"]


def rounded(kind: str, of: Any, digits: int = 4, mode: str = "half_up", **more: Any) -> Json:
    return {kind: {"of": of, **more, "digits": digits, "mode": mode}}


def test_a_choice_as_a_number() -> None:
    of_kind = {"map": {"input": "kind", "values": {"a": "1", "b": "2.5"}}}
    of_asked = {"map": {"input": "asked", "values": {"yes": 2, "no": 0}}}
    document = formula({"multiply": [of_kind, {"add": [of_asked, 1]}]})
    rows = [{"1.kind": k, "1.asked": f} for k in "ab" for f in (True, False)]
    assert points_of(document, *rows) == ["3", "1", "7.5", "2.5"]
    text = str(px.Rubric.from_json(document).compile().score({**rows[0], "unit": "u"}).explain("u"))
    assert "map(kind) * (map(asked) + 1) = 3" in text
    assert returns(document)["parindex"] == 2


def test_a_map_names_what_is_wrong() -> None:
    at = "/nodes/0/rule/formula/cases/0/points/map"
    document = formula({"map": {"input": "kind", "values": {"a": 1}}})
    _, issues = px.check_rubric(document)
    found = next(i for i in issues if i.code == "map_incomplete")
    assert (found.pointer, found.actual) == (at + "/values", '"b"')
    for values, code, place in (
        ({"a": 1, "b": 2, "c": 3}, "choice_unknown", "/values/c"),
        ({"a": 1, "b": "x"}, "number_malformed", "/values/b"),
    ):
        document = formula({"map": {"input": "kind", "values": values}})
        assert (code, at + place) in codes(document)
    assert ("type_conflict", at + "/input") in codes(
        formula({"map": {"input": "x", "values": {"a": 1}}})
    )
    assert ("input_unknown", at + "/input") in codes(
        formula({"map": {"input": "y", "values": {"a": 1}}})
    )
    document = formula({"map": {"input": "kind", "values": {"a": 1, "b": 2}}})
    document["parindex"] = 1
    assert ("format_version", at) in codes(document)


def test_powers_are_exact() -> None:
    document = formula({"power": {"of": {"subtract": ["x", "1/3"]}, "exponent": 3}})
    assert points_of(document, {"1.x": 1}, {"1.x": "1/3"}, {"1.x": 0}) == ["8/27", "0", "-1/27"]
    scores = both(document, {"1.x": 1})
    assert "(x - 1/3)^3 = 8/27" in str(scores.explain("0"))


def in_decimal(function: str, x: Fraction, digits: int) -> Decimal:
    context = Context(prec=120)
    value = context.divide(Decimal(x.numerator), Decimal(x.denominator))
    found = {
        "sqrt": lambda: context.sqrt(value), "exp": lambda: context.exp(value),
        "ln": lambda: context.ln(value), "log10": lambda: context.log10(value),
    }[function]()  # fmt: skip
    return found.quantize(Decimal(1).scaleb(-digits), context=Context(prec=400))


@pytest.mark.parametrize("digits", [0, 4, 18])
def test_functions_are_rounded_correctly(digits: int) -> None:
    shifted = {"add": ["x", "0.001"]}
    cases = {
        "sqrt": (rounded("root", "x", digits, degree=2), Fraction(0)),
        "exp": (rounded("exp", {"divide": ["x", 10]}, digits), None),
        "ln": (rounded("log", shifted, digits, base="e"), Fraction("0.001")),
        "log10": (rounded("log", shifted, digits, base=10), Fraction("0.001")),
    }
    for name, (expression, shift) in cases.items():
        values = [Fraction(text) for text in ("1/7", "2", "3.5", "99.9", "1000", "0.998")]
        document = formula(expression)
        del_unused(document)
        scores = both(document, *({"1.x": str(value)} for value in values))
        for value, score in zip(values, scores, strict=True):
            asked = value / 10 if shift is None else value + shift
            assert Fraction(str(score.points)) == Fraction(in_decimal(name, asked, digits)), (
                name,
                value,
            )


def test_exact_results_are_rounded_as_such() -> None:
    half = {"digits": 1, "mode": "half_even"}
    third = formula({"log": {"of": {"max": ["x", "1/8"]}, "base": 8, **half}})
    # log 8 of 2 is 1/3; of 4 2/3; of 1/8 -1; base 1/4 of 2 is -1/2.
    assert points_of(third, {"1.x": 2}, {"1.x": 4}, {"1.x": 0}, {"1.x": 1}) == [
        "0.3",
        "0.7",
        "-1",
        "0",
    ]
    quarter = formula(rounded("log", {"max": ["x", 1]}, 0, "half_even", base="1/4"))
    assert points_of(quarter, {"1.x": 2}, {"1.x": 8}, {"1.x": 32}) == ["0", "-2", "-2"]
    tie = formula(rounded("log", {"max": ["x", 1]}, 0, "half_up", base="4"))
    assert points_of(tie, {"1.x": 2}, {"1.x": 8}) == ["1", "2"]
    root = formula(rounded("root", "x", 0, "half_even", degree=2))
    assert points_of(root, {"1.x": "6.25"}, {"1.x": "12.25"}, {"1.x": "12.2500001"}) == [
        "2",
        "4",
        "4",
    ]
    cube = formula(rounded("root", "x", 2, "floor", degree=3))
    assert points_of(cube, {"1.x": 27}, {"1.x": "26.999"}) == ["3", "2.99"]
    one = formula(rounded("exp", {"multiply": ["x", -1]}, 3, "ceiling"))
    assert points_of(one, {"1.x": 0}, {"1.x": 1000}) == ["1", "0.001"]
    stepped = formula({"root": {"of": "x", "degree": 2, "step": "0.25", "mode": "floor"}})
    assert points_of(stepped, {"1.x": 2}) == ["1.25"]


def test_functions_in_words() -> None:
    document = formula({"add": [rounded("root", "x", 2, degree=3), rounded("log", {"max": ["x", 1]}, 2, base="e"),
                                rounded("log", {"max": ["x", 1]}, 2, base=10), rounded("exp", {"min": ["x", 1]}, 2)]})  # fmt: skip
    del_unused(document)
    trace = both(document, {"1.x": 1}).explain("0")
    assert "round(root(x, 3), 2 digits half_up) + round(ln(max(x, 1)), 2 digits half_up)" in str(
        trace
    )
    assert "tròn(căn(x, 3), " in trace.to_text(language="vi")
    written = json.loads(px.Rubric.from_json(document).to_json())["nodes"][0]["rule"]["formula"][
        "cases"
    ][0]["points"]
    assert written["add"][1] == {
        "log": {"of": {"max": ["x", "1"]}, "base": "e", "digits": 2, "mode": "half_up"}
    }
    returns(document)


POINTS = "/nodes/0/rule/formula/cases/0/points"


@pytest.mark.parametrize(
    ("expression", "code", "place", "actual"),
    [
        (rounded("root", {"subtract": ["x", 1]}, degree=2), "argument_unproven", "/root/of", "from -1"),
        (rounded("log", "x", base=10), "argument_unproven", "/log/of", "from 0"),
        (rounded("exp", {"multiply": ["x", 2]}), "argument_unproven", "/exp/of", "up to 2000"),
        (rounded("log", {"add": ["x", 1]}, base=1), "number_out_of_range", "/log/base", "1"),
        (rounded("log", {"add": ["x", 1]}, base=-2), "number_out_of_range", "/log/base", "-2"),
        (rounded("log", {"add": ["x", 1]}, base=0), "number_out_of_range", "/log/base", "0"),
        ({"power": {"of": "x", "exponent": "0.5"}}, "number_out_of_range", "/power/exponent", "0.5"),
        ({"power": {"of": "x", "exponent": 0}}, "number_out_of_range", "/power/exponent", "0"),
        (rounded("root", "x", degree=1), "number_out_of_range", "/root/degree", "1"),
        ({"root": {"of": "x", "degree": 2}}, "key_missing", "/root", None),
        ({"power": {"of": "x", "exponent": 2, "digits": 2}}, "key_unknown", "/power/digits", None),
        ({"power": {"of": "kind", "exponent": 2}}, "type_conflict", "/power/of", None),
        ({"power": {"of": {"power": {"of": {"add": ["x", 10**30]}, "exponent": 1000}}, "exponent": 2}}, "number_too_long", "/power/of/power", None),
    ],
)  # fmt: skip
def test_functions_that_are_not_defined(
    expression: Json, code: str, place: str, actual: str | None
) -> None:
    _, issues = px.check_rubric(formula(expression))
    found = [i for i in issues if i.code == code and i.pointer == POINTS + place]
    assert found, codes(formula(expression))
    if actual is not None:
        assert found[0].actual.strip('"') == actual


def test_bounds_of_functions_are_proven() -> None:
    scaled = {"multiply": ["10", rounded("log", {"add": ["x", 1]}, 3, base=1001)]}
    document = formula(scaled)
    del document["nodes"][0]["accept"]
    assert codes(document) == []
    document = formula(rounded("root", {"divide": ["x", 10]}, 1, degree=2))
    del document["nodes"][0]["accept"]
    assert codes(document) == []
    document = formula(
        {"divide": [{"power": {"of": {"subtract": ["x", 500]}, "exponent": 2}}, 25000]}
    )
    del document["nodes"][0]["accept"]
    assert codes(document) == []


RATE: Json = {
    "let": {
        "rate": {"divide": [{"multiply": [100, "done"]}, "planned"]},
        "missed": {"subtract": [100, "rate"]},
    },
    "cases": [
        {"when": {"of": "rate", "from": 90}, "points": 10},
        {"when": {"of": "missed", "from": 50}, "points": 0},
        {"points": {"subtract": [10, {"divide": ["missed", 5]}]}},
    ],
    "floor": 0,
}
COUNTS: list[Json] = [
    {"name": "done", "type": "count", "max": 100},
    {"name": "planned", "type": "count", "min": 1, "max": 100},
]


def test_names_are_used_several_times_and_told() -> None:
    document = formula(None, COUNTS, **RATE)
    rows = [{"1.done": d, "1.planned": 100} for d in (95, 80, 50)]
    del_unused(document)
    scores = both(document, *rows)
    assert [str(score.points) for score in scores] == ["10", "6", "0"]
    said = "10 - missed / 5 = 6, where rate = 100 * done / planned = 80; missed = 100 - rate = 20"
    assert said in str(scores.explain("1"))
    assert ", với rate = 100 * done / planned = 80; missed" in scores.explain("1").to_text(
        language="vi"
    )
    # A name that no case reads is not evaluated.
    assert "missed" not in str(scores.explain("0"))
    assert returns(document)["nodes"][0]["rule"]["formula"]["let"]["missed"] == {
        "subtract": ["100", "rate"]
    }


def test_names_can_be_dates_and_divide_by_zero_stops() -> None:
    dates = [
        {"name": "due", "type": "date"},
        {"name": "sent", "type": "date"},
        {"name": "n", "type": "count"},
    ]
    rule = {
        "let": {"last": {"max": ["due", "2026-06-30"]}, "late": {"days": ["last", "sent"]}, "share": {"divide": [1, "n"]}},
        "cases": [{"when": {"of": "last", "from": "2026-07-01"}, "points": "share"}, {"points": {"min": ["late", 10]}}],
        "when_zero": "full", "floor": 0,
    }  # fmt: skip
    document = formula(None, dates, **rule)
    rows = [{"1.due": "2026-01-01", "1.sent": "2026-07-03", "1.n": 0}, {"1.due": "2026-08-01", "1.sent": "2026-07-03", "1.n": 0},
            {"1.due": "2026-08-01", "1.sent": "2026-07-03", "1.n": 4}]  # fmt: skip
    assert points_of(document, *rows) == ["3", "10", "0.25"]
    trace = str(both(document, *rows).explain("0"))
    assert "last = max(due, 2026-06-30) = 2026-06-30; late = days(last, sent) = 3" in trace
    del document["nodes"][0]["rule"]["formula"]["when_zero"]
    assert "zero_denominator" in [code for code, _ in codes(document)]


LET = "/nodes/0/rule/formula/let"


@pytest.mark.parametrize(
    ("let", "found"),
    [
        ({"a": "b", "b": {"add": ["c", 1]}, "c": "a"}, ("names_cycle", "/a")),
        ({"a": {"add": ["a", 1]}}, ("names_cycle", "/a")),
        ({"x": 1, "a": 1}, ("id_duplicate", "/x")),
        ({"a b": 1, "a": 1}, ("code_invalid", "/a b")),
        ({"a": "y"}, ("input_unknown", "/a")),
        ({"a": {"add": ["kind", 1]}}, ("type_conflict", "/a/add/0")),
        ({"a": {"cohort": {"of": "b", "statistic": "mean", "within": "all"}}, "b": 1}, ("part_misplaced", "/a/cohort/of")),
        ({"a": 1, "b": 2}, ("shared_unused", "/b")),
        ({"a": rounded("root", {"subtract": ["b", 1]}, degree=2), "b": "x"}, ("argument_unproven", "/a/root/of")),
    ],
)  # fmt: skip
def test_wrong_names(let: Json, found: tuple[str, str]) -> None:
    document = formula({"add": ["a", "x"]}, let=let)
    assert (found[0], LET + found[1]) in codes(document)


def test_a_cycle_states_its_path() -> None:
    document = formula({"add": ["a", "x"]}, let={"a": "b", "b": {"add": ["c", 1]}, "c": "a"})
    _, issues = px.check_rubric(document)
    assert (
        next(i for i in issues if i.code == "names_cycle").actual.strip('"') == "a -> b -> c -> a"
    )


def test_a_long_chain_of_names_is_rejected_and_a_wide_one_is_quick() -> None:
    chain = {f"n{i}": {"add": [f"n{i - 1}", 1]} if i else "x" for i in range(300)}
    document = formula({"min": ["n299", 10]}, let=chain)
    assert "rubric_too_large" in [code for code, _ in codes(document)]
    # Without shared evaluation, 2^60 parts.
    doubled = {f"n{i}": {"max": [f"n{i - 1}", f"n{i - 1}"]} if i else "x" for i in range(60)}
    assert points_of(formula({"min": ["n59", 10]}, let=doubled), {"1.x": 3}) == ["3"]


@pytest.mark.parametrize(
    "document",
    [
        formula({"multiply": [{"map": {"input": "kind", "values": {"a": 1, "b": 2}}}, 5]}),
        formula({"divide": [{"power": {"of": "x", "exponent": 2}}, 100_000]}),
        formula(None, COUNTS, **RATE),
    ],
    ids=["map", "power", "let"],
)
def test_generated_cases_kill_every_mutant(document: Json, tmp_path: Path) -> None:
    del_unused(document)
    kill_all(document, tmp_path, "/nodes/0/rule/formula/cases")


def test_e_is_close_to_its_double() -> None:
    document = formula(rounded("exp", {"min": ["x", 1]}, 15))
    assert math.isclose(float(Fraction(points_of(document, {"1.x": 1})[0])), math.e)
