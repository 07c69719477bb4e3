# SPDX-License-Identifier: MIT
"""The main objects of the API: rubric, plan, scores, explanation."""

from __future__ import annotations

import ast
import json
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

import parindex as px
from parindex.shipped import shipped_rubric_path


def test_a_rubric_has_its_properties(rubric):
    assert (rubric.id, rubric.edition) == ("example", "2026")
    assert rubric.title() == "Chỉ số ví dụ"
    assert rubric.title("en") == "Example index"
    assert rubric.title("fr") in rubric.titles.values()
    assert rubric.index_rounding == px.Rounding(2, "half_up")
    assert "2 fields, 5 leaves, 10 points" in repr(rubric)


def test_a_rubric_without_titles_is_called_by_its_identifier(document):
    del document["title"]
    rubric = px.Rubric.from_json(document)
    assert rubric.title() == "example"
    assert rubric.language == "en"


def test_find_gives_the_node_as_written_and_a_copy_of_it(rubric):
    node = rubric.find("1.2")
    assert node["title"] == {"vi": "Báo cáo đúng hạn"}
    node["title"]["vi"] = "changed"
    assert rubric.find("1.2")["title"] == {"vi": "Báo cáo đúng hạn"}
    assert rubric.find("")["id"] == "example"
    assert rubric.find("9") is None


def test_rubrics_compare_hash_and_pickle_by_canonical_json(rubric, document):
    same = px.Rubric.from_json(json.dumps(document, indent=7))
    assert same == rubric
    assert hash(same) == hash(rubric)
    assert pickle.loads(pickle.dumps(rubric)) == rubric
    assert px.Rubric.from_json(rubric.to_json()).to_json() == rubric.to_json()
    document["edition"] = "2027"
    assert px.Rubric.from_json(document) != rubric
    assert rubric != "example"


def test_a_rubric_is_read_from_text_bytes_dictionaries_and_files(rubric, document, tmp_path):
    text = json.dumps(document)
    path = tmp_path / "rubric.json"
    path.write_text(text, encoding="utf-8")
    document["max"] = Decimal(10)
    document["nodes"][1]["max"] = Fraction(3)
    for read in (
        px.Rubric.from_json(text),
        px.Rubric.from_json(text.encode()),
        px.Rubric.from_json(document),
        px.Rubric.load(path),
        px.Rubric.load(str(path)),
    ):
        assert read == rubric


def test_check_rubric_returns_instead_of_raising(document):
    rubric, issues = px.check_rubric(document)
    assert (rubric.id, issues) == ("example", [])
    document["nodes"][0]["code"] = "2"
    rubric, issues = px.check_rubric(document)
    assert rubric is None
    assert "code_duplicate" in [issue.code for issue in issues]


def test_a_plan_has_its_columns_and_codes(plan, rubric):
    assert plan.codes == ("1", "1.1", "1.2", "1.3", "1.4", "2")
    assert [column.name for column in plan.columns] == [
        "1.1.done", "1.1.planned", "1.2", "1.3.q1", "1.3.q2", "1.4", "2",
    ]  # fmt: skip
    assert plan.columns[0] == px.PlanColumn("1.1.done", "1.1", "done", "count")
    assert plan.columns[2].type == "choice"
    assert plan.rubric == rubric
    assert plan.fingerprint.startswith("sha256:")
    assert plan.fingerprint[7:19] in repr(plan)


def test_plans_pickle_and_compare_by_fingerprint(plan, row, document):
    again = pickle.loads(pickle.dumps(plan))
    assert again == plan
    assert hash(again) == hash(plan)
    assert again.score(row).digest == plan.score(row).digest
    document["index_rounding"] = "exact"
    assert px.Rubric.from_json(document).compile() != plan


def test_points_maxima_and_indices_are_exact(scores):
    # By hand: 46 of 50 is 92 %: 2; late: 0.5; both quarters: 1; 3 * (4/3) / 3 = 4/3 -> 1.33; 2.25.
    ha_noi = scores["Hà Nội"]
    assert (ha_noi.points, ha_noi.max, ha_noi.index) == (Decimal("7.08"), 10, Decimal("70.80"))
    assert ha_noi["1"].points == Decimal("4.83")
    assert ha_noi["1"].index == Decimal("69.00")
    assert ha_noi["1.4"].exact == Fraction(4, 3)
    assert ha_noi["1.4"].points == Decimal("1.33")
    # Without 1.4 the maximum shrinks: (1 + 0.5 + 1 + 2.25) of 7.
    hue = scores["Huế"]
    assert (hue.points, hue.max, hue.index) == (Decimal("4.75"), 7, Decimal("67.86"))
    assert hue["1.4"] == px.NodeScore("1.4", "excluded", None, None, None, None, None)
    assert hue.total.index_exact == Fraction(475, 7)


def test_rounded_numbers_show_exactly_their_digits(scores):
    assert str(scores["Hà Nội"].index) == "70.80"
    assert str(scores["Hà Nội"]["1.1"].index) == "100.00"
    assert str(scores["Hà Nội"]["1.1"].points) == "2"


