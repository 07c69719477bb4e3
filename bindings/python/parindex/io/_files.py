# SPDX-License-Identifier: MIT
"""Files as bytes."""

from __future__ import annotations

import os
import stat
import sys
from typing import BinaryIO

from parindex import _core, _messages
from parindex._foreign import reason_of
from parindex.errors import DataError, error


def read_bytes(path: str | os.PathLike[str], expected: str, most: int) -> bytes:
    """The bytes of a regular file, or of the standard input for ``-``.

    A device or a pipe may never end, so it is rejected.

    Parameters
    ----------
    path
        The path of the file.
    expected
        The expected content in words, for the issue.
    most
        Largest size that is read, in bytes.

    Raises
    ------
    DataError
        If the file cannot be read, is not a regular file, or is larger.
    """
    name = os.fspath(path)
    try:
        content = _read(sys.stdin.buffer, most + 1) if name == "-" else _regular(name, most + 1)
    except (OSError, ValueError) as failure:
        if isinstance(failure, _IrregularError):
            expected = _messages.A_REGULAR_FILE()
        reason = failure.args[0] if isinstance(failure, _IrregularError) else reason_of(failure)
        actual = _messages.IN_FILE(name, reason)
        message = _messages.THE_FILE_CANNOT_BE_READ_2()
        issue = error("file_unreadable", message, expected=expected, actual=actual)
        raise DataError(_messages.THE_FILE_CANNOT_BE_READ(), [issue]) from None
    except MemoryError:
        issue = error("file_too_large", _messages.THE_FILE_DOES_NOT_FIT_INTO_MEMORY(), actual=name)
        raise DataError(_messages.THE_FILE_CANNOT_BE_READ(), [issue]) from None
    if len(content) > most:
        limit = _messages.AT_MOST_BYTES(most)
        issue = error(
            "file_too_large",
            _messages.THE_FILE_IS_TOO_LARGE(),
            expected=limit,
            actual=_messages.MORE(),
        )
        raise DataError(_messages.THE_FILE_CANNOT_BE_READ(), [issue])
    return content


class _IrregularError(OSError):
    """A directory entry that is not a file."""


def _regular(name: str, most: int) -> bytes:
    # Opening a pipe would wait for a writer.
    opened = os.open(name, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    try:
        about = os.fstat(opened)  # a folder supports nothing else
        if not stat.S_ISREG(about.st_mode):
            folder = stat.S_ISDIR(about.st_mode)
            raise _IrregularError(
                _messages.A_FOLDER() if folder else _messages.A_DEVICE_OR_A_PIPE()
            )
        with open(opened, "rb", closefd=False) as file:
            # In one piece, because joining pieces copies them; one byte more, because the file may have grown.
            content = file.read(min(about.st_size, most))
            rest = _read(file, most - len(content))
            return content + rest if rest else content
    finally:
        os.close(opened)


def _read(file: BinaryIO, most: int) -> bytes:
    """At most this many bytes, in pieces, so that memory is allocated only for what the file has."""
    pieces = []
    while most > 0 and (piece := file.read(min(most, 1 << 24))):
        _core.step(None)
        pieces.append(piece)
        most -= len(piece)
    return b"".join(pieces)
