# SPDX-License-Identifier: MIT
"""The common base of the typed classes of a rubric: checks of arguments, JSON, equality, repr.

The annotations of a class define its arguments. Checks and reading use them.
"""

from __future__ import annotations

import copy
import dataclasses
import inspect
import json
import types
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeAlias

from parindex import _core, _messages
from parindex._foreign import copied, is_a, listed, one_of, shown, wrong_type
from parindex._names import normal
from parindex._sentences import Text, any_of, in_language
from parindex.display._grid import Grid
from parindex.display._rubric import part_grid, rubric_grid
from parindex.display._shown import Shown
from parindex.errors import Error, WrongTypeError
from parindex.model import _exact
from parindex.rounding import Rounding

if TYPE_CHECKING:
    from typing_extensions import Self

NumberLike: TypeAlias = Annotated["int | float | Decimal | Fraction | str | ConstantName", "number"]
"""A number: text is a decimal or a fraction; a float means its shortest decimal; a `ConstantName` is the
value of a constant of the rubric.

Classes store it as an int, or as text such as ``'0.5'`` and ``'1/3'``.
"""

DateLike: TypeAlias = Annotated[date | str, "date"]
"""A date; text is ISO 8601, for example ``'2026-12-30'``. Classes store it as text."""

Titles: TypeAlias = Mapping[str, str]
"""Text by language tag, for example ``{"vi": "Có", "en": "Yes"}``."""


