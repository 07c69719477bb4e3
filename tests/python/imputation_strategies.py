# SPDX-License-Identifier: MIT
"""Hypothesis strategies for what replaces missing values."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from strategies import one_of

if TYPE_CHECKING:
    from strategies import Draw

Json = dict[str, Any]


def replace_missing(draw: Draw, leaf: Json, exclude: bool) -> None:
    """Imputations of some inputs, whose values are proven to be valid."""
    from expression_strategies import is_general

    names = {each["name"] for each in leaf.get("inputs", ())}
    for declared in [*leaf.get("inputs", ())]:
        if declared["type"] not in ("number", "count") or one_of(draw, False, False, True):
            continue
        other = "last" if is_general(leaf) and "last" not in names else None
        by = what_replaces(draw, declared, other)
        declared["impute"] = {"by": by}
        if by == "last":
            names.add("last")
            copied = ("type", "min", "max", "step", "rounding")
            last = {key: declared[key] for key in copied if key in declared}
            leaf["inputs"].append({"name": "last", "optional": True, **last})
        if isinstance(by, dict) or by == "last":
            words = ("error", "zero", "full", *["exclude"] * exclude)
            declared["impute"]["when_none"] = one_of(draw, *words)


def what_replaces(draw: Draw, declared: Json, other: str | None) -> Json | str:
    """A constant, the value of another input, or a statistic of the input over the other units."""

    def statistic(*names: str) -> Json:
        within = one_of(draw, "all", "group")
        return {
            "cohort": {"of": declared["name"], "statistic": one_of(draw, *names), "within": within}
        }

    kind = one_of(draw, "constant", "value", "mean", *["other"] * (other is not None))
    if kind == "other" and other is not None:
        return other
    if kind == "constant":
        ends = [str(declared[end]) for end in ("min", "max") if end in declared]
        return one_of(draw, *ends) if ends else "0"
    if kind == "mean":
        whole = all(
            Fraction(str(declared[end])).denominator == 1
            for end in ("min", "max")
            if end in declared
        )
        grid = declared.get("rounding")
        if declared["type"] == "count" and whole:
            grid = {"digits": 0, "mode": one_of(draw, "half_up", "half_even", "floor")}
        if "step" not in declared and (grid or declared["type"] == "number"):
            found = statistic("mean", "median")
            return {"round": {"of": found, **grid}} if grid else found
    return statistic("min", "max")
