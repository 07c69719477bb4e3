# SPDX-License-Identifier: MIT
"""Children that are left out, products, and nodes without remaining children: figures worked out by
hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import parindex as px
from parindex import model, testing
from twin_scores import both, codes, mark, returns, whole

Json = dict[str, Any]

LOWEST: Json = {"lowest": 1, "by": "points", "excluded": "not_counted"}
TRIMMED: Json = {"lowest": 1, "highest": 1, "by": "share", "excluded": "not_counted"}


def leaves(*maxima: object, **more: Any) -> list[Json]:
    return [mark(str(at), maximum, **more) for at, maximum in enumerate(maxima, 1)]


def row(*points: object) -> Json:
    return {str(at): each for at, each in enumerate(points, 1)}


def dropping(
    kind: str, drop: Json, maxima: tuple[object, ...], maximum: object, **more: Any
) -> Json:
    return whole(leaves(*maxima), maximum, aggregation={kind: {"drop": drop}}, missing="exclude", **more)  # fmt: skip


def test_the_lowest_points_leave_a_sum() -> None:
    document = dropping("sum", LOWEST, (10, 10, 10), 20)
    rows = [row(7, 4, 9), row(5, 5, 5), row(None, 4, 9), row(None, None, 9)]
    scores = both(document, *rows)
    # 7 + 9; 5 + 5 whichever goes; of two that are left the higher one; one alone is not enough.
    assert [(str(s.points), str(s.max)) for s in scores] == [
        ("16", "20"), ("10", "20"), ("9", "10"), ("None", "None"),
    ]  # fmt: skip
    assert [s.status for s in scores] == ["ok", "ok", "ok", "unavailable"]
    texts = [step.text for step in scores.explain("0").steps]
    assert texts == ["lowest left out: 2 4", "7 + 9 = 16"]
    assert scores.explain("0").steps_in("vi")[0].text == "bỏ điểm thấp nhất: 2 4"
    assert scores.explain("3").branch_text == "1 available, at least 2 needed: unavailable"


def test_an_excluded_child_can_be_one_of_the_lowest() -> None:
    document = dropping("sum", {**LOWEST, "excluded": "counted"}, (10, 10, 10), 20)
    scores = both(document, row(7, 4, 9), row(None, 4, 9), row(None, None, 9))
    assert [(str(s.points), str(s.max)) for s in scores] == [("16", "20"), ("13", "20"), ("9", "10")]  # fmt: skip
    assert [step.text for step in scores.explain("1").steps] == [
        "excluded children among the lowest: 1", "4 + 9 = 13",
    ]  # fmt: skip


def test_by_share_the_applicable_maximum_follows() -> None:
    # Shares 4/10, 3/4 and 5/5: the first goes, and 8 of 9 are left; by points the second goes.
    drop = {**LOWEST, "by": "share", "ties": "first"}
    assert codes(dropping("sum", drop, (10, 4, 5), 9)) == []
    scores = both(dropping("sum", drop, (10, 4, 5), 9), row(4, 3, 5), row(10, 4, 5))
    assert [(str(s.points), str(s.max)) for s in scores] == [("8", "9"), ("9", "9")]
    drop = {**LOWEST, "ties": "first"}
    scores = both(dropping("sum", drop, (10, 4, 5), 15), row(4, 3, 5))
    assert [(str(s.points), str(s.max)) for s in scores] == [("9", "15")]


def test_the_rule_for_ties() -> None:
    # Both have half: without the first 1 of 2 is left, without the last 2 of 4.
    found = []
    for ties, maximum in (("first", 2), ("last", 4)):
        document = dropping("sum", {**LOWEST, "by": "share", "ties": ties}, (4, 2), maximum)
        (score,) = both(document, row(2, 1))
        found.append((str(score.points), str(score.max)))
    assert found == [("1", "2"), ("2", "4")]
    # With both ends the first goes as lowest and the second as highest.
    document = dropping("sum", {**TRIMMED, "ties": "first"}, (4, 2, 2), 2)
    assert str(both(document, row(2, 1, 1))["0"].max) == "2"


def test_where_ties_matter_the_rule_is_required() -> None:
    assert codes(dropping("sum", LOWEST, (10, 4, 5), 15)) == [
        ("tie_rule_missing", "/aggregation/sum/drop")
    ]
    assert codes(dropping("mean", LOWEST, (10, 4, 5), 10)) == [
        ("tie_rule_missing", "/aggregation/mean/drop")
    ]
    # Equal shares add the same to a mean, and equal maxima the same to a sum.
    assert codes(dropping("mean", {**LOWEST, "by": "share"}, (10, 4, 5), 10)) == []
    assert codes(dropping("sum", {**LOWEST, "by": "share"}, (5, 5, 5), 10)) == []
    inner = {"code": "A", "max": 5, "children": [mark("A1", 2), mark("A2", 3)]}
    document = whole([inner, *leaves(5, 5)], 10, aggregation={"sum": {"drop": LOWEST}})
    document["nodes"][0]["aggregation"] = "sum"
    assert codes(document) == [("tie_rule_missing", "/aggregation/sum/drop")]
    weighted = dropping("weighted_mean", {**LOWEST, "by": "share"}, (4, 4), 4)
    for child, weight in zip(weighted["nodes"], (1, 2), strict=True):
        child["weight"] = weight
    assert codes(weighted) == [("tie_rule_missing", "/aggregation/weighted_mean/drop")]


def test_a_trimmed_mean() -> None:
    # Shares 1/4, 2/4, 3/4, 4/4, 4/4: the middle three have 9/12 of 10.
    document = dropping("mean", TRIMMED, (4, 4, 4, 4, 4), 10)
    scores = both(document, row(1, 2, 3, 4, 4), row(1, 2, 3, None, None), row(1, 2, None, None, None))  # fmt: skip
    assert [str(s.points) for s in scores] == ["7.5", "5", "None"]
    texts = [step.text for step in scores.explain("0").steps]
    assert texts[:2] == ["lowest left out: 1 1/4", "highest left out: 4 4/4"]
    assert px.Rubric.from_json(document).compile().lanes()[0].lane == "exact"


def test_a_weighted_mean_without_its_lowest() -> None:
    drop = {**LOWEST, "by": "share", "ties": "last"}
    document = dropping("weighted_mean", drop, (4, 4, 4, 4), 4)
    for child, weight in zip(document["nodes"], (1, 2, 3, 0), strict=True):
        child["weight"] = weight
    # The fourth has no weight, so it is not the lowest: (2 * 3 + 3 * 4) / 5.
    scores = both(document, row(1, 3, 4, 0), row(None, None, None, 3))
    assert [str(s.points) for s in scores] == ["3.6", "None"]
    assert [s.status for s in scores] == ["ok", "excluded"]


def test_a_minimum_and_a_bonus_beside_it() -> None:
    document = dropping("mean", LOWEST, (4, 4, 4), 4)
    document["aggregation"]["mean"]["minimum_available"] = 3
    scores = both(document, row(1, 2, 3), row(1, 2, None))
    assert [s.status for s in scores] == ["ok", "unavailable"]
    document = dropping("sum", LOWEST, (10, 10, 3), 10)
    document["aggregation"]["sum"]["adjust"] = [{"bonus": "3", "cap": "max"}]
    scores = both(document, row(7, 4, 1), row(7, None, 1), row(None, None, 1))
    assert [str(s.points) for s in scores] == ["8", "None", "None"]
    assert [s.status for s in scores] == ["ok", "unavailable", "excluded"]


@pytest.mark.parametrize(
    ("drop", "issue"),
    [
        ({"by": "points"}, ("key_missing", "/aggregation/sum/drop")),
        ({"lowest": 1, "by": "points"}, ("key_missing", "/aggregation/sum/drop")),
        ({"lowest": 1, "excluded": "counted"}, ("key_missing", "/aggregation/sum/drop")),
        ({"lowest": 3, "by": "points", "excluded": "counted"},
         ("number_out_of_range", "/aggregation/sum/drop/lowest")),
        ({"highest": 3, "by": "points"}, ("number_out_of_range", "/aggregation/sum/drop/highest")),
        ({"highest": 1, "by": "points", "excluded": "counted"},
         ("part_misplaced", "/aggregation/sum/drop/excluded")),
        ({"lowest": 0, "by": "points", "excluded": "counted"},
         ("number_out_of_range", "/aggregation/sum/drop/lowest")),
        ({**LOWEST, "by": "weight"}, ("word_unknown", "/aggregation/sum/drop/by")),
    ],
)  # fmt: skip
def test_wrong_drops(drop: Json, issue: tuple[str, str]) -> None:
    assert issue in codes(dropping("sum", drop, (10, 10, 10), 20))


def test_what_cannot_be_combined() -> None:
    document = dropping("sum", LOWEST, (10, 10, 10), 20)
    document["aggregation"]["sum"]["excluded"] = "rescale"
    assert ("part_misplaced", "/aggregation/sum/excluded") in codes(document)
    document = dropping("sum", {**LOWEST, "excluded": "counted"}, (10, 10, 10), 20,
                        groups=[{"id": "x"}, {"id": "y"}])  # fmt: skip
    document["nodes"][0]["only_for"] = ["x"]
    assert ("part_misplaced", "/aggregation/sum/drop/excluded") in codes(document)
    older = {**dropping("sum", LOWEST, (10, 10), 10), "parindex": 1}
    assert codes(older) == [("format_version", "/aggregation/sum/drop")]
    assert ("maximum_mismatch", "/max") in codes(dropping("sum", LOWEST, (10, 10, 10), 30))


def test_the_kind_is_inherited_without_its_drop() -> None:
    inner = {"code": "A", "max": 10, "children": [mark("A1", 5), mark("A2", 5)]}
    document = whole([inner, mark("B", 10)], 10, aggregation={"sum": {"drop": {**LOWEST, "ties": "last"}}})  # fmt: skip
    assert str(both(document, {"A1": 4, "A2": 3, "B": 2})["0"].points) == "7"


def test_a_product_of_shares() -> None:
    document = whole(leaves(4, 10), 100, aggregation="product", missing="exclude")
    scores = both(document, row(3, 4), row(0, 4), row(None, 4), row(None, None))
    # 100 * 3/4 * 4/10; what is excluded is no factor.
    assert [str(s.points) for s in scores] == ["30", "0", "40", "None"]
    assert scores.explain("0").steps[0].text == "100 * (3/4) * (4/10) = 30"
    # With the product of the maxima as maximum, the points are the product of the points.
    assert str(both(whole(leaves(4, 10), 40, aggregation="product"), row(3, 4))["0"].points) == "12"
    assert codes({**document, "parindex": 1}) == [("format_version", "/aggregation")]
    few = whole(leaves(4, 10), 100, aggregation={"product": {"minimum_available": 2}}, missing="exclude")  # fmt: skip
    assert both(few, row(3, None))["0"].status == "unavailable"


def test_a_product_of_many_numbers_can_be_too_long() -> None:
    nodes = [{"code": str(i), "max": 10, "rule": {"direct": {"min": 0, "max": 10}}} for i in range(1, 41)]  # fmt: skip
    document = whole(nodes, 1, aggregation="product")
    data = {str(i): "1." + "3" * 80 for i in range(1, 41)}
    (score,) = px.Rubric.from_json(document).compile().score([{"unit": "0", **data}])
    assert {issue.code for issue in score.issues} <= {"number_too_long"}


@pytest.mark.parametrize(("word", "points"), [("zero", "0"), ("full", "4")])
def test_nothing_left(word: str, points: str) -> None:
    inner = {"code": "A", "max": 4, "nothing_left": word, "children": [mark("A1", 2), mark("A2", 2)]}  # fmt: skip
    document = whole([inner, mark("B", 6)], 10, missing="exclude")
    rows = [{"A1": None, "A2": None, "B": 3}, {"A1": 1, "A2": None, "B": 3}]
    scores = both(document, *rows)
    assert [str(s["A"].points) for s in scores] == [points, "1"]
    assert [str(s.max) for s in scores] == ["10", "8"]
    trace = scores.explain("0").find("A")
    assert trace.steps[-1].text == f"nothing is left: gives {points}"
    assert trace.steps_in("vi")[-1].text == f"không còn mục nào: được {points} điểm"
    assert str(px.Rubric.from_json(document).compile().score(rows[0])["unit"].points) == str(scores["0"].points)  # fmt: skip


def test_nothing_left_of_the_total_and_of_weights() -> None:
    document = whole(leaves(4), 4, missing="exclude", nothing_left="zero", rounding={"digits": 0, "mode": "half_up"})  # fmt: skip
    (score,) = both(document, row(None))
    assert (str(score.points), str(score.max), score.status) == ("0", "4", "ok")
    document = whole(leaves(4, 4), 4, aggregation="weighted_mean", missing="exclude", nothing_left="zero")  # fmt: skip
    for child, weight in zip(document["nodes"], (1, 0), strict=True):
        child["weight"] = weight
    assert str(both(document, row(None, 3))["0"].points) == "0"
    # Too few is not nothing.
    document = whole(leaves(4, 4), 4, missing="exclude", nothing_left="zero",
                     aggregation={"mean": {"minimum_available": 2}})  # fmt: skip
    assert [s.status for s in both(document, row(1, None), row(None, None))] == ["unavailable", "ok"]  # fmt: skip


def test_a_node_of_another_group_stays_excluded() -> None:
    inner = {"code": "A", "max": 4, "only_for": ["x"], "nothing_left": "zero", "children": [mark("A1", 4)]}  # fmt: skip
    other = {**mark("C", 4), "only_for": ["y"]}
    document = whole([inner, other, mark("B", 6)], 10, missing="exclude", groups=[{"id": "x"}, {"id": "y"}])  # fmt: skip
    scores = both(document, {"group": "x", "A1": None, "B": 3}, {"group": "y", "C": 4, "B": 3})
    assert [scores[unit]["A"].status for unit in ("0", "1")] == ["ok", "excluded"]


def test_a_figure_of_a_node_that_always_has_points() -> None:
    inner = {"code": "A", "max": 4, "nothing_left": "zero", "children": [mark("A1", 4)]}
    reads = {"code": "B", "max": 4, "rule": {"bands": {"on": {"node": "A", "figure": "points"}, "steps": [
        {"below": 2, "points": 0}, {"from": 2, "points": 4}]}}}  # fmt: skip
    document = whole([inner, reads], 8, missing="exclude")
    assert codes(document) == []
    del document["nodes"][0]["nothing_left"]
    assert codes(document)


def test_only_nodes_with_children() -> None:
    assert ("key_unknown", "/nodes/0/nothing_left") in codes(
        whole([mark("1", 4, nothing_left="zero")], 4)
    )
    assert ("word_unknown", "/nothing_left") in codes(whole(leaves(4), 4, nothing_left="half"))


def test_the_forms_of_files_return() -> None:
    assert returns(dropping("sum", LOWEST, (10, 10), 10))["aggregation"] == {
        "sum": {"drop": {"lowest": 1, "by": "points", "excluded": "not_counted"}}
    }
    assert returns(whole(leaves(4), 4, aggregation="product", nothing_left="zero"))["nothing_left"] == "zero"  # fmt: skip
    drop = model.Drop(lowest=1, by="points", excluded="counted")
    assert model.Mean(drop=drop).to_dict() == {
        "mean": {"drop": {"lowest": 1, "by": "points", "excluded": "counted"}}
    }


def test_differences() -> None:
    before = px.Rubric.from_json(dropping("mean", TRIMMED, (4, 4, 4, 4), 4))
    after = px.Rubric.from_json(dropping("mean", {**TRIMMED, "lowest": 2}, (4, 4, 4, 4), 4))
    assert "1→2" in px.diff(before, after).to_text(language="en")
    plain = px.Rubric.from_json(whole(leaves(4), 4, missing="exclude"))
    zero = px.Rubric.from_json(whole(leaves(4), 4, missing="exclude", nothing_left="zero"))
    assert "when nothing is left" in px.diff(plain, zero).to_text(language="en")
    assert "khi không còn mục nào" in px.diff(plain, zero).to_text(language="vi")


@pytest.mark.parametrize(
    "document",
    [
        dropping("sum", {**LOWEST, "excluded": "counted"}, (4, 4, 4), 8),
        dropping("mean", TRIMMED, (4, 4, 4, 4), 4),
        whole(leaves(4, 2), 8, aggregation="product", missing="exclude", nothing_left="zero"),
    ],
)
def test_coverage_and_mutants(tmp_path: Path, document: Json) -> None:
    rubric = px.Rubric.from_json(document)
    path = tmp_path / "made.case.json"
    path.write_text(testing.boundary_cases(rubric), encoding="utf-8")
    assert testing.run_cases([path], rubric=rubric).ok
    found = [
        (m.pointer, m.status, m.change)
        for m in testing.mutate(rubric, [path]).mutants
        if "drop" in m.pointer or "aggregation" in m.pointer or "nothing_left" in m.pointer
    ]
    assert found
    # Whether another order of the children changes what is left out takes a search over all of them.
    assert {pointer for pointer, status, _ in found if status == "undecided"} <= {
        pointer for pointer, _, _ in found if pointer.endswith("/drop/by")
    }
    assert "killed" in {status for _, status, _ in found}
