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

from parindex._core import Cohort, __version__
from parindex._fraction import ExactFraction
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
    UnknownNameError,
    WriteError,
    WrongTypeError,
    issue_codes,
)
from parindex.novalue import NOT_APPLICABLE, NOT_PROVEN, REFUSED, NoValue
from parindex.rounding import Rounding
from parindex.rubric.rubric import Rubric, check_rubric

if TYPE_CHECKING:
    from parindex.analysis._coverage import DataCoverage
    from parindex.analysis.change_parts import ChangeParts, UnitParts
    from parindex.analysis.conventions import (
        Convention,
        ConventionEffect,
        ConventionRange,
        Conventions,
    )
    from parindex.analysis.dominance import Dominance, DominancePair, RankRange
    from parindex.analysis.intervals import WeightInterval, WeightIntervals
    from parindex.analysis.outliers import OutlierEffects, TreatedColumn
    from parindex.analysis.paths import CheapestPath
    from parindex.analysis.proposals import PairwiseConsistency, ProposedWeight, WeightProposal
    from parindex.analysis.removals import NodeInfluence, RankReversal
    from parindex.analysis.sensitivity import Sensitivity
    from parindex.analysis.sobol import SobolIndex, sobol_indices
    from parindex.analysis.structure import (
        Consistency,
        Correlation,
        EffectiveWeight,
        LeafStatistics,
        PrincipalComponents,
        Structure,
    )
    from parindex.analysis.uncertainty import HistogramBin, Uncertainty, UnitSpread
    from parindex.analysis.what_if import ValueChange, WhatIf
    from parindex.engine.custom import CustomCall
    from parindex.engine.digests import DigestPart, merge_digests
    from parindex.engine.plan import Lane, Plan, PlanColumn, PlanStatistic, TerminatingFigures
    from parindex.engine.prepared import PreparedTable
    from parindex.engine.ranking import RankEntry, Ranking
    from parindex.engine.scorer import Scorer, UnitTotal
    from parindex.engine.scores import Scores
    from parindex.engine.trace import Trace, TraceInput, TraceStep
    from parindex.engine.unit_score import NodeScore, PointsLost, UnitScore
    from parindex.io._reading import Reading
    from parindex.process.agencies import (
        Merged,
        Worksheet,
        WorksheetLine,
        merge_worksheets,
        worksheet,
    )
    from parindex.process.assessment import Assessment, load_snapshot
    from parindex.process.evidence import verify_evidence
    from parindex.process.layer_gap import CellGap, ComponentGap, LayerGap, UnitGap
    from parindex.process.progress import AgencyProgress
    from parindex.process.snapshot import Snapshot
    from parindex.process.stages import StageState
    from parindex.process.store import AssessmentStore
    from parindex.results.audit import Audit, AuditChange, Dependence, HalfTie
    from parindex.results.comparison import Comparison, Decomposition, NodePart, UnitChange
    from parindex.results.gains import Gain
    from parindex.results.replay import Replay, ReplayStep
    from parindex.results.simulation import Simulation
    from parindex.results.verification import CellDifference, Verification, verify
    from parindex.rubric.difference import Diff, RubricChange, diff
    from parindex.rubric.editions import Editions
    from parindex.rubric.overlays import Overlaid, OverlayChange, overlay

