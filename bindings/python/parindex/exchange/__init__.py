# SPDX-License-Identifier: MIT
"""Rubrics of other formats: PMML scorecards, DMN decision tables, and COINr's table of indicators.

An import gives an `ExchangedRubric`: the rubric, and every difference from its source. An export gives
an `ExchangedFile`. What would change a score is refused.
"""

from __future__ import annotations

from parindex.exchange._found import ExchangedFile, ExchangedRubric
from parindex.exchange.coinr import from_coinr
from parindex.exchange.coinr_write import to_coinr
from parindex.exchange.dmn import from_dmn
from parindex.exchange.dmn_write import to_dmn
from parindex.exchange.pmml import from_pmml
from parindex.exchange.pmml_write import to_pmml

__all__ = [
    "ExchangedFile",
    "ExchangedRubric",
    "from_coinr",
    "from_dmn",
    "from_pmml",
    "to_coinr",
    "to_dmn",
    "to_pmml",
]
