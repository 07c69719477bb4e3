# SPDX-License-Identifier: MIT
"""Names of units and nodes: how they are compared, and the error for an unknown one."""

from __future__ import annotations

import unicodedata

from parindex import _core, _messages
from parindex._foreign import expect
from parindex._sentences import Text
from parindex.errors import UnknownNameError


def normal(text: str) -> str:
    """A name as it is compared: in Unicode normal form C. Raises WrongTypeError for anything but text."""
    expect(text, str, "name")
    return unicodedata.normalize("NFC", text)


def did_you_mean(message: Text, near: str | None) -> Text:
    """A message with the name that was probably meant, if there is one."""
    return _messages.DID_YOU_MEAN(message, f'"{near}"') if near else message


def unknown(kind: str, name: str, known: tuple[str, ...]) -> UnknownNameError:
    """The error for a name that does not exist, with the name that was probably meant."""
    message = (_messages.NO_UNIT if kind == "unit" else _messages.NO_NODE)(repr(name))
    near = _core.nearest(name, known)
    return UnknownNameError(_messages.DID_YOU_MEAN(message, repr(near)) if near else message)
