# SPDX-License-Identifier: MIT
"""Fills the disk while files and stores are written: existing content stays byte for byte.

    full_disk.py [--disks N] [--seed N] [--limit]

Each disk is a small one in memory with a random number of free bytes, which needs root. Without root,
or with --limit, the system limits the length of files. Exit code 1 if a byte was lost.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import small_round

import parindex as px
from parindex.io._write import write_file

SIZE = 1 << 20
"""Size of a disk in bytes."""
PAGE = 4096


@dataclass
class Counts:
    """The counts of a campaign, and the losses."""

    disks: int = 0
    failed: int = 0
    """Writes that the disk rejected."""
    lost: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.disks} full disks, {self.failed} writes refused, {len(self.lost)} lost"


class SmallDisk:
    """A folder on a separate disk, which a file fills."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "disk"
        self.folder.mkdir()
        self._filler = folder / "disk" / "filler"
        call = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(self.folder)]
        subprocess.run(call, check=True, capture_output=True)

    @contextmanager
    def leave(self, free: int) -> Iterator[None]:
        """Leave about this many bytes free, in whole pages."""
        found = os.statvfs(self.folder)
        length = found.f_bavail * found.f_frsize - free
        with self._filler.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(length, 1))
        try:
            yield
        finally:
            self._filler.unlink()

    def close(self) -> None:
        subprocess.run(["umount", str(self.folder)], check=True)


class LimitedFiles:
    """A folder in which the system limits the length of the files of this process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def leave(self, free: int) -> Iterator[None]:
        """Limit the length of files."""
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (free, before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)

    def close(self) -> None:
        """Nothing to do."""


@contextmanager
def small_disk(folder: Path, *, limit: bool = False) -> Iterator[SmallDisk | LimitedFiles]:
    """A disk that can be filled; if it cannot be mounted, or with `limit`, a limit on files."""
    disk: SmallDisk | LimitedFiles
    try:
        disk = LimitedFiles(folder) if limit else SmallDisk(folder)
    except (subprocess.CalledProcessError, FileNotFoundError):
        disk = LimitedFiles(folder)
    try:
        yield disk
    finally:
        disk.close()


def fill_disks(disk: SmallDisk | LimitedFiles, disks: int, seed: int = 0) -> Counts:
    """Write to disks with too little space, half of the time to a file, otherwise to a store."""
    chance = random.Random(seed)
    counts = Counts()
    target, path = disk.folder / "file", disk.folder / "round.db"
    plan = small_round.plan()
    appended = 0
    with px.Assessment.open(path, plan, units=["A"]) as store:
        for number in range(disks):
            counts.disks += 1
            if number % 2:
                _write(disk, target, chance, counts)
                continue
            length = chance.randrange(4 * PAGE)
            room = path.stat().st_size if isinstance(disk, LimitedFiles) else 0
            with disk.leave(room + chance.randrange(length + 16 * PAGE)):
                try:
                    store.append([small_round.observation("A", appended + 1, length)])
                    appended += 1
                except px.WriteError as error:
                    counts.failed += 1
                    _named(error, path, counts)
                # The file must be intact while the disk is still full, for this program and for
                # others.
                _compare(store, appended, counts)
                with px.Assessment.open(path, plan, create=False) as other:
                    _compare(other, appended, counts)
            if store.path.stat().st_size > SIZE // 2:
                break
    path.unlink()
    if counts.disks < disks:
        more = fill_disks(disk, disks - counts.disks, seed + 1)
        counts.disks += more.disks
        counts.failed += more.failed
        counts.lost += more.lost
    return counts


def _write(
    disk: SmallDisk | LimitedFiles, target: Path, chance: random.Random, counts: Counts
) -> None:
    old = chance.randbytes(chance.randrange(8 * PAGE))
    new = chance.randbytes(chance.randrange(8 * PAGE))
    write_file(target, old)
    expected = new
    with disk.leave(chance.randrange(2 * len(new) + PAGE)):
        try:
            write_file(target, new)
        except px.WriteError as error:
            counts.failed += 1
            _named(error, target, counts)
            expected = old
    if target.read_bytes() != expected:
        counts.lost.append(f"disk {counts.disks}: a file of {len(old)} bytes is another")
    left = [path.name for path in disk.folder.glob(".parindex-*")]
    if left:
        counts.lost.append(f"disk {counts.disks}: {left} left behind")
    target.unlink()


def _named(error: px.WriteError, path: Path, counts: Counts) -> None:
    if str(path) not in error.issues[0].actual:
        counts.lost.append(f"disk {counts.disks}: {error} does not name {path}")


def _compare(store: px.AssessmentStore, appended: int, counts: Counts) -> None:
    if small_round.numbers(store, "A") != list(range(1, appended + 1)):
        counts.lost.append(f"disk {counts.disks}: the store is not what was appended")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--disks", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--limit", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as made, small_disk(Path(made), limit=args.limit) as disk:
        counts = fill_disks(disk, args.disks, args.seed)
        print(f"{type(disk).__name__}: {counts}", *counts.lost[:20], sep="\n  ")
    return 1 if counts.lost else 0


if __name__ == "__main__":
    sys.exit(main())
