# SPDX-License-Identifier: MIT
"""Files of observations: assessments, stores and tables."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from parindex import _core, _messages
from parindex._limits import limits
from parindex._steps import read_json
from parindex.engine.plan import Plan
from parindex.errors import DataError, error
from parindex.io import _files
from parindex.process._observations import COLUMNS, REQUIRED, Observations, held_by, observation


def is_store(path: str | os.PathLike[str]) -> bool:
    """Whether a file is a store of observations, by its name."""
    return Path(path).suffix.lower() == ".db"


def read_file(plan: Plan, path: Path) -> Observations:
    """The observations of a file. Raises DataError for a file that cannot be read."""
    if is_store(path):
        # Here and not above: some Pythons lack SQLite.
        from parindex.process._store_file import read_store

        return held_by(read_store(path, plan), str(path))
    if path.suffix.lower() != ".csv":
        text = read_bytes(path)
        core, issues = _core.check_assessment(plan._core, text)
        if core is None:
            raise DataError(
                _messages.IS_INVALID(path), [replace(issue, file=str(path)) for issue in issues]
            )
        return held_by(read_json(core.to_json()), str(path))
    try:
        columns = dict(_files.read_file(path))
    except DataError as failure:
        found_wrong = [replace(issue, file=str(path)) for issue in failure.issues]
        raise DataError(_messages.CANNOT_BE_READ(path), found_wrong) from None
    known = {*COLUMNS, "agency"}
    issues = [
        error(
            "column_unknown",
            _messages.UNKNOWN_COLUMN_OF_OBSERVATIONS(),
            actual=n,
            field=n,
            file=str(path),
        )
        for n in columns
        if n not in known and not n.startswith("(")
    ]
    issues += [
        error(
            "column_missing",
            _messages.A_COLUMN_OF_OBSERVATIONS_IS_MISSING(),
            expected=n,
            field=n,
            file=str(path),
        )
        for n in REQUIRED
        if n not in columns
    ]
    if issues:
        raise DataError(_messages.IS_INVALID(path), issues)
    rows = (dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True))
    found = [(at, observation(row)) for at, row in enumerate(rows, start=1)]
    kept = [(at, seen) for at, seen in found if seen is not None]
    return Observations(str(path), [], [seen for _, seen in kept], [at for at, _ in kept])


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. Raises DataError."""
    return _files.read_bytes(path, "a file", limits().result_bytes)
