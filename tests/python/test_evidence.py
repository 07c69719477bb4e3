# SPDX-License-Identifier: MIT
"""Files of evidence: recorded by a merge, verified against a folder, and none read outside it."""

from __future__ import annotations

import hashlib
import json
import os
import socket
import unicodedata
from pathlib import Path

import jsonschema
import pytest

import parindex as px
from agency_round import RUBRIC, Json, run, seen, story
from parindex.process.evidence import CHUNK

ROOT = Path(__file__).resolve().parents[2]
NAME = "báo cáo.pdf"
CONTENT = "Báo cáo số 1".encode()


def given(content: bytes = CONTENT, name: str = NAME) -> Json:
    digest = hashlib.sha256(content).hexdigest()
    return {"id": "report", "file": name, "size": len(content), "sha256": digest}


@pytest.fixture(scope="module")
def plan() -> px.Plan:
    return px.Rubric.from_json(RUBRIC).compile()


def with_file(plan: px.Plan, *evidence: Json) -> px.Assessment:
    observations = story()
    observations[0]["evidence"] = list(evidence)
    return px.Assessment.from_observations(plan, observations)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "evidence"
    made.mkdir()
    (made / NAME).write_bytes(CONTENT)
    return made


def codes(plan: px.Plan, folder: Path, *evidence: Json) -> list[str]:
    return [i.code for i in px.verify_evidence(with_file(plan, *evidence), folder)]


def test_a_file_that_is_as_it_was_handed_in(plan: px.Plan, folder: Path) -> None:
    assert px.verify_evidence(with_file(plan, given()), folder) == ()
    assert px.verify_evidence(with_file(plan, given()), os.fspath(folder)) == ()
    (folder / "empty").touch()
    assert codes(plan, folder, given(b"", "empty")) == []
    assert px.verify_evidence(px.Assessment.from_observations(plan, story()), folder) == ()


@pytest.mark.parametrize("size", [CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK])
def test_a_file_of_several_reads(plan: px.Plan, folder: Path, size: int) -> None:
    content = os.urandom(size)
    (folder / "long").write_bytes(content)
    assert codes(plan, folder, given(content, "long")) == []
    (folder / "long").write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert codes(plan, folder, given(content, "long")) == ["evidence_file_changed"]


def test_each_file_that_is_not_what_it_was_is_one_issue(plan: px.Plan, folder: Path) -> None:
    (folder / "longer").write_bytes(CONTENT + b"!")
    (folder / "other").write_bytes(CONTENT[:-1] + b"!")
    names = (NAME, "none", "longer", "other")
    assessment = with_file(plan, *(given(name=name) for name in names))
    issues = px.verify_evidence(assessment, folder)
    assert [(i.code, i.file, i.unit, i.field, i.pointer) for i in issues] == [
        ("evidence_file_missing", "none", "A", "1.10", "/observations/0/evidence/1"),
        ("evidence_file_size", "longer", "A", "1.10", "/observations/0/evidence/2"),
        ("evidence_file_changed", "other", "A", "1.10", "/observations/0/evidence/3"),
    ]
    assert all("of evidence report" in i.message for i in issues)
    assert (issues[1].expected, issues[1].actual) == (
        f"{len(CONTENT)} bytes", f"{len(CONTENT) + 1} bytes",
    )  # fmt: skip
    assert issues[2].expected == given()["sha256"]
    assert len(issues[2].actual) == 64


def test_two_inputs_with_the_same_file_are_reported_once(plan: px.Plan, folder: Path) -> None:
    observations = story()
    for at in (0, 1, 3):  # 1.10 done and planned of self, done of appraised
        observations[at]["evidence"] = [given(name="none")]
    observations[4]["evidence"] = [given(b"another", "none")]
    assessment = px.Assessment.from_observations(plan, observations)
    issues = px.verify_evidence(assessment, folder)
    assert [i.pointer for i in issues] == [
        "/observations/0/evidence/0",
        "/observations/4/evidence/0",
    ]


def test_a_name_is_found_however_its_letters_are_composed(plan: px.Plan, folder: Path) -> None:
    (folder / NAME).rename(folder / unicodedata.normalize("NFD", NAME))
    assert not (folder / NAME).exists()
    assert codes(plan, folder, given()) == []


# ---- Nothing outside the folder, and nothing that is no file -------------------------------------


def test_links_are_followed_inside_the_folder_only(plan: px.Plan, folder: Path) -> None:
    outside = folder.parent / "secret"
    outside.write_bytes(CONTENT)
    (folder / "inside").symlink_to(NAME)
    (folder / "twice").symlink_to("inside")
    assert codes(plan, folder, given(name="inside"), given(name="twice")) == []
    for at, target in enumerate(
        [outside, "../secret", "../evidence/inside", folder / NAME, "/dev/zero", ".."]
    ):
        (folder / f"link{at}").symlink_to(target)
        assert codes(plan, folder, given(name=f"link{at}")) == ["evidence_file_refused"], target
    (folder / "dangling").symlink_to("nothing")
    assert codes(plan, folder, given(name="dangling")) == ["evidence_file_missing"]
    (folder / "round").symlink_to("about")
    (folder / "about").symlink_to("round")
    assert codes(plan, folder, given(name="round")) == ["file_unreadable"]


