# SPDX-License-Identifier: MIT
"""Rubrics of typed classes: equal to their JSON in both directions, and mistakes are found at the call."""

from __future__ import annotations

import copy
import dataclasses
import importlib
import importlib.util
import inspect
import json
import pickle
import re
import runpy
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parindex as px
import strategies
from parindex import model as m
from random_runs import run

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("rubrics", "tests/data", "tests/cases")
YES_NO = m.YesNo(yes=1, no=0)
CLASSES = [
    thing
    for name in m.__all__
    if inspect.isclass(thing := getattr(m, name))
    and issubclass(thing, m.Part)
    and thing is not m.Part
]


def documents() -> dict[str, Any]:
    """Every rubric of the repository that is valid, by the name of its file."""
    found = {}
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).glob("*.json")):
            parts = json.loads(path.read_text(encoding="utf-8"))
            for number, part in enumerate(parts if isinstance(parts, list) else [parts]):
                document = part.get("rubric", part)
                if isinstance(document, dict) and px.check_rubric(document)[0] is not None:
                    found[f"{folder}/{path.name}" + f" {number}" * (number > 0)] = document
    return found


DOCUMENTS = documents()


def same_both_ways(document: dict[str, Any]) -> m.RubricModel:
    rubric = px.Rubric.from_json(document)
    model = rubric.to_model()
    assert model.to_dict() == json.loads(rubric.to_json())
    assert px.Rubric.from_model(model) == rubric
    assert px.Rubric.from_model(m.RubricModel.from_json(document)) == rubric
    assert m.RubricModel.from_json(model.to_json()) == model
    return model


