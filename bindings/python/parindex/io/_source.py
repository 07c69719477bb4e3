# SPDX-License-Identifier: MIT
"""The bytes of a data file, and their format."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from parindex import _file_messages, _messages
from parindex._limits import limits
from parindex.errors import error
from parindex.io._files import read_bytes
from parindex.io._reading import FileKind, Reading
from parindex.io._rows import refuse

_KINDS: dict[str, FileKind] = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".txt": "tsv",
    ".tab": "tsv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
}

_ZIP = b"PK\x03\x04"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


class Source(NamedTuple):
    """A file as bytes."""

    content: bytes
    kind: FileKind
    name: str
    """Its name without folders; ``-`` for the standard input, empty for bytes."""


def open_source(data: str | os.PathLike[str] | bytes, reading: Reading) -> Source:
    """The bytes of a file and their format. Raises DataError if they cannot be read."""
    if isinstance(data, bytes):
        content, name, kind = data, "", None
        if len(content) > limits().data_bytes:
            refuse(
                error(
                    "file_too_large",
                    _messages.THE_FILE_IS_TOO_LARGE(),
                    expected=_messages.AT_MOST_BYTES(limits().data_bytes),
                    actual=_messages.BYTES(len(content)),
                )
            )
    else:
        path = Path(data)
        name = "-" if str(path) == "-" else path.name
        kind = _KINDS.get(path.suffix.lower())
        if kind is None and reading.format is None and name != "-":
            refuse(
                error(
                    "table_malformed",
                    _messages.THE_FILE_NAME_DOES_NOT_END_IN_A_KNOWN(),
                    expected=_file_messages.A_KNOWN_EXTENSION_OR_FORMAT(),
                    actual=str(path),
                )
            )
        content = read_bytes(path, _messages.A_FILE(), limits().data_bytes)
    if content.startswith(_OLE):
        _refuse_ole(content, name)
    if content.startswith(_ZIP):  # whatever its name: no text begins with these bytes
        return Source(content, "xlsx", name)
    return Source(content, reading.format or kind or _kind_of(content), name)


def _kind_of(content: bytes) -> FileKind:
    head = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if head == b"{" and content.strip().count(b"\n") and _is_lines(content):
        return "jsonl"
    return "json" if head in (b"{", b"[") else "csv"


def _is_lines(content: bytes) -> bool:
    first = content.strip().split(b"\n", 1)[0].rstrip()
    return first.endswith(b"}")


def _refuse_ole(content: bytes, name: str) -> None:
    """Reject the container of Excel files before 2007 and of encrypted workbooks."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        refuse(
            error(
                "workbook_locked",
                _file_messages.THE_WORKBOOK_IS_LOCKED(),
                expected=_file_messages.A_WORKBOOK_WITHOUT_A_PASSWORD(),
                file=name,
            )
        )
    refuse(
        error(
            "workbook_malformed",
            _file_messages.THE_FILE_IS_OF_EXCEL_97(),
            expected=_file_messages.SAVE_AS_XLSX_OR_CSV(),
            file=name,
        )
    )
