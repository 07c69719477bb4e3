# SPDX-License-Identifier: MIT
"""The border between Python and C++: changing containers, wrong lengths, buffers, capsules, indices."""

from __future__ import annotations

import array
import copyreg
import ctypes
import gc
import inspect
import re
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import parindex as px
from foreign_buffers import calls, lender
from parindex import _core

ONE: dict[str, Any] = {
    "parindex": 1,
    "id": "one",
    "edition": "1",
    "max": "10",
    "aggregation": "sum",
    "missing": "exclude",
    "index_rounding": "exact",
    "nodes": [{"code": "a", "max": "10", "rule": {"direct": {"min": "0", "max": "10"}}}],
}


@pytest.fixture(scope="module")
def one() -> px.Plan:
    return px.Rubric.from_json(ONE).compile()


def refused(plan: px.Plan, data: object, **options: Any) -> list[px.Issue]:
    with pytest.raises(px.DataError) as caught:
        plan.score(data, **options)  # type: ignore[arg-type]
    return list(caught.value.issues)


def core_score(plan: px.Plan, columns: Any) -> tuple[Any, list[px.Issue]]:
    """Calls the engine as `Plan.score` does, without the checks in Python."""
    options = _core.score_options(
        allow_missing_columns=False,
        allow_unknown_columns=False,
        keep="all",
        threads=1,
        cohort=None,
        part=False,
    )
    return _core.check_score(
        plan._core,
        columns,
        unit=None,
        group="group",
        ranked="ranked",
        nan_missing=False,
        options=options,
    )


# ---- lengths -------------------------------------------------------------------------------------


class Short(list):  # type: ignore[type-arg]
    """A list that reports one item."""

    def __len__(self) -> int:
        return 1

    def __iter__(self) -> Iterator[Any]:
        return iter(())


class Long(list):  # type: ignore[type-arg]
    """A list that reports many items."""

    def __len__(self) -> int:
        return 100_000

    def __getitem__(self, at: object) -> Any:
        return "surprise"


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"unit": Short(["u"]), "group": Short(["g"] * 100_000), "a": [0.5]}, "group"),
        ({"unit": Short(["u"]), "ranked": Short([True] * 100_000), "a": [0.5]}, "ranked"),
        ({"unit": Short(["u"]), "a": Short([0.5] * 5000)}, "a"),
        ({"unit": Short(["u"] * 5000), "a": Short([0.5])}, "a"),
        ({"unit": Long(["u"]), "a": Long([0.5, 0.5])}, "a"),
        ({"unit": ["u"], "a": np.zeros(2)}, "a"),
        ({"unit": ["u"], "ranked": np.array([True, False]), "a": [0.5]}, "ranked"),
    ],
)
def test_lengths_are_counted_where_they_are_used(one, data, field):
    (issue,) = [i for i in refused(one, data) if i.code == "table_malformed"]
    assert issue.field == field
    core, issues = core_score(one, [(name, list.copy(v)) for name, v in data.items() if _list(v)])
    assert core is None
    assert issues


def _list(values: object) -> bool:
    return isinstance(values, list)


def test_a_list_with_a_wrong_length_is_read_by_its_items(one):
    scores = one.score({"unit": Long(["u", "v"]), "a": Short([1, 2])})
    assert [unit.points for unit in scores] == [1, 2]


def test_an_issue_beyond_the_units_has_its_row_and_no_unit(one):
    issues = refused(one, {"unit": ["u"], "a": [0.5] * 50 + ["\ud800"]})
    assert ("text_not_utf8", 51, "") in [(i.code, i.row, i.unit) for i in issues]


def test_a_row_that_misreports_its_members(one):
    class Row(dict):  # type: ignore[type-arg]
        def __len__(self) -> int:
            return 0

        def items(self) -> Any:
            return [("b", 1)]

    assert one.score([Row(unit="u", a=1)])["u"].points == 1
    assert one.score(Row(unit="u", a=1))["u"].points == 1


# ---- containers that change ----------------------------------------------------------------------