class Part(Shown):
    """Base of the typed classes of a rubric.

    Objects are immutable, equal if their JSON is equal, and their repr is the call that makes them.
    A member that is None is absent from the JSON.
    """

    __slots__ = ()

    _wrap: ClassVar[str] = ""
    """The single key of the JSON object that contains the members."""
    _pair: ClassVar[str] = ""
    """The key of an array of the first two members."""
    _tag: ClassVar[str] = ""
    """The key that distinguishes this class from others in the same place."""
    _fixed: ClassVar[Mapping[str, Any]] = {}
    """Members that are the same in every object."""
    _keys: ClassVar[Mapping[str, str]] = {}
    """Keys of the members that have another name in Python."""
    _since: ClassVar[int] = 1
    """The format of rubric files that introduced the class."""
    _since_of: ClassVar[Mapping[str, int]] = {}
    """The formats that introduced members, of those that are newer than the class."""

    def __post_init__(self) -> None:
        owner = type(self).__name__
        for field, hint in _members(type(self)):
            value = getattr(self, field.name)
            if value is not None or field.default is dataclasses.MISSING:
                taken = _take(value, hint, _of(field.name, owner), read=False)
                object.__setattr__(self, field.name, taken)
        for low, high in _ENDS:
            _exact.check_ends(getattr(self, low, None), getattr(self, high, None), low, high, owner)
        with _depth(owner):
            _check_codes(self, owner)

    @classmethod
    def from_json(cls, source: str | bytes | Mapping[str, Any]) -> Self:
        """The object that JSON describes, given as text or as a dictionary.

        Raises
        ------
        Error
            For text that is not JSON, keys that are unknown or missing, and values out of range.
        TypeError
            For a value of a wrong type.
        """
        if is_a(source, str, bytes):
            source = _exact.read(typing.cast("str | bytes", source))
        _exact.check_depth(source, cls.__name__)
        return cls._read(source, cls.__name__)

    def to_dict(self) -> dict[str, Any]:
        """The object as a dictionary that JSON can represent; numbers are text.

        Raises
        ------
        Error
            If the object is nested too deeply.
        """
        with _depth(type(self).__name__):
            return self._dict()

    def _dict(self) -> dict[str, Any]:
        members: dict[str, Any] = dict(self._fixed)
        if "parindex" in members:
            members["parindex"] = _format(self)
        fields = _members(type(self))
        if self._pair:
            members[self._pair] = [_written(getattr(self, field.name)) for field, _ in fields[:2]]
            fields = fields[2:]
        for field, hint in fields:
            value = getattr(self, field.name)
            if value is not None:
                as_is = hint is int or hint == Mapping[str, Any]
                members[self._key(field.name)] = copy.deepcopy(value) if as_is else _written(value)
        return {self._wrap: members} if self._wrap else members

    def to_json(self) -> str:
        """The object as JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, default=str)

    def _grids(self, language: str | None, max_rows: int) -> list[Grid]:
        """The nodes of a rubric or of a part of one; for any other object, its members and their contents."""
        document = self.to_dict()
        titles = document.get("title", {})
        language = language or next((tag for tag in ("vi", "en") if tag in titles), "en")
        if {"code", "nodes"} & document.keys():
            return [rubric_grid(document, language, max_rows)]
        return [part_grid(type(self).__name__, document, language, max_rows)]

    def __eq__(self, other: object) -> bool:
        same = type(self) is type(other)
        return self.to_dict() == other.to_dict() if same else NotImplemented  # type: ignore[attr-defined]

    def __hash__(self) -> int:
        return hash(json.dumps(self.to_dict(), sort_keys=True, default=str))

    def __repr__(self) -> str:
        shown_members: list[str] = []
        by_name = False
        for field, _ in _members(type(self)):
            value = getattr(self, field.name)
            by_name = by_name or bool(field.kw_only) or value is None
            if value is not None:
                shown_members.append(f"{field.name}={value!r}" if by_name else repr(value))
        return f"{type(self).__name__}({', '.join(shown_members)})"

    @classmethod
    def _key(cls, name: str) -> str:
        return cls._keys.get(name, name)

    @classmethod
    def _sign(cls) -> str:
        """The key that distinguishes this class from others in the same place."""
        words = [f"{key}={value!r}" for key, value in cls._fixed.items()]
        return cls._wrap or cls._pair or cls._tag or " ".join(words)

    @classmethod
    def _fits(cls, members: Mapping[str, Any]) -> bool:
        tag = cls._wrap or cls._pair or cls._tag
        fixed = all(members.get(key) == value for key, value in cls._fixed.items())
        return fixed and (not tag or tag in members)

    @classmethod
    def _read(cls, source: object, place: str) -> Self:
        members: dict[str, Any] = copied(_mapping(source, place), place)
        _core.step(None)
        if cls._wrap:
            inner = members.pop(cls._wrap, None)
            _no_more(members, place, (cls._wrap,))
            members = copied(_mapping(inner, place), place)
        for key, fixed in cls._fixed.items():
            found = members.pop(key, None)
            # A file of an older format has no key that this class lacks.
            older = key == "parindex" and type(found) is int and 1 <= found < fixed
            if found != fixed and not older:
                raise Error(_messages.KEY_OF_MUST_BE(key, place, repr(fixed)))
        arguments: dict[str, Any] = {}
        fields = _members(cls)
        if cls._pair:
            both = listed(members.pop(cls._pair, ()), _of(cls._pair, place))
            if len(both) != 2:
                raise Error(_messages.KEY_OF_MUST_BE_A_LIST_OF_TWO(cls._pair, place))
            members.update(zip((field.name for field, _ in fields[:2]), both, strict=True))
        for field, hint in fields:
            key = cls._key(field.name)
            if key in members:
                value = members.pop(key)
                arguments[field.name] = _take(value, hint, _of(key, place), read=True)
            elif field.default is dataclasses.MISSING:
                raise Error(_messages.NEEDS_THE_KEY(place, repr(key)))
        _no_more(members, place, tuple(cls._key(field.name) for field, _ in fields))
        return cls(**arguments)


@dataclasses.dataclass(frozen=True, slots=True, eq=False, repr=False)
class ConstantName(Part):
    """The value of a constant of the rubric, wherever a number may be."""

    _tag: ClassVar[str] = "constant"
    _since: ClassVar[int] = 2

    constant: str
    """The name of the constant in ``constants`` of the rubric."""


@contextmanager
def _depth(name: str) -> Iterator[None]:
    """Turns Python's error for calls that are nested too deeply into an error that names the object."""
    try:
        yield
    except RecursionError:
        raise Error(_messages.IS_NESTED_TOO_DEEPLY(name)) from None


_ENDS = tuple((low, high) for low in ("from_", "above") for high in ("to", "below"))
_ENDS += (("min", "max"),)


_Fields: TypeAlias = tuple[tuple[dataclasses.Field[Any], Any], ...]
_FIELDS: dict[type[Part], _Fields] = {}


def _members(part: type[Part]) -> _Fields:
    """The fields of a class, each with its type without None; annotations are read once."""
    if part not in _FIELDS:
        hints = inspect.get_annotations(part, eval_str=True)
        fields = dataclasses.fields(part)  # type: ignore[arg-type]
        _FIELDS[part] = tuple((field, _without_none(hints[field.name])) for field in fields)
    return _FIELDS[part]


