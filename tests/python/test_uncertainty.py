# SPDX-License-Identifier: MIT
"""Random choices of a table: draws that can be repeated and scored again, and estimates against enumerations."""

from __future__ import annotations

import copy
import json
from collections import Counter
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import parindex as px

np = pytest.importorskip("numpy")

from parindex.analysis._sampling import read_choices
from spread_cases import PATH, found

NOTHING: dict[str, Any] = dict.fromkeys(
    ("weights", "thresholds", "inputs", "policies", "roundings")
)
seeds = st.integers(0, 2**64 - 1)
STEPS = {
    "bands": {
        "on": {"value": "value"},
        "steps": [{"below": "50", "points": "0"}, {"from": "50", "points": "10"}],
    }
}


def document(**more: Any) -> dict[str, Any]:
    direct = {"direct": {"min": 0, "max": 10}}
    return {
        "parindex": 2, "id": "drawn", "edition": "2026", "max": 100,
        "aggregation": {"weighted_mean": {"weights_sum": 4}}, "missing": "zero",
        "index_rounding": {"digits": 2, "mode": "half_up"},
        "ranking": {"on": "index", "stage": "rounded", "ties": "competition", "within": "all"},
        "classes": {"on": "index", "stage": "rounded", "bands": [
            {"id": "low", "below": 50}, {"id": "middle", "from": 50, "below": 70}, {"id": "high", "from": 70},
        ]},
        "nodes": [
            {"code": "a", "max": 10, "weight": 2, "rule": direct},
            {"code": "b", "max": 10, "weight": 1, "rule": direct},
            {"code": "c", "max": 10, "weight": 1, "rule": STEPS,
             "inputs": [{"name": "value", "type": "number", "min": 0, "max": 100}]},
        ],
        **more,
    }  # fmt: skip


ROWS = [
    {"unit": "A", "a": 9, "b": 5, "c": 40},
    {"unit": "B", "a": 6, "b": 6, "c": 52},
    {"unit": "C", "a": 5, "b": None, "c": 70},
    {"unit": "D", "a": 7, "b": 8, "c": 49},
]
CHOICES: list[dict[str, Any]] = [
    {"weights": "any"},
    {"weights": 30},
    {"weights": {"a": 50, "c": 100}},
    {"thresholds": {"c/steps/1/from": 5}},
    {"thresholds": {"c/steps/1/from": {"percent": 10, "step": "0.5"}}},
    {"inputs": {"a": 1}},
    {"inputs": {"a": {"percent": 20, "step": "0.1", "truncate": True}}},
    {"inputs": {"a": {"deviation": "0.5", "step": "0.1"}}},
    {"inputs": {"c": {"sample": 100}}},
    {"inputs": {"c": {"sample": 100, "population": 1000}}},
    {"policies": {"missing": ["zero", "exclude", "full"]}},
    {"roundings": {"index_rounding/mode": ["half_up", "down"]}},
    {"weights": 10, "inputs": {"a": 1, "c": 3}, "policies": {"b/missing": ["zero", "exclude"]}},
]


def scored(**more: Any) -> px.Scores:
    return px.Rubric.from_json(document(**more)).compile().score(ROWS)


@pytest.mark.parametrize("choices", CHOICES)
def test_a_draw_is_a_rubric_and_a_table(choices: dict[str, Any]) -> None:
    found = scored().uncertainty(seed=5, draws=12, **choices)
    simulation = found.simulation
    assert simulation.ranks is not None
    for draw in range(12):
        again = simulation.scores(draw)
        ranks = [again.rank()[unit].rank or 0 for unit in again.units]
        assert simulation.ranks[draw].tolist() == ranks
        index = [float(unit.index) for unit in again]
        assert simulation.index[draw].tolist() == index
        printed = json.loads(simulation.rubric(draw).to_json())
        assert px.Rubric.from_json(printed).compile().fingerprint == again.plan.fingerprint


@pytest.mark.parametrize("choices", CHOICES)
def test_probabilities_add_up(choices: dict[str, Any]) -> None:
    found = scored().uncertainty(seed=6, draws=30, **choices)
    pairs = found.pairs()
    for at, one in enumerate(found.units):
        assert sum(found.rank_counts(one.unit).values()) == 30
        assert sum(bin.draws for bin in found.histogram(one.unit, bins=4)) == 30
        assert sum(one.classes.values()) == 1
        assert one.rank_low <= one.rank_median <= one.rank_high
        assert one.index_low <= one.index_median <= one.index_high
        for then, other in enumerate(found.units):
            ranks: Any = found.simulation.ranks
            ties = Fraction(int((ranks[:, at] == ranks[:, then]).sum()), 30)
            assert pairs[at][then] == found.ahead(one.unit, other.unit)
            assert pairs[at][then] + pairs[then][at] + ties == 1


