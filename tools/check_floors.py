#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Include floors: every header stands on a floor, and includes point to the same floor or down.

Within a floor there must be no cycle. detail/ and impl/ belong to the floor of their stem; an internal file
that has no public header of its name stands on the highest floor it includes. A public header in no floor is
an error, so that the table stays whole.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

FLOORS = [
    "version error issue_codes limits status stop",
    "decimal rational",
    "rubric rule expression aggregation custom_rule stages",
    "check editions reach proofs",
    "plan table observation",
    "score trace",
    "rank classes arrow assessment",
    "compare audit layer_gap snapshot agency",
    "json",
    "diff overlay verify assessment_json",
    "cases",
    "testing testing_gtest coverage mutate",
    "replay",
    "parindex",
]
FLOOR = {stem: floor for floor, stems in enumerate(FLOORS) for stem in stems.split()}
INCLUDE = re.compile(
    r'^\s*#\s*include\s*[<"](?:parindex/)?((?:detail/|impl/)?\w+)\.(hpp|ipp)[>"]', re.MULTILINE
)
# What a header includes at its end in header-only mode is its own body, not something it stands on.
BODY = re.compile(
    r"^#\s*ifdef PARINDEX_HEADER_ONLY\n(?:\s*#\s*include.*\n)+#\s*endif", re.MULTILINE
)


def includes(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".hpp":
        text = BODY.sub("", text)
    return [f"{name}.{suffix}" for name, suffix in INCLUDE.findall(text)]


def floor_of(name: str, graph: dict[str, list[str]]) -> int | None:
    stem = Path(name).stem
    if stem in FLOOR or "/" not in name:
        return FLOOR.get(stem)
    floors = [floor_of(target, graph) for target in graph.get(name, []) if target != name]
    return max((floor for floor in floors if floor is not None), default=0)


def find_cycle(graph: dict[str, list[str]]) -> list[str] | None:
    done: set[str] = set()

    def visit(node: str, trail: list[str]) -> list[str] | None:
        if node in trail:
            return [*trail[trail.index(node) :], node]
        if node in done:
            return None
        for target in graph.get(node, []):
            if cycle := visit(target, [*trail, node]):
                return cycle
        done.add(node)
        return None

    for node in graph:
        if cycle := visit(node, []):
            return cycle
    return None


def check(root: Path) -> list[str]:
    """All that is wrong under `root` (the folder include/parindex)."""
    files = sorted([*root.rglob("*.hpp"), *root.rglob("*.ipp")])
    graph = {str(path.relative_to(root)): includes(path) for path in files}
    if cycle := find_cycle(graph):
        return ["cycle: " + " -> ".join(cycle)]
    problems = []
    for name, targets in graph.items():
        floor = floor_of(name, graph)
        if floor is None:
            problems.append(f"{name}: on no floor; give it one in tools/check_floors.py")
            continue
        for target in targets:
            if target not in graph:
                problems.append(f"{name}: includes {target}, which does not exist")
            elif (floor_of(target, graph) or 0) > floor:
                problems.append(f"{name} (floor {floor}) includes {target} above it")
            elif target.startswith("impl/") and not name.startswith("impl/"):
                problems.append(f"{name}: includes {target} outside #ifdef PARINDEX_HEADER_ONLY")
    return problems


def main() -> int:
    root = Path(__file__).resolve().parents[1] / "include" / "parindex"
    problems = check(root)
    print(
        "\n".join(problems)
        or f"{len(FLOOR)} names on {len(FLOORS)} floors: every include points down"
    )
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
