# SPDX-License-Identifier: MIT
"""Producers that fail: Arrow streams, iterators, mappings, custom rules, files.

Each fails at every place in turn. The result is a parindex error or the exception of the producer
itself; the next good run gives the same digest as before. PRODUCERS=1000 sets the number of races with
files that change while they are read.
"""

from __future__ import annotations

import contextlib
import json
import os
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import parindex as px

RACES = int(os.environ.get("PRODUCERS", "200"))
RUBRIC = Path(__file__).parents[1] / "data/process.json"
CELLS: dict[str, Any] = {
    "1.1.done": 46, "1.1.planned": 50, "1.2": "late", "1.3": 30, "2": 6, "2.late": False, "3": 1.5,
}  # fmt: skip
ROWS = [{"unit": f"U{n}", **CELLS, "1.1.done": n} for n in range(6)]


class OursError(Exception):
    """The exception of a producer."""


@pytest.fixture(scope="module")
def plan() -> px.Plan:
    return px.Rubric.load(RUBRIC).compile()


@pytest.fixture(scope="module")
def digest(plan: px.Plan) -> str:
    return plan.score(ROWS).digest


def test_arrow_streams_that_fail_at_every_batch(
    plan: px.Plan, digest: str, faults: Counter[str]
) -> None:
    pa = pytest.importorskip("pyarrow")
    batches = [pa.RecordBatch.from_pylist([row]) for row in ROWS]
    schema = batches[0].schema

    def stream(fails_at: int) -> Any:
        def produce() -> Iterator[Any]:
            for at, batch in enumerate(batches):
                if at == fails_at:
                    raise OursError("no more")
                yield batch

        return pa.RecordBatchReader.from_batches(schema, produce())

    for at in range(len(batches)):
        with pytest.raises(px.DataError) as caught:
            plan.score(stream(at))
        assert {issue.code for issue in caught.value.issues} == {"table_malformed"}
        faults["Arrow streams that failed"] += 1
        assert plan.score(stream(-1)).digest == digest


def test_batches_that_fail_at_every_step(plan: px.Plan, faults: Counter[str]) -> None:
    def batches(fails_at: int) -> Iterator[Any]:
        for at in range(5):
            if at == fails_at:
                raise OursError
            yield ROWS

    for at in range(5):
        scored = plan.score_batches(batches(at))
        digests = [next(scored).digest for _ in range(at)]
        with pytest.raises(OursError):
            next(scored)
        assert len(set(digests)) <= 1
        faults["iterators that raised"] += 1


class FailingList(list[Any]):
    """A list that raises at every access to its n-th item."""

    def __init__(self, values: list[Any], fails_at: int) -> None:
        super().__init__(values)
        self._fails_at = fails_at

    def __iter__(self) -> Iterator[Any]:
        for at in range(len(self)):
            yield self[at]

    def __getitem__(self, at: Any) -> Any:
        if at == self._fails_at:
            raise OursError
        return super().__getitem__(at)


class FailingDict(dict[str, Any]):
    """A mapping that raises when one of its keys is looked up."""

    def __init__(self, values: dict[str, Any], fails_at: str) -> None:
        super().__init__(values)
        self._fails_at = fails_at

    def __getitem__(self, key: str) -> Any:
        if key == self._fails_at:
            raise OursError
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        if key == self._fails_at:
            raise OursError
        return super().get(key, default)

    def items(self) -> Any:
        return [(key, self[key]) for key in self]

    def values(self) -> Any:
        return [self[key] for key in self]


def outcome(score: Callable[[], px.Scores], digest: str) -> None:
    """A container may be read without its own methods; then its real contents are scored."""
    with contextlib.suppress(px.Error, OursError):
        assert score().digest == digest


def test_containers_that_fail_at_every_item(
    plan: px.Plan, digest: str, faults: Counter[str]
) -> None:
    columns = {name: [row[name] for row in ROWS] for name in ROWS[0]}
    for at in range(len(ROWS)):
        outcome(lambda at=at: plan.score(FailingList(list(ROWS), at)), digest)  # type: ignore[misc]
        for name, values in columns.items():
            rows = [*ROWS[:at], FailingDict(ROWS[at], name), *ROWS[at + 1 :]]
            outcome(lambda rows=rows: plan.score(rows), digest)  # type: ignore[misc]
            broken = {**columns, name: FailingList(values, at)}
            outcome(lambda broken=broken: plan.score(broken), digest)  # type: ignore[misc]
            faults["containers that raised"] += 2
    assert plan.score(ROWS).digest == digest


