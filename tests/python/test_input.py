# SPDX-License-Identifier: MIT
"""Input data of every kind, valid and invalid."""

from __future__ import annotations

import datetime as dt
import json
import unicodedata
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import parindex as px

NAN, INF = float("nan"), float("inf")


def found(plan: px.Plan, data: object, **options: object) -> list[px.Issue]:
    """The issues for which a table is rejected."""
    with pytest.raises(px.DataError) as caught:
        plan.score(data, **options)  # type: ignore[arg-type]
    return list(caught.value.issues)


def codes(plan: px.Plan, data: object, **options: object) -> list[str]:
    return [issue.code for issue in found(plan, data, **options)]


def write_csv(path: Path, rows: list[dict[str, object]], delimiter: str = ",") -> Path:
    def text(value: object) -> str:
        return "" if value is None else str(value)

    lines = [delimiter.join(rows[0])]
    lines += [delimiter.join(map(text, row.values())) for row in rows]
    path.write_text("\n".join(lines) + "\n\n", encoding="utf-8")
    return path


# ---- containers ----------------------------------------------------------------------------------


def test_every_container_gives_the_same_scores(plan, rows, tmp_path):
    expected = plan.score(rows).digest
    as_csv = write_csv(tmp_path / "table.csv", rows)
    as_json = tmp_path / "table.json"
    as_json.write_text(json.dumps(rows), encoding="utf-8")
    wrapped = tmp_path / "wrapped.JSON"
    wrapped.write_text(json.dumps({"units": rows}), encoding="utf-8")
    frame = pd.DataFrame(rows)
    for data in (
        tuple(rows),
        as_csv,
        str(as_csv),
        as_json,
        wrapped,
        frame,
        frame.set_index("unit"),
    ):
        assert plan.score(data, reading=px.Reading(fractions=True)).digest == expected


def test_csv_may_start_with_a_byte_order_mark_and_use_another_delimiter(plan, rows, tmp_path):
    expected = plan.score(rows).digest
    path = write_csv(tmp_path / "table.csv", rows, delimiter=";")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert plan.score(path, reading=px.Reading(delimiter=";", fractions=True)).digest == expected


def test_a_single_row_needs_no_name(plan, row):
    del row["unit"], row["group"]
    scores = plan.score(row)
    assert scores.units == ("unit",)
    assert scores.groups is None


def test_rows_may_lack_columns_and_come_in_any_order(plan, rows):
    del rows[1]["1.4"]  # the leaf is excluded if its value is missing
    rows[1] = dict(reversed(rows[1].items()))
    assert plan.score(rows)["Huế"]["1.4"].status == "excluded"


def test_special_columns_may_have_other_names(plan, rows):
    renamed = [{"tỉnh": r.pop("unit"), "vùng": r.pop("group"), "xếp": "không", **r} for r in rows]
    scores = plan.score(renamed, unit="tỉnh", group="vùng", ranked="xếp")
    assert scores.units == ("Hà Nội", "Huế")
    assert scores.groups == ("Đồng bằng", "Miền Trung")
    assert [entry.rank for entry in scores.rank()] == [None, None]


def test_units_may_be_numbered(plan, row):
    assert plan.score({**row, "unit": 79}).units == ("79",)


def test_text_is_taken_in_normal_form_c(plan, row):
    def decompose(value: object) -> object:
        return unicodedata.normalize("NFD", value) if isinstance(value, str) else value

    loose = {decompose(key): decompose(value) for key, value in row.items()}
    assert loose["unit"] != row["unit"]
    assert plan.score(loose).digest == plan.score(row).digest
    loose[decompose("tỉnh")] = loose.pop("unit")
    assert plan.score(loose, unit="tỉnh").units == ("Hà Nội",)
    assert plan.score([loose], unit=decompose("tỉnh")).units == ("Hà Nội",)


def test_extra_and_absent_columns_are_allowed_on_demand(plan, row):
    row["note"] = "seen"
    del row["1.4"]
    assert sorted(codes(plan, row)) == ["column_missing", "column_unknown"]
    scores = plan.score(row, allow_missing_columns=True, allow_unknown_columns=True)
    assert scores["Hà Nội"]["1.4"].status == "excluded"


# ---- values --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        0.1, "0.1", "1e-1", Decimal("0.10"), Fraction(1, 10), "1/10",
        np.float64(0.1), np.float32(0.1), np.float16(0.1),
    ],
    ids=repr,
)  # fmt: skip
def test_every_spelling_of_a_tenth_is_exactly_a_tenth(plan, row, value):
    row["1.4"] = value
    assert plan.score(row)["Hà Nội"]["1.4"].exact == Decimal("0.1")


