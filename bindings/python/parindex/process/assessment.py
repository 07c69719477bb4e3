# SPDX-License-Identifier: MIT
"""Assessments: what was observed about units, stage by stage."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from parindex import _core
from parindex._foreign import as_path, expect, is_a, records
from parindex._limits import limits
from parindex._names import normal
from parindex._steps import read_json
from parindex._typing import Number
from parindex.display._text import number
from parindex.engine.custom import CustomRules, with_versions
from parindex.engine.scores import Scores
from parindex.errors import DataError, Error, Issue, IssueLog, error
from parindex.io import _csv, _files, _json, _write

if TYPE_CHECKING:
    from parindex.engine.plan import Plan
    from parindex.process.store import AssessmentStore

COLUMNS = ("unit", "code", "input", "layer", "value", "evidence", "files", "note", "date", "author")
"""Columns of observations in a CSV file; only `REQUIRED` must be there."""

REQUIRED = ("unit", "code", "layer", "value", "date")
"""Columns that a CSV file of observations needs."""

NAMES = ("unit", "code", "input", "layer")
"""Those that a worksheet comes with."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class UnitGap:
    """A unit over all leaves that have points in both layers; figures in points."""

    unit: str
    leaves: int
    first: Number
    second: Number
    gap: Number
    """`second` less `first`: below 0 where points were taken away."""


@dataclass(frozen=True, slots=True)
class ComponentGap:
    """A leaf over all units that have points in both layers; figures in points."""

    code: str
    units: int
    first: Number
    """Mean points in the first layer."""
    second: Number
    bias: Number
    """Mean of `first` less `second`: above 0 where units rate themselves higher."""


@dataclass(frozen=True, slots=True)
class CellGap:
    """A leaf of a unit; figures in points."""

    unit: str
    code: str
    first: Number
    second: Number
    gap: Number


@dataclass(frozen=True, slots=True)
class LayerGap:
    """Two layers of marks side by side; only what has points in both is compared."""

    first: str
    second: str | None
    """The second layer; None for the final result."""
    bias: Number | None
    """Mean over units of `first` less `second`, in points; None when nothing can be compared."""
    units: tuple[UnitGap, ...]
    components: tuple[ComponentGap, ...]
    cells: tuple[CellGap, ...]

    def to_html(self, *, language: str = "vi", max_rows: int = 100) -> str:
        """The tables that a notebook shows; `language` is ``"vi"`` or ``"en"``."""
        from parindex._display_process import gap_grids

        return "".join(grid.to_html() for grid in gap_grids(self, language, max_rows))

    def to_text(self, *, language: str = "vi", max_rows: int = 100) -> str:
        """As `to_html`, as aligned lines of text."""
        from parindex._display_process import gap_grids

        return "\n\n".join(grid.to_text() for grid in gap_grids(self, language, max_rows))

    def _repr_html_(self) -> str:
        return self.to_html()


@dataclass(frozen=True, slots=True)
class AgencyProgress:
    """How far one agency has come; nothing of this is a score."""

    agency: str
    leaves: int
    """Leaves to mark, counted once per unit."""
    given: int
    """Of those, how many have every input marked."""
    missing: tuple[tuple[str, str], ...]
    """Unit and code of the others."""
    without_evidence: tuple[tuple[str, str], ...]
    """Unit and code of those given without the evidence that the leaf asks for."""