class Emptied:
    """A value whose attributes empty the list that contains it."""

    cells: list[Any]

    def _clear(self) -> None:
        self.cells.clear()
        self.cells.extend([None] * 100_000)
        self.cells.clear()

    @property
    def dtype(self) -> object:
        self._clear()
        raise AttributeError("dtype")

    @property
    def __class__(self) -> Any:
        self._clear()
        return object


class EmptiedFraction(Fraction):
    cells: list[Any]

    @property
    def numerator(self) -> int:
        Emptied._clear(self)  # type: ignore[arg-type]
        return 1


class EmptiedNumber(Decimal):
    cells: list[Any]

    def is_finite(self) -> bool:
        Emptied._clear(self)  # type: ignore[arg-type]
        return True

    __str__ = __repr__ = lambda self: str(self.is_finite())


@pytest.mark.parametrize("make", [Emptied, EmptiedFraction, EmptiedNumber])
def test_a_value_that_changes_its_list(one, make):
    for column in ("a", "unit"):
        cells: list[Any] = [f"u{n}" if column == "unit" else 0.5 for n in range(5000)]
        cells[0] = make()
        cells[0].cells = cells
        others = [0.5 if column == "unit" else f"{n}" for n in range(5000)]
        data = {column: cells, "unit" if column == "a" else "a": others}
        if make is Emptied:
            assert {issue.row for issue in refused(one, data)} == {1}
        else:
            assert len(one.score(data)) == 5000


def test_a_value_that_changes_the_table(one):
    data: dict[str, Any] = {}

    class Adds(Fraction):
        @property
        def denominator(self) -> int:
            data.clear()
            return 1

    data |= {"unit": ["u"], "a": [Adds(1)]}
    assert one.score(data)["u"].points == 1
    assert data == {}


def in_own_process(code: str) -> str:
    """Runs code that may crash an interpreter; returns its output."""
    head = f"""
        import sys, threading, faulthandler
        faulthandler.enable()
        sys.path.insert(0, {str(Path(__file__).parent)!r})
        sys.setswitchinterval(1e-6)
        import parindex as px
        from fractions import Fraction
        from test_binding import ONE
        plan = px.Rubric.from_json(ONE).compile()
    """
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(head) + textwrap.dedent(code)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


RACES = {
    "a list of a column": """
        cells = [Fraction(1, 2)] * 3000
        data = {"a": cells}
        def edit():
            cells[:] = [Fraction(n, 3001) for n in range(4000)]
            cells[:] = ["0.5"] * 3
            junk = [bytes(range(48)) for _ in range(4000)]
    """,
    "the columns of a table": """
        data = {"a": [1] * 2000, "unit": None}
        del data["unit"]
        def edit():
            data["b"] = [1] * 2000
            del data["b"]
            data["a"] = [2] * 3000
    """,
    "a list of rows": """
        data = [{"a": Fraction(1, 3)} for _ in range(500)]
        def edit():
            data[:] = [{"a": 1, "b": 2}] * 3
            data[:] = [{"a": Fraction(n, 501)} for n in range(400)]
    """,
    "a row": """
        row = {"a": 1}
        data = [row] * 300
        def edit():
            row.clear()
            row.update({f"x{n}": n for n in range(30)})
            row.clear()
            row["a"] = Fraction(1, 2)
    """,
    "an array of NumPy": """
        import numpy as np
        data = {"a": np.linspace(0, 10, 20000)}
        def edit():
            data["a"][:] = np.nan
            data["a"][:] = 3.25
    """,
}


@pytest.mark.parametrize("name", RACES)
def test_another_thread_changes_the_data(name):
    found = in_own_process(
        textwrap.dedent(RACES[name])
        + """
over = threading.Event()
def edits():
    while not over.is_set():
        edit()
thread = threading.Thread(target=edits)
thread.start()
outcomes = set()
for _ in range(60):
    try:
        scores = plan.score(data, unit=None)
        assert len(scores.units) == len(scores)
        outcomes.add("scores")
    except px.DataError:
        outcomes.add("refused")
over.set()
thread.join()
print(*sorted(outcomes))
"""
    )
    assert set(found.split()) <= {"scores", "refused"}
    assert found.strip()


