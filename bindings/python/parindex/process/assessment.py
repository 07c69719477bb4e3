# SPDX-License-Identifier: MIT
"""Assessments: observations about units, stage by stage."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parindex import _core, _messages
from parindex._foreign import as_path, records
from parindex._steps import read_json
from parindex._typing import Json
from parindex.display._grid import Grid, Head, Row
from parindex.display._shown import Records, Shown
from parindex.display._words import pick, word
from parindex.engine.custom import CustomRules, with_versions
from parindex.engine.plan import Plan, suspicions
from parindex.engine.scores import Scores
from parindex.errors import DataError, Error, Issue
from parindex.io import _write
from parindex.io._reading import Reading
from parindex.process._files import read_bytes, read_file
from parindex.process._observations import Observations, check_plan, checked, relocate, whole
from parindex.process.layer_gap import LayerGap, gap_of
from parindex.process.progress import AgencyProgress, progress_of
from parindex.process.signing import check_signature
from parindex.process.snapshot import Snapshot
from parindex.process.stages import Stages, StageState
from parindex.rubric.rubric import plan_of, titles_by_code

if TYPE_CHECKING:
    from parindex.process.store import AssessmentStore


class Assessment(Shown):
    """Units and what was observed about them, checked against a rubric. Immutable.

    Observations are only added: a later one for the same cell and layer replaces an earlier one, and both
    stay in `history`. The same is true of reopenings of stages.

    Examples
    --------
    >>> assessment = Assessment.load(plan, "observations.csv")  # doctest: +SKIP
    >>> assessment.score().rank()  # doctest: +SKIP
    """

    __slots__ = ("_core", "_custom", "_document", "_plan")

    def __init__(self, core: _core.Assessment, custom: CustomRules | None = None) -> None:
        self._core = core
        self._custom = custom
        self._plan = plan_of(core.plan, custom)
        self._document: Json = read_json(core.to_json())

    @classmethod
    def load(
        cls, plan: Plan, *paths: str | os.PathLike[str], reading: Reading | None = None
    ) -> Assessment:
        """Read assessment files (``.json``), stores (``.db``) and tables of observations (``.csv``, ``.xlsx``).

        They are concatenated. The units are those that the assessments and stores list; if none, those that
        observations name.

        Parameters
        ----------
        plan
            The rubric that they are for.
        paths
            The files.
        reading
            How tables are written: decimal sign, order of dates, encoding and more. None: nothing is stated.

        Raises
        ------
        DataError
            With everything that is wrong, each with its file and its row or pointer.
        """
        check_plan(plan)
        return _checked(plan, [read_file(plan, as_path(path), reading) for path in paths])

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
        """Open a store of observations, to which several programs can append at the same time.

        Parameters
        ----------
        path
            An SQLite file on a local disk.
        plan
            The plan of a rubric that declares layers. A store belongs to one rubric: one with another id or
            edition, or one that was changed since, is rejected; the selected set of weights may differ.
        units
            Names, or dictionaries with `unit`, `group` and `ranked`; units that the store lacks are
            added. A store that was created without units accepts the units that observations name.
        create
            Make the store when there is no such file.
        timeout
            Seconds to wait for other writers.
        clock
            Returns the time of an append; without an offset it is local time. Stages are checked against
            its day.

        Raises
        ------
        DataError
            `file_unreadable`; `store_damaged` for a file that is not a store, or whose content was
            changed; `format_version`; `rubric_mismatch`; `store_locked`.
        WriteError
            When the store cannot be made.
        """
        # Imported here, because some builds of Python lack SQLite.
        from parindex.process.store import AssessmentStore

        def made(core: _core.Assessment) -> Assessment:
            return Assessment(core, plan._custom)

        return AssessmentStore._opened(path, plan, made, units, create, timeout, clock)

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
            Names, or dictionaries with `unit`, `group` and `ranked`; by default the units that
            observations name.
        stages
            The dated stages of the round, with the keys of an assessment file; without any,
            observations are accepted on every day.
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
        """The assessment with more observations appended. Raises DataError."""
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
        """The assessment with one more reopening appended.

        Parameters
        ----------
        stage
            Id of the stage.
        until
            The last day on which its layers accept observations again, as ``"2021-02-05"``.
        by, reason
            Who decided it, and why.
        date
            The day on which it is recorded, which is the first day on which it applies.
        unit
            Only for this unit; None for every unit.
        code
            Only for this node and everything below it; None for every leaf.

        Raises
        ------
        DataError
            When the reopening is invalid: `stage_unknown`, `stage_dates`, `date_order` when it is
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
        return self._plan

    @property
    def units(self) -> tuple[Json, ...]:
        """The units as in an assessment file: `unit`, and `group`, if any."""
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
        return Records(self._core.warnings, self.plan.rubric.language)

    def history(self, unit: str, code: str, input: str = "value") -> tuple[Json, ...]:
        """All observations of one cell, in any layer, oldest first."""
        return tuple(self.observations[at] for at in self._core.history(unit, code, input))

    def reopenings_of(self, unit: str, code: str) -> tuple[Json, ...]:
        """The reopenings for one leaf of one unit, whatever their stage, oldest first."""
        return tuple(self.reopenings[at] for at in self._core.reopenings_of(unit, code))

    def stages_on(self, date: str) -> tuple[StageState, ...]:
        """The state of each stage on a day such as ``"2021-02-15"``, in the order of the assessment.

        Raises
        ------
        DataError
            For a text that is not a date: `date_malformed`.
        """
        found = read_json(self._core.stages_on(date))
        reopenings = self.reopenings
        states = (
            StageState(stage, item["status"], tuple(reopenings[at] for at in item["reopenings"]))
            for stage, item in zip(self.stages, found, strict=True)
        )
        rubric = self.plan.rubric
        return Stages.on(states, date, rubric.language, rubric._titles("layers"))

    def score(self, layer: str | None = None) -> Scores:
        """The final result, or that of one layer.

        The final result uses, for each cell, the mark of the first layer in the leaf's `resolution` that
        has one. The result of one layer excludes the leaves that use no marks of it. Explanations
        say which layer gave each value, and when.

        Raises
        ------
        DataError
            For a layer that the rubric does not have: `layer_unknown`.
        """
        core = self._core.score(layer)
        suspect = partial(suspicions, None, "unit", observed=True)
        return Scores(core, plan_of(core.plan, self._custom), suspect=suspect)

    def gap(self, first: str, second: str | None = None) -> LayerGap:
        """Compare a layer with another, or with the final result: self against appraised.

        Raises
        ------
        DataError
            For a layer that the rubric does not have: `layer_unknown`.
        """
        leaves = {column.code for column in self.plan.columns}
        ends = all(node.points for node in self.plan.terminating if node.code in leaves)
        found = read_json(self._core.gap(first, second))
        titles = {**titles_by_code(self.plan.rubric), **self.plan.rubric._titles("layers")}
        language = self.plan.rubric.language
        return gap_of(first, second, found, titles, language, terminates=ends)

    def progress(self, layer: str) -> tuple[AgencyProgress, ...]:
        """How far each agency has come with a layer, in the order of the rubric.

        Raises
        ------
        DataError
            For a layer that the rubric does not have: `layer_unknown`.
        """
        rubric = self.plan.rubric
        titles = {**rubric._titles("layers"), **rubric._titles("agencies")}
        found = read_json(self._core.progress(layer))
        return progress_of(found, layer, titles, self.plan.rubric.language)

    def _grids(self, language: str | None, max_rows: int) -> list[Grid]:
        """One row per unit: its group, and the number of its observations in each layer."""
        rubric = self.plan.rubric
        language = language or rubric.language
        layers = {
            key: pick(titles, language) or key for key, titles in rubric._titles("layers").items()
        }
        counts = Counter((seen["unit"], seen["layer"]) for seen in self.observations)
        said = [f"{word('units', language)}: {len(self.units)}"]
        said.append(f"{word('observations', language)}: {len(self.observations)}")
        if self.reopenings:
            said.append(f"{word('reopened_times', language)}: {len(self.reopenings)}")
        grid = Grid(
            " · ".join([rubric.title(language), rubric.edition, *said]),
            [
                *(Head(word(key, language), text=True) for key in ("unit", "group")),
                *map(Head, layers.values()),
            ],
            language=language,
        )
        for unit in self.units[:max_rows]:
            numbers = [str(counts[unit["unit"], layer] or "") for layer in layers]
            grid.rows.append(Row([unit["unit"], unit.get("group", ""), *numbers]))
        grid.drop_empty()
        grid.note_rest(len(self.units) - max_rows, language)
        grid.notes += self.warnings[:max_rows]
        return [grid]

    def freeze(self) -> Snapshot:
        """Freeze the assessment. Raises DataError while marks lack evidence and explanation."""
        return Snapshot(*self._core.freeze())

    def to_json(self) -> str:
        """The assessment as an assessment file; reading it gives an equal one."""
        return self._core.to_json()

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the assessment to a file, which is replaced as a whole. Raises WriteError.

        If two programs do so one after the other, the second overwrites the first one's observations;
        `open` keeps those of both.
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
        The custom rules that its rubric uses, as for `Rubric.compile`.
    signature
        The file of its detached Ed25519 signature, over the exact bytes of the file: 64 bytes, or
        the same as base64 text. Checked before anything in the snapshot is read.
    public_key
        The file of the public key of the signer, as PEM; required with `signature`.

    Raises
    ------
    DataError
        With every issue; `snapshot_mismatch` when something was changed, `signature_mismatch` when
        the signature does not match these bytes.
    Error
        For a signature without a public key, or a public key without a signature; and when the package
        ``cryptography`` is not installed, which checks signatures (``parindex[sign]``).
    """
    content = read_bytes(as_path(path))
    if (signature is None) != (public_key is None):
        raise Error(_messages.GIVE_BOTH_A_SIGNATURE_AND_A_PUBLIC_KEY())
    if signature is not None and public_key is not None:
        files = Path(path), Path(signature), Path(public_key)
        wrong = check_signature(content, *map(read_bytes, files[1:]), names=files)
        if wrong:
            raise DataError(_messages.INVALID_SIGNATURE(), wrong)
    core, issues = _core.check_snapshot(content, with_versions(custom))
    if core is None:
        raise DataError(_messages.INVALID_SNAPSHOT(), issues)
    return Assessment(core, custom)


def _checked(plan: Plan, documents: Sequence[Observations]) -> Assessment:
    core, issues = checked(plan, whole(plan, documents))
    if core is None:
        raise DataError(_messages.INVALID_ASSESSMENT(), relocate(issues, documents))
    return Assessment(core, plan._custom)