def test_a_table_of_scores_behaves_like_a_mapping_of_units(scores):
    assert len(scores) == 2
    assert scores.units == ("Hà Nội", "Huế")
    assert scores.groups == ("Đồng bằng", "Miền Trung")
    assert scores.status == ("ok", "ok")
    assert [score.unit for score in scores] == ["Hà Nội", "Huế"]
    assert "Huế" in scores
    assert "Hue" not in scores
    assert 5 not in scores
    assert list(scores["Huế"].nodes) == ["1", "1.1", "1.2", "1.3", "1.4", "2"]
    assert scores["Huế"].nodes["1.1"] == scores["Huế"]["1.1"]
    assert scores["Huế"].group == "Miền Trung"


def test_unknown_names_have_a_suggestion(scores):
    with pytest.raises(KeyError, match="no unit 'Hà Nôi'; did you mean 'Hà Nội'"):
        scores["Hà Nôi"]
    with pytest.raises(KeyError, match=r"no node '1\.5'"):
        scores["Huế"]["1.5"]
    with pytest.raises(KeyError):
        scores.explain("nowhere")
    with pytest.raises(KeyError):
        scores.points_lost("nowhere")


def test_without_groups_there_are_none(plan, row):
    del row["group"]
    scores = plan.score(row)
    assert scores.groups is None
    assert scores["Hà Nội"].group is None


def test_points_lost_come_most_first(scores):
    lost = scores.points_lost("Hà Nội")
    assert [(leaf.code, leaf.lost) for leaf in lost] == [
        ("1.4", Decimal("1.67")),
        ("2", Decimal("0.75")),
        ("1.2", Decimal("0.5")),
    ]
    assert lost[0] == px.PointsLost("1.4", Decimal("1.67"), Decimal("1.33"), Decimal(3))


def test_a_bad_value_fails_its_row_and_no_other(plan, rows):
    rows[0]["1.2"] = "early"
    scores = plan.score(rows)
    bad, good = scores
    assert scores.status == ("error", "ok")
    assert (bad.points, bad.max, bad.index) == (None, None, None)
    assert bad["1.2"].status == "error"
    assert bad["1.1"].points == 2
    assert good.points == Decimal("4.75")
    (issue,) = scores.issues
    assert (issue.code, issue.row, issue.unit, issue.field) == (
        "choice_unknown", 1, "Hà Nội", "1.2",
    )  # fmt: skip
    assert bad.issues == (issue,)
    assert good.issues == ()


def test_on_row_error_raise_carries_the_issues_of_all_rows(plan, rows):
    rows[0]["1.2"] = "early"
    rows[1]["2"] = 5
    with pytest.raises(px.DataError) as caught:
        plan.score(rows, on_row_error="raise")
    assert [(i.code, i.row) for i in caught.value.issues] == [
        ("choice_unknown", 1),
        ("value_above_maximum", 2),
    ]
    with pytest.raises(ValueError, match="on_row_error"):
        plan.score(rows, on_row_error="ignore")


def test_json_contains_the_values_of_the_objects(scores, plan):
    document = json.loads(scores.to_json())
    first, second = document["units"]
    assert document["fingerprint"] == plan.fingerprint
    assert (first["unit"], first["rank"], first["index"]) == ("Hà Nội", 1, "70.80")
    assert second["nodes"]["1.4"] == {
        "points": None, "max": None, "index": None, "status": "excluded",
    }  # fmt: skip
    for written, built in zip(document["units"], scores.to_dicts(), strict=True):
        assert list(written) == list(built)
        assert written["points"] == str(built["points"])
        assert written["nodes"].keys() == built["nodes"].keys()
        assert written["rank"] == built["rank"]


def test_dictionaries_carry_the_issues_of_bad_rows(plan, row):
    row["2"] = -1
    (built,) = plan.score(row).to_dicts()
    assert built["status"] == "error"
    assert [issue.code for issue in built["issues"]] == ["value_below_minimum"]
    assert json.loads(plan.score(row).to_json())["units"][0]["issues"][0]["field"] == "2"


def test_a_data_frame_has_one_row_per_unit_or_per_node(scores):
    wide = scores.to_pandas()
    assert list(wide.columns) == [
        "unit", "group", "points", "max", "index", "rank", "status",
        "1", "1.1", "1.2", "1.3", "1.4", "2",
    ]  # fmt: skip
    assert wide["1.4"].tolist() == [Decimal("1.33"), None]
    assert wide["rank"].tolist() == [1, 2]
    long = scores.to_pandas(layout="long", exact=False)
    assert len(long) == 12
    assert long["points"].dtype == float
    assert pd.isna(long.set_index(["unit", "code"]).loc[("Huế", "1.4"), "points"])
    assert (long["status"] == "excluded").sum() == 1


