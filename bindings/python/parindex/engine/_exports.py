# SPDX-License-Identifier: MIT
"""The results of many units for other programs and libraries."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, cast

from parindex import _core
from parindex._foreign import one_of
from parindex._names import normal, unknown
from parindex._typing import ArrowStream
from parindex.io._stream import Stream

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    import polars as pl

    from parindex._core import Ranking as CoreRanking
    from parindex._core import Scores as CoreScores
    from parindex.engine.plan import Plan
    from parindex.engine.ranking import Ranking

FIGURES = ("points", "max", "index")
"""The figures of a node, in the order of every table."""


class Exports:
    """The part of `Scores` that writes results and hands them to other libraries."""

    __slots__ = ()

    if TYPE_CHECKING:
        _core: CoreScores

        @property
        def plan(self) -> Plan: ...
        def __len__(self) -> int: ...
        def rank(self, *, node: str = "") -> Ranking: ...
        def _class_of_row(self, node: str = "") -> list[str | None] | None: ...
        def _declared_ranking(self) -> Ranking | None: ...

    def to_json(self) -> str:
        """All results as JSON text; with ranks when the rubric declares a ranking."""
        return self._core.to_json(self._core_ranking())

    def write_json(self, path: str | os.PathLike[str]) -> None:
        """Write a file with the results of `to_json`, some units at a time; invisible characters are escaped.

        The other results are computed again, so ``keep="total"`` is enough for a rubric that ranks nothing else.

        Raises
        ------
        WriteError
            When the file cannot be written; an old file stays as it was.
        """
        from parindex.io._write import write_parts

        write_parts(path, partial(self._core.write_json, self._core_ranking()))

    def write_csv(self, path: str | os.PathLike[str], *, delimiter: str = ",") -> None:
        """Write a CSV file with one row per unit, some units at a time: the total, then every node.

        Numbers are written as in `to_json`, an absent number is an empty field. Text that a spreadsheet would run
        as a formula has an apostrophe before it.

        Parameters
        ----------
        path
            The file, in UTF-8.
        delimiter
            One ASCII character between fields.

        Raises
        ------
        WriteError
            When the file cannot be written; an old file stays as it was.
        """
        from parindex.io._write import write_parts

        ranking = self._core_ranking()
        write_parts(
            path,
            lambda take: self._core.write_csv(
                ranking, delimiter=delimiter, decimal=".", rounding=None, guard=True, excel=False,
                take=take,
            ),
        )  # fmt: skip

    def to_dicts(self, *, numbers: Literal["exact", "text"] = "exact") -> list[dict[str, Any]]:
        """One dictionary per unit, shaped as in `to_json`.

        Parameters
        ----------
        numbers
            ``"exact"``: Decimal or ExactFraction. ``"text"``: text as in `to_json`, such as ``"0.5"``
            and ``"10/3"``, which every JSON encoder accepts and no float rounds.
        """
        one_of(numbers, ("exact", "text"), "numbers")
        codes = self.plan.codes
        everything = range(len(codes) + 1)
        lists = {figure: self._core.figure_lists(everything, figure) for figure in FIGURES}
        if numbers == "text":
            lists = {figure: [_texts(column) for column in lists[figure]] for figure in FIGURES}
        columns = [
            {**{figure: lists[figure][at] for figure in FIGURES}, **self._declared(code)}
            for at, code in enumerate(("", *codes))
        ]
        for column, statuses in zip(columns, self._core.status_lists(everything), strict=True):
            column["status"] = statuses
        total, *nodes = columns
        # Row by row, each node as one tuple: the fastest way to many small dictionaries.
        parts = [
            (code, tuple(node), list(zip(*node.values(), strict=True)))
            for code, node in zip(codes, nodes, strict=True)
        ]
        core = self._core
        groups = core.groups() if core.has_groups else None
        ranks = self._ranks() or [None] * len(self)
        classes = self._class_of_row() or [None] * len(self)
        wrong = {issue.row for issue in core.issues}
        out = []
        for row, unit in enumerate(core.units()):
            made = {
                "unit": unit,
                "group": groups[row] if groups else None,
                **{figure: total[figure][row] for figure in FIGURES},
                "rank": ranks[row],
                "class": classes[row],
                "nodes": {
                    code: dict(zip(keys, rows[row], strict=True)) for code, keys, rows in parts
                },
                "status": total["status"][row],
            }
            if row + 1 in wrong:
                made["issues"] = core.row_issues(row)
            out.append(made)
        return out

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The results as an Arrow C stream, so that ``polars.DataFrame(scores)`` works.

        One row per unit: unit, group (if there are groups), status, points, max and index of the
        total, its rank and class (if the rubric declares them), and ``<code>.points`` of every
        field. A node that declares a ranking or classes has ``<code>.points``, ``<code>.rank`` and
        ``<code>.class``. Numbers are exact decimals of 38 digits; a
        column without a rounding may contain fractions without a finite decimal form: use `to_arrow` then.
        """
        return _core.to_arrow(self._core, "decimal", False)

    def to_arrow(
        self,
        *,
        numbers: Literal["decimal", "float64"] = "decimal",
        nodes: Literal["fields", "all"] = "fields",
    ) -> ArrowStream:
        """The results as an object with ``__arrow_c_stream__``; see `__arrow_c_stream__`.

        Parameters
        ----------
        numbers
            ``"decimal"``: exact; Error if a value has no finite decimal form. ``"float64"``: the
            nearest double.
        nodes
            Whose points there are: ``"fields"`` or ``"all"``.
        """
        one_of(nodes, ("fields", "all"), "nodes")
        every = nodes == "all"
        return Stream(numbers, lambda kind: _core.to_arrow(self._core, kind, every))

    def to_polars(self, *, exact: bool = True) -> pl.DataFrame:
        """The results as a polars DataFrame, with the columns of ``to_arrow(nodes="all")``.

        Parameters
        ----------
        exact
            True: Decimal columns; Error if a value has no finite decimal form. False: Float64.
        """
        import polars as pl

        return pl.DataFrame(self.to_arrow(numbers="decimal" if exact else "float64", nodes="all"))

    def to_numpy(
        self,
        figure: Literal["points", "max", "index"] = "points",
        *,
        nodes: Sequence[str] | None = None,
    ) -> np.ndarray[Any, np.dtype[np.float64]]:
        """One figure as an array of float64 with a row per unit and a column per node.

        Each value is the double nearest to the exact figure; NaN is an absent one.

        Parameters
        ----------
        figure
            ``"points"``, ``"max"`` or ``"index"``.
        nodes
            Codes of the nodes; the empty code is the total. None: the nodes of `Plan.codes`.

        Raises
        ------
        KeyError
            For a node that the rubric does not have.
        """
        one_of(figure, FIGURES, "figure")
        if nodes is None:
            return self._doubles(range(1, len(self.plan.codes) + 1), figure)
        from parindex._foreign import expect, listed

        codes = [expect(code, str, "nodes") for code in listed(nodes, "nodes")]
        found = [self._core.plan.find(normal(code)) for code in codes]
        if None in found:
            raise unknown("node", codes[found.index(None)], self.plan.codes)
        return self._doubles(cast("list[int]", found), figure)

    def _doubles(
        self, positions: Sequence[int], figure: str
    ) -> np.ndarray[Any, np.dtype[np.float64]]:
        import numpy as np

        values = np.empty((len(positions), len(self)))
        self._core.write_figures(positions, figure, cast("Any", values.reshape(-1)))
        by_row: np.ndarray[Any, np.dtype[np.float64]] = values.T
        return by_row

    def to_pandas(
        self, *, layout: Literal["wide", "long"] = "wide", exact: bool = True
    ) -> pd.DataFrame:
        """The results as a pandas DataFrame.

        Parameters
        ----------
        layout
            ``"wide"``: one row per unit, with the points of every node in a column named by its
            code, and its rank and class in ``<code>.rank`` and ``<code>.class`` if the node declares
            them. ``"long"``: one row per unit and node, with status, points, maximum, index, and rank and
            class if a node declares them.
        exact
            True: numbers stay Decimal and ExactFraction in object columns. False: float64, for charts.
        """
        one_of(layout, ("wide", "long"), "layout")
        return self._wide_frame(exact) if layout == "wide" else self._long_frame(exact)

    def _matrix(self, positions: Sequence[int], figure: str, exact: bool) -> Any:
        """A figure with a row per unit and a column per node, of objects or doubles."""
        if not exact:
            return self._doubles(positions, figure)
        import numpy as np

        values = np.empty((len(positions), len(self)), dtype=object)
        for at, column in enumerate(self._core.figure_lists(positions, figure)):
            values[at] = column
        return values.T

    def _wide_frame(self, exact: bool) -> pd.DataFrame:
        import pandas as pd

        core, codes = self._core, self.plan.codes
        head: dict[str, Any] = {"unit": core.units()}
        if core.has_groups:
            head["group"] = core.groups()
        for figure in FIGURES:
            head[figure] = self._matrix([0], figure, exact)[:, 0]
        head |= _frame_columns(self._declared(""), "")
        head["status"] = core.statuses()
        points = pd.DataFrame(
            self._matrix(range(1, len(codes) + 1), "points", exact), columns=list(codes), copy=False
        )
        frame = pd.concat([pd.DataFrame(head), points], axis=1)
        for code, ranked, classified in core.declared_results:
            if ranked or classified:
                at = frame.columns.get_loc(code) + 1
                for name, column in _frame_columns(self._declared(code), f"{code}.").items():
                    frame.insert(at, name, column)
                    at += 1
        return frame

    def _long_frame(self, exact: bool) -> pd.DataFrame:
        import numpy as np
        import pandas as pd

        core, codes = self._core, self.plan.codes
        rows, nodes = len(self), range(1, len(codes) + 1)
        units = np.empty(rows, dtype=object)
        units[:] = core.units()
        columns: dict[str, Any] = {"unit": units.repeat(len(codes))}
        if core.has_groups:
            units[:] = core.groups()
            columns["group"] = units.repeat(len(codes))
        columns["code"] = np.tile(np.array(codes, dtype=object), rows)
        statuses = np.empty((rows, len(codes)), dtype=object)
        for at, of_node in enumerate(core.status_lists(nodes)):
            statuses[:, at] = of_node
        columns["status"] = statuses.reshape(-1)
        for figure in FIGURES:
            columns[figure] = np.ascontiguousarray(self._matrix(nodes, figure, exact)).reshape(-1)
        for key in ("rank", "class"):
            cells = np.full((rows, len(codes)), None, dtype=object)
            found = False
            for at, code in enumerate(codes):
                if (column := self._declared(code).get(key)) is not None:
                    cells[:, at], found = column, True
            if found:
                columns |= _frame_columns({key: list(cells.reshape(-1))}, "")
        return pd.DataFrame(columns)

    def _core_ranking(self) -> CoreRanking | None:
        ranking = self._declared_ranking()
        return None if ranking is None else ranking._core

    def _ranks(self, node: str = "") -> list[int | None] | None:
        """The rank of each row, if the rubric declares a ranking for the node."""
        ranking = self._declared_ranking() if not node else self.rank(node=node)
        return None if ranking is None else ranking._core.ranks(self._core)

    def _declared(self, node: str) -> dict[str, list[Any]]:
        """Ranks and classes by row, of those that the node declares."""
        if not node:
            both = {"rank": self._ranks(), "class": self._class_of_row()}
            return {key: column for key, column in both.items() if column is not None}
        found: dict[str, list[Any]] = {}
        for code, ranked, classified in self._core.declared_results:
            if code != node:
                continue
            if ranked:
                found["rank"] = self._ranks(node) or []
            if classified:
                found["class"] = self._class_of_row(node) or []
        return found


def _frame_columns(declared: Mapping[str, list[Any]], prefix: str) -> dict[str, Any]:
    """Columns of a data frame; ranks are whole numbers although some are absent."""
    import pandas as pd

    return {
        prefix + key: pd.array(column, dtype="Int64") if key == "rank" else column
        for key, column in declared.items()
    }


def _texts(column: list[Any]) -> list[Any]:
    """Numbers as text; equal ones are mostly one object."""
    made: dict[int, str] = {}

    def text(value: Any) -> Any:
        if not isinstance(value, Decimal | Fraction):
            return value
        if (found := made.get(id(value))) is None:
            # Without an exponent, as to_json writes it.
            plain = isinstance(value, Decimal)
            found = made[id(value)] = format(value, "f") if plain else str(value)
        return found

    return [text(value) for value in column]
