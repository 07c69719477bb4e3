# SPDX-License-Identifier: MIT
"""The contenders, one class each; a module is imported only in the process that runs it."""

from __future__ import annotations

import importlib

from contenders.base import Contender

CONTENDERS = {
    "parindex": "parindex_numpy.ParindexNumpy",
    "parindex_prepared": "parindex_numpy.ParindexPrepared",
    "parindex_total": "parindex_numpy.ParindexTotal",
    "parindex_all": "parindex_numpy.ParindexAll",
    "parindex_one_thread": "parindex_numpy.ParindexOneThread",
    "parindex_arrow": "parindex_arrow.ParindexArrow",
    "parindex_out": "parindex_arrow.ParindexOut",
    "dot": "numpy_dot.Dot",
    "read": "numpy_read.Read",
    "numpy": "numpy_rules.NumpyRules",
    "polars": "polars_rules.PolarsRules",
    "duckdb": "duckdb_rules.DuckdbRules",
    "pandas": "pandas_rules.PandasRules",
    "decimal": "decimal_rules.DecimalRules",
    "scikit_criteria": "weighted_sums.ScikitCriteria",
    "pymcdm": "weighted_sums.Pymcdm",
    "one_dict": "one_unit.OneDict",
    "one_reference": "one_unit.OneReference",
    "one_explain": "one_unit.OneExplain",
    "load": "loading.Load",
    "load_json": "loading.LoadJson",
}


def contender(name: str) -> type[Contender]:
    """The class of a contender."""
    module, cls = CONTENDERS[name].split(".")
    found: type[Contender] = getattr(importlib.import_module(f"contenders.{module}"), cls)
    return found