def test_equal_data_has_an_equal_digest_and_other_data_another(plan, rows):
    digest = plan.score(rows).digest
    assert plan.score(rows).digest == digest
    rows[0]["2"] = "2.5"
    assert plan.score(rows).digest != digest


def test_a_trace_contains_the_whole_tree(scores):
    trace = scores.explain("Hà Nội")
    assert [node.code for node in trace.walk()] == ["", "1", "1.1", "1.2", "1.3", "1.4", "2"]
    bands = trace.find("1.1")
    assert (bands.kind, bands.status) == ("bands", "ok")
    assert bands.inputs == (
        px.TraceInput("done", "1.1.done", Decimal(46)),
        px.TraceInput("planned", "1.1.planned", Decimal(50)),
    )
    assert (bands.quantity, bands.quantity_text) == (92, "100 * done / planned")
    assert bands.branch == "/rule/bands/steps/0"
    proportional = trace.find("1.4")
    assert (proportional.exact, proportional.points) == (Fraction(4, 3), Decimal("1.33"))
    assert proportional.rounding == px.Rounding(2, "half_up")
    assert proportional.lost == Decimal("1.67")
    assert trace.unit == "Hà Nội"
    assert trace.title("en") == "Example index"
    assert trace.children[1].code == "2"
    assert trace.find("7") is None
    assert trace.to_dict()["children"][0]["children"][0]["branch"] == bands.branch
    assert trace.find("1.3").inputs[0].value is True


def test_a_part_of_a_trace_outlives_the_rest(plan, row):
    leaf = plan.score(row).explain("Hà Nội").find("1.2")
    assert leaf.branch_text
    assert leaf.points == Decimal("0.5")


def test_a_trace_of_a_bad_value_says_what_is_wrong(plan, row):
    row["2"] = float("nan")
    leaf = plan.score(row).explain("Hà Nội").find("2")
    assert leaf.status == "error"
    assert leaf.points is None
    assert [issue.code for issue in leaf.issues] == ["value_not_finite"]
    assert leaf.inputs[0].value != leaf.inputs[0].value


def test_a_plan_serves_many_threads(plan, rows):
    expected = plan.score(rows).digest
    with ThreadPoolExecutor(8) as pool:
        digests = list(pool.map(lambda _: plan.score(rows).digest, range(200)))
    assert set(digests) == {expected}


@pytest.mark.parametrize("name", ["rubric", "plan", "scores"])
def test_attributes_cannot_be_set(name, request):
    thing = request.getfixturevalue(name)
    with pytest.raises(AttributeError):
        thing.id = thing.fingerprint = thing.units = "other"
    with pytest.raises(AttributeError):
        thing.anything = 1


def test_a_rounding_states_digits_and_mode():
    assert px.Rounding(1, "half_even").apply(0.25) == Decimal("0.2")
    assert px.Rounding(1, "half_up").apply(Fraction(1, 4)) == Decimal("0.3")
    assert str(px.Rounding(2, "floor").apply(-7)) == "-7.00"
    assert eval(repr(px.Rounding(2, "up")), {"Rounding": px.Rounding}) == px.Rounding(2, "up")
    for digits in (-1, 19, 0.5, "2"):
        with pytest.raises(ValueError, match="digits"):
            px.Rounding(digits, "up")
    with pytest.raises(ValueError, match="mode"):
        px.Rounding(2, "half")
    with pytest.raises(TypeError):
        px.Rounding(2)
    assert px.Rounding(2, "half_up").apply("0.125") == Decimal("0.13")
    for value in (float("inf"), "one", None):
        with pytest.raises(TypeError):
            px.Rounding(2, "up").apply(value)


def test_parts_that_are_loaded_when_asked_for_are_those_that_checkers_read():
    source = ast.parse(Path(px.__file__).read_text(encoding="utf-8"))
    (guarded,) = [part for part in source.body if isinstance(part, ast.If)]
    assert {
        part.module.removeprefix("parindex."): tuple(name.name for name in part.names)
        for part in guarded.body
    } == px._PARTS
    assert set(px.__all__) <= set(dir(px))
    assert all(getattr(px, name) is not None for name in px.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = px.nothing


def test_no_part_is_loaded_before_it_is_needed():
    code = """
import sys
import parindex as px
loaded = lambda: sorted(n.removeprefix("parindex.") for n in sys.modules if n.startswith("parindex."))
print(*loaded())
plan = px.Rubric.load(sys.argv[1]).compile()
plan.score({column.name: None for column in plan.columns}, allow_missing_columns=True)
print(*loaded())
"""
    path = str(shipped_rubric_path("vn-ca-mau-2013"))
    run = subprocess.run(
        [sys.executable, "-c", code, path], capture_output=True, text=True, check=True
    )
    imported, scored = (set(line.split()) for line in run.stdout.splitlines())
    assert "rubric.rubric" in imported
    assert not imported & set(px._PARTS)
    assert scored & set(px._PARTS) == {
        f"engine.{part}"
        for part in ("custom", "plan", "prepared", "ranking", "scores", "trace", "unit_score")
    }
