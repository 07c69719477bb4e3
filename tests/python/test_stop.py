# SPDX-License-Identifier: MIT
"""Ctrl-C and deadlines end long calls, and everything works afterwards."""

from __future__ import annotations

import itertools
import json
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from long_calls import BANDS, QUOTIENT, rubric
from parindex import testing
from parindex.cli import main

# Each job takes minutes. A SIGINT arrives while one runs, usually inside the engine; its objects
# must stay valid for the next job.
CHILD = """
import signal
import sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in the background of a shell
signal.signal(signal.SIGALRM, lambda *_: signal.raise_signal(signal.SIGINT))
import parindex as px
from long_calls import BANDS, QUOTIENT, data, rubric
from parindex import testing

exact, fixed = rubric(QUOTIENT), rubric(BANDS)
slow = rubric({"custom": {"name": "slow", "version": "1", "reach": {"min": "0", "max": "1"}}})
def works(call):
    return sum(range(50_000)) // 1249975000
plan, quick = exact.compile(), fixed.compile()
custom = slow.compile(custom={"slow": works})
some, many = data(20_000), data(400_000)
totals = quick.score(many, unit=None, keep="total")
later = rubric(BANDS, top=2).compile().score(data(100_000), unit=None)
former = quick.score(data(100_000), unit=None)
units = ["u%d" % at for at in range(300)]
table = {"unit": units, **data(len(units))}
expected = plan.score(table).digest
result = plan.score(table).to_json()
cases = sys.argv[1]
open(cases, "w").write(testing.boundary_cases(fixed))
lists = {name: list(values) for name, values in data(400_000).items()}
difference = former.compare(later)
doubtful = plan.score(data(4_000), unit=None)
mean = rubric(BANDS, weighted=True).compile()
drawn = mean.score(table)
weights = {f"a{at}": [1 + draw % (at + 2) for draw in range(20_000)] for at in range(20)}
errors = {"a0.v": [[draw * at % 97 for at in range(len(units))] for draw in range(1_000)]}

jobs = {
    "score_exact": lambda: [plan.score(many, unit=None) for _ in range(100)],
    "score_one_thread": lambda: [plan.score(many, unit=None, threads=1) for _ in range(100)],
    "score_custom": lambda: custom.score(some, unit=None, threads=2),
    "read_lists": lambda: [quick.score(lists, unit=None) for _ in range(100)],
    "digest": lambda: [totals.digest for _ in range(100)],
    "data_digest": lambda: [totals.data_digest for _ in range(100)],
    "to_json": lambda: [totals.to_json() for _ in range(100)],
    "to_arrow": lambda: [totals.__arrow_c_stream__() for _ in range(100)],
    "rank": lambda: [totals.rank() for _ in range(100)],
    "explain": lambda: [doubtful.explain(str(at % 4000 + 1)) for at in range(10_000_000)],
    "simulate_weights": lambda: [mean.simulate(table, weights=weights) for _ in range(100)],
    "simulate_inputs": lambda: [quick.simulate(table, inputs=errors) for _ in range(100)],
    "simulate_both": lambda: [mean.simulate(table, draws=1_000, weights={"a0": 2}, inputs=errors) for _ in range(100)],
    "uncertainty": lambda: [drawn.uncertainty(seed=1, draws=20_000, weights=20) for _ in range(100)],
    "sensitivity": lambda: [drawn.sensitivity(seed=1, samples=2_000, weights=20) for _ in range(100)],
    "compare": lambda: [former.compare(later) for _ in range(100)],
    "compare_json": lambda: [difference.to_json() for _ in range(1000)],
    "verify": lambda: px.verify(result.encode(), totals),
    "replay": lambda: former.replay(rubric(BANDS, top=2).compile()),
    "audit": lambda: [doubtful.audit() for _ in range(100)],
    "mutate": lambda: [testing.mutate(fixed, [cases], threads=2) for _ in range(100)],
    "mutate_one_thread": lambda: [testing.mutate(fixed, [cases], threads=1) for _ in range(100)],
    "boundary_cases": lambda: [testing.boundary_cases(fixed) for _ in range(1000)],
    "run_cases": lambda: [testing.run_cases([cases], rubric=fixed) for _ in range(1000)],
    "cover": lambda: [testing.measure_coverage(fixed, [cases]) for _ in range(1000)],
}
for name, run in jobs.items():
    print("start", name, flush=True)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.2)
        run()
        print("complete", flush=True)
    except KeyboardInterrupt:
        print("interrupted", flush=True)
print("works", plan.score(table).digest == expected, flush=True)
"""

