# SPDX-License-Identifier: MIT
"""Issues for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from parindex import Issue, _core
from parindex._sentences import counted
from parindex.cli import messages, terminal


def blocks(issues: Sequence[Issue]) -> str:
    """Issues, a few lines each; similar ones are combined, with a count and the first places."""
    return _core.issue_blocks(issues, terminal.language())


def as_dicts(issues: Iterable[Issue]) -> list[dict[str, Any]]:
    """Issues for a JSON document, their texts in the language of the call."""
    return [asdict(issue.translated(terminal.language())) for issue in issues]


def with_notes(text: str, notes: Iterable[Issue]) -> str:
    """A JSON object with the notes of the table, as its last member."""
    return text.rstrip().removesuffix("}") + notes_end(notes)


def notes_end(notes: Iterable[Issue]) -> str:
    """The end of a JSON object whose last member are the notes of the table."""
    return f',"notes":{json.dumps(as_dicts(notes), ensure_ascii=False)}}}\n'


def report(issues: Iterable[Issue], *, as_json: bool = False) -> None:
    """Issues to the error stream as blocks, or to standard output as one JSON document."""
    if as_json:
        terminal.write_json({"issues": as_dicts(issues)})
        return
    found = list(issues)
    if found:
        terminal.say(blocks(found))


def count(issues: Sequence[Issue]) -> str:
    """Counts of issues: ``no errors``, ``1 error, 2 warnings, 1 accepted``."""
    errors = sum(issue.severity == "error" for issue in issues)
    accepted = sum(bool(issue.accepted) for issue in issues)
    warnings = len(issues) - errors - accepted
    parts = [counted(errors, messages.ONE_ERROR, messages.ERRORS)] if errors else []
    parts = parts or [messages.NO_ERRORS()]
    if warnings:
        parts.append(counted(warnings, messages.ONE_WARNING, messages.WARNINGS))
    if accepted:
        parts.append(messages.ACCEPTED(accepted))
    return ", ".join(map(terminal.said, parts))
