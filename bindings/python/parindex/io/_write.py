# SPDX-License-Identifier: MIT
"""The only module that writes files: whole, or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

from parindex import _messages
from parindex._foreign import reason_of
from parindex.errors import Error, WriteError, error

Produce = Callable[[Callable[[bytes], object]], object]
"""Passes the parts of a content to the given function, one after the other."""


def write_text(path: str | os.PathLike[str], text: str) -> None:
    """As `write_file`, in UTF-8; a lone surrogate, as from a file name, is escaped."""
    write_file(path, text.encode(errors="backslashreplace"))


def write_file(path: str | os.PathLike[str], content: bytes) -> None:
    """Write a file, as `write_parts`."""
    write_parts(path, lambda take: take(content))


def write_parts(path: str | os.PathLike[str], produce: Produce) -> None:
    """Write a file; its previous content stays intact until the new content has reached the disk.

    The content goes into a new file of the same folder, ``.parindex-….tmp``, which then takes the
    place of the old one with its permissions. Links are followed. A pipe, ``/dev/stdout`` and anything
    else that is not a regular file is written to directly.

    Raises
    ------
    WriteError
        With the given path; the old file is unchanged and the new file is removed. The same holds for an
        exception of `produce`, which is raised again.
    """
    try:
        target = _behind_links(Path(path))
        try:
            old = target.stat()
        except FileNotFoundError:
            old = None
        if _is_open_file(target) or (old is not None and not stat.S_ISREG(old.st_mode)):
            _write_directly(target, produce)
        else:
            _replace(target, old, produce)
    except (BrokenPipeError, Error):
        raise  # a closed pipe, or an exception of the content: not an error of the path
    except (OSError, ValueError) as failure:
        raise unwritable(path, reason_of(failure)) from failure


def unwritable(path: str | os.PathLike[str], reason: str) -> WriteError:
    """The exception for a file that cannot be written."""
    found = error(
        "file_unwritable",
        _messages.THE_FILE_CANNOT_BE_WRITTEN(),
        expected=_messages.A_WRITABLE_FILE(),
        actual=_messages.IN_FILE(os.fspath(path), reason),
    )
    return WriteError(_messages.THE_FILE_CANNOT_BE_WRITTEN_2(), [found])


def sync_folder(folder: Path) -> None:
    """Make the new name in a folder survive a loss of power, if the system supports it."""
    try:
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except PermissionError:
        return  # a folder may be written to and not be read
    try:
        _sync(opened)
    finally:
        os.close(opened)


def new_name(target: Path) -> Path:
    """An unused name for a new file in the folder of another file."""
    return target.with_name(f".parindex-{os.urandom(12).hex()}.tmp")


def _behind_links(path: Path) -> Path:
    """The target of links; the name of an open file is its own target."""
    with contextlib.suppress(FileNotFoundError):
        path.stat()  # fails for links in a circle, so that the loop below ends
    while True:
        path = path.parent.resolve() / path.name
        if _is_open_file(path) or not path.is_symlink():
            return path
        path = path.parent / path.readlink()


def _is_open_file(path: Path) -> bool:
    """Whether a path is that of an open file of a process, as the target of ``/dev/stdout``."""
    parts = path.parts
    return (parts[:2] == ("/", "proc") and parts[-2] == "fd") or parts[:3] == ("/", "dev", "fd")


def _write_directly(target: Path, produce: Produce) -> None:
    own = target.parent == Path("/proc/self/fd").resolve()
    # Opening it by its name would start at its beginning and overwrite earlier output.
    opened = os.dup(int(target.name)) if own else os.open(target, os.O_WRONLY)
    try:
        produce(lambda part: _write_all(opened, part))
    finally:
        os.close(opened)


def _replace(target: Path, old: os.stat_result | None, produce: Produce) -> None:
    if old is not None and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    new = new_name(target)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    try:
        try:
            opened = os.open(new, flags, 0o666 if old is None else 0o600)
        except PermissionError as failure:
            said = _messages.FOR_A_NEW_FILE_IN_ITS_FOLDER(reason_of(failure))
            raise PermissionError(failure.errno, said) from None
        try:
            if old is not None:
                _keep_permissions(target, old, opened)
            produce(lambda part: _write_all(opened, part))
            _sync(opened)
        finally:
            os.close(opened)
        new.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            new.unlink()
        raise
    sync_folder(target.parent)


def _keep_permissions(target: Path, old: os.stat_result, opened: int) -> None:
    """Owner, group, access lists and mode of the old file, as far as the user may set them."""
    mine = os.fstat(opened)
    if (mine.st_uid, mine.st_gid) != (old.st_uid, old.st_gid):
        try:
            os.fchown(opened, old.st_uid, old.st_gid)
        except OSError:
            with contextlib.suppress(OSError):
                os.fchown(opened, -1, old.st_gid)
    with contextlib.suppress(OSError):
        for name in os.listxattr(target):
            with contextlib.suppress(OSError):
                os.setxattr(opened, name, os.getxattr(target, name))
    os.fchmod(opened, stat.S_IMODE(old.st_mode))


def _write_all(opened: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(opened, rest) :]


def _sync(opened: int) -> None:
    try:
        os.fsync(opened)
    except OSError as failure:
        if failure.errno not in (errno.EINVAL, errno.ENOTSUP):  # not every file system has it
            raise
