# SPDX-License-Identifier: MIT
"""Kills programs while they write: files stay intact, and a store keeps what it acknowledged.

    kill_writers.py [--kills N] [--seed N] [--folder DIR]

Half of the kills hit a program that replaces a file over and over, the other half one of several
that append to one store. Exit code 1 if a byte was lost.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import struct
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import small_round

import parindex as px
from parindex.io._write import write_file

WRITERS = 4
"""Number of programs that append to a store at once."""
KILLS_PER_STORE = 50
"""After this many entries a new store is started, because opening a store reads all of it."""
LONGEST = 0.03
"""Maximum seconds until a kill."""


@dataclass
class Counts:
    """The counts of a campaign, and the losses."""

    kills: int = 0
    acknowledged: int = 0
    unacknowledged: int = 0
    """Writes that reached the disk and whose writer was killed before it could acknowledge them."""
    left_behind: int = 0
    """Temporary files and journals that kills left next to the file: evidence that kills hit a write."""
    lost: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.acknowledged} writes acknowledged, "
            f"{self.unacknowledged} more found, {self.left_behind} hit while writing, "
            f"{len(self.lost)} lost"
        )


class Writer:
    """A separate program that repeats one action, and reports how often it has done it."""

    def __init__(self, work: Callable[[int], None]) -> None:
        self._said, says = os.pipe()
        self.acknowledged = 0
        self._rest = b""
        self.process = os.fork()
        if self.process == 0:
            self._work(work, says)
        os.close(says)

    def _work(self, work: Callable[[int], None], says: int) -> None:
        """Never returns: code of the parent, for example its tests, must not run in the child."""
        try:
            number = 0
            while True:
                number += 1
                work(number)
                os.write(says, struct.pack("=q", number))
        finally:
            traceback.print_exc()
            os._exit(1)

    def kill(self) -> None:
        """Kill it, and read all of its reports."""
        os.kill(self.process, signal.SIGKILL)
        _, status = os.waitpid(self.process, 0)
        if not (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL):
            raise RuntimeError("the writer had ended by itself")
        said = b""
        while part := os.read(self._said, 1 << 16):
            said += part
        os.close(self._said)
        if said:
            (self.acknowledged,) = struct.unpack("=q", said[-8:])


# ---- Files --------------------------------------------------------------------------------------


def content(number: int) -> bytes:
    """The `number`-th content of a file: its length differs from its neighbours', and it has a digest."""
    body = f"{number}\n".encode() * (1 + number * 7919 % 50_000)
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def number_of(read: bytes) -> int | None:
    """The number of a content; None for anything else."""
    digest, _, body = read.partition(b"\n")
    if hashlib.sha256(body).hexdigest().encode() != digest:
        return None
    return int(body.split(b"\n", 1)[0])


def kill_file_writers(folder: Path, kills: int, seed: int = 0) -> Counts:
    """Kill programs that replace one file; it contains the last acknowledged content, or the next."""
    chance = random.Random(seed)
    counts = Counts()
    target = folder / "file"
    for kill in range(kills):
        write_file(target, content(0))
        writer = Writer(lambda number: write_file(target, content(number)))
        until = time.monotonic() + chance.uniform(0, LONGEST)
        while time.monotonic() < until:
            if number_of(target.read_bytes()) is None:
                counts.lost.append(f"kill {kill}: a reader saw half of a file")
        writer.kill()
        found = number_of(target.read_bytes())
        if found not in (writer.acknowledged, writer.acknowledged + 1):
            counts.lost.append(f"kill {kill}: {found} instead of {writer.acknowledged}")
        counts.kills += 1
        counts.acknowledged += writer.acknowledged
        counts.unacknowledged += found == writer.acknowledged + 1
        for left in folder.glob(".parindex-*.tmp"):
            left.unlink()
            counts.left_behind += 1
    return counts


# ---- Stores -------------------------------------------------------------------------------------


def kill_appenders(folder: Path, kills: int, seed: int = 0) -> Counts:
    """Kill one of several programs that append to a store; acknowledged entries are in it."""
    chance = random.Random(seed)
    counts = Counts()
    plan = small_round.plan()
    path = folder / "round.db"

    def start(unit: str) -> Writer:
        store: list[px.AssessmentStore] = []

        def append(number: int) -> None:
            if not store:
                store.append(px.Assessment.open(path, plan))
            store[0].append([small_round.observation(unit, number)])

        return Writer(append)

    while counts.kills < kills:
        dead: dict[str, Writer] = {}
        living: dict[str, Writer] = {}
        for kill in range(min(KILLS_PER_STORE, kills - counts.kills)):
            while len(living) < WRITERS:
                unit = f"writer {kill}-{len(living)}"
                living[unit] = start(unit)
            time.sleep(chance.uniform(0, LONGEST))
            unit = chance.choice(list(living))
            dead[unit] = living.pop(unit)
            dead[unit].kill()
            counts.kills += 1
            counts.left_behind += path.with_name("round.db-journal").exists()
            if chance.random() < 0.2:
                _compare(path, plan, {unit: dead[unit]}, counts)
        for unit, writer in living.items():
            writer.kill()
            dead[unit] = writer
        _compare(path, plan, dead, counts)
        counts.acknowledged += sum(writer.acknowledged for writer in dead.values())
        counts.unacknowledged += _number(path, plan) - sum(w.acknowledged for w in dead.values())
        for file in folder.glob("*round.db*"):
            file.unlink()
        for left in folder.glob(".parindex-*.tmp"):
            left.unlink()
    return counts


def _compare(path: Path, plan: px.Plan, writers: dict[str, Writer], counts: Counts) -> None:
    """The entries of killed writers in the store."""
    if not path.exists() and not any(writer.acknowledged for writer in writers.values()):
        return
    try:
        with px.Assessment.open(path, plan, create=False) as store:
            if len(store):
                store.assessment()
            for unit, writer in writers.items():
                found = small_round.numbers(store, unit)
                wanted = list(range(1, writer.acknowledged + 1))
                if found not in (wanted, [*wanted, writer.acknowledged + 1]):
                    counts.lost.append(f"{unit}: {found} instead of 1 to {writer.acknowledged}")
    except px.DataError as error:
        counts.lost.append(str(error))


def _number(path: Path, plan: px.Plan) -> int:
    if not path.exists():
        return 0
    with px.Assessment.open(path, plan, create=False) as store:
        return len(store)


# ---- The command --------------------------------------------------------------------------------


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="parindex-kills-", dir=folder))
    try:
        yield made
    finally:
        shutil.rmtree(made)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--folder", type=Path, default=small_round.folder_for_faults(Path.cwd()))
    args = parser.parse_args()
    lost = 0
    for what, campaign in (("files", kill_file_writers), ("stores", kill_appenders)):
        with scratch(args.folder) as folder:
            counts = campaign(folder, args.kills // 2, args.seed)
        print(f"{what}: {counts}", *counts.lost[:20], sep="\n  ")
        lost += len(counts.lost)
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
