# SPDX-License-Identifier: MIT
"""Proposed weights against plain formulas, scikit-criteria and published examples; outliers against a plain loop."""

from __future__ import annotations

import inspect
import json
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import parindex as px
from parindex.analysis._weighting import RANDOM_INDEX, perron, rounded
from parindex.analysis.outliers import shape_of
from random_runs import run

Json = dict[str, Any]


def table(rows: list[list[Any]], kind: str = "weighted_mean", **more: Any) -> px.Scores:
    """Marks from 0 to 10 below one node."""
    count = len(rows[0])
    nodes = [
        {"code": chr(97 + at), "max": 10, "rule": {"direct": {"min": 0, "max": 10}}}
        for at in range(count)
    ]
    if kind == "weighted_mean":
        nodes = [{**node, "weight": 1} for node in nodes]
    document = {
        "parindex": 1, "id": "t", "edition": "1", "max": 10 * count, "aggregation": kind,
        "missing": "exclude", "index_rounding": "exact",
        "ranking": {"on": "index", "stage": "exact", "ties": "competition", "within": "all"},
        "nodes": nodes, **more,
    }  # fmt: skip
    data = [
        {"unit": f"u{at}", **{chr(97 + place): value for place, value in enumerate(row)}}
        for at, row in enumerate(rows)
    ]
    return px.Rubric.from_json(document).compile().score(data)


def weights(found: px.WeightProposal) -> list[Fraction]:
    return [Fraction(one.proposed) for one in found.weights]


marks = st.integers(0, 10)
tables = st.integers(2, 5).flatmap(
    lambda count: st.lists(st.lists(marks, min_size=count, max_size=count), min_size=3, max_size=9)
)


@run(60)
@given(tables, st.sampled_from(["entropy", "critic"]))
def test_weights_are_those_of_the_plain_formulas(rows: list[list[int]], method: Any) -> None:
    scores = table(rows)
    found = scores.proposed_weights(method=method, decimals=6)
    data = np.array(rows, dtype=float)
    count = len(rows)
    if method == "entropy":
        raw = []
        for column in data.T:
            p = column / column.sum() if column.sum() else column
            p = p[p > 0]
            constant = len(set(column)) == 1
            raw.append(0.0 if constant else 1 + float((p * np.log(p)).sum()) / np.log(count))
    else:
        varying = [at for at in range(data.shape[1]) if len(set(data[:, at])) > 1]
        raw = [0.0] * data.shape[1]
        for at in varying:
            far = data[:, at].max() - data[:, at].min()
            conflict = sum(
                1 - np.corrcoef(data[:, at], data[:, b])[0, 1] for b in varying if b != at
            )
            raw[at] = float(data[:, at].std() / far * conflict)
    if sum(raw) < 1e-9:
        assert not found.weights or max(raw) < 1e-9
        return
    assert sum(weights(found)) == 1
    for made, expected in zip(weights(found), raw, strict=True):
        assert abs(float(made) - expected / sum(raw)) <= 1.0000001e-6


@run(40)
@given(tables)
def test_components_are_squares_of_the_first_eigenvector(rows: list[list[int]]) -> None:
    scores = table(rows)
    found = scores.proposed_weights(method="components", decimals=3)
    data = np.array(rows, dtype=float)
    if not found.weights:
        assert found.left_out
        return
    varying = [at for at in range(data.shape[1]) if len(set(data[:, at])) > 1]
    first = np.linalg.eigh(np.corrcoef(data[:, varying].T))[1][:, -1] ** 2
    assert sum(weights(found)) == 1
    for at, expected in zip(varying, first, strict=True):
        assert abs(float(weights(found)[at]) - expected) <= 1.01e-3