@dataclass(frozen=True, slots=True)
class StageState:
    """A stage of a round on one day."""

    stage: Json
    """As in an assessment file: `id`, `layers`, `from`, `until` and where there is one `title`."""
    status: Literal["upcoming", "open", "reopened", "closed"]
    """``"reopened"``: it has ended, and a reopening holds on this day."""
    reopenings: tuple[Json, ...]
    """The reopenings that hold on this day, as in an assessment file."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A frozen assessment: rubric, units and observations as one text that does not change."""

    text: str
    """Canonical JSON."""
    fingerprint: str
    """``sha256:`` over all of it."""

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the text to a file, which is replaced as a whole. Raises WriteError."""
        _write.write_text(path, self.text + "\n")


class Assessment:
    """Units and what was observed about them, checked against a rubric. Immutable.

    Observations are only ever added: a later one of the same cell and layer takes the place of an
    earlier one, and both stay in `history`. So are reopenings of stages.

    Examples
    --------
    >>> assessment = Assessment.load(plan, "observations.csv")  # doctest: +SKIP
    >>> assessment.score().rank()  # doctest: +SKIP
    """

    __slots__ = ("_core", "_custom", "_document")

    def __init__(self, core: _core.Assessment, custom: CustomRules | None = None) -> None:
        self._core = core
        self._custom = custom
        self._document: Json = read_json(core.to_json())

    @classmethod
    def load(cls, plan: Plan, *paths: str | os.PathLike[str]) -> Assessment:
        """Read assessment files (``.json``), stores (``.db``) and tables of observations (``.csv``).

        They are put one behind the other. Units are those that the assessments and stores list;
        without any, those that observations name.

        Raises
        ------
        DataError
            With everything that is wrong, each with its file and its row or pointer.
        """
        check_plan(plan)
        return _checked(plan, [read_file(plan, as_path(path)) for path in paths])

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str],
        plan: Plan,
        *,
        units: Sequence[str | Mapping[str, Any]] | None = None,
        create: bool = True,
        timeout: float = 60.0,
        clock: Callable[[], datetime] = datetime.now,
    ) -> AssessmentStore:
        """Open a store of observations, to which several programs may append at once.

        Parameters
        ----------
        path
            An SQLite file on a local disk.
        plan
            The plan of a rubric that declares layers. A store is for one rubric: one of another id or
            edition, or one that was changed since, is refused; which set of weights counts is free.
        units
            Names, or dictionaries with `unit`, `group` and `ranked`: those that the store lacks are
            added. A store that is made without them takes the units that observations name.
        create
            Make the store when there is no such file.
        timeout
            Seconds to wait for others that write.
        clock
            What gives the time at which something is appended; without an offset it is local time.
            Stages judge by its day.

        Raises
        ------
        DataError
            `file_unreadable`; `store_damaged` for a file that is no store, or that is not what was
            written into it; `format_version`; `rubric_mismatch`; `store_locked`.
        WriteError
            When the store cannot be made.
        """
        from parindex.process.store import AssessmentStore

        return AssessmentStore._opened(path, plan, units, create, timeout, clock)

    @classmethod
    def from_observations(
        cls,
        plan: Plan,
        observations: Iterable[Mapping[str, Any]],
        *,
        units: Sequence[str | Mapping[str, Any]] | None = None,
        stages: Sequence[Mapping[str, Any]] = (),
        reopenings: Sequence[Mapping[str, Any]] = (),
    ) -> Assessment:
        """Check observations given as dictionaries, with the keys of an assessment file.

        Parameters
        ----------
        plan
            The plan of a rubric that declares layers.
        observations
            In the order in which they were made; numbers may be Decimal and Fraction.
        units
            Names, or dictionaries with `unit`, `group` and `ranked`; without it the units that
            observations name.
        stages
            The dated stages of the round, with the keys of an assessment file; without any,
            observations are taken on every day.
        reopenings
            The reopenings of stages, in the order in which they were recorded.

        Raises
        ------
        DataError
            With every issue, whose `pointer` is ``/observations/3/date``: `stage_locked` for an
            observation outside the days of its stage.
        """
        check_plan(plan)
        given = Observations(
            "",
            [] if units is None else records(units, "units", "unit"),
            records(observations, "observations"),
            stages=records(stages, "stages"),
            reopenings=records(reopenings, "reopenings"),
        )
        return _checked(plan, [given])

    def append(self, observations: Iterable[Mapping[str, Any]]) -> Assessment:
        """The assessment with more observations behind its own. Raises DataError."""
        return Assessment.from_observations(
            self.plan,
            [*self.observations, *records(observations, "observations")],
            units=self.units,
            stages=self.stages,
            reopenings=self.reopenings,
        )

    def reopen(
        self,
        stage: str,
        *,
        until: str,
        by: str,
        reason: str,
        date: str,
        unit: str | None = None,
        code: str | None = None,
    ) -> Assessment:
        """The assessment with one more reopening behind its own.

        Parameters
        ----------
        stage
            Id of the stage.
        until
            The last day on which its layers take observations again, as ``"2021-02-05"``.
        by, reason
            Who decided it, and why.
        date
            The day on which it is recorded, and the first on which it holds.
        unit
            Only for this unit; None for every unit.
        code
            Only for this node and what lies below it; None for every leaf.

        Raises
        ------
        DataError
            When the reopening does not hold: `stage_unknown`, `stage_dates`, `date_order` when it is
            older than the last one.
        """
        added = {"stage": stage, "until": until, "by": by, "reason": reason, "date": date}
        scope = {key: text for key, text in (("unit", unit), ("code", code)) if text is not None}
        return Assessment.from_observations(
            self.plan,
            self.observations,
            units=self.units,
            stages=self.stages,
            reopenings=[*self.reopenings, added | scope],
        )

    @property
    def plan(self) -> Plan:
        """The plan that the assessment was checked against."""
        from parindex.engine.plan import Plan

        return Plan(self._core.plan, self._custom)

    @property
    def units(self) -> tuple[Json, ...]:
        """The units as in an assessment file: `unit`, and where there is one `group`."""
        return tuple(self._document["units"])

    @property
    def observations(self) -> tuple[Json, ...]:
        """All observations as in an assessment file, oldest first."""
        return tuple(self._document["observations"])

    @property
    def stages(self) -> tuple[Json, ...]:
        """The dated stages of the round as in an assessment file; empty without any."""
        return tuple(self._document.get("stages", ()))

    @property
    def reopenings(self) -> tuple[Json, ...]:
        """All reopenings of stages as in an assessment file, oldest first."""
        return tuple(self._document.get("reopenings", ()))

    @property
    def warnings(self) -> tuple[Issue, ...]:
        """Marks that have neither evidence nor an explanation."""
        return tuple(self._core.warnings)

    def history(self, unit: str, code: str, input: str = "value") -> tuple[Json, ...]:
        """Everything ever observed about one cell, in any layer, oldest first."""
        return tuple(self.observations[at] for at in self._core.history(unit, code, input))

    def reopenings_of(self, unit: str, code: str) -> tuple[Json, ...]:
        """The reopenings for one leaf of one unit, whatever their stage, oldest first."""
        return tuple(self.reopenings[at] for at in self._core.reopenings_of(unit, code))

    def stages_on(self, date: str) -> tuple[StageState, ...]:
        """What each stage is on a day such as ``"2021-02-15"``, in the order of the assessment.

        Raises
        ------
        Error
            For a text that is not a date.
        """
        found = read_json(self._core.stages_on(date))
        reopenings = self.reopenings
        return tuple(
            StageState(stage, item["status"], tuple(reopenings[at] for at in item["reopenings"]))
            for stage, item in zip(self.stages, found, strict=True)
        )

    def score(self, layer: str | None = None) -> Scores:
        """The final result, or that of one layer.

        The final result takes every mark from the first layer of its leaf's resolution that has
        one. The result of one layer leaves out the leaves that take no marks of it. Explanations
        say of each value which layer gave it, and when.

        Raises
        ------
        Error
            For a layer that the rubric does not have.
        """
        from parindex.engine.plan import Plan

        core = self._core.score(layer)
        return Scores(core, Plan(core.plan, self._custom))

    def gap(self, first: str, second: str | None = None) -> LayerGap:
        """Set one layer against another, or against the final result: self against appraised.

        Raises
        ------
        Error
            For a layer that the rubric does not have.
        """
        found = read_json(self._core.gap(first, second))
        return LayerGap(
            first,
            second,
            None if found["bias"] is None else number(found["bias"]),
            tuple(UnitGap(**_numbers(item)) for item in found["units"]),
            tuple(ComponentGap(**_numbers(item)) for item in found["components"]),
            tuple(CellGap(**_numbers(item)) for item in found["cells"]),
        )

    def progress(self, layer: str) -> tuple[AgencyProgress, ...]:
        """How far each agency has come with a layer, in the order of the rubric."""

        def pairs(items: list[Json]) -> tuple[tuple[str, str], ...]:
            return tuple((item["unit"], item["code"]) for item in items)

        return tuple(
            AgencyProgress(
                item["agency"],
                item["leaves"],
                item["given"],
                pairs(item["missing"]),
                pairs(item["without_evidence"]),
            )
            for item in read_json(self._core.progress(layer))
        )

    def freeze(self) -> Snapshot:
        """Freeze the assessment. Raises DataError while marks lack evidence and explanation."""
        return Snapshot(*self._core.freeze())

    def to_json(self) -> str:
        """The assessment as an assessment file; reading it gives an equal one."""
        return self._core.to_json()

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the assessment to a file, which is replaced as a whole. Raises WriteError.

        Two programs that do so one after the other do not see each other's observations; `open`
        keeps those of both.
        """
        _write.write_text(path, self.to_json())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Assessment):
            return NotImplemented
        return self.to_json() == other.to_json() and self.plan == other.plan

    def __hash__(self) -> int:
        return hash(self.to_json())

    def __repr__(self) -> str:
        return (
            f"<Assessment of {self.plan.rubric.id!r}, edition {self.plan.rubric.edition!r}: "
            f"{len(self.units)} units, {len(self.observations)} observations>"
        )


