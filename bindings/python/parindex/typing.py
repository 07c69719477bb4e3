# SPDX-License-Identifier: MIT
"""The types in signatures that are not classes: for annotations in your own code.

>>> from parindex.typing import Data, Status
"""

from __future__ import annotations

from parindex._typing import (
    ArrowStream,
    Data,
    Json,
    Lacking,
    Language,
    Row,
    Scalar,
    Severity,
    Status,
)
from parindex.engine.custom import CustomRules
from parindex.engine.plan import ColumnType, Keep
from parindex.engine.ranking import On, Stage, Ties, Within
from parindex.engine.trace import StepKind
from parindex.io._reading import DateOrder, FileKind
from parindex.rounding import RoundingMode
from parindex.rubric.overlays import Action

__all__ = [
    "Action",
    "ArrowStream",
    "ColumnType",
    "CustomRules",
    "Data",
    "DateOrder",
    "FileKind",
    "Json",
    "Keep",
    "Lacking",
    "Language",
    "On",
    "RoundingMode",
    "Row",
    "Scalar",
    "Severity",
    "Stage",
    "Status",
    "StepKind",
    "Ties",
    "Within",
]
