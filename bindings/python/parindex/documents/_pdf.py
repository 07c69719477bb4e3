# SPDX-License-Identifier: MIT
"""PDF files by the browser of the system, which prints a page that it loads from a temporary folder."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from parindex import _core
from parindex.documents import _words
from parindex.errors import Error

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
    "microsoft-edge-stable",
)
"""Names of programs that can print, best first."""

LONGEST = 300.0
"""Seconds after which a browser that has not finished is ended."""

_OPTIONS = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pdf-header-footer",
    "--print-to-pdf-no-header",  # what versions before 112 call the same
    "--generate-pdf-document-outline",
    # The policy of the page allows no address either.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)


def browser() -> str | None:
    """The program of the first browser on the PATH; None without one."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def pdf_of(page: str) -> bytes:
    """A page as PDF.

    Raises
    ------
    Error
        Without a browser, and when it fails or is too slow.
    StoppedError
        When the time limit of the call expires; the browser is then ended.
    """
    program = browser()
    if program is None:
        raise Error(_words.PDF_NEEDS_A_BROWSER())
    with tempfile.TemporaryDirectory(prefix="parindex-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, made, said = folder / "page.html", folder / "page.pdf", folder / "said.txt"
        source.write_text(page, encoding="utf-8")
        command = [
            program,
            *_OPTIONS,
            # The sandbox does not start for the superuser.
            *(["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []),
            f"--user-data-dir={folder / 'profile'}",
            f"--print-to-pdf={made}",
            source.as_uri(),
        ]
        with said.open("wb") as log:
            _run(command, log.fileno())
        content = made.read_bytes() if made.exists() else b""
        if not content.startswith(b"%PDF-"):
            raise Error(_words.PDF_FAILED(_last_line(said)))
    return content


def _run(command: list[str], log: int) -> None:
    try:
        running = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=log,
            start_new_session=True,
        )
    except OSError as failure:
        raise Error(_words.PDF_FAILED(failure.strerror or Path(command[0]).name)) from None
    end = time.monotonic() + LONGEST
    try:
        while running.poll() is None:
            _core.step(None)
            if time.monotonic() > end:
                raise Error(_words.PDF_FAILED(_words.PDF_TOO_SLOW(f"{LONGEST:g}")))
            with contextlib.suppress(subprocess.TimeoutExpired):
                running.wait(0.1)
    finally:
        # The browser has processes of its own, in its session.
        with contextlib.suppress(OSError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def _last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return _core.visible(lines[-1])[:200] if lines else "–"
