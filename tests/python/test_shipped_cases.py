# SPDX-License-Identifier: MIT
"""The cases that come with the provincial rubric are correct and complete.

They were generated at every boundary and confirmed by the reference, which reads the rubric and scores
it without the engine; the first test confirms them again.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import parindex as px
from parindex import reference, testing
from parindex.testing import _coverage_page

ROOT = Path(__file__).parents[2]
NAME = "vn-par-province-2020"
PATH = ROOT / "rubrics" / f"{NAME}.json"
CASES = ROOT / "rubrics" / "cases" / f"{NAME}.case.json"
DOCUMENT: dict[str, Any] = json.loads(CASES.read_text(encoding="utf-8"))


def leaf_of(case: dict[str, Any]) -> str | None:
    """The only leaf that a case reads; None for a case of a whole unit."""
    return None if "points" in case["expect"] else next(iter(case["expect"]["nodes"]))


def test_the_reference_confirms_every_case() -> None:
    """Leaf by leaf, each in a separate rubric: a reference on fractions is slow."""
    rubric = json.loads(PATH.read_text(encoding="utf-8"))
    leaves = {node["code"]: node for node in leaf_nodes(rubric)}
    confirmed = 0
    for code, leaf in leaves.items():
        cases = [case for case in DOCUMENT["cases"] if leaf_of(case) == code]
        alone = {key: value for key, value in rubric.items() if key not in ("agencies", "ranking")}
        alone = {**alone, "max": leaf["max"], "nodes": [leaf]}
        rows = [{"unit": case["unit"], **case["given"]} for case in cases]
        for case, unit in zip(cases, reference.score(json.dumps(alone), rows), strict=True):
            wanted = case["expect"]["nodes"][code]
            node = unit["nodes"][code]
            for key in ("points", "index"):
                if key in wanted:
                    assert node[key] == wanted[key], (case["unit"], key)
            found = [(i["code"], i["field"]) for i in unit.get("issues", [])]
            assert found == [(i["code"], i["field"]) for i in case["expect"].get("issues", [])]
            confirmed += 1
    whole = [case for case in DOCUMENT["cases"] if leaf_of(case) is None]
    rows = [{"unit": c["unit"], **DOCUMENT["base"], **c["given"]} for c in whole]
    for case, unit in zip(whole, reference.score(json.dumps(rubric), rows), strict=True):
        assert (unit["points"], unit["index"]) == (
            case["expect"]["points"],
            case["expect"]["index"],
        )
        for code, wanted in case["expect"]["nodes"].items():
            node = unit["nodes"][code]
            figures = {key: node[key] for key in ("points", "index") if key in wanted}
            assert {**figures, "status": wanted.get("status")} == {"status": None, **wanted}
            assert ("status" in wanted) == (node["points"] is None)
        confirmed += 1
    assert confirmed == len(DOCUMENT["cases"])


def leaf_nodes(node: dict[str, Any]) -> list[dict[str, Any]]:
    children = node.get("nodes", node.get("children"))
    return [node] if children is None else [leaf for c in children for leaf in leaf_nodes(c)]


def test_every_case_is_confirmed_and_holds() -> None:
    report = testing.run_cases([CASES], rubric=px.Rubric.load(PATH))
    assert report.ok, report.to_text()
    assert report.unconfirmed == 0


def test_the_cases_of_the_ranking_are_confirmed_and_decided_by_one_word_each() -> None:
    file = CASES.with_name(f"{NAME}-ranks.case.json")
    report = testing.run_cases([file], rubric=px.Rubric.load(PATH))
    assert report.ok, report.to_text()
    document = json.loads(file.read_text(encoding="utf-8"))
    rubric = json.loads(PATH.read_text(encoding="utf-8"))
    cohorts: dict[str, list[dict[str, Any]]] = {}
    for case in document["cases"]:
        cohorts.setdefault(case["cohort"], []).append(case)
    ranks: dict[str, dict[str, list[int | None]]] = {}
    others = {
        "as it is": {},
        "exact": {"stage": "exact"},
        "dense": {"ties": "dense"},
        "without 8": {"tie_break": ["3"]},
        "without 3": {"tie_break": ["8"]},
        "3 before 8": {"tie_break": ["3", "8"]},
        "by group": {"within": "group"},
    }
    for name, cases in cohorts.items():
        rows = [
            {"unit": c["unit"], **document["base"], **c["given"], "group": c.get("group", "A")}
            for c in cases
        ]
        for word, change in others.items():
            how = {**rubric["ranking"], **change}
            ranks.setdefault(word, {})[name] = reference.rank(rubric, rows, how)
    assert ranks["as it is"] == {
        name: [int(case["expect"]["rank"]) for case in cases] for name, cases in cohorts.items()
    }
    for word, found in ranks.items():
        assert (found == ranks["as it is"]) == (word == "as it is"), word


def test_every_branch_and_both_sides_of_every_boundary_are_covered() -> None:
    coverage = testing.measure_coverage(px.Rubric.load(PATH), [CASES])
    assert coverage.missing == []
    assert len(coverage.items) > 1000


def test_a_mistake_would_be_noticed() -> None:
    report = testing.mutate(px.Rubric.load(PATH), [CASES])
    assert report.percent >= 99
    assert len(report.mutants) > 1500
    # A survivor has a case that would notice it; an undecided mutant states what was searched.
    assert all(mutant.by for mutant in report.mutants)


def test_cases_of_a_leaf_less_leave_that_leaf_uncovered(tmp_path: Path) -> None:
    rubric = px.Rubric.load(PATH)
    # Cases of a whole unit would still read the leaf.
    cases = [case for case in DOCUMENT["cases"] if leaf_of(case) not in (None, "1.3.1")]
    less = tmp_path / "less.case.json"
    less.write_text(json.dumps({**DOCUMENT, "cases": cases}), encoding="utf-8")
    coverage = testing.measure_coverage(rubric, [less])
    assert coverage.percent < 100
    assert {item.code for item in coverage.missing} == {"1.3.1"}


def test_the_page_of_coverage_is_self_contained(tmp_path: Path) -> None:
    page = tmp_path / "coverage.html"
    command = [sys.executable, "-m", "parindex", "coverage", str(PATH), str(CASES)]
    options = ["--format", "html", "--output", str(page), "--fail-under", "100"]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    text = page.read_text(encoding="utf-8")
    assert "100 %" in text
    assert "Công tác chỉ đạo, điều hành CCHC" in text
    assert "http" not in text.replace("http-equiv", "")
    # This page may refer only to itself.
    assert set(re.findall(r'(?:href|src)="(.)', text)) <= {"#"}


def test_the_page_of_coverage_shows_what_is_missing_in_both_languages() -> None:
    node = {"code": "1", "title": {"vi": "Kế hoạch", "en": "Plan"}, "max": "1"}
    node["rule"] = {"yes_no": {"yes": "1", "no": "0"}}
    rubric = px.Rubric.from_json(
        {
            "parindex": 1,
            "id": "r",
            "edition": "1",
            "max": "1",
            "aggregation": "sum",
            "missing": "error",
            "index_rounding": "exact",
            "gates": [{"id": "void", "points": "0"}],
            "nodes": [node],
        }
    )
    coverage = testing.measure_coverage(rubric, [])
    vietnamese = _coverage_page.render(rubric, coverage, "vi")
    english = _coverage_page.render(rubric, coverage, "en")
    for page in (vietnamese, english):
        assert page.count(">Kế hoạch") == page.count(">Plan") == 2  # in the list and in the tree
        assert page.count('<li class="no"') == 2 * len(coverage.missing)
    # The items of the total are there as well.
    assert "gate void" in english
    assert "điều kiện khống chế void" in vietnamese
    assert "yes gives 1" in english
    assert "có: được 1 điểm" in vietnamese
