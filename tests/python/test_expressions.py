# SPDX-License-Identifier: MIT
"""Dates from every kind of data, and statistics over other units, from Python."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

import parindex as px
from leaders import TEN_FOR_THE_BEST

Json = dict[str, Any]


def a_rubric(*nodes: Json, **more: Any) -> px.Rubric:
    total = sum(Decimal(node["max"]) for node in nodes)
    top = {"parindex": 1, "id": "t", "edition": "1", "max": str(total), "aggregation": "sum"}
    top |= {"missing": "error", "index_rounding": "exact", "nodes": list(nodes)}
    return px.Rubric.from_json({**top, **more})


DEADLINE: Json = {
    "code": "1",
    "max": "2",
    "inputs": [{"name": "sent", "type": "date"}],
    "rule": {
        "formula": {
            "cases": [{"when": {"of": "sent", "to": "2026-06-30"}, "points": 2}, {"points": 0}]
        }
    },
}
LEADER: Json = {
    "code": "1",
    "max": "10",
    "inputs": [{"name": "value", "type": "number", "min": 0}],
    "rule": TEN_FOR_THE_BEST,
}


def test_dates_of_python() -> None:
    plan = a_rubric(DEADLINE).compile()
    midnight = dt.datetime(2026, 6, 30)
    for good in (dt.date(2026, 6, 30), midnight, "2026-06-30"):
        assert plan.score({"1.sent": good})["unit"].points == 2
    for bad in (midnight.replace(hour=12), "30/06/2026", 20260630, True, "2026-02-30"):
        [issue] = plan.score({"1.sent": bad}).issues
        assert issue.code == "value_type"
        assert issue.expected == "a date from 0001-01-01 to 9999-12-31"


def test_dates_of_numpy() -> None:
    np = pytest.importorskip("numpy")
    plan = a_rubric(DEADLINE).compile()
    for unit in ("D", "s", "ns"):
        days = np.array(["2026-06-30", "2026-07-01"], dtype=f"datetime64[{unit}]")
        scores = plan.score({"unit": ["A", "B"], "1.sent": days})
        assert [scores[name].points for name in "AB"] == [2, 0]


def test_dates_of_pandas() -> None:
    pd = pytest.importorskip("pandas")
    plan = a_rubric({**DEADLINE, "missing": "exclude"}).compile()
    sent = pd.to_datetime(pd.Series(["2026-06-30", None, "2026-07-01"]))
    scores = plan.score(pd.DataFrame({"unit": ["A", "B", "C"], "1.sent": sent}))
    assert [scores[name].points for name in "ABC"] == [2, None, 0]
    assert scores.issues == ()


def test_dates_of_arrow() -> None:
    pa = pytest.importorskip("pyarrow")
    plan = a_rubric(DEADLINE).compile()
    days = [dt.date(2026, 6, 30), dt.date(2026, 7, 1)]
    for kind in (pa.date32(), pa.date64()):
        table = pa.table({"unit": ["A", "B"], "1.sent": pa.array(days, kind)})
        scores = plan.score(table)
        assert [scores[name].points for name in "AB"] == [2, 0]


def test_a_cohort_is_passed_on() -> None:
    plan = a_rubric(LEADER).compile()
    assert [each.text for each in plan.statistics] == ["max(value over all units)"]
    rows = [{"unit": "A", "1": 40}, {"unit": "B", "1": 10}]
    whole = plan.score(rows)
    assert whole["B"].points == Decimal("2.5")
    assert whole.explain("B").find("1").statistics == {"max(value over all units)": 40}
    assert "max(value over all units) = 40" in whole.explain("B").to_text()

    assert plan.score({"1": 20}).issues[0].code == "cohort_missing"
    assert plan.score({"1": 20}, cohort=whole.cohort)["unit"].points == 5
    for batch in plan.score_batches([rows, rows]):
        assert {issue.code for issue in batch.issues} == {"cohort_missing"}
    [batch] = plan.score_batches([rows[:1]], cohort=whole.cohort)
    assert batch["A"].points == 10


def test_a_cohort_of_another_rubric_is_refused() -> None:
    plan = a_rubric(LEADER).compile()
    other = a_rubric(LEADER, edition="2").compile()
    cohort = other.score([{"unit": "A", "1": 40}, {"unit": "B", "1": 10}]).cohort
    with pytest.raises(px.DataError) as caught:
        plan.score({"1": 20}, cohort=cohort)
    assert [issue.code for issue in caught.value.issues] == ["cohort_missing"]


def test_threads_change_no_statistic() -> None:
    plan = a_rubric(LEADER).compile()
    data = {"unit": [f"U{n}" for n in range(9000)], "1": [n / 8 for n in range(9000)]}
    digests = {plan.score(data, threads=threads).digest for threads in (1, 2)}
    assert len(digests) == 1


# ---- conditions that test one input in several ways ----------------------------------------------


def leaf_of(conditions: list[Json], inputs: list[Json]) -> Json:
    """One point if the first condition is true, none if one of the others is."""
    cases = [{"when": when, "points": 1 if i == 0 else 0} for i, when in enumerate(conditions)]
    return {"code": "1", "max": "1", "inputs": inputs, "rule": {"formula": {"cases": cases}}}


REST = {"subtract": [100, "rate"]}
TWICE = {"multiply": [2, "rate"]}


@pytest.mark.parametrize(
    ("kind", "conditions", "codes"),
    [
        # 100 - rate > 50 where rate < 50: together they contain everything.
        ("number", [{"of": "rate", "from": 50}, {"of": REST, "above": 50}], []),
        ("number", [{"of": "rate", "from": 60}, {"of": REST, "above": 50}], ["cases_gap"]),
        ("number", [{"of": "rate", "above": 50}, {"of": REST, "above": 50}], ["cases_gap"]),
        # There is no count between 3 and 3.5.
        ("count", [{"of": "rate", "to": 3}, {"of": TWICE, "from": 7}], []),
        ("number", [{"of": "rate", "to": 3}, {"of": TWICE, "from": 7}], ["cases_gap"]),
        (
            "number",
            [{"of": "rate", "from": 50}, {"of": REST, "below": 40}, {"of": REST, "above": 50}],
            ["case_unreachable"],
        ),
    ],
)
def test_conditions_on_one_input_are_proven_together(
    kind: str, conditions: list[Json], codes: list[str]
) -> None:
    leaf = leaf_of(conditions, [{"name": "rate", "type": kind, "min": 0, "max": 100}])
    try:
        found = a_rubric(leaf).warnings
    except px.RubricError as error:
        found = error.issues
    assert [issue.code for issue in found] == codes


BEHIND = {"subtract": ["planned", "done"]}
AHEAD = {"subtract": ["done", "planned"]}
ALL = {"add": ["done", "planned"]}
SQUARE = {"multiply": ["done", "done"]}


@pytest.mark.parametrize(
    ("conditions", "issue"),
    [
        # done - planned is planned - done with the opposite sign, and half of it has half the
        # slope.
        ([{"of": AHEAD, "from": 0}, {"of": BEHIND, "above": 0}], None),
        ([{"of": {"divide": [AHEAD, 2]}, "from": 1}, {"of": BEHIND, "above": -2}], None),
        (
            [{"of": AHEAD, "above": 0}, {"of": BEHIND, "above": 0}],
            ("cases_gap", "No case applies to done = 0, planned = 0"),
        ),
        # Not in one proportion: values that show the gap are found by trying.
        (
            [{"of": ALL, "from": 10}, {"of": "done", "below": 5}],
            ("cases_gap", "No case applies to done = 5, planned = 0"),
        ),
        # 2 squared is 4, which is not detected; finding no values proves nothing.
        (
            [{"of": SQUARE, "from": 4}, {"of": "done", "below": 2}],
            (
                "cases_unproven",
                "No case applies to done * done = 0, done = 2; it may be impossible, but that cannot be proven",
            ),
        ),
        ([{"of": SQUARE, "from": 4}, {"of": "done", "below": 1}], ("cases_gap", "done = 1")),
    ],
)
def test_conditions_on_several_inputs_are_proven_or_shown(
    conditions: list[Json], issue: tuple[str, str] | None
) -> None:
    inputs = [{"name": name, "type": "count", "max": 100} for name in ("done", "planned")]
    leaf = leaf_of(conditions, inputs)
    found: list[px.Issue] = []
    try:
        a_rubric(leaf)
    except px.RubricError as error:
        found = [each for each in error.issues if each.code.startswith("cases_")]
    if issue is None:
        assert not found
    else:
        assert [each.code for each in found] == [issue[0]]
        assert issue[1] in found[0].message
