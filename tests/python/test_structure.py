# SPDX-License-Identifier: MIT
"""Statistics of the structure, against plain formulas in fractions and against NumPy."""

from __future__ import annotations

import json
import math
import sys
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import parindex as px
from parindex.analysis._components import correlation_matrix, eigen, proven
from parindex.analysis._moments import (
    Column,
    Correlations,
    correlation_ratio,
    root_of,
    shown_root,
)
from random_runs import run
from test_weight_intervals import children, rubric_of, tree, walk

Json = dict[str, Any]
SHARES = ("0", "0.2", "0.25", "0.5", "0.7", "1")


@st.composite
def scored(draw: Any, lack: bool = False) -> px.Scores:
    document = rubric_of(tree(draw, 2), draw(st.sampled_from(["index", "points"])))
    leaves = [node["code"] for node in walk(document) if "rule" in node]
    cell = st.sampled_from([*SHARES, None] if lack else SHARES)
    count = draw(st.integers(2, 7))
    rows = [
        {"unit": f"u{at}", **{f"{code}.s": draw(cell) for code in leaves}} for at in range(count)
    ]
    return px.Rubric.from_json(document).compile().score(rows)


def shares(scores: px.Scores, code: str) -> list[Fraction | None]:
    """Shares of the units with a result, from the results themselves."""
    found: list[Fraction | None] = []
    for one in scores:
        if one.status == "ok":
            node = one[code]
            points = node.exact if code == "" else node.points
            whole = node.max
            found.append(
                Fraction(points) / Fraction(whole) if points is not None and whole else None
            )
    return found


def totals(scores: px.Scores) -> list[Fraction]:
    on = scores.rank().rule["on"]
    found = []
    for one in scores:
        if one.status == "ok":
            total = one.total
            points = Fraction(total.exact or 0)
            found.append(points if on == "points" else points / Fraction(total.max or 1))
    return found


def mean(numbers: list[Fraction]) -> Fraction:
    return sum(numbers, Fraction(0)) / len(numbers)


def covariance(one: list[Fraction], other: list[Fraction]) -> Fraction:
    a, b = mean(one), mean(other)
    products = [(x - a) * (y - b) for x, y in zip(one, other, strict=True)]
    return sum(products, Fraction(0)) / (len(one) - 1)


def signed_square(one: list[Fraction], other: list[Fraction]) -> Fraction | None:
    if len(one) < 2:
        return None
    first, second = covariance(one, one), covariance(other, other)
    both = covariance(one, other)
    return both * abs(both) / (first * second) if first and second else None


def both_of(one: list[Any], other: list[Any]) -> tuple[list[Fraction], list[Fraction]]:
    pairs = [(x, y) for x, y in zip(one, other, strict=True) if x is not None and y is not None]
    return [x for x, _ in pairs], [y for _, y in pairs]


@run(60)
@given(scored(lack=True))
def test_correlations_are_those_of_the_plain_formula(scores: px.Scores) -> None:
    found = scores.structure()
    total = totals(scores)
    assert found.units == tuple(one.unit for one in scores if one.status == "ok")
    for one in found.correlations:
        second = total if one.second == "" else shares(scores, one.second)
        x, y = both_of(shares(scores, one.first), second)
        assert one.signed_square == signed_square(x, y)
        assert one.units == len(x)
        if one.exact:
            assert one.r * abs(one.r) == one.signed_square
        else:
            half = Fraction(1, 2 * 10**12)
            low, high = one.r - half, one.r + half
            assert low * abs(low) <= one.signed_square <= high * abs(high)
    listed = {(one.first, one.second) for one in found.correlations}
    codes = [
        node["code"] for node in walk(json.loads(scores.plan.rubric.to_json())) if "code" in node
    ]
    for first, second in combinations(codes, 2):
        other = found.correlation(first, second)
        x, y = both_of(shares(scores, first), shares(scores, second))
        expected = signed_square(x, y)
        assert (None if other is None else other.signed_square) == expected
        if other is not None and other.relation == "siblings":
            assert (first, second) in listed