@run(100)
@given(st.lists(st.fractions(0, 1, max_denominator=99), min_size=1, max_size=9), st.integers(1, 6))
def test_rounded_weights_add_up_to_one(parts: list[Fraction], decimals: int) -> None:
    whole = sum(parts)
    if not whole:
        return
    exact = [one / whole for one in parts]
    made = rounded(exact, decimals)
    grid = 10**decimals
    assert sum(made) == 1
    assert all((one * grid).denominator == 1 for one in made)
    assert all(abs(one - two) < Fraction(1, grid) for one, two in zip(made, exact, strict=True))


# ---- pairwise comparison ------------------------------------------------------------------------


def judged(matrix: list[list[Fraction]]) -> dict[str, dict[str, Any]]:
    names = [chr(97 + at) for at in range(len(matrix))]
    return {
        names[one]: {names[other]: matrix[one][other] for other in range(one + 1, len(matrix))}
        for one in range(len(matrix) - 1)
    }


def reciprocal(upper: list[Fraction], count: int) -> list[list[Fraction]]:
    made = [[Fraction(1)] * count for _ in range(count)]
    given_numbers = iter(upper)
    for one in range(count):
        for other in range(one + 1, count):
            made[one][other] = next(given_numbers)
            made[other][one] = 1 / made[one][other]
    return made


SAATY = [Fraction(one) for one in ("1/9", "1/5", "1/3", "1/2", "1", "2", "3", "5", "9")]


