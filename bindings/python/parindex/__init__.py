# SPDX-License-Identifier: MIT
"""Exact, explainable scoring of weighted, ruled, hierarchical indices.

>>> import parindex as px
>>> rubric = px.Rubric.load("par.json")  # doctest: +SKIP
>>> scores = rubric.compile().score("provinces.csv")  # doctest: +SKIP
>>> scores.explain("Hà Nội")  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from parindex._core import __version__
from parindex._limits import Limits, limits, set_limits
from parindex._typing import Number
from parindex.errors import (
    DataError,
    Error,
    Issue,
    IssueCode,
    IssuesError,
    RubricError,
    StoppedError,
    WriteError,
    issue_codes,
)
from parindex.novalue import NOT_APPLICABLE, NOT_PROVEN, REFUSED, NoValue
from parindex.rounding import Rounding
from parindex.rubric import Rubric, check_rubric

if TYPE_CHECKING:
    from parindex.agencies import Merged, Worksheet, WorksheetLine, merge_worksheets, worksheet
    from parindex.assessment import (
        AgencyProgress,
        Assessment,
        CellGap,
        ComponentGap,
        LayerGap,
        Snapshot,
        StageState,
        UnitGap,
        load_snapshot,
    )
    from parindex.auditing import Audit, Change, Dependence, HalfTie, audit
    from parindex.comparison import Comparison, NodePart, Parts, UnitChange, compare, compare_units
    from parindex.custom import CustomCall
    from parindex.difference import Diff, RubricChange, diff
    from parindex.editions import Editions
    from parindex.evidence import verify_evidence
    from parindex.overlays import Overlaid, OverlayChange, overlay
    from parindex.plan import Plan, PlanColumn
    from parindex.ranking import RankEntry, Ranking
    from parindex.replaying import Replay, ReplayStep, replay
    from parindex.scores import NodeScore, PointsLost, Scores, UnitScore
    from parindex.store import AssessmentStore
    from parindex.trace import Trace, TraceInput, TraceStep
    from parindex.verification import CellDifference, Verification, verify

__all__ = [
    "NOT_APPLICABLE",
    "NOT_PROVEN",
    "REFUSED",
    "AgencyProgress",
    "Assessment",
    "AssessmentStore",
    "Audit",
    "CellDifference",
    "CellGap",
    "Change",
    "Comparison",
    "ComponentGap",
    "CustomCall",
    "DataError",
    "Dependence",
    "Diff",
    "Editions",
    "Error",
    "HalfTie",
    "Issue",
    "IssueCode",
    "IssuesError",
    "LayerGap",
    "Limits",
    "Merged",
    "NoValue",
    "NodePart",
    "NodeScore",
    "Number",
    "Overlaid",
    "OverlayChange",
    "Parts",
    "Plan",
    "PlanColumn",
    "PointsLost",
    "RankEntry",
    "Ranking",
    "Replay",
    "ReplayStep",
    "Rounding",
    "Rubric",
    "RubricChange",
    "RubricError",
    "Scores",
    "Snapshot",
    "StageState",
    "StoppedError",
    "Trace",
    "TraceInput",
    "TraceStep",
    "UnitChange",
    "UnitGap",
    "UnitScore",
    "Verification",
    "Worksheet",
    "WorksheetLine",
    "WriteError",
    "__version__",
    "audit",
    "check_rubric",
    "compare",
    "compare_units",
    "diff",
    "issue_codes",
    "limits",
    "load_snapshot",
    "merge_worksheets",
    "overlay",
    "replay",
    "set_limits",
    "verify",
    "verify_evidence",
    "worksheet",
]

# Loaded when first asked for: a program that scores a table shall not wait for the rest. The types
# above are what checkers read; a test compares the two.
_PARTS = {
    "agencies": ("Merged", "Worksheet", "WorksheetLine", "merge_worksheets", "worksheet"),
    "assessment": (
        "AgencyProgress",
        "Assessment",
        "CellGap",
        "ComponentGap",
        "LayerGap",
        "Snapshot",
        "StageState",
        "UnitGap",
        "load_snapshot",
    ),
    "auditing": ("Audit", "Change", "Dependence", "HalfTie", "audit"),
    "comparison": ("Comparison", "NodePart", "Parts", "UnitChange", "compare", "compare_units"),
    "custom": ("CustomCall",),
    "difference": ("Diff", "RubricChange", "diff"),
    "editions": ("Editions",),
    "evidence": ("verify_evidence",),
    "overlays": ("Overlaid", "OverlayChange", "overlay"),
    "plan": ("Plan", "PlanColumn"),
    "ranking": ("RankEntry", "Ranking"),
    "replaying": ("Replay", "ReplayStep", "replay"),
    "scores": ("NodeScore", "PointsLost", "Scores", "UnitScore"),
    "store": ("AssessmentStore",),
    "trace": ("Trace", "TraceInput", "TraceStep"),
    "verification": ("CellDifference", "Verification", "verify"),
}
_PART_OF = {name: part for part, names in _PARTS.items() for name in names}


def __getattr__(name: str) -> object:
    part = _PART_OF.get(name)
    if part is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{part}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