def test_two_threads_take_one_capsule():
    pytest.importorskip("pyarrow")
    found = in_own_process(
        """
        import pyarrow as pa
        table = pa.table({"a": [0.5] * 100})
        class Same:
            def __init__(self, capsule): self.capsule = capsule
            def __arrow_c_stream__(self, requested_schema=None): return self.capsule
        taken = []
        def score(same, start):
            start.wait()
            try: taken.append(len(plan.score(same, unit=None)))
            except px.DataError: pass
        for _ in range(40):
            start = threading.Barrier(2)
            same = Same(table.__arrow_c_stream__())
            threads = [threading.Thread(target=score, args=(same, start)) for _ in range(2)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
        print(taken == [100] * 40)
        """
    )
    assert found == "True\n"


# ---- what is handed to the engine ----------------------------------------------------------------


@pytest.mark.parametrize(
    "columns",
    [
        None,
        5,
        "ab",
        [1],
        ["ab"],
        [("a",)],
        [("a", [1], 2)],
        [["a", [1]]],
        [(1, [1])],
        [(None, [1])],
        [(b"a", [1])],
        [("a", 1)],
        [("a", None)],
        [("a", "12")],
        [("a", {1: 2})],
        [("a", iter([1]))],
    ],
    ids=lambda columns: repr(columns).split(" object at ")[0],
)
def test_objects_that_are_not_columns_are_a_type_error(one, columns):
    with pytest.raises(TypeError):
        core_score(one, columns)


def test_columns_may_be_lists_tuples_and_classes_of_them(one):
    class Pair(tuple):  # type: ignore[type-arg]
        def __len__(self) -> int:
            return 7

        def __getitem__(self, at: object) -> Any:
            return None

    for values in ([1, 2], (1, 2), Short([1, 2]), Pair([1, 2]), array.array("i", [1, 2])):
        for column in (("a", values), Pair(("a", values))):
            core, issues = core_score(one, [column])
            assert not issues
            assert len(core) == 2


def test_half_a_surrogate_pair_is_not_a_column_name(one):
    for data in ({"unit": ["u"], "\ud800": [1], "a": [1]}, [{"unit": "u", "\ud800": 1, "a": 1}]):
        assert [issue.code for issue in refused(one, data)] == ["text_not_utf8"]


# ---- objects of the engine -----------------------------------------------------------------------

CLASSES = [thing for thing in vars(_core).values() if inspect.isclass(thing)]


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_no_object_is_made_without_its_contents(kind):
    makers: list[Callable[[], object]] = [
        kind,
        lambda: kind.__new__(kind),
        lambda: object.__new__(kind),
        lambda: kind.__mro__[1].__new__(kind),
        lambda: copyreg.__newobj__(kind),  # type: ignore[attr-defined]
    ]
    for make in makers:
        with pytest.raises(TypeError):
            make()
    with pytest.raises(TypeError):
        type("Derived", (kind,), {})
    with pytest.raises((TypeError, AttributeError)):
        kind.find = None


def test_nothing_becomes_an_object_of_another_class(one):
    scores = one.score({"a": 1})
    with pytest.raises(TypeError):
        scores._core.__class__ = _core.Plan
    with pytest.raises(TypeError):
        one._core.__init__()
    for method in (_core.Plan.find, _core.Scores.unit, _core.Plan.codes.fget):
        for other in (None, object(), one, scores, _core.Plan):
            with pytest.raises(TypeError):
                method(other, "")


def test_the_lock_of_the_interpreter_stays_on():
    # If the module claimed to be safe without the lock, a free-threaded Python would disable the
    # lock.
    source = Path(__file__).parents[2] / "bindings" / "python" / "module.cpp"
    assert re.search(r"^PYBIND11_MODULE\(_core, m\) \{$", source.read_text("utf-8"), re.MULTILINE)
    enabled = getattr(sys, "_is_gil_enabled", None)
    assert enabled is None or enabled()


