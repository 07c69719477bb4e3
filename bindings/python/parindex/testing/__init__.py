# SPDX-License-Identifier: MIT
"""Cases: the results that a rubric must give for certain inputs.

>>> from parindex import testing
>>> report = testing.run_cases(["cases"])  # doctest: +SKIP
>>> report.ok  # doctest: +SKIP
"""

from __future__ import annotations

from parindex.testing.cases import CaseReport, CaseResult, run_cases
from parindex.testing.coverage import (
    BoundaryCases,
    Coverage,
    CoverageItem,
    boundary_cases,
    measure_coverage,
)
from parindex.testing.mutants import Mutant, MutationReport, mutate

__all__ = [
    "BoundaryCases",
    "CaseReport",
    "CaseResult",
    "Coverage",
    "CoverageItem",
    "Mutant",
    "MutationReport",
    "boundary_cases",
    "measure_coverage",
    "mutate",
    "run_cases",
]
