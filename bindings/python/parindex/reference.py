# SPDX-License-Identifier: MIT
"""The slow exact twin of the engine: the executable specification of scoring and ranking.

Every number is a :class:`fractions.Fraction`, every rule is the sentence of ``docs/rules.md`` and
``docs/rubric-format.md`` written as code, and nothing is shared with the compiled engine. Tests
compare the two on random rubrics and tables. Made to be read and to be right, never to be fast.

A rubric is assumed to be valid (``parindex.check_rubric`` finds out), and a table to hold every
column that the rubric reads; a row lacking a key has no value there.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

Json = Mapping[str, Any]
Row = Mapping[str, object]

# ---- Numbers ------------------------------------------------------------------------------------

MAX_DIGITS = 400  # of a number in the data, and of its exponent in steps of ten
NUMBER = re.compile(r"-?(?:([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]{1,18}))?|([0-9]+)/([0-9]+))")


def parse_number(text: str) -> Fraction | None:
    """Read ``-?digits(.digits)?([eE][+-]?digits)?`` or ``-?digits/digits``, else give None."""
    match = NUMBER.fullmatch(text)
    if match is None:
        return None
    whole, decimals, exponent, above, below = (part or "" for part in match.groups())
    if len(whole + decimals + above + below) > MAX_DIGITS or abs(int(exponent or 0)) > MAX_DIGITS:
        return None
    if below and int(below) == 0:
        return None
    return Fraction(text)


def away_from_zero(nearest: Callable[[Fraction], int]) -> Callable[[Fraction], int]:
    """Turn a mode for values of 0 and above into one that mirrors it below 0."""
    return lambda x: nearest(x) if x >= 0 else -nearest(-x)


HALF = Fraction(1, 2)

# The seven modes, each from any value to a whole number; named as in Python's `decimal` module.
MODES: dict[str, Callable[[Fraction], int]] = {
    "half_up": away_from_zero(lambda x: math.floor(x + HALF)),
    "half_even": round,  # of a Fraction: nearest, a tie to the even neighbour
    "half_down": away_from_zero(lambda x: math.ceil(x - HALF)),
    "up": away_from_zero(math.ceil),
    "down": math.trunc,
    "floor": math.floor,
    "ceiling": math.ceil,
}


def rounded(value: Fraction, rounding: Json) -> Fraction:
    """Round to the multiple of 10^-digits that the mode chooses."""
    scale = 10 ** int(rounding["digits"])
    return Fraction(MODES[rounding["mode"]](value * scale), scale)


def to_text(value: Fraction, rounding: Json | None = None) -> str:
    """Write a number: rounded, with all digits; else exactly, as n/d if it has no last digit."""
    if rounding is not None:
        value, digits = rounded(value, rounding), int(rounding["digits"])
    else:
        # The expansion ends after k digits when the denominator divides 10^k; a denominator of
        # b bits that divides any power of ten divides 10^b.
        bits = value.denominator.bit_length()
        digits = next((k for k in range(bits + 1) if 10**k % value.denominator == 0), -1)
        if digits < 0:
            return f"{value.numerator}/{value.denominator}"
    sign = "-" if value < 0 else ""
    figures = str(abs(int(value * 10**digits))).rjust(digits + 1, "0")
    return sign + (f"{figures[:-digits]}.{figures[-digits:]}" if digits else figures)


# ---- Cells: what a column of each type reads ----------------------------------------------------


class WrongValueError(Exception):
    """A value that a leaf cannot use; the argument is the issue code."""


def exact(cell: object) -> object:
    """Bring every kind of number to Fraction; a float means its shortest round-trip decimal."""
    if isinstance(cell, (float, Decimal)) and not math.isfinite(cell):
        raise WrongValueError("value_not_finite")
    if isinstance(cell, float):
        return Fraction(float.__repr__(cell))
    if isinstance(cell, (int, Decimal, Fraction)) and not isinstance(cell, bool):
        return Fraction(cell)
    return cell


# Upper and lower case of the ASCII words mix freely; the Vietnamese ones stand in three spellings.
YES = {"yes", "true", "1", "có", "Có", "CÓ"}
NO = {"no", "false", "0", "không", "Không", "KHÔNG"}


def read_boolean(cell: object) -> bool:
    """Read a boolean, the number 0 or 1, or one of the words of YES and NO."""
    if not isinstance(cell, str):
        if cell in (0, 1):  # False and True as well
            return cell == 1
    else:
        word = cell.lower() if cell.isascii() else cell
        if word in YES or word in NO:
            return word in YES
    raise WrongValueError("value_type")


def read_number(cell: object, limits: Json) -> Fraction:
    """Read a number or its text, within `type`, `min`, `max` and `step`; the first fault counts."""
    value = parse_number(cell) if isinstance(cell, str) else cell
    if not isinstance(value, Fraction):
        raise WrongValueError("value_type")
    count = limits.get("type") == "count"
    if count and value.denominator != 1:
        raise WrongValueError("value_not_integer")
    if (count and value < 0) or ("min" in limits and value < Fraction(limits["min"])):
        raise WrongValueError("value_below_minimum")
    if "max" in limits and value > Fraction(limits["max"]):
        raise WrongValueError("value_above_maximum")
    if "step" in limits:
        steps = (value - Fraction(limits.get("min", 0))) / Fraction(limits["step"])
        if steps.denominator != 1:
            raise WrongValueError("value_off_step")
    return value


def read_choice(cell: object, options: Sequence[Json]) -> str:
    """Read the id of an option; a number stands for its plain decimal text."""
    if isinstance(cell, bool):
        raise WrongValueError("value_type")
    word = to_text(cell) if isinstance(cell, Fraction) else cell
    for option in options:
        if option["id"] == word:
            return str(word)
    raise WrongValueError("choice_unknown")


def inputs_of(leaf: Json) -> dict[str, Callable[[object], object]]:
    """Name every input of a leaf, in document order, with what reads it."""
    ((kind, rule),) = leaf["rule"].items()
    if kind == "choice":
        return {"value": partial(read_choice, options=rule["options"])}
    if kind == "yes_no":
        return {"value": read_boolean}
    if kind in ("all_of", "checklist"):
        return {item["id"]: read_boolean for item in rule["items"]}
    if kind == "direct":
        return {"value": partial(read_number, limits=rule)}
    return {declared["name"]: partial(read_number, limits=declared) for declared in leaf["inputs"]}


def column(leaf: Json, name: str) -> str:
    """Name the data column of an input: ``<code>`` for ``value``, else ``<code>.<name>``."""
    return str(leaf["code"]) if name == "value" else f"{leaf['code']}.{name}"


# ---- Rules: points of one leaf, before its rounding ---------------------------------------------


def choice(rule: Json, option: str) -> Fraction:
    """points = the points of the option that was chosen."""
    return next(Fraction(o["points"]) for o in rule["options"] if o["id"] == option)


def yes_no(rule: Json, yes: bool) -> Fraction:
    """points = `yes` or `no`."""
    return Fraction(rule["yes"] if yes else rule["no"])


def all_of(rule: Json, holds: Mapping[str, bool]) -> Fraction:
    """points = `points` when every item holds, else `otherwise`."""
    return Fraction(rule["points"] if all(holds.values()) else rule["otherwise"])


def checklist(rule: Json, holds: Mapping[str, bool]) -> Fraction:
    """points = the sum of the points of the items that hold."""
    return sum((Fraction(i["points"]) for i in rule["items"] if holds[i["id"]]), Fraction(0))


def holds(band: Json, x: Fraction) -> bool:
    """Tell whether x lies between the ends of a band, each open, closed or not there."""
    return (
        ("from" not in band or x >= Fraction(band["from"]))
        and ("above" not in band or x > Fraction(band["above"]))
        and ("to" not in band or x <= Fraction(band["to"]))
        and ("below" not in band or x < Fraction(band["below"]))
    )


def bands(rule: Json, x: Fraction) -> Fraction:
    """points = the points of the one step that holds the quantity x."""
    (held,) = (step for step in rule["steps"] if holds(step, x))
    return Fraction(held["points"])


def proportional(rule: Json, x: Fraction, maximum: Fraction) -> Fraction:
    """points = max * x / full_at, at most `cap`, at least `floor`; the cut-off goes before both."""
    cut_off = rule.get("cut_off", {})
    if ("below" in cut_off and x < Fraction(cut_off["below"])) or (
        "to" in cut_off and x <= Fraction(cut_off["to"])
    ):
        return Fraction(cut_off["points"])
    points = maximum * x / Fraction(rule["full_at"])
    if "cap" in rule:
        points = min(points, Fraction(rule["cap"]))
    if "floor" in rule:
        points = max(points, Fraction(rule["floor"]))
    return points


def direct(mark: Fraction) -> Fraction:
    """points = the mark itself."""
    return mark


def points_of(kind: str, rule: Json, looked_at: Any, maximum: Fraction) -> Fraction:
    """Apply the rule to what it looks at: an id, a boolean, booleans by item, or a number."""
    match kind:
        case "choice":
            return choice(rule, looked_at)
        case "yes_no":
            return yes_no(rule, looked_at)
        case "all_of":
            return all_of(rule, looked_at)
        case "checklist":
            return checklist(rule, looked_at)
        case "bands":
            return bands(rule, looked_at)
        case "proportional":
            return proportional(rule, looked_at, maximum)
        case "direct":
            return direct(looked_at)
    raise ValueError(f"unknown kind of rule: {kind}")


# ---- Leaves -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Points:
    """What a node gives; `rounding` is the one that made `points` out of `exact`, if any."""

    exact: Fraction  # before the rounding of the node
    points: Fraction  # what flows up
    max: Fraction  # applicable maximum
    rounding: Json | None = None

    @property
    def index(self) -> Fraction:
        """Index in percent, before index_rounding: 100 * points / applicable maximum."""
        return 100 * self.points / self.max


EXCLUDED, FAILED = "excluded", "failed"
Result = Points | str  # Points, EXCLUDED or FAILED
Fault = tuple[str, str]  # issue code and field


def by_policy(policy: str, maximum: Fraction) -> Result:
    """Apply a word of `missing` or `when_zero` other than error."""
    if policy == "exclude":
        return EXCLUDED
    points = {"zero": Fraction(0), "full": maximum}[policy]
    return Points(points, points, maximum)


def quantity(on: Json, values: Mapping[str, Any]) -> Fraction | None:
    """The input itself, a / b for `ratio`, 100 * a / b for `percent`; None when b is 0."""
    if "value" in on:
        return Fraction(values[on["value"]])
    a, b = (values[name] for name in on.get("ratio", on.get("percent")))
    if b == 0:
        return None
    return Fraction(a / b if "ratio" in on else 100 * a / b)


def leaf_result(leaf: Json, row: Row, policy: str) -> tuple[Result, list[Fault]]:
    """Score one leaf: its result, and all that is wrong with its values."""
    maximum = Fraction(leaf["max"])
    ((kind, rule),) = leaf["rule"].items()
    values: dict[str, Any] = {}
    wrong: list[Fault] = []
    missing: list[Fault] = []
    for name, read in inputs_of(leaf).items():
        field = column(leaf, name)
        cell = row.get(field)
        if cell is None or cell == "":
            missing.append(("value_missing", field))
            continue
        try:
            values[name] = read(exact(cell))
        except WrongValueError as error:
            wrong.append((str(error), field))
    if wrong:
        return FAILED, wrong
    if missing:
        return (FAILED, missing) if policy == "error" else (by_policy(policy, maximum), [])

    looked_at = values if kind in ("all_of", "checklist") else values.get("value")
    if kind in ("bands", "proportional"):
        on = rule["on"]
        looked_at = quantity(on, values)
        if looked_at is None:
            if on["when_zero"] == "error":
                _, denominator = on.get("ratio", on.get("percent"))
                return FAILED, [("denominator_zero", column(leaf, denominator))]
            return by_policy(on["when_zero"], maximum), []
        if "min" in on and looked_at < Fraction(on["min"]):
            return FAILED, [("value_below_minimum", leaf["code"])]
        if "max" in on and looked_at > Fraction(on["max"]):
            return FAILED, [("value_above_maximum", leaf["code"])]
    points = points_of(kind, rule, looked_at, maximum)
    return Points(points, points, maximum), []


# ---- Aggregations: what a node makes of the children that are not excluded ----------------------

Part = tuple[Json, Points]  # a child and what it gives


def add_up(parts: Sequence[Part]) -> Result:
    """sum: points and applicable maximum are the sums over the children."""
    points = sum((part.points for _, part in parts), Fraction(0))
    return Points(points, points, sum((part.max for _, part in parts), Fraction(0)))


def weighted_mean(parts: Sequence[Part], maximum: Fraction) -> Result:
    """points = max * sum(weight_i * points_i / max_i) / sum(weight_i)."""
    weights = sum((Fraction(child["weight"]) for child, _ in parts), Fraction(0))
    if weights == 0:
        return EXCLUDED
    shares = (Fraction(child["weight"]) * part.points / part.max for child, part in parts)
    points = maximum * sum(shares, Fraction(0)) / weights
    return Points(points, points, maximum)


def walk(
    node: Json, row: Row, inherited: Json, results: dict[str, Result], faults: list[Fault]
) -> Result:
    """Score a node and all below it; put results in document order and faults into the lists."""
    code = node.get("code", "")  # the root has none
    own = {key: node[key] for key in ("missing", "aggregation") if key in node}
    inherited = {**inherited, **own}
    results[code] = FAILED  # holds the node's place before those of its children
    if "rule" in node:
        result, wrong = leaf_result(node, row, inherited["missing"])
        faults += wrong
    else:
        children = node["children"] if code else node["nodes"]
        below = [(child, walk(child, row, inherited, results, faults)) for child in children]
        parts = [(child, part) for child, part in below if isinstance(part, Points)]
        if any(part == FAILED for _, part in below):
            result = FAILED
        elif not parts:
            result = EXCLUDED
        elif inherited["aggregation"] == "sum":
            result = add_up(parts)
        else:
            result = weighted_mean(parts, Fraction(node["max"]))
    if isinstance(result, Points) and "rounding" in node:
        how = node["rounding"]
        result = replace(result, points=rounded(result.exact, how), rounding=how)
    results[code] = result
    return result


# ---- Tables -------------------------------------------------------------------------------------


def read_rubric(rubric: str | Json) -> Json:
    """Read rubric JSON so that every number stays the text that was written."""
    text = rubric if isinstance(rubric, str) else json.dumps(rubric)
    parsed: Json = json.loads(text, parse_float=str, parse_int=str)
    return parsed


def index_rounding(rubric: Json) -> Json | None:
    """The rounding of indices, None when they stay exact."""
    how: Json | str = rubric["index_rounding"]
    return None if isinstance(how, str) else how


def write(rubric: Json, result: Result) -> dict[str, str | None]:
    """Write one result: points and maximum in points, index in percent."""
    if not isinstance(result, Points):
        return {"points": None, "max": None, "index": None}
    return {
        "points": to_text(result.points, result.rounding),
        "max": to_text(result.max),
        "index": to_text(result.index, index_rounding(rubric)),
    }


def score(rubric: str | Json, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Score every row.

    Parameters
    ----------
    rubric : str or dict
        A valid rubric, as JSON text or as the object.
    rows : sequence of dict
        One unit each: data columns by name, and ``unit``, ``group`` and ``ranked``, of which the
        last two may be absent.

    Returns
    -------
    list of dict
        The ``units`` of the engine's result JSON, in the order of `rows`, with every ``rank`` None.
        Points and maxima are in points, indices in percent (0 to 100 in a rubric whose marks lie
        between 0 and the maximum), as exact text. Issues hold code, row (from 1), unit and field.
    """
    rubric = read_rubric(rubric)
    units = []
    for number, row in enumerate(rows, start=1):
        name, results, faults = row["unit"], dict[str, Result](), list[Fault]()
        walk(rubric, row, {}, results, faults)
        written = {code: write(rubric, result) for code, result in results.items()}
        unit = {"unit": name, "group": row.get("group") or None, **written.pop(""), "rank": None}
        unit["class"] = classify(rubric, results[""])
        unit["nodes"] = written
        unit["status"] = "error" if FAILED in results.values() else "ok"
        if faults:
            unit["issues"] = [
                {"code": code, "row": number, "unit": name, "field": field}
                for code, field in faults
            ]
        units.append(unit)
    return units


