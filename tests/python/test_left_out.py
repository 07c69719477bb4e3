# SPDX-License-Identifier: MIT
"""What a missing answer gives, what becomes of its maximum, and gates on it: figures by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import parindex as px
from parindex import model, testing
from twin_scores import both, codes, mark, returns, whole

Json = dict[str, Any]


def test_points_for_a_missing_answer() -> None:
    document = whole(
        [mark("1", 4, missing={"points": "-1"}), mark("2", 4)], 8, missing={"points": 2}
    )
    scores = both(document, {"1": None, "2": None}, {"1": 3, "2": None}, {"1": None, "2": 4})
    assert [str(score.points) for score in scores] == ["1", "5", "3"]
    assert [str(score.max) for score in scores] == ["8"] * 3
    trace = scores.explain("0").find("1")
    assert (trace.branch, trace.branch_text) == ("/missing", "missing: gives -1")
    assert trace.steps_in("vi")[-1].text == "thiếu số liệu: được -1 điểm"


def test_each_kind_has_its_own_points() -> None:
    document = whole([mark("1", 4)], 4, missing="error", not_applicable="full", not_proven={"points": 1},
                     refused={"points": "1/3"})  # fmt: skip
    rows = [{"1": value} for value in (px.NOT_APPLICABLE, px.NOT_PROVEN, px.REFUSED)]
    assert [str(score.points) for score in both(document, *rows)] == ["4", "1", "1/3"]
    # A third has no last digit, so no figure of the leaf is a Decimal.
    assert not px.Rubric.from_json(document).compile().terminating[1].points


def test_points_are_inherited_and_replaced() -> None:
    inner = {"code": "A", "max": 8, "missing": {"points": 1}, "children": [
        mark("A1", 4), mark("A2", 4, missing="exclude")]}  # fmt: skip
    scores = both(whole([inner], 8), {"A1": None, "A2": None})
    assert (str(scores["0"].points), str(scores["0"].max)) == ("1", "4")


def test_points_are_rounded_and_bounded() -> None:
    leaf = mark("1", 4, missing={"points": "2.345"}, rounding={"digits": 1, "mode": "half_up"})
    assert str(both(whole([leaf], 4), {"1": None})["0"].points) == "2.3"
    assert codes(whole([mark("1", 4, missing={"points": 5})], 4)) == [
        ("maximum_exceeded", "/nodes/0/missing")
    ]


def test_wrong_policies() -> None:
    assert ("key_missing", "/nodes/0/missing") in codes(whole([mark("1", 4, missing={})], 4))
    assert ("key_unknown", "/nodes/0/missing/share") in codes(
        whole([mark("1", 4, missing={"points": 1, "share": 2})], 4)
    )
    assert ("word_unknown", "/nodes/0/missing") in codes(whole([mark("1", 4, missing="points")], 4))
    older = whole([mark("1", 4, missing={"points": 1})], 4, parindex=1)
    assert codes(older) == [("format_version", "/nodes/0/missing/points")]


def three(excluded: str | None, maximum: object = 10, **more: Any) -> Json:
    """Three children of 2, 3 and 5 points."""
    aggregation = "sum" if excluded is None else {"sum": {"excluded": excluded}}
    return whole(
        [mark("1", 2), mark("2", 3), mark("3", 5)],
        maximum,
        aggregation=aggregation,
        missing="exclude",
        **more,
    )


def test_the_maximum_of_what_is_excluded() -> None:
    row: Json = {"1": 1, "2": 3, "3": None}
    # 1 + 3 = 4 of the 5 that are left.
    plain = both(three(None), row)["0"]
    assert (str(plain.points), str(plain.max), str(plain.index)) == ("4", "5", "80")
    # 4 * 10 / 5 = 8.
    scaled = both(three("rescale"), row)["0"]
    assert (str(scaled.points), str(scaled.max), str(scaled.index)) == ("8", "10", "80")
    # 5 / 2 = 2.5 more for each: 1/2 of 4.5 and 3/3 of 5.5: 2.25 + 5.5 = 7.75.
    shared = both(three("redistribute"), row)["0"]
    assert (str(shared.points), str(shared.max), str(shared.index)) == ("7.75", "10", "77.5")
    # Full points for it: 4 + 5 = 9.
    document = three(None)
    document["nodes"][2]["missing"] = "full"
    full = both(document, row)["0"]
    assert (str(full.points), str(full.max)) == ("9", "10")


@pytest.mark.parametrize("excluded", ["rescale", "redistribute"])
def test_when_nothing_or_everything_is_excluded(excluded: str) -> None:
    rows = [
        {"1": 1, "2": 2, "3": 3},
        {"1": None, "2": None, "3": None},
        {"1": None, "2": None, "3": "2.5"},
    ]
    scores = both(three(excluded), *rows)
    assert [str(score.points) for score in scores] == ["6", "None", "5"]
    assert [score.status for score in scores] == ["ok", "excluded", "ok"]


def test_the_trace_shows_it() -> None:
    row: Json = {"1": 1, "2": 3, "3": None}
    texts = [step.text for step in both(three("rescale"), row).explain("0").steps]
    assert texts == ["1 + 3 = 4", "4 * 10 / 5 = 8, without the excluded children"]
    trace = both(three("redistribute"), row).explain("0")
    assert trace.steps[-1].text == "2.5 more for each of 2 children, for the excluded ones: 7.75"
    assert trace.steps_in("vi")[-1].text.startswith("cộng thêm 2.5 điểm tối đa cho mỗi mục")


def test_bonuses_come_after_it() -> None:
    document = three("rescale")
    document["aggregation"]["sum"]["adjust"] = [{"bonus": "b", "cap": "max"}]
    document["nodes"].append(mark("b", 3))
    scores = both(
        document, {"1": 1, "2": 3, "3": None, "b": 3}, {"1": 1, "2": 1, "3": 1, "b": None}
    )
    assert [str(score.points) for score in scores] == ["10", "3"]


def test_an_excluded_child_below_leaves_its_node() -> None:
    inner = {"code": "A", "max": 6, "aggregation": {"sum": {"excluded": "rescale"}}, "children": [
        mark("A1", 2), mark("A2", 4)]}  # fmt: skip
    scores = both(
        whole([inner, mark("B", 4)], 10, missing="exclude"), {"A1": 1, "A2": None, "B": 4}
    )
    assert (str(scores["0"]["A"].points), str(scores["0"].points), str(scores["0"].max)) == (
        "3",
        "7",
        "10",
    )


def test_units_of_another_group_do_not_get_more() -> None:
    document = three("rescale", groups=[{"id": "x"}, {"id": "y"}])
    document["nodes"][2]["only_for"] = ["x"]
    document["nodes"].append(mark("4", 5, only_for=["y"]))
    assert str(both(document, {"group": "y", "1": 1, "2": 1, "3": None, "4": 1})["0"].points) == "3"


@pytest.mark.parametrize("excluded", ["rescale", "redistribute"])
def test_many_rows_agree_with_one(excluded: str) -> None:
    plan = px.Rubric.from_json(three(excluded)).compile()
    assert {lane.lane for lane in plan.lanes()} == {"fixed"}
    rows = [
        {"unit": str(i), "1": i % 3, "2": i % 4, "3": None if i % 5 == 0 else i % 6}
        for i in range(600)
    ]
    for score, row in zip(plan.score(rows), rows, strict=True):
        assert score.points == plan.score([row])[row["unit"]].points


def test_a_node_with_a_cap_cannot_share_out() -> None:
    document = three("rescale", 8, cap=8)
    assert ("part_misplaced", "/aggregation/sum/excluded") in codes(document)


def test_the_kind_is_not_inherited() -> None:
    inner = {"code": "A", "max": 10, "children": [mark("A1", 5), mark("A2", 5)]}
    document = whole([inner], 10, missing="exclude", aggregation={"sum": {"excluded": "rescale"}})
    scores = both(document, {"A1": 4, "A2": None})
    assert (str(scores["0"]["A"].points), str(scores["0"]["A"].max)) == ("4", "5")
    assert str(scores["0"].points) == "8"


def test_a_declared_sum_of_maxima() -> None:
    document = three(None)
    document["aggregation"] = {"sum": {"maxima_sum": 10}}
    assert codes(document) == []
    # With a cap the maximum of the node does not show the sum that the law prints.
    document = three(None, 8, cap=8)
    document["aggregation"] = {"sum": {"maxima_sum": 11}}
    assert codes(document) == [("maxima_sum_mismatch", "/aggregation/sum/maxima_sum")]
    (issue,) = px.check_rubric(document)[1]
    assert (issue.expected, issue.actual) == ("11", "10")
    document["accept"] = {"maxima_sum_mismatch": "as printed"}
    assert px.Rubric.from_json(document).warnings[0].accepted == "as printed"
    returns(document)


@pytest.mark.parametrize("kind", ["weighted_mean", "geometric_mean", "harmonic_mean"])
def test_a_declared_sum_of_weights(kind: str) -> None:
    def weighted(total: object) -> Json:
        nodes = [mark("1", 10, weight="0.5"), mark("2", 10, weight="0.25")]
        return whole(
            nodes,
            10,
            aggregation={kind: {"weights_sum": total}},
            rounding={"digits": 2, "mode": "half_up"},
        )

    assert codes(weighted("0.75")) == []
    assert codes(weighted(1)) == [("weights_sum_mismatch", f"/aggregation/{kind}/weights_sum")]
    returns(weighted("0.75"))
    both(weighted("0.75"), {"1": 5, "2": 5})


def gated(no_value: list[str], **more: Any) -> Json:
    gate = {"id": "silent", "when": {"node": "2", "no_value": no_value}, "cap": 3}
    nodes = [mark("1", 4), mark("2", 4)]
    return whole(
        nodes, 8, missing="zero", refused="full", not_applicable="exclude", gates=[gate], **more
    )


def test_a_gate_on_a_value_that_was_not_given() -> None:
    document = gated(["missing", "refused"])
    rows = [{"1": 4, "2": value} for value in (None, px.REFUSED, px.NOT_APPLICABLE, 0, 4)]
    scores = both(document, *rows)
    assert [str(score.points) for score in scores] == ["3", "3", "4", "4", "8"]
    assert (
        scores.explain("0").steps[-1].text
        == "gate silent (2 is missing or refused): capped at 3 from 4"
    )
    # What is kept of a result does not matter.
    kept = px.Rubric.from_json(document).compile().score([{"unit": "u", **rows[0]}], keep="all")
    assert str(kept["u"].points) == "3"


def test_a_leaf_that_reads_several_values() -> None:
    leaf = {"code": "2", "max": 2, "missing": "zero", "refused": "zero",
            "rule": {"checklist": {"items": [{"id": "a", "points": 1}, {"id": "b", "points": 1}]}}}  # fmt: skip
    gate = {"id": "g", "when": {"node": "2", "no_value": ["refused"]}, "points": 0}
    document = whole([mark("1", 4), leaf], 6, gates=[gate])
    rows = [{"1": 4, "2.a": px.REFUSED, "2.b": 1}, {"1": 4, "2.a": px.REFUSED, "2.b": None}]
    # Where values are absent for several reasons, missing applies.
    assert [str(score.points) for score in both(document, *rows)] == ["0", "4"]


def test_wrong_gates() -> None:
    document = gated(["missing"])
    document["nodes"].append({"code": "A", "max": 1, "children": [mark("A1", 1)]})
    document["max"] = 9
    document["gates"][0]["when"]["node"] = "A"
    assert ("part_misplaced", "/gates/0/when/no_value") in codes(document)
    assert ("range_empty", "/gates/0/when/no_value") in codes(gated([]))
    assert ("part_misplaced", "/gates/0/when/no_value") in codes(gated(["missing", "missing"]))
    assert ("word_unknown", "/gates/0/when/no_value/0") in codes(gated(["absent"]))
    document = gated(["missing"])
    document["gates"][0]["when"]["points"] = {"from": 1}
    assert "key_unknown" in {code for code, _ in codes(document)}


def test_the_forms_of_files_return() -> None:
    made = returns(gated(["refused", "missing"]))
    assert made["gates"][0]["when"] == {"node": "2", "no_value": ["refused", "missing"]}
    assert made["parindex"] == 2
    assert returns(three("redistribute"))["aggregation"] == {"sum": {"excluded": "redistribute"}}
    assert returns(whole([mark("1", 4, missing={"points": "-1.0"})], 4))["nodes"][0]["missing"] == {
        "points": "-1"
    }


def test_the_typed_classes() -> None:
    leaf = model.Leaf("1", max=4, rule=model.Direct(min=0, max=4), missing=model.PolicyPoints(-1))
    assert leaf.to_dict()["missing"] == {"points": "-1"}
    assert model.Sum(excluded="rescale").to_dict() == {"sum": {"excluded": "rescale"}}
    when = model.GateCondition("2", no_value=["missing"])
    assert when.to_dict() == {"node": "2", "no_value": ["missing"]}


def test_differences_and_mutants(tmp_path: Path) -> None:
    before, after = (
        px.Rubric.from_json(whole([mark("1", 4, missing={"points": n})], 4)) for n in (1, 2)
    )
    assert "1→2" in px.diff(before, after).to_text(language="en")
    path = tmp_path / "made.case.json"
    path.write_text(testing.boundary_cases(after), encoding="utf-8")
    assert testing.run_cases([path], rubric=after).ok
    statuses = [
        m.status
        for m in testing.mutate(after, [path]).mutants
        if m.pointer == "/nodes/0/missing/points"
    ]
    assert statuses
    assert set(statuses) == {"killed"}
