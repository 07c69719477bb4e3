# SPDX-License-Identifier: MIT
"""Issues for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from parindex import Issue, _core
from parindex.cli import terminal


def place(issue: Issue) -> str:
    """Where the issue is, in the rubric or in the data; nothing when it is about the whole."""
    parts = [issue.file] if issue.file else []
    where = f"line {issue.line}, column {issue.column}" if issue.line else ""
    if issue.pointer:
        parts.append(f"{issue.pointer} ({where})" if where else issue.pointer)
    elif where:
        parts.append(where)
    if issue.row:
        parts.append(f"row {issue.row}")
    if issue.unit:
        parts.append(f"unit {issue.unit}")
    if issue.field:
        parts.append(f"column {issue.field}")
    return ", ".join(parts)


def block(issue: Issue) -> str:
    """An issue over a few lines: severity, code and message, then place, expected and found."""
    lines = [f"{issue.severity} {issue.code}: {issue.message}"]
    for label, text in (
        ("at", place(issue)),
        ("expected", issue.expected),
        ("found", issue.actual),
    ):
        if text:
            lines.append(f"  {label + ':':<10}{text}")
    return "\n".join(map(_core.visible, lines))


def report(issues: Iterable[Issue], *, as_json: bool = False) -> None:
    """Issues to the error stream as blocks, or to standard output as one JSON document."""
    if as_json:
        document = {"issues": [asdict(issue) for issue in issues]}
        terminal.write_json(document)
        return
    for issue in issues:
        terminal.say(block(issue))


def count(issues: Iterable[Issue]) -> str:
    """How many there are: ``no errors``, ``1 error, 2 warnings``."""
    severities = [issue.severity for issue in issues]
    errors = sum(severity == "error" for severity in severities)
    warnings = len(severities) - errors
    said = f"{errors or 'no'} error{'' if errors == 1 else 's'}"
    return said + (f", {warnings} warning{'' if warnings == 1 else 's'}" if warnings else "")
