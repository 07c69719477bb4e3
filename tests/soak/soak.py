# SPDX-License-Identifier: MIT
"""Random rubrics and tables, scored in every way that must give the same digits.

    soak.py HELPER [--minutes M] [--figures N] [--seed S] [--out FOLDER]

HELPER is the program soak_compare, which compares lanes, threads, instruction sets, what is kept,
orders and batches figure by figure. A sample of the rows is also scored through the binding and by
`parindex.reference`. Ends after M minutes or N compared figures; the first
difference is written to the folder, with the line that reproduces it, and ends the run with exit code 1.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "python")]

import parindex as px
from generate import Job, a_job
from parindex import reference
from process import check_process
from strategies import CUSTOM, leaves_of

Json = dict[str, Any]
KEPT = ("code", "row", "unit", "field")  # of an issue; the rest is text


class DifferenceError(Exception):
    """Two ways of scoring gave different results."""


class Helper:
    """The program soak_compare, which answers each line with a line."""

    def __init__(self, program: Path) -> None:
        self._program = program
        self._process = self._start()

    def _start(self) -> subprocess.Popen[str]:
        pipe = subprocess.PIPE
        return subprocess.Popen([self._program], stdin=pipe, stdout=pipe, text=True)

    def ask(self, line: Json) -> Json:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(json.dumps(line) + "\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
        except BrokenPipeError:
            answer = ""
        if not answer:
            code = self._process.wait()
            self._process = self._start()
            raise DifferenceError(f"{self._program.name} ended with {code}")
        found: Json = json.loads(answer)
        if "difference" in found:
            raise DifferenceError(found["difference"])
        if "refused" in found:
            errors = [i for i in json.loads(found["refused"]) if i["severity"] == "error"]
            raise DifferenceError(f"the rubric is refused: {errors}")
        return found

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


def units_of(result: Json) -> list[Json]:
    units: list[Json] = result["units"]
    for unit in units:
        unit.pop("rank", None)
        unit.pop("class", None)
        if "issues" in unit:
            unit["issues"] = [{key: issue[key] for key in KEPT} for issue in unit["issues"]]
    return units


def check_sample(seed: str, job: Job, text: str, answer: Json) -> int:
    """Score the sampled rows by the binding, by the reference, and, if the rubric has layers, as marks of
    an assessment; returns the number of compared figures."""
    rows = [job.row(number) for number in range(min(job.rows, job.sample))]
    plan = px.Rubric.from_json(text).compile(custom=CUSTOM)
    scores = plan.score(rows)
    if scores.digest != answer["digest"]:
        raise DifferenceError("the binding has another digest than the same rows in C++")
    found = units_of(json.loads(scores.to_json()))
    if found != units_of(json.loads(answer["result"])):
        raise DifferenceError("the binding has other results than the same rows in C++")
    expected = reference.score(job.rubric, rows, custom=CUSTOM)
    for unit in expected:
        for key in ("rank", "class"):
            unit.pop(key, None)
    # The twin ranks by one node at a time.
    for code in [code for code, node in expected[0]["nodes"].items() if "rank" in node]:
        ranks = reference.rank(job.rubric, rows, node=code, custom=CUSTOM)
        for unit, place in zip(expected, ranks, strict=True):
            unit["nodes"][code]["rank"] = place
    for unit, twin in zip(found, expected, strict=True):
        if unit != twin:
            raise DifferenceError(f"the twin has\n{twin}\nand the engine\n{unit}")
    ranks = reference.rank(job.rubric, rows, custom=CUSTOM)
    ranking = scores.rank()
    if [ranking[row["unit"]].rank for row in rows] != ranks:
        raise DifferenceError("the twin ranks otherwise")
    figures = sum(3 * len(unit["nodes"]) + 3 for unit in expected)
    if "layers" in job.rubric and not any(row.get("group") == "?" for row in rows):
        figures += check_process(Random(seed), job, plan, rows)
    return figures


class Run:
    """The counts of a run so far."""

    def __init__(self) -> None:
        self.jobs = self.units = self.figures = self.sampled = 0
        self.fixed = 0.0
        self.kinds: Counter[str] = Counter()

    def add(self, job: Job, answer: Json, sampled: int) -> None:
        self.jobs += 1
        self.units += job.rows
        self.figures += answer["figures"] + sampled
        self.sampled += sampled
        self.fixed += answer["fixed"]
        for leaf in leaves_of(job.rubric):
            self.kinds.update(leaf["rule"].keys())

    def __str__(self) -> str:
        return (
            f"{self.jobs} rubrics, {self.units} units, {self.figures} figures compared "
            f"({self.sampled} of them with the twin or an assessment)"
        )


def one(seed: str, helper: Helper, run: Run, out: Path) -> bool:
    """Run the job of a seed; False, and files that reproduce it, if there is a difference."""
    job = a_job(Random(seed))
    text = json.dumps(job.rubric, ensure_ascii=False)
    line = job.line(text)
    try:
        answer = helper.ask(line)
        sampled = check_sample(seed, job, text, answer) if "result" in answer else 0
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what this looks for
        out.mkdir(parents=True, exist_ok=True)
        name = out / seed.replace(":", "-")
        name.with_suffix(".job.json").write_text(json.dumps(line) + "\n", encoding="utf-8")
        rubric = json.dumps(job.rubric, ensure_ascii=False, indent=1)
        name.with_suffix(".rubric.json").write_text(rubric, encoding="utf-8")
        name.with_suffix(".txt").write_text(f"{type(error).__name__}: {error}\n", encoding="utf-8")
        print(f"soak: seed {seed}: {type(error).__name__}: {error}", file=sys.stderr)
        print(f"soak: soak_compare < {name.with_suffix('.job.json')}", file=sys.stderr)
        return False
    run.add(job, answer, sampled)
    return True


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("helper", type=Path)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--figures", type=int, default=10**18)
    parser.add_argument("--seed", default=str(time.time_ns()))
    parser.add_argument(
        "--only", help="run the one job of a seed that a difference was reported for"
    )
    parser.add_argument("--out", type=Path, default=Path("build/soak"))
    parser.add_argument("--keep-going", action="store_true", help="do not stop at a difference")
    given = parser.parse_args()
    helper, run, failed = Helper(given.helper), Run(), 0
    if given.only:
        return 0 if one(given.only, helper, run, given.out) else 1
    print(f"soak: seed {given.seed}", flush=True)
    start = told = time.monotonic()
    number = 0
    while run.figures < given.figures and time.monotonic() < start + given.minutes * 60:
        number += 1
        if not one(f"{given.seed}:{number}", helper, run, given.out):
            failed += 1
            if not given.keep_going:
                break
        if time.monotonic() > told + 60:
            told = time.monotonic()
            print(f"soak: {run}", flush=True)
    helper.close()
    kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(run.kinds.items()))
    share = 100 * run.fixed / max(run.jobs, 1)
    print(f"soak: rules: {kinds}; {share:.0f} % of the nodes in the fixed lane")
    minutes = (time.monotonic() - start) / 60
    print(f"soak: {run}, {failed} differences, seed {given.seed}, {minutes:.1f} minutes")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
