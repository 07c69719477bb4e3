# SPDX-License-Identifier: MIT
"""What replaces the missing values of a leaf."""

from __future__ import annotations

from typing import Any

from parindex.reference.cells import column, declared_of
from parindex.reference.expressions import (
    Fault,
    NoValueError,
    PolicyError,
    Surroundings,
    names_in,
    value,
)
from parindex.reference.numbers import Json, NumberTooLongError

Absent = list[tuple[str, str]]  # kind of no-value and name of an input


def needed(leaf: Json, absent: Absent) -> Absent:
    """Those without which the leaf has no value: nothing replaces them, and not only imputations read them."""

    def dispensable(why: str, declared: Json) -> bool:
        return declared.get("optional", False) or ("impute" in declared and why == "missing")

    return [(why, name) for why, name in absent if not dispensable(why, declared_of(leaf, name))]


def impute(
    leaf: Json, values: dict[str, Any], absent: Absent, about: Surroundings, told: list[Fault]
) -> None:
    """Add what replaces missing values, each with an issue in `told`; PolicyError if nothing can."""
    given = dict(values)
    for declared in leaf.get("inputs", ()):
        name = declared["name"]
        if "impute" not in declared or ("missing", name) not in absent:
            continue
        how, field = declared["impute"], column(leaf, name)
        nothing = PolicyError(how.get("when_none", "error"), ("imputation_without_data", field))
        if not names_in(how["by"], own=True) <= set(given):
            raise nothing
        try:
            values[name] = value(how["by"], given, about)
        except ZeroDivisionError as error:
            raise nothing from error
        except NumberTooLongError as error:
            raise PolicyError("error", ("number_too_long", leaf["code"])) from error
        except NoValueError as error:
            if str(error) == "cohort_empty":
                raise nothing from error
            raise PolicyError("error", (str(error), leaf["code"])) from error
        told.append(("value_replaced", field))
