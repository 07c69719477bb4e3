# SPDX-License-Identifier: MIT
"""Checks of objects from outside, and of the exceptions that their code raises."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from parindex import _messages
from parindex._sentences import any_of
from parindex.errors import Error, WrongTypeError

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T")
K = TypeVar("K")

_TEXT = 200  # characters of the text of an exception

# Folders of an absolute path, of Unix and of Windows; the name of the file stays.
_FOLDERS = re.compile(r"(?<![\w.:/\\])(?:[A-Za-z]:)?[/\\](?:[^\s/\\'\"<>|:;,()]+[/\\])+")

_qualname = type.__dict__["__qualname__"].__get__


def type_name(value: object) -> str:
    """The name of the type of an object, even if its metaclass reports another one."""
    return str(_qualname(type(value)))


def exception_text(failure: BaseException) -> str:
    """An exception as one line: type and text, without folder names.

    The exception may be of a class of the caller, so reading its text may raise another one.
    """
    name = type_name(failure)
    try:
        if isinstance(failure, OSError) and isinstance(failure.strerror, str):
            text = failure.strerror  # the text of the exception contains the path
        else:
            text = str.__str__(str(failure))
    except (MemoryError, RecursionError):
        raise
    except Exception:  # noqa: BLE001 - foreign code may raise anything
        return name
    text = " ".join(_FOLDERS.sub("", text).split())
    # A message must not contain unpaired surrogates.
    text = text.encode("utf-8", "replace").decode("utf-8")
    if len(text) > _TEXT:
        text = text[: _TEXT - 1] + "…"
    return f"{name}: {text}" if text else name


_REASONS = {
    errno.ENOENT: _messages.NO_SUCH_FILE_OR_DIRECTORY,
    errno.EACCES: _messages.PERMISSION_DENIED,
    errno.EPERM: _messages.OPERATION_NOT_PERMITTED,
    errno.EISDIR: _messages.IS_A_DIRECTORY,
    errno.ENOTDIR: _messages.NOT_A_DIRECTORY,
    errno.EROFS: _messages.READ_ONLY_FILE_SYSTEM,
    errno.ENOSPC: _messages.NO_SPACE_LEFT_ON_DEVICE,
    errno.ENAMETOOLONG: _messages.FILE_NAME_TOO_LONG,
    errno.EBADF: _messages.BAD_FILE_DESCRIPTOR,
}


def reason_of(failure: BaseException) -> str:
    """Why the system refused a file; common reasons are in both languages."""
    said = getattr(failure, "strerror", None) or str(failure)
    known = _REASONS.get(getattr(failure, "errno", None) or 0)
    return known() if known is not None and known.en == said else said


class Raised(str):
    """The text of an exception that foreign code raised."""

    __slots__ = ()


def attempt(read: Callable[..., T], *args: object) -> T | Raised:
    """The result of a call of foreign code, or the exception that it raised; MemoryError passes through."""
    try:
        return read(*args)
    except MemoryError:
        raise
    except Exception as failure:  # noqa: BLE001 - foreign code may raise anything
        return Raised(exception_text(failure))


def is_a(value: object, *kinds: type) -> bool:
    """Whether an object is of one of these types, by its actual type, because `__class__` may be anything."""
    return attempt(issubclass, type(value), kinds) is True


def shown(value: object) -> str:
    """An object as shown in a message: the repr of a simple object, or the name of its type if that is long.

    The repr of other objects may take long: that of a list contains those of its items.
    """
    simple = is_a(value, str, bytes, int, float, type(None))
    text = attempt(repr, value) if simple else None
    return text if type(text) is str and len(text) <= _TEXT else type_name(value)


def wrong_type(
    name: str, value: object, expected: str = "", *, kind: type | None = None
) -> WrongTypeError:
    """The error for an unexpected argument; `expected` is words or a type."""
    found = type_name(value)
    if kind is not None:
        return WrongTypeError(_messages.MUST_BE_OF_TYPE_NOT(name, kind.__name__, found))
    return WrongTypeError(_messages.MUST_BE_NOT(name, expected, found))


def expect(value: object, kind: type[T], name: str) -> T:
    """Returns an argument that must be of a type. Raises TypeError."""
    if not is_a(value, kind):
        raise wrong_type(name, value, kind=kind)
    return value  # type: ignore[return-value]


def one_of(value: object, words: tuple[str, ...], name: str) -> None:
    """Checks an argument that must be one of these words. Raises TypeError and Error."""
    word = str.__str__(expect(value, str, name))
    if word not in words:
        expected = any_of([repr(word) for word in words])
        raise Error(_messages.MUST_BE_NOT(name, expected, shown(word)))


def _read(make: Callable[[Any], T], values: object, name: str) -> T:
    """A list or dictionary made from an argument. Raises Error if its iteration raises an exception."""
    try:
        return make(values)
    except (Error, MemoryError):
        raise
    except Exception as failure:
        raise Error(_messages.READING_RAISED(name, exception_text(failure))) from failure


def listed(values: Iterable[T], name: str) -> list[T]:
    """The items of an argument. Raises TypeError, and Error if its iteration raises an exception."""
    if is_a(values, str, bytes) or attempt(hasattr, type(values), "__iter__") is not True:
        raise wrong_type(name, values, _messages.A_LIST())
    return _read(list, values, name)


def copied(values: Mapping[K, T] | None, name: str) -> dict[K, T]:
    """The members of an argument; None has no members. Raises the same exceptions as `listed`."""
    if values is None:
        return {}
    if not is_a(values, Mapping):
        raise wrong_type(name, values, _messages.A_DICTIONARY())
    return _read(dict, values, name)


def records(values: Iterable[Any], name: str, key: str = "") -> list[Any]:
    """Copies of the dictionaries of an argument; a text becomes a dictionary with only this key.

    Other values are kept, and the engine reports them with their place.
    """
    return [
        {key: str.__str__(item)}
        if key and is_a(item, str)
        else copied(item, name)
        if is_a(item, Mapping)
        else item
        for item in listed(values, name)
    ]


def as_path(value: object, name: str = "path") -> Path:
    """A path. Raises TypeError for any other value."""
    from pathlib import Path

    return Path(_path_text(value, name))


def path_bytes(value: object, name: str = "path") -> bytes:
    """A path in the encoding of the system. Raises TypeError for any other value."""
    path = _path_text(value, name)
    try:
        return os.fsencode(path)
    except UnicodeEncodeError:
        return path.encode("utf-8", "surrogatepass")  # no file has such a name


def _path_text(value: object, name: str) -> str:
    found: str | bytes | Raised = attempt(os.fspath, value)
    if isinstance(found, Raised):
        raise wrong_type(name, value, _messages.A_TEXT_OR_A_PATH())
    return str.__str__(os.fsdecode(found))  # a plain str: methods of a derived class may raise
