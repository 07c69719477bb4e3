# SPDX-License-Identifier: MIT
"""Random rubrics, wider than those of tests/python, and jobs for the program soak_compare.

A job describes a table with any number of rows by a pool of values for each column and a hash that selects
the value of each row (job.hpp has the same hash). So it is small, and any row can be computed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

from parindex import NoValue
from parindex.reference import read_rubric
from result_strategies import weights_of
from strategies import (
    NASTY,
    NO,
    SPECIAL,
    YES,
    a_rubric,
    between,
    figure,
    flags_of,
    fractions,
    leaf_cells,
    leaves_of,
    meant,
    one_of,
    outside,
    plainly,
    some,
    suited,
)

Json = dict[str, Any]
ENDLESS = (math.nan, math.inf, -math.inf, 1.7976931348623157e308)


# ---- Rubrics ------------------------------------------------------------------------------------


def soak_rubric(draw: Random) -> Json:
    """A rubric of `a_rubric` with parts that `a_rubric` does not make, or does not combine."""
    plain = one_of(draw, False, True)
    rubric = a_rubric(draw, plain, custom=not plain)
    if plain:
        rubric = suited(draw, rubric)
    leaves = [leaf for leaf in leaves_of(rubric) if "accept" in leaf]
    for leaf in leaves:
        if one_of(draw, *[False] * 11, True):
            unique_table(draw, leaf)
        if one_of(draw, *[False] * 3, True):
            leaf["evidence"] = [{"id": "report"}, {"id": "minutes"}]
    # A chain of gates may close a cycle with figures of nodes.
    if one_of(draw, False, False, True) and rubric["parindex"] == 1:
        chain(draw, rubric)
    if "groups" in rubric and one_of(draw, False, True):
        third_group(draw, rubric)
    if one_of(draw, False, True):
        layers(draw, rubric)
    if one_of(draw, False, True):
        agencies(draw, rubric)
    return rubric


def unique_table(draw: Random, leaf: Json) -> None:
    """Rows of which exactly one applies: cuts of one input, and of another input within one of them."""
    maximum = meant(leaf["max"])
    cuts = [(Fraction(n), one_of(draw, False, True)) for n in sorted(some(draw, range(9), 1, 3))]
    ranges = between(draw, cuts, {}, {})
    rows = [{"when": {"done": each}} for each in ranges]
    split = rows.pop(draw.randrange(len(rows)))
    low, high = between(draw, [(Fraction(5, 2), one_of(draw, False, True))], {}, {})
    rows += [{"when": {**split["when"], "planned": low}}]
    rows += [{"when": {**split["when"], "planned": high}}]
    for row in rows:
        row["points"] = figure(draw, fractions("0", "1", "1/2", "1/3"), maximum)
    leaf["inputs"] = [{"name": name, "type": "number"} for name in ("done", "planned")]
    leaf["rule"] = {"decision_table": {"hit": "unique", "rows": rows}}


def chain(draw: Random, rubric: Json) -> None:
    """Put a field of the rubric below up to twenty levels of nodes with a single child."""
    nodes = rubric["nodes"]
    top = nodes[draw.randrange(len(nodes))]
    if "accept" not in top or "groups" in rubric or "gates" in top or "rule" not in top:
        return
    kept = {key: top.pop(key) for key in ("code", "max", "weight") if key in top}
    moved = {**top}
    top.clear()
    top |= kept
    top["aggregation"] = "sum"
    at = top
    for level in range(one_of(draw, 1, 3, 20)):
        below = {"code": f"{top['code']}_{level}", "max": top["max"]}
        at["children"] = [below]
        at = below
    at |= moved


def third_group(draw: Random, rubric: Json) -> None:
    """One more group, which has the rule of another group in rules by group."""
    rubric["groups"].append({"id": "C"})
    for leaf in leaves_of(rubric):
        for kind, rule in leaf["rule"].items():
            if kind == "by_group":
                one_of(draw, *rule["cases"])["groups"].append("C")
    restricted = [node for node in every_node(rubric) if "only_for" in node]
    for node in restricted:
        if node["only_for"] == ["B"]:
            node["only_for"] = ["B", "C"]


def every_node(node: Json) -> list[Json]:
    below = node.get("nodes", node.get("children", []))
    return [node, *(found for child in below for found in every_node(child))]


def layers(draw: Random, rubric: Json) -> None:
    rubric["layers"] = [{"id": "self"}, {"id": "appraised"}, {"id": "survey", "apart": True}]
    rubric["resolution"] = one_of(draw, ["appraised", "self"], ["self"], ["appraised"])
    for leaf in leaves_of(rubric):
        if one_of(draw, *[False] * 4, True):
            leaf["resolution"] = one_of(draw, ["survey"], ["self", "appraised"])


def agencies(draw: Random, rubric: Json) -> None:
    fields = [node["code"] for node in rubric["nodes"]]
    first = some(draw, fields, 1, len(fields))
    second = [code for code in fields if code not in first]
    rubric["agencies"] = [{"id": "finance", "lead": first}]
    if second:
        rubric["agencies"].append({"id": "health", "lead": second})


# ---- Values -------------------------------------------------------------------------------------


@dataclass
class Pool:
    """The values of a column."""

    name: str
    values: list[object]
    doubles: bool  # the table has them as an array


def neighbours(value: float) -> list[float]:
    return [value, math.nextafter(value, -math.inf), math.nextafter(value, math.inf)]


def pools_of(draw: Random, rubric: Json) -> list[Pool]:
    """Pools with values at the edges of every rule, and in most jobs also hostile values."""
    read = read_rubric(rubric)  # every number as text
    clean = one_of(draw, False, False, True)
    made: dict[str, Pool] = {}
    for leaf in leaves_of(read):
        found: dict[str, list[object]] = {}
        for _ in range(8):
            for name, value in leaf_cells(draw, leaf).items():
                found.setdefault(name, []).append(value)
        for name, values in found.items():
            arrays = reads_numbers(leaf, name) and one_of(draw, False, True, True)
            if arrays:
                values[:] = edges(draw, values)
            if not clean:
                add_hostile(draw, leaf, name, values, arrays)
            made[name] = Pool(name, values, arrays)
    for name, _ in flags_of(rubric):
        marks: list[object] = [*NO[:7] * 2, *YES[:3]]
        if not clean and one_of(draw, *[False] * 5, True):
            marks += [None, "", "n/a", "?", 2]
        made[name] = Pool(name, marks, doubles=False)
    for name, _ in weights_of(rubric):
        made[name] = Pool(
            name, [1, 1, "2", "0.5", 0, *([] if clean else [None, -1])], doubles=False
        )
    return list(made.values())


def reads_numbers(leaf: Json, name: str) -> bool:
    ((kind, _),) = plainly(leaf)["rule"].items()
    for declared in leaf.get("inputs", ()):
        if name in (leaf["code"], f"{leaf['code']}.{declared['name']}"):
            return declared["type"] in ("number", "count")
    return kind in ("direct", "imported", "deduction", "survey")


def edges(draw: Random, values: list[object]) -> list[object]:
    """Doubles equal to the values or one last bit away, and figures of all lengths."""
    numbers = [float(Fraction(str(value))) for value in values if is_number(value)]
    near = [number for value in numbers for number in neighbours(value)]
    usual = [round(draw.uniform(0, 110), draw.randrange(7)) for _ in range(6)]
    usual += [draw.randrange(1000) / 8, float(draw.randrange(60))]
    return [*numbers * 3, *near, *usual, *map(float, range(4))]


def is_number(value: object) -> bool:
    try:
        Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        return False
    return True


def add_hostile(draw: Random, leaf: Json, name: str, values: list[object], arrays: bool) -> None:
    beyond = [x for x in outside(leaf, name) if not isinstance(x, str)][:3]
    share = one_of(draw, 0, 0, 1, 3, 12)  # of hostile values
    for _ in range(share):
        if arrays:
            values.append(one_of(draw, *SPECIAL, *ENDLESS, *(float(x) for x in beyond)))
        else:
            values.append(one_of(draw, *NASTY, *beyond, "", None, *NoValue, "n/a", "-"))


# ---- Jobs ---------------------------------------------------------------------------------------

M64 = 2**64 - 1


def mix(x: int) -> int:
    """The finaliser of splitmix64."""
    x = (x + 0x9E3779B97F4A7C15) & M64
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & M64
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & M64
    return x ^ (x >> 31)


def as_json(value: object) -> Any:
    """A value in the form of job.hpp, and its value in the binding."""
    match value:
        case NoValue():
            return {"n": value.value}
        case None | "":
            return None
        case bool():
            return {"b": value}
        case str():
            return {"t": value}
        case float() if math.isfinite(value):
            return value
        case float() | Decimal() if not math.isfinite(value):
            if math.isnan(value):
                return {"x": "nan"}
            return {"x": "inf" if value > 0 else "-inf"}
        case date():
            return {"t": value.isoformat()}
        case int() | Decimal() | Fraction():
            return {"r": str(Fraction(value))}
    raise TypeError(f"no value: {value!r}")


@dataclass
class Job:
    """A rubric and its table."""

    rubric: Json
    pools: list[Pool]
    groups: list[str]
    ranked: list[bool]
    rows: int
    seed: int
    sample: int

    def line(self, text: str) -> Json:
        """The job in the form of soak_compare; `text` is the text of the rubric."""
        return {
            "rubric": text,
            "rows": self.rows,
            "seed": self.seed,
            "sample": self.sample,
            "groups": self.groups,
            "ranked": self.ranked,
            "columns": [
                {
                    "name": pool.name,
                    "doubles": pool.doubles,
                    "pool": [as_json(value) for value in pool.values],
                }
                for pool in self.pools
            ],
        }

    def row(self, number: int) -> Json:
        """The given values of a row, counted from 0."""
        own = mix(self.seed ^ mix(number))
        like = (own >> 8) % self.rows if own % 8 == 0 else number

        def place(column: int, size: int) -> int:
            return mix((self.seed + mix(column * 0x10001 + 1) + mix(like)) & M64) % size

        row: Json = {"unit": f"U{number + 1}"}
        for at, pool in enumerate(self.pools, 2):
            row[pool.name] = pool.values[place(at, len(pool.values))]
        if self.groups:
            row["group"] = self.groups[place(0, len(self.groups))]
        if self.ranked:
            row["ranked"] = self.ranked[place(1, len(self.ranked))]
        return row


SIZES = (1, 2, 3, 7, 20, 60, 200, 600, 1500)
LARGE = 9000  # more than two blocks of the batch engine


def a_job(draw: Random) -> Job:
    rubric = soak_rubric(draw)
    groups: list[str] = []
    if "groups" in rubric or one_of(draw, False, False, True):
        names = ["A", "B", "C"][: len(rubric.get("groups", "ABC"))]
        groups = names * 5 + one_of(draw, [], ["?"])
    return Job(
        rubric,
        pools_of(draw, rubric),
        groups,
        one_of(draw, [], [True, True, False]),
        LARGE if draw.randrange(100) == 0 else one_of(draw, *SIZES),
        draw.getrandbits(63),
        sample=one_of(draw, 0, 0, 0, 12),
    )
