# SPDX-License-Identifier: MIT
"""The nearest gains of a unit in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from parindex.display._text import show_value
from parindex.display._text import signed as with_plus
from parindex.documents import _words
from parindex.documents._given import flag
from parindex.documents._method import titles_within
from parindex.documents._texts import signed, title, words
from parindex.engine._suspicion import exact_number
from parindex.novalue import NoValue

if TYPE_CHECKING:
    from parindex.engine.trace import Trace
    from parindex.results.gains import Gain

_NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass(slots=True)
class Gained:
    """One changed value, and what the total gains by it."""

    code: str
    title: str
    said: str
    """The other value and the one in the data."""
    points: str
    """With a sign."""
    index: str
    """In percent, with a sign; empty without a change."""


def gained(
    gains: tuple[Gain, ...], trace: Trace, nodes: Mapping[str, Mapping[str, Any]]
) -> Iterator[Gained]:
    """Each gain in words."""
    for gain in gains:
        node, leaf = nodes[gain.code], trace.find(gain.code)
        index = signed(with_plus(gain.index_gain)) if gain.index_gain else ""
        points = signed(with_plus(gain.gain))
        yield Gained(gain.code, title(node.get("title")), _said(gain, leaf, node), points, index)


def _said(gain: Gain, leaf: Trace | None, node: Mapping[str, Any]) -> str:
    titles = {**titles_within(node), **_gates(node)}
    is_answer = isinstance(gain.value, bool)
    value: str = _answer(gain.value) if is_answer else _value(gain.value, titles)
    if gain.beyond:
        value = (_words.MORE_THAN if gain.beyond == "above" else _words.LESS_THAN)(value)
    whole = _whole(node.get("rule"), gain.input)
    inputs = {} if leaf is None else {one.name: one.value for one in leaf.inputs}
    if whole is not None and _is_within(gain.value, inputs.get(whole)):
        value = _words.OF_WHOLE(value, _value(inputs[whole], titles))
    now: str = _words.NO_VALUE()
    if gain.now not in (None, ""):
        now = _answer(gain.now) if is_answer else _value(gain.now, titles)
    said = _words.INSTEAD_OF(value, now)
    named = titles.get(gain.input) or ("" if gain.input == "value" else gain.input)
    return _words.NAMED_VALUE(named, said) if named else said


def _is_within(part: object, whole: object) -> bool:
    most = exact_number(whole)
    return most is not None and isinstance(part, Decimal) and part <= most


def _gates(node: Mapping[str, Any]) -> dict[str, str]:
    return {
        gate["id"]: title(gate.get("title")) or gate["id"]
        for gate in node.get("gates", ())
        if "id" in gate
    }


def _value(value: object, titles: Mapping[str, str]) -> str:
    """A value of the data: the title of an option, or a number."""
    if isinstance(value, NoValue):
        return words(value.value)
    if isinstance(value, str) and value in titles:
        return titles[value]
    said = show_value(value)
    return signed(said) if _NUMBER.fullmatch(said) else said


def _answer(value: object) -> str:
    answer = flag(value)
    return str(value) if answer is None else words("yes" if answer else "no")


def _whole(rule: Any, name: str) -> str | None:
    """The input of which another one is a percentage in the rule."""
    if isinstance(rule, Mapping):
        pair = rule.get("percent")
        if isinstance(pair, list) and pair[0] == name and isinstance(pair[1], str):
            return pair[1]
        rule = list(rule.values())
    parts = rule if isinstance(rule, list) else []
    return next((one for part in parts if (one := _whole(part, name)) is not None), None)
