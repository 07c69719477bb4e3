# SPDX-License-Identifier: MIT
"""Contenders as processes, and comparisons of two of them."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CHILD = Path(__file__).with_name("child.py")
THREADS = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS"), "2"
)
# A machine may preset these to another kernel; BLAS must choose by the processor.
UNSET = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")


class ContenderError(RuntimeError):
    """A contender ended early; its output is above."""


class Process:
    """A contender that waits for requests until it is closed."""

    def __init__(
        self, name: str, rows: int, *, variant: str = "mixed", grid: bool = False, repeats: int = 1
    ) -> None:
        self.name = name
        self.repeats = repeats
        command = [sys.executable, str(CHILD), name, "--rows", str(rows), "--variant", variant]
        environment = {k: v for k, v in os.environ.items() if k not in UNSET} | THREADS
        self._process = subprocess.Popen(
            [*command, "--grid"] if grid else command,
            env=environment,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        try:
            self.about = self._read()
        except ContenderError:
            self._process.wait()
            raise

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise ContenderError(f"the contender {self.name} failed")
        reply: dict[str, Any] = json.loads(line)
        return reply

    def ask(self, op: str, **request: Any) -> dict[str, Any]:
        """Send a request and wait for the reply."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"op": op, **request}) + "\n")
        self._process.stdin.flush()
        return self._read()

    def run(self) -> float:
        """Seconds for one run."""
        seconds: float = self.ask("run", repeats=self.repeats)["seconds"]
        return seconds

    def jobs(self) -> int:
        """The number of units that one run scores, over all calls."""
        jobs: int = self.about["rows"] * self.about["calls"] * self.repeats
        return jobs

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


@dataclass
class Sample:
    """Numbers of several runs."""

    values: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    def spread(self) -> tuple[float, float]:
        return min(self.values), max(self.values)


@dataclass
class Pair:
    """Two contenders, run in turns: seconds per unit of each, and the ratio of b to a."""

    a: dict[str, Any]
    b: dict[str, Any]
    a_seconds: Sample
    b_seconds: Sample
    ratio: Sample


def side_by_side(a: Process, b: Process, runs: int) -> Pair:
    """Run A B A B ...; the first of each is a warm-up."""
    pair = Pair(a.about, b.about, Sample(), Sample(), Sample())
    for turn in range(runs + 1):
        seconds = a.run() / a.jobs(), b.run() / b.jobs()
        if turn == 0:
            continue
        pair.a_seconds.values.append(seconds[0])
        pair.b_seconds.values.append(seconds[1])
        pair.ratio.values.append(seconds[1] / seconds[0])
    return pair