# ---- indices -------------------------------------------------------------------------------------

BEYOND = [2, 1 << 31, 1 << 32, (1 << 63) - 1, 1 << 63, (1 << 64) - 1]


@pytest.mark.parametrize("row", BEYOND)
def test_unknown_rows_and_nodes(one, row):
    data = {"unit": ["u", "v"], "group": ["g", "g"], "a": [1, 2]}
    scores = one.score(data)
    unnamed = one.score({"a": [1, 2]}, unit=None)
    replay = scores.replay(one.rubric.compile())
    for core in (scores._core, unnamed._core):
        for call in (
            lambda core=core: core.unit(row),
            lambda core=core: core.group(row),
            lambda core=core: core.status(row),
            lambda core=core: core.node(row, 0),
            lambda core=core: core.node(0, row),
            lambda core=core: core.row_issues(row),
            lambda core=core: core.points_lost(row),
            lambda core=core: _core.explain(core, row),
            lambda core=core: decompose(core, row, core, 0),
            lambda core=core: decompose(core, 0, core, row),
        ):
            with pytest.raises(px.Error, match=r"position|row"):
                call()
    with pytest.raises(px.Error, match="position"):
        replay._core.effects(row)


def decompose(*args: Any) -> object:
    return _core.decompose(*args, on="points", stage="exact", codes={})


@pytest.mark.parametrize("row", [-1, 1 << 64, -(1 << 70), 0.0, "0", None])
def test_an_invalid_position_is_a_type_error(one, row):
    core = one.score({"a": 1})._core
    for method in (core.unit, core.group, core.status, core.points_lost):
        with pytest.raises(TypeError):
            method(row)


def test_a_ranking_of_other_scores(one):
    rule = {"on": "points", "stage": "exact", "ties": "dense", "within": "all"}
    many = one.score({"a": [1, 2, 3, 4]}, unit=None)
    few = one.score({"a": [1]}, unit=None)
    ranking = many.rank(**rule)._core
    for call in (
        lambda: ranking.to_json(few._core),
        lambda: few._core.to_json(ranking),
        lambda: _core.ranking_to_arrow(ranking, few._core, "decimal"),
    ):
        with pytest.raises(px.Error, match="no row"):
            call()


def test_a_missing_case(tmp_path, one):
    run = px.testing.run_cases([tmp_path], rubric=one.rubric)._core
    for at in (0, 1 << 63):
        with pytest.raises(px.Error, match="no case"):
            run.failure_text(at, "vi")


# ---- buffers -------------------------------------------------------------------------------------


def points(plan: px.Plan, values: object) -> list[object]:
    core, issues = core_score(plan, [("a", values)])
    assert not issues
    return [core.node(row, 0)[1] for row in range(len(core))]


@pytest.mark.parametrize("kind", "?bhilqBHILQfd")
def test_buffers_of_every_format(one, kind):
    values = [1, 0, 1] if kind == "?" else [1, 2, 3]
    cast = memoryview(bytearray(24)).cast(kind)[:3]
    for at, value in enumerate(values):
        cast[at] = value
    if kind == "?":
        core, issues = core_score(one, [("a", cast)])
        assert not issues
        assert {issue.code for issue in core.issues} == {"value_type"}
        return
    assert points(one, cast) == [1, 2, 3]
    assert points(one, cast[::-1]) == [3, 2, 1]
    assert points(one, cast[::2]) == [1, 3]
    assert points(one, cast.toreadonly()) == [1, 2, 3]