def load_snapshot(
    path: str | os.PathLike[str],
    *,
    custom: CustomRules | None = None,
    signature: str | os.PathLike[str] | None = None,
    public_key: str | os.PathLike[str] | None = None,
) -> Assessment:
    """Read a snapshot, check everything in it and verify its fingerprint and its signature.

    Parameters
    ----------
    path
        A file that `Snapshot.save` or ``parindex assess --freeze`` wrote.
    custom
        The custom rules that its rubric asks for, as for `Rubric.compile`.
    signature
        The file of its detached Ed25519 signature, over the exact bytes of the file: 64 bytes, or
        the same as base64 text. Checked before anything in the snapshot is read.
    public_key
        The file of the public key of the signer, as PEM; goes with `signature`.

    Raises
    ------
    DataError
        With every issue; `snapshot_mismatch` when something was changed, `signature_mismatch` when
        the signature is not that of these bytes.
    Error
        For a signature without a public key, or the other way round; and when the package
        ``cryptography`` is not installed, which checks signatures (``parindex[sign]``).
    """
    content = _bytes(as_path(path))
    if (signature is None) != (public_key is None):
        raise Error("a signature is checked with a public key: give both, or neither")
    if signature is not None and public_key is not None:
        from parindex.process.signing import check_signature

        files = Path(path), Path(signature), Path(public_key)
        wrong = check_signature(content, *map(_bytes, files[1:]), names=files)
        if wrong:
            raise DataError("the signature does not hold", wrong)
    core, issues = _core.check_snapshot(content, with_versions(custom))
    if core is None:
        raise DataError("the snapshot does not hold", issues)
    return Assessment(core, custom)


