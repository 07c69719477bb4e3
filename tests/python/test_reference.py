# SPDX-License-Identifier: MIT
"""parindex.reference compared with results computed by hand.

Whole rubrics with their results are in tests/cases; these tests cover each part separately.
"""

from __future__ import annotations

import ast
from decimal import Decimal
from fractions import Fraction as Q
from pathlib import Path
from typing import Any

import pytest

from parindex import reference
from parindex.reference import aggregations, cells, numbers, rules
from parindex.reference.leaves import leaf_result

Json = dict[str, Any]


def test_the_reference_shares_nothing_with_the_engine() -> None:
    imported = set()
    for path in Path(reference.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {name.name for name in node.names}
            if isinstance(node, ast.ImportFrom):
                imported.add(node.module)
    ours = {name for name in imported if name is None or name.startswith("parindex")}
    assert ours
    assert all(name and name.startswith("parindex.reference.") for name in ours)


# ---- Numbers ------------------------------------------------------------------------------------

# Columns as in the table of rounding modes of Python's `decimal` and Java's RoundingMode.
VALUES = ("5.5", "2.5", "1.6", "1.1", "1.0", "-1.0", "-1.1", "-1.6", "-2.5", "-5.5")
ROUNDED = {
    "up": (6, 3, 2, 2, 1, -1, -2, -2, -3, -6),
    "down": (5, 2, 1, 1, 1, -1, -1, -1, -2, -5),
    "ceiling": (6, 3, 2, 2, 1, -1, -1, -1, -2, -5),
    "floor": (5, 2, 1, 1, 1, -1, -2, -2, -3, -6),
    "half_up": (6, 3, 2, 1, 1, -1, -1, -2, -3, -6),
    "half_down": (5, 2, 2, 1, 1, -1, -1, -2, -2, -5),
    "half_even": (6, 2, 2, 1, 1, -1, -1, -2, -2, -6),
}


@pytest.mark.parametrize("mode", ROUNDED)
def test_rounding_modes(mode: str) -> None:
    for value, expected in zip(VALUES, ROUNDED[mode], strict=True):
        assert numbers.rounded(Q(value), {"digits": "0", "mode": mode}) == expected
        # The same at the third digit: 5.5 becomes 0.0055.
        moved = numbers.rounded(Q(value) / 1000, {"digits": "3", "mode": mode})
        assert moved == Q(expected, 1000)


def test_every_mode_is_known() -> None:
    assert set(numbers.MODES) == set(ROUNDED)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0"), ("100", "100"), ("-3", "-3"), ("0.25", "0.25"), ("-1/8", "-0.125"),
        ("1/3", "1/3"),
        ("-7/6", "-7/6"),
        ("1e-7", "0.0000001"), ("12e3", "12000"), ("1/1024", "0.0009765625"),
        ("1/3125", "0.00032"), ("10/4", "2.5"),
    ],
)  # fmt: skip
def test_exact_text(value: str, text: str) -> None:
    assert numbers.to_text(Q(value)) == text


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [("91", 2, "91.00"), ("2/3", 4, "0.6667"), ("-0.004", 2, "0.00"), ("-0.005", 2, "-0.01"),
     ("99.5", 0, "100")],
)  # fmt: skip
def test_rounded_text(value: str, digits: int, text: str) -> None:
    assert numbers.to_text(Q(value), {"digits": digits, "mode": "half_up"}) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", Q(0)), ("-0", Q(0)), ("007", Q(7)), ("0.50", Q(1, 2)),
        ("5e-1", Q(1, 2)), ("1E+2", Q(100)),
        ("-2/4", Q(-1, 2)), ("1e400", Q(10) ** 400),
        ("9" * 400, Q(10) ** 400 - 1),
        *((text, None) for text in (
            "", "+1", ".5", "1.", "1.e2", "e2", "1e", "1 ", " 1",
            "1\n", "1,5", "1_0", "٣", "½", "0x1", "--1",
            "1/0", "1/-2", "1/2/3", "1.5/2", "nan", "inf", "1e401", "1e-401", "9" * 401,
            "0" * 401)),
    ],
)  # fmt: skip
def test_numbers_as_text(text: str, value: Q | None) -> None:
    assert numbers.parse_number(text) == value