@pytest.mark.parametrize(
    "value", [2, "2", 2.0, np.int64(2), np.uint8(2), Decimal(2), Fraction(2), "2.0"], ids=repr
)
def test_every_spelling_of_a_whole_number_is_a_count(plan, row, value):
    row["1.1.done"] = value
    assert plan.score(row).explain("Hà Nội").find("1.1").inputs[0].value in (2, value)
    assert plan.score(row)["Hà Nội"].status == "ok"


@pytest.mark.parametrize(
    ("value", "points"),
    [
        (True, 1), (np.True_, 1), (1, 1), ("YES", 1), ("true", 1), ("Có", 1), ("CÓ", 1),
        (False, 0), (np.False_, 0), (0, 0), ("no", 0), ("không", 0), ("KHÔNG", 0), ("0", 0),
    ],
    ids=repr,
)  # fmt: skip
def test_every_word_for_yes_and_no(plan, row, value, points):
    row["1.3.q1"] = value
    assert plan.score(row)["Hà Nội"]["1.3"].points == points


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("2", NAN, "value_not_finite"),
        ("2", INF, "value_not_finite"),
        ("2", -INF, "value_not_finite"),
        ("2", Decimal("NaN"), "value_not_finite"),
        ("2", Decimal("-Infinity"), "value_not_finite"),
        ("2", np.float32("nan"), "value_not_finite"),
        ("1.2", NAN, "value_not_finite"),
        ("1.3.q1", NAN, "value_not_finite"),
        ("2", "two", "value_type"),
        ("2", "1,5", "value_type"),
        ("2", " 1", "value_type"),
        ("2", True, "value_type"),
        ("1.2", True, "value_type"),
        ("1.3.q1", "maybe", "value_type"),
        ("1.3.q1", 2, "value_type"),
        ("2", 3.25, "value_above_maximum"),
        ("2", -1, "value_below_minimum"),
        ("2", 0.1, "value_off_step"),
        ("1.1.done", 1.5, "value_not_integer"),
        ("1.1.planned", 0, "value_below_minimum"),
        ("1.1.planned", 1001, "value_above_maximum"),
        ("1.2", "early", "choice_unknown"),
        ("1.2", 1, "choice_unknown"),
        ("1.2", None, "value_missing"),
        ("1.2", "", "value_missing"),
        ("2", "9" * 10_000, "number_too_long"),
        ("2", 10**10_000, "number_too_long"),
        ("2", Decimal(10) ** 10_000, "number_too_long"),
        ("2", Decimal("1e999999"), "number_too_long"),
        ("2", Fraction(1, 3**1000), "number_too_long"),
        ("2", 10**300, "value_above_maximum"),
        ("2", 1e300, "value_above_maximum"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 30 else type(value).__name__,
)
def test_a_bad_value_is_an_issue_of_its_row(plan, row, column, value, code):
    row[column] = value
    scores = plan.score([{**row, "unit": "fine", column: 2 if column == "2" else row[column]}, row])
    (issue,) = scores["Hà Nội"].issues
    assert (issue.code, issue.row, issue.unit, issue.field) == (code, 2, "Hà Nội", column)
    assert len(str(issue)) < 500
    assert scores["Hà Nội"].status == "error"


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ([1], "list"),
        ({"a": 1}, "dict"),
        (b"1", "bytes"),
        (1j, "complex"),
        (object(), "object"),
        (pd.NA, "NAType"),
        (dt.time(12), "time"),
        (np.array([1]), "ndarray"),
        (np.timedelta64(1, "D"), "timedelta64"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_value_of_a_strange_type_refuses_the_table_and_names_the_place(plan, rows, value, name):
    rows[1]["2"] = value
    (issue,) = found(plan, rows)
    assert (issue.code, issue.row, issue.unit, issue.field) == ("value_type", 2, "Huế", "2")
    assert issue.actual == name


@pytest.mark.parametrize("value", [pd.Timestamp("2026-01-01"), np.datetime64("2026-01-01")])
def test_a_date_is_a_value_and_not_a_number(plan, rows, value):
    rows[1]["2"] = value
    (issue,) = plan.score(rows).issues
    assert (issue.code, issue.row, issue.field) == ("value_type", 2, "2")
    assert issue.actual == '"2026-01-01"'


def test_half_a_surrogate_pair_is_not_text(plan, row):
    row["1.2"] = "\ud83d"
    (issue,) = found(plan, row)
    assert (issue.code, issue.field) == ("text_not_utf8", "1.2")


def test_missing_values_of_a_frame(plan, rows):
    frame = pd.DataFrame(rows * 2)
    frame["unit"] = ["a", "b", "c", "d"]
    frame["1.4"] = [1.5, NAN, None, INF]
    frame["2"] = pd.array([2, pd.NA, 1, 3], dtype="Int64")
    scores = plan.score(frame)
    assert [score["1.4"].status for score in scores] == ["ok", "excluded", "excluded", "error"]
    assert [score["2"].points for score in scores] == [2, None, 1, 3]
    assert [issue.code for issue in scores.issues] == ["value_missing", "value_not_finite"]


@pytest.mark.parametrize("dtype", ["float32", "Float32", "float64", "object", "category"])
def test_columns_of_frames_keep_their_shortest_decimals(plan, row, dtype):
    frame = pd.DataFrame([row])
    frame["1.4"] = pd.Series([0.1]).astype(dtype)
    assert plan.score(frame)["Hà Nội"]["1.4"].exact == Decimal("0.1")


# ---- tables --------------------------------------------------------------------------------------


def test_everything_wrong_with_a_table_is_reported_at_once(plan, rows):
    rows[1]["unit"] = "Hà Nội"
    for row in rows:
        row["extra"] = row.pop("2")
    rows[0]["1.2"] = [1]
    assert sorted(codes(plan, rows)) == [
        "column_missing", "column_unknown", "unit_duplicate", "value_type",
    ]  # fmt: skip


def test_units_must_be_named_once(plan, rows):
    rows[1]["unit"] = None
    assert codes(plan, rows) == ["unit_missing"]
    del rows[0]["unit"], rows[1]["unit"]
    (issue,) = found(plan, rows)
    assert (issue.code, issue.field) == ("column_missing", "unit")
    rows[0]["unit"], rows[1]["unit"] = "a", True
    (issue,) = found(plan, rows)
    assert (issue.code, issue.row, issue.field) == ("value_type", 2, "unit")


def test_ranked_must_be_yes_or_no(plan, row):
    row["ranked"] = "perhaps"
    (issue,) = found(plan, row)
    assert (issue.code, issue.field, issue.unit) == ("value_type", "ranked", "Hà Nội")


@pytest.mark.parametrize("data", [[], (), pd.DataFrame()])
def test_an_empty_table_is_refused(plan, data):
    assert "table_empty" in codes(plan, data)


def test_a_frame_without_rows_is_refused(plan, rows):
    assert codes(plan, pd.DataFrame(rows).head(0)) == ["table_empty"]


def test_a_column_twice_is_refused(plan, row, tmp_path):
    frame = pd.DataFrame([row])
    assert codes(plan, pd.concat([frame, frame[["2"]]], axis=1)) == ["column_duplicate"]
    assert codes(plan, pd.concat([frame, frame[["unit"]]], axis=1)) == ["column_duplicate"]
    path = tmp_path / "twice.csv"
    path.write_text("unit,2,2\na,1,1\n", encoding="utf-8")
    assert "column_duplicate" in codes(plan, path)


def test_two_spellings_of_a_column_in_one_row_are_refused(plan, row):
    row["điểm"] = 1
    row[unicodedata.normalize("NFD", "điểm")] = 1
    assert codes(plan, [row]) == ["column_duplicate"]


def test_names_of_columns_are_texts(plan, row):
    assert codes(plan, [{**row, 1.1: 5}]) == ["table_malformed"]
    frame = pd.DataFrame([row]).rename(columns={"2": 2})
    (issue,) = found(plan, frame)
    assert (issue.code, issue.actual) == ("table_malformed", "2")


def test_a_row_that_is_not_a_mapping_is_rejected(plan, row):
    (issue,) = found(plan, [row, [1, 2]])
    assert (issue.code, issue.row, issue.actual) == ("table_malformed", 2, "list")


@pytest.mark.parametrize("data", [42, None, bytearray(b"unit,2"), {1, 2}, iter([])])
def test_objects_that_are_not_data_are_a_type_error(plan, data):
    with pytest.raises(TypeError, match="data must be"):
        plan.score(data)


# ---- files ---------------------------------------------------------------------------------------


def test_a_missing_file(plan, tmp_path):
    (issue,) = found(plan, tmp_path / "absent.csv")
    assert issue.code == "file_unreadable"
    assert "absent.csv" in issue.actual
    assert codes(plan, "a\0b.csv") == ["file_unreadable"]
    (tmp_path / "folder.csv").mkdir()
    assert codes(plan, tmp_path / "folder.csv") == ["file_unreadable"]


def test_a_file_of_another_kind(plan, tmp_path):
    (issue,) = found(plan, tmp_path / "table.doc")
    assert issue.code == "table_malformed"
    assert issue.expected.startswith(".csv or .json")


def test_a_file_that_is_not_utf8_tells_the_place(plan, tmp_path):
    path = tmp_path / "latin.csv"
    path.write_bytes("unit,2\nHuế,1\n".encode() + "Đà Lạt,é\n".encode("utf-16-le"))
    path.write_bytes("unit,2\nHuế,1\nCaf".encode() + b"\xe9,2\n")
    (issue,) = found(plan, path)
    assert (issue.code, issue.line, issue.column) == ("text_not_utf8", 3, 4)
    assert issue.actual == "byte 0xe9"


def test_csv_rows_must_be_as_long_as_the_header(plan, tmp_path):
    path = tmp_path / "ragged.csv"
    path.write_text("unit,2\na,1\nb\n\nc,1,2\n", encoding="utf-8")
    assert [(i.code, i.row, i.line) for i in found(plan, path)] == [
        ("table_malformed", 2, 3),
        ("table_malformed", 3, 5),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "table_empty"),
        ("\n\n", "table_empty"),
        ("unit,2,\na,1,5\n", "table_malformed"),
        ('unit,2\n"a,1\n', "table_malformed"),
        ('unit,2\n"a"b,1\n', "table_malformed"),
    ],
)
def test_bad_csv(plan, tmp_path, text, code):
    path = tmp_path / "bad.csv"
    path.write_text(text, encoding="utf-8")
    assert codes(plan, path) == [code]


