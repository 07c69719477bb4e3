# SPDX-License-Identifier: MIT
"""Fuzzes the Python arguments of the binding: rows, columns, arrays, files, and objects that misbehave.

binding_fuzz.py [--random] [libFuzzer options; both modes support -runs and -max_total_time]

With atheris the coverage of the Python layer guides the inputs. `--random`, or a Python for which
atheris has no wheel, uses random bytes, which also works if the module is built with AddressSanitizer.
For every input the result is a score, a parindex error, or the exception that one of our objects
raised; and the same data give the same score twice.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import pkgutil
import random
import struct
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

RANDOM = "--random" in sys.argv
try:
    if RANDOM:
        raise ImportError
    import atheris
except ImportError:
    atheris = None

with atheris.instrument_imports(include=["parindex"]) if atheris else contextlib.nullcontext():
    import parindex as px

    # Most modules are imported on first use, which is too late for instrumentation.
    for module in pkgutil.walk_packages(px.__path__, "parindex."):
        if module.name not in ("parindex.pytest_plugin", "parindex.__main__"):
            importlib.import_module(module.name)

try:
    import numpy as np
except ImportError:
    np = None

REPOSITORY = Path(__file__).parents[1]
BASE = px.Rubric.load(REPOSITORY / "tests/data/process.json")
PLAN = BASE.compile()
NAMES = [column.name for column in PLAN.columns]
# In memory if possible: a disk would dominate the time.
MEMORY = Path("/dev/shm")
FILES = Path(tempfile.mkdtemp(prefix="parindex-fuzz-", dir=MEMORY if MEMORY.is_dir() else None))


class OursError(Exception):
    """The exception that objects of this file raise."""


class Bytes:
    """Decisions from the bytes of an input; 0 after its end."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, count: int) -> bytes:
        found = self._data[self._at : self._at + count]
        self._at += count
        return found.ljust(count, b"\0")

    def below(self, count: int) -> int:
        return int.from_bytes(self.take(1), "little") % count

    def one_of(self, *values: Any) -> Any:
        return values[self.below(len(values))]

    def text(self) -> str:
        return self.take(self.below(20)).decode("utf-8", self.one_of("replace", "surrogateescape"))


# ---- Objects that misbehave ---------------------------------------------------------------------


WIDE: list[Any] = [1]  # its repr has 2^60 items
for _ in range(60):
    WIDE = [WIDE, WIDE]


class LyingList(list[Any]):
    """Reports a wrong length."""

    def __len__(self) -> int:
        return super().__len__() * 2 + 1


class Raising(list[Any]):
    def __iter__(self) -> Iterator[Any]:
        raise OursError

    def __getitem__(self, key: Any) -> Any:
        raise OursError


class LyingDict(dict[str, Any]):
    def keys(self) -> Any:
        return [*super().keys(), "none"]


class Emptying:
    """A cell that empties the list containing it when it is read."""

    def __init__(self, holder: list[Any]) -> None:
        self._holder = holder

    @property
    def dtype(self) -> Any:
        self._holder.clear()
        raise AttributeError

    def __str__(self) -> str:
        self._holder.clear()
        return "1"


class Failing:
    @property
    def dtype(self) -> Any:
        raise OursError

    def __float__(self) -> float:
        raise OursError


