# SPDX-License-Identifier: MIT
"""Overlays, dated editions, and result files that are verified."""

from __future__ import annotations

import datetime as dt
import json
import random
from typing import Any

import pytest

import parindex as px

Json = dict[str, Any]


def overlay(changes: list[Json], **keys: Any) -> Json:
    base = {"id": "example", "edition": "2026"}
    return {
        "parindex_overlay": 1,
        "id": "o",
        "edition": "1",
        "base": base,
        "changes": changes,
    } | keys


COMPONENT = {"code": "2.1", "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}}
FIELD = {**COMPONENT, "code": "3"}


def test_an_overlay_changes_a_rubric(rubric, tmp_path):
    changes = [
        {"add": FIELD, "title": {"vi": "Thêm"}, "source": {"document": "12/QĐ"}},
        {"set": "", "values": {"max": "11"}},
    ]
    found = px.overlay(rubric, overlay(changes))
    assert (found.rubric.id, found.rubric.edition) == ("o", "1")
    assert [(c.action, c.code, c.keys) for c in found] == [("add", "3", ()), ("set", "", ("max",))]
    assert found.changes[0].title == {"vi": "Thêm"}
    assert found.changes[0].source == {"document": "12/QĐ"}
    assert [c.to_text("en") for c in px.diff(rubric, found.rubric) if c.scoring] == [
        "maximum 10→11",
        "3: added (yes/no, maximum 1)",
    ]
    assert "12/QĐ" in found._repr_html_()
    assert "thêm" in found.to_text()
    assert "add" in found.to_text(language="en")
    path = tmp_path / "o.json"
    path.write_text(json.dumps(overlay(changes)), encoding="utf-8")
    assert px.overlay(rubric, path).rubric == found.rubric
    assert px.overlay(rubric, [path.read_bytes()]).rubric == found.rubric
    second = overlay([{"remove": "3"}, {"set": "", "values": {"max": "10"}}], id="p")
    second["base"] = {"id": "o", "edition": "1"}
    assert len(px.overlay(rubric, [path, second]).changes) == 4


def test_all_issues_of_overlays_come_at_once(rubric, tmp_path):
    text = json.dumps(overlay([{"remove": "7"}, {"add": FIELD}, {"add": FIELD}]), indent=1)
    with pytest.raises(px.RubricError) as caught:
        px.overlay(rubric, text.encode())
    assert [(i.code, i.pointer, i.line) for i in caught.value.issues] == [
        ("code_unknown", "/changes/0/remove", 11),
        ("code_duplicate", "/changes/2/add/code", 27),
    ]
    with pytest.raises(px.RubricError) as caught:
        px.overlay(rubric, [tmp_path / "none.json", tmp_path / "nor-this.json"])
    assert [i.code for i in caught.value.issues] == ["file_unreadable", "file_unreadable"]


def dated(document: Json, edition: str, start: str, end: str | None = None) -> px.Rubric:
    days = {"from": start} | ({"to": end} if end else {})
    return px.Rubric.from_json({**document, "edition": edition, "effective": days})


@pytest.mark.parametrize("seed", range(8))
def test_every_clash_of_two_editions_is_found(document, seed):
    draw = random.Random(seed)
    start = dt.date(2020, 1, 1)
    made = []
    for _ in range(25):
        first = start + dt.timedelta(draw.randrange(60))
        last = draw.choice([None, first + dt.timedelta(draw.randrange(30))])
        end = last.isoformat() if last else None
        made.append(dated(document, f"e{draw.randrange(40)}", first.isoformat(), end))
    ordered = sorted(made, key=lambda each: each.find("")["effective"]["from"])
    clashes = []
    for at, later in enumerate(ordered):
        day = later.find("")["effective"]["from"]
        for earlier in ordered[:at]:
            days = earlier.find("")["effective"]
            if earlier.edition == later.edition:
                clashes.append(("edition_duplicate", f"example {later.edition}"))
            elif days["from"] == day or days.get("to", "") >= day:
                end = f" to {days['to']}" if "to" in days else ""
                clashes.append(("edition_overlap", f"from {days['from']}{end}"))
    with pytest.raises(px.RubricError) as caught:
        px.Editions(made)
    errors = [issue for issue in caught.value.issues if issue.severity == "error"]
    assert [(issue.code, issue.actual) for issue in errors] == clashes


def test_the_edition_of_a_day(document, tmp_path):
    rubrics = [
        dated(document, "2026", "2026-01-01"),
        dated(document, "2024", "2024-01-01", "2025-12-30"),
    ]
    found = px.Editions(rubrics)
    assert [rubric.edition for rubric in found] == ["2024", "2026"]
    assert found.at("2025-12-30").edition == "2024"
    assert found.at(dt.date(2026, 7, 1)).edition == "2026"
    assert found["2024"] == rubrics[1]
    assert [issue.code for issue in found.warnings] == ["edition_gap"]
    with pytest.raises(px.RubricError, match="date_out_of_range"):
        found.at("2025-12-31")
    with pytest.raises(px.RubricError, match="date_malformed"):
        found.at("31.12.2025")
    with pytest.raises(KeyError, match="no edition '2025'"):
        found["2025"]
    assert "2024-01-01" in found._repr_html_()
    for rubric in rubrics:
        (tmp_path / f"{rubric.edition}.json").write_text(rubric.to_json(), encoding="utf-8")
    assert list(px.Editions.load(tmp_path)) == list(found)
    assert len(px.Editions.load([tmp_path / "2024.json"])) == 1
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    with pytest.raises(px.RubricError, match=r"bad\.json: Invalid JSON"):
        px.Editions.load(tmp_path)


def test_an_invalid_set(document, rubric):
    with pytest.raises(px.RubricError, match="edition_undated"):
        px.Editions([rubric])
    with pytest.raises(px.RubricError, match="edition_overlap"):
        px.Editions(
            [dated(document, "a", "2024-01-01", "2024-12-31"), dated(document, "b", "2024-12-31")]
        )
    with pytest.raises(px.RubricError, match="rubric_empty"):
        px.Editions([])


def test_results_are_verified(plan, scores, rows, tmp_path):
    path = tmp_path / "results.json"
    path.write_text(scores.to_json(), encoding="utf-8")
    found = px.verify(path, plan.score(rows))
    assert found
    assert found.same_rubric
    assert found.same_data
    assert found.same_engine
    assert found.to_text().startswith("same rubric, same data, same engine version: identical")
    rows[0]["2"] = 3
    other = px.verify(path, plan.score(rows))
    assert not other
    assert not other.same_data
    assert other.differences[0] == px.CellDifference("Hà Nội", "", "points", "7.08", "7.83")
    assert "7.83" in other.to_text(language="en")
    assert "Hà Nội" in other._repr_html_()
    assert json.loads(other.to_json())["identical"] is False
    with pytest.raises(px.DataError, match="key_missing"):
        px.verify(b"{}", scores)
    with pytest.raises(px.DataError, match="file_unreadable"):
        px.verify(tmp_path / "none.json", scores)


def test_the_digest_of_dates_does_not_depend_on_their_container() -> None:
    np = pytest.importorskip("numpy")
    pa = pytest.importorskip("pyarrow")
    plan = px.Rubric.from_json(
        {
            "parindex": 1, "id": "dates", "edition": "1", "max": 1, "aggregation": "sum",
            "missing": "error", "index_rounding": "exact",
            "nodes": [{"code": "1", "max": 1, "inputs": [{"name": "value", "type": "date"}],
                       "rule": {"formula": {"cases": [
                           {"when": {"of": "value", "to": "2026-06-30"}, "points": 1},
                           {"points": 0}]}}}],
        }
    ).compile()  # fmt: skip
    days = [dt.date(2026, 6, 30), dt.date(1969, 12, 31), dt.date(1, 1, 1), dt.date(9999, 12, 31)]
    units = [str(n) for n in range(len(days))]
    texts = [day.isoformat() for day in days]
    wanted = plan.score({"unit": units, "1": texts}).data_digest
    for held in (
        {"unit": units, "1": days},
        {"unit": units, "1": np.array(texts, dtype="datetime64[D]")},
        pa.table({"unit": units, "1": pa.array(days, pa.date32())}),
        pa.table({"unit": units, "1": pa.array(texts)}),
        [{"unit": unit, "1": day} for unit, day in zip(units, days, strict=True)],
    ):
        assert plan.score(held).data_digest == wanted
    other = [*days[:3], dt.date(9999, 12, 30)]
    assert plan.score({"unit": units, "1": other}).data_digest != wanted


def test_the_digest_of_data_does_not_depend_on_the_container(plan, rows, scores):
    pd = pytest.importorskip("pandas")
    assert plan.score(pd.DataFrame(rows)).data_digest == scores.data_digest
    rows[0]["1.1.done"] = "46.0"
    assert plan.score(rows).data_digest == scores.data_digest
    rows[0]["1.1.done"] = 47
    assert plan.score(rows).data_digest != scores.data_digest
