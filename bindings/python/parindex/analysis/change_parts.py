# SPDX-License-Identifier: MIT
"""The change between two editions, split into data, rules, maxima and conventions: exact, it adds up."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import permutations
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast, get_args

from parindex._foreign import copied, expect, listed, one_of
from parindex._fraction import ExactFraction
from parindex._names import normal, unknown
from parindex._sentences import Sentence, in_language
from parindex._steps import time_limit
from parindex._typing import Lacking
from parindex.analysis import _words
from parindex.analysis._arguments import Arguments
from parindex.analysis._hybrids import Hybrids
from parindex.analysis._words import grid, say
from parindex.display._grid import Grid, Row
from parindex.display._shown import Records, Told, record
from parindex.display._text import from_to, show, signed
from parindex.engine.ranking import On, Stage, check_how
from parindex.engine.scores import Scores
from parindex.rubric.rubric import Rubric

if TYPE_CHECKING:
    from parindex.engine.unit_score import UnitScore

Part = Literal["rules", "maxima", "conventions", "data"]
Method = Literal["order", "shapley"]
PARTS: tuple[Part, ...] = get_args(Part)

_NAMES: Mapping[str, Sentence] = {
    "rules": _words.RULES,
    "maxima": _words.MAXIMA,
    "conventions": _words.CONVENTIONS,
    "data": _words.DATA,
}
_MERGED: tuple[tuple[Part, ...], ...] = ((), ("maxima",), ("maxima", "conventions"))
"""What is counted with the rules, if the rubric between the editions is invalid otherwise."""


@record
class UnitParts(NamedTuple):
    """The change of one unit: `after` minus `before` is the sum of the four parts."""

    unit: str
    before: ExactFraction
    rules: ExactFraction
    maxima: ExactFraction
    conventions: ExactFraction
    data: ExactFraction
    after: ExactFraction
    rank_before: int | None
    rank_after: int | None

    @property
    def difference(self) -> ExactFraction:
        """`after` minus `before`."""
        return self.after - self.before  # type: ignore[no-any-return]


class ChangeParts(Told):
    """The change between two editions, split; made by `Scores.change_parts`. Immutable."""

    __slots__ = ("_language", "left_out", "merged", "method", "on", "order", "units", "unscaled")

    on: On
    """The figure of the total."""
    method: Literal["order", "shapley"]
    """``"order"``: one part after the other; ``"shapley"``: the mean over all orders."""
    order: tuple[Part, ...]
    """The order of the parts."""
    merged: tuple[Part, ...]
    """Parts that are counted with the rules, because the rubric without them would be invalid."""
    unscaled: tuple[str, ...]
    """Leaves whose maximum is counted with the rules: their rule states no points that can be scaled exactly."""
    units: tuple[UnitParts, ...]
    """The units with a result in every step, in the order of the earlier table."""
    left_out: tuple[str, ...]
    """Units without a result in some step."""

    def __init__(
        self, states: _States, method: Method, order: tuple[Part, ...], language: str
    ) -> None:
        self._language = language
        self.on, self.method, self.order = states.on, method, order
        self.merged = states.merged
        self.unscaled = tuple(sorted(states.unscaled))
        found, missing = [], []
        for unit in states.names:
            values = states.values(unit)
            if values is None:
                missing.append(unit)
                continue
            parts = states.parts(values)
            first, last = values[frozenset()], values[frozenset(PARTS)]
            numbers = map(ExactFraction, (first, *(parts[name] for name in PARTS), last))
            ranks = states.rank(0, unit), states.rank(1, unit)
            found.append(UnitParts._make((unit, *numbers, *ranks)))
        self.units = Records(found, language)
        self.left_out = tuple(missing)

    @property
    def total(self) -> UnitParts:
        """The sums over all units; without a name and ranks."""
        columns = list(zip(*self.units, strict=True))[1:7] or [()] * 6
        sums = (ExactFraction(sum(map(Fraction, column), Fraction(0))) for column in columns)
        return UnitParts._make(("", *sums, None, None))

    def __getitem__(self, unit: str) -> UnitParts:
        """A unit by name. Raises KeyError for a unit without a result in every step."""
        for one in self.units:
            if one.unit == normal(unit):
                return one
        raise unknown("unit", unit, tuple(one.unit for one in self.units))

    def __len__(self) -> int:
        return len(self.units)

    def __iter__(self) -> Iterator[UnitParts]:
        return iter(self.units)

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dictionary per unit with the fields of `UnitParts`."""
        return [one._asdict() for one in self.units]

    def to_dict(self) -> dict[str, Any]:
        """The units, how the change was split, and what was left out."""
        return {
            "on": self.on,
            "method": self.method,
            "order": list(self.order),
            "merged": list(self.merged),
            "unscaled": list(self.unscaled),
            "units": self.to_dicts(),
            "left_out": list(self.left_out),
        }

    def to_json(self) -> str:
        """The same as JSON text; exact numbers are texts."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2, default=str)

    def _grids(self, language: str | None, max_rows: int) -> list[Grid]:
        language = language or self._language
        names = [_NAMES[name] for name in self.order]
        numbers = (_words.BEFORE, *names, _words.AFTER, _words.DIFFERENCE, _words.RANK)
        made = grid(say(_words.CHANGE_PARTS, language), language, (_words.UNIT,), numbers)
        for one in self.units[:max_rows]:
            made.rows.append(self._row(one, one.unit))
        made.note_rest(len(self.units) - max_rows, language)
        if len(self.units) > 1:
            made.rows.append(self._row(self.total, say(_words.SUM, language), strong=True))
        made.drop_empty()
        made.notes += self.notes(language)
        return [made]

    def _row(self, one: UnitParts, name: str, strong: bool = False) -> Row:
        parts = [signed(getattr(one, part)) for part in self.order]
        rank = from_to(one.rank_before, one.rank_after)
        cells = [name, show(one.before), *parts, show(one.after), signed(one.difference), rank]
        return Row(cells, "strong" if strong else "")

    def notes(self, language: str) -> list[str]:
        """How the change was split, and what was left out."""
        said = [
            say(_words.BY_SHAPLEY, language)
            if self.method == "shapley"
            else say(_words.IN_THIS_ORDER, language, self.order_text(language))
        ]
        if self.merged:
            merged = ", ".join(say(_NAMES[one], language) for one in self.merged)
            said.append(say(_words.MERGED, language, merged))
        if self.unscaled:
            said.append(say(_words.UNSCALED, language, ", ".join(self.unscaled)))
        if self.left_out:
            said.append(say(_words.UNITS_LEFT_OUT, language, ", ".join(self.left_out)))
        return said

    def order_text(self, language: str) -> str:
        """The parts in their order."""
        return ", ".join(in_language(_NAMES[name](), language) for name in self.order)


State = frozenset[Part]


class _States:
    """The results with some of the parts of the earlier edition and the others of the later one."""

    def __init__(
        self,
        before: Scores,
        after: Scores,
        method: Method,
        order: tuple[Part, ...],
        how: tuple[On, Stage, Lacking | None],
        codes: Mapping[str, str],
    ) -> None:
        self.on, self._stage, self._lacking = how
        self._sides = (before, after)
        self._codes = dict(codes)
        self._back = {new: old for old, new in codes.items()}
        self._hybrids = Hybrids(before.plan.rubric, after.plan.rubric, codes)
        self.names = [unit for unit in before.units if unit in after]
        self.names += [unit for unit in before.units if unit not in after]
        self.names += [unit for unit in after.units if unit not in before]
        orders = [order] if method == "order" else list(permutations(PARTS))
        for merged in _MERGED:
            self.merged = merged
            self._chains = [self._chain(one) for one in orders]
            needed = {state for chain in self._chains for _, state in chain}
            rubrics = {state: self._rubric(state) for state in needed}
            if all(isinstance(one, Rubric) for one in rubrics.values()):
                break
        self._scores = {
            state: self._scored(state, cast(Rubric, one)) for state, one in rubrics.items()
        }
        self._scores[frozenset()], self._scores[frozenset(PARTS)] = before, after
        self.unscaled = self._hybrids.unscalable
        self._ranks = [
            dict(zip(one.units, one._ranks() or (), strict=False)) for one in self._sides
        ]

    def _chain(self, order: Sequence[Part]) -> list[tuple[Part, State]]:
        """The states after each part; parts that are counted with the rules change with them."""
        done: set[Part] = set()
        chain: list[tuple[Part, State]] = []
        for part in order:
            if part not in self.merged:
                done |= {part, *(self.merged if part == "rules" else ())}
                chain.append((part, frozenset(done)))
        return chain

    def _rubric(self, state: State) -> Any:
        return self._hybrids.rubric(*(int(name in state) for name in PARTS[:3]))

    def _scored(self, state: State, rubric: Rubric) -> Scores:
        of_data = int("data" in state)
        of_rules = int("rules" in state)
        scores = self._sides[of_data]
        if rubric == scores.plan.rubric:
            return scores
        custom = self._sides[of_rules].plan._custom
        renamed: Mapping[str, str] = {}
        if of_data != of_rules:
            renamed = self._codes if of_rules else self._back
        plan = rubric.compile(custom=custom) if custom else rubric.compile()
        return scores.replay(plan, codes=renamed, lacking=self._lacking).after

    def values(self, unit: str) -> dict[State, Fraction] | None:
        """The figure of a unit in every state; None if it lacks one."""
        found: dict[State, Fraction] = {}
        for state, scores in self._scores.items():
            value = self._figure(scores[unit]) if unit in scores else None
            if value is None:
                return None
            found[state] = value
        return found

    def _figure(self, score: UnitScore) -> Fraction | None:
        total = score.total
        exact = total.exact if self.on == "points" else total.index_exact
        rounded = total.points if self.on == "points" else total.index
        value = exact if self._stage == "exact" else rounded
        return None if value is None else Fraction(value)

    def parts(self, values: Mapping[State, Fraction]) -> dict[Part, Fraction]:
        """The part of each change, the mean over the orders."""
        found: dict[Part, Fraction] = dict.fromkeys(PARTS, Fraction(0))
        for chain in self._chains:
            last = values[frozenset()]
            for part, state in chain:
                now = values[frozenset(PARTS) if len(state) == len(PARTS) else state]
                found[part] += now - last
                last = now
        return {part: value / len(self._chains) for part, value in found.items()}

    def rank(self, side: int, unit: str) -> int | None:
        """The rank of a unit in the earlier or the later table."""
        return self._ranks[side].get(unit)


def change_parts(
    before: Scores,
    after: Scores,
    order: Sequence[str],
    method: Method,
    codes: Mapping[str, str] | None,
    lacking: Lacking | None,
    on: On,
    stage: Stage,
    timeout: float | None,
) -> ChangeParts:
    """See `Scores.change_parts`."""
    check_how(on=on, stage=stage)
    one_of(method, get_args(Method), "method")
    expect(after, Scores, "after")
    if lacking is not None:
        one_of(lacking, get_args(Lacking), "lacking")
    renamed = copied(codes, "codes")
    parts = cast("tuple[Part, ...]", tuple(listed(order, "order")))
    arguments = Arguments(before)
    if sorted(map(str, parts)) != sorted(PARTS):
        said = _words.ORDER_NAMES_EACH(", ".join(PARTS))
        arguments.add("order", "", said, actual=", ".join(map(str, parts)))
    arguments.check()
    with time_limit(timeout):
        # Nodes that are the same but for their code are matched as well, as `replay` does.
        known = _core_codes(before, after, renamed)
        states = _States(before, after, method, parts, (on, stage, lacking), known)
        return ChangeParts(states, method, parts, after.plan.rubric.language)


def _core_codes(before: Scores, after: Scores, renamed: Mapping[str, str]) -> Mapping[str, str]:
    from parindex.rubric.difference import diff

    return diff(before.plan.rubric, after.plan.rubric, codes=dict(renamed)).codes