@settings(max_examples=30, deadline=None)
@given(seeds, st.sampled_from(CHOICES))
def test_the_same_seed_gives_the_same_result(seed: int, choices: dict[str, Any]) -> None:
    one, two = (scored().uncertainty(seed=seed, draws=5, **choices) for _ in range(2))
    assert one.to_json() == two.to_json()


@settings(max_examples=30, deadline=None)
@given(seeds, st.sampled_from(CHOICES), st.integers(0, 20))
def test_draws_in_parts_are_the_draws_at_once(seed: int, choices: dict[str, Any], cut: int) -> None:
    drawn = read_choices(scored(), **{**NOTHING, **choices})
    whole = drawn.columns(seed, 0, 20)
    parts = [drawn.columns(seed, *rows) for rows in ((0, cut), (cut, 20 - cut))]
    for argument, columns in whole.items():
        for place, values in columns.items():
            pieces = [part[argument][place] for part in parts]
            if isinstance(values, dict):
                for unit, of_unit in values.items():
                    joined = np.concatenate([piece[unit] for piece in pieces])
                    assert of_unit.tolist() == joined.tolist()
            else:
                assert np.array(values).tolist() == np.concatenate(pieces).tolist()


def test_other_units_do_not_change_the_values_of_a_unit() -> None:
    choices = {"inputs": {"a": 1}}
    few = px.Rubric.from_json(document()).compile().score(ROWS[1:])
    one = scored().uncertainty(seed=3, draws=20, **choices).simulation
    other = few.uncertainty(seed=3, draws=20, **choices).simulation
    assert one.index[:, 1:].tolist() == other.index.tolist()


def test_estimates_converge_to_the_enumeration() -> None:
    """All 3 x 3 x 2 x 11 tables are scored one after the other."""
    scores = scored()
    counts: Counter[tuple[str, int]] = Counter()
    classes: Counter[tuple[str, str]] = Counter()
    cases = list(product((-1, 0, 1), (-1, 0, 1), ("zero", "exclude"), range(45, 56)))
    for shift, other, policy, end in cases:
        rubric = document(missing=policy)
        rubric["nodes"] = copy.deepcopy(rubric["nodes"])
        steps = rubric["nodes"][2]["rule"]["bands"]["steps"]
        steps[0]["below"] = steps[1]["from"] = str(end)
        rows = [dict(row) for row in ROWS]
        rows[0]["a"] += shift  # type: ignore[operator]
        rows[1]["a"] += other  # type: ignore[operator]
        found = px.Rubric.from_json(rubric).compile().score(rows)
        for entry in found.rank():
            counts[entry.unit, entry.rank or 0] += 1
        for unit, name in (found.classes() or {}).items():
            classes[unit, name or ""] += 1
    draws = 20_000
    found = scores.uncertainty(
        seed=11,
        draws=draws,
        inputs={"a": {"within": 1, "units": ["A", "B"]}},
        thresholds={"c/steps/1/from": 5},
        policies={"missing": ["zero", "exclude"]},
    )
    for one in found.units:
        for rank in range(1, 5):
            share = counts[one.unit, rank] / len(cases)
            assert found.rank_counts(one.unit).get(rank, 0) / draws == pytest.approx(
                share, abs=0.02
            )
        for name, estimate in one.classes.items():
            share = classes[one.unit, name] / len(cases)
            assert float(estimate) == pytest.approx(share, abs=0.02)


def test_any_weights_are_uniform() -> None:
    """Each of three weights has the mean 1/3 and the variance 1/18 of the whole; the largest is above half in 3/4."""
    found = scored().uncertainty(seed=2, draws=20_000, weights="any")
    assert found.choices == ("weights",)
    drawn = read_choices(scored(), **{**NOTHING, "weights": "any"}).columns(2, 0, 20_000)
    weights = np.array([drawn["weights"][code] for code in "abc"]) / 2**24
    assert weights.sum(axis=0).tolist() == [1.0] * 20_000
    assert weights.mean(axis=1) == pytest.approx([1 / 3] * 3, abs=0.01)
    assert weights.var(axis=1) == pytest.approx([1 / 18] * 3, abs=0.003)
    assert (weights.max(axis=0) > 0.5).mean() == pytest.approx(0.75, abs=0.02)


