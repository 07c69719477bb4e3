# SPDX-License-Identifier: MIT
"""The slow exact twin of the engine: the executable specification of scoring and ranking.

Every number is a :class:`fractions.Fraction`, every rule is the sentence of ``docs/rules.md`` and
``docs/rubric-format.md`` written as code, and nothing is shared with the compiled engine. Tests
compare the two on random rubrics and tables. Made to be read and to be right, never to be fast.

A rubric is assumed to be valid (``parindex.check_rubric`` finds out), and a table to hold every
column that the rubric reads; a row lacking a key has no value there.

Begin with `score`; the other files are what it needs: `numbers`, `cells` (how values are read),
`rules` (points of a leaf), `aggregations` (points of a node), and `rank` on top.
"""

from __future__ import annotations

from parindex.reference.rank import rank
from parindex.reference.score import read_rubric, score

__all__ = ["rank", "read_rubric", "score"]