# ---- Files --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Observations:
    """What one file holds, or what a program gave; `file` is empty then."""

    file: str
    units: list[Json]
    observations: list[Json]
    rows: list[int] = field(default_factory=list)
    """The row of each observation; empty where the file has no rows."""
    stages: list[Json] = field(default_factory=list)
    reopenings: list[Json] = field(default_factory=list)


def held_by(assessment: Assessment, file: str = "") -> Observations:
    """What an assessment holds, as if a file of this name held it."""
    return Observations(
        file,
        list(assessment.units),
        list(assessment.observations),
        stages=list(assessment.stages),
        reopenings=list(assessment.reopenings),
    )


def is_store(path: str | os.PathLike[str]) -> bool:
    """Whether a file is a store of observations, by its name."""
    return Path(path).suffix.lower() == ".db"


def read_file(plan: Plan, path: Path) -> Observations:
    """The observations of a file. Raises DataError for what cannot be read."""
    if is_store(path):
        with Assessment.open(path, plan, create=False) as store:
            held = store.assessment()
        return held_by(held, str(path))
    if path.suffix.lower() != ".csv":
        text = _bytes(path)
        core, issues = _core.check_assessment(plan._core, text)
        if core is None:
            raise DataError(
                f"{path} does not hold", [replace(issue, file=str(path)) for issue in issues]
            )
        document = read_json(core.to_json())
        return Observations(
            str(path),
            document["units"],
            document["observations"],
            stages=document.get("stages", []),
            reopenings=document.get("reopenings", []),
        )
    try:
        columns = dict(_files.read_file(path))
    except DataError as failure:
        found_wrong = [replace(issue, file=str(path)) for issue in failure.issues]
        raise DataError(f"{path} cannot be read", found_wrong) from None
    known = {*COLUMNS, "agency"}
    issues = [
        error(
            "column_unknown", "Observations have no such column", actual=n, field=n, file=str(path)
        )
        for n in columns
        if n not in known and not n.startswith("(")
    ]
    issues += [
        error(
            "column_missing", "Observations need this column", expected=n, field=n, file=str(path)
        )
        for n in REQUIRED
        if n not in columns
    ]
    if issues:
        raise DataError(f"{path} does not hold", issues)
    rows = (dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True))
    found = [(at, observation(row)) for at, row in enumerate(rows, start=1)]
    kept = [(at, seen) for at, seen in found if seen is not None]
    return Observations(str(path), [], [seen for _, seen in kept], [at for at, _ in kept])