# ---- Cells --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (3, Q(3)), (Decimal("0.10"), Q(1, 10)), (0.1, Q(1, 10)),
        (0.1 + 0.2, Q("0.30000000000000004")),
        (1e300, Q(10) ** 300), (-0.0, Q(0)), (Q(1, 3), Q(1, 3)), (True, True), ("0.1", "0.1"),
    ],
)  # fmt: skip
def test_what_a_cell_means(cell: object, value: object) -> None:
    assert cells.exact(cell) == value
    assert isinstance(cells.exact(cell), type(value))


@pytest.mark.parametrize("cell", [float("nan"), float("inf"), Decimal("NaN"), Decimal("-Infinity")])
def test_not_finite(cell: object) -> None:
    with pytest.raises(cells.WrongValueError, match="value_not_finite"):
        cells.exact(cell)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((True, Q(1), "1", "yes", "Yes", "TRUE", "có", "Có", "CÓ"), True),
        ((False, Q(0), "0", "no", "nO", "False", "không", "Không", "KHÔNG"), False),
    ],
)
def test_booleans(values: tuple[object, ...], expected: bool) -> None:
    for cell in values:
        assert cells.read_boolean(cell) is expected


@pytest.mark.parametrize("cell", [Q(2), Q(-1), Q(1, 2), "y", "on", "2", "01", "co", " yes"])
def test_no_booleans(cell: object) -> None:
    with pytest.raises(cells.WrongValueError, match="value_type"):
        cells.read_boolean(cell)


COUNT = {"type": "count", "min": "1", "max": "9", "step": "2"}
NUMBER = {"type": "number", "min": "-1", "max": "1", "step": "1/4"}


@pytest.mark.parametrize(
    ("cell", "limits", "code"),
    [
        ("x", COUNT, "value_type"), (True, COUNT, "value_type"),
        (Q(1, 2), COUNT, "value_not_integer"),
        (Q(19, 2), COUNT, "value_not_integer"), (Q(0), COUNT, "value_below_minimum"),
        (Q(-1), {"type": "count"}, "value_below_minimum"), (Q(10), COUNT, "value_above_maximum"),
        (Q(2), COUNT, "value_off_step"),
        (Q(-2), NUMBER, "value_below_minimum"),
        (Q(1, 3), NUMBER, "value_off_step"), ("1.01", NUMBER, "value_above_maximum"),
        (Q(1), {"type": "number", "step": "2/3"}, "value_off_step"),
    ],
)  # fmt: skip
def test_wrong_numbers(cell: object, limits: Json, code: str) -> None:
    with pytest.raises(cells.WrongValueError, match=code):
        cells.read_number(cell, limits)


@pytest.mark.parametrize(
    ("cell", "limits"),
    [
        ("1", COUNT), ("9.0", COUNT), (Q(7), COUNT), (Q(-1), NUMBER), ("-3/4", NUMBER),
        ("1e0", NUMBER),
        (Q(-4), {"type": "number", "step": "2"}), (Q(10) ** 40, {"type": "count"}),
    ],
)  # fmt: skip
def test_right_numbers(cell: object, limits: Json) -> None:
    assert cells.read_number(cell, limits) == Q(cell)  # type: ignore[arg-type]


# ---- Rules --------------------------------------------------------------------------------------


def test_choice() -> None:
    rule = {"options": [{"id": "late", "points": "0.5"}, {"id": "2", "points": "1/3"}]}
    assert rules.choice(rule, "late") == Q(1, 2)
    assert rules.choice(rule, cells.read_choice(Q(2), rule["options"])) == Q(1, 3)
    for cell, code in (
        ("2.0", "choice_unknown"),
        (Q(1, 3), "choice_unknown"),
        (True, "value_type"),
    ):
        with pytest.raises(cells.WrongValueError, match=code):
            cells.read_choice(cell, rule["options"])


def test_yes_no() -> None:
    assert [rules.yes_no({"yes": "2", "no": "-1"}, answer) for answer in (True, False)] == [2, -1]


def test_all_of() -> None:
    rule = {"points": "2", "otherwise": "0.5"}
    assert rules.all_of(rule, {"q1": True, "q2": True}) == 2
    assert rules.all_of(rule, {"q1": True, "q2": False}) == Q(1, 2)


def test_checklist() -> None:
    rule = {"items": [{"id": "a", "points": "0.1"}, {"id": "b", "points": "0.2"}]}
    assert rules.checklist(rule, {"a": True, "b": True}) == Q(3, 10)
    assert rules.checklist(rule, {"a": False, "b": True}) == Q(1, 5)
    assert rules.checklist(rule, {"a": False, "b": False}) == 0