@run(60)
@given(scored(lack=True))
def test_the_parts_of_the_variance_add_up(scores: px.Scores) -> None:
    found = scores.structure()
    total = totals(scores)
    weights = {one.code: one for one in found.weights}
    if len(total) > 1 and covariance(total, total):
        document = json.loads(scores.plan.rubric.to_json())
        for node in walk(document):
            below = [weights[child["code"]].shapley for child in children(node)]
            if below and None not in below:
                own = weights[node["code"]].shapley if "code" in node else 1
                assert sum(below) == own  # type: ignore[arg-type]


@run(60)
@given(scored())
def test_the_shapley_value_is_that_of_all_orders(scores: px.Scores) -> None:
    """The Shapley value in the game of the variances, by its definition over all coalitions of the fields."""
    found = scores.structure()
    document = json.loads(scores.plan.rubric.to_json())
    fields = [node["code"] for node in children(document)]
    weights = {one.code: one for one in found.weights}
    total = totals(scores)
    whole = covariance(total, total)
    if not whole or any(weights[code].shapley is None for code in fields):
        return
    most = Fraction(1) if found.on == "index" else Fraction(document["max"])
    weight = {code: Fraction(weights[code].weight or 0) * most for code in fields}
    parts = {
        code: [weight[code] * (share or 0) for share in shares(scores, code)] for code in fields
    }

    def worth(codes: tuple[str, ...]) -> Fraction:
        sums = [sum((parts[code][at] for code in codes), Fraction(0)) for at in range(len(total))]
        return covariance(sums, sums)

    assert worth(tuple(fields)) == whole
    count = len(fields)
    for code in fields:
        others = [one for one in fields if one != code]
        value = Fraction(0)
        for size in range(count):
            ways = Fraction(
                math.factorial(size) * math.factorial(count - size - 1), math.factorial(count)
            )
            for chosen in combinations(others, size):
                value += ways * (worth((*chosen, code)) - worth(chosen))
        assert weights[code].shapley == value / whole


@run(60)
@given(scored(lack=True))
def test_alpha_and_leaves_are_those_of_the_plain_formulas(scores: px.Scores) -> None:
    found = scores.structure()
    for one in found.consistency:
        columns = [shares(scores, code) for code in one.codes]
        rows = [row for row in zip(*columns, strict=True) if None not in row]
        assert one.units == len(rows)
        lists = [list(column) for column in zip(*rows, strict=True)]
        sums = [sum(row) for row in rows]  # type: ignore[arg-type]
        own = sum(covariance(column, column) for column in lists)  # type: ignore[arg-type]
        count = len(lists)
        assert one.alpha == Fraction(count, count - 1) * (1 - own / covariance(sums, sums))  # type: ignore[arg-type]
    for leaf in found.leaves:
        values = [value for value in shares(scores, leaf.code) if value is not None]
        assert leaf.units == len(values)
        if values:
            assert leaf.mean == mean(values)
            assert leaf.floor == Fraction(values.count(Fraction(0)), len(values))
            assert leaf.ceiling == Fraction(values.count(Fraction(1)), len(values))
            assert leaf.distinct == len(set(values))
        if len(values) > 1:
            assert leaf.variance == covariance(values, values)


@run(60)
@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(-9, 9)), min_size=2, max_size=20),
    st.integers(2, 8),
)
def test_the_correlation_ratio_is_between_the_line_and_one(
    pairs: list[tuple[int, int]], slices: int
) -> None:
    x, y = (Column(map(Fraction, side)) for side in zip(*pairs, strict=True))
    found = correlation_ratio(x, y, slices)
    values = [Fraction(b) for _, b in pairs]
    if not covariance(values, values):
        assert found is None
        return
    assert found is not None
    assert 0 <= found[0] <= 1
    assert found[1] <= slices
    # Slices of single values explain at least what a line does.
    fine = correlation_ratio(x, y, 10**6)
    line = Correlations().between(x, y)
    assert fine is not None
    if line is not None:
        assert fine[0] >= abs(line.signed_square)
    # Equal values of x are in one slice, so that the order of the units does not matter.
    mixed = pairs[::-1]
    x, y = (Column(map(Fraction, side)) for side in zip(*mixed, strict=True))
    assert correlation_ratio(x, y, slices) == found


@run(60)
@given(st.integers(-(10**9), 10**9), st.integers(1, 10**18), st.integers(0, 15))
def test_a_root_is_rounded_to_the_nearest_number(above: int, square: int, decimals: int) -> None:
    value, exact = root_of(above, square, decimals)
    true = Fraction(above * above, square) * (1 if above >= 0 else -1)
    if exact:
        assert value * abs(value) == true
    else:
        half = Fraction(1, 2 * 10**decimals)
        low, high = value - half, value + half
        assert low * abs(low) <= true <= high * abs(high)


