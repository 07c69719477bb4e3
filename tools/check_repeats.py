#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Finds runs of lines that occur in two files of the product, where a fix may be made only once.

    check_repeats.py [LEAST]

A run has LEAST lines (12) or more, without blank lines, comments, includes, imports and lone brackets.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILES = ["include/**/*.?pp", "src/*.cpp", "bindings/**/*.?pp", "bindings/**/*.py"]
LEAST = 12
SAYS_NOTHING = re.compile(r"#include\b.*|#pragma once|//.*|#( .*|:.*)?|(from|import) .*|\W*")

Line = tuple[int, str]


def lines_of(path: Path) -> list[Line]:
    texts = path.read_text(encoding="utf-8").splitlines()
    stripped = ((number, " ".join(text.split())) for number, text in enumerate(texts, 1))
    return [(number, text) for number, text in stripped if not SAYS_NOTHING.fullmatch(text)]


def repeats(files: dict[str, list[Line]], least: int) -> list[str]:
    """Each longest run once, by its start in the first file and in the other."""
    seen: dict[tuple[str, ...], list[tuple[str, int]]] = defaultdict(list)
    found: list[str] = []
    within: set[tuple[str, int, str, int]] = set()  # runs that continue from the line before
    for name, lines in files.items():
        for at in range(len(lines) - least + 1):
            run = tuple(text for _, text in lines[at : at + least])
            for other, start in seen[run]:
                if other == name:
                    continue
                within.add((other, start, name, at))
                if (other, start - 1, name, at - 1) not in within:
                    first = files[other][start][0]
                    found.append(f"{other}:{first} and {name}:{lines[at][0]}: {run[0]}")
            seen[run].append((name, at))
    return found


def main() -> int:
    least = int(sys.argv[1]) if len(sys.argv) > 1 else LEAST
    paths = sorted({path for pattern in FILES for path in ROOT.glob(pattern)})
    files = {str(path.relative_to(ROOT)): lines_of(path) for path in paths}
    found = repeats(files, least)
    for line in found:
        print(line)
    print(f"{len(files)} files: {len(found)} runs of {least} or more lines occur in two of them")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
