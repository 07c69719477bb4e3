# SPDX-License-Identifier: MIT
"""Scorecards of PMML as rubrics: the same scores, and every difference with its place."""

from __future__ import annotations

import itertools
from fractions import Fraction
from pathlib import Path

import pytest

import parindex as px
from exchange_twins import Pmml
from parindex.exchange import ExchangedRubric, from_pmml

FOLDER = Path(__file__).parents[1] / "data" / "exchange"
VALUES: dict[str, dict[str, list[str | None]]] = {
    "staff-risk": {
        "department": [None, "marketing", "engineering", "business"],
        "age": [None, "0", "18", "19", "29", "30", "39", "40", "-5"],
        "income": [None, "999.99", "1000", "1000.01", "1500", "1501"],
    },
    "one-stop-shop": {
        "on time": ["0", "70", "70.01", "84.99", "85", "94.99", "95", "100"],
        "kind": ["ward", "town", "commune"],
        "online": ["true", "false"],
        "complaints": ["0", "1", "3", "4", "10", "11"],
        "reported": [None, "2025-12-31", "2026-01-15", "2026-01-16"],
    },
    "grant": {
        "Loại hình": [None, "hợp tác xã", "tổ hợp tác", "khác"],
        "members": ["1", "5", "49", "50", "199", "200", "1000"],
        "debt": ["-1", "0.0999", "0.1", "0.2999", "0.3", "5"],
    },
}


def imported(name: str) -> ExchangedRubric:
    return from_pmml(FOLDER / f"{name}.pmml", edition="2026")


def rows(name: str) -> list[dict[str, str | None]]:
    values = VALUES[name]
    return [dict(zip(values, row, strict=True)) for row in itertools.product(*values.values())]


def scored(found: ExchangedRubric, data: list[dict[str, str | None]]) -> list[Fraction | None]:
    """The points of rows that name the fields of the source."""
    table = [
        {
            "unit": str(at),
            **{
                column: None if row[field] is None else row[field].replace(" ", "_")  # type: ignore[union-attr]
                for column, field in found.columns.items()
            },
        }
        for at, row in enumerate(data)
    ]
    return [score.total.exact for score in found.rubric.compile().score(table)]


@pytest.mark.parametrize("name", VALUES)
def test_a_rubric_scores_as_the_specification_does(name: str) -> None:
    data = rows(name)
    twin = Pmml(FOLDER / f"{name}.pmml")
    assert scored(imported(name), data) == [twin.score(row) for row in data]


@pytest.mark.parametrize(
    ("name", "row", "points"),
    [
        # By hand: 19 + 0 + 26; -9 - 1 + 5; 3 + 18 - 3.
        ("staff-risk", {"department": "marketing", "age": "25", "income": "800"}, 45),
        ("staff-risk", {"department": None, "age": None, "income": None}, -5),
        ("staff-risk", {"department": "engineering", "age": "40", "income": "2000"}, 18),
        # 2.5 + 10 + 3 + 2 + 0.75 + 1; 2.5 + 4.25 + 1 - 1.5 + 0.75 + 0.
        ("one-stop-shop", {"on time": "85", "kind": "town", "online": "true", "complaints": "0",
                           "reported": "2026-01-15"}, Fraction("19.25")),
        ("one-stop-shop", {"on time": "94", "kind": "ward", "online": "false", "complaints": "11",
                           "reported": None}, 7),
        # -10 + 30 + 25 + 7.5.
        ("grant", {"Loại hình": "hợp tác xã", "members": "50", "debt": "0.1"}, Fraction("52.5")),
    ],
)  # fmt: skip
def test_figures_worked_out_by_hand(name: str, row: dict[str, str], points: Fraction) -> None:
    assert scored(imported(name), [row]) == [points]
    assert Pmml(FOLDER / f"{name}.pmml").score(row) == points


def test_values_without_a_score_are_errors() -> None:
    for name, change in (
        ("staff-risk", {"department": "finance"}),
        ("one-stop-shop", {"complaints": "-1"}),
        ("one-stop-shop", {"on time": "100.1"}),
        ("one-stop-shop", {"online": None}),
        ("grant", {"members": "0"}),
        ("grant", {"members": "1001"}),
        ("grant", {"members": None}),
    ):
        row = {**rows(name)[-1], **change}
        assert scored(imported(name), [row]) == [None], change


