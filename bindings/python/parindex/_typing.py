# SPDX-License-Identifier: MIT
"""Types that signatures share."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    import pandas as pd

Number: TypeAlias = Decimal | Fraction
"""An exact number that the engine gives: a Decimal where its expansion ends, else a Fraction."""

Scalar: TypeAlias = bool | int | float | Decimal | Fraction | str | None
"""One value of the data. A float means its shortest decimal: 0.1 is exactly one tenth."""

Row: TypeAlias = Mapping[str, Scalar]
"""The values of one unit by column name."""

Data: TypeAlias = "Row | Sequence[Row] | str | os.PathLike[str] | pd.DataFrame"
"""What a plan scores: one row, a list of rows, the path of a .csv or .json file, a DataFrame."""

NodeStatus: TypeAlias = Literal["ok", "excluded", "failed"]
RowStatus: TypeAlias = Literal["ok", "error"]
Severity: TypeAlias = Literal["error", "warning"]
