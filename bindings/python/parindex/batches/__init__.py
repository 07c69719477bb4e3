# SPDX-License-Identifier: MIT
"""Arrow batches in, Arrow batches out: scores in constant memory for any engine that has batches.

It needs the extra ``arrow``, pyarrow.
"""

from __future__ import annotations

from parindex.batches._issues import issue_schema
from parindex.batches._parquet import ParquetFiles, read_parquet, write_parquet
from parindex.batches._scored import ScoredBatches, schema, score

__all__ = [
    "ParquetFiles",
    "ScoredBatches",
    "issue_schema",
    "read_parquet",
    "schema",
    "score",
    "write_parquet",
]
