# SPDX-License-Identifier: MIT
"""The slow exact counterpart of the engine: the executable specification of scoring and ranking.

Every number is a :class:`fractions.Fraction`, every rule is the sentence of ``docs/rules.md`` and
``docs/rubric-format.md`` written as code, and nothing is shared with the compiled engine. Tests
compare the two on random rubrics and tables. It is written to be readable and correct, not fast.

A rubric is assumed to be valid (``parindex.check_rubric`` checks it), and a table to have every
column that the rubric reads; a missing key of a row means a missing value.

Start with `score`. The other modules support it: `numbers`, `cells` (how values are read),
`rules` and `leaves` (points of a leaf), `aggregations` (points of a node); `rank` uses the scores.
"""

from __future__ import annotations

from parindex.reference.rank import rank
from parindex.reference.score import read_rubric, score

__all__ = ["rank", "read_rubric", "score"]
