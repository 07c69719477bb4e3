# SPDX-License-Identifier: MIT
"""Drawn weights and maxima: what the check of a rubric says about them, for all draws at once."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from parindex import _messages
from parindex._tree import children_of, walk
from parindex.results import messages
from parindex.results._draw_arguments import DrawsLog
from parindex.results._draw_values import Array, Whole, as_whole
from parindex.results._draws import Draws, Json, total_of


def check_sums(draws: Draws, log: DrawsLog) -> None:
    """Record weights below 0, maxima that are not above 0, and sums that are not the declared ones."""
    for edit in draws.edits:
        if edit.argument in ("weights", "maxima") and edit.whole is not None:
            numbers, scale = edit.whole
            lowest = edit.argument == "maxima"
            draws_below = ((numbers <= 0) if lowest else (numbers < 0)).nonzero()[0]
            if draws_below.size:
                found = str(Fraction(int(numbers[draws_below[0]]), scale))
                said = messages.MAXIMUM_NOT_ABOVE_0 if lowest else messages.WEIGHT_BELOW_0
                text = said(edit.code or _messages.THE_TOTAL_AS_A_PLACE(), found)
                log.add_draws(
                    edit.argument,
                    edit.field,
                    draws_below,
                    text,
                    "number_out_of_range",
                    actual=found,
                )
    for node in (draws.base, *walk(draws.base)):
        children = [child for child in children_of(node) if not child.get("informative")]
        if any(child["code"] in draws.weights for child in children):
            _check_weights(draws, node, children, log)
        code = node.get("code", "")
        touched = code in draws.maxima or any(child["code"] in draws.maxima for child in children)
        if touched and draws.kinds.get(code) == "sum":
            _check_maxima(draws, node, children, log)


def _check_weights(draws: Draws, node: Json, children: list[Json], log: DrawsLog) -> None:
    weights = [_drawn_or_own(draws.weights, child, "weight", draws.count) for child in children]
    if any(weight is None for weight in weights):
        return
    numbers, scale = total_of([weight for weight in weights if weight is not None])
    aggregation = node.get("aggregation")
    body: Any = next(iter(aggregation.values())) if isinstance(aggregation, dict) else {}
    given = body.get("weights_sum") if isinstance(body, dict) else None
    place = node.get("code") or _messages.THE_TOTAL_AS_A_PLACE()
    if given is None:
        wrong = _where(numbers == 0)
        if wrong.size:
            log.add_draws(
                "weights",
                node.get("code", ""),
                wrong,
                messages.WEIGHTS_ADD_UP_TO(place, "0"),
                "weight_zero",
            )
        return
    wanted = Fraction(str(given))
    wrong = _where(_differs(numbers, wanted * scale))
    if wrong.size:
        found = str(Fraction(int(numbers[wrong[0]]), scale))
        said = messages.WEIGHTS_ADD_UP_TO_NOT(place, found, str(wanted))
        log.add_draws("weights", node.get("code", ""), wrong, said, "weights_sum_mismatch")


def _check_maxima(draws: Draws, node: Json, children: list[Json], log: DrawsLog) -> None:
    parts = [_drawn_or_own(draws.maxima, child, "max", draws.count) for child in children]
    numbers, scale = total_of([part for part in parts if part is not None])
    wanted = _drawn_or_own(draws.maxima, node, "max", draws.count)
    assert wanted is not None
    difference, _ = total_of([(numbers, scale), (-wanted[0], wanted[1])])
    wrong = _where(difference != 0)
    if wrong.size:
        draw = wrong[0]
        place = node.get("code") or _messages.THE_TOTAL_AS_A_PLACE()
        said = messages.MAXIMA_ADD_UP_TO(
            place,
            str(Fraction(int(numbers[draw]), scale)),
            str(Fraction(int(wanted[0][draw]), wanted[1])),
        )
        log.add_draws("maxima", node.get("code", ""), wrong, said, "maximum_mismatch")


def _drawn_or_own(drawn: dict[str, Whole], node: Json, key: str, count: int) -> Whole | None:
    """A number of a node in each draw; None if it has no single one."""
    if (found := drawn.get(node.get("code", ""))) is not None:
        return found
    given = node.get(key)
    if not isinstance(given, str | int | float):
        return None
    numbers, scale = as_whole([Fraction(str(given))])
    return numbers.repeat(count), scale


def _differs(numbers: Array, wanted: Fraction) -> Array:
    if wanted.denominator != 1:
        return numbers >= 0  # no sum is: weights are whole numbers here
    return numbers != wanted.numerator


def _where(wrong: Array) -> Array:
    return wrong.astype(bool).nonzero()[0]
