# SPDX-License-Identifier: MIT
"""Decision tables of DMN as rubrics: the same scores, and every difference with its place."""

from __future__ import annotations

import itertools
from fractions import Fraction
from pathlib import Path

import pytest

import parindex as px
from exchange_twins import Dmn
from parindex.exchange import ExchangedRubric, from_dmn

FOLDER = Path(__file__).parents[1] / "data" / "exchange"
TWO = {
    "a": ["0", "1", "1.5", "2", "2.1", "5", "6"],
    "b": ["-1", "-0.5", "-0.4", "0", "0.5", "1", "2"],
}
VALUES: dict[tuple[str, str], dict[str, list[str]]] = {
    ("service-level", "service_level"): {
        "On time": ["0", "70", "70.1", "79.9", "80", "89.99", "90", "94.9", "95", "100"],
        "Kind": ["ward", "town", "commune"],
    },
    ("application-score", "score"): {
        "Age": ["18", "19", "20", "21", "22", "35", "36", "64", "65", "120"],
        "Status": ["S", "M"],
        "Work": ["none", "student", "employed"],
    },
    ("deduction", "deduction"): {
        "sent": ["2026-07-15", "2026-07-16", "2026-07-19", "2026-07-20", "2026-07-31", "2026-08-01"],
        "excused": ["true", "false"],
    },
    ("response", "first"): {"days": ["0", "0.5", "1", "1.1", "3", "3.4", "3.5", "9.9", "10", "99"]},
    ("response", "any"): TWO,
    ("response", "least"): TWO,
    ("response", "most"): TWO,
    ("response", "count"): TWO,
}  # fmt: skip


def imported(name: str, decision: str) -> ExchangedRubric:
    output = "points" if decision == "first" else None
    return from_dmn(FOLDER / f"{name}.dmn", edition="2026", model=decision, output=output)


def scored(found: ExchangedRubric, data: list[dict[str, str]]) -> list[Fraction | None]:
    table = [
        {"unit": str(at), **{column: row[name] for column, name in found.columns.items()}}
        for at, row in enumerate(data)
    ]
    return [score.total.exact for score in found.rubric.compile().score(table)]


@pytest.mark.parametrize("name", VALUES)
def test_a_rubric_scores_as_the_specification_does(name: tuple[str, str]) -> None:
    values = VALUES[name]
    data = [dict(zip(values, row, strict=True)) for row in itertools.product(*values.values())]
    twin = Dmn(FOLDER / f"{name[0]}.dmn", name[1])
    assert scored(imported(*name), data) == [twin.score(row) for row in data]


@pytest.mark.parametrize(
    ("name", "row", "points"),
    [
        (("service-level", "service_level"), {"On time": "94.9", "Kind": "ward"}, Fraction("1.5")),
        (("service-level", "service_level"), {"On time": "70", "Kind": "town"}, 0),
        # 32 + 25 - 7.25; 48.5 + 45 - 7.25.
        (("application-score", "score"), {"Age": "18", "Status": "S", "Work": "student"}, Fraction("49.75")),
        (("application-score", "score"), {"Age": "65", "Status": "M", "Work": "none"}, Fraction("86.25")),
        # -2 and -5 match: -5 is listed first.
        (("deduction", "deduction"), {"sent": "2026-07-31", "excused": "false"}, -5),
        (("deduction", "deduction"), {"sent": "2026-07-15", "excused": "true"}, 0),
        (("response", "count"), {"a": "6", "b": "1"}, 3),
    ],
)  # fmt: skip
def test_figures_worked_out_by_hand(
    name: tuple[str, str], row: dict[str, str], points: Fraction
) -> None:
    assert scored(imported(*name), [row]) == [points]
    assert Dmn(FOLDER / f"{name[0]}.dmn", name[1]).score(row) == points


def test_values_that_the_source_does_not_allow_are_errors() -> None:
    for name, row in (
        (("service-level", "service_level"), {"On time": "101", "Kind": "ward"}),
        (("service-level", "service_level"), {"On time": "50", "Kind": "district"}),
        (("application-score", "score"), {"Age": "17", "Status": "S", "Work": "none"}),
        (("application-score", "score"), {"Age": "20.5", "Status": "S", "Work": "none"}),
        (("response", "first"), {"days": "-1"}),
    ):
        assert scored(imported(*name), [row]) == [None]


def test_every_difference_is_listed() -> None:
    found = {name: imported(*name).differences for name in VALUES}
    for issues in found.values():
        assert {issue.severity for issue in issues} <= {"warning"}
        assert all(issue.text("vi") != issue.text() for issue in issues)
    codes = {name: [(i.code, i.actual) for i in issues] for name, issues in found.items()}
    assert ("exchange_omitted", "annotationEntry, description") in codes[
        "service-level", "service_level"
    ]
    assert ("exchange_omitted", "decision Something else") in codes["deduction", "deduction"]
    assert ("exchange_omitted", "remark") in codes["response", "first"]
    assert [i.code for i in found["application-score", "score"]] == ["exchange_one_sided"]


SPACE = "https://www.omg.org/spec/DMN/20211108/MODEL/"


