# SPDX-License-Identifier: MIT
"""The C interface through ctypes: parindex_c with the functions that tests call."""

from __future__ import annotations

import ctypes as c
import json
import os
from pathlib import Path
from typing import Any

OK, INVALID, MISUSE, STOPPED = range(4)
PATH = os.environ.get("PARINDEX_C_LIBRARY", "")
"""The library; tests of it skip without."""


class Options(c.Structure):
    """parindex_score_options."""

    _fields_ = (
        ("size", c.c_size_t),
        ("unit", c.c_char_p),
        ("group", c.c_char_p),
        ("ranked", c.c_char_p),
        ("allow_missing_columns", c.c_int),
        ("allow_unknown_columns", c.c_int),
        ("threads", c.c_uint),
        ("timeout_ms", c.c_uint64),
    )

    @classmethod
    def of(cls, **more: Any) -> Options:
        standard = {"unit": b"unit", "group": b"group", "ranked": b"ranked"}
        return cls(size=c.sizeof(cls), **{**standard, **more})


class CallError(Exception):
    """A call that did not return a value: its status, and its issues or the text of the error."""

    def __init__(self, status: int, said: Any) -> None:
        super().__init__(status, said)
        self.status, self.said = status, said


class Library:
    """Calls with Python values; a handle is a c_void_p."""

    def __init__(self, path: str | Path) -> None:
        self._c = c.CDLL(str(path))
        self._c.parindex_text_data.restype = c.c_char_p
        self._c.parindex_last_error.restype = c.c_char_p
        self._c.parindex_scores_size.restype = c.c_size_t
        self._c.parindex_engine_version.restype = c.c_char_p

    def interface_version(self) -> int:
        version: int = self._c.parindex_c_version()
        return version

    def engine_version(self) -> str:
        said: bytes = self._c.parindex_engine_version()
        return said.decode()

    def _take(self, text: c.c_void_p) -> str | None:
        if not text:
            return None
        try:
            said: bytes = self._c.parindex_text_data(text)
            return said.decode()
        finally:
            self._c.parindex_text_free(text)

    def _call(self, name: str, *args: Any, issues: bool = True) -> tuple[c.c_void_p, list[Any]]:
        made, found = c.c_void_p(), c.c_void_p()
        more = (c.byref(found),) if issues else ()
        status = getattr(self._c, name)(*args, c.byref(made), *more)
        said = json.loads(self._take(found) or "[]")
        if status != OK:
            raise CallError(
                status, said if status == INVALID else self._c.parindex_last_error().decode()
            )
        return made, said

    def compiled(self, rubric: str) -> c.c_void_p:
        text = rubric.encode()
        read, _ = self._call("parindex_rubric_read", text, c.c_size_t(len(text)))
        try:
            return self._call("parindex_plan_compile", read)[0]
        finally:
            self._c.parindex_rubric_free(read)

    def scored(self, plan: c.c_void_p, rows: str, **options: Any) -> c.c_void_p:
        text = rows.encode()
        given = c.byref(Options.of(**options))
        return self._call("parindex_score_json", plan, text, c.c_size_t(len(text)), given)[0]

    def scored_arrow(self, plan: c.c_void_p, stream: int) -> c.c_void_p:
        return self._call("parindex_score_arrow", plan, c.c_void_p(stream), None)[0]

    def to_arrow(self, scores: c.c_void_p, numbers: int, stream: int) -> None:
        status = self._c.parindex_scores_arrow(scores, c.c_int(numbers), c.c_void_p(stream))
        if status != OK:
            raise CallError(status, self._c.parindex_last_error().decode())

    def text(self, name: str, *args: Any) -> str:
        """The text that a function without issues returns."""
        return self._take(self._call(name, *args, issues=False)[0]) or ""

    def ranked(self, scores: c.c_void_p) -> str:
        return self._take(self._call("parindex_rank", scores, None)[0]) or ""

    def free(self, kind: str, handle: c.c_void_p) -> None:
        getattr(self._c, f"parindex_{kind}_free")(handle)