def test_strides_of_every_kind(one):
    whole = np.arange(12.0).reshape(3, 4) / 2
    assert points(one, whole[:, 1]) == [0.5, 2.5, 4.5]
    assert points(one, whole[::-1, 1]) == [4.5, 2.5, 0.5]
    assert points(one, np.broadcast_to(np.float64(2), 4)) == [2, 2, 2, 2]
    assert points(one, np.broadcast_to(np.float32(2.5), 3)) == [2.5, 2.5, 2.5]
    assert points(one, np.frombuffer(b"\0" + np.array([1.5, 2.5]).tobytes(), offset=1)) == [
        1.5,
        2.5,
    ]
    assert points(one, np.arange(3.0).astype(">f8")) == [0, 1, 2]
    with pytest.raises(px.DataError, match="table_empty"):
        one.score({"a": np.zeros(0)[::-1]}, unit=None)


def test_a_buffer_is_requested_once(one):
    values = lender([1.0, 2.0, 3.0], later={"shape": (1 << 40,), "format": b"q", "buf": 0})
    assert points(one, values) == [1, 2, 3]
    assert calls(values) == 1


NOT_READ: dict[str, dict[str, Any]] = {
    "an item size unlike the format": {"itemsize": 4},
    "a format wider than its items": {"format": b"d", "itemsize": 1, "len": 3, "strides": (1,)},
    "long of 4 bytes in 8": {"format": b"=l"},
    "two dimensions": {"ndim": 2, "shape": (3, 1), "strides": (8, 8)},
    "no dimension": {"ndim": 0, "shape": None, "strides": None},
    "no shape": {"shape": None},
    "no strides": {"strides": None},
    "suboffsets": {"suboffsets": (8,)},
    "a negative length": {"shape": (-1,)},
    "more items than bytes": {"shape": (4,)},
    "fewer items than bytes": {"shape": (2,)},
    "a length that overflows": {"shape": (1 << 62,)},
    "a stride that overflows": {"strides": (1 << 62,)},
    "the lowest stride": {"strides": (-(1 << 63),)},
    "nothing": {"buf": 0},
    "no format for bytes of 8": {"format": None},
    "an empty format": {"format": b""},
    "a structure": {"format": b"T{d:x:}"},
    "complex": {"format": b"Zd"},
    "objects": {"format": b"O"},
    "pointers": {"format": b"P"},
    "repeats": {"format": b"2f"},
    "an order that there is not": {"format": b"#d"},
}


@pytest.mark.parametrize("view", NOT_READ.values(), ids=NOT_READ)
def test_a_buffer_that_describes_no_column_is_not_read(one, view):
    # It has no items that could be read one by one either.
    core, issues = core_score(one, [("a", lender([1.0, 2.0, 3.0], **view))])
    assert core is None
    assert (issues[0].code, issues[0].field) == ("table_malformed", "a")
    assert "not iterable" in issues[0].actual


@pytest.mark.parametrize(
    "format", [b"d", b"@d", b"=d", b"<d" if sys.byteorder == "little" else b">d"]
)
def test_spellings_of_the_machines_own_format(one, format):
    assert points(one, lender([1.0, 2.0], format=format)) == [1, 2]
    assert points(one, lender([1.0, 2.0, 3.0], strides=(-8,), shape=(1,), len=8)) == [1]


def test_a_memory_without_a_buffer_is_not_a_column(one):
    view = memoryview(array.array("d", [1.0, 2.0]))
    view.release()
    core, issues = core_score(one, [("a", view)])
    assert core is None
    assert issues[0].actual.startswith("ValueError: operation forbidden on released memoryview")
    lent = array.array("d", [1.0, 2.0])
    scores = core_score(one, [("a", lent)])[0]
    with pytest.raises(BufferError):
        lent.append(3.0)
    del scores
    gc.collect()
    lent.append(3.0)


def test_arrays_of_ctypes(one):
    assert points(one, (ctypes.c_double * 2)(1, 2)) == [1, 2]
    assert points(one, (ctypes.c_long * 2)(1, 2)) == [1, 2]
    assert points(one, (ctypes.c_uint8 * 2)(1, 2)) == [1, 2]


class Lying(np.ndarray):  # type: ignore[type-arg]
    """An array that claims to be another one."""

    dtype = np.dtype("f8")  # type: ignore[assignment]
    ndim = 1  # type: ignore[assignment]
    shape = (100_000,)  # type: ignore[assignment]

    def __len__(self) -> int:
        return 100_000