def test_a_rule_that_fails_for_every_unit(faults: Counter[str]) -> None:
    document = json.loads(RUBRIC.read_text("utf-8"))
    document["nodes"][2]["inputs"] = [{"name": "value", "type": "number"}]
    document["nodes"][2]["rule"] = {
        "custom": {"name": "ours", "version": "1", "reach": {"min": 0, "max": 2}}
    }
    rubric = px.Rubric.from_json(document)
    rows = [{**row, "3": n} for n, row in enumerate(ROWS)]
    fails_at = -1

    def rule(call: px.CustomCall) -> Any:
        if call.inputs["value"] == fails_at:
            raise OursError("not now")
        return 1

    plan = rubric.compile(custom={"ours": ("1", rule)})
    digest = plan.score(rows).digest
    for at in range(len(rows)):
        fails_at = at
        scores = plan.score(rows)
        assert [(issue.code, issue.unit) for issue in scores.issues] == [
            ("custom_failed", f"U{at}")
        ]
        assert scores[f"U{at}"].status == "error"
        faults["rules that raised"] += 1
    fails_at = -1
    assert plan.score(rows).digest == digest


# ---- Files --------------------------------------------------------------------------------------


def write_csv(path: Path) -> None:
    lines = [",".join(ROWS[0]), *(",".join(map(str, row.values())) for row in ROWS)]
    path.write_text("\n".join(lines).replace("False", "no") + "\n", encoding="utf-8")


def write_json(path: Path) -> None:
    path.write_text(json.dumps(ROWS), encoding="utf-8")


@pytest.mark.parametrize("write", [write_csv, write_json])
def test_data_files_cut_off_at_every_byte(
    plan: px.Plan, digest: str, tmp_path: Path, faults: Counter[str], write: Callable[[Path], None]
) -> None:
    path = tmp_path / f"data{write.__name__.replace('write_', '.')}"
    write(path)
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        # A CSV file that is cut off at the end of a cell is still a table; truncated JSON is not
        # valid.
        with contextlib.suppress(px.DataError):
            scores = plan.score(path)
            assert path.suffix == ".csv"
            assert len(scores) <= len(ROWS)
        faults["files cut off"] += 1
    path.write_bytes(whole)
    assert plan.score(path).digest == digest


@pytest.mark.parametrize("kind", ["vanishes", "shrinks", "becomes a folder", "is replaced"])
def test_files_that_change_while_they_are_read(
    plan: px.Plan, digest: str, tmp_path: Path, faults: Counter[str], kind: str
) -> None:
    path, other = tmp_path / "data.csv", tmp_path / "other.csv"
    write_csv(path)
    whole = path.read_bytes()
    ended = threading.Event()

    def disturb() -> None:
        while not ended.is_set():
            if kind == "vanishes":
                path.unlink()
            elif kind == "shrinks":
                os.truncate(path, len(whole) // 2)
            elif kind == "becomes a folder":
                path.unlink()
                path.mkdir()
                path.rmdir()
            else:
                other.write_bytes(whole)
                other.replace(path)
            path.write_bytes(whole)

    thread = threading.Thread(target=disturb)
    thread.start()
    try:
        for _ in range(RACES):
            with contextlib.suppress(px.DataError):
                found = plan.score(path, allow_unknown_columns=True)
                assert found.digest == digest or kind != "is replaced"
            faults[f"reads of a file that {kind}"] += 1
    finally:
        ended.set()
        thread.join()
    path.write_bytes(whole)
    assert plan.score(path).digest == digest


def test_rubric_files_cut_off(tmp_path: Path, faults: Counter[str]) -> None:
    whole = RUBRIC.read_bytes()
    path = tmp_path / "rubric.json"
    for length in range(0, len(whole.rstrip()), 7):
        path.write_bytes(whole[:length])
        with pytest.raises(px.RubricError) as caught:
            px.Rubric.load(path)
        assert caught.value.issues[0].line >= 1
        faults["rubrics cut off"] += 1


def test_objects_that_are_not_files(plan: px.Plan, tmp_path: Path, faults: Counter[str]) -> None:
    loop, dangling = tmp_path / "loop.csv", tmp_path / "dangling.csv"
    loop.symlink_to(loop)
    dangling.symlink_to(tmp_path / "none")
    folder = tmp_path / "folder.csv"
    folder.mkdir()
    for path in (loop, dangling, folder, tmp_path / "none.json", Path("/proc/self/mem.csv")):
        with pytest.raises(px.DataError):
            plan.score(path)
        with pytest.raises(px.RubricError):
            px.Rubric.load(path)
        faults["paths that are no file"] += 1
