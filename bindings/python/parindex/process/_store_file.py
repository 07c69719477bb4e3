# SPDX-License-Identifier: MIT
"""The file of a store: made, opened for its rubric, and read."""

from __future__ import annotations

import contextlib
import json
import os
import stat
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from parindex import _core, _messages
from parindex._foreign import reason_of
from parindex._steps import read_json
from parindex._typing import Json
from parindex.errors import DataError, error
from parindex.process._database import Database, Entry, Identity, damaged
from parindex.process._observations import checked, made_for

if TYPE_CHECKING:
    from parindex.engine.plan import Plan

LISTS = {
    "unit": "units",
    "stage": "stages",
    "reopening": "reopenings",
    "observation": "observations",
}
"""The kinds of entries, and their list in an assessment file."""


def open_database(
    name: str,
    plan: Plan,
    units: Sequence[Json] | None = None,
    *,
    create: bool = False,
    timeout: float = 60.0,
    clock: Callable[[], datetime] = datetime.now,
) -> Database:
    """The database of a store for this plan, made with these units on request; see
    `Assessment.open`."""
    file, size = _regular(name)
    identity = _identity(plan, "named" if units is None else "listed")
    if size is None:
        if not create:
            raise _unreadable(name, _messages.NO_SUCH_FILE_OR_DIRECTORY())
        written = json.loads(check(plan, {"unit": [*units]}).to_json())["units"] if units else []
        now = with_offset(clock())
        Database.create(file, name, identity, [new_entry("unit", unit, now) for unit in written])
    elif size == 0:
        raise damaged(name, _messages.AN_EMPTY_FILE())
    database = Database(file, name, timeout)
    try:
        with database.reading():
            made_for = database.identity()
        if made_for[:3] != identity[:3]:
            raise _mismatch(name, identity, made_for)
    except BaseException:
        database.close()
        raise
    return database


def read_store(path: str | os.PathLike[str], plan: Plan) -> Json:
    """The content of a store, as the document of an assessment file. Raises DataError."""
    with contextlib.closing(open_database(os.fsdecode(path), plan)) as database:
        with database.reading():
            lists = {kind: database.entries(kind) for kind in LISTS}
        document: Json = read_json(assess(lists, plan).to_json())
    return document


def assess(lists: Mapping[str, Sequence[Entry]], plan: Plan) -> _core.Assessment:
    """The assessment of all entries of a store, by kind. Raises DataError."""
    members = [
        f"{json.dumps(name)}: [{','.join(entry.body for entry in lists[kind])}]"
        for kind, name in LISTS.items()
        if lists[kind] or kind in ("unit", "observation")
    ]
    head = json.dumps(_head(plan), ensure_ascii=False)
    text = ", ".join([head[:-1], *members]) + "}"
    core, issues = _core.check_assessment(plan._core, text.encode())
    if core is None:
        raise DataError(_messages.INVALID_ASSESSMENT(), issues)
    return core


def check(plan: Plan, lists: Mapping[str, list[Json]]) -> _core.Assessment:
    """The checked assessment. Raises DataError."""
    members = {
        name: lists.get(kind, [])
        for kind, name in LISTS.items()
        if lists.get(kind) or kind in ("unit", "observation")
    }
    core, issues = checked(plan, {**_head(plan), **members})
    if core is None:
        raise DataError(_messages.INVALID_ASSESSMENT(), issues)
    return core


def _head(plan: Plan) -> Json:
    return {
        "parindex_assessment": 1,
        "rubric": plan.rubric.id,
        "edition": plan.rubric.edition,
    }


def with_offset(when: datetime) -> datetime:
    """The time itself if it has an offset, because its day is that of its own place; otherwise in local time."""
    return when if when.utcoffset() is not None else when.astimezone()


def new_entry(kind: str, item: Json, recorded: datetime) -> Entry:
    """An entry of the store, as the engine writes it."""
    body = json.dumps(item, ensure_ascii=False, separators=(",", ":"))
    place = (item.get("unit", ""), item.get("code", ""))
    named = item.get("input", "value") if kind == "observation" else ""
    return Entry(kind, *place, named, body, recorded.isoformat(timespec="seconds"))


def _identity(plan: Plan, units: str) -> Identity:
    """The identity of a store for this plan."""
    return Identity(*made_for(plan), units)


def _mismatch(name: str, wanted: Identity, found: Identity) -> DataError:
    other = (wanted.rubric, wanted.edition) != (found.rubric, found.edition)
    names = [f"{each.rubric} {each.edition}" for each in (wanted, found)]
    said = (
        names
        if other
        else [f"{n}, {e.digest}" for n, e in zip(names, (wanted, found), strict=True)]
    )
    issue = error(
        "rubric_mismatch",
        _messages.THE_STORE_WAS_MADE_FOR_ANOTHER_RUBRIC()
        if other
        else _messages.THE_RUBRIC_CHANGED_AFTER_THE_STORE_WAS(),
        expected=said[0],
        actual=f"{name}: {said[1]}",
    )
    return DataError(_messages.THE_STORE_BELONGS_TO_ANOTHER_RUBRIC(), [issue])


def _regular(name: str) -> tuple[Path, int | None]:
    """The file with symbolic links resolved, and its size; None when there is no file."""
    try:
        file = Path(name).resolve()
        found = file.stat()
    except FileNotFoundError:
        return file, None
    except (OSError, ValueError, RuntimeError) as failure:
        raise _unreadable(name, reason_of(failure)) from None
    if not stat.S_ISREG(found.st_mode):
        raise _unreadable(name, _messages.NOT_A_REGULAR_FILE())
    return file, found.st_size


def _unreadable(name: str, reason: str) -> DataError:
    issue = error(
        "file_unreadable",
        _messages.THE_FILE_CANNOT_BE_READ_2(),
        expected=_messages.A_STORE_OF_OBSERVATIONS(),
        actual=_messages.IN_FILE(name, reason),
    )
    return DataError(_messages.THE_STORE_CANNOT_BE_READ(), [issue])
