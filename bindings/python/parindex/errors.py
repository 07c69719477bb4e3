# SPDX-License-Identifier: MIT
"""Issues, and the exceptions that contain them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import NamedTuple, cast, get_args

from parindex import _core, _messages
from parindex._file_codes import FILE_CODES
from parindex._late import upper
from parindex._sentences import Text, any_of, in_language
from parindex._typing import Language, Severity


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding about a rubric or about data, with its place.

    A place in a rubric file is `pointer`, `line` and `column`; a place in data is `row`, `unit` and
    `field`. ``str(issue)`` is one line for a person, and `text` the same in Vietnamese.
    """

    code: str
    """Stable slug, a key of `issue_codes`."""
    severity: Severity
    """``"error"`` or ``"warning"``; warnings alone do not stop anything."""
    message: str
    """One English sentence, without a full stop."""
    expected: str = ""
    """What was expected; empty if there is no single answer."""
    actual: str = ""
    """What was found."""
    pointer: str = ""
    """JSON Pointer (RFC 6901) into the rubric; empty means the whole document."""
    line: int = 0
    """Line in the file, from 1; 0 without a file."""
    column: int = 0
    """Column in the line, from 1; 0 without a file."""
    row: int = 0
    """Row of the data, from 1 without the header; 0 for the whole table."""
    unit: str = ""
    """Name of the unit in that row."""
    field: str = ""
    """Name of the data column, or code of the node."""
    file: str = ""
    """Name of the file, if there are several."""

    accepted: str = ""
    """The reason why the author of the rubric accepts it; empty if it is not accepted."""

    def __str__(self) -> str:
        return self.text()

    def text(self, language: Language = "en") -> str:
        """One line for a person, ``"en"`` or ``"vi"``.

        An issue that a program made from plain text has no Vietnamese: its message is not translated.
        """
        _check_language(language)
        return _core.issue_text(self, language)

    def translated(self, language: Language) -> Issue:
        """The same issue with `message`, `expected` and `actual` in this language."""
        _check_language(language)
        return replace(
            self,
            message=in_language(self.message, language),
            expected=in_language(self.expected, language),
            actual=in_language(self.actual, language),
        )

    def _repr_html_(self) -> str:
        return _shown((self,), "en")


def _shown(issues: tuple[Issue, ...], language: str, caption: str = "") -> str:
    display = upper("display._shown")
    page: str = display.issues_grid(issues, language, display.MOST, caption).to_html()
    return page


def _check_language(language: object) -> None:
    if not isinstance(language, str):
        raise WrongTypeError(
            _messages.MUST_BE_OF_TYPE_NOT("language", "str", type(language).__name__)
        )
    if language not in get_args(Language):
        expected = any_of(("'en'", "'vi'"))
        raise Error(_messages.MUST_BE_NOT("language", expected, repr(str(language))))


class IssueCode(NamedTuple):
    """A kind of issue."""

    code: str
    severity: Severity
    summary: str
    summary_vi: str


issue_codes: Mapping[str, IssueCode] = MappingProxyType(
    {
        code: IssueCode(code, cast(Severity, severity), summary, summary_vi)
        for code, severity, summary, summary_vi in (*_core.issue_codes(), *FILE_CODES)
    }
)
"""Every kind of issue that the library can report, by slug."""


class Error(ValueError):
    """Base of all errors that the library raises."""

    def text(self, language: Language = "en") -> str:
        """``str(error)``, or the same in Vietnamese (``"vi"``)."""
        _check_language(language)
        said = self.args[0] if self.args and isinstance(self.args[0], str) else str(self)
        return in_language(said, language)


class WrongTypeError(Error, TypeError):
    """An argument of a type that the call does not accept."""


class UnknownNameError(Error, KeyError):
    """An unknown name or code."""

    def __str__(self) -> str:
        return self.text()  # KeyError itself would quote it


class IssuesError(Error):
    """An error with every issue found, not only the first.

    Parameters
    ----------
    subject
        What failed, as the first line of the message.
    issues
        Everything that was found.
    """

    def __init__(self, subject: str, issues: Iterable[Issue]) -> None:
        self.subject = subject
        self.issues = tuple(issues)
        # Both are in `args`, because exceptions are pickled from it.
        super().__init__(subject, self.issues)

    def __str__(self) -> str:
        return self.text()

    def text(self, language: Language = "en") -> str:
        """What failed, then a line for each issue; similar issues are one line with a count."""
        _check_language(language)
        subject = _core.visible(in_language(self.subject, language))
        return subject + _core.issues_text(self.issues, language)

    def to_html(self, *, language: Language = "en") -> str:
        """What failed, and a table of the issues, for notebooks."""
        _check_language(language)
        return _shown(self.issues, language, in_language(self.subject, language))

    def _repr_html_(self) -> str:
        return self.to_html()


class RubricError(IssuesError):
    """An invalid rubric."""


class DataError(IssuesError):
    """Data that cannot be scored."""


class WriteError(IssuesError):
    """A file that cannot be written; its previous content is intact."""


class StoppedError(Error, TimeoutError):
    """A ``timeout`` expired before the call was done.

    There is no partial result, and the arguments of the call can be used again.
    """


def error(code: str, message: Text, **details: str | int) -> Issue:
    """An issue with the severity of its code; texts are cut like those of the engine."""
    longest = _core.limits()["message_bytes"]
    texts = {"message": message, **details}
    cut = {k: clipped(v, longest) if isinstance(v, str) else v for k, v in texts.items()}
    return Issue(code, issue_codes[code].severity, **cut)  # type: ignore[arg-type]


def clipped(text: str, longest: int) -> str:
    """A text of at most this many bytes; a longer one is cut, and ends with dots."""
    if isinstance(text, Text):
        return Text(clipped(str(text), longest), clipped(text.vi, longest))
    if 4 * len(text) <= longest:
        return text
    encoded = text.encode("utf-8", "surrogatepass")
    if len(encoded) <= longest:
        return text
    return encoded[:longest].decode("utf-8", "ignore") + "..."


class IssueLog:
    """Collects issues: the first ones, and a count by code of the rest."""

    def __init__(self) -> None:
        self._room = _core.limits()["issues"]
        self._kept: list[Issue] = []
        self._counts: list[Issue] = []
        self._omitted: Counter[str] = Counter()

    def add(self, issue: Issue) -> None:
        """Record an issue."""
        if issue.code == "issues_omitted":
            self._counts.append(issue)  # the count of another log follows all kept issues
        elif len(self._kept) < self._room:
            self._kept.append(issue)
        else:
            self._omitted[issue.code] += 1

    def add_counts(self, issue: Issue) -> None:
        """Add what the issue `issues_omitted` of another log counts to what this one counts."""
        for counted in issue.actual.split(", "):
            code, _, number = counted.partition(" ")
            self._omitted[code] += int(number)

    def __bool__(self) -> bool:
        return bool(self._kept)

    def all(self) -> list[Issue]:
        """All recorded issues and, if there were more, an issue that counts the rest."""
        if not self._omitted:
            return [*self._kept, *self._counts]
        counted = ", ".join(f"{code} {number}" for code, number in sorted(self._omitted.items()))
        message = _messages.MORE_ISSUES_WERE_FOUND_AND_NOT_KEPT(self._omitted.total())
        rest = error(
            "issues_omitted", message, expected=_messages.AT_MOST(self._room), actual=counted
        )
        return [*self._kept, rest, *self._counts]
