# SPDX-License-Identifier: MIT
"""Documents as files: the ending of a name says what is written."""

from __future__ import annotations

import os
from pathlib import Path

from parindex._sentences import any_of
from parindex.documents import _words
from parindex.errors import Error


def form_of(path: str | os.PathLike[str], endings: tuple[str, ...]) -> str:
    """The ending of a file, one of `endings`; the first of them, that of a page, for a name without an ending.

    Raises
    ------
    Error
        For another ending.
    """
    name = os.fspath(path)
    ending = Path(name).suffix.lower()
    if ending in ("", ".htm"):
        return endings[0]
    if ending not in endings:
        raise Error(_words.MUST_END_WITH(any_of(endings), name))
    return ending


def encoded(page: str) -> bytes:
    """A page in UTF-8; a lone surrogate, as from the name of a file, is escaped."""
    return page.encode(errors="backslashreplace")