@run(60)
@given(st.fractions(-1, 1, max_denominator=500))
def test_a_shown_root_has_the_digits_of_the_root(square: Fraction) -> None:
    text = shown_root(square).removeprefix("≈ ")
    true = math.copysign(math.sqrt(abs(square)), square)
    assert abs(float(text) - true) <= 0.5e-4 + 1e-12


@run(60)
@given(st.integers(2, 6), st.integers(3, 12), st.data())
def test_eigenvalues_are_where_the_characteristic_polynomial_changes_its_sign(
    many: int, count: int, data: Any
) -> None:
    """In fractions: D⁻¹C has the eigenvalues of the correlations, and its characteristic polynomial is rational."""
    cells = st.integers(-20, 20)
    lists = [[data.draw(cells) for _ in range(count)] for _ in range(many)]
    lists = [one for one in lists if len(set(one)) > 1]
    if len(lists) < 2:
        return
    columns = [Column(map(Fraction, one)) for one in lists]
    found = eigen(correlation_matrix(columns, range(count)))
    rational = [
        [
            covariance(*map(fractions, (one, other))) / covariance(fractions(one), fractions(one))
            for other in lists
        ]
        for one in lists
    ]
    polynomial = characteristic(rational)
    ends = sorted(
        {Fraction(value + sign * found.error) for value in found.values for sign in (1, -1)}
    )
    assert found.error < 1e-9
    # Every eigenvalue is in one of the intervals: the polynomial, reduced to single roots, has as many roots there.
    groups: list[tuple[Fraction, Fraction]] = []
    for value in sorted(found.values):
        low, high = Fraction(value - found.error), Fraction(value + found.error)
        if groups and low <= groups[-1][1]:
            groups[-1] = groups[-1][0], high
        else:
            groups.append((low, high))
    chain = sturm(polynomial)
    inside = sum(changes(chain, low) - changes(chain, high) for low, high in groups)
    assert inside == changes(chain, Fraction(-1)) - changes(chain, Fraction(many + 1))
    assert all(changes(chain, low) > changes(chain, high) for low, high in groups)
    assert ends


def fractions(numbers: list[int]) -> list[Fraction]:
    return [Fraction(one) for one in numbers]


def characteristic(matrix: list[list[Fraction]]) -> list[Fraction]:
    """The characteristic polynomial by Faddeev and LeVerrier, the highest power first."""
    count = len(matrix)
    one = [[Fraction(int(i == j)) for j in range(count)] for i in range(count)]
    found, current = [Fraction(1)], one
    for k in range(1, count + 1):
        product = times(matrix, current)
        c = -sum((product[i][i] for i in range(count)), Fraction(0)) / k
        found.append(c)
        current = [[product[i][j] + c * one[i][j] for j in range(count)] for i in range(count)]
    return found


def times(a: list[list[Fraction]], b: list[list[Fraction]]) -> list[list[Fraction]]:
    columns = list(zip(*b, strict=True))
    return [
        [sum((x * y for x, y in zip(row, column, strict=True)), Fraction(0)) for column in columns]
        for row in a
    ]


def sturm(polynomial: list[Fraction]) -> list[list[Fraction]]:
    degree = len(polynomial) - 1
    chain = [polynomial, [c * (degree - at) for at, c in enumerate(polynomial[:-1])]]
    while True:
        rest = remainder(chain[-2], chain[-1])
        if not rest:
            return chain
        chain.append([-c for c in rest])


def remainder(above: list[Fraction], below: list[Fraction]) -> list[Fraction]:
    rest = list(above)
    while len(rest) >= len(below):
        factor = rest[0] / below[0]
        rest = [c - factor * (below[at] if at < len(below) else 0) for at, c in enumerate(rest)][1:]
    while rest and rest[0] == 0:
        rest = rest[1:]
    return rest


def changes(chain: list[list[Fraction]], at: Fraction) -> int:
    signs = []
    for polynomial in chain:
        value = Fraction(0)
        for c in polynomial:
            value = value * at + c
        if value:
            signs.append(value > 0)
    return sum(one != other for one, other in pairwise(signs))


