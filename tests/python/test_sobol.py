# SPDX-License-Identifier: MIT
"""Sobol indices against closed forms and SALib."""

from __future__ import annotations

from math import pi
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import parindex as px

np = pytest.importorskip("numpy")

from parindex.analysis.sobol import Estimator, sobol_indices

G = (0, 1, 4.5, 9, 99, 99, 99, 99)


def ishigami(points: Any) -> Any:
    x, y, z = (2 * pi * points.T) - pi
    return np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x)


def g_function(points: Any) -> Any:
    return np.prod([(abs(4 * x - 2) + a) / (1 + a) for x, a in zip(points.T, G, strict=True)], 0)


def of_g() -> tuple[list[float], list[float]]:
    parts = [1 / (3 * (1 + a) ** 2) for a in G]
    variance = float(np.prod([1 + part for part in parts])) - 1
    first = [part / variance for part in parts]
    total = [part / (1 + part) * (variance + 1) / variance for part in parts]
    return first, total


def of_ishigami() -> tuple[list[float], list[float]]:
    one = 0.5 * (1 + 0.1 * pi**4 / 5) ** 2
    two, three = 49 / 8, 8 * 0.01 * pi**8 / 225
    variance = one + two + three
    return (
        [one / variance, two / variance, 0],
        [(one + three) / variance, two / variance, three / variance],
    )


@pytest.mark.parametrize(
    ("function", "expected"), [(ishigami, of_ishigami()), (g_function, of_g())]
)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_closed_forms(function: Any, expected: tuple[list[float], list[float]], seed: int) -> None:
    found = sobol_indices(function, len(expected[0]), samples=2**14, seed=seed, level=99.9)
    outside = 0
    for index, first, total in zip(found, *expected, strict=True):
        assert index.first == pytest.approx(first, abs=0.04)
        assert index.total == pytest.approx(total, abs=0.04)
        outside += not index.first_low <= first <= index.first_high
        outside += not index.total_low <= total <= index.total_high
    assert outside <= 1


def test_the_documented_example_of_coinr() -> None:
    """SA_estimate of COINr: x1 + 2 x2 + 3 x3 with 500 samples; and a factor without effect, from its tests."""
    found = sobol_indices(
        lambda points: points[:, :3] @ np.array([1.0, 2.0, 3.0]), 4, samples=500, seed=1, level=99
    )
    for index, share in zip(found, (1 / 14, 4 / 14, 9 / 14, 0), strict=True):
        assert index.first_low <= share <= index.first_high
        assert index.total_low <= share <= index.total_high
    nothing = found[3]
    assert (nothing.first, nothing.total, nothing.total_high) == (0, 0, 0)


def test_the_estimates_are_those_of_salib() -> None:
    sobol = pytest.importorskip("SALib.analyze.sobol")
    factors, samples = 3, 1024
    one, other = np.random.default_rng(1).random((2, samples, factors))
    mixed = []
    for at in range(factors):
        points = one.copy()
        points[:, at] = other[:, at]
        mixed.append(ishigami(points))
    first, second = ishigami(one), ishigami(other)
    estimator = Estimator(first.reshape(-1, 1), second.reshape(-1, 1), 1, 300, 95)
    ours = [estimator.indices(str(at), mixed[at].reshape(-1, 1))[0] for at in range(factors)]
    problem = {"num_vars": factors, "names": ["a", "b", "c"], "bounds": [[0, 1]] * factors}
    outputs = np.stack([first, *mixed, second], axis=1).ravel()
    theirs = sobol.analyze(problem, outputs, calc_second_order=False, seed=1)
    for at, index in enumerate(ours):
        assert index is not None
        assert index.first == pytest.approx(theirs["S1"][at], abs=2e-3)
        assert index.total == pytest.approx(theirs["ST"][at], abs=1e-4)
        half = (index.total_high - index.total_low) / 2
        assert half == pytest.approx(theirs["ST_conf"][at], rel=0.35)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**64 - 1), st.integers(2, 40))
def test_the_same_seed_gives_the_same_bits(seed: int, samples: int) -> None:
    runs = [sobol_indices(ishigami, 3, samples=samples, seed=seed, resamples=20) for _ in range(2)]
    assert runs[0] == runs[1]


def test_whole_outputs_are_summed_exactly() -> None:
    chance = np.random.default_rng(2)
    one, other, mixed = chance.integers(0, 64, (3, 500, 1))
    index = Estimator(one, other, 1, 10, 90).indices("a", mixed)[0]
    assert index is not None
    both = [int(x) for x in np.concatenate([one, other])[:, 0]]
    middle = round(sum(both) / 1000)
    one, other, mixed = ([int(x) - middle for x in a[:, 0]] for a in (one, other, mixed))
    variance = sum(x * x for x in [*one, *other]) / 1000 - (sum([*one, *other]) / 1000) ** 2
    first = sum(b * (m - a) for a, b, m in zip(one, other, mixed, strict=True)) / 500
    total = sum((m - a) ** 2 for a, m in zip(one, mixed, strict=True)) / 1000
    assert (index.first, index.total) == (first / variance, total / variance)


def test_what_cannot_be_estimated_is_named() -> None:
    with pytest.raises(px.Error, match="same number"):
        sobol_indices(lambda points: np.zeros(len(points)), 2, samples=8, seed=1)
    with pytest.raises(px.Error, match=r"^seed is missing"):
        sobol_indices(ishigami, 3, samples=8, seed=None)  # type: ignore[arg-type]
    with pytest.raises(px.Error, match="samples must be at least 2, not 1"):
        sobol_indices(ishigami, 3, samples=1, seed=1)
    with pytest.raises(px.Error, match=r"level must be .* not 100"):
        sobol_indices(ishigami, 3, samples=8, seed=1, level=100)
