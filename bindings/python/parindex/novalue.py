# SPDX-License-Identifier: MIT
"""Kinds of no-value: why a value is absent."""

from __future__ import annotations

import enum


class NoValue(enum.Enum):
    """A marker in the data instead of a value; None, NaN and empty text are missing values.

    A rubric has a policy for each kind, named by the value of the member.
    """

    NOT_APPLICABLE = "not_applicable"
    """The leaf does not apply to this unit."""
    NOT_PROVEN = "not_proven"
    """A value was claimed without evidence."""
    REFUSED = "refused"
    """The unit declined to answer."""


NOT_APPLICABLE = NoValue.NOT_APPLICABLE
NOT_PROVEN = NoValue.NOT_PROVEN
REFUSED = NoValue.REFUSED
