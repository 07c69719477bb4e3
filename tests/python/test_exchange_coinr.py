# SPDX-License-Identifier: MIT
"""COINr's tables of indicators as rubrics and back: the same scores, and every difference with its place."""

from __future__ import annotations

import csv
import io
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import parindex as px
from exchange_twins import coinr
from parindex.exchange import ExchangedRubric, from_coinr, to_coinr

FOLDER = Path(__file__).parents[1] / "data" / "exchange"
FILES = {
    "small": ("csv", ",", {}),
    "denominated": ("csv", ";", {"denominators": True}),
    "four-levels": ("tsv", "\t", {}),
}


def path(name: str, table: str) -> Path:
    return FOLDER / f"{name}-{table}.{FILES[name][0]}"


def rows(name: str, table: str) -> list[dict[str, str]]:
    text = path(name, table).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text), delimiter=FILES[name][1]))


def imported(name: str, **more: Any) -> ExchangedRubric:
    options: dict[str, Any] = {"edition": "2026", **FILES[name][2], **more}
    return from_coinr(path(name, "imeta"), path(name, "idata"), **options)


def scored(found: ExchangedRubric, name: str) -> px.Scores:
    data = [
        {"unit": row["uCode"], **{c: None if row[f] in ("", "NA") else row[f] for c, f in found.columns.items()}}
        for row in rows(name, "idata")
    ]  # fmt: skip
    return found.rubric.compile().score(data)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("scale", [100, 1])
def test_a_rubric_scores_as_coinr_does(name: str, scale: int) -> None:
    scores = scored(imported(name, scale=scale), name)
    twin = coinr(rows(name, "imeta"), rows(name, "idata"), scale, denominate=name == "denominated")
    (top,) = (
        row["iCode"]
        for row in rows(name, "imeta")
        if row["Type"] == "Aggregate" and row["Parent"] == "NA"
    )
    for score, expected in zip(scores, twin, strict=True):
        assert score.total.exact == expected.pop(top)
        assert {code: node.exact for code, node in score.nodes.items()} == expected


def test_figures_worked_out_by_hand() -> None:
    # A: Delay (7.5 - 3) / 6.5, Online 0; (4.5/6.5 * 100) / 3. Income 219.5 / 1119.5, Jobs 12 / 37, halved.
    admin = Fraction(45, 65) * 100 / 3
    economy = (Fraction("219.5") / Fraction("1119.5") + Fraction(12, 37)) * 50
    found = scored(imported("small"), "small")["A"]
    assert found["Admin"].exact == admin
    assert found.total.exact == Fraction("0.6") * admin + Fraction("0.4") * economy
    # D has no administration: the mean of the index is that of the economy.
    assert (
        scored(imported("small"), "small")["D"].total.exact
        == scored(imported("small"), "small")["D"]["Economy"].exact
    )


def test_a_table_of_units_is_scored_as_it_is() -> None:
    found = imported("small")
    data = path("small", "idata").read_bytes().replace(b"NA", b"")
    scores = found.rubric.compile().score(data, unit="uCode", allow_unknown_columns=True)
    assert scores.units == ("A", "B", "C", "D")
    assert scores["A"].total.exact == scored(found, "small")["A"].total.exact


def test_every_difference_is_listed() -> None:
    assert [(i.code, i.actual) for i in imported("small").differences] == [
        ("exchange_omitted", "column uName")
    ]
    found = imported("denominated").differences
    assert {(i.code, i.actual, i.line) for i in found} >= {
        ("exchange_omitted", "column Unit", 1),
        ("exchange_omitted", "column Target", 1),
        ("exchange_omitted", "Group Region", 9),
        ("exchange_omitted", "Other Remark", 10),
        ("exchange_one_sided", "", 2),
    }
    ignored = imported("denominated", denominators=False).differences
    assert ("exchange_omitted", "Denominator Pop") in {(i.code, i.actual) for i in ignored}
    assert all(issue.text("vi") != issue.text() for issue in (*found, *ignored))


@pytest.mark.parametrize("kind", ["rows", "columns", "frame", "bytes"])
def test_tables_of_every_kind_are_taken(kind: str) -> None:
    table = rows("small", "imeta")
    given = {
        "rows": table,
        "columns": {name: [row[name] for row in table] for name in table[0]},
        "frame": pd.read_csv(path("small", "imeta")),
        "bytes": path("small", "imeta").read_bytes(),
    }[kind]
    assert from_coinr(given, edition="2026").rubric == imported("small").rubric  # type: ignore[arg-type]


