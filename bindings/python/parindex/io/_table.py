# SPDX-License-Identifier: MIT
"""Data of every accepted kind as columns: a list of (name, values) with unchanged values.

The engine interprets the values. This module handles only what belongs to the container: rows, names of
columns, text encoding. Anything that prevents reading columns is raised as one DataError.

Containers are copied before they are read, because their own code and other threads may change them. The
length that they report is not trusted; the engine counts.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast

from parindex import _core, _messages
from parindex._foreign import Raised, attempt, exception_text, type_name, wrong_type
from parindex._names import normal
from parindex._typing import Data
from parindex.errors import DataError, Error
from parindex.io._rows import (
    SUBJECT,
    Columns,
    from_rows,
    malformed,
    nameless,
    refuse,
    unreadable,
)

if TYPE_CHECKING:
    import pandas as pd

_PLAIN = frozenset((int, float, str, bool, type(None), Decimal, Fraction))

SINGLE_UNIT = "unit"
"""Name of the unit of a single row without a name."""


def arrow_capsules(data: object) -> tuple[object] | None:
    """The Arrow capsules of an object: that of a stream, or those of a schema and an array.

    None for any other object. A pandas DataFrame is read column by column instead, because its stream
    needs pyarrow.
    """
    if hasattr(data, "__arrow_c_stream__"):
        return (data.__arrow_c_stream__(),)
    if hasattr(data, "__arrow_c_array__"):
        return (data.__arrow_c_array__(),)
    return None


def is_frame(data: object) -> bool:
    """Whether this is a pandas DataFrame; pandas is not imported."""
    return hasattr(data, "iloc") and hasattr(data, "columns")


def read_table(
    data: Data,
    *,
    names: Sequence[str],
    unit: str | None,
    roles: Sequence[str] = (),
    known: frozenset[str] = frozenset(),
) -> tuple[Columns, str | None]:
    """The columns of any data that `Plan.score` accepts, except files, and the column that names the units.

    Columns with a name in `roles`, and the column `unit`, are lists. Names in `known` need no examination.

    Raises
    ------
    DataError
        With every error of rows and columns.
    TypeError
        For an object that is not data.
    """
    if isinstance(data, Mapping):
        data = dict(data)
        if (plain := _plain_row(data, known, unit, roles)) is not None:
            return plain, unit
        if any(_is_list(value) or _is_array(value) for value in data.values()):
            return _from_columns(data), unit
        if unit is None or unit in {normal(key) for key in data if isinstance(key, str)}:
            return from_rows([data]), unit
        return from_rows([{unit: SINGLE_UNIT, **data}]), unit
    if is_frame(data):
        return _from_frame(cast("pd.DataFrame", data), unit, (unit, *roles)), unit
    if _is_array(data):
        fields = _fields(data)
        return (_from_matrix(data, names), None) if fields is None else (fields, unit)
    if isinstance(data, Sequence) and not isinstance(data, bytes | bytearray):
        return from_rows(data), unit
    raise wrong_type("data", data, _messages.ANY_DATA())


def _plain_row(
    data: dict[Any, Any], known: frozenset[str], unit: str | None, roles: Sequence[str]
) -> Columns | None:
    """A row of known names and plain values, the most frequent one, without an examination of each."""
    columns: Columns = []
    named = False
    for name, value in data.items():
        if type(name) is not str or type(value) not in _PLAIN:
            return None
        if name == unit:
            named = True
        elif name not in known and name not in roles:
            return None
        columns.append((name, [value]))
    return columns if named or unit is None else [(unit, [SINGLE_UNIT]), *columns]


# By the actual type: an object may claim any class.


def _is_list(value: object) -> bool:
    return issubclass(type(value), list)


def _is_array(value: object) -> bool:
    """Whether this is a NumPy array, not a scalar; NumPy is not imported."""
    ndarray = getattr(sys.modules.get("numpy"), "ndarray", None)
    return ndarray is not None and issubclass(type(value), ndarray) and value.ndim > 0  # type: ignore[attr-defined]


def _fields(array: Any) -> Columns | None:
    """The columns of a structured array of one dimension; None for any other array."""
    if array.dtype.names is None or array.ndim != 1:
        return None
    return _from_columns({name: array[name] for name in array.dtype.names})


def _from_matrix(data: Any, names: Sequence[str]) -> Columns:
    if data.ndim != 2 or data.shape[1] != len(names):
        expected = _messages.UNITS_X_COLUMNS(len(names))
        actual = " x ".join(map(str, data.shape)) or _messages.A_SINGLE_VALUE()
        refuse(malformed(_messages.THE_SHAPE_OF_THE_MATRIX_DOES_NOT_MATCH(), expected, actual))
    if _is_lent(data):
        return [(name, data[:, at]) for at, name in enumerate(names)]
    return [(name, _values(data[:, at])) for at, name in enumerate(names)]


def _from_columns(data: Mapping[Any, Any]) -> Columns:
    issues = []
    columns: Columns = []
    for name, values in data.items():
        if not isinstance(name, str):
            issues.append(nameless(name))
        elif not (_is_list(values) or (_is_array(values) and values.ndim == 1)):
            found = type_name(values)
            issues.append(
                malformed(
                    _messages.THE_COLUMN_IS_NOT_A_LIST_OF_VALUES(f"{name!r}"),
                    _messages.A_LIST(),
                    found,
                )
            )
        else:
            taken = attempt(_values, values)
            if isinstance(taken, Raised):
                issues.append(replace(unreadable(taken), field=normal(name)))
            else:
                columns.append((normal(name), taken))
    if issues:
        refuse(*issues)
    return columns


def _is_lent(array: Any) -> bool:
    """Whether the engine can read the memory of an array directly."""
    return not hasattr(array, "mask") and array.dtype.kind in "fiub" and bool(array.dtype.isnative)


def _values(values: Any) -> Any:
    """An array of numbers or booleans that the engine can read in place; anything else as a list of values."""
    if not _is_array(values) or _is_lent(values):
        return values
    if hasattr(values, "mask"):
        # The memory of a masked array has values also where the array has none.
        mask = values.mask if getattr(values.mask, "ndim", 0) else [False] * len(values)
        return [None if hidden else v for v, hidden in zip(values.data, mask, strict=True)]
    if values.dtype.kind in "fiub":
        return values.astype(values.dtype.newbyteorder("="))
    # Times of nanoseconds would become plain integers in tolist().
    return list(values) if values.dtype.kind in "mM" else values.tolist()


@contextmanager
def reading_data() -> Iterator[None]:
    """A context that turns every exception of the data's own code into a DataError with that cause.

    Exceptions: TypeError, which says that an object is not data, and MemoryError.
    """
    try:
        yield
    except (Error, TypeError, MemoryError):
        raise
    except Exception as failure:
        raise DataError(SUBJECT, [unreadable(exception_text(failure))]) from failure


def role_name(text: str) -> str:
    """A name from an option, with lone surrogates escaped, since no column can have such a name."""
    # The methods of str itself: those of a class derived from it may raise.
    return str.encode(normal(text), "utf-8", "backslashreplace").decode("utf-8")


def _from_frame(frame: pd.DataFrame, unit: str | None, roles: Sequence[str | None]) -> Columns:
    issues = []
    columns: Columns = []
    if unit is not None and unit not in frame.columns and frame.index.name == unit:
        frame = frame.reset_index()
    for at, name in enumerate(frame.columns):
        if not isinstance(name, str):
            # A number would be a guess: the header 1.1 may mean the code 1.10.
            issues.append(nameless(name))
            continue
        series = frame.iloc[:, at]
        array: Any = getattr(series, "values", None)
        if normal(name) not in roles and _is_array(array) and _has_plain_numbers(array):
            # NaN in these is a missing number to the engine.
            columns.append((normal(name), _values(array)))
            continue
        if normal(name) not in roles and (coded := _coded(array)) is not None:
            columns.append((normal(name), coded))
            continue
        values = _odd_floats(series) or series.astype(object).tolist()
        present = series.notna().tolist()
        columns.append(
            (normal(name), [v if p else None for v, p in zip(values, present, strict=True)])
        )
    if issues:
        refuse(*issues)
    return columns


def _coded(array: Any) -> _core.CodedColumn | None:
    """A categorical of texts of pandas; None for anything else."""
    categories = getattr(getattr(array, "dtype", None), "categories", None)
    codes = getattr(array, "codes", None)
    if categories is None or codes is None or not _is_array(codes):
        return None
    values = list(categories)
    if any(type(value) is not str for value in values):
        return None
    return _core.coded_column(codes.astype("int32"), values)


def _has_plain_numbers(array: Any) -> bool:
    """Whether the engine reads the numbers of an array of pandas in place."""
    kind, size = array.dtype.kind, array.dtype.itemsize
    return kind in "iub" or (kind == "f" and size in (4, 8))


def _odd_floats(series: pd.Series[Any]) -> list[object] | None:
    """The scalars of a float column that is not 64 bits wide; as floats they would lose their shortest decimals."""
    kind, size = getattr(series.dtype, "kind", ""), getattr(series.dtype, "itemsize", 8)
    if kind != "f" or size == 8:
        return None
    return list(series.to_numpy(dtype=f"float{8 * size}", na_value=float("nan")))