@run(60)
@given(st.integers(2, 5), st.integers(6, 30), st.integers(0, 2**32 - 1))
def test_components_are_those_of_numpy(many: int, count: int, seed: int) -> None:
    table = np.random.default_rng(seed).integers(0, 100, size=(count, many))
    if any(len(set(column)) == 1 for column in table.T):
        return
    columns = [Column(Fraction(int(one)) for one in column) for column in table.T]
    found = eigen(correlation_matrix(columns, range(count)))
    values, vectors = np.linalg.eigh(np.corrcoef(table.T))
    assert np.allclose(found.values, values[::-1], atol=1e-9)
    for at, vector in enumerate(found.vectors):
        if found.errors[at] < 1e-8:
            assert abs(abs(np.dot(vector, vectors[:, -1 - at])) - 1) < 1e-7


def test_only_proven_digits_are_shown() -> None:
    assert proven(1.23456, 1e-6, 4) == Decimal("1.2346")
    assert proven(1.23456, 1e-3, 4) == Decimal("1.2")
    assert proven(1.5, 0.6, 4) is None
    assert proven(0.5, float("inf"), 4) is None
    assert str(proven(-1e-9, 1e-8, 4)) == "0.0000"


# ---- limits, flags, coverage ---------------------------------------------------------------------


def plain(rows: list[tuple[Any, ...]], **more: Any) -> px.Scores:
    count = len(rows[0])
    document = {
        "parindex": 1, "id": "s", "edition": "1", "max": 100, "aggregation": "weighted_mean", "missing": "exclude",
        "not_applicable": "exclude", "index_rounding": "exact",
        "ranking": {"on": "index", "stage": "exact", "ties": "competition", "within": "all"},
        "nodes": [{"code": chr(97 + at), "max": 10, "weight": 1, "rule": {"direct": {"min": 0, "max": 10}}}
                  for at in range(count)], **more,
    }  # fmt: skip
    data = [
        {"unit": f"u{at}", **{chr(97 + place): value for place, value in enumerate(row)}}
        for at, row in enumerate(rows)
    ]
    return px.Rubric.from_json(document).compile().score(data)


def test_flags_compare_exactly() -> None:
    # The correlation of a and b is 0.9, exactly.
    scores = plain([(0, 0, 10), (1, 1, 8), (2, 3, 6), (3, 2, 3), (4, 4, 0)])
    pair = scores.structure().correlation("a", "b")
    assert pair is not None
    assert pair.exact
    assert pair.r == Fraction(9, 10)
    for high, flag in (("0.9", ""), ("0.89999", "high"), (0.95, ""), (Fraction(9, 11), "high")):
        one = scores.structure(high=high).correlation("a", "b")  # type: ignore[arg-type]
        assert one is not None
        assert one.flag == flag
    one = scores.structure(low="0.91").correlation("a", "b")
    assert one is not None
    assert one.flag == "low"
    other = scores.structure().correlation("a", "c")
    assert other is not None
    assert other.flag == "negative"
    siblings = [one for one in scores.structure().flagged if one.relation == "siblings"]
    assert [(one.first, one.second) for one in siblings] == [("a", "c"), ("b", "c")]
    alike = plain([(0, 0), (1, 1), (2, 3), (3, 2), (4, 4)])
    own = alike.structure(high=0).correlation("a")
    assert own is not None
    assert (own.relation, own.flag) == ("above", "")


def test_coverage_counts_what_is_there() -> None:
    scores = plain(
        [(1, None, px.NOT_APPLICABLE), (2, 3, 4), (None, "not_applicable", 5), (1, 2, None)]
    )
    found = {(one.kind, one.name): one for one in scores.structure(coverage=75).coverage}
    assert [one[:5] for one in found.values()] == [
        ("node", "", 7, 10, 70),
        ("leaf", "a", 3, 4, 75),
        ("leaf", "b", 2, 3, Fraction(200, 3)),
        ("leaf", "c", 2, 3, Fraction(200, 3)),
        ("unit", "u0", 1, 2, 50),
        ("unit", "u1", 3, 3, 100),
        ("unit", "u2", 1, 2, 50),
        ("unit", "u3", 2, 3, Fraction(200, 3)),
    ]
    assert [one.enough for one in found.values()] == [
        False,
        True,
        False,
        False,
        False,
        True,
        False,
        False,
    ]
    assert len(scores.structure(coverage=100).uncovered) == 7
    assert len(scores.structure(coverage=0).uncovered) == 0