@pytest.mark.parametrize("kind", ["i1", "f4", "f8", ">f8", "f2", "?", "c16", "M8[s]", "S3"])
def test_an_array_that_misreports_itself_is_read_by_its_buffer(one, kind):
    values = np.array([1, 0, 1]).astype(kind).view(Lying)
    try:
        scores = one.score({"a": values}, unit=None)
    except px.DataError:
        return
    assert len(scores) == 3


# ---- capsules ------------------------------------------------------------------------------------

_new_capsule = ctypes.pythonapi.PyCapsule_New
_new_capsule.restype = ctypes.py_object
_new_capsule.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
_zeros = (ctypes.c_char * 256)()  # structures that were never filled or already released


def zero_capsule(name: bytes | None) -> object:
    return _new_capsule(ctypes.addressof(_zeros), name, None)


class Gives:
    """Provides any object in place of capsules."""

    def __init__(self, name: str, thing: object) -> None:
        setattr(self, f"__arrow_c_{name}__", lambda _schema=None: thing)


STREAM, SCHEMA, ARRAY = b"arrow_array_stream", b"arrow_schema", b"arrow_array"
NO_CAPSULES: list[Callable[[], object]] = [
    lambda: None,
    lambda: (),
    lambda: 1,
    lambda: "arrow_array_stream",
    lambda: (1, 2),
    lambda: (1, 2, 3),
    lambda: zero_capsule(None),
    lambda: zero_capsule(b"arrow_stream"),
    lambda: zero_capsule(SCHEMA),
    lambda: (zero_capsule(ARRAY), zero_capsule(SCHEMA)),
    lambda: (zero_capsule(SCHEMA), zero_capsule(SCHEMA)),
    lambda: (zero_capsule(SCHEMA), 1),
    lambda: (None, zero_capsule(ARRAY)),
    lambda: [zero_capsule(SCHEMA), zero_capsule(ARRAY)],
]


@pytest.mark.parametrize("make", NO_CAPSULES)
@pytest.mark.parametrize("name", ["stream", "array"])
def test_objects_that_are_not_capsules(one, make, name):
    (issue,) = refused(one, Gives(name, make()))
    assert issue.code == "table_malformed"
    assert issue.message == "The object did not provide Arrow data"
    assert issue.expected.startswith("a capsule named arrow_")


@pytest.mark.parametrize(
    "make", [lambda: zero_capsule(STREAM), lambda: (zero_capsule(SCHEMA), zero_capsule(ARRAY))]
)
def test_capsules_that_were_released(one, make):
    (issue,) = refused(one, Gives("stream", make()))
    assert "released" in issue.message


def test_capsules_that_were_taken(one):
    pa = pytest.importorskip("pyarrow")
    table = pa.table({"a": [1.0]})
    stream = Gives("stream", table.__arrow_c_stream__())
    arrays = Gives("array", table.to_batches()[0].__arrow_c_array__())
    for data in (stream, arrays):
        assert len(one.score(data, unit=None)) == 1
        (issue,) = refused(one, data, unit=None)
        assert "released" in issue.message


def test_a_capsule_of_another_table(one):
    pa = pytest.importorskip("pyarrow")
    schema = pa.schema({"a": pa.string()}).__arrow_c_schema__()
    array_of_numbers = pa.record_batch({"a": [1.0]}).__arrow_c_array__()[1]
    (issue,) = refused(one, Gives("array", (schema, array_of_numbers)), unit=None)
    assert issue.code == "table_malformed"
    assert issue.field == "a"


@pytest.mark.parametrize("failure", [RuntimeError("lost"), ValueError(), KeyError("x"), OSError(5)])
def test_a_producer_that_raises(one, failure):
    class Fails:
        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            raise failure

    with pytest.raises(px.DataError) as caught:
        one.score(Fails())
    assert caught.value.__cause__ is failure
    assert type(failure).__name__ in caught.value.issues[0].actual
