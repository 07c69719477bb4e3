# SPDX-License-Identifier: MIT
"""Plain text that the engine reads where it is gives what reading cell by cell gives."""

from __future__ import annotations

from typing import Any
from unicodedata import normalize
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import parindex as px
from parindex.io import _data_file
from test_files import HEADS, ROWS, RUBRIC

PLAN = px.Rubric.from_json(RUBRIC).compile()
CELLS = [
    [
        "Sở A",
        "'=b",
        '="b"',
        "Hue\u0302\u0301",
        "\u212b",
        "Sở Nội vụ",
        '"a,b"',
        '"hai\ndòng"',
        "x",
        "",
    ],
    ["46", "0", "-1", "2.000", "5.0", "", "1.234.567"],
    ["50", "1", "007", "+5", "x"],
    ["có", "Không", "Có", "1", "0", "1.0", "Đạt", "x", ""],
    ["92.5", "92.125", "1.250", "0.500", "92,5", "50%", "1/2", "1e1", " ", '="1"', ""],
    ["on_time", "late", '"late"', "never", "1.234.567", ""],
    ["2026-12-14", "14/12/2026", "05/12/2026", "2026/12/14", ""],
    ["2000", "2.500", "10.5", "1.234.567", "n", ""],
]


def outcome(content: bytes, reading: px.Reading) -> Any:
    try:
        scores = PLAN.score(content, reading=reading)
    except px.DataError as failure:
        return failure.issues
    return scores.digest, scores.data_digest, scores.issues, scores.notes


def test_a_plain_file_is_read_where_it_is() -> None:
    content = "\n".join(map(",".join, [HEADS, *ROWS]))
    with mock.patch.object(_data_file, "_sheet", side_effect=AssertionError):
        assert PLAN.score(content.encode()).status == ("ok", "ok")
        decomposed = PLAN.score(normalize("NFD", content).encode())
        assert decomposed.units == PLAN.score(content.encode()).units


def both_ways(content: bytes, reading: px.Reading) -> None:
    direct = outcome(content, reading)
    with mock.patch.object(_data_file, "direct_sheet", return_value=None):
        assert outcome(content, reading) == direct


TABLE = [HEADS, *ROWS]
LINES = [";".join(row) for row in TABLE]


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + "\r\n".join(LINES),
        "sep=;\n" + "\n".join(LINES),
        "\n".join([LINES[0], "", *LINES[1:]]),
        "\n".join([*LINES, "", ";;;;;;;", ""]),
        "\n".join(LINES).replace(".", ","),
        "\n".join(LINES).replace("on_time", '"on_time"').replace("late", "on\u0301_time"),
        "\n".join(LINES).replace("2026-12-14", "2026-02-30").replace("late", "Late"),
        "\n".join(LINES).replace("46", "1.234.567").replace("80.25", "eighty"),
        "\n".join(LINES).replace("Sở Tư pháp", "Tổng cộng"),
        "\n".join(LINES).replace("46", '"4\r6"'),
        "\n".join(LINES) + "\n" + ";".join(["Sở Y tế", *[""] * 7]),
        "\n".join(["Bảng;;;;;;;", *LINES]),
        "unit;code;value\nA;1.3;92.5\nA;2.1;late\nB;1.3;x\n",
        "\n".join(LINES)[:-1] + '"',
        "\r".join(LINES),
    ],
)
@pytest.mark.parametrize(
    "reading", [px.Reading(), px.Reading(decimal=","), px.Reading(header_row=1)]
)
def test_a_file_gives_the_same_both_ways(text: str, reading: px.Reading) -> None:
    both_ways(text.encode(), reading)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_both_ways_give_the_same(data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.tuples(*(st.sampled_from(c) for c in CELLS)), max_size=4))
    lines = [",".join(row) for row in [HEADS, *rows]]
    if data.draw(st.booleans()):
        lines.insert(
            data.draw(st.integers(0, len(lines))), data.draw(st.sampled_from(["", ",,,,,,,", "x"]))
        )
    end = data.draw(st.sampled_from(["\n", "\r\n"]))
    mark = data.draw(st.sampled_from(["", "\ufeff"]))
    content = (mark + end.join(lines) + end).encode()
    reading = px.Reading(
        decimal=data.draw(st.sampled_from([None, ".", ","])),
        dates=data.draw(st.sampled_from([None, "dmy"])),
    )
    both_ways(content, reading)
