# SPDX-License-Identifier: MIT
"""Files of evidence: recording names, sizes and hashes, and verifying them."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import stat
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import IO, TYPE_CHECKING

from parindex import _messages
from parindex._foreign import is_a, reason_of
from parindex._names import normal
from parindex._typing import Json
from parindex.errors import DataError, Issue, error

if TYPE_CHECKING:
    from parindex.process.assessment import Assessment

CHUNK = 1 << 20
"""Bytes that are read at a time."""

LINKS = 8
"""Symbolic links that are followed, one to the next."""


class FileError(Exception):
    """A file that cannot be read or is not as recorded; `code` is the code of the issue.

    `what` describes the problem; it follows the name in a message.
    """

    def __init__(self, code: str, what: str, expected: str = "", actual: str = "") -> None:
        super().__init__(what)
        self.code, self.what, self.expected, self.actual = code, what, expected, actual


class Folder:
    """A folder of evidence. Only regular files in this folder are read.

    Names are looked up in the folder as it was when it was opened, and no link that leaves it is
    followed, so that nobody can redirect the reader while it works.

    Raises
    ------
    DataError
        When the folder cannot be read.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        try:
            self._folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except (OSError, ValueError) as failure:  # ValueError: a null character in the name
            why = reason_of(failure)
            found = error(
                "file_unreadable",
                _messages.THE_FOLDER_OF_EVIDENCE_CANNOT_BE_READ(),
                expected=_messages.A_FOLDER(),
                actual=_messages.IN_FILE(os.fspath(path), why),
            )
            raise DataError(_messages.THE_FOLDER_OF_EVIDENCE_CANNOT_BE_READ_2(), [found]) from None
        self._measured: dict[str, tuple[int, str]] = {}
        self._names: dict[str, str] | None = None

    def close(self) -> None:
        """Close the folder."""
        os.close(self._folder)

    def measure(self, name: str, size: int | None = None) -> tuple[int, str]:
        """Size in bytes and SHA-256 of a file; it is not read when its size is not `size`.

        Raises
        ------
        FileError
            For a file that is missing, is not a regular file of the folder, or has another size.
        """
        if name not in self._measured:
            try:
                descriptor = self._open(name)
            except OSError as failure:
                raise _of(failure, name) from None
            with os.fdopen(descriptor, "rb", buffering=0) as file:
                there = os.fstat(descriptor).st_size
                _same_size(there, size)
                try:
                    self._measured[name] = there, _hash(file, there)
                except OSError as failure:
                    raise _of(failure, name) from None
        _same_size(self._measured[name][0], size)
        return self._measured[name]

    def _open(self, name: str) -> int:
        for _ in range(LINKS):
            if "/" in name or "\0" in name or name in ("", ".", ".."):
                raise FileError(
                    "evidence_file_refused",
                    _messages.IS_OUTSIDE_THE_FOLDER(),
                    _messages.A_REGULAR_FILE_IN_THE_FOLDER(),
                    name,
                )
            name = self._on_disk(name)
            kind = os.stat(name, dir_fd=self._folder, follow_symlinks=False).st_mode
            if stat.S_ISLNK(kind):
                name = os.readlink(name, dir_fd=self._folder)
                continue
            # Never opened: opening alone triggers some devices, and waits for a FIFO.
            _plain(kind, name)
            flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
            descriptor = os.open(name, flags, dir_fd=self._folder)
            try:
                _plain(os.fstat(descriptor).st_mode, name)  # possibly replaced meanwhile
            except FileError:
                os.close(descriptor)
                raise
            return descriptor
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))

    def _on_disk(self, name: str) -> str:
        """The name as the folder has it: some systems keep letters and their marks apart."""
        try:
            os.stat(name, dir_fd=self._folder, follow_symlinks=False)
        except FileNotFoundError:
            if self._names is None:
                with os.scandir(self._folder) as entries:
                    self._names = {normal(entry.name): entry.name for entry in entries}
            return self._names.get(normal(name), name)
        return name


