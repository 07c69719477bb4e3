# SPDX-License-Identifier: MIT
"""Counts the comparisons of the tests of equality and of conformance, and prints them at the end of a run.

conftest.py imports it, which registers the hooks below with pytest. If pytest-xdist runs the tests in
several processes, each sends its counts to the first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import pytest

if TYPE_CHECKING:
    import parindex as px


class Terminal(Protocol):
    def write_line(self, line: str) -> None: ...


class Compared:
    """Counts of the results on which the engine and parindex.reference agree."""

    tables = 0
    units = 0
    figures = 0  # points, maxima and indices


class Batches:
    """The same of columns of doubles, which the batch engine reads in place."""

    rubrics = 0
    fixed = 0  # rubrics with every node in the fixed lane
    units = 0
    figures = 0

    def add(self, plan: px.Plan, units: list[dict[str, Any]], times: int) -> None:
        self.rubrics += 1
        self.fixed += plan.lanes()[0].lane == "fixed"
        self.units += times * len(units)
        self.figures += times * sum(3 + 3 * len(unit["nodes"]) for unit in units)


compared = Compared()
in_batches = Batches()
conformance: dict[str, str] = {}  # published index -> the part that was reproduced


COUNTS: tuple[Any, ...] = (compared, in_batches)


def pytest_sessionfinish(session: Any) -> None:
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["tallies"] = ([vars(count) for count in COUNTS], conformance)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:  # noqa: ARG001 - pytest goes by the name
    counts, reproduced = getattr(node, "workeroutput", {}).get("tallies", ((), {}))
    for count, more in zip(COUNTS, counts, strict=False):
        for name, value in more.items():
            setattr(count, name, getattr(count, name) + value)
    conformance.update(reproduced)


def pytest_terminal_summary(terminalreporter: Terminal) -> None:
    if compared.tables:
        terminalreporter.write_line(
            f"engine == reference: {compared.tables} random rubrics x tables, "
            f"{compared.units} units, {compared.figures} figures"
        )
    if in_batches.rubrics:
        terminalreporter.write_line(
            f"batches == reference: {in_batches.rubrics} random rubrics, {in_batches.fixed} of them "
            f"wholly in the fixed lane, {in_batches.units} units, {in_batches.figures} figures"
        )
    for name, count in conformance.items():
        terminalreporter.write_line(f"conformance {name}: {count}")