def test_every_difference_is_listed() -> None:
    found = {name: imported(name).differences for name in VALUES}
    assert {issue.severity for issues in found.values() for issue in issues} == {"warning"}
    assert all(issue.text("vi") != issue.text() for issues in found.values() for issue in issues)
    said = {(i.code, i.line, i.field) for i in found["staff-risk"]}
    assert said == {
        ("exchange_omitted", line, name)
        for line, name in (
            *((4, ""), (5, ""), (13, ""), (21, "")),
            *((25, "departmentScore"), (31, "ageScore"), (48, "incomeScore")),
        )
    }
    assert [i.field for i in found["one-stop-shop"] if i.code == "exchange_one_sided"] == [
        "timeliness", "exactly_one", "",
    ]  # fmt: skip
    words = [i.message for i in found["grant"] if i.code == "exchange_one_sided"]
    assert words == [
        "The word hợp tác xã is written hợp_tác_xã here",
        "The word tổ hợp tác is written tổ_hợp_tác here",
    ]
    assert any("No value leads" in i.message and i.line == 28 for i in found["grant"])


def test_the_column_map_is_one_of_a_reading(tmp_path: Path) -> None:
    found = imported("staff-risk")
    table = tmp_path / "staff.csv"
    table.write_text("unit,department,age,income\nA,marketing,25,800\nB,,,\n", encoding="utf-8")
    scores = found.rubric.compile().score(table, reading=px.Reading(columns=found.columns))
    assert [score.points for score in scores] == [45, -5]


HEAD = '<PMML version="4.4" xmlns="http://www.dmg.org/PMML-4_4"><Header/><DataDictionary>{fields}</DataDictionary>'
CARD = '<Scorecard functionName="regression"{more}><MiningSchema>{schema}</MiningSchema>{extra}<Characteristics>{card}</Characteristics></Scorecard></PMML>'
FIELDS = (
    '<DataField name="x" dataType="double" optype="continuous"/>'
    '<DataField name="w" dataType="string" optype="categorical"/>'
    '<DataField name="t" dataType="dateTime" optype="continuous"/>'
)
SCHEMA = '<MiningField name="x"/><MiningField name="w"/><MiningField name="t"/>'
ONE = '<Attribute partialScore="1"><SimplePredicate field="x" operator="{op}" value="{value}"/></Attribute>'
REST = '<Attribute partialScore="0"><True/></Attribute>'


def document(*attributes: str, **change: str) -> bytes:
    parts = {"fields": FIELDS, "schema": SCHEMA, "more": "", "extra": "", **change}
    parts["card"] = change.get(
        "card", f'<Characteristic name="c">{"".join(attributes)}</Characteristic>'
    )
    return (HEAD + CARD).format(**parts).encode()


def refused(content: bytes, **options: bool) -> list[px.Issue]:
    with pytest.raises(px.RubricError) as caught:
        from_pmml(content, edition="1", **options)
    assert caught.value.text("vi") != str(caught.value)
    return [issue for issue in caught.value.issues if issue.severity == "error"]


LESS = ONE.format(op="lessThan", value="5")


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (b"", "exchange_malformed", "cannot be parsed"),
        (b"<a>", "exchange_malformed", "cannot be parsed"),
        (b"\xff\xfe\x00", "exchange_malformed", "cannot be parsed"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><PMML>&x;</PMML>', "exchange_malformed",
         "declares a document type"),
        (b"<PMML/>", "exchange_malformed", "PMML, version 4.1"),
        (b"<x/>", "exchange_malformed", "an element PMML"),
        (b"<PMML>" * 200, "exchange_malformed", "too large"),
        (document().replace(b"Scorecard", b"TreeModel"), "exchange_malformed", "one element Scorecard"),
        (document(card=""), "exchange_malformed", "an element Characteristic"),
        (document(LESS, more=' initialScore="ten"'), "exchange_malformed", "a decimal number"),
        (document(LESS.replace('"1"', '"one"')), "exchange_malformed", "a decimal number"),
        (document(ONE.format(op="like", value="5")), "exchange_malformed", "one of: equal"),
        (document('<Attribute partialScore="1"/>'), "exchange_malformed", "SimplePredicate"),
        (document(), "exchange_unsupported", "an element Attribute"),
        (document(LESS), "exchange_unsupported", "a score for every value, found \"x = 5\""),
        (document(LESS, ONE.format(op="greaterThan", value="7"), ONE.format(op="equal", value="5")),
         "exchange_unsupported", "a score for every value"),
        (document(LESS, REST, more=' isScorable="false"'), "exchange_unsupported", "a model without isScorable"),
        (document(LESS, REST, extra='<Targets><Target rescaleFactor="2"/></Targets>'), "exchange_unsupported",
         "Targets"),
        (document(ONE.format(op="equal", value="five"), REST), "exchange_unsupported", "x: five"),
        (document(LESS.replace('"x"', '"y"'), REST), "exchange_unsupported", "data dictionary declares"),
        (document(LESS.replace('"x"', '"t"'), REST), "exchange_unsupported", "t: dateTime"),
        (document(LESS.replace('"x"', '"w"'), REST), "exchange_unsupported", "w: string, lessThan"),
        (document('<Attribute><ComplexPartialScore/><True/></Attribute>'), "exchange_unsupported",
         "ComplexPartialScore"),
        (document(LESS, REST, schema='<MiningField name="x" outliers="asExtremeValues"/>'), "exchange_unsupported",
         "asExtremeValues"),
        (document(LESS, REST, fields=FIELDS.replace("/>", '><Value value="-999" property="missing"/></DataField>', 1)),
         "exchange_unsupported", "missing -999"),
    ],
)  # fmt: skip
def test_what_is_refused(content: bytes, code: str, said: str) -> None:
    issues = refused(content)
    assert [issue.code for issue in issues] == [code] * len(issues)
    text = " ".join(f'{i.message}, expected {i.expected}, found "{i.actual}"' for i in issues)
    assert said.replace('found "', "").replace('"', "") in text.replace('found "', "").replace(
        '"', ""
    )
    assert all(issue.line > 0 for issue in issues)


