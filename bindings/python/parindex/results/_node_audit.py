# SPDX-License-Identifier: MIT
"""Ranks and classes of nodes under other decisions, each changed alone."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

from parindex import _core
from parindex._steps import each, read_json
from parindex._tree import levels, walk
from parindex.engine.scores import Scores
from parindex.errors import Issue, RubricError
from parindex.rounding import Rounding
from parindex.rubric.rubric import Rubric

if TYPE_CHECKING:
    from parindex.engine.ranking import Ranking

_KINDS = ("missing", "not_applicable", "not_proven", "refused")
_POLICIES = ("zero", "exclude", "full")
_MODES = ("half_up", "half_even", "half_down")
_TIES = ("competition", "dense", "ordinal")

Outcomes = Mapping[str, str]
"""The label of a rank or the id of a class of each unit; empty for none."""
Found = list[dict[str, Any]]


class NodeAudit:
    """The ranks and classes of nodes that another decision would change, in the form of the audit's JSON."""

    def __init__(self, scores: Scores, halves: bool) -> None:
        self._scores = scores
        self._document: dict[str, Any] = read_json(scores.plan.rubric._resolved())
        self._halves = halves
        self.issues: list[Issue] = []
        nodes = {node.get("code", ""): node for _, node in levels(self._document)}
        self._ranked: dict[str, Outcomes] = {}
        self._classed: dict[str, tuple[Mapping[str, Any], Outcomes]] = {}
        for code, ranked, classified in scores._core.declared_results:
            if not code:
                continue
            if ranked:
                self._ranked[code] = _places(scores.rank(node=code))
            # The classes of a table's outputs depend on no convention.
            if classified and "classes" in nodes[code]:
                rule = nodes[code]["classes"]
                self._classed[code] = rule, _classes(scores, code, rule)
        self._changes: dict[tuple[str, str, str], Found] = {}
        if self._ranked or self._classed:
            self._try_rank_rules()
            self._try_stages()
            self._try_policies()
            if halves:
                self._try_modes()

    def found(self, key: str) -> Found:
        """The units with another ``"rank"`` or ``"class"``, by node in document order and then by row."""
        now = dict(self._ranked)
        if key == "class":
            now = {code: classes for code, (_, classes) in self._classed.items()}
        units, groups = self._scores.units, self._scores.groups or [None] * len(self._scores)
        return [
            {
                "unit": unit,
                "code": code,
                **({"group": group or None} if key == "rank" else {}),
                key: now[code][unit] or None,
                "changes": self._changes[key, code, unit],
            }
            for code in now
            for unit, group in zip(units, groups, strict=True)
            if (key, code, unit) in self._changes
        ]

    # ---- decisions ----

    def _try_rank_rules(self) -> None:
        for code in self._ranked:
            for ties in _TIES:
                other = self._scores.rank(node=code, ties=ties)  # type: ignore[arg-type]
                self._compare("rank", code, ("ties", ties), self._ranked[code], _places(other))
            other = self._scores.rank(node=code, tie_break=[])
            self._compare("rank", code, ("tie_break", "none"), self._ranked[code], _places(other))

    def _try_stages(self) -> None:
        for stage in ("exact", "rounded"):
            decision = ("stage", stage)
            for code, now in self._ranked.items():
                other = self._scores.rank(node=code, stage=stage)
                self._compare("rank", code, decision, now, _places(other))
            for code, (rule, now) in self._classed.items():
                changed = _classes(self._scores, code, {**rule, "stage": stage})
                self._compare("class", code, decision, now, changed)

    def _try_policies(self) -> None:
        nodes = [node for _, node in levels(self._document)]
        for kind in _KINDS:
            if any(kind in node for node in nodes):
                for policy in _POLICIES:
                    self._rescore((kind, policy), partial(_with_policy, kind, policy))

    def _try_modes(self) -> None:
        for mode in _MODES:
            self._rescore(("rounding", mode), partial(_with_mode, mode))

    def _rescore(self, decision: tuple[str, str], edit: Callable[[dict[str, Any]], None]) -> None:
        """Score the same table with a rubric that is changed at every node, and compare."""
        document: dict[str, Any] = json.loads(json.dumps(self._document))
        for node in (document, *walk(document)):
            edit(node)
            node.pop("classes", None)  # they need not cover every value of the changed rubric
        try:
            plan = Rubric.from_json(document).compile(custom=self._scores.plan._custom)
        except RubricError as error:
            self.issues += error.issues
            return
        other = Scores(_core.restored_scores(plan._core, *self._scores._core.state()), plan)
        for code, now in self._ranked.items():
            self._compare("rank", code, decision, now, _places(other.rank(node=code)))
        for code, (rule, now) in self._classed.items():
            self._compare("class", code, decision, now, _classes(other, code, rule))

    def _compare(
        self, key: str, code: str, decision: tuple[str, str], now: Outcomes, other: Outcomes
    ) -> None:
        for unit, outcome in now.items():
            if other[unit] != outcome:
                change = {"decision": decision[0], "option": decision[1], key: other[unit] or None}
                self._changes.setdefault((key, code, unit), []).append(change)