def _without_none(hint: Any) -> Any:
    kinds = _kinds(hint)
    kept = [kind for kind in kinds.values() if kind is not type(None)]
    return hint if len(kept) == len(kinds) else typing.Union[tuple(kept)]  # noqa: UP007


@cache
def _kinds(hint: Any) -> Mapping[Any, Any]:
    """The types that a type is a union of, by the key that distinguishes each."""
    union = typing.get_origin(hint) in (typing.Union, types.UnionType)
    kinds: dict[Any, Any] = {}
    for kind in typing.get_args(hint) if union else (hint,):
        origin = _origin(kind)
        if origin is Sequence and origin in kinds:  # two lists are one of both kinds of items
            items = (*typing.get_args(kinds[origin]), *typing.get_args(kind))
            kinds[origin] = Sequence[typing.Union[items]]  # type: ignore[valid-type]  # noqa: UP007
        else:
            kinds[origin] = kind
    return kinds


def _origin(kind: Any) -> Any:
    if typing.get_origin(kind) is Annotated:
        return kind.__metadata__[0]
    return typing.get_origin(kind) or kind


_EXPECTED = {
    "number": _messages.A_NUMBER(),
    "date": _messages.A_DATE(),
    str: _messages.A_TEXT(),
    bool: _messages.TRUE_OR_FALSE(),
    int: _messages.A_WHOLE_NUMBER(),
    typing.Literal: _messages.A_TEXT(),
    Sequence: _messages.A_LIST(),
    Mapping: _messages.A_DICTIONARY(),
}


def _of(member: str, owner: str) -> Text:
    """The name of a member in messages."""
    return Text(f"{member} of {owner}", f"{member} của {in_language(owner, 'vi')}")


def _item(name: str, at: object) -> Text:
    """The name of an item in messages."""
    return Text(f"{name}[{at}]", f"{in_language(name, 'vi')}[{at}]")


def _take(value: Any, hint: Any, name: str, *, read: bool) -> Any:
    """The argument as the object stores it; with `read`, the value of a JSON document."""
    kinds = _kinds(hint)
    if is_a(value, str):
        return _take_text(str.__str__(value), kinds, name)
    if is_a(value, bool):
        if bool in kinds:
            return value
    elif is_a(value, int, float, Decimal, Fraction) and ("number" in kinds or int in kinds):
        return _exact.number(value, name) if "number" in kinds else _exact.whole(value, name)
    elif is_a(value, date) and not is_a(value, datetime) and "date" in kinds:
        return date.isoformat(value)
    elif is_a(value, Part, Rounding):
        if type(value) in kinds or (type(value) is ConstantName and "number" in kinds):
            return value
    elif is_a(value, Mapping):
        if read and "number" in kinds and [*value] == ["constant"]:
            return ConstantName._read(value, name)
        if Mapping in kinds:
            (item,) = typing.get_args(kinds[Mapping])[1:]
            return _take_members(value, item, name, read=read)
        if read:
            return _read_one(value, tuple(kinds), name)
    elif Sequence in kinds and is_a(value, Iterable):
        (item,) = typing.get_args(kinds[Sequence])
        items = listed(value, name)
        return tuple(_take(each, item, _item(name, at), read=read) for at, each in enumerate(items))
    raise _wrong_type(value, kinds, name)


def _wrong_type(value: object, kinds: Iterable[Any], name: str) -> WrongTypeError:
    expected = [_EXPECTED.get(kind) or kind.__name__ for kind in kinds]
    return wrong_type(name, value, any_of(list(dict.fromkeys(expected))))


def _take_text(text: str, kinds: Mapping[Any, Any], name: str) -> int | str:
    if "number" in kinds and _exact.is_number(text):
        return _exact.number(text, name)
    if str in kinds or ("date" in kinds and _exact.is_date(text)):
        return text
    if typing.Literal in kinds:
        one_of(text, typing.get_args(kinds[typing.Literal]), name)
        return text
    if int in kinds:
        return _exact.whole(text, name)
    if "number" in kinds or "date" in kinds:
        expected = [_exact.FORMS[kind] for kind in ("number", "date") if kind in kinds]
        raise Error(_messages.MUST_BE_NOT(name, any_of(expected), shown(text)))
    raise _wrong_type(text, kinds, name)


