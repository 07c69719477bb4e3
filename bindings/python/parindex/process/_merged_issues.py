# SPDX-License-Identifier: MIT
"""Issues of merged worksheets: their files and places, and which follow from others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parindex import _messages
from parindex._foreign import is_a
from parindex.errors import Issue, IssueLog, error
from parindex.io._units import folded, lookalikes
from parindex.process._observations import Observations, relocate

_FOLLOWS = ("cell_omitted", "table_empty")
"""Codes of issues that wrong cells of a form cause: their answers were not read."""


def beside(issues: Sequence[Issue], forms: Sequence[Issue]) -> list[Issue]:
    """The issues of the engine without those that follow from the errors of forms."""
    wrong = {issue.file for issue in forms if issue.severity == "error"}
    return [
        issue
        for issue in issues
        if not wrong
        or not (issue.code in _FOLLOWS or {issue.file, issue.file.partition("!")[0]} & wrong)
    ]


def misplaced(documents: Sequence[Observations]) -> list[Issue]:
    """Stages and reopenings in worksheets: an agency does not unlock its own stage."""
    message = _messages.STAGES_AND_REOPENINGS_BELONG_TO_THE()
    return [
        error("key_unknown", message, actual=key, pointer=f"/{key}", file=document.file)
        for document in documents
        for key in ("stages", "reopenings")
        if getattr(document, key)
    ]


def alike(before: Observations, documents: Sequence[Observations]) -> list[Issue]:
    """Warnings of the first observation of each unit that looks like an earlier unit."""
    units = [item.get("unit") for item in before.units if is_a(item, dict)]
    told = {name for name in units if type(name) is str}
    seen = {folded(name): name for name in sorted(told)}
    issues = IssueLog()
    for at, document in enumerate(documents):
        for row, item in enumerate(document.observations):
            name = item.get("unit") if is_a(item, dict) else None
            if type(name) is not str or name in told:
                continue
            told.add(name)
            for found in lookalikes([name], [seen.setdefault(folded(name), name)]):
                pointer = f"/submissions/{at}/observations/{row}/unit"
                issues.add(replace(found, pointer=pointer))
    return issues.all()


def placed(issues: Sequence[Issue], documents: Sequence[Observations]) -> list[Issue]:
    """Issues with file and row: ``/submissions/2/observations/5`` is the sixth of the third file."""
    found = []
    for issue in issues:
        parts = issue.pointer.split("/")
        if parts[1:2] == ["submissions"] and parts[3:4] == ["observations"] and len(parts) > 4:
            document = documents[int(parts[2])]
            local = "/".join(["", "observations", *parts[4:]])
            moved = relocate([at_place(issue, local)], [document])
            found += moved if document.file else [at_place(issue, issue.pointer)]
        else:
            found.append(at_place(issue, issue.pointer))
    return found


def at_place(issue: Issue, pointer: str) -> Issue:
    return replace(issue, pointer=pointer, line=0, column=0)
