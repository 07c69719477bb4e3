# SPDX-License-Identifier: MIT
"""Principal components of a correlation matrix, with a proven bound of every error.

The eigenvalues w and eigenvectors V come from LAPACK in double precision (`numpy.linalg.eigh`). What they are worth
is then proven from their residual, whatever the routine did. With A the matrix in doubles, E its difference from the
exact one, ε ≥ ‖VᵀV - 1‖ and ρ ≥ ‖AV - V·diag(w)‖: VᵀAV has the eigenvalues of A times numbers from 1 - ε to 1 + ε
(Ostrowski), and differs from diag(w) by at most ε·max|w| + ρ·√(1 + ε) (Weyl). A vector with residual r, of an
eigenvalue whose nearest neighbour is g away, is within √2·r / g of an eigenvector (Davis and Kahan). Products in
doubles have the error γ|X||Y| with γ = k·u / (1 - k·u), in any order of summation; each bound is raised by 1 percent
for its own rounding.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NamedTuple

from parindex.analysis import _words
from parindex.analysis._moments import Column, spread
from parindex.errors import Error

if TYPE_CHECKING:
    import numpy as np

_UNIT = 2.0**-53
_SLACK = 1.01


class Eigen(NamedTuple):
    """Eigenvalues from the largest on, and eigenvectors, each with a bound of its error."""

    values: tuple[float, ...]
    error: float
    """No eigenvalue is further than this from the true one."""
    vectors: tuple[tuple[float, ...], ...]
    """Of length 1; the element with the largest absolute value is above 0."""
    errors: tuple[float, ...]
    """Of each vector: no element is further than this from that of the true one."""


def numpy() -> Any:
    """The package NumPy. Raises Error without it."""
    try:
        import numpy as np
    except ImportError:
        raise Error(_words.COMPONENTS_NEED_NUMPY()) from None
    return np


def has_numpy() -> bool:
    """Whether NumPy is installed."""
    return find_spec("numpy") is not None


def correlation_matrix(columns: Sequence[Column], positions: Sequence[int]) -> Any:
    """The correlations as doubles, each within 2 u of the exact one."""
    np = numpy()
    lists = [column.wholes(positions) for column in columns]
    own = [spread(one, one) for one in lists]
    count, grid = len(lists), 1 << 60
    found = np.eye(count)
    for at in range(count):
        for other in range(at):
            product = spread(lists[at], lists[other])
            square = (product * grid) ** 2 // (own[at] * own[other])
            value = math.isqrt(square) / grid
            found[at, other] = found[other, at] = -value if product < 0 else value
    return found


def eigen(matrix: Any) -> Eigen:
    """The eigenvalues and eigenvectors of a correlation matrix, with bounds of their errors."""
    np = numpy()
    count = len(matrix)
    values, vectors = np.linalg.eigh(matrix)
    values, vectors = values[::-1].copy(), vectors[:, ::-1].copy()
    tiny = count * _UNIT / (1 - count * _UNIT)
    of_matrix, of_vectors = _norm(matrix), _norm(vectors)
    entries = count * 2 * _UNIT  # the norm of the difference from the exact matrix
    skew = _norm(vectors.T @ vectors - np.eye(count)) + tiny * of_vectors**2 + count * _UNIT
    rest = matrix @ vectors - vectors * values
    rounding = tiny * of_matrix * of_vectors + 2 * _UNIT * of_vectors * float(abs(values).max())
    residual = _norm(rest) + rounding
    largest = float(abs(values).max())
    below = 1 - skew
    error = _SLACK * (2 * (skew * largest + residual * (1 + skew)) / below + entries)
    errors = []
    for at in range(count):
        own = float(np.sqrt((rest[:, at] ** 2).sum())) + rounding + entries
        gaps = np.delete(abs(values - values[at]), at)
        gap = float(gaps.min()) - 2 * error if count > 1 else 1.0
        sure = _SLACK * (1.5 * own / (gap * below) + skew) if gap > 0 else float("inf")
        errors.append(sure)
    columns = []
    for at in range(count):
        column = vectors[:, at]
        sign = -1.0 if column[int(abs(column).argmax())] < 0 else 1.0
        columns.append(tuple(float(sign * one) for one in column))
    return Eigen(tuple(float(one) for one in values), error, tuple(columns), tuple(errors))


def _norm(matrix: np.ndarray[Any, Any]) -> float:
    """An upper bound of the norm: that of Frobenius."""
    return _SLACK * math.sqrt(float((matrix**2).sum()))


def proven(value: float, error: float, decimals: int) -> Decimal | None:
    """The number with these decimals to which every number within the error rounds; with fewer, or None."""
    middle, far = Decimal(value), Decimal(error) if error < 1 else None
    if far is None:
        return None
    for digits in range(decimals, -1, -1):
        step = Decimal(1).scaleb(-digits)
        low, high = (end.quantize(step, ROUND_HALF_EVEN) for end in (middle - far, middle + far))
        if low == high:
            return low + 0
    return None
