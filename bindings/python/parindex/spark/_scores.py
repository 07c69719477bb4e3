# SPDX-License-Identifier: MIT
"""Scores of a DataFrame of Spark."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from parindex import _batch_messages, _core, _messages
from parindex._core import Cohort, __version__
from parindex._foreign import expect, one_of, type_name
from parindex._limits import limits
from parindex._steps import read_json
from parindex.batches import issue_schema, schema
from parindex.batches._arrow import arrow
from parindex.batches._scored import Numbers
from parindex.engine.digests import DigestPart
from parindex.engine.plan import Plan
from parindex.engine.ranking import On, Stage, Ties, Within, check_how
from parindex.errors import DataError, Error, Issue, WrongTypeError, error
from parindex.spark._executor import MERGES, Sent, parts_of, sendable
from parindex.spark._ranks import by_quota, ranked

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_MOST_UNITS = 10  # that have several rows, in an error
_MOST_PARTS = 64  # cohorts or digests of partitions that the driver merges by itself


def score(
    df: DataFrame,
    plan: Plan,
    *,
    cohort: Cohort | None = None,
    numbers: Numbers = "declared",
    unit: str = "unit",
    group: str = "group",
    ranked: str = "ranked",
    allow_missing_columns: bool = False,
    allow_unknown_columns: bool = False,
    check_units: bool = True,
    custom: bool = False,
) -> SparkScores:
    """Score a DataFrame of Spark, on its cluster.

    The columns are checked, units are compared and statistics are computed at once, each in a pass over the
    data; results, issues and ranks are DataFrames that Spark computes when they are used.

    Parameters
    ----------
    df
        One row for each unit. It is read once for each DataFrame that is used: persist what is costly.
    plan
        The plan that scores; it is sent to each executor once.
    cohort
        The units for statistics; by default those of `df`.
    numbers
        As for `parindex.batches.schema`.
    unit, group, ranked, allow_missing_columns, allow_unknown_columns
        As for `Plan.score`; the units need a column with their names.
    check_units
        False: do not look for names that are missing or occur twice, which takes a pass over the names.
    custom
        True: send the custom rules of the plan to the executors, as pickled code.

    Raises
    ------
    DataError
        Without pyarrow or PySpark; for a column that is missing, unknown or of a wrong type, and for units that have no
        name or several rows.
    Error
        For a plan with custom rules, without ``custom=True``.
    """
    expect(plan, Plan, "plan")
    one_of(numbers, ("declared", "float64"), "numbers")
    if not hasattr(df, "mapInArrow"):
        raise WrongTypeError(
            _messages.MUST_BE_OF_TYPE_NOT("df", _batch_messages.A_SPARK_FRAME(), type_name(df))
        )
    rules = plan._custom
    if rules and not expect(custom, bool, "custom"):
        raise Error(_batch_messages.CUSTOM_RULES_ARE_NOT_SENT())
    options = {
        "unit": expect(unit, str, "unit"),
        "group": expect(group, str, "group"),
        "ranked": expect(ranked, str, "ranked"),
        "allow_missing_columns": expect(allow_missing_columns, bool, "allow_missing_columns"),
        "allow_unknown_columns": expect(allow_unknown_columns, bool, "allow_unknown_columns"),
    }
    if allow_unknown_columns:
        read = {unit, group, ranked, *(column.name for column in plan.columns)}
        df = df.select(*(_quoted(name) for name in df.columns if name in read))
    _check_columns(df, plan, options)
    if check_units:
        _check_units(df, unit)
    code = None
    if rules:
        import pyspark

        pickler: Any = pyspark.cloudpickle
        code = pickler.dumps(rules)
    rubric, asked = plan.rubric.to_json(), tuple(options.items())
    sent = Sent(rubric, plan.fingerprint, code, None, asked, limits())
    if cohort is None and plan.statistics:
        cohort = _merged(df, plan, _spread(df, sent), "cohort")
    if cohort is not None:
        sent = replace(sent, cohort=pickle.dumps(cohort))
    return SparkScores(df, plan, cohort, sent, numbers, group in df.columns)


def digest(df: DataFrame, plan: Plan, **options: Any) -> str:
    """The digest of the scores of a DataFrame: that of ``score(df, plan, **options)``."""
    return score(df, plan, **options).digest


class SparkScores:
    """The results of a DataFrame. Every DataFrame of it is computed when it is used, and each time anew."""

    __slots__ = ("_cohort", "_df", "_groups", "_numbers", "_packed", "_plan")

    def __init__(
        self,
        df: DataFrame,
        plan: Plan,
        cohort: Cohort | None,
        sent: Sent,
        numbers: Numbers,
        groups: bool,
    ) -> None:
        self._df = df
        self._plan = plan
        self._cohort = cohort
        self._numbers = numbers
        self._groups = groups
        self._packed = _spread(df, sent)

    @property
    def plan(self) -> Plan:
        """The plan that scores."""
        return self._plan

    @property
    def cohort(self) -> Cohort | None:
        """The units that statistics are computed over; None without statistics."""
        return self._cohort

    @property
    def results(self) -> DataFrame:
        """One row for each unit, with the columns of `parindex.batches.schema`."""
        columns = schema(self._plan, numbers=self._numbers, groups=self._groups)
        return self._mapped("results", columns, {"numbers": self._numbers})

    @property
    def issues(self) -> DataFrame:
        """The issues of the rows: ``unit``, ``field``, ``severity``, ``code``, ``message``, ``expected``, ``actual``.

        Each partition keeps at most ``px.limits().issues`` of them; a row with the code ``issues_omitted`` counts
        the rest by code.
        """
        return self._mapped("issues", arrow().schema(list(issue_schema())[1:]), {})

    def digest_part(self) -> DigestPart:
        """The digest of all units and how many there are; Spark scores them for it.

        Raises
        ------
        DataError
            Without units, as on one machine.
        """
        part: DigestPart | None = _merged(self._df, self._plan, self._packed, "digest")
        if part is None:
            issue = error("table_empty", _messages.THE_TABLE_HAS_NO_ROWS())
            raise DataError(_messages.THE_TABLE_CANNOT_BE_SCORED(), [issue])
        return part

    @property
    def digest(self) -> str:
        """Equal to `Scores.digest` of one machine, whatever the partitions and the order of the units."""
        return self.digest_part().digest

    def rank(
        self,
        *,
        node: str = "",
        on: On | None = None,
        stage: Stage | None = None,
        ties: Ties | None = None,
        tie_break: Sequence[str] | None = None,
        within: Within | None = None,
    ) -> DataFrame:
        """The ranks of the units, by the rule of the rubric; arguments override its parts as in `Scores.rank`.

        Returns
        -------
        DataFrame
            ``unit``, ``group``, ``rank`` (null for a unit without one) and ``tied``. Spark sorts the distinct
            figures; their counts are kept with `persist` until the application ends.

        Raises
        ------
        RubricError, KeyError, Error
            As `Scores.rank`.
        """
        given = {"on": on, "stage": stage, "ties": ties, "within": within}
        check_how(**{name: word for name, word in given.items() if word is not None})
        rule = _rule_of(self._plan, node, given, tie_break)
        compared = {name: rule[name] for name in ("on", "stage")}
        keys = self._keys(node, compared, rule["tie_break"])
        return ranked(keys, rule["ties"], by_group=rule["within"] == "group")

    def classes(self, *, node: str = "") -> DataFrame | None:
        """The class of each unit by the total or by a node, also by quota.

        Returns
        -------
        DataFrame or None
            ``unit``, ``group`` and ``class``, null for a unit without one; None if the rubric declares no classes for the
            node. For classes by quota, Spark sorts the distinct figures as for `rank` and runs a query for each class
            at once.

        Raises
        ------
        KeyError
            For a node that the rubric does not have.
        """
        from pyspark.sql import functions as sql

        node = _probe(self._plan)._code(node)
        declared = _classes_of(self._plan, node)
        if declared and "quota" in declared:
            keys = self._keys(node, {"on": declared["on"], "stage": declared["stage"]}, ())
            return by_quota(keys, declared)
        column = f"{node}.class" if node else "class"
        results = self.results
        if column not in results.columns:
            return None
        group = results["group"] if self._groups else sql.lit("")
        return results.select("unit", group.alias("group"), results[_quoted(column)].alias("class"))

    def _keys(self, node: str, rule: dict[str, Any], chain: Sequence[str]) -> DataFrame:
        """What units are compared by: their figures as bytes in the order of the numbers."""
        pa = arrow()
        text = pa.string()
        columns = pa.schema(
            [("unit", text), ("group", text), ("ranked", pa.bool_()), ("key", pa.binary())]
        )
        compared = {"node": node, **rule, "tie_break": list(chain)}
        return self._mapped("keys", columns, {"ranking": compared})

    def _mapped(self, step: str, columns: Any, how: dict[str, Any]) -> DataFrame:
        return _mapped(self._df, self._plan, self._packed, step, columns, how)


def _rule_of(
    plan: Plan, node: str, given: dict[str, Any], tie_break: Sequence[str] | None
) -> dict[str, Any]:
    """The rule of a ranking as one machine has it, from the ranking of a unit in error."""
    chain = None if tie_break is None else list(tie_break)
    rule: dict[str, Any] = _probe(plan).rank(node=node, tie_break=chain, **given).rule
    return rule


def _probe(plan: Plan) -> Any:
    """The scores of a unit in error: they know the names and the rules of all results."""
    return plan.score({}, allow_missing_columns=True, part=True)


def _classes_of(plan: Plan, node: str) -> dict[str, Any] | None:
    """The classes that the rubric declares for a node, or for the total."""
    rubric = plan.rubric
    found: dict[str, Any] | None = (
        rubric._nodes()[node] if node else read_json(rubric._resolved())
    ).get("classes")
    return found


def _spread(df: DataFrame, sent: Sent) -> Any:
    """What executors need, sent once to each; within the function where a session has no broadcast."""
    packed = sent.packed()
    context = getattr(df.sparkSession, "_sc", None)
    return packed if context is None else context.broadcast(packed)


def _mapped(
    df: DataFrame, plan: Plan, packed: Any, step: str, columns: Any, how: dict[str, Any]
) -> DataFrame:
    from pyspark.sql.pandas.types import from_arrow_schema

    names = list(df.columns)
    function = sendable(__version__, plan.fingerprint, packed, step, how, names)
    # Spark would take the dot in a name such as 1.1 for the member of a struct.
    numbered = df.toDF(*(f"c{at}" for at in range(len(names))))
    return numbered.mapInArrow(function, from_arrow_schema(columns))


def _check_columns(df: DataFrame, plan: Plan, options: dict[str, Any]) -> None:
    """Raise the errors that the columns would have on one machine."""
    from pyspark.sql.pandas.types import to_arrow_schema

    empty: Any = to_arrow_schema(df.schema).empty_table()
    about = {name: options[name] for name in ("unit", "group", "ranked")}
    how = _core.score_options(
        allow_missing_columns=options["allow_missing_columns"],
        allow_unknown_columns=options["allow_unknown_columns"],
        keep="total",
        threads=1,
        cohort=None,
        part=True,
    )
    _, issues = _core.check_score_arrow(
        plan._core, empty.__arrow_c_stream__(), options=how, **about
    )
    found = [issue for issue in issues if issue.code != "table_empty"]
    if any(issue.severity == "error" for issue in found):
        raise DataError(_messages.THE_TABLE_CANNOT_BE_SCORED(), found)


def _check_units(df: DataFrame, unit: str) -> None:
    """Raise an error for units without a name and for names of several rows."""
    from pyspark.sql import functions as sql

    counted = df.groupBy(df[_quoted(unit)].alias("unit")).agg(sql.count("*").alias("rows"))
    wrong = counted.where("rows > 1 or unit is null or unit = ''").limit(_MOST_UNITS).collect()
    issues: list[Issue] = []
    for row in sorted(wrong, key=lambda row: str(row["unit"])):
        if row["unit"]:
            message = _batch_messages.SEVERAL_ROWS_OF_A_UNIT()
            found = error(
                "unit_duplicate",
                message,
                expected="1",
                actual=str(row["rows"]),
                unit=str(row["unit"]),
                field=unit,
            )
        else:
            found = error(
                "unit_missing",
                _batch_messages.ROWS_WITHOUT_A_UNIT(),
                actual=str(row["rows"]),
                field=unit,
            )
        issues.append(found)
    if issues:
        raise DataError(_messages.THE_TABLE_CANNOT_BE_SCORED(), issues)


def _merged(df: DataFrame, plan: Plan, packed: Any, of: Literal["cohort", "digest"]) -> Any:
    """The cohort or the digest of all partitions, merged on the cluster until few are left; None without rows."""
    pa = arrow()
    columns = pa.schema([("part", pa.binary())])
    parts = _mapped(df, plan, packed, of, columns, {})
    count = df.rdd.getNumPartitions() if hasattr(df, "rdd") else 0
    if count > _MOST_PARTS:
        few = parts.repartition(int(count**0.5))
        parts = _mapped(few, plan, packed, "merged", columns, {"of": of})
    found = parts_of(row[0] for row in parts.collect())
    return MERGES[of](found) if found else None


def _quoted(name: str) -> str:
    """A name of a column as SQL writes it: codes such as 1.1 have dots."""
    return "`" + name.replace("`", "``") + "`"