def test_special_files_are_not_opened(plan: px.Plan, folder: Path) -> None:
    os.mkfifo(folder / "fifo")  # opening it would wait for a writer
    (folder / "sub").mkdir()
    with socket.socket(socket.AF_UNIX) as listener:
        os.chdir(folder)  # the path of a socket is short
        listener.bind("socket")
        for name in ("fifo", "sub", "socket"):
            assert codes(plan, folder, given(name=name)) == ["evidence_file_refused"], name


@pytest.fixture(autouse=True)
def _stay_here() -> object:
    before = Path.cwd()
    yield
    os.chdir(before)


@pytest.mark.parametrize(
    "name", ["..", ".", "../secret", "/etc/passwd", "sub/a.pdf", "a\\b", "a\0"]
)
def test_names_that_leave_the_folder_are_not_an_assessment(plan: px.Plan, name: str) -> None:
    with pytest.raises(px.DataError) as caught:
        with_file(plan, given(name=name))
    assert [i.code for i in caught.value.issues] == ["file_name_invalid"]


def test_a_path_that_is_not_a_folder(plan: px.Plan, folder: Path) -> None:
    for path in (folder / NAME, folder / "none"):
        with pytest.raises(px.DataError) as caught:
            px.verify_evidence(with_file(plan, given()), path)
        assert [i.code for i in caught.value.issues] == ["file_unreadable"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_a_file_that_may_not_be_read(plan: px.Plan, folder: Path) -> None:
    (folder / NAME).chmod(0)
    assert codes(plan, folder, given()) == ["file_unreadable"]


def test_a_file_that_grows_ends(
    plan: px.Plan, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # For files such as /proc/self/maps the system reports 0 bytes; more is read than was reported.
    real = os.fstat

    def shorter(descriptor: int) -> os.stat_result:
        found = list(real(descriptor))
        found[6] -= 1
        return os.stat_result(found)

    monkeypatch.setattr("parindex.process.evidence.os.fstat", shorter)
    assert codes(plan, folder, given(CONTENT[:-1])) == ["evidence_file_size"]


# ---- Recorded by a merge ------------------------------------------------------------------------

HEAD = "unit,code,input,layer,value,evidence,files,note,date"


def merged(plan: px.Plan, folder: Path | None, row: str, where: Path) -> px.Merged:
    sheet = where / "home.csv"
    sheet.write_text(f"{HEAD}\nA,1.10,planned,self,10,,,x,2026-01-05\n{row}\n", encoding="utf-8")
    return px.merge_worksheets(plan, {"home": sheet}, layer="self", evidence_folder=folder)


def test_a_merge_records_size_and_hash(plan: px.Plan, folder: Path, tmp_path: Path) -> None:
    row = f"A,1.10,done,self,9,report=1/BC,report={NAME},,2026-01-05"
    found = merged(plan, folder, row, tmp_path)
    assert found.assessment is not None
    assert found.assessment.observations[1]["evidence"] == [
        {"id": "report", "reference": "1/BC", **{k: given()[k] for k in ("file", "size", "sha256")}}
    ]
    assert px.verify_evidence(found.assessment, folder) == ()
    # An id that occurs only under files is also evidence; names are matched to ids in order.
    row = f"A,1.10,done,self,9,report=1/BC;report=2/BC,report={NAME};report={NAME};report={NAME},,2026-01-05"
    found = merged(plan, folder, row, tmp_path)
    assert found.assessment is not None
    parts = found.assessment.observations[1]["evidence"]
    assert [part.get("reference") for part in parts] == ["1/BC", "2/BC", None]
    assert all(part["file"] == NAME for part in parts)


def test_a_name_without_a_folder_is_incomplete(plan: px.Plan, tmp_path: Path) -> None:
    row = f"A,1.10,done,self,9,report=1/BC,report={NAME},,2026-01-05"
    found = merged(plan, None, row, tmp_path)
    assert found.assessment is None
    issue = next(i for i in found.issues if i.severity == "error")
    assert (issue.code, issue.row) == ("evidence_incomplete", 2)
    assert issue.file == str(tmp_path / "home.csv")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("none.pdf", "evidence_file_missing"),
        ("../secret", "evidence_file_refused"),
        ("", "evidence_file_refused"),
    ],
)
def test_a_merge_says_which_row_names_a_file_in_vain(
    plan: px.Plan, folder: Path, tmp_path: Path, name: str, code: str
) -> None:
    (tmp_path / "secret").write_bytes(CONTENT)
    row = f"A,1.10,done,self,9,report=1/BC,report={name},,2026-01-05"
    found = merged(plan, folder, row, tmp_path)
    errors = [(i.code, i.file, i.row) for i in found.issues if i.severity == "error"]
    assert errors == [(code, str(tmp_path / "home.csv"), 2)]
    assert found.assessment is None