def parts_of(value: Any) -> Iterator[m.Part]:
    if isinstance(value, m.Part):
        yield value
        for field in dataclasses.fields(value):  # type: ignore[arg-type]
            yield from parts_of(getattr(value, field.name))
    elif isinstance(value, (tuple, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from parts_of(item)


def test_many_rubrics_are_found() -> None:
    assert len(DOCUMENTS) > 50


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_rubric_is_its_typed_classes(name: str) -> None:
    model = same_both_ways(DOCUMENTS[name])
    written_again = eval(repr(model), vars(m).copy())
    assert written_again == model
    assert repr(written_again) == repr(model)
    assert "=None" not in repr(model)


@run(50)
@given(st.data())
def test_a_random_rubric_is_its_typed_classes(data: st.DataObject) -> None:
    same_both_ways(strategies.a_rubric(data.draw, custom=True))


def test_the_rubrics_hold_every_class() -> None:
    found = {
        type(part)
        for document in DOCUMENTS.values()
        for part in parts_of(m.RubricModel.from_json(document))
    }
    assert {kind.__name__ for kind in CLASSES} - {kind.__name__ for kind in found} == set()


def test_every_part_is_its_json() -> None:
    for part in parts_of(m.RubricModel.from_json(DOCUMENTS["tests/data/complete.json"])):
        for again in (
            type(part).from_json(part.to_json()),
            type(part).from_json(part.to_dict()),
            pickle.loads(pickle.dumps(part)),
            copy.deepcopy(part),
            eval(repr(part), vars(m).copy()),
        ):
            assert again == part
            assert hash(again) == hash(part)


def test_cases_are_not_changed() -> None:
    cases = {"cases": [{"unit": "A", "row": {"1": 1.5, "2": True, "3": None}}]}
    document = {**whole(m.Leaf("1", max=1, rule=YES_NO)).to_dict(), "cases": cases}
    model = m.RubricModel.from_json(document)
    assert model.to_dict() == document
    assert m.RubricModel.from_json(json.dumps(document)) == model
    model.to_dict()["cases"]["cases"].clear()
    document["cases"]["cases"].append(1)
    assert len(model.to_dict()["cases"]["cases"]) == 1


def test_the_classes_are_those_of_the_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    """`python tools/write_model.py` writes them."""
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    write_model = importlib.import_module("write_model")
    for file, text in write_model.generated().items():
        assert (write_model.MODEL / file).read_text(encoding="utf-8") == text, file


def test_every_name_has_a_docstring_and_a_place_on_its_page() -> None:
    page = (ROOT / "docs/build-a-rubric.md").read_text(encoding="utf-8")
    shown = set(
        re.findall(r"`(\w+)", re.sub(r"^```.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL))
    )
    assert set(m.__all__) - shown == set()
    for name in m.__all__:
        thing = getattr(m, name)
        if inspect.isclass(thing) or inspect.isfunction(thing):
            assert inspect.getdoc(thing), name


def test_the_first_example_of_the_page_is_short(tmp_path: Path) -> None:
    page = (ROOT / "docs/build-a-rubric.md").read_text(encoding="utf-8")
    (example, *_) = re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert len(example.splitlines()) <= 15
    program = tmp_path / "example.py"
    program.write_text(example, encoding="utf-8")
    names = runpy.run_path(str(program))
    assert [type(leaf.rule) for leaf in names["reform"].nodes] == [m.Bands, m.YesNo, m.Choice]
    assert names["rubric"].id == "reform"


def test_a_program_that_builds_no_rubric_does_not_load_the_classes() -> None:
    code = (
        "import sys, parindex; parindex.check_rubric('{}'); print('parindex.model' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


# ---- What is built -----------------------------------------------------------------------------


def whole(*nodes: m.Node | m.Leaf, **more: Any) -> m.RubricModel:
    total = sum(Fraction(node.max) for node in nodes)
    given_: dict[str, Any] = {
        "id": "built",
        "edition": "1",
        "aggregation": "sum",
        "missing": "error",
    }
    return m.RubricModel(**given_, index_rounding="exact", max=total, nodes=nodes, **more)


def test_a_built_rubric_scores() -> None:
    bands = m.Bands(
        m.Percent("done", "planned"), [m.above(90, 2), m.between(70, 90, 1), m.below(70, 0)]
    )
    inputs = [m.CountInput("done"), m.CountInput("planned", min=1)]
    choice = m.Choice([m.Option("early", 2), m.Option("late", "1/2"), m.Option("none", 0)])
    model = whole(
        m.Leaf("1", max=2, inputs=inputs, rule=bands),
        m.Node("2", max=3, aggregation="sum", children=[
            m.Leaf("2.1", max=2, rule=choice), m.Leaf("2.2", max=1, rule=YES_NO),
        ]),
    )  # fmt: skip
    plan = px.Rubric.from_model(model).compile()
    for done, answer, points in (
        (91, "early", 5),
        (90, "late", Decimal("2.5")),
        (69, "late", "1.5"),
    ):
        row = {"1.done": done, "1.planned": 100, "2.1": answer, "2.2": True}
        assert plan.score(row)["unit"].points == Decimal(points)


def test_the_check_says_what_a_class_cannot_know() -> None:
    with pytest.raises(px.RubricError) as caught:
        px.Rubric.from_model(whole(m.Leaf("1", max=2, rule=YES_NO)))
    assert [(issue.code, issue.pointer) for issue in caught.value.issues] == [
        ("maximum_unreachable", "/nodes/0/rule/yes_no")
    ]


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        (2, 2), ("2", 2), (Decimal(2), 2), (Fraction(4, 2), 2), (2.0, "2.0"), ("0.50", "0.50"), (0.1, "0.1"),
        (Decimal("0.1"), "0.1"), (Fraction(1, 3), "1/3"), ("1e2", "1e2"), (-1, -1), ("007", "007"), (10**40, 10**40),
    ],
)  # fmt: skip
def test_numbers_keep_every_digit(number: Any, kept: int | str) -> None:
    option = m.Option("a", number)
    assert (option.points, type(option.points)) == (kept, type(kept))
    assert option.to_dict() == {"id": "a", "points": str(kept)}
    assert m.Option.from_json(f'{{"id": "a", "points": {json.dumps(kept)}}}') == option


def test_numbers_of_text_keep_every_digit() -> None:
    digits = "0.1234567890123456789012345678901234567890"
    assert m.Option.from_json(f'{{"id": "a", "points": {digits}}}').points == digits


def test_a_class_derived_from_a_number_counts_as_its_number() -> None:
    class Odd(int):
        def __repr__(self) -> str:
            return "7"

    assert m.Option("a", Odd(2)).points == 2
    assert m.Option("a", px.ExactFraction(1, 3)).points == "1/3"


def test_objects_do_not_follow_what_they_were_made_of() -> None:
    title, steps = {"en": "Step"}, [m.above(1, 1)]
    bands = m.Bands(m.Value("x"), steps)
    leaf = m.Leaf("1", max=1, title=title, rule=bands)
    title["en"] = "Other"
    steps.append(m.below(1, 0))
    assert leaf.title == {"en": "Step"}
    assert bands.steps == (m.above(1, 1),)
    with pytest.raises(dataclasses.FrozenInstanceError):
        leaf.code = "2"  # type: ignore[misc]


def test_equality_is_that_of_the_json() -> None:
    assert m.Option("a", 1) == m.Option("a", "1")
    assert m.Option("a", 1) != m.Option("a", 2)
    assert m.Min(["x"]) != m.Max(["x"])
    assert m.Option("a", 1) != {"id": "a", "points": "1"}
    assert len({m.Option("a", 1), m.Option("a", "1")}) == 1


def test_dates_are_dates_or_text() -> None:
    assert m.Effective(date(2026, 1, 2)) == m.Effective("2026-01-02")
    assert m.InRange("sent", to=date(2026, 1, 2)).to == "2026-01-02"
    with pytest.raises(TypeError, match=r"^from_ of Effective must be a date, not datetime$"):
        m.Effective(datetime(2026, 1, 2))
    with pytest.raises(px.Error, match=r"^to of Effective must be a date such as '2026-12-30'"):
        m.Effective("2026-01-02", "2026-02-30")


# ---- Mistakes ----------------------------------------------------------------------------------

Call = Callable[[], object]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: m.Leaf("1", max=[2], rule=YES_NO), "max of Leaf must be a number, not list"),
        (lambda: m.Leaf("1", max=None, rule=YES_NO), "max of Leaf must be a number, not NoneType"),
        (lambda: m.Leaf("1", max=True, rule=YES_NO), "max of Leaf must be a number, not bool"),
        (lambda: m.Leaf(1, max=1, rule=YES_NO), "code of Leaf must be a text, not int"),
        (lambda: m.Leaf("1", max=1, rule=m.Value("x")), "rule of Leaf must be Choice, "),
        (lambda: m.Leaf("1", max=1, rule={"yes_no": {}}), "rule of Leaf must be Choice, "),
        (lambda: m.Leaf("1", max=1, rule=YES_NO, title="T"), "title of Leaf must be a dictionary, not str"),
        (lambda: m.Leaf("1", max=1, rule=YES_NO, title={1: "T"}), "the keys of title of Leaf must be texts"),
        (lambda: m.Leaf("1", max=1, rule=YES_NO, title={"en": 1}), "title of Leaf['en'] must be a text, not int"),
        (lambda: m.Choice(m.Option("a", 1)), "options of Choice must be a list or a text, not Option"),
        (lambda: m.Choice(1), "options of Choice must be a list or a text, not int"),
        (lambda: m.Choice([m.Option("a", 1), "b"]), "options of Choice[1] must be Option, not str"),
        (lambda: m.Best("two"), "count of Best must be a whole number, not 'two'"),
        (lambda: m.Best(1.5), "count of Best must be a whole number, not '1.5'"),
        (lambda: m.Leaf("1", maximum=1, rule=YES_NO), "argument 'maximum'"),
        (lambda: m.Leaf("1", max=1), "argument: 'rule'"),
        (lambda: px.Rubric.from_model({}), "model must be of type RubricModel, not dict"),
        (lambda: m.Leaf.from_json([]), "Leaf must be a dictionary, not list"),
        (lambda: m.Item.from_json({"id": None}), "id of Item must be a text, not NoneType"),
        (lambda: m.between(1, [2], 1), "high of between must be a number, not list"),
        (lambda: m.between(True, 2, 1), "low of between must be a number, not bool"),
        (lambda: m.YesNo.from_json({"yes_no": 1}), "YesNo must be a dictionary, not int"),
    ],
)  # fmt: skip
def test_a_wrong_type_is_found_at_the_call(call: Call, said: str) -> None:
    with pytest.raises((TypeError, px.Error), match=re.escape(said)):
        call()


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: m.Option("a", "two"), "points of Option must be a number such as 2, '0.5' or '1/3', not 'two'"),
        (lambda: m.Option("a", float("nan")), "points of Option must be a number such as 2"),
        (lambda: m.Option("a", Decimal("Infinity")), "points of Option must be a number such as 2"),
        (lambda: m.Option("a", 10**5000), "points of Option must be a number such as 2"),
        (lambda: m.Leaf("1", max=1, rule=YES_NO, missing="none"), "missing of Leaf must be 'error', "),
        (lambda: m.Calendar(from_="2026-01-01", to="2026-12-31", weekend=["sun"]), "weekend of Calendar[0] must be"),
        (lambda: m.Option.from_json("{"), "the text is not JSON"),
        (lambda: m.Option.from_json('{"id": "a", "id": "b"}'), "the text has the key 'id' twice"),
        (lambda: m.Option.from_json({"id": "a"}), "Option needs the key 'points'"),
        (lambda: m.Option.from_json({"id": "a", "points": 1, "point": 1}), "Option has no key 'point'; it has id, "),
        (lambda: m.YesNo.from_json({"yes_no": {"yes": 1, "no": 0}, "x": 1}), "YesNo has no key 'x'"),
        (lambda: m.Percent.from_json({"percent": ["a"]}), "percent of Percent must be a list of two"),
        (lambda: m.DateInput.from_json({"name": "a", "type": "number"}), "type of DateInput must be 'date'"),
        (lambda: m.Leaf.from_json({"code": "1", "max": 1, "rule": {"x": {}}}), "rule of Leaf must have one of these: "),
        (
            lambda: m.Leaf.from_json({"code": "1", "max": 1, "rounding": {"digits": 2}, "rule": YES_NO.to_dict()}),
            "rounding of Leaf needs the keys 'digits' and 'mode'",
        ),
        (
            lambda: m.Leaf.from_json({"code": "1", "max": 1, "inputs": [{"name": "a", "type": "x"}], "rule": YES_NO.to_dict()}),
            "must have one of these: type='number', ",
        ),
        (
            lambda: m.Node.from_json({"code": "1", "max": 1, "children": [{"code": "2"}]}),
            "children of Node[0] must have one of these: children, rule",
        ),
    ],
)  # fmt: skip
def test_a_wrong_value_is_found_at_the_call(call: Call, said: str) -> None:
    with pytest.raises(px.Error, match=re.escape(said)):
        call()


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: m.between(90, 70, 1), "low of between must be at most high; low is 90 and high is 70"),
        (lambda: m.Step(above="1/2", to="0.5", points=1), "above of Step must be below to"),
        (lambda: m.Step(from_=1, below=1, points=1), "from_ of Step must be below below"),
        (lambda: m.Piece(above=3, below=2, points=1), "above of Piece must be below below"),
        (lambda: m.ClassBand("a", from_=3, to=2), "from_ of ClassBand must be at most to"),
        (lambda: m.InRange("x", from_="2026-02-01", to="2026-01-31"), "from_ of InRange must be at most to"),
        (lambda: m.NumberInput("x", min=2, max=1), "min of NumberInput must be at most max"),
        (lambda: m.DateInput("x", min="2026-02-01", max="2026-01-31"), "min of DateInput must be at most max"),
        (lambda: m.Direct(min=2, max=1), "min of Direct must be at most max"),
        (lambda: m.Reach(2, 1), "min of Reach must be at most max"),
        (lambda: m.Effective("2026-02-01", "2026-01-31"), "from_ of Effective must be at most to"),
        (lambda: m.Step.from_json({"from": 9, "to": 7, "points": 1}), "from_ of Step must be at most to"),
    ],
)  # fmt: skip
def test_a_bound_the_wrong_way_round_is_found_at_the_call(call: Call, said: str) -> None:
    with pytest.raises(px.Error, match=re.escape(said)):
        call()


