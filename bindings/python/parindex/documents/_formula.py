# SPDX-License-Identifier: MIT
"""Formulas on whole numbers: each as the text of a spreadsheet and as the text of a Python expression.

A spreadsheet calculates with doubles, which represent whole numbers up to 2^53, and compares about
15 digits. So no number of a formula may exceed `MOST`. Every formula knows the range of its
results, and a formula that could exceed the limit is refused. The Python expression gives the same
result and fills the cells before a spreadsheet opens the file.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, NoReturn

MOST = 10**14
"""Largest whole number of a formula: sums, products and comparisons of smaller ones are exact."""
MOST_DIVIDED = 10**13
"""Largest whole number that is divided and rounded down: half a unit is still apart from the next whole number."""


_PLACES = "§¶«¤‹¢"
"""Placeholders for columns: the unit's cell in the calculations and in the inputs, then the cells
of all units and those up to the unit, in the same two sheets."""
_UNFIT = re.compile(f"[\\x00-\\x1f{_PLACES}]")
_LONGEST_TEXT = 200
_LONGEST_FORMULA = 6000
_DEEPEST = 50
_MOST_ARGUMENTS = 200


class TooLargeError(Exception):
    """A formula whose numbers could become too large to be exact."""


class UnsupportedError(Exception):
    """A rule that formulas do not express."""


class NoResultError(Exception):
    """The result of a formula is an error (#N/A)."""


class Missing:
    """The error value of a cell: everything that reads it has an error too."""

    def _fail(self, *_: object) -> NoReturn:
        raise NoResultError

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _fail
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __neg__ = __abs__ = _fail
    __hash__ = None  # type: ignore[assignment]


ERROR = Missing()


class Word(str):
    """Text in a cell; computing with it is an error."""

    __slots__ = ()
    __mul__ = __rmul__ = __add__ = __radd__ = Missing._fail


class Part(NamedTuple):
    """A formula: what a spreadsheet reads, what Python reads, and the least and the greatest result."""

    sheet: str
    python: str
    low: int = 0
    high: int = 0


def checked(part: Part) -> Part:
    """The formula, if its results are small enough. Raises TooLargeError."""
    if max(-part.low, part.high) > MOST:
        raise TooLargeError
    return part


def double(value: Any) -> float | str:
    """The number that a cell shows; a text for a number beyond every double."""
    try:
        return float(value)
    except OverflowError:
        return str(value)


def written(part: Part) -> Part:
    """The formula, if every spreadsheet accepts its length and depth. Raises UnsupportedError."""
    depth = deepest = 0
    if part.sheet.count("(") > _DEEPEST:
        for sign in part.sheet:
            depth += {"(": 1, ")": -1}.get(sign, 0)
            deepest = max(deepest, depth)
    length = len(part.sheet) + 20 * part.sheet.count("¶")
    if length > _LONGEST_FORMULA or deepest > _DEEPEST:
        raise UnsupportedError
    return part


def whole(number: int) -> Part:
    """A constant."""
    return checked(Part(str(number), str(number), number, number))


def text(words: str) -> Part:
    """A text as the result of a formula. Raises UnsupportedError for one that formulas cannot have."""
    if len(words) > _LONGEST_TEXT or _UNFIT.search(words):
        raise UnsupportedError
    quoted = words.replace('"', '""')
    return Part(f'"{quoted}"', f"word({words!r})")


NOTHING = Part("NA()", "fail()")
ONE = whole(1)


def times(part: Part, factor: int) -> Part:
    """A multiple."""
    if factor == 1:
        return part
    if part.low == part.high and part.sheet.lstrip("-").isdigit():
        return whole(part.low * factor)
    if abs(factor) > MOST:
        raise TooLargeError
    ends = sorted((part.low * factor, part.high * factor))
    return checked(Part(f"{factor}*{_inside(part)}", f"{factor}*({part.python})", *ends))


def product(a: Part, b: Part) -> Part:
    """A product."""
    for one, other in ((a, b), (b, a)):
        if one.low == one.high and one.sheet.lstrip("-").isdigit():
            return times(other, one.low)
    ends = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
    return checked(
        Part(f"{_inside(a)}*{_inside(b)}", f"({a.python})*({b.python})", min(ends), max(ends))
    )


def plus(*parts: Part) -> Part:
    """A sum."""
    if len(parts) == 1:
        return parts[0]
    return checked(
        Part(
            "+".join(_inside(part) for part in parts).replace("+-", "-"),
            "+".join(f"({part.python})" for part in parts),
            sum(part.low for part in parts),
            sum(part.high for part in parts),
        )
    )


def minus(a: Part, b: Part) -> Part:
    """A difference."""
    return plus(a, times(b, -1))


def least(a: Part, b: Part) -> Part:
    """The smaller of two."""
    return _of("MIN", "lowest", (a, b), min(a.low, b.low), min(a.high, b.high))


def greatest(a: Part, b: Part) -> Part:
    """The larger of two."""
    return _of("MAX", "highest", (a, b), max(a.low, b.low), max(a.high, b.high))


def absolute(part: Part) -> Part:
    """The absolute value."""
    low = 0 if part.low <= 0 <= part.high else min(abs(part.low), abs(part.high))
    return _of("ABS", "abs", (part,), low, max(abs(part.low), abs(part.high)))


def compare(a: Part, sign: str, b: Part) -> Part:
    """A comparison: ``<``, ``<=``, ``>``, ``>=`` or ``=``."""
    python = "==" if sign == "=" else sign
    return Part(f"{a.sheet}{sign}{b.sheet}", f"(({a.python}){python}({b.python}))", 0, 1)


def all_true(parts: Sequence[Part]) -> Part:
    """All conditions are true."""
    return parts[0] if len(parts) == 1 else _joined("AND", " and ", parts)


def any_true(parts: Sequence[Part]) -> Part:
    """At least one condition is true."""
    return parts[0] if len(parts) == 1 else _joined("OR", " or ", parts)


def no(part: Part) -> Part:
    """The condition is not true."""
    return Part(f"NOT({part.sheet})", f"(not ({part.python}))", 0, 1)


def if_(condition: Part, then: Part, otherwise: Part) -> Part:
    """One result or the other."""
    return Part(
        f"IF({condition.sheet},{then.sheet},{otherwise.sheet})",
        f"(({then.python}) if {condition.python} else ({otherwise.python}))",
        min(then.low, otherwise.low),
        max(then.high, otherwise.high),
    )


def one_by_one(parts: Sequence[Part], every: bool) -> Part:
    """All conditions are true, or one of them; those after the first that decides are not computed."""
    first, *others = parts
    if not others:
        return first
    rest = one_by_one(others, every)
    sheets = (rest.sheet, "FALSE") if every else ("TRUE", rest.sheet)
    python = f"({first.python} {'and' if every else 'or'} {rest.python})"
    return Part(f"IF({first.sheet},{','.join(sheets)})", python, 0, 1)


def has_no_number(part: Part) -> Part:
    """Whether a cell has a text; an error stays one."""
    never = compare(ONE, "=", whole(0))
    return if_(is_number(part), never, no(compare(part, "=", text("0"))))


def is_number(part: Part) -> Part:
    """Whether a cell has a number."""
    return Part(f"ISNUMBER({part.sheet})", f"is_number({part.python})", 0, 1)


def count(parts: Iterable[Part]) -> Part:
    """How many cells have numbers; an error in one of them is an error."""
    said = list(parts)
    sheet, python = _listed(said)
    return Part(f"COUNT({sheet})+0*SUM({sheet})", f"count({python})", 0, len(said))


def total(parts: Iterable[tuple[int, Part]]) -> Part:
    """The sum of multiples of the cells that have numbers."""
    by_factor: dict[int, list[Part]] = {}
    for factor, part in parts:
        by_factor.setdefault(factor, []).append(part)
    sums = []
    for factor, cells in by_factor.items():
        sheet, python = _listed(cells)
        low, high = (
            sum(min(0, part.low) for part in cells),
            sum(max(0, part.high) for part in cells),
        )
        sums.append(times(checked(Part(f"SUM({sheet})", f"total({python})", low, high)), factor))
    return plus(*sums)


def pick(chosen: Part, values: Sequence[int]) -> Part:
    """The value at the place that a cell names, from 1."""
    sheet = ",".join(map(str, values))
    if all(value == values[0] for value in values):
        return if_(compare(chosen, ">", whole(0)), whole(values[0]), NOTHING)
    return checked(
        Part(
            f"CHOOSE({chosen.sheet},{sheet})",
            f"({sheet},)[({chosen.python})-1]",
            min(values),
            max(values),
        )
    )


def lowest_multiple(a: Part, b: Part, most: int) -> Part:
    """The least common multiple of two numbers above 0; an error if it is above `most`."""
    sheet = f"LCM({a.sheet},{b.sheet})"
    python = f"multiple({a.python},{b.python},{most})"
    low, high = max(1, a.low, b.low), min(most, a.high * b.high)
    return Part(f"IF({sheet}<={most},{sheet},NA())", python, low, high)


def divisor(n: Part, d: Part) -> Part:
    """The greatest common divisor of a number and of one above 0."""
    return Part(f"GCD(ABS({n.sheet}),{d.sheet})", f"divisor({n.python},{d.python})", 1, d.high)


def divided(a: Part, b: Part) -> Part:
    """The quotient of a number and one of its divisors, in cells or constants."""
    return Part(f"{a.sheet}/{b.sheet}", f"(({a.python})//({b.python}))", min(a.low, 0), a.high)


def floor(dividend: Part, divisor: Part) -> Part:
    """The quotient of whole numbers, rounded down; the divisor is above 0.

    A spreadsheet rounds the quotient to a double first. Half a unit more in the dividend keeps it apart from
    whole numbers on both sides, so that the result is exact up to `MOST_DIVIDED`.
    """
    if max(-dividend.low, dividend.high) > MOST_DIVIDED:
        raise TooLargeError
    if divisor.sheet == "1":
        return dividend
    least_divisor = max(1, divisor.low)
    return Part(
        f"INT(({dividend.sheet}+0.5)/{_inside(divisor)})",
        f"(({dividend.python})//({divisor.python}))",
        min(dividend.low // least_divisor, dividend.low // max(1, divisor.high)),
        max(dividend.high // least_divisor, dividend.high // max(1, divisor.high)),
    )


def rounded(n: Part, d: Part, mode: str) -> Part:
    """n / d rounded to a whole number; d is above 0, and both are cells or constants."""
    up = floor(plus(times(n, 2), d), times(d, 2))  # half up, for numbers from 0
    match mode:
        case "floor":
            return floor(n, d)
        case "ceiling":
            return times(floor(times(n, -1), d), -1)
        case "half_even":
            tie = compare(product(times(up, 2), d), "=", plus(times(n, 2), d))
            odd = compare(minus(up, times(floor(up, whole(2)), 2)), "=", ONE)
            return if_(all_true([tie, odd]), plus(up, whole(-1)), up)
    above = {
        "half_up": up,
        "half_down": times(floor(minus(d, times(n, 2)), times(d, 2)), -1),
        "up": times(floor(times(n, -1), d), -1),
        "down": floor(n, d),
    }[mode]
    if n.low >= 0:
        return above
    below = {
        "half_up": times(floor(minus(d, times(n, 2)), times(d, 2)), -1),
        "half_down": up,
        "up": floor(n, d),
        "down": times(floor(times(n, -1), d), -1),
    }[mode]
    return if_(compare(n, ">=", whole(0)), above, below)


def _inside(part: Part) -> str:
    plain = part.sheet
    if plain.replace("!", "").replace("§", "").replace("$", "").replace("'", "").isalnum():
        return plain
    if plain.endswith(")") and plain.split("(", 1)[0].isalpha() and _closes_last(plain):
        return plain
    return f"({plain})"


def _closes_last(formula: str) -> bool:
    """Whether the first parenthesis closes at the end."""
    depth = 0
    for at, sign in enumerate(formula):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == ")" and depth == 0:
            return at == len(formula) - 1
    return False


def _of(name: str, python: str, parts: Sequence[Part], low: int, high: int) -> Part:
    return checked(
        Part(
            f"{name}({','.join(part.sheet for part in parts)})",
            f"{python}({','.join(part.python for part in parts)})",
            low,
            high,
        )
    )


def _joined(name: str, sign: str, parts: Sequence[Part]) -> Part:
    sheet = ",".join(part.sheet for part in parts)
    return Part(f"{name}({sheet})", f"({sign.join(part.python for part in parts)})", 0, 1)


def _listed(parts: Sequence[Part]) -> tuple[str, str]:
    """Cells as arguments, neighbours below each other as a range."""
    runs: list[list[int]] = []
    for part in parts:
        row = int(part.sheet[1:]) if part.sheet.startswith("§") else -1
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    if len(runs) > _MOST_ARGUMENTS:
        raise UnsupportedError
    said = [f"§{a}" if a == b else f"§{a}:§{b}" for a, b in runs]
    return ",".join(said), "".join(part.python + "," for part in parts)


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _count(*values: Any) -> int:
    return len(_numbers(values))


def _total(*values: Any) -> int:
    return sum(_numbers(values))


def _numbers(values: Sequence[Any]) -> list[int]:
    if any(value is ERROR for value in values):
        raise NoResultError
    return [value for value in values if _is_number(value)]


def _lowest(*values: Any) -> int:
    return min(_numbers(values), default=0)


def _highest(*values: Any) -> int:
    return max(_numbers(values), default=0)


def _multiple(a: int, b: int, most: int) -> int:
    found = math.lcm(a, b)
    if found > most:
        raise NoResultError
    return found


def _divisor(n: int, d: int) -> int:
    return math.gcd(n, d)


def _best(wanted: int, *values: Any) -> int:
    return sum(sorted(_numbers(values), reverse=True)[:wanted])


def _place(key: int, keys: Sequence[Any], before: Sequence[Any], sign: int) -> int:
    """How many keys come before a key in the order of the sign, and among equal ones by their place."""
    found = [sign * one < sign * key for one in _numbers(keys)]
    return sum(found) + sum(one == key for one in _numbers(before))


def _fail() -> NoReturn:
    raise NoResultError


def compiled(python: str, more: dict[str, Any]) -> Callable[[list[Any], list[Any]], Any]:
    """The Python function of a formula: of the cells `v` of a unit, and of its inputs `i`."""
    names = {
        "is_number": _is_number, "count": _count, "total": _total, "lowest": _lowest,
        "highest": _highest, "best": _best, "multiple": _multiple, "divisor": _divisor,
        "place": _place, "fail": _fail, "word": Word, **more,
    }  # fmt: skip
    made: Callable[[list[Any], list[Any]], Any] = eval(
        f"lambda v, i: {python}", {"__builtins__": {"abs": abs}, **names}
    )
    return made
