# SPDX-License-Identifier: MIT
"""Every export of many units has the figures that the units have one by one."""

from __future__ import annotations

import csv
import json
import math
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parindex as px
from random_runs import run
from strategies import rubrics, tables
from test_digests import PLAN, ROWS
from test_equality import compile_rubric

np = pytest.importorskip("numpy", reason="NumPy is not installed")
pd = pytest.importorskip("pandas", reason="pandas is not installed")
pl = pytest.importorskip("polars", reason="polars is not installed")
pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
FIGURES = ("points", "max", "index")
Json = dict[str, Any]


def as_float(figure: Any) -> float:
    """The nearest double; both types divide exactly and round once."""
    return math.nan if figure is None else float(Fraction(figure))


def same(one: float, other: float) -> bool:
    return one == other or (math.isnan(one) and math.isnan(other))


def scored(data: st.DataObject) -> px.Scores:
    rubric = data.draw(rubrics(custom=True))
    keep = data.draw(st.sampled_from(["all", "fields", "total"]))
    return compile_rubric(rubric).score(data.draw(tables(rubric)), keep=keep)


def declared(scores: px.Scores, code: str) -> dict[str, dict[str, Any]]:
    """Ranks and classes of the units by a node that declares them."""
    node = scores.plan.rubric.find(code) or {}
    found: dict[str, dict[str, Any]] = {}
    if "ranking" in node:
        found["rank"] = {entry.unit: entry.rank for entry in scores.rank(node=code)}
    if (classes := scores.classes(node=code)) is not None:
        found["class"] = dict(classes)
    return found


@run(100)
@given(st.data())
def test_dictionaries(data: st.DataObject) -> None:
    scores = scored(data)
    codes = scores.plan.codes
    more = {code: declared(scores, code) for code in ("", *codes)}
    exact, texts = scores.to_dicts(), scores.to_dicts(numbers="text")
    assert json.loads(json.dumps([{**row, "issues": 0} for row in texts])) == [
        {**row, "issues": 0} for row in texts
    ]
    units = json.loads(scores.to_json())["units"]
    for unit, row, text, written in zip(scores, exact, texts, units, strict=True):
        total: Json = {figure: getattr(unit, figure) for figure in FIGURES}
        ends = {key: more[""].get(key, {}).get(unit.unit) for key in ("rank", "class")}
        nodes: Json = {}
        for code, node in unit.nodes.items():
            values = {figure: getattr(node, figure) for figure in FIGURES}
            own = {key: of[unit.unit] for key, of in more[code].items()}
            nodes[code] = {**values, **own, "status": node.status}
        expected = {
            "unit": unit.unit,
            "group": unit.group,
            **total,
            **ends,
            "nodes": nodes,
            "status": unit.status,
        }
        if unit.issues:
            expected["issues"] = list(unit.issues)
        assert row == expected
        assert [*row] == [*expected]
        assert repr(row) == repr(expected)  # also the types of figures, and their digits
        for built in (text, *text["nodes"].values()):
            assert not any(isinstance(value, Decimal | Fraction) for value in built.values())
        written["group"] = written["group"] or text["group"]  # JSON has null for an empty one
        assert {**text, "issues": None} == {**written, "issues": None}


@run(100)
@given(st.data())
def test_arrays_and_frames(data: st.DataObject) -> None:
    scores = scored(data)
    codes = scores.plan.codes
    for figure in FIGURES:
        array = scores.to_numpy(figure, nodes=["", *codes])
        assert array.shape == (len(scores), len(codes) + 1)
        for unit, row in zip(scores, array, strict=True):
            for node, value in zip((unit.total, *unit.nodes.values()), row, strict=True):
                assert same(value, as_float(getattr(node, figure)))
    exact, floats = scores.to_pandas(), scores.to_pandas(exact=False)
    assert list(exact.columns) == list(floats.columns)
    long = scores.to_pandas(layout="long")
    assert len(long) == len(scores) * len(codes)
    at = 0
    for row, unit in enumerate(scores):
        assert exact["unit"][row] == unit.unit
        assert exact["status"][row] == unit.status
        for figure in FIGURES:
            assert repr(exact[figure][row]) == repr(getattr(unit, figure))
            assert same(float(floats[figure][row]), as_float(getattr(unit, figure)))
        for code, node in unit.nodes.items():
            assert repr(exact[code][row]) == repr(node.points)
            assert same(float(floats[code][row]), as_float(node.points))
            line = long.iloc[at]
            assert (line["unit"], line["code"], line["status"]) == (unit.unit, code, node.status)
            assert [repr(line[figure]) for figure in FIGURES] == [
                repr(getattr(node, figure)) for figure in FIGURES
            ]
            at += 1
    for code in ("", *codes):
        for key, of in declared(scores, code).items():
            name = f"{code}.{key}".removeprefix(".")
            found = [None if pd.isna(cell) else cell for cell in exact[name]]
            assert found == [of[unit.unit] for unit in scores]
            if code:
                lines = long[long["code"] == code]
                found = [None if pd.isna(cell) else cell for cell in lines[key]]
                assert found == [of[unit.unit] for unit in scores]


@run(50)
@given(st.data())
def test_arrow_with_every_node(data: st.DataObject) -> None:
    scores = scored(data)
    codes = scores.plan.codes
    frame = scores.to_polars(exact=False)
    try:
        exact = scores.to_polars()
    except px.Error:
        exact = None  # a fraction without a finite decimal form
    for code in codes:
        for row, unit in enumerate(scores):
            points = unit[code].points
            value = frame[f"{code}.points"][row]
            assert same(math.nan if value is None else value, as_float(points))
            if exact is not None:
                assert exact[f"{code}.points"][row] == points
    fields = pa.table(scores.to_arrow(numbers="float64"))
    assert fields.column_names == [
        name for name in frame.columns if name in set(fields.column_names)
    ]


def test_files_in_parts(tmp_path: Path) -> None:
    scores = PLAN.score(ROWS, keep="total")
    scores.write_json(tmp_path / "scores.json")
    assert json.loads((tmp_path / "scores.json").read_bytes()) == json.loads(scores.to_json())
    scores.write_csv(tmp_path / "scores.csv", delimiter=";")
    with (tmp_path / "scores.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file, delimiter=";"))
    for line, unit in zip(lines, scores, strict=True):
        assert line["unit"] == unit.unit
        assert line["points"] == str(unit.points)
        assert line["1.points"] == str(unit["1"].points)
    with pytest.raises(px.WriteError):
        scores.write_csv(tmp_path / "none" / "scores.csv")


def test_arguments_are_checked() -> None:
    scores = PLAN.score(ROWS)
    with pytest.raises(KeyError, match="3"):
        scores.to_numpy(nodes=["3"])
    with pytest.raises(px.Error, match="figure"):
        scores.to_numpy("rank")  # type: ignore[arg-type]
    with pytest.raises(px.Error, match="nodes"):
        scores.to_arrow(nodes="some")  # type: ignore[arg-type]
    core = scores._core
    for nodes, out in (
        ([0], np.empty(39)),
        ([0], np.empty(40, dtype="f4")),
        ([0], np.empty(80)[::2]),
    ):
        with pytest.raises(px.WrongTypeError, match="does not fit"):
            core.write_figures(nodes, "points", out)
    with pytest.raises(px.Error, match="position"):
        core.figure_lists([99], "points")
    with pytest.raises(px.Error, match="position"):
        core.block(0, 41)
