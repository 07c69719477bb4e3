# SPDX-License-Identifier: MIT
"""Resolves the arguments of the command: files, names of shipped rubrics, units and codes."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path

import parindex as px
from parindex import _messages, shipped
from parindex._steps import read_json
from parindex.cli import messages, parquet, reading
from parindex.cli.terminal import working
from parindex.engine.plan import Keep
from parindex.io._files import read_bytes


class UsageError(Exception):
    """An argument that names nothing; the exit code is 2."""

    def __init__(self, message: str, issues: Sequence[px.Issue] = ()) -> None:
        super().__init__(message)
        self.issues = issues
        """Shown instead of the message."""


def path_of(argument: str, shipped_path: Callable[[str], Path]) -> Path:
    """The file that an argument means: a path, or the file of a shipped rubric.

    A file with that name takes precedence, so that a rubric shipped later never changes what a script reads.
    """
    path = Path(argument)
    return shipped_path(argument) if not path.exists() and argument in shipped.names() else path


def has_key(path: Path, key: str) -> bool:
    """Whether a file is a JSON object with this key, which identifies its kind; False if it is unreadable."""
    if str(path) == "-":
        return False  # it can be read only once
    try:
        document = read_json(read_bytes(path, _messages.A_FILE(), px.limits().result_bytes))
    except px.StoppedError:  # also a ValueError
        raise
    except (RecursionError, ValueError):
        return False
    return isinstance(document, dict) and key in document


def load(rubric: str, weights: str | None = None) -> px.Rubric:
    """The rubric of a RUBRIC argument, with its set of WEIGHTS. Raises RubricError with every issue."""
    with working(messages.READING_THE_RUBRIC()):
        loaded = px.Rubric.load(path_of(rubric, shipped.shipped_rubric_path))
    return weighted(loaded, weights)


def weighted(rubric: px.Rubric, weights: str | None) -> px.Rubric:
    """The rubric with the set of ``--weights``. Raises UsageError for a set that it does not name."""
    if weights is None:
        return rubric
    try:
        return rubric.with_weights(weights)
    except px.RubricError as error:
        raise UsageError(str(error), error.issues) from None


def with_cases(args: Namespace) -> tuple[px.Rubric, list[Path]]:
    """RUBRIC and the files of its cases; a rubric alone is tested with the cases that it contains."""
    own = path_of(args.rubric, shipped.shipped_rubric_path)
    return load(args.rubric), [Path(name) for name in args.cases] or [own]


def score(args: Namespace, kept: Callable[[px.Plan], Keep] = lambda _: "all") -> px.Scores:
    """DATA scored with RUBRIC; `kept` says which results are stored. Raises RubricError or DataError with every issue."""
    plan = load(args.rubric, args.weights).compile()
    stated = reading.stated(args)
    with working(messages.SCORING()):
        path = path_of(args.data, shipped.example_data_path)
        return plan.score(
            parquet.table(path) if parquet.is_data(path) else path,
            unit=args.unit_column or None,
            group=args.group_column,
            ranked=args.ranked_column,
            allow_missing_columns=args.allow_missing_columns,
            allow_unknown_columns=args.allow_unknown_columns,
            reading=stated,
            units=args.units,
            keep=kept(plan),
        )


def assess(args: Namespace) -> px.Assessment:
    """The FILEs as an assessment of RUBRIC. Raises RubricError or DataError with every issue."""
    plan = load(args.rubric, args.weights).compile()
    with working(messages.READING_OBSERVATIONS()):
        return px.Assessment.load(plan, *args.files, reading=reading.stated(args))


def units(args: Namespace, rubric: px.Rubric) -> list[dict[str, str]] | None:
    """The units of ``--unit``: NAME, or NAME=GROUP if the rubric declares groups."""
    if args.unit is None or not (rubric.find("") or {}).get("groups"):
        return args.unit and [{"unit": unit} for unit in args.unit]
    parts = (unit.rpartition("=") for unit in args.unit)
    return [
        {"unit": unit, "group": group} if sign else {"unit": group} for unit, sign, group in parts
    ]


def trace(scores: px.Scores, unit: str, code: str) -> px.Trace:
    """The explanation of a node of a unit. Raises UnknownNameError if either is unknown."""
    scores[unit][code]
    # Both exist, so the tree has the node.
    return next(node for node in scores.explain(unit).walk() if node.code == code)