def test_bounds_that_touch_are_right() -> None:
    assert m.between(1, "1.0", 1).to == "1.0"
    assert m.Direct(min=1, max=1).max == 1


def test_a_duplicate_node_is_found_at_the_call() -> None:
    leaf = m.Leaf("1.1", max=1, rule=YES_NO)
    with pytest.raises(
        px.Error, match=r"^children of Node must have different codes; two have '1\.1'$"
    ):
        m.Node("1", max=2, children=[leaf, leaf])
    with pytest.raises(
        px.Error, match=r"^nodes of RubricModel must have different codes; two have '1\.1'$"
    ):
        whole(m.Node("1", max=1, children=[leaf]), leaf)
    composed = [m.Leaf(code, max=1, rule=YES_NO) for code in ("e\u0301", "\u00e9")]
    with pytest.raises(px.Error, match="must have different codes; two have '\u00e9'"):
        m.Node("1", max=2, children=composed)


def test_nesting_without_end_is_an_error() -> None:
    condition: m.Condition = m.Is("x", "yes")
    for _ in range(5000):
        condition = m.Not(condition)
    with pytest.raises(px.Error, match=r"^Not is nested too deeply$"):
        condition.to_dict()
    with pytest.raises(px.Error, match="nested too deeply"):
        m.Not.from_json('{"not": ' * 100_000 + "1" + "}" * 100_000)
    document: Any = {"input": "x", "is": "yes"}
    for _ in range(5000):
        document = {"not": document}
    with pytest.raises(px.Error, match=r"^Not is nested too deeply$"):
        m.Not.from_json(document)


# ---- Code of users -----------------------------------------------------------------------------


def users() -> Any:
    path = ROOT / "tests/typing/build_a_rubric.py"
    spec = importlib.util.spec_from_file_location("build_a_rubric", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_code_that_mypy_accepts_runs() -> None:
    """`make lint` checks its types."""
    code = users()
    rubric = px.Rubric.from_model(code.whole())
    assert code.codes(rubric) == ["a", "a1", "a2", "late", "1", "0"]
    (first, *_) = code.leaves(["x"])
    assert code.again(first.rule.to_json()) == first.rule


@pytest.mark.parametrize("mistake", users().MISTAKES)
def test_calls_that_mypy_rejects_fail(mistake: Call) -> None:
    with pytest.raises((TypeError, px.Error, dataclasses.FrozenInstanceError)):
        mistake()
