# SPDX-License-Identifier: MIT
"""Scores on a Spark cluster, equal to those of one machine to the last digit.

It needs the extra ``spark`` on the driver and on every executor: PySpark 4 and pyarrow.
"""

from __future__ import annotations

from parindex.spark._scores import SparkScores, digest, score

__all__ = ["SparkScores", "digest", "score"]