META = """Level,iCode,Parent,Direction,Type,Weight
1,a,T,1,Indicator,1
1,b,T,-1,Indicator,2
2,T,NA,1,Aggregate,1
"""


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        (META, "", "table_empty", "empty"),
        ("iCode", "code", "exchange_malformed", "a header with Level, iCode"),
        ("2,T,NA,1,Aggregate,1\n", "", "exchange_malformed", "one aggregate without a parent"),
        ("2,T,NA", "2,T,U", "exchange_malformed", "one aggregate without a parent"),
        ("1,b,T", "1,b,a", "exchange_malformed", "the iCode of an aggregate"),
        ("1,b,T", "1,b,", "exchange_malformed", "the iCode of an aggregate"),
        ("1,b,T", "2,b,T", "exchange_malformed", "the iCode of an aggregate"),
        ("1,b,", "1,a,", "exchange_malformed", "each name once"),
        ("1,b,", "1,b b,", "exchange_malformed", "a name"),
        ("1,b,", "one,b,", "exchange_malformed", "Level of b"),
        (",-1,", ",-2,", "exchange_malformed", "1 or -1"),
        ("Indicator,2", "Indicator,-2", "exchange_malformed", "Weight of b"),
        ("Indicator,2", "Indicator,NA", "exchange_malformed", "Weight of b"),
        ("-1,Indicator", "-1,Thing", "exchange_malformed", "one of: Indicator"),
        ("Indicator,1\n1,b", "Group,1\n1,b", "", ""),
        (
            "Weight\n1,a,T,1,Indicator,1",
            "Weight,goalpost_upper\n1,a,T,1,Indicator,1,5",
            "table_malformed",
            "",
        ),
    ],
)
def test_what_is_refused(old: str, new: str, code: str, said: str) -> None:
    assert old in META
    content = META.replace(old, new).encode()
    if not code:
        assert from_coinr(content, edition="1").rubric.compile().codes == ("b",)
        return
    with pytest.raises(px.RubricError) as caught:
        from_coinr(content, edition="1")
    issue = caught.value.issues[0]
    assert issue.code == code
    assert said in f"{issue.message} {issue.expected}"
    assert caught.value.text("vi") != str(caught.value)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"goalpost_upper": ["5", "", ""]}, "min-max normalisation"),
        ({"Denominator": ["c", "", ""]}, "whether the indicators are divided"),
    ],
)
def test_what_would_change_a_score_is_refused(change: dict[str, list[str]], said: str) -> None:
    table = list(csv.DictReader(io.StringIO(META)))
    for row, (name, values) in ((row, item) for item in change.items() for row in table):
        row[name] = values[table.index(row)]
    with pytest.raises(px.RubricError, match=said):
        from_coinr(table, edition="1")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"uCode,a\nA,1\n", "a column b of the table"),
        (b"unit,a,b\nA,1,2\n", "a header with uCode"),
        (b"uCode,a,b\nA,1,much\n", "b: much"),
        (b"uCode,Time,a,b\nA,2025,1,2\nA,2026,1,2\n", "Time"),
    ],
)
def test_a_table_of_units_that_does_not_fit(data: bytes, said: str) -> None:
    with pytest.raises(px.RubricError, match=said):
        from_coinr(META.encode(), data, edition="1")


# ---- Back --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["small", "four-levels"])
def test_what_is_imported_is_exported(name: str) -> None:
    found = imported(name)
    written = to_coinr(found.rubric)
    again = from_coinr(written.content.encode(), edition="2026")
    assert again.rubric == found.rubric
    key = lambda row: row["iCode"]
    back = list(csv.DictReader(io.StringIO(written.content)))
    assert sorted(back, key=key) == sorted(rows(name, "imeta"), key=key)
    assert {issue.actual for issue in written.differences} == {'"edition"', '"index_rounding"'}


def changed(**change: Any) -> dict[str, Any]:
    document = from_coinr(META.encode(), edition="1").rubric.find("") or {}
    for key, value in change.items():
        leaf = document["nodes"][0]
        place = {"top": document, "leaf": leaf, "rule": leaf["rule"]["goalposts"]}[key]
        place.update(value)
    return document


LOW = {"cohort": {"of": "value", "statistic": "min", "within": "all"}}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"top": {"missing": "error"}}, "policy exclude"),
        ({"leaf": {"missing": "zero"}}, "policy exclude"),
        ({"top": {"aggregation": "mean"}}, ""),
        ({"top": {"aggregation": {"weighted_mean": {"weights_sum": 3}}}}, ""),
        ({"top": {"aggregation": {"weighted_mean": {"minimum_available": 2}}}}, "weighted means"),
        ({"top": {"cap": "100"}}, "cap"),
        ({"leaf": {"rounding": {"digits": 1, "mode": "half_up"}}}, "rounding"),
        ({"leaf": {"code": "1.a"}}, "a code of letters"),
        ({"leaf": {"max": "50"}}, "the same maximum points"),
        ({"leaf": {"weight": "1/3"}}, "a decimal number"),
        ({"rule": {"when_zero": "full"}}, "when_zero full"),
        ({"rule": {"when_zero": "error"}}, ""),
        ({"rule": {"low": "0", "high": LOW}}, "min-max"),
        ({"rule": {"scale": "log"}}, "min-max"),
        ({"top": {"ranking": {"on": "index", "stage": "exact", "ties": "dense", "within": "all"}}}, ""),
    ],
)  # fmt: skip
def test_what_is_not_exported(change: dict[str, Any], said: str) -> None:
    document = changed(**change)
    if document["aggregation"] == "mean":
        for node in document["nodes"]:
            del node["weight"]
    if change.get("rule", {}).get("scale"):
        document["nodes"][0]["inputs"][0]["min"] = "1"
        document["nodes"][0]["rounding"] = {"digits": 2, "mode": "half_up"}
    rubric = px.Rubric.from_json(document)
    if said:
        with pytest.raises(px.RubricError, match=said) as caught:
            to_coinr(rubric)
        assert {issue.code for issue in caught.value.issues} >= {"exchange_unsupported"}
        return
    again = from_coinr(to_coinr(rubric).content.encode(), edition="1").rubric
    data = [{"unit": str(n), "a": n, "b": n * n} for n in range(4)]
    points = [[s.total.exact for s in r.compile().score(data)] for r in (rubric, again)]
    assert points[0] == points[1]


def test_another_maximum_is_noted() -> None:
    written = to_coinr(imported("small", scale=1).rubric)
    assert "l_u = c(0, 1)" in " ".join(issue.message for issue in written.differences)
    with pytest.raises(TypeError):
        to_coinr({})  # type: ignore[arg-type]