def test_all_issues_come_at_once_and_on_request_a_part_is_left_out() -> None:
    bad = '<Attribute partialScore="9"><SimplePredicate field="t" operator="equal" value="1"/></Attribute>'
    card = (
        f'<Characteristic name="a">{LESS}{REST}</Characteristic>'
        f'<Characteristic name="b">{bad}{bad.replace("9", "8")}</Characteristic>'
        f'<Characteristic name="c">{bad}</Characteristic>'
    )
    content = document(card=card)
    assert len(refused(content)) == 3
    found = from_pmml(content, edition="1", leave_out=True)
    assert found.rubric.compile().codes == ("a",)
    assert {i.field for i in found.differences if i.code == "exchange_left_out"} == {"b", "c"}
    assert (found.rubric.find("") or {})["part"]


def test_a_file_that_is_not_there_and_one_of_another_type(tmp_path: Path) -> None:
    with pytest.raises(px.RubricError) as caught:
        from_pmml(tmp_path / "none.pmml", edition="1")
    assert [issue.code for issue in caught.value.issues] == ["file_unreadable"]
    with pytest.raises(TypeError):
        from_pmml(3, edition="1")  # type: ignore[arg-type]


def test_a_scorecard_is_chosen_by_its_name() -> None:
    one = document(f"{LESS}{REST}", more=' modelName="one"').decode()
    start, end = one.index("<Scorecard"), one.index("</PMML>")
    two = one[:end] + one[start:end].replace('"one"', '"two"') + one[end:]
    assert refused(two.encode())[0].actual == "Scorecard one, Scorecard two"
    found = from_pmml(two.encode(), edition="1", model="two")
    assert found.rubric.id == "two"
    assert "Scorecard one" in {issue.actual for issue in found.differences}


def test_files_that_would_take_long_are_refused() -> None:
    test = '<SimplePredicate field="x" operator="lessThan" value="5"/>'
    for _ in range(60):
        test = f'<CompoundPredicate booleanOperator="xor">{test}{test.split("<Compound")[0] or "<True/>"}</CompoundPredicate>'
    (issue,) = refused(document(f'<Attribute partialScore="1">{test}</Attribute>', REST))
    assert "at most 20000 tests" in issue.expected
    fields = "".join(
        f'<DataField name="f{n}" dataType="boolean" optype="categorical"/>' for n in range(12)
    )
    schema = "".join(f'<MiningField name="f{n}"/>' for n in range(12))
    tests = "".join(
        f'<SimplePredicate field="f{n}" operator="equal" value="true"/>' for n in range(12)
    )
    every = f'<CompoundPredicate booleanOperator="and">{tests}</CompoundPredicate>'
    (issue,) = refused(
        document(
            f'<Attribute partialScore="1">{every}</Attribute>', REST, fields=fields, schema=schema
        )
    )
    assert "combinations of values" in issue.expected


def test_entities_do_not_expand() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    content = f'<?xml version="1.0"?><!DOCTYPE PMML [<!ENTITY l0 "lol">{laughs}]><PMML>&l9;</PMML>'
    (issue,) = refused(content.encode())
    assert issue.code == "exchange_malformed"
