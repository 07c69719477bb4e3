# SPDX-License-Identifier: MIT
"""Types that signatures share."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

from parindex._fraction import ExactFraction

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Number: TypeAlias = Decimal | ExactFraction
"""An exact number from the engine: a Decimal if the rubric guarantees a finite expansion, otherwise an ExactFraction."""

Scalar: TypeAlias = bool | int | float | Decimal | Fraction | str | None
"""One value of the data. A float means its shortest decimal: 0.1 is exactly one tenth."""

Row: TypeAlias = Mapping[str, Scalar]
"""The values of one unit by column name."""


class ArrowStream(Protocol):
    """Any object that supports the Arrow C stream interface."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...


class ArrowArray(Protocol):
    """Any object that supports the Arrow C data interface."""

    def __arrow_c_array__(
        self, requested_schema: object | None = None
    ) -> tuple[object, object]: ...


Data: TypeAlias = (
    "Row | Sequence[Row] | Mapping[str, list[Any] | np.ndarray[Any, Any]] | str | os.PathLike[str]"
    " | bytes | pd.DataFrame | np.ndarray[Any, Any] | ArrowStream | ArrowArray"
)
"""The data that a plan scores; see `Plan.score`."""

Status: TypeAlias = Literal["ok", "excluded", "unavailable", "error"]
Lacking: TypeAlias = Literal["error", "zero", "exclude", "full"]
Severity: TypeAlias = Literal["error", "warning"]
Language: TypeAlias = Literal["en", "vi"]
"""Language of messages: English or Vietnamese."""

Json: TypeAlias = dict[str, Any]
"""An object of a JSON document."""
