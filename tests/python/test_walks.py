# SPDX-License-Identifier: MIT
"""Walks over structures whose length a file determines: long chains (with PARINDEX_LONG=1 as long as a rubric may
be), trees as deep, files that include files. They end, need no stack, and give the same result in every way of
reading.

bench/walks.py measures how their time grows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from parindex import testing
from random_runs import LONG

Json = dict[str, Any]
NODES = 99_000 if LONG else 30_000
KEEPS: tuple[Any, ...] = ("all", "fields", "total")


def leaf(code: str, **more: Any) -> Json:
    return {"code": code, "max": 1, "rule": {"direct": {"min": 0, "max": 1}}, **more}


def document(nodes: list[Json], **more: Any) -> Json:
    head = {"parindex": 1, "id": "x", "edition": "1", "max": len(nodes)}
    rest = {"aggregation": "sum", "missing": "exclude", "index_rounding": "exact"}
    return {**head, **rest, "nodes": nodes, **more}


def plan_of(nodes: list[Json], **more: Any) -> px.Plan:
    return px.Rubric.from_json(document(nodes, **more)).compile()


def gate(name: str, at: str, **points: int) -> Json:
    return {"id": name, "when": {"node": at, "points": points}, "points": 0}


def backward() -> list[Json]:
    """Each tests the one before it, or two, and has no points if one of them has any: 1, 0, 0, 1, ..."""
    nodes = [leaf(f"c{i}") for i in range(NODES)]
    for i in range(1, NODES):
        before = (1, 2) if i % 3 == 2 else (1,)
        nodes[i]["gates"] = [gate(f"g{k}", f"c{i - k}", above=0) for k in before]
    return nodes


def forward() -> list[Json]:
    """Each tests the next one: the last one decides."""
    nodes = [leaf(f"c{i}") for i in range(NODES)]
    for i in range(NODES - 1):
        nodes[i]["gates"] = [gate("g", f"c{i + 1}", below=1)]
    return nodes


CHAINS: dict[str, tuple[Callable[[], list[Json]], Callable[[int], int]]] = {
    "backward": (backward, lambda i: 1 if i % 3 == 0 else 0),
    "forward": (forward, lambda _: 1),
}


@pytest.fixture(scope="module", params=CHAINS)
def chain(request: pytest.FixtureRequest) -> tuple[px.Plan, Callable[[int], int]]:
    make, points = CHAINS[request.param]
    return plan_of(make()), points


def scored(plan: px.Plan, keep: Any) -> px.Scores:
    return plan.score({f"c{i}": 1 for i in range(NODES)}, keep=keep)


def test_a_chain_of_gates_gives_the_same_for_every_keep(chain: Any) -> None:
    plan, points = chain
    digests = set()
    for keep in KEEPS:
        scores = scored(plan, keep)
        unit = scores["unit"]
        for i in (NODES - 1, NODES // 2, 1, 0):
            assert unit[f"c{i}"].points == points(i), (keep, i)
        assert unit.points == sum(points(i) for i in range(NODES))
        digests.add(scores.digest)
    assert len(digests) == 1


def test_a_chain_of_gates_is_explained_written_and_audited(chain: Any) -> None:
    plan, points = chain
    scores = scored(plan, "total")
    trace = scores.explain("unit")
    assert len(trace.children) == NODES
    assert trace.children[NODES - 1].points == points(NODES - 1)
    [unit] = json.loads(scores.to_json())["units"]
    assert unit["nodes"][f"c{NODES - 2}"]["points"] == str(points(NODES - 2))
    assert len(scores.points_lost("unit")) == sum(points(i) == 0 for i in range(NODES))
    assert scores.audit().halves == ()
    assert scores.compare(scores).parts("unit").difference == 0


def test_a_changed_chain_of_gates_is_reported(chain: Any) -> None:
    plan, _ = chain
    changed = json.loads(plan.rubric.to_json())
    changed["edition"] = "2"
    changed["nodes"][NODES // 2]["gates"][0]["points"] = "0.5"
    found = px.diff(plan.rubric, px.Rubric.from_json(changed))
    assert [change.code for change in found.changes if change.scoring] == [f"c{NODES // 2}"]


def test_a_cycle_of_gates_is_an_issue() -> None:
    nodes = forward()
    nodes[-1]["gates"] = [gate("g", "c0", below=1)]
    with pytest.raises(px.RubricError) as error:
        plan_of(nodes)
    assert {issue.code for issue in error.value.issues} == {"reference_cyclic", "issues_omitted"}


def test_nodes_below_nodes_as_deep_and_as_many_as_may_be() -> None:
    depth = px.limits().depth
    chains = NODES // depth
    nodes = []
    for k in range(chains):
        node = leaf(f"c{k}")
        for level in range(depth - 1):
            node = {"code": f"f{k}.{level}", "max": 1, "children": [node]}
        nodes.append(node)
    plan = plan_of(nodes)
    digests = set()
    for keep in KEEPS:
        scores = plan.score({f"c{k}": 1 for k in range(chains)}, keep=keep)
        assert scores["unit"][f"f{chains - 1}.0"].points == 1
        digests.add(scores.digest)
    assert len(digests) == 1
    assert len(scores.explain("unit").children) == chains
    assert scores.audit().halves == ()
    nodes[0] = {"code": "deeper", "max": 1, "children": [nodes[0]]}
    with pytest.raises(px.RubricError) as error:
        plan_of(nodes)
    assert {issue.code for issue in error.value.issues} == {"rubric_too_large"}


@pytest.fixture
def deepest() -> Iterator[px.Limits]:
    before = px.limits()
    px.set_limits(depth=400, json_depth=1_000)
    yield px.limits()
    px.set_limits(before)


def test_the_largest_depth_that_can_be_set_needs_no_more_stack(deepest: px.Limits) -> None:
    # As text, because Python's JSON writer is recursive.
    node = json.dumps(leaf("c"))
    for level in range(deepest.depth - 1):
        node = f'{{"code": "f{level}", "max": 1, "children": [{node}]}}'
    whole = json.dumps(document([leaf("placeholder")])).replace(
        json.dumps(leaf("placeholder")), node
    )
    plan = px.Rubric.from_json(whole).compile()
    for keep in KEEPS:
        scores = plan.score({"c": 1}, keep=keep)
        assert scores["unit"]["f0"].points == 1
        assert scores.explain("unit").to_text().count("points 1 of 1") == deepest.depth + 1
        assert scores.compare(scores).parts("unit").difference == 0
    assert px.diff(plan.rubric, plan.rubric).to_text() is not None


@pytest.mark.parametrize("operator", ["add", "subtract", "multiply"])
def test_an_expression_as_deep_as_a_text_may_be(deepest: px.Limits, operator: str) -> None:
    def rubric(levels: int) -> str:
        rule = {"formula": {"cases": [{"points": "placeholder"}], "cap": 1, "floor": 0}}
        inputs = [{"name": "v", "type": "number", "min": 0, "max": 1}]
        whole = json.dumps(document([{"code": "a", "max": 1, "inputs": inputs, "rule": rule}]))
        one = "1" if operator == "multiply" else "0"
        points = f'{{"{operator}": [' * levels + '"v"' + f", {one}]}}" * levels
        return whole.replace('"placeholder"', points)

    made, issues = px.check_rubric(rubric(deepest.json_depth // 2 - 10))
    assert made is not None, issues[0]
    scores = made.compile().score({"a.v": 1})
    assert scores["unit"]["a"].points == 1
    assert scores.explain("unit").to_text()
    assert px.diff(made, made).changes == ()
    with pytest.raises(px.RubricError) as error:
        px.Rubric.from_json(rubric(deepest.json_depth))
    assert {issue.code for issue in error.value.issues} == {"json_too_deep"}


# ---- case files ------------------------------------------------------------------------------------

CASE = {"given": {"c0": 1}, "expect": {"points": "1"}}


def write(path: Path, content: Json) -> Path:
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def include_chain(folder: Path, files: int, times: int = 1) -> Path:
    """A chain of files, each of which includes the next one."""
    for i in range(files):
        more = {"include": [f"{i + 1}.json"] * times} if i + 1 < files else {}
        head = {"rubric": document([leaf("c0")])} if i == 0 else {}
        made_for = {"rubric": "x", "edition": "1"}
        write(folder / f"{i}.json", {**head, "for": made_for, "cases": [CASE], **more})
    return folder / "0.json"


def codes(report: testing.CaseReport) -> list[str]:
    return [issue["code"] for issue in report.issues]


@pytest.fixture
def few_files() -> Iterator[int]:
    before = px.limits()
    px.set_limits(included_files=20)
    yield 20
    px.set_limits(before)


def test_a_long_chain_of_files(tmp_path: Path) -> None:
    report = testing.run_cases([include_chain(tmp_path, 3_000)])
    assert report.ok
    assert report.passed == 3_000


def test_a_cycle_of_files(tmp_path: Path) -> None:
    first = include_chain(tmp_path, 500)
    last = json.loads((tmp_path / "499.json").read_text(encoding="utf-8"))
    write(tmp_path / "499.json", {**last, "include": ["0.json"]})
    report = testing.run_cases([first])
    assert codes(report) == ["case_cycle"]
    assert report.issues[0]["file"] == str(tmp_path / "499.json")


def test_more_files_than_the_limit(tmp_path: Path, few_files: int) -> None:
    assert testing.run_cases([include_chain(tmp_path, few_files + 1)]).ok
    report = testing.run_cases([include_chain(tmp_path, few_files + 2)])
    assert codes(report) == ["includes_too_many"]
    assert report.issues[0]["pointer"] == "/include/0"
    assert not report.ok


@pytest.mark.usefixtures("few_files")
def test_files_that_include_the_next_one_twice(tmp_path: Path) -> None:
    # It would be 2 to the power of 40 files without the limit.
    report = testing.run_cases([include_chain(tmp_path, 41, times=2)])
    assert codes(report) == ["includes_too_many"]


@pytest.fixture(scope="module")
def many_leaves() -> px.Rubric:
    step = {"from": "0.5", "points": 1}
    bands = {"bands": {"on": {"value": "v"}, "steps": [{"below": "0.5", "points": 0}, step]}}
    inputs = [{"name": "v", "type": "number", "min": 0, "max": 1}]
    nodes = [
        {"code": f"c{i}", "max": 1, "missing": "error", "inputs": inputs, "rule": bands}
        for i in range(250)
    ]
    return px.Rubric.from_json(document(nodes))


def test_the_cases_of_many_leaves(many_leaves: px.Rubric, tmp_path: Path) -> None:
    made = json.loads(testing.boundary_cases(many_leaves))
    path = write(tmp_path / "made.json", made)
    report = testing.run_cases([path], rubric=many_leaves)
    assert report.ok, report.to_text()
    assert report.passed == len(made["cases"])
    assert testing.measure_coverage(many_leaves, [path]).missing == []
    # A case has only its own values to report.
    assert sum(len(case["given"]) > 2 for case in made["cases"]) <= 12

    wrong = made["cases"][1_000]
    [(code, node)] = wrong["expect"]["nodes"].items()
    node["points"] = "0.25"
    wrong["expect"].pop("issues", None)
    silent = next(case for case in made["cases"] if "issues" in case["expect"])
    expected = silent["expect"].pop("issues")
    report = testing.run_cases([write(path, made)], rubric=many_leaves)
    assert report.failed == 2
    text = report.to_text()
    assert f"{code}\n" in text
    assert expected[0]["code"] in text


# ---- one change after the other --------------------------------------------------------------------


def tree() -> list[Json]:
    """A field of each aggregation whose check does not read the points below."""
    fields = []
    for k, (kind, maximum) in enumerate(
        {"sum": 3, "mean": 5, "median": 5, "minimum": 1, "weighted_mean": 4}.items()
    ):
        children = [leaf(f"{k}.{i}", inputs=INPUTS, rule=bands("0.5")) for i in range(3)]
        if kind == "weighted_mean":
            children = [{**child, "weight": i + 1} for i, child in enumerate(children)]
        fields.append({"code": str(k), "max": maximum, "aggregation": kind, "children": children})
    best = [leaf(f"5.{i}", inputs=INPUTS, rule=bands("0.5")) for i in range(3)]
    fields.append({"code": "5", "max": 2, "aggregation": {"best": {"count": 2}}, "children": best})
    return fields


INPUTS = [{"name": "v", "type": "number", "min": 0, "max": 1}]


def bands(border: str) -> Json:
    steps = [{"below": border, "points": 0}, {"from": border, "points": 1}]
    return {"bands": {"on": {"value": "v"}, "steps": steps}}


def test_a_replay_of_leaves_is_that_of_all_rubrics_between() -> None:
    def rubric(changed: int) -> px.Rubric:
        nodes = tree()
        for at in range(changed):
            child = nodes[at // 3]["children"][at % 3]
            if at % 4 == 3:
                child["rule"] = {"proportional": {"on": {"value": "v"}, "full_at": "0.7", "cap": 1}}
            else:
                child["rule"] = bands("0.4" if at % 2 else "0.8")
        return px.Rubric.from_json(document(nodes, max=20, edition=str(changed)))

    data = [
        {"unit": f"u{u}", **{f"{k}.{i}.v": f"0.{(7 * u + 3 * k + 5 * i) % 10}" for k in range(6)
                             for i in range(3)}}
        for u in range(9)
    ]  # fmt: skip
    del data[4]["2.1.v"]
    results = [rubric(n).compile().score(data) for n in range(19)]
    found = results[0].replay(rubric(18).compile())
    assert [step.codes for step in found.steps] == [
        (f"{k}.{i}",) for k in range(6) for i in range(3)
    ]
    for unit in (row["unit"] for row in data):
        effects = {step.codes[0]: effect for step, effect in found.effects(unit)}
        figures = [Fraction(result[unit].points) for result in results]
        wanted = [after - before for before, after in pairwise(figures)]
        assert [Fraction(effects.get(step.codes[0], Decimal(0))) for step in found.steps] == wanted
