# SPDX-License-Identifier: MIT
"""Rubrics: checked definitions of an index."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

from parindex import _core, _messages
from parindex._foreign import expect, is_a, path_bytes, wrong_type
from parindex._immutable import Immutable
from parindex._limits import limits
from parindex._names import normal
from parindex._steps import read_json
from parindex._tree import walk
from parindex.display._grid import Grid
from parindex.display._rubric import rubric_grid
from parindex.display._shown import Records, Shown
from parindex.display._words import pick
from parindex.errors import DataError, Issue, RubricError
from parindex.io import _json
from parindex.rounding import Rounding

if TYPE_CHECKING:
    from parindex.engine.custom import CustomRules
    from parindex.engine.plan import Plan
    from parindex.model import RubricModel

_REFUSED = _messages.INVALID_RUBRIC()


class Rubric(Immutable, Shown):
    """A valid rubric. Immutable; made by `load`, `from_json`, `from_model` or `check_rubric`.

    Notebooks display it as the tree of its nodes.

    Rubrics are equal if their canonical JSON is equal. They can be keys of dictionaries, and pickle as
    that JSON.

    Examples
    --------
    >>> rubric = Rubric.load("par.json")  # doctest: +SKIP
    """

    __slots__ = ("_core", "_text")

    def __init__(self, core: _core.Rubric) -> None:
        self._core = expect(core, _core.Rubric, "core")
        self._text: str | None = None

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Rubric:
        """Read and check a rubric file (JSON in UTF-8), or the standard input for ``-``.

        Raises
        ------
        RubricError
            With every issue of the file in `issues`; a file that cannot be read is one of them.
        """
        if path_bytes(path) == b"-":
            # Imported here: most programs do not read the standard input.
            from parindex.io._files import read_bytes

            try:
                text = read_bytes("-", _messages.A_RUBRIC(), limits().file_bytes)
            except DataError as failure:
                raise RubricError(_REFUSED, failure.issues) from None
            return _checked(*_core.check_rubric(text))
        return _checked(*_core.check_rubric_file(path_bytes(path)))

    @classmethod
    def from_json(cls, source: str | bytes | Mapping[str, Any]) -> Rubric:
        """Check a rubric given as JSON text, or as the object that such text describes.

        Parameters
        ----------
        source
            Text, UTF-8 bytes, or a dictionary; its numbers may be Decimal and Fraction as well.

        Raises
        ------
        RubricError
            With every issue in `issues`, including values that JSON cannot represent.
        TypeError
            For a source of another type.
        """
        return _checked(*_check(source))

    @classmethod
    def from_model(cls, model: RubricModel) -> Rubric:
        """Check a rubric built from the typed classes of `parindex.model`.

        Raises
        ------
        RubricError
            With every issue in `issues`.
        TypeError
            For any other object.
        """
        from parindex.model import RubricModel

        return cls.from_json(expect(model, RubricModel, "model").to_dict())

    def to_model(self) -> RubricModel:
        """The rubric as the typed classes of `parindex.model`; `from_model` makes an equal rubric from it."""
        from parindex.model import RubricModel

        return RubricModel.from_json(self.to_json())

    @property
    def id(self) -> str:
        """Identifier of the rubric."""
        return self._core.id

    @property
    def edition(self) -> str:
        """Edition, usually the year."""
        return self._core.edition

    @property
    def titles(self) -> dict[str, str]:
        """Titles by language tag."""
        return self._core.titles

    def title(self, language: str | None = None) -> str:
        """The title in a language, otherwise in another one, otherwise the identifier."""
        return pick(self.titles, language or self.language) or self.id

    @property
    def language(self) -> str:
        """The language of tables by default: Vietnamese if the rubric has it."""
        titles = self.titles
        return next((tag for tag in ("vi", "en") if tag in titles), min(titles, default="en"))

    @property
    def index_rounding(self) -> Rounding | None:
        """The rounding of every index in percent; None when indices stay exact."""
        return self._core.index_rounding

    @property
    def classes(self) -> dict[str, dict[str, str]]:
        """Titles of the classes of units by id, in the order of the ids; empty without classes."""
        return self._core.class_titles

    @property
    def digest(self) -> str:
        """``sha256:`` and 64 hexadecimal digits, over the canonical JSON without cases.

        Results name it as the rubric that they came from; it does not depend on the version of the engine.
        """
        return self._core.digest()

    @property
    def warnings(self) -> tuple[Issue, ...]:
        """Issues that do not make the rubric invalid, including accepted ones."""
        return Records(self._core.warnings, self.language)

    @property
    def weight_sets(self) -> tuple[str, ...]:
        """Names of the sets of weights; the first one is used."""
        return tuple(self._core.weight_sets)

    def with_weights(self, name: str) -> Rubric:
        """The rubric with another of its named sets of weights, which then comes first.

        Raises
        ------
        RubricError
            When the rubric names no such set; the issue is `weight_set_unknown`.
        """
        return Rubric(self._core.with_weights(name))

    def find(self, code: str) -> dict[str, Any] | None:
        """The node with a code as in the rubric file, or None; the empty code is the whole rubric.

        Every call returns a new dictionary; changing it does not change the rubric.
        """
        document: dict[str, Any] = read_json(self.to_json())
        return (
            document
            if code == ""
            else next((n for n in walk(document) if n["code"] == normal(code)), None)
        )

    def _nodes(self) -> dict[str, dict[str, Any]]:
        """Every node by code, without names of shared parts and constants."""
        return {node["code"]: node for node in walk(read_json(self._resolved()))}

    def _titles(self, key: str) -> dict[str, dict[str, str]]:
        """Titles by language of what the rubric declares under a key, by id."""
        document = read_json(self.to_json())
        return {one["id"]: one.get("title", {}) for one in document.get(key, ())}

    def _resolved(self) -> str:
        """The rubric as JSON in which every name of a shared part or a constant is replaced by its content."""
        return self._core.resolved_json()

    def _grids(self, language: str | None, max_rows: int) -> list[Grid]:
        grid = rubric_grid(read_json(self.to_json()), language or self.language, max_rows)
        grid.notes += self.warnings
        return [grid]

    def proofs(self) -> list[dict[str, Any]]:
        """What the check proved about the rubric, node by node, for all data.

        Returns
        -------
        list of dict
            `code`, `pointer`, `kind` (reach, cover, direction, denominator, inputs, maxima, scopes),
            `text`, `text_vi`, and `good`, which is False for a maximum that cannot be reached and for what could not be
            proved. Bounds ("at least", "at most") are valid for all data, but need not be reached.
        """
        found: list[dict[str, Any]] = read_json(_core.proofs(self._core))
        return found

    def to_json(self) -> str:
        """The rubric as canonical JSON: equal rubrics give equal text, and reading it gives an equal one."""
        if self._text is None:
            self._text = self._core.to_json()
        return self._text

    def compile(self, *, custom: CustomRules | None = None) -> Plan:
        """Compile the rubric for scoring.

        Parameters
        ----------
        custom
            The custom rules that the rubric names: for each a function, or a version and a function. A
            function takes a `CustomCall` and returns exact points.

        Raises
        ------
        RubricError
            When custom rules are missing or have another version, with an issue for each.
        """
        from parindex.engine.custom import with_versions
        from parindex.engine.plan import Plan

        return Plan(self._core.compile(with_versions(custom)), self, custom)

    def __eq__(self, other: object) -> bool:
        return self.to_json() == other.to_json() if isinstance(other, Rubric) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.to_json())

    def __reduce__(self) -> tuple[Callable[[str], Rubric], tuple[str]]:
        return Rubric.from_json, (self.to_json(),)

    def __repr__(self) -> str:
        document = read_json(self.to_json())
        leaves = sum("rule" in node for node in walk(document))
        return (
            f"<Rubric {self.id!r}, edition {self.edition!r}: {len(document['nodes'])} fields, "
            f"{leaves} leaves, {document['max']} points>"
        )


def check_rubric(source: str | bytes | Mapping[str, Any]) -> tuple[Rubric | None, list[Issue]]:
    """Check a rubric without raising.

    Parameters
    ----------
    source
        As for `Rubric.from_json`.

    Returns
    -------
    rubric : Rubric or None
        None if there are errors.
    issues : list of Issue
        Every error and warning, in document order.
    """
    core, issues = _check(source)
    return (None if core is None else Rubric(core)), issues


def plan_of(core: _core.Plan, custom: CustomRules | None) -> Plan:
    """The plan that the engine has compiled from a rubric."""
    from parindex.engine.plan import Plan

    return Plan(core, Rubric(core.rubric), custom)


def titles_by_code(rubric: Rubric) -> dict[str, dict[str, str]]:
    """Titles by language of every node that has one, by code."""
    document = read_json(rubric.to_json())
    return {node["code"]: node["title"] for node in walk(document) if "title" in node}


def _checked(core: _core.Rubric | None, issues: list[Issue]) -> Rubric:
    if core is None:
        raise RubricError(_REFUSED, issues)
    return Rubric(core)


def _check(source: str | bytes | Mapping[str, Any]) -> tuple[_core.Rubric | None, list[Issue]]:
    text, issues = encode(source, _messages.A_RUBRIC())
    return (None, issues) if issues else _core.check_rubric(text)


def encode(source: str | bytes | Mapping[str, Any], name: str) -> tuple[bytes, list[Issue]]:
    """The text of the file with this content, and the issues of values that JSON cannot represent."""
    if is_a(source, bytes):
        return cast(bytes, source), []
    if is_a(source, str):
        # Unpaired surrogates pass through: the checker reports them with their place.
        return str.encode(source, "utf-8", "surrogatepass"), []  # type: ignore[arg-type]
    if is_a(source, Mapping):
        return _json.encode(source)
    raise wrong_type(name, source, _messages.TEXT_BYTES_OR_A_DICTIONARY())