def test_classes_of_exact_figures_and_of_quotas() -> None:
    exact = document()["classes"] | {"stage": "exact"}
    quota = {
        "on": "index", "stage": "rounded", "quota": {"rounding": "down", "ties": "better", "within": "all"},
        "bands": [{"id": "best", "percent": 25}, {"id": "rest"}],
    }  # fmt: skip
    for classes, more in ((exact, {}), (exact, {"index_rounding": "exact"}), (quota, {})):
        found = scored(classes=classes, **more).uncertainty(seed=4, draws=40, weights="any")
        expected = Counter(
            (unit, name)
            for draw in range(40)
            for unit, name in (found.simulation.scores(draw).classes() or {}).items()
        )
        for one in found.units:
            assert {name: int(share * 40) for name, share in one.classes.items() if share} == {
                name: count for (unit, name), count in expected.items() if unit == one.unit
            }


def test_statistics_that_were_given_are_of_one_rubric() -> None:
    share = {"divide": ["value", {"cohort": {"of": "value", "statistic": "max", "within": "all"}}]}
    relative = document()
    relative["nodes"][0] = {
        "code": "a", "max": 10, "weight": 2, "inputs": [{"name": "value", "type": "number", "min": 0}],
        "rule": {"proportional": {"on": {"formula": share, "when_zero": "zero"}, "full_at": 1, "cap": 10}},
    }  # fmt: skip
    plan = px.Rubric.from_json(relative).compile()
    scores = plan.score(ROWS[:2], cohort=plan.cohort(ROWS))
    for call in (
        lambda: scores.uncertainty(seed=1, weights=5),
        lambda: scores.sensitivity(seed=1, weights=5),
        scores.conventions,
    ):
        with pytest.raises(px.Error, match="belong to one rubric"):
            call()
    found = scores.uncertainty(seed=1, draws=5, inputs={"a": {"within": 1}})
    again = found.simulation.scores(3)
    assert found.simulation.index[3].tolist() == [float(unit.index) for unit in again]


def test_a_rubric_without_a_ranking_is_ranked_by_its_index() -> None:
    plain = document()
    del plain["ranking"]
    scores = px.Rubric.from_json(plain).compile().score(ROWS)
    found = scores.uncertainty(seed=1, draws=10, inputs={"a": 1})
    assert [one.rank for one in found.units] == [2, 1, 4, 3]
    assert {rank for one in found.units for rank in found.rank_counts(one.unit)} <= {1, 2, 3, 4}


def test_sets_of_weights_start_with_the_first() -> None:
    sets = document(weight_sets=["own", "other"])
    for node in sets["nodes"]:
        node["weight"] = {"own": node["weight"], "other": "1"}
    sets["aggregation"] = "weighted_mean"
    one = px.Rubric.from_json(sets).compile().score(ROWS)
    other = scored(aggregation="weighted_mean")
    ranks = [
        each.uncertainty(seed=9, draws=25, weights=40).simulation.ranks for each in (one, other)
    ]
    assert ranks[0].tolist() == ranks[1].tolist()


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({}, "value_unexpected", "say what is drawn"),
    ({"weights": 101}, "value_above_maximum", "with more than 100 percent"),
    ({"weights": {"a": "any"}}, "value_unexpected", '"any" is for a node'),
    ({"weights": {"": 5}}, "value_unexpected", '"any" is for a node'),
    ({"weights": {"z": 5}}, "code_unknown", "no node"),
    ({"weights": "much"}, "value_type", "not a number"),
    ({"inputs": {"a": 2}}, "value_unexpected", "the values of A would go from 7 to 11"),
    ({"inputs": {"z": 2}}, "column_unknown", "no data column"),
    ({"inputs": {"a": {"within": 1, "percent": 1}}}, "value_unexpected", "exactly one of"),
    ({"inputs": {"a": {"within": 1, "step": 0}}}, "value_unexpected", "not above 0"),
    ({"inputs": {"a": {"far": 1}}}, "key_unknown", "no option"),
    ({"inputs": {"a": {"within": 1, "units": ["X"]}}}, "unit_unknown", "no unit"),
    ({"inputs": {"a": {"sample": "1.5"}}}, "value_unexpected", "a whole number"),
    ({"inputs": {"a": {"sample": 9, "population": 8}}}, "value_unexpected", "a whole number"),
    ({"inputs": {"a": {"sample": 9, "whole": 8}}}, "value_unexpected", "is no share of 8"),
    ({"thresholds": {"c/steps/9/from": 1}}, "key_unknown", "c/steps/1/from"),
    ({"thresholds": {"z/full_at": 1}}, "code_unknown", "no node"),
    ({"thresholds": {"c/steps/1/from": {"within": 1, "step": 2}}}, "value_unexpected", "shorter"),
    ({"policies": {"missing": ["zero"]}}, "value_unexpected", "at least two options"),
    ({"policies": {"missing": ["zero", "sometimes"]}}, "word_unknown", "no policy"),
]  # fmt: skip