def _with_policy(kind: str, policy: str, node: dict[str, Any]) -> None:
    node.pop(kind, None)
    if "nodes" in node:
        node[kind] = policy


def _with_mode(mode: str, node: dict[str, Any]) -> None:
    for key in ("rounding", "index_rounding"):
        how = node.get(key)
        if isinstance(how, dict) and how["mode"] in _MODES:
            node[key] = {**how, "mode": mode}


def _places(ranking: Ranking) -> Outcomes:
    """The label of each unit; ``"2-3"`` for those that ordinal ranks leave tied."""
    labels: dict[str, str] = {}
    ordinal = ranking.rule["ties"] == "ordinal"
    shared: dict[tuple[str | None, int | None], list[str]] = {}
    for entry in each(ranking.entries):
        labels[entry.unit] = entry.label
        if ordinal and entry.tied:
            group = entry.group if ranking.rule["within"] == "group" else None
            shared.setdefault((group, entry.rank), []).append(entry.unit)
    for (_, rank), units in shared.items():
        for unit in units if rank is not None and len(units) > 1 else ():
            labels[unit] = f"{rank}-{(rank or 0) + len(units) - 1}"
    return labels


# ---- classes by a rule that the rubric does not state ----


def _classes(scores: Scores, code: str, rule: Mapping[str, Any]) -> Outcomes:
    figures: dict[str, Fraction | None] = {}
    for score in each(scores):
        node = score[code]
        if rule["on"] == "points":
            value = node.exact if rule["stage"] == "exact" else node.points
        else:
            value = node.index_exact if rule["stage"] == "exact" else node.index
        figures[score.unit] = None if value is None else Fraction(value)
    if "quota" in rule:
        return _by_quota(scores, rule, figures)
    return {unit: _band_of(rule, x) for unit, x in figures.items()}


def _band_of(rule: Mapping[str, Any], x: Fraction | None) -> str:
    found = (band["id"] for band in rule["bands"] if x is not None and _within(band, x))
    return str(next(found, ""))


def _within(ends: Mapping[str, Any], x: Fraction) -> bool:
    return (
        ("from" not in ends or x >= Fraction(ends["from"]))
        and ("above" not in ends or x > Fraction(ends["above"]))
        and ("to" not in ends or x <= Fraction(ends["to"]))
        and ("below" not in ends or x < Fraction(ends["below"]))
    )


def _by_quota(
    scores: Scores, rule: Mapping[str, Any], figures: Mapping[str, Fraction | None]
) -> Outcomes:
    """From the best class down, each takes its part of the units that are ranked and have a figure."""
    quota, found = rule["quota"], dict.fromkeys(scores.units, "")
    for members in _parts(scores, str(quota["within"])):
        rest = {unit: x for unit in members if (x := figures[unit]) is not None}
        count = len(rest)
        for band in rule["bands"]:
            room = Fraction(count)
            if "percent" in band:
                part = Fraction(band["percent"]) * count / 100
                room = Fraction(Rounding(0, quota["rounding"]).apply(part))
            taken, order = [], sorted(rest.values())
            for unit, x in rest.items():
                better = len(order) - bisect_right(order, x)
                all_equal = len(order) - bisect_left(order, x)
                fits = better < room if quota["ties"] == "better" else all_equal <= room
                if fits and _within(band, x):
                    taken.append(unit)
            for unit in taken:
                found[unit] = str(band["id"])
                del rest[unit]
    return found


def _parts(scores: Scores, within: str) -> Iterator[Sequence[str]]:
    """The units that are ranked: all, or those of each group."""
    unranked = scores._core.state()[2] or [False] * len(scores)
    groups = scores.groups if within == "group" and scores.groups else [None] * len(scores)
    parts: dict[str | None, list[str]] = {}
    for unit, group, out in zip(scores.units, groups, unranked, strict=True):
        if not out:
            parts.setdefault(group, []).append(unit)
    yield from parts.values()