def test_markers_and_arrays_are_read() -> None:
    scores = plain(
        [("-", 1), ("?", 2), (3, 3)], markers={"not_applicable": ["-"], "missing": ["?"]}
    )
    found = {(one.kind, one.name): one for one in scores.structure().coverage}
    assert found["leaf", "a"][2:4] == (1, 2)
    table = {"unit": ["A", "B"], "a": np.array([1.0, np.nan]), "b": np.array([2.0, 3.0])}
    found = {(one.kind, one.name): one for one in scores.plan.score(table).structure().coverage}
    assert found["leaf", "a"][2:4] == (1, 2)


def test_discrimination_is_by_the_ends_of_the_table() -> None:
    # 27 percent of 11 units are 2.97, so 3: 8, 9 and 10 points against 0, 1 and 2.
    scores = plain([(at, 5) for at in range(11)])
    found = {one.code: one for one in scores.structure().leaves}
    assert found["a"].discrimination == Fraction(9, 10) - Fraction(1, 10)
    assert found["b"].discrimination == 0
    assert found["a"].rest_signed_square is None
    # The third and the fourth unit from the end are equal, so both are taken.
    tied = plain([(at, 5) for at in (0, 1, 3, 3, 4, 5, 6, 7, 8, 9, 10)])
    assert tied.structure().leaves[0].discrimination == Fraction(9, 10) - Fraction(7, 40)
    same = plain([(1, 5)] * 4)
    assert same.structure().leaves[0].discrimination is None


def test_tables_of_one_unit_and_of_none() -> None:
    one = plain([(1, 2)]).structure()
    assert [w.shapley for w in one.weights] == [None, None]
    assert one.correlations == one.components == one.consistency == ()
    assert "50" in one.to_text()
    none = plain([(11, 2)]).structure()
    assert (none.units, none.components) == ((), ())
    assert none.to_text(language="en")
    assert json.loads(none.to_json())["units"] == []


def test_nodes_that_are_no_plain_mean_have_no_part() -> None:
    scores = plain([(1, 2), (3, 9), (4, 4)], floor=0)
    found = scores.structure()
    assert all(one.weight is None and one.shapley is None for one in found.weights)
    assert set(found.left_out) == {"a", "b"}
    assert all(one.signed_square is not None for one in found.weights)
    assert "no plain sum or mean" in found.to_text(language="en")


def test_what_is_wrong_with_arguments_is_said_at_once() -> None:
    scores = plain([(1, 2), (3, 9)])
    with pytest.raises(px.DataError) as caught:
        scores.structure(low="x", high=2, coverage=-1, slices=1)
    assert [one.code for one in caught.value.issues] == [
        "value_type", "value_above_maximum", "value_below_minimum", "value_type",
    ]  # fmt: skip
    with pytest.raises(KeyError, match="no node"):
        scores.structure().correlation("q")
    with pytest.raises(px.StoppedError):
        scores.structure(timeout=0)


def test_both_languages_and_json() -> None:
    found = plain([(0, 0, 10), (1, 1, 8), (2, 3, 6), (3, 2, 3), (4, 4, 0)]).structure()
    assert "Trọng số hiệu dụng" in found.to_text(language="vi")
    assert "Effective weights" in found.to_html(language="en")
    document = json.loads(found.to_json())
    assert set(document) >= {
        "weights",
        "correlations",
        "leaves",
        "consistency",
        "components",
        "coverage",
    }
    assert found.components[0].kept >= 1
    assert sum(found.components[0].shares) == pytest.approx(1)
    assert found._repr_html_()
    assert repr(found) == found.to_text()


def test_without_numpy_all_but_the_components_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    scores = plain([(0, 0), (1, 1), (2, 3), (3, 2), (4, 4)])
    monkeypatch.setitem(sys.modules, "numpy", None)
    found = scores.structure()
    assert found.consistency
    with pytest.raises(px.Error, match="numpy"):
        _ = found.components
    assert "pip install numpy" in found.to_text(language="en")
    assert json.loads(found.to_json())["components"] is None
    with pytest.raises(px.Error, match="numpy"):
        scores.proposed_weights(method="components")