@pytest.mark.parametrize(("choices", "code", "said"), WRONG)
def test_bad_distributions_are_named(choices: dict[str, Any], code: str, said: str) -> None:
    for call in (scored().uncertainty, scored().sensitivity):
        with pytest.raises(px.DataError) as caught:
            call(seed=1, **choices)
        assert any(issue.code == code and said in issue.message for issue in caught.value.issues)


def test_a_seed_and_numbers_are_checked() -> None:
    scores = scored()
    with pytest.raises(px.Error, match=r"^seed is missing"):
        scores.uncertainty(weights=5)
    with pytest.raises(px.Error, match=r"^seed is missing"):
        scores.sensitivity(weights=5)
    with pytest.raises(px.Error, match="draws must be at least 1"):
        scores.uncertainty(seed=1, draws=0, weights=5)
    with pytest.raises(px.Error, match="level must be a percentage"):
        scores.uncertainty(seed=1, level=100, weights=5)
    found = scores.uncertainty(seed=1, draws=3, weights=5)
    with pytest.raises(KeyError, match="no unit"):
        found.rank_counts("Z")
    with pytest.raises(KeyError, match="no unit"):
        found["Z"]
    with pytest.raises(px.Error, match="bins must be at least 1"):
        found.histogram("A", bins=0)


# ---- sensitivity --------------------------------------------------------------------------------


def test_indices_of_a_sum_are_the_shares_of_its_parts() -> None:
    """Errors of ±1 and ±2, on whole numbers, with the weights 2 and 1: variances 2/3 · 4 and 2 · 1."""
    rows = [
        {"unit": "A", "a": 5, "b": 5, "c": 65},
        {"unit": "B", "a": 5, "b": 5, "c": 20},
        {"unit": "C", "a": 5, "b": 5, "c": 80},
    ]
    scores = px.Rubric.from_json(document()).compile().score(rows)
    found = scores.sensitivity(
        seed=3, samples=2000, inputs={"a": 1, "b": 2, "c": {"within": 10}}, level=99.9
    )
    share = (8 / 3) / (8 / 3 + 2)
    for index, expected in zip(found.of_index("A"), (share, 1 - share), strict=False):
        assert index.first == pytest.approx(expected, abs=0.08)
        assert index.total == pytest.approx(expected, abs=0.08)
    assert found.of_index("B")[2].total == 0  # c stays below 50
    assert found.draws == 2000 * 5
    assert [one.factor for one in found.shift] == ["inputs a", "inputs b", "inputs c"]


def test_discrete_choices_have_indices() -> None:
    found = scored().sensitivity(
        seed=8, samples=400,
        policies={"missing": ["zero", "full"]}, roundings={"index_rounding/mode": ["half_up", "down"]},
    )  # fmt: skip
    policy, rounding = found.of_index("C")
    assert policy.total == pytest.approx(1, abs=0.1)
    assert rounding.total == pytest.approx(0, abs=0.01)
    assert found.of_index("A") == ()  # nothing changes it
    with pytest.raises(KeyError):
        found.of_rank("Z")


@settings(max_examples=30, deadline=None)
@given(seeds)
def test_sensitivity_can_be_repeated(seed: int) -> None:
    one, two = (
        scored().sensitivity(seed=seed, samples=8, resamples=5, weights=20, inputs={"a": 1})
        for _ in range(2)
    )
    assert one.to_json() == two.to_json()
    assert one.to_dicts() == two.to_dicts()


@pytest.mark.parametrize(
    "case",
    json.loads(PATH.read_text(encoding="utf-8")),
    ids=lambda case: json.dumps(case["weights"]),
)
def test_the_file_for_cpp_is_up_to_date(case: dict[str, Any]) -> None:
    """C++ is compared with this file."""
    assert found(case) == case["found"], "run: python tests/python/spread_cases.py"