__all__ = [
    "NOT_APPLICABLE",
    "NOT_PROVEN",
    "REFUSED",
    "AgencyProgress",
    "Assessment",
    "AssessmentStore",
    "Audit",
    "AuditChange",
    "CellDifference",
    "CellGap",
    "ChangeParts",
    "CheapestPath",
    "Cohort",
    "Comparison",
    "ComponentGap",
    "Consistency",
    "Convention",
    "ConventionEffect",
    "ConventionRange",
    "Conventions",
    "Correlation",
    "CustomCall",
    "DataCoverage",
    "DataError",
    "Decomposition",
    "Dependence",
    "Diff",
    "DigestPart",
    "Dominance",
    "DominancePair",
    "Editions",
    "EffectiveWeight",
    "Error",
    "ExactFraction",
    "Gain",
    "HalfTie",
    "HistogramBin",
    "Issue",
    "IssueCode",
    "IssuesError",
    "Lane",
    "LayerGap",
    "LeafStatistics",
    "Limits",
    "Merged",
    "NoValue",
    "NodeInfluence",
    "NodePart",
    "NodeScore",
    "Number",
    "OutlierEffects",
    "Overlaid",
    "OverlayChange",
    "PairwiseConsistency",
    "Plan",
    "PlanColumn",
    "PlanStatistic",
    "PointsLost",
    "PreparedTable",
    "PrincipalComponents",
    "ProposedWeight",
    "RankEntry",
    "RankRange",
    "RankReversal",
    "Ranking",
    "Reading",
    "Replay",
    "ReplayStep",
    "Rounding",
    "Rubric",
    "RubricChange",
    "RubricError",
    "Scorer",
    "Scores",
    "Sensitivity",
    "Simulation",
    "Snapshot",
    "SobolIndex",
    "StageState",
    "StoppedError",
    "Structure",
    "TerminatingFigures",
    "Trace",
    "TraceInput",
    "TraceStep",
    "TreatedColumn",
    "Uncertainty",
    "UnitChange",
    "UnitGap",
    "UnitParts",
    "UnitScore",
    "UnitSpread",
    "UnitTotal",
    "UnknownNameError",
    "ValueChange",
    "Verification",
    "WeightInterval",
    "WeightIntervals",
    "WeightProposal",
    "WhatIf",
    "Worksheet",
    "WorksheetLine",
    "WriteError",
    "WrongTypeError",
    "__version__",
    "check_rubric",
    "diff",
    "issue_codes",
    "limits",
    "load_snapshot",
    "merge_digests",
    "merge_worksheets",
    "overlay",
    "set_limits",
    "sobol_indices",
    "verify",
    "verify_evidence",
    "worksheet",
]

# Loaded on first use, so that a program that scores a table does not load the rest. Type checkers
# read the types above; a test compares the two.
_PARTS = {
    "analysis.conventions": ("Convention", "ConventionEffect", "ConventionRange", "Conventions"),
    "analysis._coverage": ("DataCoverage",),
    "analysis.change_parts": ("ChangeParts", "UnitParts"),
    "analysis.dominance": ("Dominance", "DominancePair", "RankRange"),
    "analysis.intervals": ("WeightInterval", "WeightIntervals"),
    "analysis.outliers": ("OutlierEffects", "TreatedColumn"),
    "analysis.paths": ("CheapestPath",),
    "analysis.proposals": ("PairwiseConsistency", "ProposedWeight", "WeightProposal"),
    "analysis.removals": ("NodeInfluence", "RankReversal"),
    "analysis.sensitivity": ("Sensitivity",),
    "analysis.sobol": ("SobolIndex", "sobol_indices"),
    "analysis.uncertainty": ("HistogramBin", "Uncertainty", "UnitSpread"),
    "analysis.structure": (
        "Consistency",
        "Correlation",
        "EffectiveWeight",
        "LeafStatistics",
        "PrincipalComponents",
        "Structure",
    ),
    "analysis.what_if": ("ValueChange", "WhatIf"),
    "engine.custom": ("CustomCall",),
    "engine.digests": ("DigestPart", "merge_digests"),
    "engine.plan": ("Lane", "Plan", "PlanColumn", "PlanStatistic", "TerminatingFigures"),
    "engine.prepared": ("PreparedTable",),
    "engine.ranking": ("RankEntry", "Ranking"),
    "engine.scorer": ("Scorer", "UnitTotal"),
    "engine.scores": ("Scores",),
    "engine.trace": ("Trace", "TraceInput", "TraceStep"),
    "engine.unit_score": ("NodeScore", "PointsLost", "UnitScore"),
    "io._reading": ("Reading",),
    "process.agencies": ("Merged", "Worksheet", "WorksheetLine", "merge_worksheets", "worksheet"),
    "process.assessment": ("Assessment", "load_snapshot"),
    "process.evidence": ("verify_evidence",),
    "process.layer_gap": ("CellGap", "ComponentGap", "LayerGap", "UnitGap"),
    "process.progress": ("AgencyProgress",),
    "process.snapshot": ("Snapshot",),
    "process.stages": ("StageState",),
    "process.store": ("AssessmentStore",),
    "results.audit": ("Audit", "AuditChange", "Dependence", "HalfTie"),
    "results.comparison": ("Comparison", "Decomposition", "NodePart", "UnitChange"),
    "results.gains": ("Gain",),
    "results.replay": ("Replay", "ReplayStep"),
    "results.simulation": ("Simulation",),
    "results.verification": ("CellDifference", "Verification", "verify"),
    "rubric.difference": ("Diff", "RubricChange", "diff"),
    "rubric.editions": ("Editions",),
    "rubric.overlays": ("Overlaid", "OverlayChange", "overlay"),
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
