# SPDX-License-Identifier: MIT
"""Rubrics as PMML scorecards and DMN decision tables: the same scores by the specification, and back."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from exchange_twins import Dmn, Pmml
from parindex import cli
from parindex.exchange import ExchangedFile, from_dmn, from_pmml, to_dmn, to_pmml

FOLDER = Path(__file__).parents[1] / "data" / "exchange"
BANDS: dict[str, Any] = {
    "code": "1.1",
    "max": "2",
    "inputs": [{"name": "value", "type": "number", "min": "0", "max": "100"}],
    "rule": {"bands": {"on": {"value": "value"}, "steps": [
        {"above": "90", "points": "2"}, {"from": "70", "to": "90", "points": "0.5"}, {"below": "70", "points": "0"}]}},
}  # fmt: skip
CHOICE: dict[str, Any] = {
    "code": "1.2",
    "max": "1",
    "title": {"vi": "Kế hoạch"},
    "rule": {"choice": {"options": [{"id": "tốt", "points": "1"}, {"id": "kém", "points": "0"}]}},
}
YES: dict[str, Any] = {"code": "2", "max": "3", "rule": {"yes_no": {"yes": "3", "no": "0"}}}
ALL: dict[str, Any] = {
    "code": "3",
    "max": "1",
    "rule": {"all_of": {"items": [{"id": "a"}, {"id": "b"}], "points": "1", "otherwise": "0"}},
}
LIST: dict[str, Any] = {
    "code": "4",
    "max": "1",
    "rule": {
        "checklist": {"items": [{"id": "a", "points": "0.25"}, {"id": "b", "points": "0.75"}]}
    },
}
LEVELS: dict[str, Any] = {
    "code": "5",
    "max": "1.5",
    "rule": {
        "levels": {"options": [{"id": "all", "percent": "100"}, {"id": "none", "percent": "0"}]}
    },
}
TABLE: dict[str, Any] = {
    "code": "6",
    "max": "3",
    "inputs": [{"name": "n", "type": "count"}, {"name": "ok", "type": "boolean"}, {"name": "on", "type": "date"}],
    "rule": {"decision_table": {"hit": "first", "otherwise": "0", "rows": [
        {"when": {"n": {"from": 3, "below": 8}, "ok": "yes"}, "points": "3"},
        {"when": {"on": {"to": "2026-06-30"}}, "points": "1"}]}},
}  # fmt: skip
FORMULA: dict[str, Any] = {
    "code": "7",
    "max": "2",
    "inputs": [{"name": "n", "type": "number"}, {"name": "k", "type": "choice", "options": [{"id": "x"}, {"id": "y"}]}],
    "rule": {"formula": {"cases": [
        {"when": {"any": [{"not": {"of": "n", "above": 4}}, {"input": "k", "is": "x"}]}, "points": "2"},
        {"points": 0}]}},
}  # fmt: skip
VALUES: dict[str, list[str | None]] = {
    "1.1": [None, "0", "69.9", "70", "90", "90.1", "100"],
    "1.2": [None, "tốt", "kém"],
    "2": [None, "true", "false"],
    "3.a": [None, "true", "false"],
    "3.b": [None, "true", "false"],
    "4.a": ["true", "false"],
    "4.b": ["true", "false"],
    "5": ["all", "none"],
    "6.n": [None, "2", "3", "7", "8"],
    "6.ok": [None, "true", "false"],
    "6.on": [None, "2026-06-30", "2026-07-01"],
    "7.n": [None, "4", "4.1"],
    "7.k": [None, "x", "y"],
}


def rubric(*leaves: dict[str, Any], **more: Any) -> px.Rubric:
    total = sum(float(leaf["max"]) for leaf in leaves)
    return px.Rubric.from_json(
        {
            "parindex": 1, "id": "sum", "edition": "2026", "max": str(total), "aggregation": "sum", "missing": "error",
            "index_rounding": "exact", "nodes": list(leaves), **more,
        }
    )  # fmt: skip


def rows(of: px.Rubric) -> list[dict[str, str | None]]:
    names = [column.name for column in of.compile().columns]
    return [dict(zip(names, row, strict=True)) for row in itertools.product(*(VALUES[n] for n in names))]  # fmt: skip


def points(of: px.Rubric, data: list[dict[str, Any]]) -> list[Any]:
    table = [{"unit": str(at), **row} for at, row in enumerate(data)]
    return [score.total.exact for score in of.compile().score(table)]


def written(content: ExchangedFile, folder: Path) -> Path:
    path = folder / "file.xml"
    path.write_text(content.content, encoding="utf-8")
    return path


ZERO = {"missing": "zero"}
SUMS = {
    "bands": (BANDS,),
    "several": (BANDS, CHOICE, YES),
    "zero": ({**BANDS, "missing": "zero"}, {**YES, "missing": "full"}),
    "all_of": (ALL,),
    "all_of zero": ({**ALL, "missing": "zero"},),
    "checklist": (LIST, LEVELS),
    "table": (TABLE,),
    "table full": ({**TABLE, "missing": "full"},),
    "formula": (FORMULA,),
    "groups": ({"code": "g", "max": "3", "children": [BANDS, CHOICE]}, YES),
}


@pytest.mark.parametrize("name", SUMS)
def test_a_scorecard_scores_as_the_rubric_does(name: str, tmp_path: Path) -> None:
    before = rubric(*SUMS[name])
    data = rows(before)
    path = written(to_pmml(before), tmp_path)
    assert [Pmml(path).score(row) for row in data] == points(before, data)
    found = from_pmml(path, edition="2026")
    back = [{column: row[field] for column, field in found.columns.items()} for row in data]
    assert points(found.rubric, back) == points(before, data)
    assert {i.code for i in to_pmml(before).differences} <= {"exchange_omitted"}


@pytest.mark.parametrize("name", ["staff-risk", "one-stop-shop", "grant"])
def test_an_imported_scorecard_is_exported(name: str) -> None:
    found = from_pmml(FOLDER / f"{name}.pmml", edition="2026")
    again = from_pmml(to_pmml(found.rubric).content.encode(), edition="2026")
    if name != "one-stop-shop":  # fields of several leaves are columns of each
        assert again.rubric == found.rubric
    assert to_pmml(again.rubric).content.count("<Attribute") == to_pmml(found.rubric).content.count(
        "<Attribute"
    )


@pytest.mark.parametrize("name", ["bands", "several", "checklist", "table", "groups"])
def test_a_decision_table_scores_as_the_rubric_does(name: str, tmp_path: Path) -> None:
    before = rubric(*SUMS[name])
    data = [row for row in rows(before) if None not in row.values()]
    content = to_dmn(before)
    path = written(content, tmp_path)
    names = {
        i.field: i.message.split(" is named ")[1].split()[0]
        for i in content.differences
        if " is named " in i.message
    }
    there = [{names.get(column, column): value for column, value in row.items()} for row in data]
    assert [Dmn(path, "sum").score(row) for row in there] == points(before, data)
    found = from_dmn(path, edition="2026")
    back = [{column: row[field] for column, field in found.columns.items()} for row in there]
    assert points(found.rubric, back) == points(before, data)


@pytest.mark.parametrize(
    ("name", "decision"),
    [("service-level", "service_level"), ("deduction", "deduction"), ("response", "any")],
)
def test_an_imported_table_is_exported(name: str, decision: str) -> None:
    found = from_dmn(FOLDER / f"{name}.dmn", edition="2026", model=decision)
    again = from_dmn(to_dmn(found.rubric).content.encode(), edition="2026")
    assert {column.type for column in again.rubric.compile().columns} == {
        column.type for column in found.rubric.compile().columns
    }
    assert to_dmn(again.rubric).content.count("<rule") == to_dmn(found.rubric).content.count(
        "<rule"
    )


PERCENT = {**BANDS["rule"]["bands"], "on": {"percent": ["a", "b"], "max": "100"}}


@pytest.mark.parametrize(
    ("export", "changes", "said"),
    [
        (to_pmml, {"rule": {"bands": PERCENT}, "inputs": [{"name": n, "type": "count", "min": 1} for n in "ab"]},
         "bands, max, percent"),
        (to_pmml, {"missing": "exclude"}, "exclude"),
        (to_pmml, {"rounding": {"digits": 1, "mode": "half_up"}}, "rounding"),
        (to_pmml, {"gates": [{"id": "veto", "points": "0"}]}, "gates"),
        (to_pmml, {"cap": "2"}, "cap"),
        (to_pmml, {"inputs": [], "rule": {"direct": {"min": "0", "max": "2"}}}, "direct"),
        (to_dmn, {"missing": "zero"}, "error"),
        (to_dmn, {"rule": FORMULA["rule"], "inputs": FORMULA["inputs"]}, "not\\(...\\)"),
    ],
)  # fmt: skip
def test_what_is_not_exported(
    export: Callable[[px.Rubric], ExchangedFile], changes: dict[str, Any], said: str
) -> None:
    leaf = {key: value for key, value in {**BANDS, **changes}.items() if value != []}
    with pytest.raises(px.RubricError, match=said) as caught:
        export(rubric(leaf))
    assert {i.code for i in caught.value.issues if i.severity == "error"} == {
        "exchange_unsupported"
    }
    assert caught.value.text("vi") != str(caught.value)


@pytest.mark.parametrize("export", [to_pmml, to_dmn])
def test_a_rubric_that_is_no_sum_and_what_is_no_rubric(
    export: Callable[[px.Rubric], ExchangedFile],
) -> None:
    with pytest.raises(px.RubricError, match="mean"):
        export(rubric(YES, aggregation="mean"))
    with pytest.raises(TypeError):
        export({})  # type: ignore[arg-type]


def test_words_are_escaped() -> None:
    words = ['a"b', "a\\b", "<&>", "a'b"]
    options = [{"id": word, "points": str(at)} for at, word in enumerate(words)]
    before = rubric({"code": "c", "max": "3", "rule": {"choice": {"options": options}}})
    for export, back in ((to_pmml, from_pmml), (to_dmn, from_dmn)):
        found = back(export(before).content.encode(), edition="2026")
        data = [dict.fromkeys(found.columns, word) for word in words]
        assert points(found.rubric, data) == [0, 1, 2, 3]


def test_what_is_left_behind_is_listed() -> None:
    more = {
        "ranking": {"on": "index", "stage": "exact", "ties": "dense", "within": "all"},
        "markers": {"missing": ["n/a"]},
        "note": "n",
    }
    found = to_pmml(rubric({**BANDS, "note": "mine"}, CHOICE, **more))
    assert {issue.actual for issue in found.differences if issue.actual} >= {
        '"ranking"',
        '"note"',
        "note of 1.1",
    }
    assert "exchange_one_sided" in {issue.code for issue in found.differences}
    assert 'property="missing"' in found.content
    with pytest.raises(px.RubricError, match="markers"):
        to_dmn(rubric(BANDS, **more))


# ---- The command -------------------------------------------------------------------------------


def test_the_command_imports_exports_and_maps(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    card, out, columns = FOLDER / "staff-risk.pmml", tmp_path / "r.json", tmp_path / "map.json"
    call = ["import", str(card), "--from", "pmml", "--edition", "2026"]
    assert cli.main([*call, "--output", str(out), "--map", str(columns)]) == 0
    assert "exchange_omitted" in capfd.readouterr().err
    assert px.Rubric.load(out) == from_pmml(card, edition="2026").rubric
    data = tmp_path / "data.csv"
    data.write_text("unit,department,age,income\nA,marketing,25,800\n", encoding="utf-8")
    assert (
        cli.main(["score", str(out), str(data), "--reading", str(columns), "--format", "csv"]) == 0
    )
    assert ",45," in capfd.readouterr().out
    assert cli.main(["export", str(out), "--to", "pmml"]) == 0
    assert capfd.readouterr().out == to_pmml(px.Rubric.load(out)).content
    assert cli.main([*call, "--format", "json"]) == 0
    document = json.loads(capfd.readouterr().out)
    assert document["columns"]["ageScore"] == "age"
    assert {issue["code"] for issue in document["differences"]} == {"exchange_omitted"}


def test_the_command_says_why_it_refuses(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.dmn"
    path.write_bytes(b"<!DOCTYPE a><definitions/>")
    assert (
        cli.main(["import", str(path), "--from", "dmn", "--edition", "1", "--language", "vi"]) == 1
    )
    assert "DOCTYPE" in capfd.readouterr().err
    assert cli.main(["export", "vn-par-province-2020", "--to", "dmn"]) == 1
    assert "exchange_unsupported" in capfd.readouterr().err
    response = str(FOLDER / "response.dmn")
    call = ["import", response, "--from", "dmn", "--edition", "1", "--model", "first"]
    assert cli.main([*call, "--points-column", "points"]) == 0
    meta = str(FOLDER / "denominated-imeta.csv")
    coinr = ["import", meta, "--from", "coinr", "--edition", "1", "--scale", "1"]
    data = str(FOLDER / "denominated-idata.csv")
    assert cli.main([*coinr, "--denominators", "yes", "--idata", data]) == 0
    assert cli.main(coinr) == 1
