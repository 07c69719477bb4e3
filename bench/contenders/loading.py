# SPDX-License-Identifier: MIT
"""Reading a rubric."""

from __future__ import annotations

import json

import parindex as px
from contenders.base import Contender
from parindex.shipped import shipped_rubric_path

PROVINCE = "vn-par-province-2020"


class Load(Contender):
    title = "`Rubric.load` of the provincial rubric"
    does = "reading, all checks"
    packages = ("parindex",)
    most_rows = 1
    calls = 20

    def prepare(self) -> None:
        self.path = shipped_rubric_path(PROVINCE)

    def run(self) -> object:
        for _ in range(self.calls):
            done = px.Rubric.load(self.path)
        return done

    def detail(self) -> str:
        rubric = px.Rubric.load(self.path)
        size = len(self.path.read_bytes())
        return f"{size / 1024:.0f} KiB, {len(rubric.compile().codes)} nodes"


class LoadJson(Load):
    title = "`json.loads` of the same file"
    does = "reading, no check"
    packages = ()

    def run(self) -> object:
        for _ in range(self.calls):
            done = json.loads(self.path.read_text(encoding="utf-8"))
        return done

    def detail(self) -> str:
        return ""
