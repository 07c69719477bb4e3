# SPDX-License-Identifier: MIT
"""The only permission to lose digits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, Literal, TypeAlias, cast, get_args

from parindex import _core, _messages
from parindex._foreign import one_of, shown
from parindex.errors import Error

RoundingMode: TypeAlias = Literal[
    "half_up", "half_even", "half_down", "up", "down", "floor", "ceiling"
]
"""How a value between two multiples of the step is rounded; named as in `decimal`."""

MAX_DIGITS = 18
MAX_STEP = 10**9  # in units of its last digit


@dataclass(frozen=True, slots=True, init=False, repr=False)
class Rounding:
    """The number of digits after the decimal point or the step, and the mode; nothing has a default.

    Parameters
    ----------
    digits
        Digits after the point, 0 to 18.
    mode
        ``half_up`` (a tie goes away from zero), ``half_even``, ``half_down`` (toward zero), ``up``
        (away from zero), ``down`` (toward zero), ``floor`` or ``ceiling``.
    step
        Instead of `digits`: the number whose multiples values are rounded to, such as ``"0.5"`` or
        ``10``; above 0, with at most 9 significant digits and 18 decimals. A step such as
        ``"0.01"`` is the same as two digits: then `digits` is 2 and `step` None. Otherwise `digits`
        is the number of decimals of the step.

    Raises
    ------
    Error
        If `digits`, `mode` or `step` has another value, or if `digits` and `step` are both given and
        do not match.
    """

    digits: int
    mode: RoundingMode
    step: Decimal | None = None

    def __init__(
        self,
        digits: int | None = None,
        mode: RoundingMode | None = None,
        *,
        step: Decimal | int | str | None = None,
    ) -> None:
        one_of(mode, get_args(RoundingMode), "mode")
        width = None if step is None else _step(step)
        if width is not None:
            decimals = max(0, -int(width.as_tuple().exponent))
            if digits is not None and (type(digits) is not int or digits != decimals):
                raise Error(_messages.A_ROUNDING_HAS_DIGITS_OR_A_STEP(shown(digits), str(step)))
            digits, width = decimals, None if width == Decimal(1).scaleb(-decimals) else width
        if type(digits) is not int or not 0 <= digits <= MAX_DIGITS:
            found = shown(digits)
            raise Error(_messages.DIGITS_MUST_BE_A_WHOLE_NUMBER_FROM_0_TO(MAX_DIGITS, found))
        object.__setattr__(self, "digits", digits)
        object.__setattr__(self, "mode", mode)
        object.__setattr__(self, "step", width)

    def __repr__(self) -> str:
        """The call that makes an equal object."""
        if self.step is None:
            return f"Rounding(digits={self.digits!r}, mode={self.mode!r})"
        return f"Rounding(mode={self.mode!r}, step='{self.step:f}')"

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
            The value with exactly `digits` digits after the point, those of the step if there is one.

        Examples
        --------
        >>> Rounding(1, "half_even").apply(0.25)
        Decimal('0.2')
        >>> Rounding(mode="half_up", step="0.5").apply("7.25")
        Decimal('7.5')
        """
        return cast(Decimal, _core.round(value, self))


def stated_rounding(item: Mapping[str, Any]) -> Rounding:
    """The rounding that an object of a rubric states; its other members are left out."""
    return Rounding(**{key: item[key] for key in ("digits", "step", "mode") if key in item})


def _step(step: Decimal | int | str) -> Decimal:
    """The step of a rounding, without zeros after its decimals. Raises Error for any other value."""
    try:
        width = Decimal(step) if type(step) in (int, str, Decimal) else Decimal("NaN")
    except InvalidOperation:
        width = Decimal("NaN")
    # Without an exponent above 0: 10, not 1E+1.
    plain = width.normalize() if width.is_finite() and width > 0 else None
    if plain is not None and int(plain.as_tuple().exponent) > 0 and plain <= MAX_STEP:
        plain = plain.quantize(Decimal(1))
    if (
        plain is None
        or not 0 <= -int(plain.as_tuple().exponent) <= MAX_DIGITS
        or plain.scaleb(-int(plain.as_tuple().exponent)) > MAX_STEP
    ):
        raise Error(_messages.STEP_MUST_BE_A_DECIMAL_ABOVE_0(shown(step)))
    return plain
