# SPDX-License-Identifier: MIT
"""Counts the faults that the tests of this folder inject, and prints them at the end of a run."""

from __future__ import annotations

from collections import Counter
from typing import Protocol

import pytest


class Terminal(Protocol):
    def write_line(self, line: str) -> None: ...


made: Counter[str] = Counter()


@pytest.fixture
def faults() -> Counter[str]:
    """The faults so far, by kind."""
    return made


def pytest_terminal_summary(terminalreporter: Terminal) -> None:
    for kind, count in made.items():
        terminalreporter.write_line(f"faults: {count} {kind}, nothing lost")