def verify_evidence(assessment: Assessment, folder: str | os.PathLike[str]) -> tuple[Issue, ...]:
    """Compare the files of evidence in a folder with the records in the observations.

    Parameters
    ----------
    assessment
        An assessment, or the result of `load_snapshot`.
    folder
        The folder with the files, each under its recorded name. Links that leave the folder,
        devices and pipes are rejected.

    Returns
    -------
    tuple of Issue
        One for each file that is missing, is not a regular file, or has another size or SHA-256 than
        recorded, with `unit`, code of the leaf as `field`, `file`, and the place of the evidence as
        `pointer`. Empty when every file matches its record.

    Raises
    ------
    DataError
        When the folder cannot be read.
    """
    issues = []
    told = set()
    with contextlib.closing(Folder(folder)) as files:
        for at, seen in enumerate(assessment.observations):
            for k, given in enumerate(seen.get("evidence", ())):
                if "file" not in given:
                    continue
                about = (seen["unit"], seen["code"], *given.values())
                if about in told:  # several inputs of a leaf name one file
                    continue
                told.add(about)
                try:
                    _, sha256 = files.measure(given["file"], given["size"])
                    if sha256 != given["sha256"]:
                        raise FileError(
                            "evidence_file_changed",
                            _messages.DIFFERS_FROM_THE_SUBMITTED_FILE(),
                            given["sha256"],
                            sha256,
                        )
                except FileError as failure:
                    found = _issue(failure, given, f"/observations/{at}/evidence/{k}", seen)
                    issues.append(replace(found, file=given["file"]))
    return tuple(issues)


def fill_in(observations: Sequence[Json], folder: str | os.PathLike[str]) -> list[Issue]:
    """Add size and SHA-256 to evidence that has only the name of a file, from a folder.

    The observations are changed in place, but not their lists of evidence. The issues have pointers
    such as ``/observations/3/evidence/0/file``.
    """
    issues = []
    with contextlib.closing(Folder(folder)) as files:
        for at, seen in enumerate(observations):
            evidence = seen.get("evidence") if is_a(seen, dict) else None
            if not isinstance(evidence, list | tuple):
                continue  # the engine reports what is wrong with it
            seen["evidence"] = [
                dict(given) if isinstance(given, Mapping) else given for given in evidence
            ]
            for k, given in enumerate(seen["evidence"]):
                if not isinstance(given, dict) or {"size", "sha256"} & given.keys():
                    continue
                if not isinstance(given.get("file"), str):
                    continue
                try:
                    given["size"], given["sha256"] = files.measure(given["file"])
                except FileError as failure:
                    pointer = f"/observations/{at}/evidence/{k}/file"
                    issues.append(_issue(failure, given, pointer, seen))
                    del given["file"]  # otherwise it would also be reported as incomplete
    return issues


def _issue(failure: FileError, given: Json, pointer: str, seen: Json) -> Issue:
    return error(
        failure.code,
        _messages.THE_FILE_OF_EVIDENCE(given["file"], given.get("id", ""), failure.what),
        expected=failure.expected,
        actual=failure.actual,
        pointer=pointer,
        unit=str(seen.get("unit", "")),
        field=str(seen.get("code", "")),
    )


def _of(failure: OSError, name: str) -> FileError:
    if failure.errno in (errno.ENOENT, errno.ENAMETOOLONG):
        return FileError(
            "evidence_file_missing", _messages.IS_NOT_IN_THE_FOLDER(), name, _messages.NOTHING()
        )
    return FileError(
        "file_unreadable",
        _messages.CANNOT_BE_READ_2(),
        _messages.A_FILE(),
        _messages.IN_FILE(name, reason_of(failure)),
    )


def _plain(kind: int, name: str) -> None:
    if not stat.S_ISREG(kind):
        raise FileError(
            "evidence_file_refused",
            _messages.IS_NOT_A_REGULAR_FILE(),
            _messages.A_REGULAR_FILE_IN_THE_FOLDER(),
            name,
        )


def _same_size(there: int, size: int | None) -> None:
    if size is not None and there != size:
        raise FileError(
            "evidence_file_size",
            _messages.HAS_A_DIFFERENT_SIZE(),
            _messages.BYTES(size),
            _messages.BYTES(there),
        )


def _hash(file: IO[bytes], size: int) -> str:
    """The SHA-256 of a file of this size; nothing beyond it is read, even if the file grows."""
    digest, read = hashlib.sha256(), 0
    while read <= size and (block := file.read(min(CHUNK, size + 1 - read))):
        digest.update(block)
        read += len(block)
    if read != size:
        raise FileError(
            "evidence_file_size",
            _messages.CHANGED_WHILE_IT_WAS_READ(),
            _messages.BYTES(size),
            _messages.BYTES(read),
        )
    return digest.hexdigest()