def test_bands() -> None:
    rule = {"steps": [
        {"above": "90", "points": "3"}, {"from": "70", "to": "90", "points": "2"},
        {"below": "70", "points": "1"},
    ]}  # fmt: skip
    edges = {"90.0001": 3, "90": 2, "70": 2, "69.9999": 1, "-5": 1}
    assert {x: rules.bands(rule, Q(x)) for x in edges} == edges


def test_proportional() -> None:
    rule = {"full_at": "80", "cut_off": {"below": "20", "points": "0.1"}, "cap": "3", "floor": "1"}
    answers = {"19.99": Q(1, 10), "20": Q(1), "40": Q(2), "50": Q(5, 2), "60": Q(3), "100": Q(3)}
    assert {x: rules.proportional(rule, Q(x), Q(4)) for x in answers} == answers
    rule["cut_off"] = {"to": "20", "points": "0.1"}
    assert rules.proportional(rule, Q(20), Q(4)) == Q(1, 10)
    assert rules.proportional({"full_at": "3"}, Q(-1), Q(2)) == Q(-2, 3)


def test_increments() -> None:
    rule = {"base": "1", "threshold": "20", "direction": "up", "step": "5", "points_each": "0.5"}
    rule |= {"partial_steps": "counted", "cap": "3"}
    answers = {"19": 1, "20": 1, "21": Q(11, 10), "25": Q(3, 2), "40": 3, "41": 3}
    assert {x: rules.increments(rule, Q(x)) for x in answers} == answers
    rule |= {"partial_steps": "dropped", "direction": "down"}
    answers = {"21": 1, "20": 1, "15.01": 1, "15": Q(3, 2), "0": 3, "-1": 3}
    assert {x: rules.increments(rule, Q(x)) for x in answers} == answers
    del rule["cap"]
    assert rules.increments(rule, Q(-80)) == 11


def test_quantities() -> None:
    values = {"a": Q(1), "b": Q(3), "z": Q(0)}
    assert rules.quantity({"value": "a"}, values) == 1
    assert rules.quantity({"ratio": ["a", "b"]}, values) == Q(1, 3)
    assert rules.quantity({"percent": ["a", "b"]}, values) == Q(100, 3)
    assert rules.quantity({"percent": ["a", "z"]}, values) is None


# ---- Policies and aggregations ------------------------------------------------------------------


def leaf(code: str, maximum: str, **more: object) -> Json:
    rule = {"direct": {"min": "0", "max": maximum}}
    return {"code": code, "max": maximum, "rule": rule, **more}


@pytest.mark.parametrize(
    ("policy", "result"),
    [
        ("zero", aggregations.Points(Q(0), Q(0), Q(3))), ("full", aggregations.Points(Q(3), Q(3), Q(3))),
        ("exclude", aggregations.EXCLUDED), ("error", aggregations.FAILED),
    ],
)  # fmt: skip
def test_policies(policy: str, result: aggregations.Result) -> None:
    faults = [("value_missing", "1")] if policy == "error" else []
    inherited = {"missing": policy, "markers": {}, "group": None}
    for cell in (None, ""):
        assert leaf_result(leaf("1", "3"), {"1": cell}, inherited) == (result, faults)
    assert leaf_result(leaf("1", "3"), {}, inherited) == (result, faults)


def points(value: str, maximum: str) -> aggregations.Points:
    return aggregations.Points(Q(value), Q(value), Q(maximum))


def test_sum() -> None:
    parts: list[aggregations.Part] = [
        ({"code": "1"}, points("1.5", "2")),
        ({"code": "2"}, points("-1", "3")),
    ]
    assert aggregations.add_up({}, {"max": "5"}, parts) == points("0.5", "5")


def test_weighted_mean() -> None:
    # 10 * (1/3 * 1/2 + 2/3 * 3/4) / 1 = 10 * (1/6 + 1/2) = 20/3
    parts: list[aggregations.Part] = [
        ({"weight": "1/3"}, points("1", "2")),
        ({"weight": "2/3"}, points("3", "4")),
        ({"weight": "0"}, points("9", "9")),
    ]
    assert aggregations.weighted_mean({"max": "10"}, parts) == points("20/3", "10")
    assert aggregations.weighted_mean({"max": "10"}, parts[2:]) == aggregations.EXCLUDED


def a_rubric(*nodes: Json, **more: object) -> Json:
    return {
        "max": "6", "aggregation": "sum", "missing": "error", "index_rounding": "exact",
        "nodes": nodes, **more,
    }  # fmt: skip