def observation(row: Mapping[str, str]) -> Json | None:
    """The observation of a row of a table; None for a row that nobody filled in."""
    given = {key: unquoted(row.get(key) or "", name=key in NAMES) for key in COLUMNS}
    if not (given["value"] or given["evidence"] or given["files"] or given["note"]):
        return None
    seen: Json = {key: given[key] for key in ("unit", "code", "layer", "date")}
    for key in ("input", "value", "note", "author"):
        if given[key]:
            seen[key] = given[key]
    if given["evidence"]:
        parts = (part.partition("=") for part in given["evidence"].split(";"))
        seen["evidence"] = [
            {"id": name.strip(), "reference": reference.strip()} for name, _, reference in parts
        ]
    if given["files"]:
        _add_files(seen.setdefault("evidence", []), given["files"])
    return seen


def _add_files(evidence: list[Json], files: str) -> None:
    """Add the names of ``plan=plan.pdf;report=report.pdf`` to the evidence of these ids."""
    for part in files.split(";"):
        name, _, file = (text.strip() for text in part.partition("="))
        for given in evidence:
            if given["id"] == name and "file" not in given:
                given["file"] = file
                break
        else:
            evidence.append({"id": name, "file": file})


def quoted(code: str) -> str:
    """A code as a spreadsheet keeps it: ``="1.10"``, where 1.10 would become 1.1."""
    return '="' + code.replace('"', '""') + '"'


def unquoted(text: str, *, name: bool) -> str:
    """Return the value of a CSV cell without its quoting; `name` is true for a column of names, which
    may be guarded."""
    text = normal(text.strip())
    if name and (plain := _csv.unguarded(text)) != text:
        return plain
    return text[2:-1].replace('""', '"') if text.startswith('="') and text.endswith('"') else text


PARTS = ("units", "stages", "reopenings", "observations")
"""What an assessment file lists, in its order."""


def _checked(plan: Plan, documents: Sequence[Observations]) -> Assessment:
    core, issues = checked(plan, whole(plan, documents))
    if core is None:
        raise DataError("the assessment does not hold", relocate(issues, documents))
    return Assessment(core, plan._custom)


