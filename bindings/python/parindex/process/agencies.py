# SPDX-License-Identifier: MIT
"""Worksheets of agencies: what each has to fill in, and merging the answers."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, cast

from parindex import _core, _messages
from parindex._foreign import as_path, copied, is_a, records
from parindex._late import upper
from parindex._steps import read_json
from parindex._typing import Json, Language
from parindex.display._grid import Grid, Head, Row
from parindex.display._shown import Shown, issues_grid, record
from parindex.display._words import pick, titled, word
from parindex.engine.plan import Plan
from parindex.errors import DataError, Error, Issue
from parindex.io import _csv
from parindex.io._reading import Reading
from parindex.process._files import read_file, read_partly
from parindex.process._form_read import foreign
from parindex.process._merged_issues import alike, at_place, beside, misplaced, placed
from parindex.process._observations import (
    Observations,
    check_plan,
    checked,
    held_by,
    quoted,
    relocate,
    to_text,
    whole,
)
from parindex.process.assessment import Assessment
from parindex.process.evidence import fill_in

HEADS = ("agency", "unit", "code", "input", "layer", "value", "evidence", "note", "date", "files")
"""Columns of a worksheet that are read."""

EXPLAIN = {
    "en": ("(title)", "(what)", "(max)", "(value: what to write)", "(evidence: what to bring)", "(role)"),
    "vi": (
        "(tên tiêu chí)", "(nội dung cần điền)", "(điểm tối đa)", "(value: cách điền)",
        "(evidence: mã và tên tài liệu kiểm chứng)", "(vai trò)",
    ),
}  # fmt: skip
"""Columns in brackets only explain, and are ignored when a worksheet is read."""

ROLES = {
    "en": {"lead": "leads", "coordinate": "coordinates", "if_any": "coordinates, if there is any"},
    "vi": {"lead": "chủ trì", "coordinate": "phối hợp", "if_any": "phối hợp, nếu có"},
}
"""Roles in words."""


@record
@dataclass(frozen=True, slots=True)
class WorksheetLine:
    """One value that an agency has to fill in."""

    code: str
    """Code of the leaf."""
    input: str
    """Name of the input in its leaf."""
    column: str
    """Name of the data column."""
    titles: Mapping[str, str]
    """Titles of the leaf by language."""
    input_titles: Mapping[str, str]
    """The requested value: titles of the input, the item or the gate, otherwise those of the leaf."""
    max: str
    """Maximum points of the leaf."""
    expected: Mapping[str, str]
    """The accepted values, in words: ``"vi"`` and ``"en"``."""
    options: Mapping[str, Mapping[str, str]]
    """For a choice: the accepted words, with their titles."""
    evidence: Mapping[str, Mapping[str, str]]
    """The required evidence: titles by id."""
    layers: tuple[str, ...]
    """Layers whose marks the leaf uses; a survey is never self-scored."""
    only_for: tuple[str, ...]
    """Groups whose units have the leaf; empty: every unit has it."""
    role: Literal["lead", "coordinate", "if_any"]
    """``"lead"``, or that the agency coordinates, always or if there is any."""

    def what(self, language: str) -> str:
        """The requested value, in words; the name of the input if the rubric has no title for it."""
        return pick(self.input_titles, language) or self.input

    def is_for(self, group: str) -> bool:
        """Whether a unit of a group has the leaf; a unit of an unknown group, ``""``, may have all."""
        return not (self.only_for and group) or group in self.only_for

    def bring(self, language: str) -> str:
        """The required evidence: ``plan: Kế hoạch; report: Báo cáo``."""
        named = ((key, pick(titles, language)) for key, titles in self.evidence.items())
        return "; ".join(f"{key}: {title}" if title else key for key, title in named)


@dataclass(frozen=True, slots=True)
class Worksheet(Shown):
    """The leaves of one agency: those that it leads, then those that it coordinates."""

    agency: str
    titles: Mapping[str, str]
    lines: tuple[WorksheetLine, ...]
    language: str = "vi"
    """The language that tables show unless told otherwise: that of the rubric."""
    _plan: Plan | None = field(default=None, repr=False, compare=False)

    def leads(self) -> tuple[str, ...]:
        """Codes of the nodes that the agency leads, in document order: leaves, and nodes with a gate of the data."""
        return tuple(dict.fromkeys(line.code for line in self.lines if line.role == "lead"))

    def to_csv(
        self,
        units: Sequence[str | Mapping[str, str]],
        *,
        layer: str,
        language: str = "vi",
        excel: bool = False,
        date: str = "",
        guard: bool = True,
    ) -> str:
        """The form that the agency fills in: a row per unit and value, `value` and the rest empty.

        Parameters
        ----------
        units
            Names of the units, or dictionaries with `unit` and `group`: leaves that a group does not
            have are left out.
        layer
            The layer that is filled in; leaves that use no marks of it are left out.
        language
            Language of the explanations: titles, accepted values, required evidence.
        excel
            True: with a byte order mark, and codes such that a spreadsheet does not take 1.10 for a
            number.
        date
            Written into every row, if it is known beforehand.
        guard
            False: names that a spreadsheet would read as formulas, such as ``=1+1``, are written
            unchanged. True: with an apostrophe in front, which is removed when the form is read.
        """
        words = language if language in ROLES else "en"
        rows = []
        for listed in units:
            unit = {"unit": listed} if isinstance(listed, str) else listed
            for line in self.lines:
                if layer not in line.layers or not line.is_for(unit.get("group", "")):
                    continue
                code = quoted(line.code) if excel else line.code
                rows.append(
                    [
                        self.agency, unit["unit"], code, line.input, layer, "", "", "", date, "",
                        pick(line.titles, language), line.what(language), line.max,
                        line.expected[words], line.bring(language), ROLES[words][line.role],
                    ]
                )  # fmt: skip
        heads = (*HEADS, *EXPLAIN[words])
        # Of the others one is a number, and one may be a formula on purpose.
        names = {*heads} - {EXPLAIN[words][2], *(["code"] if excel else [])}
        text = _csv.to_csv(
            heads, rows, names=names, guard=guard, line_end="\r\n" if excel else "\n"
        )
        return ("\ufeff" if excel else "") + text

    def to_xlsx(
        self,
        units: Sequence[str | Mapping[str, str]] | None = None,
        *,
        layer: str,
        round: Assessment | None = None,
        language: Language | None = None,
        date: str = "",
    ) -> bytes:
        """The form that the agency fills in as a workbook, with a sheet for each unit.

        `merge_worksheets` reads it back after Excel or LibreOffice has saved it.

        Parameters
        ----------
        units
            As for `to_csv`; by default those of `round`. At most 250.
        layer
            The layer that is filled in; leaves that use no marks of it are left out.
        round
            The assessment with the dated stages of the round, which give the deadline.
        language
            ``"vi"`` or ``"en"``; by default that of the rubric.
        date
            The day on which the form is filled in, such as ``"2021-01-15"``, if it is known beforehand.

        Raises
        ------
        Error
            Without units, for more units, for units with the same name, for a layer in which the agency has
            nothing to fill in, for an invalid date, for another language, and when the package XlsxWriter is not
            installed.
        """
        form = upper("documents").form
        return bytes(form(self, units, layer=layer, round=round, language=language, date=date))

    def to_page(
        self,
        units: Sequence[str | Mapping[str, str]] | None = None,
        *,
        layer: str,
        round: Assessment | None = None,
        language: Language | None = None,
        date: str = "",
        module: str | os.PathLike[str] | None = None,
    ) -> str:
        """The form that the agency fills in as one HTML page, which shows the points of its answers.

        The page contains the engine as WebAssembly and asks no network. It saves a file, which `merge_worksheets`
        reads; that has no points, and is scored again.

        Parameters
        ----------
        units
            As for `to_csv`; by default those of `round`. At most 250. With its group, if the rubric has groups.
        layer, round, date
            As for `to_xlsx`.
        language
            The language that the page opens in, ``"vi"`` or ``"en"``; by default that of the rubric.
        module
            The folder with `parindex.wasm`; by default that of the package parindex-browser.

        Raises
        ------
        Error
            As for `to_xlsx`; for a rubric with custom rules; and when the package jinja2 or parindex-browser is not
            installed, or parindex-browser is of another version.
        """
        form = upper("documents").form_page
        return str(
            form(self, units, layer=layer, round=round, language=language, date=date, module=module)
        )

    def _grids(self, language: str | None, max_rows: int) -> list[Grid]:
        return [self._grid(language or self.language).cut(max_rows)]

    def _grid(self, language: str) -> Grid:
        """One row per value that the agency has to fill in."""
        words = language if language in ROLES else "en"
        keys = ("code", "title", "asked", "expected", "bring", "layers", "role")
        heads = [Head(word(key, language), text=True) for key in keys]
        grid = Grid(pick(self.titles, language) or self.agency, heads, language=language)
        layers = {} if self._plan is None else self._plan.rubric._titles("layers")
        for line in self.lines:
            title, what = pick(line.titles, language), line.what(language)
            cells = [
                line.code,
                title,
                "" if what in (title, "value") else what,
                line.expected[words],
            ]
            role = ROLES[words][line.role]
            named = ", ".join(titled(layers, layer, language) for layer in line.layers)
            grid.rows.append(Row([*cells, line.bring(language), named, role]))
        grid.drop_empty()
        return grid


@dataclass(frozen=True, slots=True)
class Merged(Shown):
    """The worksheets of all agencies put together."""

    assessment: Assessment | None
    """None when an issue is an error."""
    issues: tuple[Issue, ...]
    """Conflicts and leaves of other agencies as errors, omissions as warnings, each with file and row."""

    def _grids(self, language: str | None, max_rows: int) -> list[Grid]:
        """The assessment, if there is one, and the issues."""
        made = self.assessment
        language = language or ("en" if made is None else made.plan.rubric.language)
        grids = [] if made is None else made._grids(language, max_rows)
        return [*grids, issues_grid(self.issues, language, max_rows)]


def worksheet(plan: Plan, agency: str) -> Worksheet:
    """The worksheet of an agency.

    Raises
    ------
    DataError
        For an agency that the rubric does not have: `agency_unknown`.
    """
    check_plan(plan)
    found = read_json(_core.worksheet(plan._core, agency))
    lines = (
        WorksheetLine(
            item["code"],
            item["input"],
            item["column"],
            item["title"],
            item["input_title"],
            item["max"],
            item["expected"],
            {option["id"]: option["title"] for option in item["options"]},
            {evidence["id"]: evidence["title"] for evidence in item["evidence"]},
            tuple(item["layers"]),
            tuple(item["only_for"]),
            item["role"],
        )
        for item in found["lines"]
    )
    return Worksheet(found["agency"], found["title"], tuple(lines), plan.rubric.language, plan)


def merge_worksheets(
    plan: Plan,
    worksheets: Mapping[str, str | os.PathLike[str] | Sequence[Mapping[str, Any]]],
    *,
    layer: str,
    units: Sequence[str | Mapping[str, Any]] | None = None,
    round: Assessment | str | os.PathLike[str] | None = None,
    evidence_folder: str | os.PathLike[str] | None = None,
    reading: Reading | None = None,
) -> Merged:
    """Merge the worksheets of all agencies.

    Parameters
    ----------
    plan
        The plan of a rubric that declares agencies and layers.
    worksheets
        By id of the agency: the file that it filled in, or observations as dictionaries.
    layer
        The layer that was filled in; its empty cells are reported.
    units
        The units that must be complete: names, or dictionaries with `unit`, `group` and `ranked`;
        by default the units that the worksheets name.
    round
        The assessment, or its file, that the worksheets are added to: its units, stages,
        reopenings and observations come first. Marks outside the days of its stages are rejected.
        It defines the units, so `units` must not be given.
    evidence_folder
        A folder with the files that the worksheets name as evidence; their sizes and SHA-256 are
        added. Without it a worksheet that names a file has to state both.
    reading
        How the worksheets are written: decimal sign, order of dates, encoding and more. None: nothing
        is stated.

    Returns
    -------
    Merged
        The assessment, and all problems: two agencies that filled in one cell differently, an agency
        that filled in a leaf of another, a cell that nobody filled in, a mark that comes too late,
        units with names that look alike.

    Raises
    ------
    DataError
        For a file that cannot be read.
    Error
        For `round` and `units` at once.
    """
    if round is not None and units is not None:
        raise Error(_messages.THE_ROUND_ALREADY_STATES_THE_UNITS_DO())
    check_plan(plan)
    before = _round(plan, round, units)
    worksheets = copied(worksheets, "worksheets")
    documents, forms = _documents(plan, worksheets, layer, reading)
    issues = misplaced(documents) + placed(alike(before, documents), documents)
    if evidence_folder is not None:
        for at, document in enumerate(documents):
            found = fill_in(document.observations, evidence_folder)
            moved = [at_place(issue, f"/submissions/{at}{issue.pointer}") for issue in found]
            issues += placed(moved, documents)
    before = replace(before, units=before.units or _units(documents))
    given = [replace(d, units=[], stages=[], reopenings=[]) for d in documents]
    file = whole(plan, [before, *given])
    submissions = [
        {"agency": agency, "observations": document.observations}
        for agency, document in zip(worksheets, documents, strict=True)
    ]
    text = {**file, "observations": before.observations, "submissions": submissions}
    issues += placed(_core.merge(plan._core, to_text(text), layer), documents)
    core, wrong = checked(plan, file)
    issues += relocate(wrong, [before, *given])
    issues = forms + beside(issues, forms)
    if core is None or any(issue.severity == "error" for issue in issues):
        return Merged(None, tuple(issues))
    return Merged(Assessment(core, plan._custom), tuple(issues))


def _documents(
    plan: Plan, worksheets: Mapping[str, Any], layer: str, reading: Reading | None
) -> tuple[list[Observations], list[Issue]]:
    """The content of each worksheet, and what is wrong with those that are forms.

    Raises DataError for files that cannot be read, with the issues of all files.
    """
    documents, issues, failures = [], list[Issue](), list[DataError]()
    for agency, sheet in worksheets.items():
        if not is_a(sheet, str, os.PathLike):
            rows = records(cast("Iterable[Any]", sheet), _messages.A_WORKSHEET())
            documents.append(Observations("", [], rows))
            continue
        try:
            document = read_partly(plan, as_path(sheet), reading)
        except DataError as failure:
            failures.append(failure)
            continue
        others = list(foreign(document, agency, layer))
        if others:
            document = replace(document, units=[], observations=[], cells=[])
        documents.append(document)
        issues += [*document.issues, *others]
    if failures:
        first, *rest = failures
        if not rest and not issues:
            raise first
        found = [issue for failure in failures for issue in failure.issues]
        raise DataError(first.subject, [*found, *issues])
    return documents, issues


def _units(documents: Sequence[Observations]) -> list[Json]:
    """The units that forms and observations name; with the group if all forms state the same one."""
    if not any(document.form for document in documents):
        return []
    groups: dict[str, set[str]] = {}
    for document in documents:
        for unit in document.units if document.form else ():
            groups.setdefault(unit["unit"], set()).add(unit.get("group", ""))
        for seen in document.observations:
            name = seen.get("unit") if is_a(seen, dict) else None
            if type(name) is str:
                groups.setdefault(name, set())
    return [
        {"unit": name, **({"group": group} if group else {})}
        for name, stated in groups.items()
        for group in [next(iter(stated)) if len(stated) == 1 else ""]
    ]


def _round(
    plan: Plan,
    given: Assessment | str | os.PathLike[str] | None,
    units: Sequence[str | Mapping[str, Any]] | None,
) -> Observations:
    """What the worksheets are added to."""
    if isinstance(given, Assessment):
        return held_by(given._document)
    if given is not None:
        return read_file(plan, as_path(given, "round"))
    return Observations("", [] if units is None else records(units, "units", "unit"), [])
