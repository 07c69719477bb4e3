# SPDX-License-Identifier: MIT
"""Custom rules: rules that are Python functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from parindex import _messages
from parindex._foreign import copied, expect, wrong_type


class CustomCall(NamedTuple):
    """The argument of a custom rule, for one leaf of one unit."""

    code: str
    """Code of the leaf."""
    inputs: Mapping[str, Any]
    """Values of the inputs that the leaf declares, by name: a Fraction for a number or count, a bool for
    a boolean, the id of the option for a choice, a ``datetime.date`` for a date."""
    parameters: Mapping[str, Fraction]
    """Parameters that the rubric states, by name."""
    max: Fraction
    """Maximum points of the leaf."""


CustomFunction = Callable[[CustomCall], Fraction | Decimal | int]
"""Returns the exact points before the rounding of the leaf, never a float. It is called from several
threads, and must return equal points for equal calls."""

CustomRules = Mapping[str, CustomFunction | tuple[str, CustomFunction]]
"""Functions by the name that rubrics use, optionally with a version, which must then be the one
that the rubric names."""


def with_versions(custom: CustomRules | None) -> dict[str, tuple[str, CustomFunction]]:
    """Each function with its version, which is empty if any version is accepted. Raises TypeError for other values."""
    given = {}
    for name, rule in copied(custom, "custom").items():
        version, function = rule if type(rule) is tuple and len(rule) == 2 else ("", rule)
        name = str.__str__(expect(name, str, _messages.THE_NAME_OF_A_CUSTOM_RULE()))
        expect(version, str, _messages.THE_VERSION_OF_A_CUSTOM_RULE())
        if not callable(function):
            raise wrong_type(_messages.THE_CUSTOM_RULE(name), function, _messages.A_FUNCTION())
        given[name] = version, function
    return given