def checked(plan: Plan, document: Json) -> tuple[_core.Assessment | None, list[Issue]]:
    """The assessment that a document describes, and everything that was found in it."""
    text, foreign = _json.encode(document, room=_ROOM * _items(document))
    if not text:
        return None, foreign
    core, issues = _core.check_assessment(plan._core, text)
    if not foreign:
        return core, issues
    # The engine sees null where JSON has no form for a value.
    told = {issue.pointer for issue in foreign}
    log = IssueLog()
    for issue in sorted([*foreign, *(i for i in issues if i.pointer not in told)], key=_order):
        log.add(issue)
    return None, log.all()


def _order(issue: Issue) -> tuple[int, int]:
    """Where an issue stands in an assessment file: its list, and its item there."""
    _, part, at, *_ = [*issue.pointer.split("/"), "", ""]
    known = PARTS.index(part) if part in PARTS else -1
    return known, int(at) if at.isdigit() else -1


def whole(plan: Plan, documents: Sequence[Observations]) -> Json:
    """The assessment file that holds what the documents hold, one after the other."""
    rubric = plan.rubric
    file: Json = {"parindex_assessment": 1, "rubric": rubric.id, "edition": rubric.edition}
    for key in PARTS:
        file[key] = [item for document in documents for item in getattr(document, key)]
    if not file["units"]:
        seen = [item for item in file["observations"] if is_a(item, dict)]
        names = (item.get("unit", "") for item in seen)
        # What is no text is reported where it stands.
        file["units"] = [{"unit": n} for n in dict.fromkeys(n for n in names if type(n) is str)]
    return file


def relocate(
    issues: Iterable[Issue], documents: Sequence[Observations], parts: Sequence[str] = PARTS
) -> list[Issue]:
    """Issues about documents that were put together, with file and row, or pointer in the file."""
    moved = []
    of_files = any(document.file for document in documents)
    for issue in issues:
        _, part, at, *rest = [*issue.pointer.split("/"), "", ""]
        # Line and column count in a text that the caller never saw.
        plain = replace(issue, line=0, column=0)
        inside = of_files and part in parts and at.isdigit()
        place = _place(documents, part, int(at)) if inside else None
        if place is None:
            moved.append(plain)
            continue
        document, index = place
        if part == "observations" and document.rows:
            moved.append(replace(plain, file=document.file, row=document.rows[index], pointer=""))
        else:
            pointer = "/".join(["", part, str(index), *filter(None, rest)])
            moved.append(replace(plain, file=document.file, pointer=pointer))
    return moved


def _place(
    documents: Sequence[Observations], part: str, at: int
) -> tuple[Observations, int] | None:
    """The document that an item of the whole comes from, and its place there."""
    for document in documents:
        length = len(getattr(document, part))
        if at < length:
            return document, at
        at -= length
    return None


_ROOM = 100  # JSON values of an item: an observation with its evidence


def _items(part: object, depth: int = 4) -> int:
    """The items of the lists of a document, and of the lists in these."""
    if depth and type(part) is dict:
        return sum(_items(member, depth - 1) for member in part.values())
    if depth and type(part) is list:
        return len(part) + sum(_items(item, depth - 1) for item in part)
    return 0


def to_text(document: Json) -> bytes:
    """A document as JSON for the engine. Raises DataError for what JSON has no form for."""
    text, issues = _json.encode(document, room=_ROOM * _items(document))
    if issues:
        raise DataError("the assessment does not hold", issues)
    return text


def check_plan(plan: object) -> None:
    """Raises TypeError for what is no Plan."""
    from parindex.engine.plan import Plan

    expect(plan, Plan, "plan")


def _bytes(path: Path) -> bytes:
    return _files.read_bytes(path, "a file", limits().result_bytes)


def _numbers(item: Json) -> Json:
    return {
        key: number(value) if key in ("first", "second", "gap", "bias") else value
        for key, value in item.items()
    }
