# SPDX-License-Identifier: MIT
"""The results of imports and exports, with every difference from the source."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import NoReturn

from parindex._sentences import Text
from parindex.errors import Issue, IssueLog, RubricError, error
from parindex.exchange import _said
from parindex.model import RubricModel
from parindex.rubric.rubric import Rubric

_NUMBER = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]{1,2})?")
_LONGEST = 100


@dataclass(frozen=True)
class ExchangedRubric:
    """A rubric of another format."""

    rubric: Rubric
    """The rubric, checked."""
    differences: tuple[Issue, ...]
    """Everything in which it differs from its source, as warnings with their places."""
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Column that the rubric reads, and its name in the source: the `columns` of a `Reading`."""


@dataclass(frozen=True)
class ExchangedFile:
    """A rubric in another format."""

    content: str
    """The text of the file, which is UTF-8."""
    differences: tuple[Issue, ...]
    """Everything in which it differs from the rubric, as warnings."""


class LostError(Exception):
    """An element that cannot be carried over; its issue is already recorded."""


class Found:
    """The differences as they are found."""

    def __init__(self) -> None:
        self.errors = IssueLog()
        self.notes: list[Issue] = []

    def lost(self, expected: str, actual: str, line: int = 0, name: str = "") -> LostError:
        """Record what would change a score."""
        message = _said.NOT_CARRIED_OVER()
        self.errors.add(
            error(
                "exchange_unsupported",
                message,
                expected=expected,
                actual=actual,
                field=name,
                **_place(line),
            )
        )
        return LostError()

    def one_sided(self, message: Text, line: int = 0, name: str = "") -> None:
        """Record that some values have a score on one side only."""
        self._note("exchange_one_sided", message, "", line, name)

    def omitted(self, what: str, line: int = 0, name: str = "") -> None:
        """Record a part that changes no score."""
        self._note("exchange_omitted", _said.OMITTED(), what, line, name)

    def changed(self, message: Text, line: int = 0, name: str = "") -> None:
        """Record something that is written in another way and changes no score."""
        self._note("exchange_omitted", message, "", line, name)

    def _note(self, code: str, message: Text, actual: str, line: int, name: str) -> None:
        self._keep(error(code, message, actual=actual, field=name, **_place(line)))

    def _keep(self, issue: Issue) -> None:
        if issue not in self.notes:
            self.notes.append(issue)

    def leave_out(self, name: str, line: int) -> None:
        """Turn the errors so far into notes: their element is left out."""
        causes = self.errors.all()
        self.errors = IssueLog()
        for cause in causes:
            at = replace(cause, code="exchange_left_out", severity="warning", field=name)
            self._keep(replace(at, message=_said.LEFT_OUT(), line=cause.line or line, column=1))

    def done(self, model: RubricModel, columns: Mapping[str, str]) -> ExchangedRubric:
        """The checked rubric. Raises RubricError."""
        self.check(_said.THE_FILE_CANNOT_BE_IMPORTED())
        try:
            rubric = Rubric.from_model(model)
        except RubricError as failure:
            raise RubricError(_said.THE_FILE_CANNOT_BE_IMPORTED(), failure.issues) from None
        return ExchangedRubric(rubric, tuple(self.notes), MappingProxyType(dict(columns)))

    def written(self, content: str) -> ExchangedFile:
        """The file. Raises RubricError."""
        self.check(_said.THE_RUBRIC_CANNOT_BE_EXPORTED())
        return ExchangedFile(content, tuple(self.notes))

    def check(self, subject: Text) -> None:
        """Raise RubricError for what would change a score."""
        if self.errors:
            raise RubricError(subject, [*self.errors.all(), *self.notes])


def refuse(expected: str, actual: str, line: int = 0) -> NoReturn:
    """Raise RubricError for a file that is not of the format."""
    issue = error(
        "exchange_malformed", _said.MALFORMED(), expected=expected, actual=actual, **_place(line)
    )
    raise RubricError(_said.THE_FILE_CANNOT_BE_IMPORTED(), [issue])


def _place(line: int) -> dict[str, int]:
    return {"line": line, "column": 1 if line else 0}


def unlike(name: str, taken: set[str]) -> str:
    """The name, followed by a number if it is in `taken`; the result is added to `taken`."""
    found, at = name, 2
    while found in taken:
        found, at = f"{name}_{at}", at + 1
    taken.add(found)
    return found


def as_code(text: str) -> str:
    """A text as a code or an id."""
    plain = unicodedata.normalize("NFC", text.strip())
    return re.sub(r"[\s/~\x00-\x20\x7f-\x9f]+", "_", plain)[:40] or "_"


def as_input(text: str) -> str:
    """A text as the name of an input: letters of ASCII, digits and _."""
    plain = unicodedata.normalize("NFKD", text.replace("đ", "d").replace("Đ", "D"))
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    name = re.sub(r"[^A-Za-z0-9_]+", "_", kept).strip("_")[:40]
    return name if re.match(r"[A-Za-z]", name) else f"v_{name}"


def number(text: str) -> Fraction | None:
    """An exact number, or None."""
    plain = text.strip()
    if len(plain) > _LONGEST or _NUMBER.fullmatch(plain) is None:
        return None
    return Fraction(plain)


def text_of(value: Fraction) -> str:
    """An exact number as decimal text, or as a fraction."""
    rest, places = value.denominator, 0
    for prime in (2, 5):
        times = 0
        while rest % prime == 0:
            rest, times = rest // prime, times + 1
        places = max(places, times)
    if rest != 1:
        return str(value)
    return format(Decimal(int(value * 10**places)).scaleb(-places), "f")
