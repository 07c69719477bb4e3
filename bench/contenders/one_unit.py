# SPDX-License-Identifier: MIT
"""One unit at a time, as an interactive form scores it."""

from __future__ import annotations

import json
from typing import Any

import parindex as px
from contenders.base import Contender
from parindex import reference


class OneUnit(Contender):
    does = "one unit of 102 leaves, exact"
    packages = ("parindex",)
    most_rows = 1

    def prepare(self) -> None:
        self.plan = px.Rubric.from_json(self.document).compile()
        names = [column.name for column in self.plan.columns]
        self.row: dict[str, Any] = {
            "unit": "A",
            **dict(zip(names, self.matrix[0].tolist(), strict=True)),
        }

    def job(self) -> object:
        raise NotImplementedError

    def run(self) -> object:
        for _ in range(self.calls):
            done = self.job()
        return done


class OneDict(OneUnit):
    title = "`plan.score(dict)` and the total"
    calls = 200

    def job(self) -> object:
        return self.plan.score(self.row)["A"].points


class OneReference(OneUnit):
    title = "`parindex.reference.score`, the slow twin; reads the rubric each time"
    calls = 20

    def prepare(self) -> None:
        super().prepare()
        self.text = json.dumps(self.document)

    def job(self) -> object:
        return reference.score(self.text, [self.row])[0]["points"]


class OneExplain(OneUnit):
    title = "`scores.explain(unit)`"
    does = "the whole tree of one unit, exact"
    calls = 200

    def prepare(self) -> None:
        super().prepare()
        self.scores = self.plan.score(self.row)

    def job(self) -> object:
        return self.scores.explain("A")
