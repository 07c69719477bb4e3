# SPDX-License-Identifier: MIT
"""The only permission to lose digits."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal, TypeAlias, cast, get_args

from parindex import _core, _messages
from parindex._foreign import one_of, shown
from parindex.errors import Error

RoundingMode: TypeAlias = Literal[
    "half_up", "half_even", "half_down", "up", "down", "floor", "ceiling"
]
"""How a value between two multiples of the step is rounded; named as in `decimal`."""

MAX_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Rounding:
    """The number of digits after the decimal point, and the rounding mode; neither has a default.

    Parameters
    ----------
    digits
        Digits after the point, 0 to 18.
    mode
        ``half_up`` (a tie goes away from zero), ``half_even``, ``half_down`` (toward zero), ``up``
        (away from zero), ``down`` (toward zero), ``floor`` or ``ceiling``.

    Raises
    ------
    Error
        When `digits` or `mode` is none of these.
    """

    digits: int
    mode: RoundingMode

    def __post_init__(self) -> None:
        if type(self.digits) is not int or not 0 <= self.digits <= MAX_DIGITS:
            found = shown(self.digits)
            raise Error(_messages.DIGITS_MUST_BE_A_WHOLE_NUMBER_FROM_0_TO(MAX_DIGITS, found))
        one_of(self.mode, get_args(RoundingMode), "mode")

    def apply(self, value: float | Decimal | Fraction | str) -> Decimal:
        """Round a number.

        Parameters
        ----------
        value
            Any finite number, or text such as ``"0.125"`` or ``"1/3"``; a float means its
            shortest decimal.

        Returns
        -------
        Decimal
            The value with exactly `digits` digits after the point.

        Examples
        --------
        >>> Rounding(1, "half_even").apply(0.25)
        Decimal('0.2')
        """
        return cast(Decimal, _core.round(value, self))