def test_csv_fields_may_be_quoted_over_lines(plan, rows, tmp_path):
    path = tmp_path / "quoted.csv"
    names = list(rows[0])
    cells = ",".join('"' + str(rows[0][name]) + '"' for name in names)
    path.write_text(",".join(names) + "\n" + cells.replace("Hà Nội", "Hà\nNội"), encoding="utf-8")
    assert plan.score(path, reading=px.Reading(fractions=True)).units == ("Hà\nNội",)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "json_malformed"),
        ('[{"unit": "a",}]', "json_malformed"),
        ("[" * 100_000, "json_too_deep"),
        ('"units"', "table_malformed"),
        ('{"units": {}}', "table_malformed"),
        ("{}", "table_malformed"),
        ('{"units": [{"unit": "a"}], "more": 1}', "key_unknown"),
        ('[{"unit": "a", "2": 1, "2": 2}]', "key_duplicate"),
        ('[{"unit": "a", "2": 1, "2": 2}, {"2": 1e99999999999999999999}]', "key_duplicate"),
        ("[]", "table_empty"),
        ("[1]", "table_malformed"),
    ],
)
def test_bad_json(plan, tmp_path, text, code):
    path = tmp_path / "bad.json"
    path.write_text(text, encoding="utf-8")
    assert codes(plan, path) == [code]


