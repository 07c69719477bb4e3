# SPDX-License-Identifier: MIT
"""Ranks and classes by quota by Spark's own sort, without a partition that holds all units."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from parindex.rounding import Rounding
from parindex.spark._order import order_key

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame


def ranked(keys: DataFrame, ties: str, *, by_group: bool) -> DataFrame:
    """Ranks of units by the keys of their figures, the highest first.

    A figure's rank is 1 and the number of units, or of figures, above it.
    """
    from pyspark.sql import functions as sql

    above = "figures_above" if ties == "dense" else "units_above"
    ranks = _places(keys, by_group=by_group).select(
        "within",
        "key",
        (sql.col(above) + 1).cast("long").alias("rank"),
        (sql.col("units") > 1).alias("tied"),
    )
    return _given(keys, ranks, by_group, rank="long", tied="boolean").withColumn(
        "tied", sql.coalesce("tied", sql.lit(False))
    )


def by_quota(keys: DataFrame, rule: Mapping[str, Any]) -> DataFrame:
    """Classes of units by quota, by the keys of their figures.

    From the highest figure down, each class takes whole figures while its quota has room for their units. The
    figures of a class are a range, so one query for each class finds where it ends.
    """
    from pyspark.sql import functions as sql

    quota = rule["quota"]
    by_group = quota["within"] == "group"
    places = _places(keys, by_group=by_group)
    counted = places.groupBy("within").agg(sql.sum("units").alias("units")).collect()
    units = {row["within"]: row["units"] for row in counted}
    mode = Rounding(0, quota["rounding"])
    begin = dict.fromkeys(units, 0)  # the units that have a class
    ranges: list[tuple[str, int, int, str]] = []
    last = sql.col("units_above") + sql.col("units")
    for band in rule["bands"]:
        percent = Fraction(str(band.get("percent", 100)))
        room = {within: int(mode.apply(percent * of / 100)) for within, of in units.items()}
        rows = [(within, at, at + room[within]) for within, at in begin.items()]
        end = sql.col("units_above") if quota["ties"] == "better" else last - 1
        fitting = _joined(places, rows, "within string, begin long, stop long").where(
            (sql.col("units_above") >= sql.col("begin"))
            & (end < sql.col("stop"))
            & _qualifies(band)
        )
        for row in fitting.groupBy("within").agg(sql.max(last).alias("end")).collect():
            within = row["within"]
            ranges.append((within, begin[within], row["end"], band["id"]))
            begin[within] = row["end"]
    classes = (
        _joined(places, ranges, "within string, begin long, stop long, class string")
        .where("units_above >= begin and units_above < stop")
        .select("within", "key", "class")
    )
    return _given(keys, classes, by_group, **{"class": "string"})


def _qualifies(band: Mapping[str, Any]) -> Column:
    """Whether a figure reaches the lower end of a class."""
    from pyspark.sql import functions as sql

    ways: dict[str, Callable[[Column], Column]] = {
        "from": lambda low: sql.col("key") >= low,
        "above": lambda low: sql.col("key") > low,
    }
    for name, way in ways.items():
        if name in band:
            return way(sql.lit(order_key(str(band[name]))))
    return sql.lit(True)


def _joined(places: DataFrame, rows: list[Any], columns: str) -> DataFrame:
    """The places of figures, each with the rows of its group."""
    from pyspark.sql import functions as sql

    return places.join(sql.broadcast(places.sparkSession.createDataFrame(rows, columns)), "within")


def _within(by_group: bool) -> Column:
    from pyspark.sql import functions as sql

    return sql.col("group") if by_group else sql.lit("")


def _places(keys: DataFrame, *, by_group: bool) -> DataFrame:
    """Each distinct figure with its number of units, and the numbers of units and of figures above it.

    The figures are divided into ranges. What is above a figure is what is in higher ranges, and what is before it in
    its own.
    """
    from pyspark import StorageLevel
    from pyspark.sql import Window
    from pyspark.sql import functions as sql

    taking_part = keys.where("ranked").withColumn("within", _within(by_group))
    counts = taking_part.groupBy("within", "key").agg(sql.count("*").alias("units"))
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
        sql.coalesce(sql.sum("units").over(higher), sql.lit(0)).alias("units_before"),
        sql.coalesce(sql.sum("figures").over(higher), sql.lit(0)).alias("figures_before"),
    )
    in_range = Window.partitionBy("within", "range").orderBy(sql.desc("key"))
    before = in_range.rowsBetween(Window.unboundedPreceding, -1)
    units_above = sql.col("units_before") + sql.coalesce(sql.sum("units").over(before), sql.lit(0))
    return ranges.join(sql.broadcast(offsets), ["within", "range"]).select(
        "within",
        "key",
        "units",
        units_above.alias("units_above"),
        (sql.col("figures_before") + sql.row_number().over(in_range) - 1).alias("figures_above"),
    )


def _given(keys: DataFrame, found: DataFrame, by_group: bool, **columns: str) -> DataFrame:
    """Unit, group and these columns of their figure; null for units that do not take part."""
    from pyspark.sql import functions as sql

    names = ["unit", "group", *columns]
    with_within = keys.where("ranked").withColumn("within", _within(by_group))
    taking_part = with_within.join(found, ["within", "key"], "left").select(*names)
    nothing = (sql.lit(None).cast(kind).alias(name) for name, kind in columns.items())
    others = keys.where("not ranked").select("unit", "group", *nothing)
    return taking_part.unionByName(others)