def table(
    *rules: tuple[str, ...],
    hit: str = 'hitPolicy="FIRST"',
    inputs: tuple[str, ...] = ("x",),
    kind: str = "number",
    values: str = "",
    output: str = '<output name="points"/>',
    space: str = SPACE,
) -> bytes:
    """A table of rules, each the cells of the inputs and of the output."""

    def text(tag: str, content: str) -> str:
        content = content.replace("&", "&amp;").replace("<", "&lt;")
        return f"<{tag}><text>{content}</text></{tag}>"

    columns = "".join(
        f'<input><inputExpression typeRef="{kind}"><text>{name}</text></inputExpression>'
        f"{text('inputValues', values) if values else ''}</input>"
        for name in inputs
    )
    rows = "".join(
        f"<rule>{''.join(text('inputEntry', c) for c in cells)}{text('outputEntry', last)}</rule>"
        for *cells, last in rules
    )
    return (
        f'<definitions xmlns="{space}" name="n"><decision id="d" name="d"><decisionTable {hit}>{columns}{output}'
        f"{rows}</decisionTable></decision></definitions>"
    ).encode()


GOOD = (("< 5", "0"), (">= 5", "2"))


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (b'<!DOCTYPE a><definitions/>', "exchange_malformed", "document type"),
        (table(*GOOD, space="http://www.omg.org/spec/DMN/20151101/dmn.xsd"), "exchange_malformed", "DMN, version 1.3"),
        (b'<definitions xmlns="%s"/>' % SPACE.encode(), "exchange_malformed", "decision table"),
        (table(), "exchange_malformed", "an element rule"),
        (table(("< 5", "1", "0")), "exchange_malformed", "inputEntry"),
        (table(*GOOD, inputs=("",)), "exchange_malformed", "inputExpression"),
        (table(("1", "1", "0"), inputs=("x", "x")), "exchange_malformed", "each name once"),
        (table(*GOOD, hit='hitPolicy="RULE ORDER"'), "exchange_unsupported", "RULE ORDER"),
        (table(*GOOD, hit='hitPolicy="COLLECT"'), "exchange_unsupported", "COLLECT SUM"),
        (table(*GOOD, hit='hitPolicy="PRIORITY"'), "exchange_unsupported", "list of output values"),
        (table(*GOOD, output='<output name="a"/><output name="b"/>').replace(b"</rule>", b"<outputEntry/></rule>"),
         "exchange_unsupported", "a, b"),
        (table(*GOOD, inputs=("x + 1",)), "exchange_unsupported", "x + 1"),
        (table(*GOOD, kind="time"), "exchange_unsupported", "x: time"),
        (table(*GOOD, kind="string"), "exchange_unsupported", "x: number"),
        (table(("< 5", '"low"')), "exchange_unsupported", '"low"'),
        (table(("< 5", "1 + 1")), "exchange_unsupported", "1 + 1"),
        (table(("< y", "1")), "exchange_unsupported", "< y"),
        (table(("? > 5", "1")), "exchange_unsupported", "? > 5"),
        (table(("null", "1")), "exchange_unsupported", "null"),
        (table(("[1..2", "1")), "exchange_unsupported", "[1..2"),
        (table(("1,", "1")), "exchange_unsupported", "1,"),
        (table(("< 5", "0")), "exchange_unsupported", "a score for every value"),
        (table(("< 5", "0"), ("> 5", "2"), ("5.5", "3")), "exchange_unsupported", "x = 5"),
        (table(("< 5", "0"), ("< 6", "1"), (">= 6", "2"), hit=""), "exchange_unsupported", "do not overlap"),
        (table(("< 5", "0"), ("< 6", "1"), (">= 6", "2"), hit='hitPolicy="ANY"'), "exchange_unsupported",
         "equal outputs"),
        (table(("-", "1"), (">= 6", "1"), hit='hitPolicy="COLLECT" aggregation="COUNT"'), "exchange_unsupported",
         "different outputs"),
        (table((">= 6", "1"), ("< 5", "2"), hit='hitPolicy="COLLECT" aggregation="COUNT"'), "exchange_unsupported",
         "a score for every value"),
        (table(*GOOD, values="[0..1], [2..9]"), "exchange_unsupported", "one range"),
    ],
)  # fmt: skip
def test_what_is_refused(content: bytes, code: str, said: str) -> None:
    with pytest.raises(px.RubricError) as caught:
        from_dmn(content, edition="1")
    issues = [issue for issue in caught.value.issues if issue.severity == "error"]
    assert [issue.code for issue in issues] == [code] * len(issues)
    assert said in f"{issues[0].message} {issues[0].expected} {issues[0].actual}"
    assert issues[0].line > 0
    assert caught.value.text("vi") != str(caught.value)


def test_types_are_found_from_the_cells() -> None:
    found = from_dmn(table(*GOOD, kind=""), edition="1")
    assert scored(found, [{"x": "4.9"}, {"x": "5"}]) == [0, 2]
    words = from_dmn(table(('"a\\u0062"', "1"), ('"c"', "0"), ("-", "3"), kind="Any"), edition="1")
    assert scored(words, [{"x": "ab"}, {"x": "c"}]) == [1, 0]
    assert "exchange_one_sided" in {issue.code for issue in words.differences}


def test_a_file_with_several_tables_needs_a_name() -> None:
    with pytest.raises(px.RubricError, match="Response time, Any, Least, Most, Count"):
        from_dmn(FOLDER / "response.dmn", edition="1")


def test_tables_that_would_become_too_large_are_refused() -> None:
    many = ", ".join(f"{2 * n}" for n in range(200))
    with pytest.raises(px.RubricError, match="at most"):
        from_dmn(
            table((many, many, many, "1"), ("-", "-", "-", "0"), inputs=("x", "y", "z")),
            edition="1",
        )
