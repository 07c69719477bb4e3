# SPDX-License-Identifier: MIT
"""Every function and class of the engine, as listed in the stub, called with invalid arguments.

New functions in the stub are tested automatically; a new class needs an object in `objects`.
"""

from __future__ import annotations

import ast
import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import garbage
import parindex as px
from parindex import _core, testing

RUBRIC: dict[str, Any] = {
    "parindex": 1,
    "id": "core",
    "edition": "1",
    "max": "2",
    "aggregation": "sum",
    "missing": "zero",
    "index_rounding": "exact",
    "layers": [{"id": "self"}],
    "layer": "self",
    "nodes": [
        {
            "code": "a",
            "max": "1",
            "inputs": [{"name": "v", "type": "number", "min": "0"}],
            "rule": {
                "formula": {
                    "cases": [
                        {"points": {"cohort": {"of": "v", "statistic": "mean", "within": "all"}}}
                    ],
                    "cap": "1",
                    "floor": "0",
                }
            },
        },
        {"code": "b", "max": "1", "rule": {"direct": {"min": "0", "max": "1"}}},
    ],
}


class Callee(NamedTuple):
    """A function, or a method of a class."""

    owner: str
    name: str
    arguments: dict[str, str]
    """Annotations by name, without `self`."""
    keywords: frozenset[str]
    """Names of keyword-only arguments."""

    @property
    def function(self) -> Callable[..., Any]:
        holder = getattr(_core, self.owner) if self.owner else _core
        found: Callable[..., Any] = getattr(holder, self.name)
        return found

    def __str__(self) -> str:
        return f"{self.owner}.{self.name}".lstrip(".")


def callees() -> Iterator[Callee]:
    stub = ast.parse(Path(px.__file__).with_name("_core.pyi").read_text(encoding="utf-8"))
    for part in stub.body:
        inner = part.body if isinstance(part, ast.ClassDef) else [part]
        for function in inner:
            if not isinstance(function, ast.FunctionDef) or function.decorator_list:
                continue
            owner = part.name if isinstance(part, ast.ClassDef) else ""
            named = [*function.args.args[bool(owner) :], *function.args.kwonlyargs]
            yield Callee(
                owner,
                function.name,
                {a.arg: ast.unparse(a.annotation) for a in named if a.annotation},
                frozenset(a.arg for a in function.args.kwonlyargs),
            )


CALLEES = list(callees())
CLASSES = [name for name, thing in vars(_core).items() if isinstance(thing, type)]
OF_DRAWS = ("seed", "bits", "limit", "parts", "count", "size", "attempt")
INTEGER = "typing.SupportsInt | typing.SupportsIndex"
WITH_ARGUMENTS = [(callee, name) for callee in CALLEES for name in callee.arguments]
WITH_POSITIONS = [
    (callee, name)
    for callee, name in WITH_ARGUMENTS
    # These are not positions; `first` may be any, as only observations from it on are checked; and a `header` further
    # down than the text is a text that is not plain.
    if callee.arguments[name] == INTEGER
    and name not in ("threads", "first", "most", "header", *OF_DRAWS)
]


