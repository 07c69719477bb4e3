# SPDX-License-Identifier: MIT
"""pyarrow, and what is read through it: batches of any source with one schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NoReturn

from parindex import _batch_messages
from parindex._foreign import type_name
from parindex._sentences import Text
from parindex.errors import DataError, error

if TYPE_CHECKING:
    import pyarrow as pa


def arrow() -> Any:
    """The package pyarrow. Raises DataError without it."""
    try:
        import pyarrow as pa
    except ImportError:
        message = _batch_messages.ARROW_NEEDS_PYARROW()
        issue = error("reader_missing", message, expected="pip install 'parindex[arrow]'")
        raise DataError(_batch_messages.THE_BATCHES_CANNOT_BE_SCORED(), [issue]) from None
    return pa


class Capsule:
    """An object with ``__arrow_c_stream__`` that gives one capsule."""

    __slots__ = ("_capsule",)

    def __init__(self, capsule: object) -> None:
        self._capsule = capsule

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._capsule


def table_of(capsule: object) -> pa.Table:
    """A table over the memory of a stream of the engine."""
    table: pa.Table = arrow().table(Capsule(capsule))
    return table


def refuse(message: Text, expected: str, actual: str) -> NoReturn:
    """Raise the error of a stream that cannot be read."""
    issue = error("table_malformed", message, expected=expected, actual=actual)
    raise DataError(_batch_messages.THE_BATCHES_CANNOT_BE_SCORED(), [issue])


def batches_of(source: Any) -> Iterator[pa.RecordBatch]:
    """The record batches of a source, all with the columns of the first.

    Raises
    ------
    DataError
        For an item without Arrow data, and for a batch whose columns or their types are others than
        those of the first batch.
    """
    first: dict[str, str] | None = None
    for number, batch in enumerate(_unchecked(source), start=1):
        types = {field.name: str(field.type) for field in batch.schema}
        if first is None:
            first = types
        elif types != first:
            _refuse_change(first, types, number)
        yield batch


def _unchecked(source: Any) -> Iterator[pa.RecordBatch]:
    pa = arrow()
    if hasattr(source, "__arrow_c_stream__"):
        yield from pa.RecordBatchReader.from_stream(source)
        return
    items: Iterable[Any] = [source] if hasattr(source, "__arrow_c_array__") else source
    for number, item in enumerate(items, start=1):
        if isinstance(item, pa.RecordBatch):
            yield item
        elif hasattr(item, "__arrow_c_stream__"):
            yield from pa.RecordBatchReader.from_stream(item)
        elif hasattr(item, "__arrow_c_array__"):
            yield pa.record_batch(item)
        else:
            actual = _batch_messages.IN_BATCH(type_name(item), number)
            refuse(
                _batch_messages.A_BATCH_IS_NO_ARROW_DATA(), _batch_messages.A_RECORD_BATCH(), actual
            )


def _refuse_change(first: dict[str, str], types: dict[str, str], number: int) -> NoReturn:
    def said(of: dict[str, str], name: str) -> Text:
        if name not in of:
            return _batch_messages.NO_SUCH_COLUMN(name)
        return _batch_messages.A_COLUMN_OF_TYPE(name, of[name])

    changed = [name for name in {**first, **types} if first.get(name) != types.get(name)]
    # Without one, the columns are the same in another order or number.
    name = changed[0] if changed else next(iter(types), "")
    refuse(
        _batch_messages.A_BATCH_HAS_OTHER_COLUMNS(),
        said(first, name),
        _batch_messages.IN_BATCH(said(types, name), number),
    )
