# SPDX-License-Identifier: MIT
"""The streams of the command: encoding, closed pipes, progress, the file of --output.

Invisible characters are escaped in output for people; see `_core.visible`.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO

from parindex import _core
from parindex._sentences import in_language
from parindex._typing import Language
from parindex.cli import messages
from parindex.cli.tables import WIDTH
from parindex.io._write import Produce, write_parts, write_text

_language: Language = "en"
_quiet = False


def use_language(chosen: Language) -> None:
    """Use this language for all further output: ``en`` or ``vi``."""
    global _language
    _language = chosen


def be_quiet(quiet: bool) -> None:
    """Show no progress from now on, or show it."""
    global _quiet
    _quiet = quiet


def language() -> Language:
    """The language of the command's output."""
    return _language


def said(text: str) -> str:
    """A text in the language of the command."""
    return in_language(text, _language)


PATIENCE = 1.0
"""Seconds that a step may take before progress is shown."""


def use_utf8() -> None:
    """Write UTF-8 in every locale.

    The output contains Vietnamese and is read by programs. A character that cannot be encoded (half of a
    file name that is not UTF-8) is escaped instead of ending the command.
    """
    if sys.stderr is None:  # closed by the shell: errors are discarded
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    if sys.stdout is None:  # writing to it fails, which is reported
        sys.stdout = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def forget(stream: TextIO) -> None:
    """Redirect a stream that has failed to the null device, so that flushing it at exit succeeds."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def columns() -> int:
    """Columns of the terminal; `WIDTH` if the output is not a terminal."""
    return shutil.get_terminal_size((WIDTH, 24)).columns if sys.stdout.isatty() else WIDTH


@contextlib.contextmanager
def working(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show on the error stream what a long step is doing, and for how long.

    Nothing is written with ``--quiet`` and unless the stream is a terminal, and the line is cleared at the end. The
    object of the `with` can be called with the amount done and the total.
    """
    share = ""

    def progress(count: int, of: int) -> None:
        nonlocal share
        share = said(messages.SO_MANY_OF(f"{count:,}", f"{of:,}")) + ", "

    if _quiet or not sys.stderr.isatty():
        yield progress
        return
    done = threading.Event()

    def tell() -> None:
        start = time.monotonic()
        if done.wait(PATIENCE):
            return
        while True:
            print(
                f"\r{said(what)} ... {share}{time.monotonic() - start:.0f} s",
                end="",
                file=sys.stderr,
                flush=True,
            )
            if done.wait(0.5):
                break
        print("\r\033[K", end="", file=sys.stderr, flush=True)

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield progress
    finally:
        done.set()
        teller.join()


def say(text: str) -> None:
    """Write a text to the error stream; a failure to do so is ignored."""
    try:
        print(_core.visible_lines(text), file=sys.stderr, flush=True)
    except OSError:
        forget(sys.stderr)


def write(text: str, path: str | None = None) -> None:
    """Write a text for people to standard output, or to the file of that name."""
    _put(_core.visible_lines(text), path)


def write_json(document: object, path: str | None = None) -> None:
    """Write a JSON document, or its text; invisible characters become JSON escapes."""
    if not isinstance(document, str):
        document = json.dumps(document, ensure_ascii=False, indent=2, default=str) + "\n"
    _put(_core.visible_json(document), path)


def write_data(text: str, path: str | None = None) -> None:
    """Write a text for programs unchanged; on a terminal, escape invisible characters."""
    if path is None and sys.stdout.isatty():
        text = _core.visible_lines(text)
    _put(text, path)


def write_stream(produce: Produce, path: str | None = None, *, data: bool = False) -> None:
    """Write a text part after part, as `produce` hands them on; `data` as for `write_data`."""
    if path is not None:
        write_parts(path, produce)
        return
    escapes = data and sys.stdout.isatty()
    with _standard_output() as put:
        produce((lambda part: put(_core.visible_lines(part.decode()).encode())) if escapes else put)


def _put(text: str, path: str | None) -> None:
    if path is not None:
        write_text(path, text)
        return
    with _standard_output() as put:
        put(text.encode(errors="backslashreplace"))


@contextlib.contextmanager
def _standard_output() -> Iterator[Callable[[bytes], None]]:
    def put(part: bytes) -> None:
        rest = memoryview(part)
        while rest:
            rest = rest[sys.stdout.buffer.write(rest) :]

    try:
        if not sys.stdout.writable():
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        # Under PYTHONUNBUFFERED a text stream silently loses the part that one write to the system
        # does not accept, for example when a disk becomes full.
        sys.stdout.flush()
        yield put
        sys.stdout.flush()
    except OSError as failure:
        failure.filename = messages.STANDARD_OUTPUT()
        forget(sys.stdout)
        raise