JOBS = [line.split('"')[1] for line in CHILD.splitlines() if ": lambda: " in line]


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The result of every job after a SIGINT."""
    cases = tmp_path_factory.mktemp("stop") / "cases.json"
    here = str(Path(__file__).parent)
    path = os.pathsep.join([here, str(Path(px.__file__).parents[1])])
    child = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(CHILD), str(cases)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert child.stdout is not None
    found = {}
    try:
        for line in child.stdout:
            word, _, name = line.strip().partition(" ")
            if word == "start":
                found[name] = child.stdout.readline().strip()
            else:
                found[word] = name
        yield found
    finally:
        child.kill()
        child.wait()
        child.stdout.close()


@pytest.mark.skipif(os.name != "posix", reason="sends signals")
@pytest.mark.parametrize("job", JOBS)
def test_ctrl_c_ends_what_runs(outcomes: dict[str, str], job: str) -> None:
    assert outcomes[job] == "interrupted"


@pytest.mark.skipif(os.name != "posix", reason="sends signals")
def test_everything_works_after_ctrl_c(outcomes: dict[str, str]) -> None:
    assert outcomes["works"] == "True"


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="sends signals")
@pytest.mark.parametrize("threads", [1, 2])
def test_an_exception_of_a_handler_passes_unchanged(threads: int) -> None:
    class OursError(Exception):
        pass

    def handler(*_: object) -> None:
        raise OursError

    plan = rubric(QUOTIENT, fields=20).compile()
    data = {f"a{at}.v": list(range(100_000)) for at in range(20)}
    before = signal.signal(signal.SIGALRM, handler)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.01)
        with pytest.raises(OursError):
            plan.score(data, unit=None, threads=threads)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


# ---- deadlines ------------------------------------------------------------------------------------

SMALL = rubric(BANDS, fields=2)
DRAWN: dict[str, Any] = {"policies": {"missing": ["zero", "exclude"]}}
DRAWN_VALUES: dict[str, Any] = {
    "inputs": {"a0.v": [1, 60, 99]},
    "policies": {"missing": ["zero", "exclude", "full"]},
}
ROWS = [{"unit": "A", "a0.v": 60, "a1.v": 40}, {"unit": "B", "a0.v": 50, "a1.v": 50}]


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    path = tmp_path / "cases.json"
    path.write_text(testing.boundary_cases(SMALL), encoding="utf-8")
    return path


def calls(cases: Path) -> dict[str, Callable[..., Any]]:
    plan = SMALL.compile()
    scores = plan.score(ROWS)
    other = rubric(BANDS, fields=2, top=2)
    return {
        "score": lambda **k: plan.score(ROWS, **k).digest,
        "score_batches": lambda **k: [each.digest for each in plan.score_batches([ROWS], **k)],
        "audit": lambda **k: scores.audit(**k).to_json(),
        "what_if": lambda **k: scores.what_if(scores.units[0], {}, **k).to_dict(),
        "cheapest_path": lambda **k: scores.cheapest_path(scores.units[0], gain=1, **k).to_dict(),
        "weight_intervals": lambda **k: scores.weight_intervals(**k).order,
        "dominance": lambda **k: scores.dominance(**k).pairs,
        "influences": lambda **k: scores.influences(**k),
        "conventions": lambda **k: scores.conventions(**k).to_dict(),
        "simulate": lambda **k: plan.simulate(ROWS, draws=3, **DRAWN_VALUES, **k).points.tolist(),
        "uncertainty": lambda **k: scores.uncertainty(seed=1, draws=3, **DRAWN, **k).to_json(),
        "sensitivity": lambda **k: scores.sensitivity(seed=1, samples=3, **DRAWN, **k).to_json(),
        "compare": lambda **k: scores.compare(other.compile().score(ROWS), **k).to_json(),
        "replay": lambda **k: scores.replay(other.compile(), **k).to_json(),
        "mutate": lambda **k: testing.mutate(SMALL, [cases], **k).to_json(),
        "cover": lambda **k: testing.measure_coverage(SMALL, [cases], **k).to_json(),
        "run_cases": lambda **k: testing.run_cases([cases], rubric=SMALL, **k).to_json(),
        "boundary_cases": lambda **k: testing.boundary_cases(SMALL, **k),
    }


NAMES = list(calls(Path()))


@pytest.mark.parametrize("name", NAMES)
def test_a_deadline_that_has_passed(cases: Path, name: str) -> None:
    call = calls(cases)[name]
    expected = call()
    with pytest.raises(px.StoppedError) as caught:
        call(timeout=0)
    assert isinstance(caught.value, px.Error)
    assert isinstance(caught.value, TimeoutError)
    assert call(timeout=3600) == call(timeout=None) == expected


@pytest.mark.parametrize("timeout", [-1, float("nan"), 10**400])
@pytest.mark.parametrize("name", NAMES)
def test_an_invalid_timeout(cases: Path, name: str, timeout: float) -> None:
    with pytest.raises(px.Error, match="timeout"):
        calls(cases)[name](timeout=timeout)


def test_a_timeout_of_another_type(cases: Path) -> None:
    for call in calls(cases).values():
        with pytest.raises(TypeError, match="timeout"):
            call(timeout="1")


def asking(rule: Callable[[px.CustomCall], Any]) -> px.Plan:
    custom = {"name": "ours", "version": "1", "reach": {"min": "0", "max": "1"}}
    return rubric({"custom": custom}, fields=1).compile(custom={"ours": rule})


@pytest.mark.parametrize("threads", [1, 2])
def test_a_deadline_ends_a_rule_that_scores(threads: int) -> None:
    endless = asking(lambda _: Fraction(1))

    def waits(_: px.CustomCall) -> Fraction:
        while True:  # until the deadline
            endless.score({"unit": "A", "a0.v": 1})

    plan = asking(waits)
    data = {"a0.v": list(range(5_000))}
    with pytest.raises(px.StoppedError):
        plan.score(data, unit=None, threads=threads, timeout=0.05)


def test_a_deadline_ends_a_stream_without_end() -> None:
    plan = SMALL.compile()
    seen = 0

    def consume() -> None:
        nonlocal seen
        for scores in plan.score_batches(itertools.repeat(ROWS), timeout=0.2):
            # The caller's own work has no deadline.
            seen += len(scores) + len(plan.score(ROWS))

    with pytest.raises(px.StoppedError):
        consume()
    assert seen % 4 == 0


def test_reading_rows_in_python_heeds_the_deadline() -> None:
    def endless() -> Iterator[dict[str, object]]:
        for at in itertools.count():
            yield {"unit": str(at), "a0.v": 1, "a1.v": 1}

    class Rows(list[dict[str, object]]):
        def __iter__(self) -> Iterator[dict[str, object]]:
            return endless()

    with pytest.raises(px.StoppedError):
        SMALL.compile().score(Rows(ROWS), timeout=0.05)


# ---- the command ----------------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path: Path, cases: Path) -> dict[str, list[str]]:
    """The arguments of each command."""
    path = tmp_path / "rubric.json"
    path.write_text(SMALL.to_json(), encoding="utf-8")
    data = tmp_path / "data.json"
    data.write_text(json.dumps(ROWS), encoding="utf-8")
    return {
        "score": [str(path), str(data)],
        "audit": [str(path), str(data)],
        "mutate": [str(path), str(cases)],
        "cases": [str(path), "--boundaries"],
        "coverage": [str(path), str(cases)],
        "test": [str(path), str(cases)],
    }


COMMANDS = ["score", "audit", "mutate", "cases", "coverage", "test"]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_command_ends_with_124(
    files: dict[str, list[str]], command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, *files[command], "--timeout", "0"]) == 124
    out, err = capsys.readouterr()
    assert (out, err) == ("", "parindex: stopped after 0 s\n")
    assert main([command, *files[command], "--timeout", "3600"]) in (0, 1)


@pytest.mark.parametrize("value", ["-1", "nan", "inf", "soon"])
def test_invalid_seconds(
    files: dict[str, list[str]], value: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["score", *files["score"], "--timeout", value])
    assert caught.value.code == 2
    assert "expected a number of seconds" in capsys.readouterr().err