def test_one_failure_fails_all_above_and_nothing_beside() -> None:
    group = {
        "code": "g",
        "max": "4",
        "children": [leaf("g1", "2"), leaf("g2", "2", missing="exclude")],
    }
    [unit] = reference.score(
        a_rubric(group, leaf("h", "2")), [{"unit": "A", "g1": 1, "g2": "?", "h": 2}]
    )
    nothing = {"points": None, "max": None, "index": None}
    failed = {**nothing, "status": "error"}
    assert unit == {
        "unit": "A", "group": None, **nothing, "rank": None, "class": None,
        "nodes": {
            "g": failed,
            "g1": {"points": "1", "max": "2", "index": "50", "status": "ok"},
            "g2": failed,
            "h": {"points": "2", "max": "2", "index": "100", "status": "ok"},
        },
        "status": "error",
        "issues": [{"code": "value_type", "row": 1, "unit": "A", "field": "g2"}],
    }  # fmt: skip


def test_numbers_of_a_rubric_stay_text() -> None:
    text = '{"a": 0.10, "b": 1e-1, "c": 12345678901234567890, "d": [-1]}'
    assert reference.read_rubric(text) == {
        "a": "0.10",
        "b": "1e-1",
        "c": "12345678901234567890",
        "d": ["-1"],
    }
    assert reference.read_rubric({"a": 0.1}) == {"a": "0.1"}


# ---- Ranks --------------------------------------------------------------------------------------

HOW = {"on": "points", "stage": "exact", "ties": "competition", "tie_break": [], "within": "all"}
ROWS = [
    {"unit": unit, "group": group, "1": first, "2": second}
    for unit, group, first, second in (
        ("A", "x", 1, 2), ("B", "y", 2, 1), ("C", "x", 3, 3), ("D", "y", 0, 3), ("E", "x", 0, 0),
        ("F", "y", 2, 1),
    )
]  # fmt: skip


@pytest.mark.parametrize(
    ("how", "ranks"),
    [
        ({}, [2, 2, 1, 2, 6, 2]),
        ({"ties": "dense"}, [2, 2, 1, 2, 3, 2]),
        ({"ties": "ordinal"}, [2, 2, 1, 2, 6, 2]),
        ({"tie_break": ["2"]}, [3, 4, 1, 2, 6, 4]),
        ({"tie_break": ["2", "1"], "ties": "ordinal"}, [3, 4, 1, 2, 6, 4]),
        ({"tie_break": ["2"], "ties": "dense"}, [3, 4, 1, 2, 5, 4]),
        ({"within": "group"}, [2, 1, 1, 1, 3, 1]),
        ({"within": "group", "tie_break": ["1"], "ties": "dense"}, [2, 1, 1, 2, 3, 1]),
        ({"on": "index", "stage": "rounded"}, [2, 2, 1, 2, 6, 2]),
    ],
)
def test_ranks(how: Json, ranks: list[int]) -> None:
    assert reference.rank(a_rubric(leaf("1", "3"), leaf("2", "3")), ROWS, {**HOW, **how}) == ranks


def test_units_out_of_the_ranking() -> None:
    rubric = a_rubric(leaf("1", "6", missing="exclude"), ranking=HOW)
    rows: list[Json] = [
        {"unit": "A", "1": 6, "ranked": "no"}, {"unit": "B", "1": 5, "ranked": "yes"},
        {"unit": "C", "1": 7},
        {"unit": "D", "1": None}, {"unit": "E", "1": 4, "ranked": None},
        {"unit": "F", "1": 6, "ranked": False},
    ]  # fmt: skip
    assert reference.rank(rubric, rows) == [None, 1, None, None, 2, None]


def test_stages_of_ranking() -> None:
    half_up = {"digits": 0, "mode": "half_up"}
    rubric = a_rubric(leaf("1", "6", rounding=half_up), rounding=half_up, index_rounding=half_up)
    rows: list[Json] = [
        {"unit": "A", "1": "2.6"},
        {"unit": "B", "1": "3.4"},
        {"unit": "C", "1": "2.4"},
    ]

    def ranks(**how: object) -> list[int | None]:
        return reference.rank(rubric, rows, {**HOW, **how})

    # Points before the rounding of the total are still those of the rounded leaf: 3, 3, 2.
    assert ranks(stage="exact") == [1, 1, 3]
    assert ranks(stage="exact", tie_break=["1"]) == [2, 1, 3]
    assert ranks(stage="rounded", tie_break=["1"]) == [1, 1, 3]
