# SPDX-License-Identifier: MIT
"""Files that parindex 0.1.0 wrote are read with the same contents, and ``verify`` succeeds."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from parindex.cli import main
from parindex.testing import run_cases

FILES = Path(__file__).resolve().parents[1] / "data/0.1.0"
DIGESTS: dict[str, str] = json.loads((FILES / "digests.json").read_text(encoding="utf-8"))
KINDS: list[dict[str, Any]] = [
    json.loads(line) for line in (FILES / "kinds.jsonl").read_text(encoding="utf-8").splitlines()
]


def text_of(name: str) -> str:
    return (FILES / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def rubric() -> px.Rubric:
    return px.Rubric.load(FILES / "rubric.json")


@pytest.fixture(scope="module")
def snapshot() -> px.Assessment:
    return px.load_snapshot(FILES / "snapshot.json")


def test_the_files_are_of_another_version() -> None:
    assert DIGESTS["version"] == "0.1.0" != px.__version__


def test_every_kind_of_rule_and_aggregation_of_then_is_there() -> None:
    text = text_of("kinds.jsonl") + json.dumps(json.loads(text_of("complete.json")))
    schema = json.loads((FILES.parents[2] / "docs/rubric.schema.json").read_text(encoding="utf-8"))
    kinds = (
        schema["$defs"]["rule"]["properties"]
        | schema["$defs"]["aggregation"]["anyOf"][1]["properties"]
    )
    of_then = [
        kind for kind, part in kinds.items() if "Since format" not in part.get("description", "")
    ]
    assert [kind for kind in of_then if f'"{kind}":' not in text] == []


@pytest.mark.parametrize("line", KINDS, ids=lambda line: line["case"])
def test_rubrics_score_as_they_did(line: dict[str, Any]) -> None:
    rubric = px.Rubric.from_json(line["rubric"])
    assert json.loads(rubric.to_json()) == line["rubric"]
    assert rubric.digest == line["rubric_digest"]
    scores = rubric.compile().score(line["rows"])
    found = px.verify(json.dumps(line["result"]).encode(), scores)
    assert found, found.to_text()
    assert (found.same_rubric, found.same_data, found.same_engine) == (True, True, False)
    assert found.engine_before == "0.1.0"


@pytest.mark.parametrize("name", ["complete", "rubric"])
def test_the_canonical_text_is_that_of_then(name: str) -> None:
    read = px.Rubric.load(FILES / f"{name}.json")
    assert read.to_json() == text_of(f"{name}.json")
    assert read.digest == DIGESTS[name]


def test_an_overlay_gives_the_rubric_of_then(rubric: px.Rubric) -> None:
    overlaid = px.overlay(rubric, FILES / "overlay.json")
    assert overlaid.rubric.digest == DIGESTS["overlaid"]


def test_a_snapshot_is_frozen_to_the_same_bytes(snapshot: px.Assessment) -> None:
    again = snapshot.freeze()
    assert again.fingerprint == DIGESTS["snapshot"]
    assert again.text == text_of("snapshot.json")


@pytest.mark.parametrize(("name", "layer"), [("result", None), ("result-self", "self")])
def test_results_of_a_snapshot_verify(
    snapshot: px.Assessment, name: str, layer: str | None
) -> None:
    found = px.verify(FILES / f"{name}.json", snapshot.score(layer))
    assert found, found.to_text()
    assert (found.same_rubric, found.same_data, found.same_engine) == (True, True, False)


def test_the_command_verifies(capsys: pytest.CaptureFixture[str]) -> None:
    frozen = str(FILES / "snapshot.json")
    assert main(["verify", frozen, "--fingerprint", DIGESTS["snapshot"]]) == 0
    assert main(["verify", str(FILES / "result.json"), "--snapshot", frozen]) == 0
    assert f"other engine version (0.1.0, now {px.__version__})" in capsys.readouterr().out


def test_an_assessment_is_read_and_written_as_it_was(
    rubric: px.Rubric, snapshot: px.Assessment
) -> None:
    read = px.Assessment.load(rubric.compile(), FILES / "assessment.json")
    assert read == snapshot
    assert read.to_json() == text_of("assessment.json")
    assert len(read.stages) == 2
    assert len(read.reopenings) == 1


def test_a_store_is_read_and_appended_to(
    rubric: px.Rubric, snapshot: px.Assessment, tmp_path: Path
) -> None:
    path = shutil.copy(FILES / "round.db", tmp_path)
    with px.Assessment.open(path, rubric.compile()) as store:
        own = [seen for seen in snapshot.observations if seen["layer"] == "self"]
        assert list(store.observations) == own
        assert store.units == snapshot.units
        store.append([{**own[-1], "value": "1", "date": "2026-01-20"}])
        assert len(store.observations) == len(own) + 1


@pytest.mark.parametrize("name", ["cases", "boundaries"])
def test_case_files_give_what_they_gave(rubric: px.Rubric, name: str) -> None:
    report = run_cases([FILES / f"{name}.json"], rubric=rubric if name == "boundaries" else None)
    assert report.failed == 0, report.to_text(language="en")
    assert report.passed + report.unconfirmed > 0
