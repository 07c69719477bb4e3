# SPDX-License-Identifier: MIT
"""Objects that no caller should pass: hostile ones by name, and random ones for Hypothesis."""

from __future__ import annotations

import datetime as dt
import enum
import uuid
from collections import OrderedDict, UserDict, UserList, deque
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from hypothesis import strategies as st


class Raises:
    """Raises in every method, and on access to any attribute."""

    failure: BaseException = ZeroDivisionError("division by zero")

    def __getattr__(self, name: str) -> Any:
        raise self.failure

    def _raise(self, *_: object) -> Any:
        raise self.failure

    __str__ = __repr__ = __len__ = __iter__ = __bool__ = __eq__ = __hash__ = _raise  # type: ignore[assignment]
    __int__ = __index__ = __float__ = __getitem__ = __contains__ = __call__ = _raise
    __fspath__ = __enter__ = __lt__ = __add__ = __format__ = __bytes__ = _raise


class NoClass(Raises):
    """Raises on access to its class, as in `isinstance`."""

    @property
    def __class__(self) -> Any:
        raise self.failure


class NoDict(dict):  # type: ignore[type-arg]
    keys = items = values = __iter__ = __len__ = __getitem__ = get = Raises._raise  # type: ignore[assignment]
    __bool__ = __contains__ = __eq__ = Raises._raise  # type: ignore[assignment]
    __hash__ = None  # type: ignore[assignment]
    failure = Raises.failure


class NoList(list):  # type: ignore[type-arg]
    __iter__ = __len__ = __getitem__ = __bool__ = __eq__ = __reversed__ = Raises._raise  # type: ignore[assignment]
    __hash__ = None  # type: ignore[assignment]
    failure = Raises.failure


class NoText(str):
    encode = __str__ = __len__ = __iter__ = __repr__ = __format__ = Raises._raise  # type: ignore[assignment]
    __eq__ = Raises._raise  # type: ignore[assignment]
    __hash__ = str.__hash__
    failure = Raises.failure


class NoInt(int):
    __str__ = __index__ = __int__ = __repr__ = __bool__ = __eq__ = __float__ = Raises._raise  # type: ignore[assignment]
    bit_length = __add__ = Raises._raise  # type: ignore[assignment]
    __hash__ = None  # type: ignore[assignment]
    failure = Raises.failure


class NoFloat(float):
    __str__ = __float__ = __repr__ = __bool__ = __eq__ = is_integer = Raises._raise  # type: ignore[assignment]
    __hash__ = None  # type: ignore[assignment]
    failure = Raises.failure


class NoDecimal(Decimal):
    __str__ = __repr__ = is_finite = is_nan = as_tuple = __format__ = Raises._raise  # type: ignore[assignment]
    failure = Raises.failure


class NoFraction(Fraction):
    __str__ = __repr__ = Raises._raise  # type: ignore[assignment]
    numerator = denominator = property(Raises._raise)  # type: ignore[assignment]
    failure = Raises.failure


class NoDate(dt.date):
    isoformat = __str__ = __format__ = Raises._raise  # type: ignore[assignment]
    failure = Raises.failure


class NoMapping(Mapping[str, Any]):
    __getitem__ = __len__ = __iter__ = keys = items = Raises._raise  # type: ignore[assignment]
    failure = Raises.failure


class NoSequence(Sequence[Any]):
    __getitem__ = __len__ = __iter__ = Raises._raise  # type: ignore[assignment]
    failure = Raises.failure


class Lies:
    """Claims to be and to have everything."""

    dtype = shape = kind = numerator = value = "f"
    ndim, mask, iloc, columns = 2, True, (), ("a",)
    __array_interface__ = None

    def item(self) -> object:
        return self

    isoformat = is_finite = item

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self


class Meta(type):
    """A class that raises on access to its name."""

    def __getattribute__(cls, name: str) -> Any:
        raise ZeroDivisionError

    def __instancecheck__(cls, instance: object) -> bool:
        raise ZeroDivisionError


class Nameless(metaclass=Meta):
    pass


class Colour(enum.IntEnum):
    RED = 1


class Word(str, enum.Enum):
    YES = "yes"


def _broken_fraction() -> Any:
    made = object.__new__(Fraction)
    made._numerator, made._denominator = "one", None  # type: ignore[attr-defined]
    return made


def _itself() -> list[Any]:
    made: list[Any] = []
    made += [made] * 3
    return made


def _itself_by_name() -> dict[str, Any]:
    made: dict[str, Any] = {}
    made["a"] = made["nodes"] = made
    return made


def _deep(levels: int) -> Any:
    made: Any = 1
    for _ in range(levels):
        made = [made]
    return made


def _generator() -> Iterator[Any]:
    yield {"unit": "a"}
    raise ZeroDivisionError


def wide() -> Any:
    made: Any = [1]
    for _ in range(60):
        made = [made, made]
    return made