@run(60)
@given(st.integers(2, 6), st.data())
def test_the_eigenvector_of_judgements_is_that_of_numpy(count: int, data: Any) -> None:
    upper = [data.draw(st.sampled_from(SAATY)) for _ in range(count * (count - 1) // 2)]
    matrix = reciprocal(upper, count)
    found = perron(matrix)
    values, vectors = np.linalg.eig(np.array([[float(one) for one in row] for row in matrix]))
    at = int(values.real.argmax())
    vector = abs(vectors[:, at].real)
    assert float(found.low) - 1e-9 <= values[at].real <= float(found.high) + 1e-9
    assert found.high - found.low < Fraction(1, 10**25)
    assert np.allclose([float(one) for one in found.raw.weights], vector / vector.sum(), atol=1e-9)
    assert found.raw.error < 1e-20
    assert sum(found.raw.weights) == 1


def test_consistent_judgements_give_their_weights_exactly() -> None:
    wanted = [Fraction(1, 2), Fraction(3, 10), Fraction(1, 5)]
    matrix = [[one / other for other in wanted] for one in wanted]
    found = table([[1, 2, 3], [3, 2, 2]]).proposed_weights(
        method="pairwise", judgements=judged(matrix)
    )
    assert weights(found) == wanted
    (said,) = found.consistency
    assert (said.eigenvalue, said.ratio, said.acceptable) == (3, 0, True)


def test_a_published_example_of_the_process() -> None:
    # Saaty 1980: choosing a house, eight criteria; T. L. Saaty, "How to make a decision" (1990), table 2:
    # eigenvector 0.173 0.054 0.188 0.018 0.031 0.036 0.167 0.333, λ = 9.669, C.I. = 0.238, C.R. = 0.169.
    rows = [
        "5 3 7 6 6 1/3 1/4", "1/3 5 3 3 1/5 1/7", "6 3 4 6 1/5", "1/3 1/4 1/7 1/8", "1/2 1/5 1/6", "1/5 1/6", "1/2",
    ]  # fmt: skip
    upper = [Fraction(one) for row in rows for one in row.split()]
    found = table([[1] * 8, [2] * 8]).proposed_weights(
        method="pairwise", judgements=judged(reciprocal(upper, 8)), decimals=3
    )
    published = [Fraction(one, 1000) for one in (173, 54, 188, 18, 31, 36, 167, 333)]
    assert all(
        abs(one - two) <= Fraction(1, 1000)
        for one, two in zip(weights(found), published, strict=True)
    )
    (said,) = found.consistency
    assert f"{said.eigenvalue:.3f}" == "9.669"
    assert f"{said.consistency_index:.3f}" == "0.238"
    assert f"{said.ratio:.3f}" == "0.169"
    assert not said.acceptable
    assert RANDOM_INDEX[:8] == ("0", "0", "0.58", "0.90", "1.12", "1.24", "1.32", "1.41")


# ---- scikit-criteria ----------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["critic", "entropy"])
def test_weights_are_those_of_scikit_criteria(method: Any) -> None:
    skc = pytest.importorskip("skcriteria")
    weighters = pytest.importorskip("skcriteria.preprocessing.weighters")
    rows = [[7, 5, 9], [8, 4, 1], [2, 9, 3], [5, 5, 6], [1, 2, 8]]
    critic = weighters.CRITIC if hasattr(weighters, "CRITIC") else weighters.Critic
    weighter = critic() if method == "critic" else weighters.EntropyWeighter()
    theirs = weighter.transform(skc.mkdm(rows, [max, max, max])).weights.to_numpy()
    ours = weights(table(rows).proposed_weights(method=method, decimals=9))
    if method == "entropy" and "1 - entropy" not in inspect.getsource(weighters.entropy_weights):
        # Before 0.9, scikit-criteria weighs by the entropy itself, so that the most even column weighs most.
        assert [float(one) for one in ours] != pytest.approx(list(theirs), abs=1e-3)
    else:
        assert [float(one) for one in ours] == pytest.approx(list(theirs), abs=2e-9)


def test_rank_reversals_are_those_of_scikit_criteria() -> None:
    """A weighted mean of shares of the best unit: without the best one, the others change places in both."""
    skc = pytest.importorskip("skcriteria")
    simple = pytest.importorskip("skcriteria.agg.simple")
    values = [(2, 70), (4, 45), (10, 0)]
    leader = {"formula": {"divide": ["value", {"cohort": {"of": "value", "statistic": "max", "within": "all"}}]},
              "when_zero": "zero"}  # fmt: skip
    nodes = [
        {"code": code, "max": 1, "weight": 1, "inputs": [{"name": "value", "type": "number", "min": 0}],
         "rule": {"proportional": {"on": leader, "full_at": 1, "cap": 1}}}
        for code in ("a", "b")
    ]  # fmt: skip
    rubric = px.Rubric.from_json(
        {
            "parindex": 2, "id": "r", "edition": "1", "max": 1, "aggregation": "weighted_mean", "missing": "error",
            "index_rounding": "exact", "nodes": nodes,
            "ranking": {"on": "points", "stage": "exact", "ties": "competition", "within": "all"},
        }
    )  # fmt: skip
    data = [{"unit": str(at), "a": a, "b": b} for at, (a, b) in enumerate(values)]
    scores = rubric.compile().score(data)

    def order(rows: list[tuple[int, int]]) -> list[int]:
        shares = np.array(rows) / np.array(rows).max(axis=0)
        matrix = skc.mkdm(shares, [max, max], weights=[0.5, 0.5])
        return list(simple.WeightedSumModel().evaluate(matrix).rank_)

    whole = order(values)
    found = {(one.removed, one.first, one.second) for one in scores.rank_reversals()}
    expected = set()
    for gone in range(3):
        kept = [at for at in range(3) if at != gone]
        first, second = sorted(kept, key=lambda at: whole[at])
        after = order([values[at] for at in kept])
        if after[kept.index(first)] > after[kept.index(second)]:
            expected.add((str(gone), str(first), str(second)))
    assert found == expected
    assert expected


# ---- sets of weights ----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["weighted_mean", "mean", "sum"])
def test_a_proposal_is_a_set_of_weights(kind: str) -> None:
    scores = table([[7, 5, 9], [8, 4, 1], [2, 9, 3], [5, 5, 6]], kind)
    found = scores.proposed_weights(method="critic", decimals=2)
    assert found.rubric.weight_sets == ("rubric", "critic")
    # Its own weights give the result; the proposed ones give the weighted mean.
    assert [one.points for one in found.base] == [one.points for one in scores]
    for one in found.scores:
        shares = [Fraction(one[code].points or 0) / 10 for code in "abc"]
        parts = [w * share for w, share in zip(weights(found), shares, strict=True)]
        assert Fraction(one.points or 0) == 30 * sum(parts)
    again = found.base.proposed_weights(method="entropy")
    assert again.rubric.weight_sets == ("rubric", "critic", "entropy")
    twice = again.base.proposed_weights(method="entropy")
    assert twice.name == "entropy-2"
    compared = found.base.replay(found.rubric.with_weights("critic").compile())
    assert [one.after for one in compared.comparison] == [one.after for one in found.comparison]
    assert all(Fraction(one.now) == Fraction(1, 3) for one in found.weights)


def test_weights_that_must_add_up_keep_their_sum() -> None:
    scores = table([[7, 5], [8, 4], [2, 9]], aggregation={"weighted_mean": {"weights_sum": 2}})
    found = scores.proposed_weights(decimals=2)
    first = found.rubric.find("a")
    assert first is not None
    assert Fraction(str(first["weight"]["entropy"])) == 2 * weights(found)[0]


def test_a_sum_with_nodes_that_do_not_apply_says_so() -> None:
    scores = table([[7, 5, 9], [8, None, 1], [2, 9, 3], [5, 5, 6]], "sum")
    said = scores.proposed_weights().to_text(language="en")
    assert "1 of 4 units have other figures" in said
    assert "đề xuất" in scores.proposed_weights().to_text(language="vi")


def test_mistakes_are_named() -> None:
    scores = table([[7, 5, 9], [8, 4, 1], [2, 9, 3]])
    with pytest.raises(px.Error, match="method"):
        scores.proposed_weights(method="guess")  # type: ignore[arg-type]
    bad = {"a": {"b": 0, "z": 2, "a": 1}, "b": 3, "c": {"a": 2, "b": "x"}}
    with pytest.raises(px.DataError) as caught:
        scores.proposed_weights(method="pairwise", judgements=bad)  # type: ignore[arg-type]
    assert [one.code for one in caught.value.issues] == [
        "value_unexpected", "code_unknown", "value_unexpected", "value_unexpected", "value_type", "value_unexpected",
        "value_unexpected",
    ]  # fmt: skip
    with pytest.raises(px.DataError, match="contradict"):
        scores.proposed_weights(
            method="pairwise", judgements={"a": {"b": 2, "c": 1}, "b": {"a": 2, "c": 1}}
        )
    with pytest.raises(px.DataError, match="needs judgements"):
        scores.proposed_weights(method="pairwise")
    with pytest.raises(px.DataError, match="only"):
        scores.proposed_weights(judgements={"a": {"b": 1}})
    with pytest.raises(px.DataError, match="two or more"):
        scores.proposed_weights(nodes=["a"])
    with pytest.raises(px.DataError, match="whole number"):
        scores.proposed_weights(decimals=13)
    same = table([[1, 1], [1, 1]]).proposed_weights()
    assert same.weights == ()
    assert set(same.left_out) == {""}
    assert "no proposal" in same.to_text(language="en")


def test_a_proposal_is_shown_and_written() -> None:
    found = table([[7, 5, 9], [8, 4, 1], [2, 9, 3]]).proposed_weights(
        method="pairwise", judgements={"a": {"b": 3, "c": 5}, "b": {"c": 3}}
    )
    assert "Saaty" in found.to_text(language="en")
    assert "tỷ số nhất quán" in found.to_html(language="vi")
    document = json.loads(found.to_json())
    assert document["consistency"][0]["random_index"] == "0.58"
    assert len(document["units"]) == 3


# ---- outliers -----------------------------------------------------------------------------------


@run(60)
@given(st.lists(st.integers(0, 50), min_size=4, max_size=20))
def test_skewness_and_kurtosis_are_those_of_samples(values: list[int]) -> None:
    found = shape_of(values)
    data = np.array(values, dtype=float)
    count = len(values)
    if found is None:
        assert len(set(values)) == 1
        return
    moved = data - data.mean()
    m2, m3, m4 = ((moved**power).mean() for power in (2, 3, 4))
    skew = m3 / m2**1.5 * np.sqrt(count * (count - 1)) / (count - 2)
    kurtosis = ((count + 1) * (m4 / m2**2 - 3) + 6) * (count - 1) / ((count - 2) * (count - 3))
    assert float(found.signed_square) == pytest.approx(np.sign(skew) * skew**2, abs=1e-7)
    assert float(found.kurtosis) == pytest.approx(kurtosis, abs=1e-7)


def quantity(rule: Json, values: list[Any], **more: Any) -> px.Scores:
    rubric = px.Rubric.from_json(
        {
            "parindex": 2, "id": "q", "edition": "1", "max": 10, "aggregation": "sum", "missing": "zero",
            "index_rounding": "exact", "nodes": [
                {"code": "1", "max": 10, "inputs": [{"name": "value", "type": "number", "min": 0}], "rule": rule, **more}],
            "ranking": {"on": "points", "stage": "exact", "ties": "competition", "within": "all"},
        }
    )  # fmt: skip
    return rubric.compile().score([{"unit": str(at), "1": one} for at, one in enumerate(values)])


def statistic(name: str, **more: Any) -> Json:
    return {"cohort": {"of": "value", "statistic": name, "within": "all", **more}}


VALUES = [*range(1, 13), 900, 2000, None]


def test_the_treatment_is_the_step_of_the_format() -> None:
    plain = {"on": {"value": "value"}, "low": statistic("min"), "high": statistic("max"),
             "outside": "clamp", "scale": "linear", "when_zero": "full"}  # fmt: skip
    scores = quantity({"goalposts": plain}, VALUES)
    found = scores.outlier_effects()
    (one,) = found.treated
    assert (one.lowest, one.highest, one.low, one.high) == (0, 2, 1, 12)
    assert one.solved
    step = one.step
    high = step["winsorise"]["high"]
    treated = {**plain, "on": {"formula": step}, "high": high, "low": step["winsorise"]["low"]}
    by_rule = quantity({"goalposts": treated}, VALUES)
    assert [a.points for a in by_rule] == [b.points for b in found.comparison.after]
    assert found.tested == ("1",)
    assert scores.outlier_effects(most=1).treated[0].solved is False
    assert scores.outlier_effects(skewness=50).treated == ()
    low = quantity({"goalposts": plain}, [*range(1000, 1009), 1])
    assert low.outlier_effects().treated[0][5:7] == (1, 0)


def test_effects_of_outliers_are_shown() -> None:
    rule = {"proportional": {"on": {"value": "value"}, "full_at": 2000, "cap": 10}}
    found = quantity(rule, VALUES).outlier_effects()
    assert "1 of 1" in found.to_text(language="en")
    assert "ngoại lai" in found.to_html(language="vi")
    assert json.loads(found.to_json())["treated"][0]["step"]["winsorise"]["of"] == "value"
    none = quantity(rule, [1, 2, 3]).outlier_effects()
    assert none.treated == ()
    assert all(one.difference == 0 for one in none.comparison)
    array = {
        "unit": [str(at) for at in range(14)],
        "1": np.array([float(one or 0) for one in VALUES[:14]]),
    }
    again = quantity(rule, VALUES).plan.score(array).outlier_effects()
    assert again.treated[0][2:] == found.treated[0][2:]
    with pytest.raises(px.DataError) as caught:
        quantity(rule, VALUES).outlier_effects(skewness="x", kurtosis=10**9, most=0)
    assert len(caught.value.issues) == 3
