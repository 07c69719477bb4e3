# SPDX-License-Identifier: MIT
"""Code of a user who builds rubrics, for `mypy --strict`; tests/python/test_model.py runs it.

mypy reports superfluous ignores, so the comments below state the errors that it must find.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import parindex as px
from parindex import model as m


def leaves(plans: Sequence[str]) -> list[m.Leaf]:
    inputs: list[m.Input] = [m.CountInput("done"), m.CountInput("planned", min=1)]
    steps = [m.above(90, 2), m.between(70, 90, Decimal(1)), m.below("70", Fraction(0))]
    rule: m.Rule = m.Bands(m.Percent("done", "planned"), steps)
    return [m.Leaf(code, max=2, inputs=inputs, rule=rule, title={"en": code}) for code in plans]


def late() -> m.Leaf:
    days: m.Expression = m.Days("due", "sent")
    in_time: m.Condition = m.And([m.InRange(days, to=0), m.Not(m.Is("state", "draft"))])
    return m.Leaf(
        "late",
        max=1,
        inputs=[
            m.DateInput("due", min=date(2026, 1, 1), max="2026-12-31"),
            m.DateInput("sent"),
            m.ChoiceInput("state", [m.InputOption("draft"), m.InputOption("final")]),
        ],
        rule=m.Formula([m.FormulaCase(1, in_time), m.FormulaCase(0)]),
    )


def whole() -> m.RubricModel:
    parts: list[m.Node | m.Leaf] = [m.Node("a", max=4, children=leaves(["a1", "a2"])), late()]
    return m.RubricModel(
        id="typed",
        edition="2026",
        max=5,
        aggregation="sum",
        missing="zero",
        index_rounding=m.Rounding(2, "half_up"),
        ranking=m.RankingRule(on="index", stage="rounded", ties="competition", within="all"),
        nodes=parts,
    )


def codes(rubric: px.Rubric) -> list[str]:
    found: list[str] = []
    for node in rubric.to_model().nodes:
        found.append(node.code)
        if isinstance(node, m.Node):
            found += [child.code for child in node.children]
        elif isinstance(node.rule, m.Formula):
            found += [str(case.points) for case in node.rule.cases]
    return found


def again(text: str) -> m.Bands:
    return m.Bands.from_json(text)


MISTAKES: list[Callable[[], object]] = [
    lambda: m.Leaf("1", maximum=2, rule=m.YesNo(yes=1, no=0)),  # type: ignore[call-arg]
    lambda: m.Leaf("1", max=2),  # type: ignore[call-arg]
    lambda: m.Leaf("1", max=[2], rule=m.YesNo(yes=1, no=0)),  # type: ignore[arg-type]
    lambda: m.Leaf("1", max=1, rule="yes_no"),  # type: ignore[arg-type]
    lambda: m.Leaf("1", max=1, missing="nothing", rule=m.YesNo(yes=1, no=0)),  # type: ignore[arg-type]
    lambda: m.Bands("done", [m.above(0, 1)]),  # type: ignore[arg-type]
    lambda: m.Node("1", max=1, children=[m.YesNo(yes=1, no=0)]),  # type: ignore[list-item]
    lambda: m.Cohort("x", statistic="average", within="all"),  # type: ignore[arg-type]
    lambda: setattr(m.Value("x"), "name", 1),
]
