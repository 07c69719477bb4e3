# SPDX-License-Identifier: MIT
"""How long a call still runs after it has been told to stop.

Each job is told twice over: by Ctrl-C, which another thread sends at a moment that is drawn, and by a
`timeout`. What is measured is the time from that moment until the exception has arrived.

    python bench/stop.py            all jobs, as a table for docs/reliability.md
    python bench/stop.py audit      jobs whose name contains this
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

import parindex as px
from parindex import testing

Json = dict[str, Any]
Job = Callable[[float | None], object]  # takes the timeout

MOST = 0.2  # seconds that are promised
FIELDS = 60
ROUNDED: Json = {"digits": 2, "mode": "half_up"}
BANDS: Json = {
    "bands": {
        "on": {"value": "v"},
        "steps": [{"from": "50", "points": "1"}, {"below": "50", "points": "0"}],
    }
}
QUOTIENT: Json = {
    "formula": {
        "cases": [{"points": {"divide": ["v", {"add": ["v", 7]}]}}],
        "cap": "1",
        "floor": "0",
        "when_zero": "zero",
    }
}


def rubric(rule: Json, *, fields: int = FIELDS, top: int = 1) -> px.Rubric:
    return px.Rubric.from_json(
        {
            "parindex": 1,
            "id": "long",
            "edition": "1",
            "max": str(fields * top),
            "aggregation": "sum",
            "missing": "exclude",
            "index_rounding": ROUNDED,
            "ranking": {
                "on": "points",
                "stage": "rounded",
                "ties": "competition",
                "tie_break": [],
                "within": "all",
            },
            "nodes": [
                {
                    "code": f"a{at}",
                    "max": str(top),
                    "rounding": ROUNDED,
                    "inputs": [{"name": "v", "type": "number", "min": 0}],
                    "rule": rule,
                    "accept": {"maximum_unreachable": "for a measurement"},
                }
                for at in range(fields)
            ],
        }
    )


def data(rows: int) -> Json:
    column = np.arange(rows) % 100 + 0.5
    return {f"a{at}.v": column for at in range(FIELDS)}


def jobs(folder: Path) -> dict[str, Job]:
    """Calls that take far longer than they are given."""
    exact, fixed = rubric(QUOTIENT).compile(), rubric(BANDS).compile()
    many = data(1_000_000)
    doubtful = exact.score(data(20_000), unit=None)
    former = fixed.score(data(200_000), unit=None)
    changed = rubric(BANDS, top=2)
    later = changed.compile().score(data(200_000), unit=None)
    totals = fixed.score(many, unit=None, keep="total")
    large = rubric(BANDS, fields=3_000)
    path = folder / "cases.json"
    path.write_text(testing.boundary_cases(large), encoding="utf-8")

    def within(call: Callable[[], object]) -> Job:
        """A call without a timeout of its own, again and again."""

        def run(timeout: float | None) -> None:
            end = None if timeout is None else time.monotonic() + timeout
            while end is None or time.monotonic() < end:
                call()

        return run

    found: dict[str, Job] = {
        "score, in rational numbers": lambda t: exact.score(many, unit=None, timeout=t),
        "score, one thread": lambda t: exact.score(many, unit=None, threads=1, timeout=t),
        "audit": lambda t: px.audit(doubtful, timeout=t),
        "compare": lambda t: [px.compare(former, later, timeout=t) for _ in range(1000)],
        "replay": lambda t: px.replay(former, changed, timeout=t),
        "mutate": lambda t: testing.mutate(large, [path], timeout=t),
        "mutate, one thread": lambda t: testing.mutate(large, [path], threads=1, timeout=t),
        "boundary cases": lambda t: testing.boundary_cases(large, timeout=t),
        "run cases": lambda t: testing.run_cases([path], rubric=large, timeout=t),
        "coverage": lambda t: testing.cover(large, [path], timeout=t),
    }
    only_signals = {"digest": within(lambda: totals.digest), "to_json": within(totals.to_json)}
    return found | only_signals


def interrupted(job: Job, after: float) -> float:
    """Seconds from Ctrl-C until KeyboardInterrupt; the job runs again where it was done before."""
    told: list[float] = []

    def tell() -> None:
        time.sleep(after)
        told.append(time.monotonic())
        os.kill(os.getpid(), signal.SIGINT)

    teller = threading.Thread(target=tell)
    try:
        teller.start()
        while True:
            job(None)
    except KeyboardInterrupt:
        return time.monotonic() - told[0]
    finally:
        teller.join()


def timed_out(job: Job, after: float) -> float | None:
    """Seconds from the deadline until StoppedError; nothing when the job was done before."""
    begin = time.monotonic()
    try:
        job(after)
    except px.StoppedError:
        return time.monotonic() - begin - after
    return None


def row(name: str, delays: dict[str, list[float]]) -> str:
    cells = [name]
    for found in delays.values():
        if found:
            middle, worst = statistics.median(found), max(found)
            cells += [str(len(found)), f"{middle * 1e3:.1f} ms", f"{worst * 1e3:.1f} ms"]
        else:
            cells += ["0", "", ""]
    return f"| {' | '.join(cells)} |"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("name", nargs="?", default="", help="only jobs whose name contains this")
    parser.add_argument("--times", type=int, default=20, help="how often each is told in each way")
    parser.add_argument("--longest", type=float, default=0.8, help="the latest moment, in seconds")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    draw = random.Random(args.seed)
    print("| job | Ctrl-C | median | longest | deadlines | median | longest |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    late = []
    with tempfile.TemporaryDirectory() as folder:
        for name, job in jobs(Path(folder)).items():
            if args.name not in name:
                continue
            moments = [draw.uniform(0.01, args.longest) for _ in range(args.times)]
            delays = {
                "signal": [interrupted(job, after) for after in moments],
                "deadline": [d for after in moments if (d := timed_out(job, after)) is not None],
            }
            print(row(name, delays), flush=True)
            if max(delays["signal"] + delays["deadline"]) > MOST:
                late.append(name)
    print(f"later than {MOST} s: {', '.join(late) or 'none'}", file=sys.stderr)
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
