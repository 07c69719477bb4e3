#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Rooms: the folders of include/parindex, and which of them a file may include.

Files on top, outside the rooms, are available to all rooms and include no room; the exceptions are named.
There are no include cycles. Internal files of a room are included by files of the room and of the rooms
above it, but not by public headers of other rooms.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

# Each room with the rooms that it may include, besides itself and the top.
ROOMS: dict[str, set[str]] = {"numbers": set()}
ROOMS["rubric"] = {*ROOMS, "numbers"}
ROOMS["engine"] = {*ROOMS["rubric"], "rubric"}
ROOMS["results"] = {*ROOMS["engine"], "engine"}
ROOMS["analysis"] = {*ROOMS["results"], "results"}
ROOMS["process"] = {*ROOMS["engine"], "engine"}
ROOMS["io"] = {*ROOMS["results"], "results", "process"}
ROOMS["testing"] = {*ROOMS["io"], "io"}
# Above all rooms, in any folder: the umbrella and the implementation files.
ABOVE = {"parindex.hpp", "src.hpp", "testing/src.hpp"}
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]parindex/([\w/]+\.[hi]pp)[>"]', re.MULTILINE)


def includes(path: Path) -> list[str]:
    return INCLUDE.findall(path.read_text(encoding="utf-8"))


def room_of(name: str) -> str:
    """The room of a file; empty on top."""
    first = name.split("/")[0]
    return first if first in ROOMS else ""


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
    """All violations under `root` (the folder include/parindex)."""
    files = sorted([*root.rglob("*.hpp"), *root.rglob("*.ipp")])
    graph = {path.relative_to(root).as_posix(): includes(path) for path in files}
    problems = []
    if cycle := find_cycle(graph):
        problems.append("cycle: " + " -> ".join(cycle))
    for name, targets in graph.items():
        if name in ABOVE:
            continue
        room = room_of(name)
        for target in targets:
            if target not in graph:
                problems.append(f"{name}: includes {target}, which does not exist")
            elif target in ABOVE:
                problems.append(f"{name}: includes {target}, which is for users")
            elif (
                (other := room_of(target)) and other != room and other not in ROOMS.get(room, set())
            ):
                problems.append(
                    f"{name}: includes {target}, but {room or 'the top'} may not include {other}"
                )
            elif "impl/" in target and not name.endswith("all.ipp"):
                problems.append(f"{name}: includes {target}, a body, which is for all.ipp alone")
    return problems


def main() -> int:
    root = Path(__file__).resolve().parents[1] / "include" / "parindex"
    problems = check(root)
    print("\n".join(problems) or f"{len(ROOMS)} rooms: every include is allowed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
