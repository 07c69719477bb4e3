# SPDX-License-Identifier: MIT
"""Lets many writers append to one store at once, and kills others meanwhile: none is lost.

    many_writers.py [--processes N] [--threads N] [--appends N] [--victims N]

Every thread of every process is a writer with its own connection. Exit code 1 if an observation was
lost or duplicated.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import small_round

import parindex as px


def append(
    path: Path, unit: str, appends: int, failures: list[BaseException], *, announce: bool = True
) -> None:
    """One writer."""
    try:
        with px.Assessment.open(path, small_round.plan(), timeout=600) as store:
            for number in range(1, appends + 1):
                store.append([small_round.observation(unit, number)])
                if number == 1 and announce:
                    print(unit, flush=True)  # from here on it has something to lose
    except BaseException as failure:
        failures.append(failure)
        raise


def work(path: Path, process: str, threads: int, appends: int) -> int:
    """A process of writers."""
    failures: list[BaseException] = []
    writers = [
        threading.Thread(target=append, args=(path, f"{process}-{at}", appends, failures))
        for at in range(threads)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    return 1 if failures else 0


def start(
    path: Path, process: str, threads: int, appends: int, stdout: int = subprocess.DEVNULL
) -> subprocess.Popen[bytes]:
    options = [
        f"--threads={threads}",
        f"--appends={appends}",
        f"--work={process}",
        f"--store={path}",
    ]
    return subprocess.Popen([sys.executable, __file__, *options], stdout=stdout)


def append_at_once(
    folder: Path, processes: int, threads: int, appends: int, victims: int
) -> list[str]:
    """The losses among everything that writers appended; `victims` more writers are killed meanwhile."""
    path = folder / "round.db"
    chance = random.Random(processes)
    writers = [start(path, str(at), threads, appends) for at in range(processes)]
    for at in range(victims):
        with start(path, f"victim {at}", 1, 1_000_000, subprocess.PIPE) as victim:
            assert victim.stdout is not None
            victim.stdout.readline()
            time.sleep(chance.uniform(0, 0.5))
            victim.kill()
    lost = [f"process {at} failed" for at, each in enumerate(writers) if each.wait() != 0]
    plan = small_round.plan()
    with px.Assessment.open(path, plan, create=False) as store:
        held = len(store.assessment().observations)
        victims_held = 0
        for unit in (unit["unit"] for unit in store.units):
            found = small_round.numbers(store, unit)
            whole = len(found) if unit.startswith("victim") else appends
            victims_held += len(found) if unit.startswith("victim") else 0
            if found != list(range(1, whole + 1)):
                lost.append(f"{unit}: {found}")
    if held != processes * threads * appends + victims_held:
        lost.append(f"{held} observations")
    if victims_held < victims:
        lost.append(f"of those killed {victims_held} observations")
    # A writer that was killed before its journal had content leaves it behind until the next append.
    append(path, "after", 1, [], announce=False)
    left = sorted(file.name for file in folder.iterdir())
    if [name for name in left if not name.startswith(".parindex-")] != ["round.db"]:
        lost.append(f"left behind: {left}")
    print(
        f"{processes * threads} writers x {appends} appends, {victims} more killed: "
        f"{held - victims_held} kept, {victims_held} of those killed, {len(lost)} lost"
    )
    return lost


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--processes", type=int, default=10)
    parser.add_argument("--threads", type=int, default=10)
    parser.add_argument("--appends", type=int, default=100)
    parser.add_argument("--victims", type=int, default=5)
    parser.add_argument("--work", help=argparse.SUPPRESS)
    parser.add_argument("--store", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.work is not None:
        return work(args.store, args.work, args.threads, args.appends)
    with tempfile.TemporaryDirectory(dir=small_round.folder_for_faults(Path.cwd())) as made:
        lost = append_at_once(Path(made), args.processes, args.threads, args.appends, args.victims)
    print(*lost[:20], sep="\n")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
