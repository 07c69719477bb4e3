# SPDX-License-Identifier: MIT
"""The hidden sheet of a form (.xlsx): it says which cell contains which answer, for reading the form back."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

NAME = "parindex_form"
"""Name of the hidden sheet, and of the property of the workbook with the digest of the map."""
VERSION = 1
COLUMNS = (
    "code", "title", "asked", "expected", "answer", "explanation", "file", "max", "rule", "row",
)  # fmt: skip
"""The columns of a sheet, from A."""
LOCKED = ("code", "title", "asked", "expected", "max", "rule")
"""The columns with locked texts."""
HEADINGS = 4
"""The row of the headings."""
UNIT = "B2"
"""The cell with the name of the unit."""
_CHUNK = 30_000  # characters; a cell has at most 32,767
_DIGEST = 64
_CELL = re.compile("[A-Z]{1,2}[1-9][0-9]{0,4}")


class FormError(ValueError):
    """The map cannot be read."""


class FormVersionError(FormError):
    """A later version wrote the form."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of a sheet of a unit."""

    kind: Literal["heading", "value", "evidence"]
    code: str
    name: str
    """The input, or the id of the evidence."""
    texts: tuple[str, ...]
    """What the locked cells show, in the order of `LOCKED`."""

    def key(self, at: int) -> str:
        """What the hidden column shows for the row with this place in the map."""
        return f"{self.kind[0]}{at + 1}"


@dataclass(frozen=True, slots=True)
class FormUnit:
    """The sheet of a unit."""

    sheet: str
    unit: str
    group: str
    shown: str
    """The name of the unit as its cell shows it."""
    rows: tuple[int, ...]
    """The rows from below the headings, as places in the map."""


@dataclass(frozen=True, slots=True)
class FormMap:
    """The whole form."""

    rubric: str
    edition: str
    digest: str
    agency: str
    layer: str
    language: str
    cover: str
    """Name of the first sheet."""
    cover_texts: Mapping[str, str]
    """What the locked cells of the first sheet show."""
    edition_cell: str
    agency_cell: str
    layer_cell: str
    date_cell: str
    author_cell: str
    headings: tuple[str, ...]
    """In the order of `COLUMNS`."""
    rows: tuple[FormRow, ...]
    units: tuple[FormUnit, ...]
    options: Mapping[str, Mapping[str, str]]
    """For each choice, by ``code input``: the id of each text of its list."""

    def place(self, part: str, file: str) -> tuple[str, str]:
        """Where the agency or the layer of a form in a file is; and no pointer, which a workbook does not have."""
        cell = self.agency_cell if part == "agency" else self.layer_cell
        return f"{file}, {self.cover}!{cell}", ""

    def options_of(self, row: FormRow) -> Mapping[str, str] | None:
        """The ids of a choice by their texts; None for a row of another kind."""
        return self.options.get(option_key(row.code, row.name))

    def to_text(self) -> str:
        """As JSON in plain characters without spaces, which no program changes when it saves a cell."""
        said = json.dumps({NAME: VERSION, **asdict(self)}, separators=(",", ":"))
        return said.replace(" ", "\\u0020").replace("_x", "\\u005fx")

    @classmethod
    def from_text(cls, text: str) -> FormMap:
        """Read what `to_text` gives. Raises FormError."""
        try:
            document: dict[str, Any] = json.loads(text)
            version = document.pop(NAME)
            if version != VERSION:
                raise FormVersionError(str(version))
            document["rows"] = tuple(
                FormRow(**{**row, "texts": tuple(row["texts"])}) for row in document["rows"]
            )
            document["units"] = tuple(
                FormUnit(**{**unit, "rows": tuple(unit["rows"])}) for unit in document["units"]
            )
            made = cls(**{**document, "headings": tuple(document["headings"])})
            made._check()
        except FormError:
            raise
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as failure:
            raise FormError(type(failure).__name__) from None
        return made

    def _check(self) -> None:
        cells = [
            self.edition_cell,
            self.agency_cell,
            self.layer_cell,
            self.date_cell,
            self.author_cell,
        ]
        texts = [
            self.rubric, self.edition, self.digest, self.agency, self.layer, self.cover, *self.headings,
            *self.cover_texts.values(), *(text for each in self.rows for text in each.texts),
            *(text for each in self.units for text in (each.sheet, each.unit, each.group, each.shown)),
            *(found for each in self.options.values() for found in each.values()),
        ]  # fmt: skip
        places = range(len(self.rows))
        sound = (
            len(self.headings) == len(COLUMNS)
            and all(len(row.texts) == len(LOCKED) for row in self.rows)
            and all(place in places for unit in self.units for place in unit.rows)
            and all(_CELL.fullmatch(cell) for cell in (*cells, *self.cover_texts))
            and all(isinstance(text, str) for text in texts)
            and self.units
        )
        if not sound:
            raise FormError


def option_key(code: str, name: str) -> str:
    """The key of a choice in `FormMap.options`."""
    return f"{code} {name}"


def digest_of(text: str) -> str:
    """The digest of a map."""
    return hashlib.sha256(text.encode()).hexdigest()


def chunks_of(text: str) -> list[str]:
    """The digest of a map and its text, in pieces for the cells of a column."""
    parts = [text[at : at + _CHUNK] for at in range(0, len(text), _CHUNK)]
    return [digest_of(text), *parts]


def joined(cells: Sequence[object]) -> FormMap:
    """The map from the cells of the column. Raises FormError for a map that was changed."""
    digest, *parts = [str(cell).strip() for cell in cells if cell is not None] or [""]
    text = "".join(parts)
    if len(digest) != _DIGEST or digest != digest_of(text):
        raise FormError("digest")
    return FormMap.from_text(text)
