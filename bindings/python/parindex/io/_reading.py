# SPDX-License-Identifier: MIT
"""The statements of the user about a data file. Nothing is guessed."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from typing import Any, Literal, get_args

from parindex import _file_messages, _messages
from parindex._foreign import as_path, copied, expect, is_a, listed, one_of, shown
from parindex._names import normal
from parindex._steps import read_json
from parindex.errors import DataError, Error, error
from parindex.io._decode import encoding_name

FileKind = Literal["csv", "tsv", "json", "jsonl", "xlsx"]
DateOrder = Literal["dmy", "mdy", "ymd"]

ROLES = ("unit", "group", "ranked")
"""Columns that are no inputs, by the names that they have unless others are stated."""

_THOUSANDS = (".", ",", " ", "'")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How a data file is written, as far as `Plan.score` cannot know it and does not guess it. Immutable.

    Every member is optional. Without a statement, a text cell that can be read in more than one way is an issue, which
    shows the readings and names the member that decides.

    Raises
    ------
    Error
        For a value that a member does not accept, and for one sign with two meanings.
    TypeError
        For a member of another type.

    Examples
    --------
    >>> px.Reading(decimal=",", thousands=".", dates="dmy").decimal
    ','
    """

    format: FileKind | None = None
    """Format of the file; None: found from its first bytes and its name."""
    encoding: str | None = None
    """Encoding of a text file, by its name in Python, or ``"tcvn3"``; None: UTF-8, or UTF-16 with a byte order mark."""
    delimiter: str | None = None
    """Character between the fields of a text file; None: found from a line ``sep=;`` or from the first lines."""
    sheet: str | None = None
    """Name of the sheet of a workbook; None: the only one that fits."""
    header_row: int | None = None
    """Row with the names of the columns, as the sheet numbers it, from 1; None: the first row that is not empty."""
    decimal: Literal[".", ","] | None = None
    """Decimal sign of numbers in text cells."""
    thousands: Literal[".", ",", " ", "'"] | None = None
    """Sign between groups of three digits; None: no sign. A space means every kind of space."""
    dates: DateOrder | None = None
    """Order of day, month and year in text cells; days such as 2026-12-14 are always read."""
    fractions: bool = False
    """True: ``45/50`` in a number is 0.9. False: it is an issue."""
    yes: tuple[str, ...] = ()
    """Further words for yes, such as ``x``, in any case."""
    no: tuple[str, ...] = ()
    """Further words for no."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Column map: name of a column that the plan reads, and its head in the file. In a long table also ``code``,
    ``input`` and ``value``."""

    def __post_init__(self) -> None:
        def keep(name: str, value: object) -> None:
            object.__setattr__(self, name, value)

        for name, words in (
            ("format", get_args(FileKind)),
            ("decimal", (".", ",")),
            ("thousands", _THOUSANDS),
            ("dates", get_args(DateOrder)),
        ):
            if getattr(self, name) is not None:
                one_of(getattr(self, name), words, name)
        for name in ("encoding", "delimiter", "sheet"):
            if getattr(self, name) is not None:
                keep(name, normal(expect(getattr(self, name), str, name)))
        if self.encoding is not None:
            keep("encoding", encoding_name(self.encoding))
        if self.delimiter is not None and (len(self.delimiter) != 1 or self.delimiter in '"\r\n'):
            raise Error(
                _file_messages.EXPECTED_ONE_CHARACTER_THAT_CAN_SEPARATE(shown(self.delimiter))
            )
        if self.header_row is not None and (
            type(self.header_row) is not int or self.header_row < 1
        ):
            raise Error(_file_messages.HEADER_ROW_MUST_BE_1_OR_MORE(shown(self.header_row)))
        if self.decimal is not None and self.decimal == self.thousands:
            raise Error(_file_messages.DECIMAL_AND_THOUSANDS_MUST_DIFFER(repr(self.decimal)))
        expect(self.fractions, bool, "fractions")
        for name in ("yes", "no"):
            keep(name, _words(getattr(self, name), name))
        if both := {w.casefold() for w in self.yes} & {w.casefold() for w in self.no}:
            raise Error(_file_messages.A_WORD_CANNOT_MEAN_BOTH(repr(min(both))))
        pairs = copied(self.columns, "columns")
        for key, head in pairs.items():
            expect(key, str, "columns")
            expect(head, str, "columns")
        keep("columns", MappingProxyType({normal(k): normal(h) for k, h in pairs.items()}))

    def __hash__(self) -> int:
        return hash(tuple(_plain(getattr(self, each.name)) for each in fields(self)))

    def __reduce__(self) -> tuple[Any, tuple[dict[str, Any]]]:
        return _restored, ({f.name: _plain(getattr(self, f.name), dict) for f in fields(self)},)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Reading:
        """Read a JSON file with an object of these members.

        Raises
        ------
        DataError
            If the file cannot be read or has an unknown member; with every issue in `issues`.
        Error
            For a value that a member does not accept.
        """
        from parindex._limits import limits
        from parindex.io._files import read_bytes

        content = read_bytes(as_path(path), _messages.A_FILE(), limits().file_bytes)
        try:
            document = read_json(content)
        except (ValueError, RecursionError):
            issue = error("json_malformed", _file_messages.A_READING_IS_NOT_JSON(), file=str(path))
            raise DataError(_messages.THE_FILE_CANNOT_BE_READ(), [issue]) from None
        names = [each.name for each in fields(cls)]
        members = document if isinstance(document, dict) else {"": document}
        if wrong := [
            error(
                "key_unknown",
                _file_messages.A_READING_HAS_NO_SUCH_KEY(),
                expected=", ".join(names),
                actual=key,
                file=str(path),
            )
            for key in members
            if key not in names
        ]:
            raise DataError(_messages.THE_FILE_CANNOT_BE_READ(), wrong)
        try:
            return cls(**members)
        except TypeError as failure:
            raise Error(_messages.IN_FILE(path, failure)) from None


def completed(stated: Reading, usual: Reading) -> Reading:
    """The statements of the user, and those of the rubric where the user states none; not their columns and rows."""
    given: dict[str, Any] = {"fractions": stated.fractions or usual.fractions}
    # Two signs or two lists of words belong together: one alone could contradict the other.
    for members in (("decimal", "thousands"), ("yes", "no"), ("dates",)):
        if not any(getattr(stated, member) for member in members):
            given |= {member: getattr(usual, member) for member in members}
    return replace(stated, **given)


def columns_of(stated: Reading, usual: Reading, heads: Collection[str]) -> dict[str, str]:
    """The column map of the user, and that of the rubric for other columns that are there."""
    there = {name: head for name, head in usual.columns.items() if head in heads}
    return {**there, **stated.columns}


def _words(value: Any, name: str) -> tuple[str, ...]:
    words = [value] if is_a(value, str) else listed(value, name)
    return tuple(normal(expect(word, str, name)) for word in words)


def _plain(value: Any, kind: Any = None) -> Any:
    if not isinstance(value, Mapping):
        return value
    return dict(value) if kind is dict else tuple(value.items())


def _restored(members: dict[str, Any]) -> Reading:
    return Reading(**members)


def items(values: Iterable[str]) -> str:
    """Names in a message: ``"a", "b"``, and how many more there are."""
    listing = [f'"{value}"' for value in values]
    return ", ".join(listing[:10]) + (f" (+{len(listing) - 10})" if len(listing) > 10 else "")
