# SPDX-License-Identifier: MIT
"""Parts of a rubric that are written once and named where they belong, and constants with a name."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from parindex import model, testing
from twin_scores import both, codes, mark, returns, whole

Json = dict[str, Any]

AGREE = [
    {"id": "yes", "percent": 100, "title": {"vi": "Đồng ý"}},
    {"id": "partly", "percent": "50.0"},
    {"id": "no", "percent": 0},
]


def questions(count: int) -> str:
    """The file of an index of some questions with one list of answers, as an author writes it."""
    lines = [
        "{",
        ' "parindex": 2, "id": "survey", "edition": "2026", "title": {"en": "A survey", "vi": "Phiếu hỏi"},',
        f' "max": {count}, "aggregation": "sum", "missing": "zero", "index_rounding": {{"digits": 2, "mode": "half_up"}},',
        ' "shared": {"options": {"agree": [',
        '   {"id": "full", "percent": 100, "title": {"en": "Fully agree", "vi": "Hoàn toàn đồng ý"}},',
        '   {"id": "mostly", "percent": 75, "title": {"en": "Agree", "vi": "Đồng ý"}},',
        '   {"id": "neither", "percent": 50, "title": {"en": "Neither", "vi": "Không ý kiến"}},',
        '   {"id": "hardly", "percent": 25, "title": {"en": "Disagree", "vi": "Không đồng ý"}},',
        '   {"id": "not", "percent": 0, "title": {"en": "Fully disagree", "vi": "Hoàn toàn không đồng ý"}}]}},',
        ' "nodes": [',
    ]
    rows = (f'   {{"code": "{i}", "max": 1, "title": {{"en": "Question {i}"}}, "rule": {{"levels": {{"options": "agree"}}}}}}' for i in range(1, count + 1))  # fmt: skip
    return "\n".join(lines) + "\n" + ",\n".join(rows) + "]\n}\n"


def test_an_index_of_thirty_questions_has_less_than_sixty_lines() -> None:
    text = questions(30)
    assert text.count("\n") < 60
    rubric = px.Rubric.from_json(text)
    assert rubric.warnings == ()
    row = {
        str(i): ["full", "mostly", "neither", "hardly", "not", None][i % 6] for i in range(1, 31)
    }
    scores = both(json.loads(text), row)
    # Five times each answer: 5 * (1 + 0.75 + 0.5 + 0.25).
    assert (str(scores["0"].points), str(scores["0"].index)) == ("12.5", "41.67")
    written = json.loads(rubric.to_json())
    assert {json.dumps(node["rule"]) for node in written["nodes"]} == {
        '{"levels": {"options": "agree"}}'
    }
    assert px.Rubric.from_json(rubric.to_json()) == rubric
    assert len(rubric.to_json()) < 2 * len(text)


def test_the_names_stand_for_the_parts() -> None:
    named = whole(
        [{"code": "1", "max": 4, "rule": {"levels": {"options": "agree"}}}],
        4,
        shared={"options": {"agree": AGREE}},
    )
    plain = whole([{"code": "1", "max": 4, "rule": {"levels": {"options": AGREE}}}], 4)
    rows = [{"1": answer} for answer in ("yes", "partly", "no")]
    assert [s.points for s in both(named, *rows)] == [s.points for s in both(plain, *rows)]
    one, other = px.Rubric.from_json(named), px.Rubric.from_json(plain)
    assert one.digest != other.digest  # the digest follows the text
    assert px.Rubric.from_json(one._resolved()).digest == other.digest


def test_every_section() -> None:
    grades = [{"below": 50, "points": 0}, {"from": 50, "points": 4}]
    line = [{"below": 50, "points": 0}, {"from": 50, "to": 100, "points_from": 0, "points_to": 4}]
    document = whole(
        [
            {"code": "1", "max": 4, "inputs": ["rate"], "rule": {"bands": {"on": {"value": "value"}, "steps": "grades"}}},
            {"code": "2", "max": 4, "inputs": ["rate"], "rule": {"linear": {"on": {"value": "value"}, "pieces": "line"}}},
            {"code": "3", "max": 1, "inputs": [{"name": "kind", "type": "choice", "options": "kinds"}],
             "rule": {"decision_table": {"hit": "first", "rows": [{"when": {"kind": "ward"}, "points": 1}], "otherwise": 0}}},
            {"code": "4", "max": 1, "rule": {"choice": {"options": "marks"}}},
        ],
        10,
        shared={
            "inputs": {"rate": {"name": "value", "type": "number", "min": 0, "max": 100}},
            "scales": {"grades": grades, "line": line},
            "options": {"kinds": [{"id": "ward"}, {"id": "commune"}], "marks": [{"id": "a", "points": 1}, {"id": "b", "points": "0.0"}]},
        },
    )  # fmt: skip
    scores = both(document, {"1": 50, "2": 75, "3.kind": "ward", "4": "b"})
    assert [str(scores["0"][code].points) for code in "1234"] == ["4", "2", "1", "0"]
    made = returns(document)
    assert made["nodes"][0]["inputs"] == ["rate"]
    assert made["nodes"][1]["rule"]["linear"]["pieces"] == "line"
    assert made["nodes"][2]["inputs"][0]["options"] == "kinds"
    assert made["shared"]["options"]["marks"][1] == {"id": "b", "points": "0"}


def test_one_text_however_it_is_spelt() -> None:
    def spelt(options: list[Json]) -> str:
        rule = {"levels": {"options": "agree"}}
        return px.Rubric.from_json(
            whole(
                [{"code": "1", "max": 4, "rule": rule}], 4, shared={"options": {"agree": options}}
            )
        ).to_json()

    other = [
        {"title": {"vi": "Đồng ý"}, "percent": "1e2", "id": "yes"},
        {"percent": "0.5e2", "id": "partly"},
        {"id": "no", "percent": "0.0"},
    ]
    assert spelt(AGREE) == spelt(other)


def test_rules_within_groups_and_shared_constants() -> None:
    steps = [
        {"below": {"constant": "limit"}, "points": 0},
        {"from": {"constant": "limit"}, "points": 2},
    ]
    of_group = {"bands": {"on": {"value": "value"}, "steps": "grades"}}
    cases = [{"groups": ["x"], "rule": of_group}, {"groups": ["y"], "rule": of_group}]
    leaf = {"code": "1", "max": 2, "inputs": [{"name": "value", "type": "number", "min": 0, "max": {"constant": "most"}}],
            "rule": {"by_group": {"cases": cases}}}  # fmt: skip
    document = whole(
        [leaf], 2, groups=[{"id": "x"}, {"id": "y"}], shared={"scales": {"grades": steps}},
        constants={"limit": {"value": "70", "unit": "%", "law": "Điều 5(1)"}, "most": {"value": 100}},
    )  # fmt: skip
    scores = both(
        document, {"group": "x", "1": "69.9"}, {"group": "y", "1": 70}, {"group": "y", "1": 101}
    )
    assert [str(score.points) for score in scores] == ["0", "2", "None"]
    made = returns(document)
    assert made["shared"]["scales"]["grades"][1]["from"] == {"constant": "limit"}
    assert made["constants"]["limit"] == {"value": "70", "unit": "%", "law": "Điều 5(1)"}


def decree(**constants: Json) -> Json:
    """Article 5(1) of Decree 307/2025: the threshold is a constant."""
    rule = {"increments": {"on": {"value": "value"}, "base": 10, "threshold": {"constant": "threshold"}, "direction": "up",
                           "step": 60000, "points_each": "0.5", "partial_steps": "counted", "cap": 25}}  # fmt: skip
    leaf = {"code": "1", "max": 25, "inputs": [{"name": "value", "type": "number", "min": 0}], "rule": rule,
            "accept": {"minimum_above_zero": "as printed"}}  # fmt: skip
    return whole([leaf], 25, constants=constants)


def test_a_constant() -> None:
    document = decree(threshold={"value": "2000000", "unit": "người", "law": "Điều 5(1)"})
    scores = both(document, {"1": 2000000}, {"1": 3500000})
    assert [str(score.points) for score in scores] == ["10", "22.5"]


@pytest.mark.parametrize(
    "dated",
    [
        {"by_edition": {"2025": "1800000", "2026": "2000000"}},
        {"by_date": {"2024-07-01": "1800000", "2026-01-01": "2000000", "2027-01-01": "1"}},
    ],
)
def test_a_value_for_each_edition_or_day(dated: Json) -> None:
    document = {**decree(threshold=dated), "effective": {"from": "2026-03-01"}}
    assert str(both(document, {"1": 3500000})["0"].points) == "22.5"
    document["effective"]["from"], document["edition"] = "2025-12-31", "2025"
    # 10 + 0.5 * 1700000 / 60000 = 24.1667.
    assert str(both(document, {"1": 3500000})["0"].points) == "145/6"
    returns(document)


@pytest.mark.parametrize("dated", [{"by_edition": {"2025": "1"}}, {"by_date": {"2026-01-01": "1"}}])
def test_an_edition_without_a_value(dated: Json) -> None:
    at = "/nodes/0/rule/increments/threshold"
    assert codes(decree(threshold=dated)) == [("constant_undated", at)]
    early = {**decree(threshold=dated), "effective": {"from": "2025-12-31"}}
    assert codes(early) == [("constant_undated", at)]
    (issue,) = px.check_rubric(early)[1]
    assert issue.actual == '"threshold"'
    assert "edition 2026" in str(issue.expected)


@pytest.mark.parametrize(
    ("constant", "found"),
    [
        ({"unit": "x"}, ("key_missing", "/constants/threshold")),
        (
            {"value": 1, "by_edition": {"2026": 1}},
            ("key_unknown", "/constants/threshold/by_edition"),
        ),
        ({"value": "x"}, ("number_malformed", "/constants/threshold/value")),
        ({"value": 1, "source": "x"}, ("key_unknown", "/constants/threshold/source")),
        ({"by_date": {"2026": 1}}, ("date_malformed", "/constants/threshold/by_date/2026")),
    ],
)
def test_wrong_constants(constant: Json, found: tuple[str, str]) -> None:
    document = {**decree(threshold=constant), "effective": {"from": "2026-03-01"}}
    assert found in codes(document)


def test_unknown_and_unused_names() -> None:
    document = decree(other={"value": 1})
    assert codes(document) == [("shared_unknown", "/nodes/0/rule/increments/threshold")]
    document["constants"]["threshold"] = {"value": 5}
    assert ("shared_unused", "/constants/other") in codes(document)
    named = whole([{"code": "1", "max": 4, "inputs": ["rat"], "rule": {"bands": {"on": {"value": "value"}, "steps": "x"}}}], 4,
                  shared={"inputs": {"rate": {"name": "value", "type": "number"}}})  # fmt: skip
    assert codes(named) == [
        ("shared_unknown", "/nodes/0/inputs/0"),
        ("shared_unknown", "/nodes/0/rule/bands/steps"),
    ]


def test_issues_have_the_place_of_the_use_and_the_line_of_the_part() -> None:
    text = questions(3).replace('"percent": 75', '"percent": 175')
    _, issues = px.check_rubric(text)
    assert "number_out_of_range" in {issue.code for issue in issues}
    assert issues[0].pointer == "/nodes/0/rule/levels/options/1/percent"
    assert issues[0].line == 6


def test_names_in_old_files_are_what_they_were() -> None:
    parameters = {
        "custom": {
            "name": "f",
            "version": "1",
            "parameters": {"constant": "1/3"},
            "reach": {"min": 0, "max": 4},
        }
    }
    table = {
        "decision_table": {
            "hit": "first",
            "rows": [{"when": {"constant": "a"}, "points": 4}],
            "otherwise": 0,
        }
    }
    inputs = [{"name": "constant", "type": "choice", "options": [{"id": "a"}, {"id": "b"}]}]
    for rule in (parameters, table):
        leaf: Json = {"code": "1", "max": 4, "rule": rule, "inputs": inputs}
        old = whole([leaf], 4, parindex=1)
        assert codes(old) == []
        # The same next to constants.
        new = whole([leaf, mark("2", 4)], 8, constants={"c": {"value": 4}})
        assert [code for code, _ in codes(new)] == ["shared_unused"]


def test_the_keys_belong_to_format_2() -> None:
    assert ("format_version", "/constants") in codes(
        {**decree(threshold={"value": 1}), "parindex": 1}
    )


def test_a_part_that_names_itself() -> None:
    shared = {
        "inputs": {"x": {"name": "value", "type": "choice", "options": "x"}},
        "options": {"x": [{"id": "a", "options": "x"}]},
    }
    document = whole(
        [{"code": "1", "max": 4, "inputs": ["x"], "rule": {"yes_no": {"yes": 4, "no": 0}}}],
        4,
        shared=shared,
    )
    assert "shared_unknown" in {code for code, _ in codes(document)}


def test_parts_that_would_fill_the_memory() -> None:
    options = [{"id": f"o{i}", "percent": 0} for i in range(100)] + [{"id": "full", "percent": 100}]
    nodes = [{"code": str(i), "max": 1, "rule": {"levels": {"options": "many"}}} for i in range(50)]
    document = whole(nodes, 50, shared={"options": {"many": options}})
    before = px.set_limits(json_values=2_000)
    try:
        found = px.check_rubric(document)[1]
    finally:
        px.set_limits(before)
    # 50 lists of 101 options, each with 3 values.
    assert {issue.code for issue in found} == {"rubric_too_large"}
    assert px.check_rubric(document)[1] == []


def test_mutants_change_what_names_stand_for(tmp_path: Path) -> None:
    document = decree(threshold={"value": "2000000"})
    rubric = px.Rubric.from_json(document)
    path = tmp_path / "made.case.json"
    path.write_text(testing.boundary_cases(rubric), encoding="utf-8")
    assert testing.run_cases([path], rubric=rubric).ok
    mutants = testing.mutate(rubric, [path]).mutants
    assert [m for m in mutants if m.pointer == "/nodes/0/rule/increments/threshold"]


def test_differences_show_the_numbers() -> None:
    before = px.Rubric.from_json(decree(threshold={"value": 2000000}))
    after = px.Rubric.from_json(decree(threshold={"value": 2500000}))
    assert "2000000→2500000" in px.diff(before, after).to_text(language="en")


def test_the_typed_classes() -> None:
    document = decree(threshold={"value": "2000000", "law": "Điều 5(1)"})
    read = px.Rubric.from_json(document).to_model()
    assert read.constants is not None
    assert read.constants["threshold"] == model.Constant(value="2000000", law="Điều 5(1)")
    leaf = read.nodes[0]
    assert isinstance(leaf, model.Leaf)
    assert isinstance(leaf.rule, model.Increments)
    assert leaf.rule.threshold == model.ConstantName("threshold")
    assert model.Levels("agree").to_dict() == {"levels": {"options": "agree"}}
    assert read.to_dict()["parindex"] == 2


def test_other_views_have_the_parts() -> None:
    rubric = px.Rubric.from_json(questions(3))
    scores = rubric.compile().score([{"unit": "u", "1": "full", "2": "mostly", "3": "wrong"}])
    assert scores.issues[0].expected == "one of full, mostly, neither, hardly, not"
    copied = copy.deepcopy(rubric)
    assert copied == rubric
    found = rubric.find("1")
    assert found is not None
    assert found["rule"] == {"levels": {"options": "agree"}}