# ---- Classes ------------------------------------------------------------------------------------


def compared(rubric: Json, how: Json, total: Points) -> Fraction:
    """What of the total units are ranked or classified by."""
    if how["on"] == "points":
        return total.exact if how["stage"] == "exact" else total.points
    rounding = index_rounding(rubric) if how["stage"] == "rounded" else None
    return rounded(total.index, rounding) if rounding else total.index


def classify(rubric: Json, total: Result) -> str | None:
    """Give the id of the class that holds the total; None where there is no total or no class."""
    if "classes" not in rubric or not isinstance(total, Points):
        return None
    x = compared(rubric, rubric["classes"], total)
    bands = rubric["classes"]["bands"]
    return next((str(band["id"]) for band in bands if holds(band, x)), None)


# ---- Ranks --------------------------------------------------------------------------------------

Standing = tuple[tuple[Fraction, ...], ...]


def standing(rubric: Json, how: Json, row: Row) -> Standing | None:
    """What units are compared by, the greater first; None for a unit out of the ranking."""
    results: dict[str, Result] = {}
    root = walk(rubric, row, {}, results, [])
    ranked = row.get("ranked")
    if ranked not in (None, "") and not read_boolean(ranked):
        return None
    if not isinstance(root, Points):
        return None

    def points(result: Result) -> tuple[Fraction, ...]:
        if not isinstance(result, Points):
            return ()  # sorts before every (points,): a unit for which the node is excluded is last
        return (result.exact if how["stage"] == "exact" else result.points,)

    return (
        (compared(rubric, how, root),),
        *(points(results[code]) for code in how.get("tie_break", ())),
    )


def rank(rubric: str | Json, rows: Sequence[Row], how: Json | None = None) -> list[int | None]:
    """Rank every row by `how`, or else by the ``ranking`` of the rubric.

    competition and ordinal: 1 + the number of rivals that stand strictly better; dense: 1 + the
    number of distinct better standings among them. Rivals are all units, or under
    ``"within": "group"`` those of the same group.

    Returns
    -------
    list of int or None
        Ranks from 1, in the order of `rows`; None for a unit out of the ranking.
    """
    rubric = read_rubric(rubric)
    how = rubric["ranking"] if how is None else how
    by_group = how["within"] == "group"
    entries = [(row.get("group") if by_group else None, standing(rubric, how, row)) for row in rows]
    ranks: list[int | None] = []
    for group, mine in entries:
        rivals = [other for field, other in entries if field == group and other is not None]
        better = [other for other in rivals if mine is not None and other > mine]
        count = len(set(better)) if how["ties"] == "dense" else len(better)
        ranks.append(None if mine is None else 1 + count)
    return ranks