def hostile() -> dict[str, Any]:
    """Fresh objects by name, because some are consumed."""
    return {
        "None": None,
        "object": object(),
        "a class": Raises,
        "raises": Raises(),
        "no class": NoClass(),
        "lies": Lies(),
        "a nameless class": Nameless,
        "of a nameless class": Nameless(),
        "a dict that raises": NoDict(a=1),
        "a list that raises": NoList([1]),
        "a text that raises": NoText("a"),
        "an int that raises": NoInt(1),
        "a large int that raises": NoInt(10**5000),
        "a float that raises": NoFloat(1),
        "a Decimal that raises": NoDecimal(1),
        "a Fraction that raises": NoFraction(1),
        "a broken Fraction": _broken_fraction(),
        "a date that raises": NoDate(2026, 1, 1),
        "a mapping that raises": NoMapping(),
        "a sequence that raises": NoSequence(),
        "an iterator that raises": _generator(),
        "a list that holds itself": _itself(),
        "a dict that holds itself": _itself_by_name(),
        "deep": _deep(5000),
        "wide": wide(),
        "large": 10**5000,
        "larger": -(1 << 100_000),
        "nan": float("nan"),
        "inf": float("inf"),
        "sNaN": Decimal("sNaN123"),
        "a huge Decimal": Decimal("1E+999999999999"),
        "complex": 1j,
        "bytes": b"\xff\0",
        "bytearray": bytearray(b"{}"),
        "memoryview": memoryview(b"ab"),
        "a surrogate": "\ud800",
        "NUL": "a\0b",
        "empty": "",
        "enum": Colour.RED,
        "word": Word.YES,
        "uuid": uuid.UUID(int=5),
        "path": Path("nothing\0here"),
        "timedelta": dt.timedelta(1),
        "time": dt.time(1),
        "set": {1, 2},
        "range": range(3),
        "deque": deque([{}]),
        "OrderedDict": OrderedDict(b=1),
        "UserDict": UserDict({1: 2}),
        "UserList": UserList([object()]),
        "mixed keys": {1: 2, None: 3, (1,): 4, "\ud800": 5, "a~/": object()},
        "numpy void": np.void(b"ab"),
        "numpy object": np.array(object(), dtype=object),
        "numpy structure": np.zeros(2, dtype="i4,f8"),
        "numpy of numpy": np.array([np.array([1]), None], dtype=object),
        "numpy of four dimensions": np.zeros((1, 2, 3, 4)),
        "numpy without rows": np.zeros((0, 5)),
        "numpy longdouble": np.longdouble("1e4000"),
        "masked": np.ma.masked,
        "masked array": np.ma.masked_array([1, 2], [1, 0]),
        "NaT": np.datetime64("NaT"),
        "year": np.datetime64("2020"),
        "a function": len,
        "NotImplemented": NotImplemented,
        "Ellipsis": ...,
    }


class Named(NamedTuple):
    """Replaces a hostile object while Hypothesis draws, because Hypothesis reads the class of drawn objects."""

    name: str


def made(thing: Any) -> Any:
    """The drawn value, with the hostile objects restored."""
    if isinstance(thing, Named):
        return hostile()[thing.name]
    if isinstance(thing, list | tuple):
        return type(thing)(map(made, thing))
    if isinstance(thing, dict | UserDict):
        return type(thing)({key: made(value) for key, value in thing.items()})
    return thing


def values() -> st.SearchStrategy[Any]:
    """One value of any kind; `made` makes it."""
    numpy = st.sampled_from(
        [
            np.float16(0.1), np.float32("inf"), np.float64("nan"), np.longdouble(1) / 3,
            np.int8(-1), np.uint64(2**64 - 1), np.bool_(True), np.complex64(1j), np.str_("a"),
            np.bytes_(b"a"), np.datetime64("2020"), np.datetime64("2020-01-01"),
            np.timedelta64(5, "s"), np.ma.masked, np.void(b"1"), np.array(5), np.array([1.5]),
        ]
    )  # fmt: skip
    names = st.sampled_from(sorted(set(hostile()) - {"deep", "larger"}))
    return st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.integers(300, 6000).map(lambda digits: 10**digits),
        st.floats(),
        st.text(st.characters(codec=None, categories=None), max_size=8),
        st.sampled_from(["\ud800", "a\0b", "yes", "1/3", "1e999999999", "on_time", "unit"]),
        st.binary(max_size=4),
        st.decimals(allow_nan=True),
        st.sampled_from([Decimal("sNaN"), Decimal("1E+99999999"), Decimal("-0")]),
        st.fractions(),
        st.dates(),
        st.datetimes(timezones=st.none() | st.just(dt.timezone.utc)),
        st.timedeltas(),
        st.complex_numbers(),
        numpy,
        names.map(Named),
    )


def nested(keys: Sequence[str] = ("a", "unit", "value", "nodes", "\ud800", "x/y~z")) -> Any:
    """Lists and dictionaries of `values`; most keys are drawn from `keys`."""
    key = st.one_of(st.sampled_from(list(keys)), st.text(max_size=3), st.integers(-1, 1), st.none())
    return st.recursive(
        values(),
        lambda inner: st.one_of(
            st.lists(inner, max_size=4),
            st.lists(inner, max_size=3).map(tuple),
            st.dictionaries(key, inner, max_size=4),
            st.dictionaries(key, inner, max_size=2).map(UserDict),
        ),
        max_leaves=12,
    )
