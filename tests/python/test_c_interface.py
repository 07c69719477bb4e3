# SPDX-License-Identifier: MIT
"""The C interface gives what the package gives, byte for byte, and exports nothing else."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from c_interface import INVALID, MISUSE, PATH, STOPPED, CallError, Library
from parindex import shipped

ROOT = Path(__file__).resolve().parents[2]
HEADER = ROOT / "include" / "parindex" / "parindex.h"
CASES = sorted((ROOT / "tests" / "cases").glob("*.json"))

pytestmark = pytest.mark.skipif(
    not PATH, reason="PARINDEX_C_LIBRARY names no library: see make test"
)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(PATH)


def outcome_of_package(rubric: str, rows: str) -> Any:
    try:
        plan = px.Rubric.from_json(rubric).compile()
        return plan.score(json.loads(rows, parse_float=Decimal)).to_json()
    except px.IssuesError as refused:
        return [one.code for one in refused.issues]


def outcome_of_c(library: Library, rubric: str, rows: str) -> Any:
    try:
        plan = library.compiled(rubric)
        try:
            scores = library.scored(plan, rows)
        finally:
            library.free("plan", plan)
        try:
            return library.text("parindex_scores_json", scores)
        finally:
            library.free("scores", scores)
    except CallError as refused:
        if refused.status != INVALID:
            raise
        return [one["code"] for one in refused.said]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_cases_have_one_outcome(library: Library, path: Path) -> None:
    # Text in normal form C, which the package makes of other text and C programs have to give.
    text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
    document = json.loads(text)
    rubric = json.dumps(document["rubric"], ensure_ascii=False)
    rows = json.dumps(document.get("rows", []), ensure_ascii=False)
    assert outcome_of_c(library, rubric, rows) == outcome_of_package(rubric, rows)


def rows_of(name: str) -> list[dict[str, str | None]]:
    """The example data of a rubric, as the file has them."""
    with shipped.example_data_path(name).open(encoding="utf-8", newline="") as file:
        return [{key: value or None for key, value in row.items()} for row in csv.DictReader(file)]


@pytest.mark.parametrize("name", shipped.names())
def test_explanations_and_ranks_of_shipped_rubrics(library: Library, name: str) -> None:
    rubric = px.Rubric.load(shipped.shipped_rubric_path(name))
    scores = rubric.compile().score(shipped.example_data_path(name))
    plan = library.compiled(rubric.to_json())
    again = library.scored(plan, json.dumps(rows_of(name), ensure_ascii=False))
    assert library.text("parindex_scores_digest", again) == scores.digest
    unit = scores.units[0]
    said = library.text("parindex_explain", again, unit.encode(), None)
    assert said == scores.explain(unit).to_json()
    if rubric.find("").get("ranking"):
        entries = json.loads(library.ranked(again))["entries"]
        assert [(one["unit"], one["rank"]) for one in entries] == [
            (one.unit, one.rank) for one in scores.rank()
        ]
    library.free("scores", again)
    library.free("plan", plan)


def test_arrow_in_and_out(library: Library) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow.cffi import ffi

    rubric = (ROOT / "rubrics" / "vn-766-groups-2022.json").read_text(encoding="utf-8")
    plan = px.Rubric.from_json(rubric).compile()
    scores = plan.score(shipped.example_data_path("vn-766-groups-2022"))
    rows = rows_of("vn-766-groups-2022")
    table = pa.table({column: [row[column] for row in rows] for column in rows[0]})
    stream = ffi.new("struct ArrowArrayStream*")
    address = int(ffi.cast("uintptr_t", stream))
    table.to_reader()._export_to_c(address)
    handle = library.compiled(rubric)
    again = library.scored_arrow(handle, address)
    assert stream.release == ffi.NULL
    assert library.text("parindex_scores_digest", again) == scores.digest
    library.to_arrow(again, 0, address)
    out = pa.RecordBatchReader._import_from_c(address).read_all()
    assert out.equals(pa.table(scores))
    library.free("scores", again)
    library.free("plan", handle)


def test_a_stream_that_fails_is_released(library: Library) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow.cffi import ffi

    plan = library.compiled((ROOT / "rubrics" / "vn-ca-mau-2013.json").read_text(encoding="utf-8"))

    def batches() -> Any:
        raise OSError("the disk is gone")
        yield

    reader = pa.RecordBatchReader.from_batches(pa.schema([("unit", pa.string())]), batches())
    stream = ffi.new("struct ArrowArrayStream*")
    reader._export_to_c(int(ffi.cast("uintptr_t", stream)))
    with pytest.raises(CallError) as failed:
        library.scored_arrow(plan, int(ffi.cast("uintptr_t", stream)))
    assert failed.value.status == INVALID
    assert [one["code"] for one in failed.value.said] == ["table_malformed"]
    assert stream.release == ffi.NULL
    library.free("plan", plan)


def test_a_time_limit_stops_a_call(library: Library) -> None:
    plan = library.compiled((ROOT / "rubrics" / "vn-766-2022.json").read_text(encoding="utf-8"))
    rows = json.dumps([{"unit": str(at)} for at in range(100_000)])
    with pytest.raises(CallError) as failed:
        library.scored(plan, rows, allow_missing_columns=1, timeout_ms=1)
    assert failed.value.status == STOPPED
    library.free("plan", plan)


def test_wrong_arguments_name_themselves(library: Library) -> None:
    with pytest.raises(CallError, match="rubric is NULL") as failed:
        library._call("parindex_plan_compile", None)
    assert failed.value.status == MISUSE


def test_exactly_the_functions_of_the_header_are_exported() -> None:
    nm = shutil.which("nm")
    if nm is None:
        pytest.skip("no nm on this machine")
    listed = subprocess.run(
        [nm, "-D", "--defined-only", PATH], check=True, capture_output=True, text=True
    )
    exported = {line.split()[-1] for line in listed.stdout.splitlines()}
    header = HEADER.read_text(encoding="utf-8")
    declared = set(
        re.findall(r"^PARINDEX_C_API [\w* ]+?[ *](parindex_\w+)\(", header, re.MULTILINE)
    )
    assert exported == declared


def test_the_soname_is_the_version_of_the_interface(library: Library) -> None:
    readelf = shutil.which("readelf")
    if readelf is None:
        pytest.skip("no readelf on this machine")
    listed = subprocess.run([readelf, "-d", PATH], check=True, capture_output=True, text=True)
    soname = re.search(r"\(SONAME\).*\[(.*)\]", listed.stdout)
    assert soname
    assert soname[1] == f"libparindex_c.so.{library.interface_version()}"


def published(header: str) -> list[str]:
    """The definitions and declarations of a header in C, one per line, without comments."""
    text = re.sub(r"/\*.*?\*/", " ", header, flags=re.DOTALL).replace("\\\n", " ")
    text = text[text.index("#define PARINDEX_C_VERSION") :]
    text = "\n".join(line for line in text.splitlines() if not re.match(r"#(if|endif)|}$", line))
    defined = re.findall(r"^#define.*", text, re.MULTILINE)
    declared = re.sub(r"^#define.*", "", text, flags=re.MULTILINE)
    # A declaration ends with a semicolon outside of braces.
    parts = re.findall(r"(?:[^;{}]|\{[^}]*\})+;", declared)
    return [" ".join(part.split()) for part in [*defined, *parts]]


def test_what_is_published_stays_as_it_is() -> None:
    # A line may be added here. One that is changed or removed needs another PARINDEX_C_VERSION, and a file
    # of its own: docs/c.md, "Versions".
    header = published(HEADER.read_text(encoding="utf-8"))
    version = header[0].split()[-1]
    kept = (ROOT / "tests" / "c" / f"interface_{version}.txt").read_text(encoding="utf-8")
    assert header == kept.splitlines()


def test_a_change_of_the_interface_is_found() -> None:
    header = HEADER.read_text(encoding="utf-8")
    as_it_is = published(header)
    assert published(header.replace("unsigned threads", "int threads")) != as_it_is
    assert published(header.replace("PARINDEX_STOPPED = 3", "PARINDEX_STOPPED = 6")) != as_it_is
    assert published(header.replace("size_t size,", "uint64_t size,", 1)) != as_it_is
    assert published(header.replace("The interface version", "Another comment")) == as_it_is
