# SPDX-License-Identifier: MIT
"""Damages stores by changed bytes and cuts: each is rejected, or its contents are unchanged.

    damage_store.py [--flips N] [--cuts N] [--seed N]

Exit code 1 if a damaged store was read with other contents, or failed other than by an issue.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import small_round

import parindex as px

NAMED = {"store_damaged", "format_version", "file_unreadable", "file_unwritable"}
HEADER = 100
"""Bytes of the head of an SQLite file, each of which is changed once."""


@dataclass
class Counts:
    """The counts of a campaign, and the failures."""

    refused: int = 0
    harmless: int = 0
    """Damage in unused bytes, for example the free bytes of a page."""
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.refused} refused, {self.harmless} harmless, {len(self.wrong)} wrong"


def whole_store(path: Path) -> bytes:
    """A store of some pages: units, notes of many lengths, an index of more than one level."""
    with px.Assessment.open(path, small_round.plan()) as store:
        for unit in ("A", "Bình", "C" * 100):
            store.append(small_round.observation(unit, n, n * 37 % 400) for n in range(1, 41))
    return path.read_bytes()


def try_one(
    path: Path, plan: px.Plan, content: bytes, whole: str, counts: Counts, what: str
) -> None:
    """Open a store of this content, read it, append to it and read it again."""
    path.write_bytes(content)
    more = small_round.observation("A", 41)
    try:
        with px.Assessment.open(path, plan, create=False) as store:
            read = store.to_json()
            store.append([more])
            numbers = small_round.numbers(store, "A")
    except px.IssuesError as error:
        codes = {issue.code for issue in error.issues}
        if codes <= NAMED:
            counts.refused += 1
        else:
            counts.wrong.append(f"{what}: {error}")
    except Exception as error:  # noqa: BLE001 - it is what is looked for
        counts.wrong.append(f"{what}: {error!r}")
    else:
        if read == whole and numbers == list(range(1, 42)):
            counts.harmless += 1
        else:
            counts.wrong.append(f"{what}: read as something else")
    for left in path.parent.glob(path.name + "-*"):
        left.unlink()


def damage(folder: Path, flips: int, cuts: int, seed: int = 0) -> Counts:
    """Change random bytes and every byte of the head, and truncate the file at random places and at pages."""
    chance = random.Random(seed)
    counts = Counts()
    plan = small_round.plan()
    path = folder / "round.db"
    content = whole_store(path)
    with px.Assessment.open(path, plan) as store:
        whole = store.to_json()
    for at in [*range(HEADER), *(chance.randrange(len(content)) for _ in range(flips))]:
        changed = bytearray(content)
        changed[at] ^= chance.randrange(1, 256)
        try_one(path, plan, bytes(changed), whole, counts, f"byte {at}: {changed[at]}")
    pages = range(0, len(content), 4096)
    for length in [*pages, *(chance.randrange(len(content)) for _ in range(cuts))]:
        try_one(path, plan, content[:length], whole, counts, f"cut to {length}")
    return counts


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--flips", type=int, default=10_000)
    parser.add_argument("--cuts", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=small_round.folder_for_faults(Path.cwd())) as made:
        counts = damage(Path(made), args.flips, args.cuts, args.seed)
    print(counts, *counts.wrong[:20], sep="\n  ")
    return 1 if counts.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
