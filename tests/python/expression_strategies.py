# SPDX-License-Identifier: MIT
"""Hypothesis strategies for rules over inputs of all types: expressions, conditions, tables."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from parindex.reference.cells import column
from strategies import (
    NO,
    POLICIES,
    SHARES,
    YES,
    aimed,
    an_input,
    figure,
    fractions,
    one_of,
    plainly,
    roundings,
    shown,
    some,
    some_increments,
    written,
)

if TYPE_CHECKING:
    from strategies import Draw

Json = dict[str, Any]
KINDS = (
    "formula", "formula", "goalposts", "target", "decision_table", "bands", "proportional",
    "increments",
)  # fmt: skip
FUNCTIONS = ("map", "power", "root", "exp", "log", "winsorise")
TABLES = ("any", "priority", "count")
STATISTICS = ("mean", "median", "min", "max", "sum", "count", "rank", "percentile")
SPREADS = ("standard_deviation", "z_score")
PLACES = ("quantile", "lowest", "highest")
NUMBERS = fractions("0", "1", "2", "0.5", "1/3", "7", "10", "100", "-1", "2.5")
CALENDAR: Json = {
    "from": "2026-01-01",
    "to": "2026-12-31",
    "weekend": ["saturday", "sunday"],
    "holidays": ["2026-01-01", "2026-04-30", "2026-05-01"],
    "working": ["2026-05-02", "2026-04-30"],
}
DATES = ("2026-01-01", "2026-04-29", "2026-04-30", "2026-05-04", "2026-12-31", "2025-12-31")


def an_expression(draw: Draw, depth: int, cohort: bool = True) -> Json | str | int | float:
    """An expression that is a number, over the inputs of `typed_inputs`."""
    kind = one_of(draw, "input", "input", "number", "operation") if depth else "operation"
    if depth > 2 and kind == "operation":
        kind = "input"
    if kind == "input":
        return one_of(draw, "done", "planned")
    if kind == "number":
        return figure(draw, NUMBERS)

    def part() -> Json | str | int | float:
        return an_expression(draw, depth + 1, cohort)

    kind = one_of(
        draw, "add", "subtract", "multiply", "divide", "min", "max", "abs", "round", "days",
        "working_days", *["cohort"] * (3 * cohort), *FUNCTIONS,
    )  # fmt: skip
    if kind in FUNCTIONS:
        return a_function(draw, kind, part)
    if kind in ("days", "working_days"):
        return {kind: [one_of(draw, "due", "sent", "2026-05-01"), one_of(draw, "sent", "due")]}
    if kind in ("subtract", "divide"):
        return {kind: [part(), part()]}
    if kind == "abs":
        return {kind: part()}
    if kind == "round":
        return {kind: {"of": part(), **roundings(draw)}}
    if kind == "cohort":
        of = an_expression(draw, depth + 1, cohort=False)
        within = one_of(draw, "all", "group")
        asked = one_of(draw, *STATISTICS, *SPREADS, *PLACES)
        how: Json = {}
        if asked in SPREADS:
            how = {"units": one_of(draw, "population", "sample"), **roundings(draw)}
        elif asked == "quantile":
            how = {"percent": one_of(draw, 0, 5, "12.5", 50, "200/3", 90, 100), "method": one_of(draw, "linear", "nearest_rank")}  # fmt: skip
        elif asked in PLACES:
            how = {"position": one_of(draw, 1, 1, "2", 3)}
        return {kind: {"of": of, "statistic": asked, "within": within, **how}}
    return {kind: [part() for _ in range(one_of(draw, 1, 2, 3))]}


def a_function(draw: Draw, kind: str, part: Callable[[], Any]) -> Json:
    """A function of format 2, defined for every value of its part."""
    if kind == "map":
        if one_of(draw, False, True):
            return {
                kind: {
                    "input": "asked",
                    "values": {"yes": figure(draw, NUMBERS), "no": figure(draw, NUMBERS)},
                }
            }
        values = {word: figure(draw, NUMBERS) for word in ("2", "town", "ward")}
        return {kind: {"input": "kind", "values": values}}
    if kind == "winsorise":
        low, high = one_of(draw, ("0", 7), (1, "2.5"), (part(), 10), (-1, part()), (part(), part()))
        if all(not isinstance(end, dict) and end not in ("done", "planned") for end in (low, high)):
            low, high = sorted((low, high), key=lambda end: Fraction(str(end)))
        return {kind: {"of": part(), "low": low, "high": high}}
    if kind == "power":
        return {kind: {"of": part(), "exponent": one_of(draw, 1, 2, 3, "4", 7)}}
    how = roundings(draw)
    if kind == "root":
        return {kind: {"of": {"max": [0, part()]}, "degree": one_of(draw, 2, "3", 5), **how}}
    if kind == "exp":
        return {kind: {"of": {"min": [one_of(draw, 1, "2.5", 10), part()]}, **how}}
    base = one_of(draw, "e", "e", 2, 10, "1/3", "0.5", 4)
    return {kind: {"of": {"max": [one_of(draw, "1/8", 1, "0.01"), part()]}, "base": base, **how}}


def named(draw: Draw, rule: Json) -> None:
    """Names for parts of a formula, which read each other."""
    names = ["first", "second", "third"][: one_of(draw, 1, 2, 3)]
    let: Json = {}
    for at, name in enumerate(names):
        own = an_expression(draw, 1)
        let[name] = {"add": [own, names[at - 1]]} if at and one_of(draw, False, True) else own
    for case in rule["cases"]:
        case["points"] = {one_of(draw, "add", "min"): [case["points"], one_of(draw, *names)]}
        compared = case.get("when", {}).get("of", "sent")
        if "sent" not in names_in(compared):  # a number
            case["when"]["of"] = {"add": [compared, one_of(draw, *names)]}
    rule["cases"][-1]["points"] = {"min": [rule["cases"][-1]["points"], *names]}
    rule["let"] = {name: let[name] for name in some(draw, names, len(names), len(names))}


def some_ends(draw: Draw, values: list[str]) -> Json:
    """Ends of a range that contains more than one of the ascending values."""
    low, high = sorted(some(draw, range(len(values)), 2, 2))
    ends: Json = {}
    kept = one_of(draw, "low", "high", "both")
    if kept != "high":
        ends[one_of(draw, "from", "above")] = values[low]
    if kept != "low":
        ends[one_of(draw, "to", "below")] = values[high]
    return ends


def a_range(draw: Draw) -> Json:
    return some_ends(draw, ["0", "1/3", "1", "5", "7.5", "50", "100"])


def a_condition(draw: Draw, depth: int = 0) -> Json:
    kind = one_of(draw, "range", "range", "date", "boolean", "choice", *["joined"] * (depth < 2))
    if kind == "range":
        return {"of": an_expression(draw, 1), **a_range(draw)}
    if kind == "date":
        return {"of": one_of(draw, "sent", {"max": ["due", "sent"]}), **some_ends(draw, DATES_UP)}
    if kind == "boolean":
        return {"input": "asked", "is": one_of(draw, "yes", "no", ["yes"], ["no", "yes"])}
    if kind == "choice":
        return {"input": "kind", "is": one_of(draw, "ward", "2", ["town", "ward"])}
    key = one_of(draw, "all", "any", "not")
    if key == "not":
        return {key: a_condition(draw, depth + 1)}
    return {key: [a_condition(draw, depth + 1) for _ in range(one_of(draw, 1, 2))]}


DATES_UP = sorted(DATES)


def typed_inputs(draw: Draw) -> list[Json]:
    ids = [{"id": "ward"}, {"id": "town"}, {"id": "2"}]
    made: list[Json] = [
        an_input(draw, "done"),
        an_input(draw, "planned"),
        {"name": "asked", "type": "boolean"},
        {"name": "kind", "type": "choice", "options": ids},
        {"name": "due", "type": "date"},
        {"name": "sent", "type": "date", **one_of(draw, {}, {"min": "2026-01-01"})},
    ]
    return some(draw, made, len(made), len(made))


def table_of_format_2(draw: Draw, rule: Json, points: Callable[[], Any]) -> None:
    """The keys that a hit policy of format 2 needs."""
    rows = rule["rows"]
    if rule["hit"] == "any":
        for row in rows[1:]:
            row["points"] = rows[0]["points"]
    if rule["hit"] == "priority":
        found = {Fraction(str(row["points"])): row["points"] for row in rows}
        order = some(draw, sorted(found), len(found), len(found))
        rule["priority"] = [found[number] for number in order]
    if rule["hit"] == "count":
        for row in rows:
            del row["points"]
        del rule["otherwise"]
        rule["points_each"] = points()
        if one_of(draw, False, True):
            rule["cap"] = points()


def names_in(value: object) -> set[str]:
    if isinstance(value, dict):
        return {name for key, part in value.items() for name in names_in(key) | names_in(part)}
    if isinstance(value, list):
        return {name for part in value for name in names_in(part)}
    return {value} if isinstance(value, str) else set()


def a_general_rule(draw: Draw, maximum: Fraction) -> Json:
    """`rule` and `inputs`; only inputs that the rule reads."""
    kind = one_of(draw, *KINDS)

    def points() -> str | int | float:
        return figure(draw, SHARES, maximum)

    node: Json = {}
    policy = one_of(draw, *POLICIES)
    on: Json = {"formula": an_expression(draw, 0), "when_zero": one_of(draw, *POLICIES)}
    if one_of(draw, False, True):
        on["rounding"] = roundings(draw)
    if one_of(draw, False, False, True):
        on["min"] = 0
    if one_of(draw, *[False] * 3, True):
        on["let"] = {"part": an_expression(draw, 1)}
        on["formula"] = {one_of(draw, "add", "min"): [on["formula"], "part"]}
    if kind == "formula":
        cases: list[Json] = []
        for _ in range(one_of(draw, 0, 1, 2)):
            scaled = {"multiply": [written(draw, maximum), an_expression(draw, 1)]}
            when = a_condition(draw)
            cases.append({"when": when, "points": one_of(draw, points(), scaled)})
        cases.append({"points": an_expression(draw, 0)})
        rule: Json = {"cases": cases, "when_zero": policy}
        if one_of(draw, False, True):
            rule["cap"] = figure(draw, fractions("1", "1/2"), maximum)
        if one_of(draw, False, True):
            rule["floor"] = figure(draw, fractions("0", "-1"), maximum)
        if one_of(draw, False, False, True):
            named(draw, rule)
    elif kind == "goalposts":
        log = one_of(draw, False, True)
        ends: list[Any] = some(draw, fractions("1", "2.5", "4", "16", "100"), 2, 2)
        low, high = (written(draw, end) for end in ends)
        if not log and one_of(draw, False, True):
            # Constants that coincide would be rejected.
            low, high = an_expression(draw, 1), {"add": ["done", an_expression(draw, 1)]}
        rule = {"on": on, "low": low, "high": high, "outside": one_of(draw, "clamp", "error")}
        rule |= {"scale": "log" if log else "linear", "when_zero": policy}
        if log:
            node["rounding"] = roundings(draw)
    elif kind == "target":
        rule = {"on": on, "target": figure(draw, NUMBERS), "zero_at": figure(draw, NUMBERS[1:4])}
    elif kind == "increments":
        rule = {"on": on, **some_increments(draw, maximum, NUMBERS)}
    elif kind == "decision_table":
        rows = []
        for _ in range(one_of(draw, 1, 2, 3)):
            tests: Json = {
                "done": one_of(draw, a_range(draw), [a_range(draw), a_range(draw)]),
                "asked": one_of(draw, "yes", "no"),
                "kind": one_of(draw, "ward", ["town", "2"]),
                "sent": some_ends(draw, DATES_UP),
            }
            kept = some(draw, sorted(tests), 0, 3)
            rows.append({"when": {name: tests[name] for name in kept}, "points": points()})
        rule = {"hit": one_of(draw, "first", "sum", "max", "min", *TABLES), "rows": rows}
        rule["otherwise"] = points()
        table_of_format_2(draw, rule, points)
    elif kind == "bands":
        rule = {
            "on": on,
            "steps": [{"to": 1, "points": points()}, {"above": 1, "points": points()}],
        }
    else:
        rule = {"on": on, "full_at": figure(draw, [x for x in NUMBERS if x > 0])}
        rule["cut_off"] = {"below": 1, "points": points()}
    used = names_in(rule)
    node["inputs"] = [each for each in typed_inputs(draw) if each["name"] in used]
    node["rule"] = {kind: rule}
    return node


def is_general(leaf: Json) -> bool:
    """Whether a leaf has a rule of `a_general_rule`."""
    ((kind, rule),) = plainly(leaf)["rule"].items()
    general = kind in ("formula", "goalposts", "target", "decision_table", "custom")
    return general or "formula" in rule.get("on", {}) or "node" in rule.get("on", {})


def needs_format_2(value: object) -> bool:
    """Whether rules use what format 2 adds to expressions and tables."""
    if isinstance(value, dict):
        if value.get("hit") in TABLES or not {
            *FUNCTIONS,
            "let",
            "units",
            "position",
            "method",
        }.isdisjoint(value):
            return True
        tests = value.get("when", {}).values() if isinstance(value.get("when"), dict) else ()
        listed = any(isinstance(test, list) and isinstance(test[0], dict) for test in tests)
        # The tests of a row, not the parts of a condition.
        joined = {"all", "any", "not", "of", "input"} & {*value.get("when", {})}
        return (listed and not joined) or any(map(needs_format_2, value.values()))
    return isinstance(value, list) and any(map(needs_format_2, value))


def declared_cells(draw: Draw, leaf: Json) -> Json:
    """A value of every declared input."""
    cells: Json = {}
    for declared in leaf["inputs"]:
        match declared["type"]:
            case "boolean":
                cell: object = one_of(draw, *YES, *NO)
            case "choice":
                cell = one_of(draw, "ward", "town", "2", 2)
            case "date":
                some_day = date(2026, 4, 25) + timedelta(days=one_of(draw, *range(12)))
                cell = one_of(draw, some_day, some_day.isoformat(), *DATES)
            case _:
                cell = shown(draw, aimed(draw, [*NUMBERS, Fraction(4), Fraction(16)], declared))
        cells[column(leaf, declared["name"])] = cell
    return cells
