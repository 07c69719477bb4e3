# SPDX-License-Identifier: MIT
"""Ranks by Spark's own sort, without a partition that holds all units."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def ranked(keys: DataFrame, ties: str, *, by_group: bool) -> DataFrame:
    """Ranks of units by the keys of their figures, the highest first.

    The distinct figures are divided into ranges. A figure's rank is the number of units in higher ranges and of those
    before it in its own.
    """
    from pyspark import StorageLevel
    from pyspark.sql import Window
    from pyspark.sql import functions as sql

    within = sql.col("group") if by_group else sql.lit("")
    keys = keys.withColumn("within", within)
    counts = keys.where("ranked").groupBy("within", "key").agg(sql.count("*").alias("units"))
    # Persisted: the bounds of the ranges are drawn from samples, and both uses need the same ones.
    ranges = (
        counts.repartitionByRange("within", sql.desc("key"))
        .withColumn("range", sql.spark_partition_id())
        .persist(StorageLevel.MEMORY_AND_DISK)
    )
    totals = ranges.groupBy("within", "range").agg(
        sql.sum("units").alias("units"), sql.count("*").alias("figures")
    )
    higher = (
        Window.partitionBy("within").orderBy("range").rowsBetween(Window.unboundedPreceding, -1)
    )
    offsets = totals.select(
        "within",
        "range",
        sql.coalesce(sql.sum("units").over(higher), sql.lit(0)).alias("units_above"),
        sql.coalesce(sql.sum("figures").over(higher), sql.lit(0)).alias("figures_above"),
    )
    in_range = Window.partitionBy("within", "range").orderBy(sql.desc("key"))
    before = in_range.rowsBetween(Window.unboundedPreceding, -1)
    place = (
        sql.col("figures_above") + sql.row_number().over(in_range)
        if ties == "dense"
        else sql.col("units_above") + sql.coalesce(sql.sum("units").over(before), sql.lit(0)) + 1
    )
    ranks = ranges.join(sql.broadcast(offsets), ["within", "range"]).select(
        "within", "key", place.cast("long").alias("rank"), (sql.col("units") > 1).alias("tied")
    )
    taking_part = keys.where("ranked").join(ranks, ["within", "key"])
    others = keys.where("not ranked").select(
        "unit", "group", sql.lit(None).cast("long").alias("rank"), sql.lit(False).alias("tied")
    )
    return taking_part.select("unit", "group", "rank", "tied").unionByName(others)
