# SPDX-License-Identifier: MIT
"""Files as people bring them, one folder of tests/data/files for each kind, with two more of each kind."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

import parindex as px

FILES = Path(__file__).parents[1] / "data" / "files"
HEADS = "unit,1.1.done,1.1.planned,1.2,1.3,2.1,2.2.sent"
NOI_VU = "Sở Nội vụ,46,50,có,92.5,on_time,2026-12-14"
TU_PHAP = "Sở Tư pháp,45,50,không,80.25,late,2026-12-20"
Y_TE = "Sở Y tế,40,50,có,60,none,2026-12-15"
PLAIN = f"{HEADS}\n{NOI_VU}\n{TU_PHAP}\n{Y_TE}\n"


@pytest.fixture(scope="module")
def plan() -> px.Plan:
    return px.Rubric.load(FILES / "small.json").compile()


@pytest.fixture(scope="module")
def digest(plan: px.Plan) -> str:
    return plan.score(PLAIN.encode()).digest


def content(given: str | bytes) -> bytes | Path:
    """A file of the folder, or the bytes of one that is written here."""
    if isinstance(given, bytes):
        return given
    return FILES / given if "\n" not in given else given.encode()


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        ("01-thousands-count/data.csv", "value_not_integer", "2000"),
        (PLAIN.replace("46,", "1.046,"), "value_not_integer", "1046"),
        (PLAIN.replace(",50,", ",5.000,"), "value_not_integer", "5000"),
        ("02-fraction-cells/data.csv", "value_ambiguous", "45 of 50"),
        (PLAIN.replace("92.5", "12/5"), "value_ambiguous", "12 of 5"),
        (PLAIN.replace("46,50", "46/50,50"), "value_not_integer", "46 of 50"),
        ("04-semicolon-decimal-comma/excel.csv", "form_unstated", "decimal comma"),
        (PLAIN.replace(",", ";").replace("80.25", "80,25"), "form_unstated", "decimal comma"),
        ("10-blank-excel-rows-and-columns/title.csv", "header_misplaced", "row 3"),
        ("Bảng 1\nNăm 2026\n" + PLAIN, "header_misplaced", "row 3"),
        ("11-dates-dmy/data.csv", "form_unstated", "order"),
        (PLAIN.replace("2026-12-14", "05.12.2026"), "value_ambiguous", "2026-12-05"),
        (PLAIN.replace("2026-12-14", "5/12"), "value_ambiguous", "year"),
        ("13-encodings/04-cp1258.csv", "text_not_utf8", "cp1258"),
        ("13-encodings/04b-tcvn3.csv", "text_not_utf8", "tcvn3"),
        (PLAIN.encode("utf-16-be"), "text_not_utf8", "utf-16-be"),
        ("14-file-kinds/19b-lines.json", "json_malformed", ".jsonl"),
        ("14-file-kinds/19d-pandas-columns.json", "table_malformed", "records"),
        ("15-header-names/vn.csv", "column_missing", '--unit-column "Đơn vị"'),
        ("15-header-names/dates.csv", "column_unknown", "turned the code"),
        (PLAIN.replace("unit,", "Tên đơn vị,"), "column_missing", '--unit-column "Tên đơn vị"'),
        (PLAIN.replace(",1.3,", ",2026-03-01,"), "column_unknown", "turned the code"),
    ],
)  # fmt: skip
def test_what_is_refused_says_what_to_do(plan, given, code, said):
    with pytest.raises(px.DataError) as caught:
        plan.score(content(given))
    found = [issue for issue in caught.value.issues if issue.code == code]
    assert found, caught.value
    assert any(said in f"{issue.message} {issue.expected}" for issue in found), found
    assert found[0].text("vi") != found[0].text("en")


@pytest.mark.parametrize(
    ("given", "stated"),
    [
        ("04-semicolon-decimal-comma/semicolon.csv", {}),
        ("04-semicolon-decimal-comma/sep.csv", {}),
        ("04-semicolon-decimal-comma/excel.csv", {"decimal": ","}),
        ("10-blank-excel-rows-and-columns/rows.csv", {}),
        ("10-blank-excel-rows-and-columns/cols.csv", {}),
        (PLAIN.replace("\n", ",,,\n") + ",,,,,,,,,\n" * 5, {}),
        (PLAIN.replace("\n", "\n,,,,,,\n"), {}),
        ("11-dates-dmy/data.csv", {"dates": "dmy"}),
        ("12-bool-1.0/data.csv", {}),
        (PLAIN.replace("có", "1").replace("không", "0"), {}),
        (PLAIN.replace("có", "CÓ").replace("không", "0.00"), {}),
        ("13-encodings/03-utf16le.csv", {}),
        ("13-encodings/04-cp1258.csv", {"encoding": "cp1258"}),
        ("13-encodings/04b-tcvn3.csv", {"encoding": "tcvn3"}),
        (PLAIN.encode("utf-8-sig"), {}),
        ("14-file-kinds/20-tab.tsv", {}),
        ("14-file-kinds/19-lines.jsonl", {}),
        ("14-file-kinds/19b-lines.json", {"format": "jsonl"}),
        ("14-file-kinds/18-long.csv", {}),
        ("15-header-names/space.csv", {}),
        ("15-header-names/quoted.csv", {}),
        (PLAIN.replace(",1.2,", ",\u00a01.2 ,"), {}),
        (PLAIN.replace("2026-12-14", "2026-12-14 00:00:00"), {}),
        (PLAIN.replace("2026-12-14", "2026-12-14T00:00"), {}),
    ],
)  # fmt: skip
def test_what_means_one_thing_scores(plan, given, stated):
    scores = plan.score(content(given), reading=px.Reading(**stated))
    assert scores.status == ("ok",) * len(scores)
    assert scores["Sở Nội vụ"].points == plan.score(PLAIN.encode())["Sở Nội vụ"].points


def test_the_column_of_the_units_is_stated(plan, digest):
    assert plan.score(FILES / "15-header-names/vn.csv", unit="Đơn vị").digest == digest


@pytest.mark.parametrize("name", ["book.xlsx", "renamed.csv"])
def test_a_workbook_is_known_by_its_bytes_and_its_heads_are_named(plan, name):
    pytest.importorskip("openpyxl")
    with pytest.raises(px.DataError) as caught:
        plan.score(FILES / "13-encodings" / name)
    codes = {issue.code for issue in caught.value.issues}
    assert {"column_unknown", "column_missing"} <= codes
    assert "text_not_utf8" not in codes


@pytest.mark.parametrize(
    ("given", "code", "count"),
    [
        ("05-total-and-heading-rows/total.csv", "unit_total", 1),
        ("05-total-and-heading-rows/headings.csv", "unit_total", 2),
        (PLAIN + "Trung bình,,,,,,\n", "unit_total", 1),
        (PLAIN + "Phòng ban khác,,,,,,\n", "unit_total", 1),
        ("06-unit-lookalikes/spaces.csv", "unit_lookalike", 2),
        ("06-unit-lookalikes/tone-place.csv", "unit_lookalike", 1),
        (PLAIN + Y_TE.replace("Sở Y tế", "SỞ Y TẾ") + "\n", "unit_lookalike", 1),
        (PLAIN + Y_TE.replace("Sở Y tế", "Sở\u00a0Y tế") + "\n", "unit_lookalike", 1),
        ("17-fraction-of-one/data.csv", "column_fractions", 1),
        (PLAIN.replace("92.5", "0.925").replace("80.25", "0").replace(",60,", ",1,"), "column_fractions", 1),
        (PLAIN.replace("92.5", "1.5").replace("80.25", "0.8").replace(",60,", ",0.6,"), "column_fractions", 0),
        (PLAIN.replace("46,50", "950,2"), "count_thousands", 1),
        (PLAIN.replace("46,50", "46,5"), "count_thousands", 0),
        (PLAIN + NOI_VU.replace("Sở", "Bộ") + "\n" + TU_PHAP.replace("Sở", "Bộ") + "\n", "column_constant", 1),
        (PLAIN + NOI_VU.replace("Sở", "Bộ") + "\nA,1,51,có,1,late,\n", "column_constant", 0),
        (PLAIN, "column_constant", 0),
    ],
)  # fmt: skip
def test_what_is_suspicious_is_a_note_of_every_kind_of_table(plan, given, code, count):
    scores = plan.score(content(given))
    notes = [note for note in scores.notes if note.code == code]
    assert len(notes) == count
    assert all(note.severity == "warning" and note.line for note in notes)
    table = rows_of(content(given))
    assert sum(note.code == code for note in plan.score(table).notes) == count
    columns = {head: [row[head] for row in table] for head in table[0]}
    assert sum(note.code == code for note in plan.score(columns).notes) == count


def rows_of(given: bytes | Path) -> list[dict[str, Any]]:
    text = given.decode() if isinstance(given, bytes) else given.read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


NOISE = px.Rubric.load(FILES / "03-float-noise-at-threshold" / "noise.json").compile()


def test_numbers_of_too_many_digits_are_not_examined() -> None:
    """To compute with some of them exactly would not end."""
    for text in ("1e-99999999", "1e99999999", "0." + "9" * 300, "9" * 300, "1/" + "3" * 300):
        notes = NOISE.score([{"unit": "A", "1": text}, {"unit": "B", "1": "90"}]).notes
        assert [note.code for note in notes] == [], text


def test_values_that_a_bound_separates_from_what_a_sheet_shows(capsys):
    from parindex.cli import main

    folder = FILES / "03-float-noise-at-threshold"
    notes = NOISE.score(folder / "data.csv").notes
    assert [(n.code, n.unit, n.line) for n in notes] == [
        ("value_near_bound", "B", 3),
        ("value_near_bound", "C", 4),
    ]
    pl = pytest.importorskip("polars")
    frame = pl.DataFrame({"unit": ["A", "B"], "1": [90.0, 90.00000000000001]})
    assert [(n.code, n.row) for n in NOISE.score(frame).notes] == [("value_near_bound", 2)]
    for value in (90.0, 89.99999999999999, 90.0000000001, 55.123456789012345):
        # 90 itself belongs to what is below it, as does its lower neighbour.
        assert NOISE.score({"unit": "A", "1": value}).notes == ()
    arguments = [str(folder / "noise.json"), str(folder / "data.csv")]
    for command in (["audit"], ["score"], ["explain", "--unit", "B"]):
        main([command[0], *arguments, *command[1:]])
        assert "value_near_bound" in capsys.readouterr().err
        main([command[0], *arguments, *command[1:], "--language", "vi", "--format", "json"])
        said = capsys.readouterr().out
        assert "value_near_bound" in said
        assert "Ngưỡng 90" in said


def test_a_computed_quantity_is_compared_with_its_bounds():
    plan = px.Rubric.from_json({
        "parindex": 1, "id": "q", "edition": "1", "max": "1", "aggregation": "sum", "missing": "exclude",
        "index_rounding": "exact",
        "nodes": [{"code": "1", "max": "1",
                   "inputs": [{"name": "a", "type": "number"}, {"name": "b", "type": "number", "min": "0.1"}],
                   "rule": {"bands": {"on": {"percent": ["a", "b"]}, "steps": [
                       {"from": "90", "points": "1"}, {"below": "90", "points": "0"}]}}}]}).compile()  # fmt: skip
    rows = [{"unit": "A", "1.a": 89.99999999999999, "1.b": 100}, {"unit": "B", "1.a": 9, "1.b": 10}]
    assert [(n.code, n.unit, n.field) for n in plan.score(rows).notes] == [
        ("value_near_bound", "A", "1.a")
    ]


def test_a_large_table_says_that_it_was_not_examined(monkeypatch):
    monkeypatch.setattr("parindex.engine._suspicion.MOST", 2)
    rows = [{"unit": unit, "1": 1} for unit in "ABC"]
    assert [note.code for note in NOISE.score(rows).notes] == ["values_unexamined"]


@pytest.mark.parametrize("name", ["rows.json", "lines.jsonl"])
def test_a_column_without_any_value_is_missing_in_polars_too(name):
    pl = pytest.importorskip("polars")
    folder = FILES / "07-polars-null-column"
    plan = px.Rubric.load(folder / "rubric.json").compile()
    read = pl.read_ndjson if name.endswith("l") else pl.read_json
    frame = read(folder / name)
    empty = [column for column in frame.columns if frame[column].null_count() == len(frame)]
    frame = frame.with_columns(pl.lit(None).alias(column) for column in empty)
    assert [frame.schema[column] for column in empty] == [pl.Null]
    assert plan.score(frame).digest == plan.score(folder / name).digest


@pytest.mark.parametrize("name", ["midnight.csv", "hours.csv"])
@pytest.mark.parametrize("library", ["pandas", "polars", "duckdb", "pyarrow"])
def test_a_timestamp_at_midnight_is_a_date_in_every_frame(library, name):
    module = pytest.importorskip(library)
    folder = FILES / "18-timestamps"
    plan = px.Rubric.load(folder / "rubric.json").compile()
    path = folder / name
    if library == "duckdb":
        data = module.sql(f"select * from read_csv('{path}')")
    elif library == "pyarrow":
        data = pytest.importorskip("pyarrow.csv").read_csv(path)
    elif library == "polars":
        data = module.read_csv(path, try_parse_dates=True)
    else:
        data = module.read_csv(path, parse_dates=["1.sent"])
    scores = plan.score(data)
    assert str(scores["A"].points) == "1"
    if name == "midnight.csv":
        assert str(scores["B"].points) == "0"
    else:
        (issue,) = scores.issues
        assert (issue.code, issue.unit, issue.field) == ("value_type", "B", "1.sent")
        assert issue.actual == '"2026-12-14T16:45:00"'


@pytest.mark.parametrize(
    ("before", "after"), [("Hòa Bình", "Hoà Bình"), ("Sở Nội vụ", "Sở  nội vụ")]
)
def test_a_comparison_names_units_that_look_alike(plan, before, after):
    def scores(name: str) -> px.Scores:
        return plan.score(PLAIN.replace("Sở Nội vụ", name).encode())

    found = scores(before).compare(scores(after))
    (note,) = found.notes
    assert (note.code, note.unit, note.expected) == ("unit_lookalike", after, f'"{before}"')
    assert "unit_lookalike" in found.to_text(language="en")
    assert scores(before).compare(scores(before)).notes == ()
    # A unit that both results have is not the other one of a pair.
    texts = PLAIN.replace("Sở Nội vụ", before), NOI_VU.replace("Sở Nội vụ", after), "\n"
    both = plan.score("".join(texts).encode())
    assert both.compare(scores(before)).notes == ()


@pytest.mark.parametrize(
    ("before", "after"), [("Sở Nội vụ", "Sở Nội  vụ"), ("Sở Nội vụ", "SỞ NỘI VỤ"), ("Hòa Bình", "Hoà Bình"),
                          ("Sở Nội vụ", "Sở\u00a0Nội vụ")]
)  # fmt: skip
def test_a_verification_names_units_that_look_alike(plan, before, after, tmp_path, capsys):
    from parindex.cli import main

    old, new = (PLAIN.replace("Sở Nội vụ", name) for name in (before, after))
    result, table = tmp_path / "old.json", tmp_path / "new.csv"
    result.write_text(plan.score(old.encode()).to_json(), encoding="utf-8")
    table.write_text(new, encoding="utf-8")
    found = px.verify(result, plan.score(table))
    (note,) = found.notes
    assert (note.code, note.unit, note.expected) == ("unit_lookalike", after, f'"{before}"')
    assert "unit_lookalike" in found.to_text()
    assert px.verify(result, plan.score(old.encode())).notes == ()
    command = ["verify", str(result), "--rubric", str(FILES / "small.json"), "--data", str(table)]
    assert main(command) == 1
    assert "unit_lookalike" in capsys.readouterr().err
    assert main([*command, "--format", "json", "--language", "vi"]) == 1
    (said,) = json.loads(capsys.readouterr().out)["notes"]
    assert (said["code"], said["message"]) == ("unit_lookalike", note.translated("vi").message)
