# SPDX-License-Identifier: MIT
"""Counts what test_equality.py compared and says so at the end of a run.

Imported by conftest.py, which makes the hook below one of pytest's.
"""

from __future__ import annotations

from typing import Protocol


class Terminal(Protocol):
    def write_line(self, line: str) -> None: ...


class Compared:
    """How much the engine and parindex.reference were found to agree on."""

    tables = 0
    units = 0
    figures = 0  # points, maxima and indices


compared = Compared()


def pytest_terminal_summary(terminalreporter: Terminal) -> None:
    if compared.tables:
        terminalreporter.write_line(
            f"engine == reference: {compared.tables} random rubrics x tables, "
            f"{compared.units} units, {compared.figures} figures"
        )
