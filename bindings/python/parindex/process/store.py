# SPDX-License-Identifier: MIT
"""Stores: the observations of a round in one file, to which several programs can append at the same time."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeGuard, final

from parindex import _core, _messages
from parindex._steps import read_json
from parindex._typing import Json
from parindex.display._grid import Grid, card
from parindex.display._shown import Shown
from parindex.display._words import word
from parindex.errors import DataError, Error, Issue, error
from parindex.io._reading import Reading
from parindex.process._database import Database, Entry
from parindex.process._files import read_file
from parindex.process._observations import relocate
from parindex.process._store_file import LISTS, assess, check, new_entry, open_database, with_offset

if TYPE_CHECKING:
    from parindex.engine.plan import Plan
    from parindex.process.assessment import Assessment


@final
class AssessmentStore(Shown):
    """An open store of observations: one SQLite file, made by `Assessment.open`.

    Observations are only ever added, by any number of programs and threads at once. When `append`
    returns, the data is on the disk; a program that is killed leaves all of its append or nothing.
    The file must be on a local disk, because locks on network drives are not reliable.

    Examples
    --------
    >>> with Assessment.open("round.db", plan=plan) as store:  # doctest: +SKIP
    ...     store.append([{"unit": "A", "code": "1", "layer": "self", "value": 1, "date": "2026-01-15"}])
    ...     store.assessment().score()
    """

    def __init__(
        self,
        database: Database,
        name: str,
        plan: Plan,
        made: Callable[[_core.Assessment], Assessment],
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._name = name  # of the file, as it was given
        self._plan = plan
        self._made = made  # makes an Assessment; its module imports this one
        self._clock = clock
        self._lock = threading.RLock()
        self._process = os.getpid()
        self._open = True

    @classmethod
    def _opened(
        cls,
        path: str | os.PathLike[str],
        plan: Plan,
        made: Callable[[_core.Assessment], Assessment],
        units: Sequence[str | Mapping[str, Any]] | None,
        create: bool,
        timeout: float,
        clock: Callable[[], datetime],
    ) -> AssessmentStore:
        """See `Assessment.open`."""
        name = os.fsdecode(path)
        listed = [{"unit": unit} if isinstance(unit, str) else dict(unit) for unit in units or ()]
        database = open_database(
            name,
            plan,
            None if units is None else listed,
            create=create,
            timeout=timeout,
            clock=clock,
        )
        try:
            store = cls(database, name, plan, made, clock)
            if listed:
                store.append(units=listed)
        except BaseException:
            database.close()
            raise
        return store

    @property
    def path(self) -> Path:
        """The file, with symbolic links resolved."""
        return self._database.file

    @property
    def plan(self) -> Plan:
        """The plan that observations are checked against."""
        return self._plan

    @property
    def units(self) -> tuple[Json, ...]:
        """The units as in an assessment file."""
        return self._all("unit")

    @property
    def observations(self) -> tuple[Json, ...]:
        """All observations as in an assessment file, oldest first."""
        return self._all("observation")

    @property
    def stages(self) -> tuple[Json, ...]:
        """The dated stages of the round as in an assessment file."""
        return self._all("stage")

    @property
    def reopenings(self) -> tuple[Json, ...]:
        """All reopenings of stages as in an assessment file, oldest first."""
        return self._all("reopening")

    def log(self) -> tuple[Json, ...]:
        """Every entry that was ever appended, oldest first.

        Each is a dictionary with `recorded`, the time when it was appended (ISO 8601 with the offset of
        the clock), `kind`, which is ``"unit"``, ``"stage"``, ``"reopening"`` or ``"observation"``, and
        `item`, as in an assessment file.
        """
        with self._use(), self._database.reading():
            found = self._database.all_entries()
        return tuple(
            {"recorded": entry.recorded, "kind": entry.kind, "item": json.loads(entry.body)}
            for entry in found
        )

    def append(
        self,
        observations: Iterable[Mapping[str, Any]] = (),
        *,
        units: Iterable[str | Mapping[str, Any]] = (),
        stages: Iterable[Mapping[str, Any]] = (),
        reopenings: Iterable[Mapping[str, Any]] = (),
    ) -> None:
        """Append in one transaction, checked against the current contents of the store.

        If the store already has stages, they must accept both the date of an observation and the day on
        which it is appended. A new stage or reopening must not begin before that day.

        When this returns, everything is on the disk; if it raises, the store is unchanged.

        Parameters
        ----------
        observations
            In the order in which they were made, with the keys of an assessment file; numbers may be
            Decimal and Fraction.
        units
            Units that observations may name from now on: names, or dictionaries with `unit`, `group`
            and `ranked`.
        stages, reopenings
            As in an assessment file. Units, stages and reopenings that the store already has, with the
            same values, are skipped.

        Raises
        ------
        DataError
            With every issue, each with a `pointer` such as ``/observations/3/date``; `stage_locked` for
            an observation that is dated or appended when its layer takes no marks; `store_locked`
            when another program keeps the store locked for longer than the time allowed;
            `store_damaged`.
        WriteError
            When the file or its disk is full or cannot be written.
        """
        new: dict[str, list[Json]] = {
            "unit": [{"unit": unit} if isinstance(unit, str) else dict(unit) for unit in units],
            "stage": [dict(item) for item in stages],
            "reopening": [dict(item) for item in reopenings],
            "observation": [dict(item) for item in observations],
        }
        if not any(new.values()):
            return
        with self._use(), self._database.writing():
            kept = self._kept(new)
            taken = {kind: list(range(len(items))) for kind, items in new.items()}
            for kind in ("unit", "stage", "reopening"):
                present = [_plain(item) for item in kept[kind]]
                taken[kind] = [
                    at for at, item in enumerate(new[kind]) if _plain(item) not in present
                ]
                new[kind] = [new[kind][at] for at in taken[kind]]
            if self._database.identity().units == "named":
                new["unit"] += self._unnamed(kept, new)
            if not any(new.values()):
                return
            recorded = self._moment()
            try:
                core = check(self._plan, {kind: kept[kind] + new[kind] for kind in LISTS})
                if kept["stage"]:
                    _in_time(core, kept, new, recorded.date().isoformat())
            except DataError as failure:
                # Warnings are about whole leaves, of which only a part is here.
                errors = [issue for issue in failure.issues if issue.severity == "error"]
                moved = [self._moved(issue, kept, taken) for issue in errors]
                raise DataError(_messages.THE_STORE_REFUSED_THE_OBSERVATIONS(), moved) from None
            document = read_json(core.to_json())
            for kind, name in LISTS.items():
                for item in document.get(name, [])[len(kept[kind]) :]:
                    self._database.append(new_entry(kind, item, recorded))

    def _moment(self) -> datetime:
        """The time now, but never before the last entry: setting the clock back does not extend a stage."""
        now = with_offset(self._clock())
        last = self._database.recorded()
        return now if last is None or last < now else last

    def append_files(
        self,
        *paths: str | os.PathLike[str],
        units: Iterable[str | Mapping[str, Any]] = (),
        reading: Reading | None = None,
    ) -> int:
        """Append the content of files in one transaction: assessments, tables of observations, stores.

        `reading` states how tables are written.

        Returns
        -------
        int
            The number of observations appended.

        Raises
        ------
        DataError
            As for `append`, and for files that cannot be read; each issue has its file and its row or
            pointer.
        WriteError
            When the file or its disk is full or cannot be written.
        """
        documents = [read_file(self._plan, Path(path), reading) for path in paths]
        lists = {
            name: [item for document in documents for item in getattr(document, name)]
            for name in LISTS.values()
        }
        seen = lists["observations"]
        try:
            self.append(
                seen,
                units=[*units, *lists["units"]],
                stages=lists["stages"],
                reopenings=lists["reopenings"],
            )
        except DataError as failure:
            moved = relocate(failure.issues, documents, ("observations",))
            raise DataError(failure.subject, moved) from None
        return len(seen)

    def assessment(self) -> Assessment:
        """The assessment of the current content of the store; later appends do not change it."""
        with self._use(), self._database.reading():
            lists = {kind: self._database.entries(kind) for kind in LISTS}
        return self._made(assess(lists, self._plan))

    def history(self, unit: str, code: str, input: str = "value") -> tuple[Json, ...]:
        """All observations of one cell, in any layer, oldest first."""
        if not (_is_text(unit) and _is_text(code)):
            return ()
        with self._use(), self._database.reading():
            found = self._database.entries_of("observation", unit, code)
        return tuple(json.loads(entry.body) for entry in found if entry.input == input)

    def to_json(self) -> str:
        """The assessment as an assessment file."""
        return self.assessment().to_json()

    def close(self) -> None:
        """Close the file; a closed store cannot be used."""
        with self._lock:
            if self._open and os.getpid() == self._process:
                self._database.close()
            self._open = False

    def __len__(self) -> int:
        """The number of observations."""
        with self._use(), self._database.reading():
            return self._database.count("observation")

    def __bool__(self) -> bool:
        return True

    def __enter__(self) -> AssessmentStore:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def _grids(self, language: str | None, max_rows: int) -> list[Grid]:  # noqa: ARG002
        """The file and its rubric; the content is not read, because that may have to wait for other
        programs."""
        rubric = self._plan.rubric
        language = language or rubric.language
        facts = [
            (word("file", language), str(self.path)),
            (word("rubric", language), f"{rubric.title(language)} · {rubric.edition}"),
            (word("status", language), word("open" if self._open else "closed", language)),
        ]
        return [card("", facts, language)]

    def __repr__(self) -> str:
        rubric = self._plan.rubric
        state = "" if self._open else ", closed"
        return (
            f"<AssessmentStore {str(self.path)!r} of {rubric.id!r}, "
            f"edition {rubric.edition!r}{state}>"
        )

    # ---- What is checked ------------------------------------------------------------------------

    def _kept(self, new: Mapping[str, Sequence[Json]]) -> dict[str, list[Json]]:
        """The part of the store that decides whether the new entries may be appended."""

        def bodies(entries: Iterable[Entry]) -> list[Json]:
            return [json.loads(entry.body) for entry in entries]

        read = self._database
        if new["stage"]:  # every observation must be within a stage
            return {kind: bodies(read.entries(kind)) for kind in LISTS}
        kept = {kind: bodies(read.entries(kind)) for kind in ("stage", "reopening")}
        about = [item.get("unit") for kind in new for item in new[kind]]
        about += [item.get("unit") for item in kept["reopening"]]
        names = dict.fromkeys(name for name in about if _is_text(name))
        kept["unit"] = [unit for name in names for unit in bodies(read.last_of("unit", name, ""))]
        # None of the names is known: the other units show that the store has some.
        kept["unit"] = kept["unit"] or bodies(read.entries("unit"))
        # Dates of a leaf never go back, so its last observation gives the first day of the next one.
        leaves = ((item.get("unit"), item.get("code")) for item in new["observation"])
        texts = dict.fromkeys((u, c) for u, c in leaves if _is_text(u) and _is_text(c))
        kept["observation"] = [
            seen for unit, code in texts for seen in bodies(read.last_of("observation", unit, code))
        ]
        return kept

    @staticmethod
    def _unnamed(
        kept: Mapping[str, Sequence[Json]], new: Mapping[str, Sequence[Json]]
    ) -> list[Json]:
        """Units that observations name but that were never added."""
        known = {unit.get("unit") for side in (kept, new) for unit in side["unit"]}
        named = dict.fromkeys(item.get("unit") for item in new["observation"])
        return [{"unit": name} for name in named if isinstance(name, str) and name not in known]

    def _moved(
        self,
        issue: Issue,
        kept: Mapping[str, Sequence[Json]],
        taken: Mapping[str, Sequence[int]],
    ) -> Issue:
        """An issue whose pointer refers to the arguments of the call."""
        kinds = {name: kind for kind, name in LISTS.items()}
        parts = issue.pointer.split("/")
        pointer = issue.pointer
        if len(parts) > 2 and parts[1] in kinds:
            kind = kinds[parts[1]]
            at = int(parts[2]) - len(kept[kind])
            if at < 0:
                return replace(issue, file=self._name, pointer="", line=0, column=0)
            # A unit that only an observation names has no place of its own.
            given = at < len(taken[kind])
            place = ["", parts[1], str(taken[kind][at]), *parts[3:]] if given else []
            pointer = "/".join(place)
        return replace(issue, pointer=pointer, line=0, column=0)

    # ---- The file -------------------------------------------------------------------------------

    def _all(self, kind: str) -> tuple[Json, ...]:
        with self._use(), self._database.reading():
            return tuple(json.loads(entry.body) for entry in self._database.entries(kind))

    @contextmanager
    def _use(self) -> Iterator[None]:
        with self._lock:
            if not self._open:
                raise Error(_messages.THE_STORE_IS_CLOSED())
            if os.getpid() != self._process:
                raise Error(_messages.THE_STORE_WAS_OPENED_BY_ANOTHER_PROCESS())
            yield


def _in_time(
    core: _core.Assessment,
    kept: Mapping[str, Sequence[Json]],
    new: Mapping[str, Sequence[Json]],
    day: str,
) -> None:
    """Raise DataError for new entries that come too late, or begin before the day of their record."""
    issues = list(core.refused_on(len(kept["observation"]), day))
    for kind, key in (("stage", "from"), ("reopening", "date")):
        for at, item in enumerate(new[kind], start=len(kept[kind])):
            if item[key] < day:  # ISO dates sort as text
                message = _messages.THE_BEGINS_BEFORE_THE_DATE_ON_WHICH_THE(kind)
                pointer = f"/{LISTS[kind]}/{at}/{key}"
                issues.append(
                    error(
                        "stage_dates",
                        message,
                        expected=_messages.OR_LATER(day),
                        actual=item[key],
                        pointer=pointer,
                    )
                )
    if issues:
        raise DataError(_messages.THE_OBSERVATIONS_COME_TOO_LATE(), issues)


def _plain(unit: Json) -> Json:
    """A unit without members that have their default value, as the engine writes it, for comparison."""
    usual = {"ranked": True, "group": ""}
    return {key: value for key, value in unit.items() if not (key in usual and value == usual[key])}


def _is_text(value: object) -> TypeGuard[str]:
    """Whether a value can be a name in the store; the engine reports any other value."""
    if not isinstance(value, str):
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