class Word(str):
    """A str whose methods cannot be trusted."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        raise OursError

    def __hash__(self) -> int:
        return 1

    def strip(self, *_: Any) -> Any:
        return None


# ---- Cells and tables ---------------------------------------------------------------------------


def a_cell(b: Bytes, holder: list[Any]) -> Any:
    kind = b.below(24)
    if kind < 6:
        return b.one_of(1, 46, 50, "late", "on_time", True, False, "yes", 0.5, None, "", "1.5")
    simple: list[Callable[[], Any]] = [
        lambda: struct.unpack("<d", b.take(8))[0],
        lambda: int.from_bytes(b.take(b.below(24)), "little", signed=True),
        b.text,
        lambda: Fraction(b.below(200) - 100, 1 + b.below(50)),
        lambda: Decimal((b.below(2), tuple(c % 10 for c in b.take(4)), b.below(40) - 20)),
        lambda: Decimal(b.one_of("NaN", "sNaN", "Infinity", "-Infinity", "1E+400", "-0")),
        lambda: b.one_of(*px.NoValue),
        lambda: b.one_of(date(2026, 1, 2), datetime(2026, 1, 2, 3), datetime.max),
        lambda: b.take(b.below(9)),
        lambda: 10 ** b.one_of(18, 19, 399, 400, 5000),
        lambda: "9" * b.one_of(400, 401, 5000),
        lambda: complex(b.below(3), b.below(3)),
        lambda: b.one_of([], {}, (), object(), type, NotImplemented, ..., WIDE),
        lambda: Emptying(holder),
        Failing,
        lambda: Word(b.text()),
        lambda: a_numpy_scalar(b),
        lambda: f"{b.below(256)}/{b.below(4)}",
    ]
    return simple[kind - 6]()


def a_numpy_scalar(b: Bytes) -> Any:
    if np is None:
        return 1
    return b.one_of(
        lambda: np.float32(b.below(100) / 8),
        lambda: np.float64(struct.unpack("<d", b.take(8))[0]),
        lambda: np.int8(b.below(100)),
        lambda: np.uint64(2**64 - 1 - b.below(2)),
        lambda: np.bool_(b.below(2)),
        lambda: np.datetime64("2026-01-01"),
        lambda: np.datetime64("2026"),
        lambda: np.datetime64("NaT"),
        lambda: np.timedelta64(3, "D"),
        lambda: np.ma.masked,
        lambda: np.str_("late"),
        lambda: np.complex64(1),
        lambda: np.longdouble("0.1"),
        lambda: np.array(1.5),
        lambda: np.array([1, 2]),
        lambda: np.void(b"abc"),
    )()


def an_array(b: Bytes, rows: int) -> Any:
    raw = b.take(8 * rows)
    made = np.frombuffer(raw, dtype=b.one_of("<f8", "<i8", ">f8", "<u8"))
    if b.below(2):
        made = np.array([b.below(60) for _ in range(rows)])
    return b.one_of(
        lambda: made,
        lambda: made.astype(
            b.one_of("f4", "f2", "i1", "u1", "i2", "O", "U8", "S8", "?", "c8", "g")
        ),
        lambda: np.repeat(made, 2)[::2],
        lambda: made[::-1],
        lambda: made.reshape(1, -1),
        lambda: np.ma.masked_array(made, mask=[b.below(2) for _ in range(rows)]),
        lambda: made.astype("M8[s]"),
        lambda: memoryview(made.astype("f8")),
        lambda: memoryview(raw),
        lambda: bytearray(raw),
        lambda: np.zeros((rows, 2))[:, 1],
    )()


def a_column(b: Bytes, rows: int) -> Any:
    if np is not None and b.below(3) == 0:
        with np.errstate(all="ignore"), contextlib.suppress(ValueError, TypeError, OverflowError):
            return an_array(b, rows)
    made: list[Any] = b.one_of(list, list, list, list, LyingList, Raising)()
    for _ in range(rows + b.one_of(0, 0, 0, 0, 0, 0, 1)):
        list.append(made, a_cell(b, made))
    return b.one_of(
        made,
        made,
        made,
        tuple(made) if type(made) is list else made,
        iter(made) if b.below(8) == 0 else made,
    )


def a_name(b: Bytes, name: str) -> str:
    return b.text() if b.below(40) == 39 else name


def rows_of(b: Bytes) -> list[Any]:
    made: list[Any] = b.one_of(list, list, list, LyingList, Raising)()
    for number in range(b.below(4)):
        row = b.one_of(dict, dict, dict, LyingDict)()
        row["unit"] = b.one_of(f"U{number}", f"U{number}", a_cell(b, made))
        for name in NAMES:
            if b.below(30) != 29:
                row[a_name(b, name)] = a_cell(b, made)
        list.append(made, b.one_of(row, row, row, row, row, row, row, a_cell(b, made)))
    return made


def columns_of(b: Bytes) -> Any:
    rows = 1 + b.below(4)
    made: dict[str, Any] = b.one_of(dict, dict, dict, LyingDict)()
    made["unit"] = b.one_of([f"U{n}" for n in range(rows)], a_column(b, rows))
    for name in NAMES:
        made[a_name(b, name)] = a_column(b, rows)
    return made


def a_matrix(b: Bytes) -> Any:
    if np is None:
        return []
    made = np.array([float(b.below(60)) for _ in range(len(NAMES) * 2)])
    shape = b.one_of((2, len(NAMES)), (2, len(NAMES)), (len(NAMES), 2), (-1,), (1, 2, len(NAMES)))
    return made.reshape(shape).astype(b.one_of("f8", "f4", "i8", "O", "?"))


def a_file(b: Bytes) -> Path:
    """A CSV or JSON file, mostly of the right shape."""
    kind = b.one_of("csv", "json")
    path = FILES / f"data.{kind}"
    if b.below(4) == 0:
        path.write_bytes(b.take(b.below(250)))
        return path
    cells = [[b.one_of("46", "late", "yes", "1.5", "", "-", '"a', "1e999999999999", b.text()) for _ in NAMES]
             for _ in range(b.below(4))]  # fmt: skip
    if kind == "csv":
        lines = [",".join(["unit", *NAMES])]
        lines += [",".join([f"U{n}", *row]) for n, row in enumerate(cells)]
        end = b.one_of("\n", "\r\n", "\r")
        text = b.one_of("", "\ufeff") + end.join(lines)
    else:
        rows = [dict(zip(NAMES, row, strict=True)) for row in cells]
        text = json.dumps([{"unit": f"U{n}", **row} for n, row in enumerate(rows)])
        if b.below(4) == 0:
            text = text.replace(
                '"46"', b.one_of("46", "1E99999999999999999999", "NaN", "1e-400", "[]")
            )
    data = bytearray(text.encode("utf-8", "surrogateescape"))
    for _ in range(b.one_of(0, 0, 1, 3)):
        if data:
            data[int.from_bytes(b.take(2), "little") % len(data)] = b.below(256)
    path.write_bytes(data)
    return path


# ---- Entry points -------------------------------------------------------------------------------


def score(data: Any, b: Bytes) -> None:
    options: dict[str, Any] = {
        "unit": b.one_of("unit", "unit", "unit", None, "none", b.text()),
        "allow_missing_columns": b.below(2) == 0,
        "allow_unknown_columns": b.below(2) == 0,
        "keep": b.one_of("all", "fields", "total"),
        "threads": b.below(3),
    }
    again = isinstance(data, (dict, Path)) and not isinstance(data, LyingDict)
    scores = PLAN.score(data, **options)
    json.loads(scores.to_json())
    scores.rank()
    repr(scores)
    for row in range(min(len(scores), 2)):
        scores.explain(scores.units[row])
    if again and isinstance(data, Path):
        assert PLAN.score(data, **{**options, "keep": "all"}).digest == scores.digest


def by_text(b: Bytes) -> None:
    """Texts of every kind, and other objects."""
    text: Any = b.one_of(b.text, lambda: b.take(b.below(99)), lambda: mutated(b))()
    path = FILES / "text.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape"))
    b.one_of(
        lambda: px.Rubric.from_json(text),
        lambda: px.check_rubric(text),
        lambda: px.Rubric.load(path),
        lambda: px.Assessment.load(PLAN, path),
        lambda: px.load_snapshot(path),
        lambda: px.Assessment.from_observations(PLAN, [an_observation(b) for _ in range(3)]),
    )()


def an_observation(b: Bytes) -> dict[str, Any]:
    made = {
        "unit": b.one_of("A", "B", b.text()),
        "code": b.one_of("1.1", "1.2", "3", b.text()),
        "input": b.one_of("value", "done", "planned"),
        "layer": b.one_of("self", "appraised", "none"),
        "value": a_cell(b, []),
        "note": b.text(),
        "date": b.one_of("2026-01-05", "2026-02-30", date(2026, 1, 1), ""),
    }
    if b.below(8) == 0:
        made[b.one_of(*made)] = a_cell(b, [])
    return made


def mutated(b: Bytes) -> str:
    text = bytearray(BASE.to_json().encode())
    for _ in range(b.below(4)):
        at = int.from_bytes(b.take(2), "little") % len(text)
        text[at : at + b.below(4)] = b.take(b.below(4))
    return text.decode("utf-8", "replace")


def one_input(data: bytes) -> None:
    b = Bytes(data)
    kind = b.below(8)
    try:
        if kind == 7:
            by_text(b)
        else:
            score(b.one_of(rows_of, rows_of, columns_of, columns_of, a_file, a_matrix)(b), b)
    except (px.Error, OursError):
        pass
    except TypeError as error:
        # Not data at all: see Plan.score. Any other TypeError is a failure.
        if not str(error).startswith(EXPECTED_TYPE_ERRORS):
            raise


EXPECTED_TYPE_ERRORS: tuple[str, ...] = ("data must be",)


def at_random(seconds: float, runs: int, found: Path) -> None:
    seed = time.time_ns()
    chance = random.Random(seed)
    start, done = time.monotonic(), 0
    print(f"binding_fuzz: random bytes, seed {seed}", flush=True)
    while done < runs and time.monotonic() < start + seconds:
        data = chance.randbytes(chance.choice((20, 60, 200, 600)))
        try:
            one_input(data)
        except BaseException:
            found.write_bytes(data)
            print(f"binding_fuzz: the input is in {found}", file=sys.stderr)
            raise
        done += 1
    print(f"binding_fuzz: {done} runs in {time.monotonic() - start:.0f} seconds, nothing found")


def main() -> None:
    options = dict(arg[1:].split("=", 1) for arg in sys.argv[1:] if "=" in arg)
    if len(sys.argv) == 2 and Path(sys.argv[1]).is_file():  # reproduces a found input
        one_input(Path(sys.argv[1]).read_bytes())
    elif atheris:
        # Short inputs are not enough for a table.
        atheris.Setup([*sys.argv, "-len_control=0"], one_input)
        atheris.Fuzz()
    else:
        seconds = float(options.get("max_total_time", 60))
        found = Path(options.get("artifact_prefix", "") + "crash")
        at_random(seconds, int(options.get("runs", 2**62)), found)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    main()
