# SPDX-License-Identifier: MIT
"""Objects that are not ours: what their code raises, and whether they are what they should be."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")

_TEXT = 200  # characters of the text of an exception

# Folders of an absolute path, of Unix and of Windows; the name of the file stays.
_FOLDERS = re.compile(r"(?<![\w.:/\\])(?:[A-Za-z]:)?[/\\](?:[^\s/\\'\"<>|:;,()]+[/\\])+")

_qualname = type.__dict__["__qualname__"].__get__


def type_name(value: object) -> str:
    """The name of the type of an object, whatever its metaclass says."""
    return str(_qualname(type(value)))


def exception_text(failure: BaseException) -> str:
    """An exception as one line: type and text, without the folders of this machine.

    An exception is an object of the user as well, so that its text may raise another one.
    """
    name = type_name(failure)
    try:
        if isinstance(failure, OSError) and isinstance(failure.strerror, str):
            text = failure.strerror  # the text of the exception has the path
        else:
            text = str.__str__(str(failure))
    except (MemoryError, RecursionError):
        raise
    except Exception:  # noqa: BLE001 - anything may come
        return name
    text = " ".join(_FOLDERS.sub("", text).split())
    # Half a surrogate pair has no place in a message.
    text = text.encode("utf-8", "replace").decode("utf-8")
    if len(text) > _TEXT:
        text = text[: _TEXT - 1] + "…"
    return f"{name}: {text}" if text else name


class Raised(str):
    """What foreign code raised, as text."""

    __slots__ = ()


def attempt(read: Callable[..., T], *args: object) -> T | Raised:
    """What a call of foreign code gives, or what it raised; MemoryError passes through."""
    try:
        return read(*args)
    except MemoryError:
        raise
    except Exception as failure:  # noqa: BLE001 - anything may come
        return Raised(exception_text(failure))


def expect(value: object, kind: type[T], name: str) -> T:
    """An argument that must be of a type. Raises TypeError."""
    # By its true type: isinstance would ask the object for its class.
    if not issubclass(type(value), kind):
        raise TypeError(f"{name} must be a {kind.__name__}, not {type_name(value)}")
    return value  # type: ignore[return-value]


def one_of(value: object, words: tuple[str, ...], name: str) -> Any:
    """An argument that must be one of these words. Raises TypeError and Error."""
    from parindex.errors import Error

    if expect(value, str, name) not in words:
        *most, last = map(repr, words)
        raise Error(f"{name} must be {', '.join(most)} or {last}, not {value!r}")
    return value