def _take_members(value: Any, item: Any, name: str, *, read: bool) -> dict[str, Any]:
    taken: dict[str, Any] = {}
    for key, member in copied(value, name).items():
        if not is_a(key, str):
            raise wrong_type(_messages.THE_KEYS_OF(name), key, _messages.TEXTS())
        place = _item(name, shown(key))
        with _depth(name):
            kept = copy.deepcopy(member) if item is Any else _take(member, item, place, read=read)
        taken[str.__str__(key)] = kept
    return taken


def _read_one(value: Mapping[str, Any], kinds: tuple[Any, ...], name: str) -> Any:
    """The object of one of these classes that a JSON object describes."""
    if Rounding in kinds:
        members = copied(value, name)
        grid = "step" if "step" in members else "digits"
        _no_more(members, name, (grid, "mode"), known=True)
        if len(members) < 2:
            raise Error(_messages.NEEDS_THE_KEYS_DIGITS_AND_MODE(name))
        if grid == "step":
            return Rounding(mode=members["mode"], step=members["step"])
        return Rounding(_exact.whole(members["digits"], _of("digits", name)), members["mode"])
    parts = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Part)]
    if not parts:
        raise _wrong_type(value, kinds, name)
    fitting = next((part for part in parts if len(parts) == 1 or part._fits(value)), None)
    if fitting is None:
        signs = ", ".join(part._sign() for part in parts)
        raise Error(_messages.MUST_HAVE_ONE_OF_THESE(name, signs))
    return fitting._read(value, name)


def _mapping(value: object, name: str) -> Mapping[str, Any]:
    if not is_a(value, Mapping):
        raise wrong_type(name, value, _messages.A_DICTIONARY())
    return typing.cast("Mapping[str, Any]", value)


def _no_more(
    members: Mapping[str, Any], place: str, keys: tuple[str, ...], *, known: bool = False
) -> None:
    """Raises Error for an unknown key; without `known`, the known keys have already been removed."""
    unknown = [key for key in members if not known or key not in keys]
    if unknown:
        raise Error(_messages.HAS_NO_KEY_IT_HAS(place, shown(unknown[0]), ", ".join(keys)))


_WORDS_OF_2 = {"hit": ("any", "priority", "count")}
"""Words of a member that came with format 2."""


def _format(value: Any) -> int:
    """The lowest format that has everything in a value."""
    found = [value._since if isinstance(value, Part) else 1]
    if isinstance(value, Rounding) and value.step is not None:
        return 2
    if isinstance(value, Part):
        stated = {field.name: getattr(value, field.name) for field, _ in _members(type(value))}
        found += map(_format, stated.values())
        found += [to for name, to in value._since_of.items() if stated[name] is not None]
        found += [2 for name, words in _WORDS_OF_2.items() if stated.get(name) in words]
        if type(tests := stated.get("when")) is dict:  # a list of ranges, not of words
            found += [2 for test in tests.values() if type(test) is tuple and not _is_words(test)]
    elif type(value) is tuple:
        found += map(_format, value)
    elif type(value) is dict:
        found += map(_format, value.values())
    return max(found)


def _is_words(test: tuple[Any, ...]) -> bool:
    """Whether a list of alternatives has words only."""
    return all(type(one) is str for one in test)


def _written(value: Any) -> Any:
    """A value in its JSON representation."""
    if isinstance(value, Part):
        return value._dict()
    if isinstance(value, Rounding):
        if value.step is not None:
            return {"step": f"{value.step:f}", "mode": value.mode}
        return {"digits": value.digits, "mode": value.mode}
    if type(value) is tuple:
        return [_written(item) for item in value]
    if type(value) is dict:
        return {key: _written(member) for key, member in value.items()}
    return str(value) if type(value) is int else value


def _codes(part: Part) -> Iterator[str]:
    """The codes of a node and of all nodes below it; for a whole rubric, of all nodes."""
    if hasattr(part, "code"):
        yield normal(part.code)
    for child in getattr(part, "children", getattr(part, "nodes", ())):
        yield from _codes(child)


def _check_codes(part: Part, owner: str) -> None:
    """Raises Error for a duplicate node."""
    name = next((name for name in ("children", "nodes") if hasattr(part, name)), None)
    if name is not None:
        seen: set[str] = set()
        for code in _codes(part):
            if code in seen:
                raise Error(_messages.MUST_HAVE_DIFFERENT_CODES_TWO_HAVE(name, owner, repr(code)))
            seen.add(code)
