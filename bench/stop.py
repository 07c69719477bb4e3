# SPDX-License-Identifier: MIT
"""How long a call continues after it has been told to stop.

Each job is stopped in two ways: by Ctrl-C, which another thread sends at a random moment, and by a
`timeout`. The measurements are the time from that moment until the exception arrives, and the processor
time of all threads in between, which other programs on the machine do not lengthen.

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
from dataclasses import dataclass
from pathlib import Path

import parindex as px
from parindex import testing

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "python"))

from long_calls import BANDS, QUOTIENT, data, rubric

Job = Callable[[float | None], object]  # takes the timeout

MOST = 0.2  # promised seconds


@dataclass
class Delay:
    """From the moment at which a call is told to stop until its exception arrives."""

    wall: float
    processor: float
    """The processor time of all threads."""


class Clock:
    def __init__(self) -> None:
        self.wall, self.processor = time.monotonic(), time.process_time()

    def delay(self) -> Delay:
        return Delay(time.monotonic() - self.wall, time.process_time() - self.processor)


def jobs(folder: Path) -> dict[str, Job]:
    """Calls that take far longer than their timeout."""
    exact, fixed = rubric(QUOTIENT).compile(), rubric(BANDS).compile()
    some, many = data(100_000), data(1_000_000)
    doubtful = exact.score(data(20_000), unit=None)
    former = fixed.score(data(200_000), unit=None)
    changed = rubric(BANDS, top=2)
    later = changed.compile().score(data(200_000), unit=None)
    totals = fixed.score(many, unit=None, keep="total")
    large = rubric(BANDS, fields=3_000)
    path = folder / "cases.json"
    path.write_text(testing.boundary_cases(large), encoding="utf-8")

    def within(call: Callable[[], object]) -> Job:
        """A call without its own timeout, repeated."""

        def run(timeout: float | None) -> None:
            end = None if timeout is None else time.monotonic() + timeout
            while end is None or time.monotonic() < end:
                call()

        return run

    found: dict[str, Job] = {
        "score, in rational numbers": lambda t: exact.score(some, unit=None, timeout=t),
        "score, one thread": lambda t: exact.score(some, unit=None, threads=1, timeout=t),
        "audit": lambda t: doubtful.audit(timeout=t),
        "compare": lambda t: former.compare(later, timeout=t),
        "replay": lambda t: former.replay(changed.compile(), timeout=t),
        "mutate": lambda t: testing.mutate(large, [path], timeout=t),
        "mutate, one thread": lambda t: testing.mutate(large, [path], threads=1, timeout=t),
        "boundary cases": lambda t: testing.boundary_cases(large, timeout=t),
        "run cases": lambda t: testing.run_cases([path], rubric=large, timeout=t),
        "coverage": lambda t: testing.measure_coverage(large, [path], timeout=t),
    }
    only_signals = {"digest": within(lambda: totals.digest), "to_json": within(totals.to_json)}
    return found | only_signals


def interrupted(job: Job, after: float) -> Delay:
    """From Ctrl-C until KeyboardInterrupt; the job is repeated if it finished earlier."""
    told: list[Clock] = []

    def tell() -> None:
        time.sleep(after)
        told.append(Clock())
        os.kill(os.getpid(), signal.SIGINT)

    teller = threading.Thread(target=tell)
    try:
        teller.start()
        while True:
            job(None)
    except KeyboardInterrupt:
        return told[0].delay()
    finally:
        teller.join()


def timed_out(job: Job, after: float) -> Delay | None:
    """From the deadline until StoppedError; nothing if the job finished earlier."""
    told: list[Clock] = []
    watch = threading.Timer(after, lambda: told.append(Clock()))
    begin = time.monotonic()
    watch.start()
    try:
        job(after)
    except px.StoppedError:
        late = time.monotonic() - begin - after
        watch.join()
        return Delay(late, told[0].delay().processor)
    finally:
        watch.cancel()
    return None


def cells(found: list[Delay]) -> list[str]:
    if not found:
        return [""] * 3
    walls = [each.wall for each in found]
    times = statistics.median(walls), max(walls), max(each.processor for each in found)
    return [f"{seconds * 1e3:.1f} ms" for seconds in times]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("name", nargs="?", default="", help="only jobs whose name contains this")
    parser.add_argument("--times", type=int, default=20, help="how often each is told in each way")
    parser.add_argument("--longest", type=float, default=0.8, help="the latest moment, in seconds")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # background jobs of a shell ignore it
    draw = random.Random(args.seed)
    print(
        "| job | Ctrl-C: median | longest | processor time | deadline: median | longest | processor time |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- |")
    late = []
    with tempfile.TemporaryDirectory() as folder:
        for name, job in jobs(Path(folder)).items():
            if args.name not in name:
                continue
            moments = [draw.uniform(0.01, args.longest) for _ in range(args.times)]
            signals = [interrupted(job, after) for after in moments]
            deadlines = [each for after in moments if (each := timed_out(job, after)) is not None]
            print(f"| {' | '.join([name, *cells(signals), *cells(deadlines)])} |", flush=True)
            if max(each.wall for each in signals + deadlines) > MOST:
                late.append(name)
    print(f"later than {MOST} s: {', '.join(late) or 'none'}", file=sys.stderr)
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
