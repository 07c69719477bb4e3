# SPDX-License-Identifier: MIT
"""The digest of a table does not depend on the partition and order of its rows, and on nothing but its results."""

from __future__ import annotations

import hashlib
import pickle
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parindex as px
from random_runs import run
from strategies import rubrics, tables
from test_equality import compile_rubric, from_engine

Json = dict[str, Any]


@run(100)
@given(st.data())
def test_parts_in_any_partition_and_order_give_the_digest_of_the_table(data: st.DataObject) -> None:
    rubric = data.draw(rubrics(custom=True))
    plan = compile_rubric(rubric)
    rows = data.draw(tables(rubric))
    keep = data.draw(st.sampled_from(["all", "fields", "total"]))
    whole = plan.score(rows, keep=keep)
    shuffled = data.draw(st.permutations(rows))
    places = data.draw(st.lists(st.integers(0, len(rows)), max_size=3).map(sorted))
    cuts = [0, *places, len(rows)]
    parts = [
        plan.score(shuffled[begin:end], cohort=whole.cohort, part=True).digest_part()
        for begin, end in pairwise(cuts)
        if begin < end
    ]
    merged = px.merge_digests(data.draw(st.permutations(parts)))
    assert merged == px.merge_digests([px.merge_digests(parts[:1]), *parts[1:]])
    assert (merged.digest, merged.rows) == (whole.digest, len(rows))
    assert merged == whole.digest_part() == pickle.loads(pickle.dumps(merged))
    assert whole.matches(merged.digest)


def results(scores: px.Scores) -> list[Json]:
    """What a digest covers, without ranks and classes, which compare units."""
    units = from_engine(scores)
    for unit in units:
        for result in (unit, *unit["nodes"].values()):
            result.pop("rank", None)
            result.pop("class", None)
        for issue in unit.get("issues", ()):
            del issue["row"], issue["unit"]
    return sorted(units, key=lambda unit: str(unit["unit"]))


@run(100)
@given(st.data())
def test_digests_are_equal_exactly_when_the_results_are(data: st.DataObject) -> None:
    rubric = data.draw(rubrics())
    plan = compile_rubric(rubric)
    one, other = (plan.score(data.draw(tables(rubric))) for _ in range(2))
    assert (one.digest == other.digest) == (results(one) == results(other))


def document(**more: Any) -> Json:
    nodes = [
        {"code": "1", "max": "2", "rule": {"direct": {"min": "0", "step": "0.25", "max": "2"}}},
        {
            "code": "2",
            "max": "1",
            "missing": "exclude",
            "rule": {"yes_no": {"yes": "1", "no": "0"}},
        },
    ]
    rounding = {"digits": 2, "mode": "half_up"}
    return {
        "parindex": 1, "id": "small", "edition": "2026", "max": "3", "aggregation": "sum", "missing": "error",
        "index_rounding": rounding, "nodes": nodes, **more,
    }  # fmt: skip


PLAN = px.Rubric.from_json(document()).compile()
ROWS: list[Json] = [{"unit": f"U{n}", "1": n % 9 / 4, "2": n % 2 == 0} for n in range(40)]


def test_every_change_of_a_row_changes_the_digest():
    seen = {PLAN.score(ROWS).digest}
    changes: list[Json] = [
        {"unit": "other"},
        {"1": 1.75},
        {"1": None},
        {"1": 7},
        {"2": None},
        {"2": True},
    ]
    for change in changes:
        seen.add(PLAN.score([*ROWS[:5], {**ROWS[5], **change}, *ROWS[6:]]).digest)
    seen.add(PLAN.score(ROWS[:-1]).digest)
    seen.add(PLAN.score([{**row, "group": "A"} for row in ROWS]).digest)
    seen.add(px.Rubric.from_json(document(edition="2027")).compile().score(ROWS).digest)
    assert len(seen) == len(changes) + 4


def test_issues_beyond_those_that_are_kept_count():
    rows = [{"unit": f"U{n}", "1": "?" if n % 2 else 1, "2": True} for n in range(60)]
    complete = PLAN.score(rows).digest
    old = px.set_limits(issues=7)
    try:
        kept = PLAN.score(rows)
        assert kept.issues[-1].code == "issues_omitted"
        assert kept.digest == complete == PLAN.score(rows, keep="total").digest
        assert PLAN.score(rows[::-1]).digest == complete
    finally:
        px.set_limits(old)


def shortest(figure: Any) -> str:
    text = str(figure)
    return text.rstrip("0").rstrip(".") if "." in text else text


def test_a_digest_of_an_earlier_version_still_matches():
    # The form of 0.1.0, written here again from its description: texts with their length before them.
    scores = PLAN.score(ROWS[:3])
    out = hashlib.sha256()

    def field(text: str) -> None:
        out.update(f"{len(text.encode())}:{text}".encode())

    field(PLAN.fingerprint)
    for unit in scores:
        field(unit.unit)
        field("")
        for node in (unit.total, *unit.nodes.values()):
            field(node.status)
            for figure in (node.points, node.max, node.index):
                if figure is not None:
                    field(shortest(figure))
    earlier = f"sha256:{out.hexdigest()}"
    assert scores.matches(earlier)
    assert not PLAN.score(ROWS[2::-1]).matches(earlier)
    assert not scores.matches("sha256:" + "0" * 64)
    assert not scores.matches("")


def test_parts_of_other_plans_and_other_bytes_are_refused():
    part = PLAN.score(ROWS).digest_part()
    other = px.Rubric.from_json(document(edition="2027")).compile().score(ROWS).digest_part()
    with pytest.raises(px.Error, match="different plans"):
        px.merge_digests([part, other])
    with pytest.raises(px.Error, match="no part"):
        px.merge_digests([])
    for content in (b"", bytes(part)[:-1], bytes(part) + b"0", b"x" + bytes(part)[1:]):
        with pytest.raises(px.Error, match="not a part of a digest"):
            px.DigestPart(content)
    with pytest.raises(px.WrongTypeError):
        px.DigestPart("text")  # type: ignore[arg-type]
    with pytest.raises(px.WrongTypeError):
        px.merge_digests([bytes(part)])  # type: ignore[list-item]
    assert px.DigestPart(bytes(part)) == part != other
    assert part != bytes(part)
    assert len({part, px.DigestPart(bytes(part))}) == 1
    assert repr(part) == f"<DigestPart of 40 rows, {part.digest}>"


def test_a_unit_in_two_parts_gives_a_digest_that_no_table_has():
    part = PLAN.score(ROWS).digest_part()
    twice = px.merge_digests([part, PLAN.score(ROWS[:1]).digest_part()])
    assert twice.digest != part.digest
    assert twice.rows == 41
