# SPDX-License-Identifier: MIT
"""Every bad input raises an error of parindex, or TypeError for a wrong type."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import garbage
import parindex as px
from conftest import HA_NOI, HUE
from conftest import RUBRIC as EXAMPLE
from parindex import testing
from random_runs import run

LAYERED: dict[str, Any] = {
    "parindex": 1,
    "id": "layered",
    "edition": "2026",
    "max": "3",
    "aggregation": "sum",
    "missing": "zero",
    "layer": "self",
    "index_rounding": "exact",
    "effective": {"from": "2026-01-01"},
    "layers": [{"id": "self"}, {"id": "appraised"}],
    "agencies": [{"id": "home", "lead": ["1", "2"]}],
    "nodes": [
        {"code": "1", "max": "2", "rule": {"direct": {"min": "0", "max": "2"}}},
        {"code": "2", "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}},
    ],
}
SEEN = {"unit": "A", "code": "1", "layer": "self", "value": 1, "date": "2026-01-05"}
OVERLAY: dict[str, Any] = {
    "parindex_overlay": 1,
    "id": "layered",
    "edition": "2027",
    "base": {"id": "layered", "edition": "2026"},
    "changes": [{"set": "2", "values": {"missing": "full"}}],
}
CUSTOM: dict[str, Any] = {
    "code": "1",
    "max": "2",
    "inputs": [{"name": "value", "type": "number"}],
    "rule": {"custom": {"name": "ours", "version": "1", "reach": {"min": "0", "max": "2"}}},
}

rubric = px.Rubric.from_json(EXAMPLE)
plan = rubric.compile()
scores = plan.score([HA_NOI, HUE])
unnamed = plan.score({name: [HA_NOI[name]] for name, *_ in plan.columns}, unit=None)
layered = px.Rubric.from_json(LAYERED)
layers = layered.compile()
assessment = px.Assessment.from_observations(layers, [SEEN])
editions = px.Editions([layered])
ranked = {"on": "points", "stage": "exact", "ties": "dense", "within": "all"}
custom_rubric = px.Rubric.from_json({**LAYERED, "max": "2", "agencies": [], "nodes": [CUSTOM]})
whole = SimpleNamespace(comparison=scores.compare(scores), replay=scores.replay(rubric.compile()))


def put(document: dict[str, Any], *path: Any, value: Any) -> dict[str, Any]:
    """A document with another value at one place."""
    changed = copy.deepcopy(document)
    inner: Any = changed
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return changed


Call = Callable[[Any], Any]

CALLS: dict[str, Call] = {
    "score": plan.score,
    "score a row": lambda x: plan.score({**HA_NOI, "2": x}),
    "score a unit": lambda x: plan.score({**HA_NOI, "unit": x}),
    "score a group": lambda x: plan.score({**HA_NOI, "group": x}),
    "score a ranked": lambda x: plan.score({**HA_NOI, "ranked": x}),
    "score a choice": lambda x: plan.score({**HA_NOI, "1.2": x}),
    "score rows": lambda x: plan.score([HA_NOI, x]),
    "score keys": lambda x: plan.score([pairs(HA_NOI, x)]),
    "score columns": lambda x: plan.score({"unit": ["a"], "2": x}),
    "score cells": lambda x: plan.score({"unit": ["a", "b"], "2": [1, x]}),
    "score objects": lambda x: plan.score({"unit": ["a"], "2": objects(x)}),
    "score a frame": lambda x: plan.score(frame(x)),
    "score by stream": lambda x: plan.score(SimpleNamespace(__arrow_c_stream__=lambda: x)),
    "score by array": lambda x: plan.score(SimpleNamespace(__arrow_c_array__=lambda: x)),
    "score batches": lambda x: list(plan.score_batches([[HA_NOI], x])),
    **{
        f"score, {name}": lambda x, name=name: plan.score([HA_NOI], **{name: x})
        for name in (
            "unit",
            "group",
            "ranked",
            "allow_missing_columns",
            "allow_unknown_columns",
            "on_row_error",
            "reading",
            "units",
            "keep",
            "threads",
            "cohort",
            "part",
        )
    },
    "score a custom rule": lambda x: custom_rubric.compile(custom={"ours": lambda _: x}).score(
        {"1": 1}
    ),
    "from_json": px.Rubric.from_json,
    "from_json, a key": lambda x: px.Rubric.from_json(pairs(EXAMPLE, x)),
    "from_json, a value": lambda x: px.Rubric.from_json(put(EXAMPLE, "max", value=x)),
    "from_json, a text": lambda x: px.Rubric.from_json(put(EXAMPLE, "id", value=x)),
    "from_json, nodes": lambda x: px.Rubric.from_json(put(EXAMPLE, "nodes", value=x)),
    "from_json, a node": lambda x: px.Rubric.from_json(put(EXAMPLE, "nodes", 0, value=x)),
    "check_rubric": px.check_rubric,
    "load": px.Rubric.load,
    "Rubric": px.Rubric,
    "with_weights": rubric.with_weights,
    "compile": lambda x: rubric.compile(custom=x),
    "compile a rule": lambda x: custom_rubric.compile(custom={"ours": x}),
    "compile a version": lambda x: custom_rubric.compile(custom={"ours": (x, len)}),
    "compile a name": lambda x: custom_rubric.compile(custom=pairs({}, x)),
    "Rounding, digits": lambda x: px.Rounding(x, "up"),
    "Rounding, mode": lambda x: px.Rounding(2, x),
    "Rounding.apply": px.Rounding(2, "up").apply,
    "rank": lambda x: scores.rank(**x) if type(x) is dict else None,
    **{
        f"rank, {name}": lambda x, name=name: scores.rank(**{**ranked, name: x})
        for name in (*ranked, "tie_break")
    },
    "rank by a node": lambda x: scores.rank(**ranked, tie_break=[x]),
    "to_arrow": lambda x: scores.to_arrow(numbers=x),
    "to_pandas": lambda x: scores.to_pandas(layout=x),
    "compare, after": lambda x: scores.compare(x),
    "compare, on": lambda x: scores.compare(scores, on=x),
    "compare, stage": lambda x: scores.compare(scores, stage=x),
    "compare, codes": lambda x: scores.compare(scores, codes=x),
    "compare, a code": lambda x: scores.compare(scores, codes={"1": x}),
    "diff, before": lambda x: px.diff(x, rubric),
    "diff, after": lambda x: px.diff(rubric, x),
    "diff, codes": lambda x: px.diff(rubric, rubric, codes=x),
    "replay, plan": lambda x: scores.replay(x),
    **{
        f"replay, {name}": lambda x, name=name: scores.replay(rubric.compile(), **{name: x})
        for name in ("codes", "lacking", "on", "stage", "custom", "cohort")
    },
    "verify, result": lambda x: px.verify(x, scores),
    "verify, scores": lambda x: px.verify(b"{}", x),
    "overlay": lambda x: px.overlay(layered, x),
    "overlay, base": lambda x: px.overlay(x, OVERLAY),
    "overlay, one of two": lambda x: px.overlay(layered, [OVERLAY, x]),
    "overlay, a value": lambda x: px.overlay(
        layered, put(OVERLAY, "changes", 0, "values", "missing", value=x)
    ),
    "Editions": px.Editions,
    "Editions, one": lambda x: px.Editions([layered, x]),
    "Editions.load": px.Editions.load,
    "Editions.load, one": lambda x: px.Editions.load([x]),
    "Editions.at": editions.at,
    "Assessment.load": lambda x: px.Assessment.load(layers, x),
    "Assessment.load, plan": lambda x: px.Assessment.load(x, "nothing.csv"),
    "from_observations": lambda x: px.Assessment.from_observations(layers, x),
    "from_observations, plan": lambda x: px.Assessment.from_observations(x, []),
    "from_observations, one": lambda x: px.Assessment.from_observations(layers, [SEEN, x]),
    "from_observations, units": lambda x: px.Assessment.from_observations(layers, [], units=x),
    "from_observations, a unit": lambda x: px.Assessment.from_observations(
        layers, [SEEN], units=["A", x]
    ),
    **{
        f"from_observations, {name}": lambda x, name=name: px.Assessment.from_observations(
            layers, [{**SEEN, name: x}]
        )
        for name in (*SEEN, "evidence", "note", "author", "input")
    },
    "append": assessment.append,
    "append one": lambda x: assessment.append([x]),
    "history": lambda x: assessment.history(x, x, x),
    "score a layer": assessment.score,
    "gap": assessment.gap,
    "progress": assessment.progress,
    "load_snapshot": px.load_snapshot,
    "load_snapshot, custom": lambda x: px.load_snapshot("nothing", custom=x),
    "worksheet": lambda x: px.worksheet(layers, x),
    "worksheet, plan": lambda x: px.worksheet(x, "home"),
    "merge_worksheets": lambda x: px.merge_worksheets(layers, x, layer="self"),
    "merge_worksheets, plan": lambda x: px.merge_worksheets(x, {}, layer="self"),
    "merge_worksheets, one": lambda x: px.merge_worksheets(layers, {"home": x}, layer="self"),
    "merge_worksheets, a cell": lambda x: px.merge_worksheets(
        layers, {"home": [{**SEEN, "value": x}]}, layer="self"
    ),
    "merge_worksheets, an agency": lambda x: px.merge_worksheets(
        layers, pairs({}, x, [SEEN]), layer="self"
    ),
    "merge_worksheets, layer": lambda x: px.merge_worksheets(layers, {"home": [SEEN]}, layer=x),
    "merge_worksheets, units": lambda x: px.merge_worksheets(
        layers, {"home": [SEEN]}, layer="self", units=x
    ),
    "run_cases": testing.run_cases,
    "run_cases, one": lambda x: testing.run_cases([x]),
    "run_cases, rubric": lambda x: testing.run_cases([], rubric=x),
    "run_cases, custom": lambda x: testing.run_cases([], custom=x),
    "run_cases, cohort": lambda x: testing.run_cases([], cohort=x),
    "cover": lambda x: testing.measure_coverage(x, []),
    "cover, paths": lambda x: testing.measure_coverage(rubric, x),
    "mutate": lambda x: testing.mutate(x, []),
    "mutate, threads": lambda x: testing.mutate(rubric, [], threads=x),
    "boundary_cases": testing.boundary_cases,
}

LOOKUPS: dict[str, Call] = {
    "a unit": scores.__getitem__,
    "a unit by number": unnamed.__getitem__,
    "a node": scores["Huế"].__getitem__,
    "explain": scores.explain,
    "points_lost": scores.points_lost,
    "compare_units": lambda x: scores.compare_units(x, "Huế"),
    "ranking": scores.rank(**ranked).__getitem__,
    "an edition": editions.__getitem__,
    "a unit of a comparison": whole.comparison.__getitem__,
    "parts": whole.comparison.parts,
    "effects": whole.replay.effects,
}


def pairs(members: dict[Any, Any], key: Any, value: Any = 1) -> Any:
    """A mapping with one more key, which need not be hashable."""

    class Pairs(garbage.NoMapping):
        def keys(self) -> Any:
            return [*members, key]

        def __iter__(self) -> Iterator[Any]:
            return iter(self.keys())

        def __len__(self) -> int:
            return len(members) + 1

        def __getitem__(self, wanted: Any) -> Any:
            return value if wanted is key else members[wanted]

    return Pairs()


def objects(value: Any) -> Any:
    array = np.empty(1, dtype=object)
    array[0] = value
    return array


def frame(value: Any) -> pd.DataFrame:
    """A frame that contains the value, or 1 if pandas itself fails on the value."""
    try:
        return pd.DataFrame({"unit": ["a"], "2": objects(value)})
    except (ZeroDivisionError, UnicodeEncodeError):
        return pd.DataFrame({"unit": ["a"], "2": [1]})


def call(function: Call, argument: Any, what: str = "", *also: type[Exception]) -> None:
    """Calls, and allows only errors of parindex and TypeError; their text must be printable."""
    error: Exception | None = None
    try:
        function(argument)
    except (px.Error, TypeError, *also) as known:
        error = known
    except Exception as foreign:
        raise AssertionError(f"{type(foreign).__name__} {what}") from foreign
    if isinstance(error, px.Error):
        assert str(error)
        for issue in getattr(error, "issues", ()):
            assert issue.code in px.issue_codes
            assert str(issue).encode()


@pytest.fixture(autouse=True)
def few_values() -> Iterator[None]:
    """A document with a wide object is read up to the limit of values."""
    before = px.set_limits(json_values=10_000)
    yield
    px.set_limits(before)


@pytest.mark.parametrize("name", CALLS)
def test_hostile_objects_in_every_argument(name):
    for what, thing in garbage.hostile().items():
        call(CALLS[name], thing, f"for {what}")


@pytest.mark.parametrize("name", LOOKUPS)
def test_hostile_objects_as_names(name):
    for what, thing in garbage.hostile().items():
        # Exceptions from hashing or comparing a key are the key's own.
        call(LOOKUPS[name], thing, f"for {what}", KeyError, ZeroDivisionError)


# ---- exceptions of values ------------------------------------------------------------------------


def raising(failure: BaseException) -> list[Any]:
    """Values of several kinds whose own code raises."""

    def fails(*_: object) -> Any:
        raise failure

    made: list[Any] = []
    for base in (garbage.NoFraction, garbage.NoDate, garbage.NoClass):
        kind = type("Bad", (base,), {"failure": failure})
        made.append(kind(2026, 1, 1) if base is garbage.NoDate else kind())
    numerator = type("BadFraction", (garbage.Fraction,), {"numerator": property(fails)})
    return [*made, numerator(1)]


class BrokenError(Exception):
    def __str__(self) -> str:
        raise ValueError


@pytest.mark.parametrize(
    ("failure", "text"),
    [
        (ZeroDivisionError("division by zero"), "ZeroDivisionError: division by zero"),
        (KeyError("name"), "KeyError: 'name'"),
        (RuntimeError(), "RuntimeError"),
        (BrokenError(), "BrokenError"),
        (ValueError("a\nb\t c"), "ValueError: a b c"),
        (ValueError("half \ud800"), "ValueError: half ?"),
        (ValueError("x" * 1000), "ValueError: " + "x" * 199 + "…"),
        (OSError(28, "No space", "/home/clerk/secret.csv"), "OSError: No space"),
        (FileNotFoundError(2, "No such file", "/home/a"), "FileNotFoundError: No such file"),
        (ValueError("in /home/clerk/rules/ours.py"), "ValueError: in ours.py"),
        (ValueError(r"C:\Users\clerk\ours.py:7"), "ValueError: ours.py:7"),
        (ValueError("1/2 of https://a.vn/b/c"), "ValueError: 1/2 of https://a.vn/b/c"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_an_exception_of_a_value_is_an_issue_of_its_cell(failure, text):
    for value in raising(failure):
        with pytest.raises(px.DataError) as caught:
            plan.score([HA_NOI, {**HUE, "2": value}])
        (issue,) = caught.value.issues
        assert (issue.code, issue.row, issue.unit, issue.field) == ("value_type", 2, "Huế", "2")
        assert issue.message == "Reading the value raised an exception"
        assert issue.actual == text


@pytest.mark.parametrize("failure", [MemoryError, KeyboardInterrupt, SystemExit, GeneratorExit])
def test_exceptions_not_about_a_value_pass_through(failure):
    for value in raising(failure()):
        for data in ([{**HA_NOI, "2": value}], {"unit": ["a"], "2": [value]}):
            with pytest.raises(failure):
                plan.score(data)


def test_exceptions_of_containers_have_their_place_and_cause():
    with pytest.raises(px.DataError) as caught:
        plan.score([HA_NOI, garbage.NoMapping()])
    (issue,) = caught.value.issues
    assert (issue.code, issue.row) == ("table_malformed", 2)
    assert issue.actual == "ZeroDivisionError: division by zero"
    with pytest.raises(px.DataError) as caught:
        plan.score(garbage.NoMapping())
    assert isinstance(caught.value.__cause__, ZeroDivisionError)
    for failure in (MemoryError(), KeyboardInterrupt()):
        mapping = garbage.NoMapping()
        mapping.failure = failure  # type: ignore[misc]
        with pytest.raises(type(failure)):
            plan.score([mapping])


# ---- custom rules --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "failure",
    [
        FileNotFoundError(2, "No such file", "/home/clerk/secret.csv"),
        ImportError("cannot import name 'x' from 'y' (/usr/lib/python3/y.py)"),
        RuntimeError(f"in {__file__}"),
        BrokenError(),
    ],
    ids=lambda failure: type(failure).__name__,
)
def test_a_failing_custom_rule_shows_no_path(failure):
    def fails(_: px.CustomCall) -> int:
        raise failure

    (issue,) = custom_rubric.compile(custom={"ours": fails}).score({"1": 1}).issues
    assert issue.code == "custom_failed"
    assert issue.actual.startswith(type(failure).__name__)
    shown = str(issue)
    assert "Traceback" not in shown
    for folder in ("/home", "/usr", str(Path(__file__).parent), "secret", 'File "'):
        assert folder not in shown


@pytest.mark.parametrize("failure", [MemoryError, KeyboardInterrupt, SystemExit])
def test_exceptions_not_about_a_custom_rule_pass_through(failure):
    def fails(_: px.CustomCall) -> int:
        raise failure

    with pytest.raises(failure):
        custom_rubric.compile(custom={"ours": fails}).score({"1": [1] * 5000}, unit=None)


@pytest.mark.parametrize("points", ["an object", "lies", "raises", "a Fraction that raises"])
def test_points_of_a_strange_type_name_it(points):
    thing = garbage.hostile().get(points, object())
    (issue,) = custom_rubric.compile(custom={"ours": lambda _: thing}).score({"1": 1}).issues
    assert issue.code == "custom_failed"
    assert " at 0x" not in issue.actual


# ---- documents -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "code", "pointer"),
    [
        ({"max": object()}, "type_mismatch", "/max"),
        ({"max": float("nan")}, "value_not_finite", "/max"),
        ({"max": 10**5000}, "number_too_long", "/max"),
        ({"max": garbage.NoFraction(1)}, "type_mismatch", "/max"),
        ({"title": {"en": {1, 2}}}, "type_mismatch", "/title/en"),
        ({"title": {"a~/b": b""}}, "type_mismatch", "/title/a~0~1b"),
        ({"title": {1: "a"}}, "type_mismatch", "/title"),
        ({"nodes": [{"code": 1j}]}, "type_mismatch", "/nodes/0/code"),
        ({"title": garbage.NoMapping()}, "type_mismatch", "/title"),
    ],
)
def test_values_that_json_cannot_represent_have_a_pointer(change, code, pointer):
    found, issues = px.check_rubric({**EXAMPLE, **change})
    assert found is None
    assert (code, pointer) in [(issue.code, issue.pointer) for issue in issues]


def test_a_document_without_end():
    for make in (garbage._itself, garbage._itself_by_name, lambda: garbage._deep(3000)):
        found, issues = px.check_rubric({**EXAMPLE, "nodes": make()})
        assert found is None
        assert [issue.code for issue in issues] == ["json_too_deep"]
    found, issues = px.check_rubric({**EXAMPLE, "nodes": garbage.wide()})
    assert [issue.code for issue in issues] == ["file_too_large"]


def test_a_document_is_what_its_file_would_be():
    exotic = copy.deepcopy(EXAMPLE)
    exotic["parindex"] = garbage.Colour.RED
    exotic["max"] = np.int64(10)
    exotic["nodes"][0]["max"] = garbage.Fraction(7)
    exotic["nodes"][1]["max"] = garbage.Decimal("3.00")
    exotic["nodes"] = tuple(garbage.UserDict(node) for node in exotic["nodes"])
    assert px.Rubric.from_json(exotic) == rubric


def test_observations_have_their_pointer():
    with pytest.raises(px.DataError) as caught:
        px.Assessment.from_observations(layers, [SEEN, {**SEEN, "value": object()}, 5])
    assert ("type_mismatch", "/observations/1/value") in [
        (issue.code, issue.pointer) for issue in caught.value.issues
    ]
    with pytest.raises(px.DataError) as caught:
        px.Assessment.from_observations(layers, [SEEN, 5])
    assert "/observations/1" in [issue.pointer for issue in caught.value.issues]


# ---- random garbage ------------------------------------------------------------------------------


@run(150)
@given(garbage.nested())
def test_random_data(thing):
    call(plan.score, garbage.made(thing))
    call(lambda x: plan.score({"unit": ["a", "b"], "2": [1, x]}), garbage.made(thing))
    call(lambda x: plan.score({**HA_NOI, "2": x}), garbage.made(thing))


@run(100)
@given(st.lists(garbage.values(), max_size=5), st.lists(garbage.values(), max_size=5))
def test_random_columns(units, cells):
    call(
        plan.score,
        {"unit": garbage.made(units), "group": garbage.made(cells), "2": garbage.made(cells)},
    )
    arrays = {}
    for name, values in {"unit": garbage.made(units), "2": garbage.made(cells)}.items():
        arrays[name] = np.empty(len(values), dtype=object)
        for at, value in enumerate(values):
            arrays[name][at] = value
    call(plan.score, arrays)


@run(150)
@given(garbage.nested(("parindex", "nodes", "code", "max", "rule", "yes_no", "bands", "steps")))
def test_random_documents(thing):
    call(px.Rubric.from_json, garbage.made(thing))
    call(lambda x: px.Rubric.from_json({**EXAMPLE, "nodes": [x]}), garbage.made(thing))
    call(lambda x: px.overlay(layered, put(OVERLAY, "changes", value=[x])), garbage.made(thing))


@run(150)
@given(garbage.nested((*SEEN, "evidence", "no_value")))
def test_random_observations(thing):
    call(lambda x: px.Assessment.from_observations(layers, x), garbage.made(thing))
    call(
        lambda x: px.Assessment.from_observations(layers, [{**SEEN, "value": x}]),
        garbage.made(thing),
    )
    call(lambda x: px.merge_worksheets(layers, {"home": [x]}, layer="self"), garbage.made(thing))


@run(100)
@given(st.sampled_from(sorted(CALLS)), garbage.nested())
def test_random_arguments(name, thing):
    call(CALLS[name], garbage.made(thing))
