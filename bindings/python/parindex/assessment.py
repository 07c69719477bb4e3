# SPDX-License-Identifier: MIT
"""Assessments: what was observed about units, stage by stage."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parindex import _core, _csv, _files, _write
from parindex._table import normal
from parindex._text import number
from parindex._typing import Number
from parindex.custom import CustomRules, with_versions
from parindex.errors import DataError, Issue, error
from parindex.novalue import NoValue
from parindex.scores import Scores

if TYPE_CHECKING:
    from parindex.plan import Plan

COLUMNS = ("unit", "code", "input", "layer", "value", "evidence", "note", "date", "author")
"""Columns of observations in a CSV file; `input` and `author` may be left out."""

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
    earlier one, and both stay in `history`.

    Examples
    --------
    >>> assessment = Assessment.load(plan, "observations.csv")  # doctest: +SKIP
    >>> assessment.score().rank()  # doctest: +SKIP
    """

    __slots__ = ("_core", "_custom", "_document")

    def __init__(self, core: _core.Assessment, custom: CustomRules | None = None) -> None:
        self._core = core
        self._custom = custom
        self._document: Json = json.loads(core.to_json())

    @classmethod
    def load(cls, plan: Plan, *paths: str | os.PathLike[str]) -> Assessment:
        """Read assessment files (``.json``) and tables of observations (``.csv``), one after the other.

        Units are those that the ``.json`` files list; without any, those that observations name.

        Raises
        ------
        DataError
            With everything that is wrong, each with its file and its row or pointer.
        """
        documents = [read_file(plan, Path(path)) for path in paths]
        units = [unit for document in documents for unit in document.units]
        return _checked(plan, units, documents)

    @classmethod
    def from_observations(
        cls,
        plan: Plan,
        observations: Iterable[Mapping[str, Any]],
        *,
        units: Sequence[str | Mapping[str, Any]] | None = None,
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

        Raises
        ------
        DataError
            With every issue, whose `pointer` is ``/observations/3/date``.
        """
        listed = [{"unit": u} if isinstance(u, str) else dict(u) for u in units or ()]
        return _checked(plan, listed, [Observations("", [], list(map(dict, observations)), [])])

    def append(self, observations: Iterable[Mapping[str, Any]]) -> Assessment:
        """The assessment with more observations behind its own. Raises DataError."""
        more = [*self.observations, *observations]
        return Assessment.from_observations(self.plan, more, units=self.units)

    @property
    def plan(self) -> Plan:
        """The plan that the assessment was checked against."""
        from parindex.plan import Plan

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
    def warnings(self) -> tuple[Issue, ...]:
        """Marks that have neither evidence nor an explanation."""
        return tuple(self._core.warnings)

    def history(self, unit: str, code: str, input: str = "value") -> tuple[Json, ...]:
        """Everything ever observed about one cell, in any layer, oldest first."""
        return tuple(self.observations[at] for at in self._core.history(unit, code, input))

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
        from parindex.plan import Plan

        core = self._core.score(layer)
        return Scores(core, Plan(core.plan, self._custom))

    def gap(self, first: str, second: str | None = None) -> LayerGap:
        """Set one layer against another, or against the final result: self against appraised.

        Raises
        ------
        Error
            For a layer that the rubric does not have.
        """
        found = json.loads(self._core.gap(first, second))
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
            for item in json.loads(self._core.progress(layer))
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


def load_snapshot(path: str | os.PathLike[str], *, custom: CustomRules | None = None) -> Assessment:
    """Read a snapshot, check everything in it and verify its fingerprint.

    Parameters
    ----------
    path
        A file that `Snapshot.save` or ``parindex assess --freeze`` wrote.
    custom
        The custom rules that its rubric asks for, as for `Rubric.compile`.

    Raises
    ------
    DataError
        With every issue; `snapshot_mismatch` when something was changed.
    """
    core, issues = _core.check_snapshot(_bytes(Path(path)), with_versions(custom))
    if core is None:
        raise DataError("the snapshot does not hold", issues)
    return Assessment(core, custom)


# ---- Files --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Observations:
    """What one file holds: units, observations, and the row of each where the file has rows."""

    file: str
    units: list[Json]
    observations: list[Json]
    rows: list[int]


def read_file(plan: Plan, path: Path) -> Observations:
    """The observations of a file. Raises DataError for what cannot be read."""
    if path.suffix.lower() != ".csv":
        text = _bytes(path)
        core, issues = _core.check_assessment(plan._core, text)
        if core is None:
            raise DataError(
                f"{path} does not hold", [replace(issue, file=str(path)) for issue in issues]
            )
        document = json.loads(core.to_json())
        return Observations(str(path), document["units"], document["observations"], [])
    try:
        columns = dict(_files.read_file(path, _delimiter(path)))
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
        for n in ("unit", "code", "layer", "value", "date")
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
    if not (given["value"] or given["evidence"] or given["note"]):
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
    return seen


def quoted(code: str) -> str:
    """A code as a spreadsheet keeps it: ``="1.10"``, where 1.10 would become 1.1."""
    return '="' + code.replace('"', '""') + '"'


def unquoted(text: str, *, name: bool) -> str:
    """A cell as it was meant; `name` for one of a column whose names may be guarded."""
    text = normal(text.strip())
    if name and (plain := _csv.unguarded(text)) != text:
        return plain
    return text[2:-1].replace('""', '"') if text.startswith('="') and text.endswith('"') else text


def _checked(plan: Plan, units: Sequence[Json], documents: Sequence[Observations]) -> Assessment:
    seen = [item for document in documents for item in document.observations]
    if not units:
        units = [{"unit": name} for name in dict.fromkeys(item.get("unit", "") for item in seen)]
    rubric = plan.rubric
    text = to_text(
        {
            "parindex_assessment": 1,
            "rubric": rubric.id,
            "edition": rubric.edition,
            "units": list(units),
            "observations": seen,
        }
    )
    core, issues = _core.check_assessment(plan._core, text)
    if core is None:
        raise DataError("the assessment does not hold", relocate(issues, documents, "observations"))
    return Assessment(core, plan._custom)


def relocate(issues: Iterable[Issue], documents: Sequence[Observations], key: str) -> list[Issue]:
    """Issues about observations gathered from files, with file and row instead of a pointer."""
    places = [
        (document.file, document.rows[at] if document.rows else 0, at)
        for document in documents
        for at in range(len(document.observations))
    ]
    moved = []
    for issue in issues:
        parts = issue.pointer.split("/")
        if len(parts) < 3 or parts[1] != key or not any(document.file for document in documents):
            # Line and column count in a text that the caller never saw.
            moved.append(replace(issue, line=0, column=0))
            continue
        file, row, at = places[int(parts[2])]
        if row:
            moved.append(replace(issue, file=file, row=row, pointer="", line=0, column=0))
        else:
            pointer = "/".join(["", key, str(at), *parts[3:]])
            moved.append(replace(issue, file=file, pointer=pointer, line=0, column=0))
    return moved


def to_text(document: Json) -> bytes:
    """A document as JSON for the engine; numbers keep every digit."""
    text = json.dumps(document, ensure_ascii=False, default=_plain)
    return text.encode("utf-8", "surrogatepass")


def _plain(value: object) -> object:
    return {"no_value": value.value} if isinstance(value, NoValue) else str(value)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (OSError, ValueError) as failure:
        actual = f"{path}: {getattr(failure, 'strerror', None) or failure}"
        found = error(
            "file_unreadable", "The file cannot be read", expected="a file", actual=actual
        )
        raise DataError("the file cannot be read", [found]) from None


def _delimiter(path: Path) -> str:
    """What separates the cells of a table: spreadsheets that write decimal commas use semicolons."""
    try:
        with path.open("rb") as file:
            head = file.readline()
    except (OSError, ValueError):
        return ","  # whoever reads the file says what is wrong with it
    return ";" if head.count(b";") > head.count(b",") else ","


def _numbers(item: Json) -> Json:
    return {
        key: number(value) if key in ("first", "second", "gap", "bias") else value
        for key, value in item.items()
    }
