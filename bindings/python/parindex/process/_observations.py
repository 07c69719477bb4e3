# SPDX-License-Identifier: MIT
"""Observations from files and programs, combined into one assessment file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from parindex import _core, _messages
from parindex._foreign import expect, is_a
from parindex._names import normal
from parindex._typing import Json
from parindex.engine.plan import Plan
from parindex.errors import DataError, Issue, IssueLog
from parindex.io import _csv, _json
from parindex.process._form_map import FormMap

COLUMNS = ("unit", "code", "input", "layer", "value", "evidence", "files", "note", "date", "author")
"""Columns of observations in a CSV file; only `REQUIRED` must be there."""

REQUIRED = ("unit", "code", "layer", "value", "date")
"""Columns that a CSV file of observations needs."""

NAMES = ("unit", "code", "input", "layer")
"""The columns of a worksheet."""

PARTS = ("units", "stages", "reopenings", "observations")
"""The lists of an assessment file, in order."""


@dataclass(frozen=True, slots=True)
class PageForm:
    """For whom a form that is a page was made."""

    agency: str
    layer: str

    def place(self, part: str, file: str) -> tuple[str, str]:
        """File and pointer of the agency or the layer."""
        return file, f"/{part}"


@dataclass(frozen=True, slots=True)
class Observations:
    """The content of one file, or data from a program; `file` is empty then."""

    file: str
    units: list[Json]
    observations: list[Json]
    rows: list[int] = field(default_factory=list)
    """The row of each observation; empty if the file has no rows."""
    stages: list[Json] = field(default_factory=list)
    reopenings: list[Json] = field(default_factory=list)
    cells: list[Mapping[str, str]] = field(default_factory=list)
    """For a form: the cell of each observation by key, such as ``value`` or ``evidence/0``."""
    form: FormMap | PageForm | None = None
    issues: list[Issue] = field(default_factory=list)
    """What is wrong with a form."""


def held_by(document: Json, file: str = "") -> Observations:
    """A checked assessment as a document, as if read from a file of this name."""
    return Observations(
        file,
        list(document["units"]),
        list(document["observations"]),
        stages=list(document.get("stages", ())),
        reopenings=list(document.get("reopenings", ())),
    )


def observation(row: Mapping[str, str]) -> Json | None:
    """The observation of a row of a table; None for an empty row."""
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
    """A code as a spreadsheet keeps it: ``="1.10"``, because 1.10 would become 1.1."""
    return '="' + code.replace('"', '""') + '"'


def unquoted(text: str, *, name: bool) -> str:
    """Return the value of a CSV cell without its quoting; `name` is true for a column of names, which
    may be guarded."""
    text = normal(text.strip())
    if name and (plain := _csv.unguarded(text)) != text:
        return plain
    return text[2:-1].replace('""', '"') if text.startswith('="') and text.endswith('"') else text


def checked(plan: Plan, document: Json) -> tuple[_core.Assessment | None, list[Issue]]:
    """The assessment that a document describes, and its issues."""
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
    """The list of an assessment file that an issue points into, and the position of its item."""
    _, part, at, *_ = [*issue.pointer.split("/"), "", ""]
    known = PARTS.index(part) if part in PARTS else -1
    return known, int(at) if at.isdigit() else -1


def whole(plan: Plan, documents: Sequence[Observations]) -> Json:
    """The documents combined into one assessment file, in order."""
    rubric = plan.rubric
    file: Json = {"parindex_assessment": 1, "rubric": rubric.id, "edition": rubric.edition}
    for key in PARTS:
        file[key] = [item for document in documents for item in getattr(document, key)]
    if not file["units"]:
        seen = [item for item in file["observations"] if is_a(item, dict)]
        names = (item.get("unit", "") for item in seen)
        # Values other than text are reported at their place.
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
        if part == "observations" and document.cells:
            cells = document.cells[index]
            cell = cells.get("/".join(rest[:2])) or cells.get(rest[0]) or cells["value"]
            moved.append(replace(plain, file=cell, pointer=""))
        elif part == "observations" and document.rows:
            moved.append(replace(plain, file=document.file, row=document.rows[index], pointer=""))
        else:
            if part == "observations" and is_a(document.form, PageForm):
                part = "answers"
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
    """A document as JSON for the engine. Raises DataError for values that JSON cannot represent."""
    text, issues = _json.encode(document, room=_ROOM * _items(document))
    if issues:
        raise DataError(_messages.INVALID_ASSESSMENT(), issues)
    return text


def check_plan(plan: object) -> None:
    """Raises TypeError for anything but a Plan."""
    expect(plan, Plan, "plan")


def made_for(plan: Plan) -> tuple[str, str, str]:
    """Id, edition and digest of a rubric for files that belong to it; the selected set of weights does not matter."""
    rubric = plan.rubric
    for name in sorted(rubric.weight_sets, reverse=True):
        rubric = rubric.with_weights(name)
    return rubric.id, rubric.edition, rubric.digest
