# SPDX-License-Identifier: MIT
"""What the command does to its streams: encoding, closed pipes, progress, the file of --output."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from parindex._write import write_text
from parindex.cli.tables import WIDTH

PATIENCE = 1.0
"""Seconds that a step may take before it says that it is at work."""


def use_utf8() -> None:
    """Write UTF-8 whatever the locale says.

    The output holds Vietnamese and is read by programs; a letter that cannot be written (half of a
    file name that is not UTF-8) appears escaped instead of ending the command.
    """
    if sys.stderr is None:  # closed by the shell: nobody wants to know
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    if sys.stdout is None:  # what is written to it fails, and that is said
        sys.stdout = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def forget_stdout() -> None:
    """After the reader of a pipe has gone: let the interpreter flush into nothing at its end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def columns() -> int:
    """Columns of the terminal; `WIDTH` when the output goes elsewhere."""
    return shutil.get_terminal_size((WIDTH, 24)).columns if sys.stdout.isatty() else WIDTH


@contextlib.contextmanager
def working(what: str) -> Iterator[None]:
    """Say on the error stream what is going on and for how long, when it takes long.

    Nothing is written unless the stream is a terminal, and the line is cleared at the end.
    """
    if not sys.stderr.isatty():
        yield
        return
    done = threading.Event()

    def tell() -> None:
        start = time.monotonic()
        if done.wait(PATIENCE):
            return
        while True:
            print(
                f"\r{what} ... {time.monotonic() - start:.0f} s",
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
        yield
    finally:
        done.set()
        teller.join()


def write(text: str, path: str | None = None) -> None:
    """Write a finished text to standard output, or to the file of that name."""
    if path is not None:
        write_text(path, text)
        return
    try:
        if not sys.stdout.writable():
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        # Under PYTHONUNBUFFERED a stream of text loses what one write to the system does not take,
        # as when a disk becomes full, and says nothing.
        sys.stdout.flush()
        rest = memoryview(text.encode(errors="backslashreplace"))
        while rest:
            rest = rest[sys.stdout.buffer.write(rest) :]
        sys.stdout.flush()
    except OSError as failure:
        failure.filename = "standard output"
        raise
