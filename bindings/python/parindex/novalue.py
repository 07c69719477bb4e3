# SPDX-License-Identifier: MIT
"""Kinds of no-value: why a value is not there."""

from __future__ import annotations

import enum


class NoValue(enum.Enum):
    """What stands in data in the place of a value; None, NaN and empty text are missing.

    A rubric has a policy for each kind, under the name that is the value of the member.
    """

    NOT_APPLICABLE = "not_applicable"
    """The leaf means nothing for this unit."""
    NOT_PROVEN = "not_proven"
    """A value was claimed without evidence."""
    REFUSED = "refused"
    """The unit declined to answer."""


NOT_APPLICABLE = NoValue.NOT_APPLICABLE
NOT_PROVEN = NoValue.NOT_PROVEN
REFUSED = NoValue.REFUSED