@pytest.fixture(scope="module")
def objects(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """An object of every class of the engine."""
    rubric = px.Rubric.from_json(RUBRIC)
    plan = rubric.compile()
    scores = plan.score([{"unit": "x", "a.v": "0.5", "b": 1}, {"unit": "y", "a.v": 0, "b": 0}])
    rule = {"on": "points", "stage": "exact", "ties": "dense", "within": "all"}
    seen = {"unit": "x", "code": "b", "layer": "self", "value": 1, "date": "2026-01-05"}
    cases = tmp_path_factory.mktemp("cases") / "cases.json"
    cases.write_text(testing.boundary_cases(rubric), encoding="utf-8")
    text = _core.check_delimited(b"a\n1\n", ",", 1)
    replay = _core.replay(
        scores._core, rubric._core, codes={}, lacking=None, on="points", stage="exact", custom={},
        cohort=None,
    )  # fmt: skip
    options = _core.score_options(
        allow_missing_columns=False, allow_unknown_columns=False, keep="all", threads=1, cohort=None, part=False
    )  # fmt: skip
    columns = [("unit", ["x"]), ("a.v", ["0.5"]), ("b", [1])]
    prepared, _ = _core.check_prepare(
        plan._core, columns, unit="unit", group="group", ranked="ranked", nan_missing=False, options=options
    )  # fmt: skip
    made = {
        "TimeLimit": _core.time_limit(3600),
        "Rubric": rubric._core,
        "Plan": plan._core,
        "Cohort": scores._core.cohort,
        "Scores": scores._core,
        "Ranking": scores.rank(**rule)._core,
        "ScoreOptions": options,
        "PreparedTable": prepared,
        "Assessment": px.Assessment.from_observations(plan, [seen])._core,
        "Trace": _core.explain(scores._core, 0),
        "CaseRun": testing.run_cases([cases], rubric=rubric)._core,
        "Comparison": replay.comparison,
        "Diff": replay.diff,
        "Replay": replay,
        "Verification": _core.verify(scores.to_json().encode(), scores._core),
        "DelimitedText": text,
        "CodedColumn": _core.coded_column(memoryview(bytes(8)).cast("i"), ["x"]),
        "UnitReader": _core.unit_reader(plan._core, False),
        "RandomStream": _core.random_stream(1, "weights"),
        "WeightIntervals": _core.weight_intervals(scores._core),
        "DelimitedColumn": text.columns([("number", ".", False, [], {})])[0],
    }  # fmt: skip
    assert sorted(made) == sorted(CLASSES)
    for name, thing in made.items():
        assert type(thing) is getattr(_core, name)
    return made


NAMED: dict[str, Any] = {
    "on": "points",
    "stage": "exact",
    "ties": "dense",
    "within": "all",
    "keep": "all",
    "numbers": "decimal",
    "language": "en",
    "date": "2026-01-05",
    "columns": [],
    "value": 1,
}


def fitting(name: str, annotation: str, objects: dict[str, Any]) -> Any:
    """An argument of the right type."""
    if name in NAMED:
        return NAMED[name]
    if annotation in objects:
        return objects[annotation]
    if annotation.endswith("| None") or annotation == "typing.Any":
        return None
    if "Sequence" in annotation:
        return []
    if "Mapping" in annotation:
        return {}
    plain = {
        INTEGER: 0,
        "typing.SupportsFloat | typing.SupportsIndex": 1.0,
        "str": "x",
        "bytes": b"{}",
        "typing_extensions.Buffer": bytearray(),
        "list[typing.Any]": [],
        "dict[typing.Any, typing.Any]": {},
        "collections.abc.Callable[[bytes], typing.Any]": lambda _: None,
        "bool": False,
        "parindex.errors.Issue": px.Issue("value_type", "error", "message"),
        "parindex.rounding.Rounding": px.Rounding(2, "up"),
    }
    return plain[annotation]


def call(callee: Callee, objects: dict[str, Any], **changes: Any) -> Any:
    """Calls with valid arguments except for these."""
    given = {
        name: changes.get(name, fitting(name, annotation, objects))
        for name, annotation in callee.arguments.items()
    }
    positional = [given[name] for name in given if name not in callee.keywords]
    named = {name: given[name] for name in given if name in callee.keywords}
    owner = [objects[callee.owner]] if callee.owner else []
    return callee.function(*owner, *positional, **named)


def outcome(function: Callable[..., Any], *args: Any, **named: Any) -> str:
    """The name of the error, or nothing; its message must not be long."""
    failure: Exception | None = None
    try:
        function(*args, **named)
    except (px.Error, TypeError, KeyError) as error:  # KeyError: an unknown name
        failure = error
    assert len(str(failure)) < 10_000
    if isinstance(failure, px.WrongTypeError):
        return "TypeError"  # of pybind11, or of the binding itself in both languages
    return type(failure).__name__ if failure else ""


@pytest.fixture(autouse=True)
def limits_of_before() -> Iterator[None]:
    before = px.limits()
    yield
    px.set_limits(before)


@pytest.mark.parametrize("callee", CALLEES, ids=str)
def test_fitting_arguments_fit(callee: Callee, objects: dict[str, Any]) -> None:
    if callee.name == "__enter__":
        with objects[callee.owner]:
            return
    with contextlib.suppress(px.Error):  # none of the texts names anything
        call(callee, objects)


@pytest.mark.parametrize(
    ("callee", "name"), WITH_ARGUMENTS, ids=[f"{callee}, {name}" for callee, name in WITH_ARGUMENTS]
)
def test_hostile_objects_as_every_argument(
    callee: Callee, name: str, objects: dict[str, Any]
) -> None:
    wanted = callee.arguments[name]
    for what, thing in garbage.hostile().items():
        try:
            found = outcome(call, callee, objects, **{name: thing})
        except ZeroDivisionError:
            continue  # an exception of the object itself
        except Exception as foreign:
            raise AssertionError(f"{type(foreign).__name__} for {what}") from foreign
        if what == "wide":
            assert found or wanted == "typing.Any"


@pytest.mark.parametrize("callee", CALLEES, ids=str)
def test_arguments_too_many_and_with_unknown_names(callee: Callee, objects: dict[str, Any]) -> None:
    owner = [objects[callee.owner]] if callee.owner else []
    wide = garbage.wide()
    count = len(callee.arguments)
    assert outcome(callee.function, *owner, *[wide] * (count + 1)) == "TypeError"
    assert outcome(callee.function, wide, *[wide] * count, none=wide) == "TypeError"
    for name in ("none", "é", "\ud800", "a\0b", ""):
        assert outcome(callee.function, *owner, **{name: wide}) == "TypeError"
    if count:
        assert outcome(callee.function, *owner) == "TypeError"


@pytest.mark.parametrize("name", CLASSES)
def test_methods_refuse_objects_of_other_classes(name: str, objects: dict[str, Any]) -> None:
    kind = getattr(_core, name)
    others = [thing for other, thing in objects.items() if other != name]
    others += [None, object(), kind, garbage.Raises(), garbage.wide()]
    for part in vars(kind).values():
        function = part.fget if isinstance(part, property) else part
        if not callable(function) or isinstance(function, type):
            continue
        for other in others:
            assert outcome(function, other) == "TypeError"
        assert outcome(function) == "TypeError"


@pytest.mark.parametrize(
    ("callee", "name"), WITH_POSITIONS, ids=[f"{callee}, {name}" for callee, name in WITH_POSITIONS]
)
def test_positions_are_bounded(callee: Callee, name: str, objects: dict[str, Any]) -> None:
    for position in (-1, 1 << 64, -(1 << 70), 0.0, "0", None):
        assert outcome(call, callee, objects, **{name: position}) == "TypeError"
    for position in (1 << 20, 1 << 31, 1 << 32, (1 << 63) - 1, 1 << 63, (1 << 64) - 1):
        assert outcome(call, callee, objects, **{name: position}) == "Error"
    call(callee, objects, **{name: False})  # equals 0, as everywhere in Python


def test_there_are_functions_classes_and_positions() -> None:
    assert {callee.owner for callee in CALLEES} <= {"", *CLASSES}
    assert {name for name in dir(_core) if not name.startswith("_")} == {
        *CLASSES,
        *(callee.name for callee in CALLEES if not callee.owner),
    }
    assert len(WITH_POSITIONS) >= 10


def test_time_limits_end_in_the_reverse_order() -> None:
    outer, inner = _core.time_limit(3600), _core.time_limit(3600)
    with outer:
        with inner:
            with pytest.raises(px.Error, match="in reverse order"):
                outer.__exit__(None, None, None)
            with pytest.raises(px.Error, match="already in use"):
                inner.__enter__()
        outer.__exit__(None, None, None)
    outer.__exit__(None, None, None)
