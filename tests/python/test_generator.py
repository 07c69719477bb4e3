# SPDX-License-Identifier: MIT
"""The generator of analyses: its known answers, and draws that do not depend on the parts they are made in."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import parindex as px
from parindex import _core

np = pytest.importorskip("numpy")

from parindex.analysis.generator import Stream, checked_seed
from parindex.analysis.tables import Table, binomial, hypergeometric, normal
from philox import SlowStream, philox

# kat_vectors of Random123, philox4x32 with 10 rounds: counter, key, answer.
KNOWN = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    (
        (0xFFFFFFFF,) * 4,
        (0xFFFFFFFF,) * 2,
        (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD),
    ),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]
seeds = st.integers(0, 2**64 - 1)


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN)
def test_known_answers(
    counter: tuple[int, ...], key: tuple[int, int], answer: tuple[int, ...]
) -> None:
    assert philox(counter, key) == answer


@settings(max_examples=50, deadline=None)
@given(
    seeds, st.text(max_size=5), st.integers(1, 2**62), st.integers(1, 9), st.integers(0, 32),
    st.integers(0, 2**32 - 5),
)  # fmt: skip
def test_the_numbers_are_those_of_the_twin(
    seed: int, name: str, limit: int, size: int, bits: int, first: int
) -> None:
    stream, twin = Stream(seed, name), SlowStream(seed, name)
    draws, places = range(first, first + 5), range(size)
    for top in (limit, limit % 1000 + 1, limit % 2**32 + 1):
        assert stream.below(top, first, 5, size).tolist() == [
            [twin.below(top, draw, place, size) for place in places] for draw in draws
        ]
    assert stream.bits(bits, first, 5, size).tolist() == [
        [twin.bits(bits, draw, place, size) for place in places] for draw in draws
    ]
    assert stream.simplex(size, bits, first, 5).tolist() == [
        twin.simplex(size, bits, draw) for draw in draws
    ]
    assert stream.part("a").bits(32, first, 1, 1)[0, 0] == SlowStream(seed, f"{name}\na").word(
        first, 0, 1
    )
    assert stream.bits(32, first, 1, 1, 2**15)[0, 0] == twin.word(first, 0, 1, 2**15)


@settings(max_examples=30, deadline=None)
@given(
    seeds, st.text(max_size=5), st.integers(1, 40), st.integers(0, 30), st.integers(1, 2**62),
    st.integers(0, 2**31),
)  # fmt: skip
def test_parts_have_the_same_bits(
    seed: int, name: str, count: int, cut: int, limit: int, first: int
) -> None:
    cut = min(cut, count)
    for make in (
        lambda at, rows: Stream(seed, name).bits(24, at, rows, 7),
        lambda at, rows: Stream(seed, name).below(limit, at, rows, 3),
        lambda at, rows: Stream(seed, name).simplex(6, 24, at, rows),
    ):
        whole = make(first, count)
        parts = np.concatenate([make(first, cut), make(first + cut, count - cut)])
        assert whole.tolist() == parts.tolist()


@settings(max_examples=30, deadline=None)
@given(seeds, st.integers(1, 2**62))
def test_numbers_are_below_their_limit(seed: int, limit: int) -> None:
    found = Stream(seed, "a").below(limit, 0, 20, 2)
    assert found.shape == (20, 2)
    assert 0 <= found.min() <= found.max() < limit


@settings(max_examples=30, deadline=None)
@given(seeds, st.integers(1, 50))
def test_weights_of_a_simplex_add_up(seed: int, parts: int) -> None:
    found = Stream(seed, "a").simplex(parts, 24, 0, 5)
    assert (found >= 0).all()
    assert found.sum(axis=1).tolist() == [2**24] * 5


def test_numbers_are_uniform() -> None:
    for limit in (3, 10, 2**33 // 3 * 2):
        found = Stream(7, "uniform").below(limit, 0, 30_000, 1)[:, 0] * 10 // limit
        counts = np.bincount(found, minlength=10)
        expected = np.bincount(np.arange(3) * 10 // 3, minlength=10) * 10_000
        if limit > 3:
            expected = np.full(10, 3000)
        assert abs(counts - expected).max() < 6 * 82  # six standard deviations


def test_a_rejected_word_is_drawn_again() -> None:
    limit = 2**32 * 2 // 3  # a third of the words is rejected
    found = Stream(1, "rejected").below(limit, 0, 30_000, 1)
    assert abs(float(found.mean()) / limit - 0.5) < 0.01
    alone = [int(Stream(1, "rejected").below(limit, at, 1, 1)[0, 0]) for at in range(50)]
    assert found[:50, 0].tolist() == alone


def test_other_seeds_and_names_give_other_numbers() -> None:
    one, two, three = (
        Stream(seed, name).bits(32, 0, 4, 4).tolist()
        for seed, name in ((1, "a"), (2, "a"), (1, "b"))
    )
    assert one != two
    assert one != three


def test_frequencies_of_a_table_are_its_probabilities() -> None:
    table = Table.of([2, 1, 3])
    found = np.bincount(Stream(3, "table").from_table(table, 0, 30_000)[:, 0], minlength=3)
    assert abs(found - np.array([10_000, 5_000, 15_000])).max() < 500


def test_more_bits_decide_where_the_first_do_not() -> None:
    table = Table.of([1, 2])
    start = 2**62 // 3
    stream = Stream(1, "longer")
    drawn = [stream._longer(table, start, draw) for draw in range(3000)]
    # A third of the numbers that start like 1/3 is below it: 2^62 = 3 * start + 1.
    assert abs(sum(found == 0 for found in drawn) - 1000) < 6 * 26
    assert stream._longer(Table.of([1, 1]), 2**61, 0) == 1


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 12), st.integers(0, 10))
def test_a_binomial_table_adds_up_to_1(trials: int, tenths: int) -> None:
    share = Fraction(tenths, 10)
    table = binomial(trials, share).probabilities
    assert len(table) == trials + 1
    assert table[-1] == 1
    steps = [high - low for low, high in pairwise([Fraction(0), *table])]
    assert all(step >= 0 for step in steps)
    assert sum(at * step for at, step in enumerate(steps)) == trials * share


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 12), st.data())
def test_a_sample_of_a_finite_population(population: int, data: st.DataObject) -> None:
    marked = data.draw(st.integers(0, population))
    sample = data.draw(st.integers(0, population))
    table = hypergeometric(population, marked, sample).probabilities
    steps = [high - low for low, high in pairwise([Fraction(0), *table])]
    assert table[-1] == 1
    assert sum(at * step for at, step in enumerate(steps)) == Fraction(sample * marked, population)
    assert all(
        step == 0 or sample - (population - marked) <= at <= marked for at, step in enumerate(steps)
    )


def test_a_normal_table_is_that_of_published_values() -> None:
    table = normal(-3, 3, Fraction(1)).probabilities
    # Phi(0.5), Phi(1.5) and Phi(2.5), cut at 3.5
    for at, phi in ((3, "0.691462461274013"), (4, "0.933192798731142"), (5, "0.993790334674224")):
        cut = Fraction("0.999767370920964") - Fraction("0.000232629079036")
        expected = (Fraction(phi) - Fraction("0.000232629079036")) / cut
        assert abs(table[at] - expected) < Fraction(1, 10**12)
    assert table[-1] == 1


def test_a_seed_is_needed() -> None:
    with pytest.raises(px.Error, match=r"^seed is missing"):
        checked_seed(None)
    with pytest.raises(px.Error, match="2\\^64, not -1"):
        checked_seed(-1)
    with pytest.raises(TypeError, match="seed"):
        checked_seed(1.5)
    with pytest.raises(px.Error, match="2\\^18"):
        Stream(1, "a").bits(32, 0, 1, 2**18 + 1)


def test_only_arrays_that_fit_are_filled() -> None:
    stream = _core.random_stream(1, "a")
    for wrong in (
        np.empty((2, 3), np.int32),
        np.empty((3, 3), np.int64),
        np.empty((3, 2), np.int64).T,
        np.frombuffer(bytes(48), np.int64).reshape(2, 3),
        np.frombuffer(bytearray(49), np.int64, offset=1).reshape(2, 3),
    ):
        with pytest.raises(TypeError, match="does not fit"):
            stream.write_bits(8, 0, 2, 3, 0, wrong)
    numbers, valid = np.ones((2, 3), np.int64), np.ones((2, 3), bool)
    ranks = np.empty((2, 3), np.int32)
    with pytest.raises(TypeError, match="does not fit"):
        _core.write_ranks(numbers[0], None, valid, None, dense=False, out=ranks)
    with pytest.raises(px.Error, match="for each draw and each unit"):
        _core.write_ranks(numbers, None, valid[:, :2].copy(), None, dense=False, out=ranks)