def test_numbers_of_json_keep_every_digit(plan, row, tmp_path):
    path = tmp_path / "exact.json"
    row["1.4"] = 0
    text = json.dumps([row]).replace('"1.4": 0', '"1.4": 1.00000000000000000000000000001')
    path.write_text(text, encoding="utf-8")
    exact = plan.score(path)["Hà Nội"]["1.4"].exact
    assert exact == Decimal("1.00000000000000000000000000001")
    path.write_text(text.replace("1.00000000000000000000000000001", "9" * 10_000), encoding="utf-8")
    assert [issue.code for issue in plan.score(path).issues] == ["number_too_long"]
    for beyond in ("1E99999999999999999999", "-1e-99999999999999999999", "1" + "0" * 30 + "e999"):
        path.write_text(text.replace("1.00000000000000000000000000001", beyond), encoding="utf-8")
        (issue,) = plan.score(path).issues
        assert (issue.code, issue.row, issue.field) == ("number_too_long", 1, "1.4")
    path.write_text(text.replace("1.00000000000000000000000000001", "NaN"), encoding="utf-8")
    assert [issue.code for issue in plan.score(path).issues] == ["value_not_finite"]


@pytest.mark.parametrize("option", ["unit", "group", "ranked"])
def test_a_role_is_named_by_text_that_is_no_utf8(
    plan: px.Plan, rows: list[dict[str, Any]], option: str
) -> None:
    options: dict[str, Any] = {option: "none\udca5"}
    if option != "unit":
        rows = [{k: v for k, v in row.items() if k != option} for row in rows]
        assert len(plan.score(rows, **options)) == 2
        return
    with pytest.raises(px.DataError) as caught:
        plan.score(rows, **options)
    assert "column_missing" in {issue.code for issue in caught.value.issues}
