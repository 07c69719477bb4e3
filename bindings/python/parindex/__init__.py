# SPDX-License-Identifier: MIT
"""Exact, explainable scoring of weighted, ruled, hierarchical indices.

>>> import parindex as px
>>> rubric = px.Rubric.load("par.json")  # doctest: +SKIP
>>> scores = rubric.compile().score("provinces.csv")  # doctest: +SKIP
>>> scores.explain("Hà Nội")  # doctest: +SKIP
"""

from __future__ import annotations

from parindex._core import __version__
from parindex._typing import Number
from parindex.auditing import Audit, Change, Dependence, HalfTie, audit
from parindex.comparison import Comparison, NodePart, Parts, UnitChange, compare, compare_units
from parindex.difference import Diff, RubricChange, diff
from parindex.errors import (
    DataError,
    Error,
    Issue,
    IssueCode,
    IssuesError,
    RubricError,
    issue_codes,
)
from parindex.novalue import NOT_APPLICABLE, NOT_PROVEN, REFUSED, NoValue
from parindex.plan import Plan, PlanColumn
from parindex.ranking import RankEntry, Ranking
from parindex.rounding import Rounding
from parindex.rubric import Rubric, check_rubric
from parindex.scores import NodeScore, PointsLost, Scores, UnitScore
from parindex.trace import Trace, TraceInput, TraceStep

__all__ = [
    "NOT_APPLICABLE",
    "NOT_PROVEN",
    "REFUSED",
    "Audit",
    "Change",
    "Comparison",
    "DataError",
    "Dependence",
    "Diff",
    "Error",
    "HalfTie",
    "Issue",
    "IssueCode",
    "IssuesError",
    "NoValue",
    "NodePart",
    "NodeScore",
    "Number",
    "Parts",
    "Plan",
    "PlanColumn",
    "PointsLost",
    "RankEntry",
    "Ranking",
    "Rounding",
    "Rubric",
    "RubricChange",
    "RubricError",
    "Scores",
    "Trace",
    "TraceInput",
    "TraceStep",
    "UnitChange",
    "UnitScore",
    "__version__",
    "audit",
    "check_rubric",
    "compare",
    "compare_units",
    "diff",
    "issue_codes",
]
