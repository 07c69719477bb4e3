# SPDX-License-Identifier: MIT
"""Reads the arguments of `Plan.simulate`: every mistake at once, with argument, address and draw."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from parindex import _core, _messages
from parindex._foreign import copied, expect, is_a, listed, shown
from parindex._names import did_you_mean, normal
from parindex._sentences import Text
from parindex.errors import DataError, Error, Issue, error
from parindex.results import messages
from parindex.results._changes import cells_of
from parindex.results._draw_values import (
    Array,
    BadValuesError,
    Picks,
    as_whole,
    coded,
    is_single,
    number,
    whole,
)
from parindex.results._draws import Cells, Draws, Edit, Json, by_code
from parindex.results._places import NO_VALUES, Path, PlaceError, What, adjoining, find_place
from parindex.rounding import Rounding, stated_rounding

if TYPE_CHECKING:
    from parindex.engine.scores import Scores

_POLICIES = ("error", "zero", "exclude", "full")
_PLACES = 12  # named in an issue


class DrawsLog:
    """The issues of draws. `check` raises them."""

    def __init__(self) -> None:
        self._issues: list[Issue] = []

    def add(
        self,
        argument: str,
        field: str,
        message: Text,
        code: str = "value_unexpected",
        **details: str,
    ) -> None:
        """Record an issue of an argument."""
        said = messages.OF_THE_ARGUMENT(argument, message)
        self._issues.append(error(code, said, field=field, **details))

    def add_draws(
        self,
        argument: str,
        field: str,
        draws: Sequence[int],
        message: Text,
        code: str,
        **details: str,
    ) -> None:
        """Record an issue of some draws, with the first of them."""
        self.add(argument, field, in_draws(draws, message), code, **details)

    def keep(self, issue: Issue) -> None:
        """Record an issue as it is."""
        self._issues.append(issue)

    def check(self) -> None:
        """Raise DataError if anything is wrong."""
        if self._issues:
            raise DataError(messages.THE_DRAWS_ARE_INVALID(), self._issues)


def in_draws(draws: Sequence[int], message: Text) -> Text:
    """``draw 3: …``, or ``draw 3 and 2 more: …``."""
    first = int(draws[0])
    if len(draws) == 1:
        return messages.IN_DRAW(first, message)
    return messages.IN_DRAWS(first, len(draws) - 1, message)


class Reader:
    """Reads the arguments for the units of some scores."""

    def __init__(self, base: Scores, count: int | None, log: DrawsLog) -> None:
        self._base = base
        self._plan = base.plan
        self._log = log
        self._count = count
        self._single: list[Callable[[int], None]] = []
        self._edits: list[Edit] = []
        self._cells: list[Cells] = []
        self._taken: set[tuple[str, Path]] = set()
        self._nodes = by_code(json.loads(self._plan.rubric._resolved()))

    def read(self, given: Mapping[str, Any]) -> Draws:
        """All draws. Raises DataError after any issue."""
        read: dict[str, Callable[[str, Any], None]] = {
            "weights": self._weight,
            "maxima": self._maximum,
            "points": self._point,
            "thresholds": self._threshold,
            "inputs": self._input,
            "policies": self._policy,
            "roundings": self._rounding,
        }
        anything = False
        for argument, take in read.items():
            for name, values in copied(given[argument], argument).items():
                anything = True
                if is_a(name, str):
                    take(normal(name), values)
                else:
                    expect(name, str, argument)
        if self._count is None and anything and self._single:
            self._count = 1
        self._log.check()
        if not self._count:
            raise Error(messages.NO_DRAWS())
        for fill in self._single:
            fill(self._count)
        self._log.check()
        for edit in self._edits:
            if edit.argument == "thresholds":
                edit.also = tuple(
                    path for path in edit.also if (edit.code, path) not in self._taken
                )
        return Draws(self._plan, self._count, self._edits, self._cells)

    # ---- arguments ------------------------------------------------------------------------------

    def _weight(self, name: str, values: Any) -> None:
        node = self._node("weights", name)
        if node is not None and ("weight" not in node or "weight_input" in node):
            self._log.add("weights", name, messages.NO_WEIGHT_TO_DRAW(name))
        elif node is not None:
            self._numbers("weights", name, name, ("weight",), values)

    def _maximum(self, name: str, values: Any) -> None:
        if self._node("maxima", name) is not None:
            self._numbers("maxima", name, name, ("max",), values)

    def _point(self, name: str, values: Any) -> None:
        if (place := self._place("points", name, "points")) is not None:
            self._numbers("points", name, *place, values)

    def _threshold(self, name: str, values: Any) -> None:
        if (place := self._place("thresholds", name, "thresholds")) is not None:
            also = adjoining(self._nodes[place[0]], place[1])
            self._numbers("thresholds", name, *place, values, also)

    def _policy(self, name: str, values: Any) -> None:
        if name in NO_VALUES and name not in self._nodes:
            place: tuple[str, Path] | None = "", (name,)
        else:
            place = self._place("policies", name, "policies")
        if place is None:
            return
        self._choices("policies", name, *place, values, _policy_key, messages.NOT_A_POLICY(name))

    def _rounding(self, name: str, values: Any) -> None:
        code, _, rest = name.partition("/")
        if code == "index_rounding" and code not in self._nodes:
            code, rest = "", name
        node = self._node("roundings", code)
        if node is None:
            return
        path: tuple[str, ...] = tuple(rest.split("/")) if rest else ()
        if not path or path[0] not in ("rounding", "index_rounding"):
            path = ("rounding", *path)
        if path[1:] not in ((), ("mode",), ("digits",), ("step",)):
            known = "rounding, index_rounding, mode, digits, step"
            self._log.add(
                "roundings", name, messages.NO_SUCH_PLACE(code or _total(), known), "key_unknown"
            )
            return
        whole_drawn = (code, path[:1]) in self._taken
        if len(path) == 2 and not whole_drawn and not isinstance(node.get(path[0]), dict):
            self._log.add("roundings", name, messages.NO_ROUNDING_TO_DRAW(name))
            return
        key = _rounding_key(path)
        self._choices("roundings", name, code, path, values, key, messages.NOT_A_ROUNDING(name))

    def _input(self, name: str, values: Any) -> None:
        if name not in self._plan._known:
            near = _core.nearest(name, self._plan._names)
            said = did_you_mean(messages.NO_COLUMN(shown(name)), near)
            self._log.add("inputs", name, said, "column_unknown")
            return
        if is_a(values, Mapping):
            values = self._by_unit(name, values)
        if values is not None:
            self._counted("inputs", name, values, lambda all_: self._column(name, all_))

    # ---- parts ----------------------------------------------------------------------------------

    def _node(self, argument: str, code: str) -> Json | None:
        node = self._nodes.get(code)
        if node is None:
            near = _core.nearest(code, self._plan.codes)
            said = did_you_mean(_messages.NO_NODE(shown(code)), near)
            self._log.add(argument, code, said, "code_unknown")
        return node

    def _place(self, argument: str, name: str, what: What) -> tuple[str, Path] | None:
        code, _, rest = name.partition("/")
        node = self._node(argument, code)
        if node is None:
            return None
        try:
            return code, find_place(node, rest.split("/") if rest else [], what)
        except PlaceError as wrong:
            first = [f"{code}/{place}" for place in wrong.known[:_PLACES]]
            if len(wrong.known) > _PLACES:
                first.append("…")
            known = ", ".join(first)
            if wrong.several:
                said = messages.SEVERAL_PLACES(code or _total(), known)
            elif known:
                said = messages.NO_SUCH_PLACE(code or _total(), known)
            else:
                said = messages.NO_PLACES(code or _total())
            self._log.add(argument, name, said, "key_unknown")
            return None

    def _numbers(
        self,
        argument: str,
        name: str,
        code: str,
        path: Path,
        values: Any,
        also: tuple[Path, ...] = (),
    ) -> None:
        def make(all_: Any) -> None:
            try:
                edit = Edit(argument, name, code, path, also, whole=whole(all_))
            except BadValuesError as wrong:
                said = messages.NOT_A_NUMBER(name)
                self._log.add_draws(
                    argument, name, wrong.draws, said, "value_type",
                    expected=_messages.A_NUMBER_SUCH_AS(), actual=shown(wrong.first),
                )  # fmt: skip
            else:
                self._edits.append(edit)

        if self._take(argument, name, code, path):
            self._counted(argument, name, values, make)

    def _choices(
        self,
        argument: str,
        name: str,
        code: str,
        path: Path,
        values: Any,
        read: Callable[[Any], Any],
        said: Text,
    ) -> None:
        """Values that are read as JSON."""

        def make(all_: Any) -> None:
            try:
                picks, kept = coded(all_, lambda value: _or_none(read, value))
            except BadValuesError as wrong:
                self._log.add_draws(
                    argument, name, wrong.draws, said, "word_unknown", actual=shown(wrong.first)
                )
            else:
                chosen = picks, [json.loads(read(value)) for value in kept]
                self._edits.append(Edit(argument, name, code, path, chosen=chosen))

        if self._take(argument, name, code, path):
            self._counted(argument, name, values, make)

    def _take(self, argument: str, name: str, code: str, path: Path) -> bool:
        if (code, path) in self._taken:
            self._log.add(argument, name, messages.DRAWN_TWICE(name))
            return False
        self._taken.add((code, path))
        return True

    def _counted(self, argument: str, name: str, values: Any, make: Callable[[Any], None]) -> None:
        """Values, one for each draw; a single value is for all draws, once their number is known."""
        if is_single(values) or is_a(values, Rounding, Mapping, bool):
            self._single.append(lambda count: make([values] * count))
            return
        import numpy as np

        if not isinstance(values, np.ndarray) or values.ndim == 0:
            values = listed(values, argument)
        size = len(values)
        if self._count is not None and size != self._count:
            self._log.add(argument, name, messages.DRAWS_DIFFER(name, size, self._count))
        elif size == 0:
            self._log.add(argument, name, messages.NO_DRAWS())
        else:
            self._count = size
            make(values)

    # ---- inputs ---------------------------------------------------------------------------------

    def _by_unit(self, name: str, given: Mapping[Any, Any]) -> Any:
        """Values for some units, with those of the table for the others; None after an issue."""
        import numpy as np

        lists: dict[int, list[Any]] = {}
        for unit, values in copied(given, "inputs").items():
            row = self._base._core.find(normal(unit))
            if row is None:
                near = _core.nearest(unit, self._base.units)
                said = did_you_mean(messages.NO_UNIT(shown(unit)), near)
                self._log.add("inputs", name, said, "unit_unknown")
                return None
            lists[row] = listed(
                values.tolist() if isinstance(values, np.ndarray) else values, "inputs"
            )
        sizes = {len(values) for values in lists.values()}
        if len(sizes) != 1:
            self._log.add(
                "inputs",
                name,
                messages.DRAWS_DIFFER(name, max(sizes, default=0), min(sizes, default=0)),
            )
            return None
        state = self._base._core.state()
        now = [cells_of(self._base, state, row)[name] for row in range(len(self._base))]
        return [
            [lists[row][draw] if row in lists else value for row, value in enumerate(now)]
            for draw in range(sizes.pop())
        ]

    def _column(self, name: str, values: Any) -> None:
        import numpy as np

        units = len(self._base)
        if not isinstance(values, np.ndarray):
            rows = any(is_a(value, list, tuple, np.ndarray) for value in values)
            if rows and any(
                not is_a(value, list, tuple, np.ndarray) or len(value) != units for value in values
            ):
                wrong = next(
                    v for v in values if not is_a(v, list, tuple, np.ndarray) or len(v) != units
                )
                size = len(wrong) if is_a(wrong, list, tuple, np.ndarray) else 1
                self._log.add("inputs", name, messages.UNITS_DIFFER(name, size, units))
                return
            flat = [cell for row in values for cell in row] if rows else values
            picks, kept = coded(flat, _cell_key)
            self._cells.append(
                Cells(name, picks.reshape(len(values), units) if rows else picks, kept)
            )
            return
        if values.ndim > 2 or (values.ndim == 2 and values.shape[1] != units):
            self._log.add("inputs", name, messages.UNITS_DIFFER(name, values.shape[-1], units))
        elif values.dtype.kind in "iuf" and values.dtype.itemsize <= 8:
            self._cells.append(Cells(name, None, np.array(values)))
        else:
            picks, kept = coded(values.ravel().tolist(), _cell_key)
            self._cells.append(Cells(name, picks.reshape(values.shape), kept))


def _cell_key(value: Any) -> Any:
    """Equal cells of one type are one; others, also unhashable ones, are apart."""
    try:
        hash(value)
    except Exception:  # noqa: BLE001 - foreign code may raise anything
        return type(value), id(value)
    return type(value), value


def _or_none(read: Callable[[Any], str], value: Any) -> str | None:
    try:
        return read(value)
    except (Error, TypeError, ValueError, KeyError):
        return None


def _policy_key(value: Any) -> str:
    """A policy as JSON: a word, or points. Raises ValueError for anything else."""
    if is_a(value, str) and value in _POLICIES:
        return json.dumps(str(value))
    points = value.get("points") if is_a(value, Mapping) and len(value) == 1 else None
    found = number(points)
    if found is None:
        raise ValueError
    return json.dumps({"points": str(found)})


def _rounding_key(path: tuple[str, ...]) -> Callable[[Any], str]:
    """A rounding, or a part of one, as JSON."""

    def read(value: Any) -> str:
        if len(path) == 1:
            return json.dumps(_whole_rounding(value))
        part = path[1]
        if part == "mode":
            return json.dumps(Rounding(0, value).mode)
        if part == "digits":
            found = number(value)
            digits = int(found) if found is not None and found.denominator == 1 else -1
            return json.dumps(Rounding(digits, "half_up").digits)
        step = Rounding(mode="half_up", step=value)
        return json.dumps(str(step.step or f"1e-{step.digits}"))

    return read


def _whole_rounding(value: Any) -> Json | None:
    if value is None or (is_a(value, str) and value == "exact"):
        return None
    made = value if is_a(value, Rounding) else stated_rounding(dict(value))
    if made.step is None:
        return {"digits": made.digits, "mode": made.mode}
    return {"step": str(made.step), "mode": made.mode}


def _total() -> Text:
    return _messages.THE_TOTAL_AS_A_PLACE()


def read_draws(base: Scores, given: Mapping[str, Any], count: int | None, log: DrawsLog) -> Draws:
    """The draws of the arguments. Raises DataError with every issue, and Error without draws."""
    if count is not None and expect(count, int, "draws") < 1:
        raise Error(messages.NO_DRAWS())
    return Reader(base, count, log).read(given)


__all__ = ["Array", "DrawsLog", "Picks", "as_whole", "in_draws", "read_draws"]
