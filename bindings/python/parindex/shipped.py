# SPDX-License-Identifier: MIT
"""The rubrics that come with the package, and a table of example data for each.

``parindex/rubrics/<name>.json`` belongs to ``parindex/examples/<name>.csv``; ``rubrics/README.md``
in the source tree describes each rubric and its source.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from parindex import _messages
from parindex._foreign import expect
from parindex.errors import Error

_RUBRICS = "rubrics"
_DATA = "examples"


def names() -> tuple[str, ...]:
    """Names of the shipped rubrics, sorted, e.g. ``("vn-ca-mau-2013", …)``."""
    found = (Path(item.name) for item in (files("parindex") / _RUBRICS).iterdir())
    return tuple(sorted(path.stem for path in found if path.suffix == ".json"))


def shipped_rubric_path(name: str) -> Path:
    """Path of the shipped rubric `name`, a JSON file for ``px.Rubric.load``.

    Raises
    ------
    Error
        When no shipped rubric has this name; the message lists those that exist.
    """
    return _path(name, _RUBRICS, ".json")


def example_data_path(name: str) -> Path:
    """Path of the example data of the shipped rubric `name`, a CSV file for ``plan.score``.

    One row per unit; the columns are ``plan.columns`` after ``unit`` and, if units are ranked
    within groups, ``group``. An empty cell is a missing value.

    Raises
    ------
    Error
        When no shipped rubric has this name; the message lists those that exist.
    """
    return _path(name, _DATA, ".csv")


def _path(name: str, folder: str, suffix: str) -> Path:
    if expect(name, str, "name") not in names():
        raise Error(_messages.UNKNOWN_SHIPPED_RUBRIC_THERE_ARE(f"{name!r}", ", ".join(names())))
    # The compiled core makes zip imports impossible, so a resource is always a file.
    return Path(str(files("parindex") / folder / f"{name}{suffix}"))