def test_observations_of_a_program_are_not_changed(plan: px.Plan, folder: Path) -> None:
    mark = seen(
        "1.10", "self", 9, "2026-01-05", input="done", evidence=[{"id": "report", "file": NAME}]
    )
    before = json.dumps(mark)
    found = px.merge_worksheets(plan, {"home": [mark]}, layer="self", evidence_folder=folder)
    assert found.assessment is not None
    assert json.dumps(mark) == before
    mark["evidence"][0]["file"] = "none"
    wrong = px.merge_worksheets(plan, {"home": [mark]}, layer="self", evidence_folder=folder)
    assert [(i.code, i.pointer) for i in wrong.issues if i.severity == "error"] == [
        ("evidence_file_missing", "/submissions/0/observations/0/evidence/0/file")
    ]
    for evidence in (5, "report", [5], [{"id": "report", "file": 5}], [{"file": NAME}]):
        mark["evidence"] = evidence
        wrong = px.merge_worksheets(plan, {"home": [mark]}, layer="self", evidence_folder=folder)
        assert {"type_mismatch", "key_missing"} & {i.code for i in wrong.issues}, evidence


def test_worksheets_have_a_column_for_files(plan: px.Plan) -> None:
    form = px.worksheet(plan, "home").to_csv(["A"], layer="self").splitlines()
    assert form[0].split(",")[9] == "files"


# ---- The schema and the command -----------------------------------------------------------------


def test_files_of_evidence_keep_to_the_schema(plan: px.Plan) -> None:
    schema = json.loads((ROOT / "docs" / "assessment.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    from parindex import _core

    def both(**changes: object) -> bool:
        document = json.loads(with_file(plan, given()).to_json())
        part = document["observations"][0]["evidence"][0]
        part.update(changes)
        document["observations"][0]["evidence"][0] = {
            k: v for k, v in part.items() if v is not None
        }
        valid = validator.is_valid(document)
        read = _core.check_assessment(plan._core, json.dumps(document).encode())[0] is not None
        assert valid == read, changes
        return valid

    assert both()
    assert both(reference="1/BC")
    assert both(size=0)
    assert both(size=2**53 - 1)
    assert both(file=None, size=None, sha256=None)
    for key in ("file", "size", "sha256"):
        assert not both(**{key: None})
    for size in (-1, 2**53, 1.5, "1"):
        assert not both(size=size)
    for sha256 in ("", "a" * 63, "a" * 65, "A" * 64, "g" * 64):
        assert not both(sha256=sha256)
    for file in ("", ".", "..", "a/b", "a\\b", "a\n", "a\x7f", "\0"):
        assert not both(file=file)
    for file in ("...", ".a", "..a", "a b", "ạ"):
        assert both(file=file)


def test_the_commands(plan: px.Plan, folder: Path, tmp_path: Path) -> None:
    rubric = tmp_path / "small.json"
    rubric.write_text(json.dumps(RUBRIC), encoding="utf-8")
    sheet = tmp_path / "home.csv"
    sheet.write_text(
        f"{HEAD}\nA,1.10,planned,self,10,,,x,2026-01-05\n"
        f"A,1.10,done,self,9,,report={NAME},,2026-01-05\n",
        encoding="utf-8",
    )
    out = tmp_path / "self.json"
    command = ["merge", rubric, f"home={sheet}", "--layer", "self", "--output", out]
    assert "evidence_incomplete" in run(*command).stdout
    assert "no errors" in run(*command, "--evidence-folder", folder).stdout
    frozen = tmp_path / "frozen.json"
    px.Assessment.load(plan, out).freeze().save(frozen)

    good = run("verify", frozen, "--evidence", folder)
    assert (good.returncode, good.stdout.splitlines()[-1]) == (
        0,
        "evidence: 1 file identical to the submitted ones",
    )
    document = json.loads(run("verify", frozen, "--evidence", folder, "--format", "json").stdout)
    assert document["evidence_files"] == 1
    vi = run("verify", frozen, "--evidence", folder, "--language", "vi")
    assert vi.stdout.splitlines()[-1] == "tài liệu kiểm chứng: 1 tệp đúng như khi nộp"

    (folder / NAME).write_bytes(b"x" * len(CONTENT))
    bad = run("verify", frozen, "--evidence", folder)
    assert (bad.returncode, bad.stdout) == (1, "")
    assert bad.stderr.startswith(
        f'error evidence_file_changed: The file "{NAME}" of evidence report'
    )
    assert run("verify", frozen).returncode == 0
    assert run("verify", frozen, "--evidence", tmp_path / "none").returncode == 1
    assert run("verify", rubric, "--evidence", folder).returncode == 2
