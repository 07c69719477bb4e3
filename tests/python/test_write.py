# SPDX-License-Identifier: MIT
"""Files are written completely or not at all: a kill, a full disk or a refusal loses nothing."""

from __future__ import annotations

import errno
import json
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from parindex import shipped
from parindex.io import _write
from parindex.io._write import write_file, write_parts, write_text

NAME = "vn-vinh-phuc-2019"
OLD = b"what a person had written\n"
NEW = b"what was computed\n" * 1000


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "result.json"
    path.write_bytes(OLD)
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def command(*args: object) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-m", "parindex", *map(str, args)]
    return subprocess.run(call, capture_output=True, text=True, check=False)


def shell(line: str) -> subprocess.CompletedProcess[str]:
    line = line.replace("parindex", f'"{sys.executable}" -m parindex', 1)
    return subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)


# ---- Kept properties of a file ------------------------------------------------------------------


def test_a_new_file_has_the_permissions_of_the_process(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_file(tmp_path / "new", NEW)
    finally:
        os.umask(before)
    assert (tmp_path / "new").read_bytes() == NEW
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640
    assert names(tmp_path) == ["new"]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_an_old_file_keeps_its_permissions(target: Path, mode: int) -> None:
    target.chmod(mode)
    write_file(target, NEW)
    assert target.read_bytes() == NEW
    assert stat.S_IMODE(target.stat().st_mode) == mode
    assert names(target.parent) == [target.name]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_an_old_file_keeps_its_owner(target: Path) -> None:
    os.chown(target, 12345, 54321)
    write_file(target, NEW)
    assert (target.stat().st_uid, target.stat().st_gid) == (12345, 54321)


def test_an_old_file_keeps_its_attributes(target: Path) -> None:
    try:
        os.setxattr(target, "user.origin", b"home affairs")
    except OSError:
        pytest.skip("the file system has no attributes")
    write_file(target, NEW)
    assert os.getxattr(target, "user.origin") == b"home affairs"


def test_the_name_may_be_as_long_as_names_can_be(tmp_path: Path) -> None:
    write_file(tmp_path / ("n" * 255), NEW)
    write_file(tmp_path / ("n" * 255), OLD)
    assert (tmp_path / ("n" * 255)).read_bytes() == OLD


def test_a_link_stays_and_what_it_leads_to_is_written(target: Path) -> None:
    (target.parent / "folder").mkdir()
    link = target.parent / "folder" / "link"
    link.symlink_to("../second")
    (target.parent / "second").symlink_to(target.name)
    write_file(link, NEW)
    assert link.is_symlink()
    assert (target.parent / "second").is_symlink()
    assert target.read_bytes() == NEW


def test_a_link_to_nothing_yet_is_filled(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("later")
    write_file(tmp_path / "link", NEW)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "later").read_bytes() == NEW


def test_half_a_letter_appears_escaped(tmp_path: Path) -> None:
    write_text(tmp_path / "new", "Hà Nội \udce1\n")
    assert (tmp_path / "new").read_bytes() == "Hà Nội \\udce1\n".encode()


# ---- Not a regular file -------------------------------------------------------------------------


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    found: list[bytes] = []
    reader = threading.Thread(target=lambda: found.append(pipe.read_bytes()))
    reader.start()
    write_file(pipe, NEW)
    reader.join()
    assert found == [NEW]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_no_function_accepts_every_argument() -> None:
    write_file("/dev/null", NEW)
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_standard_output_by_its_name_goes_on_where_it_is(tmp_path: Path, name: str) -> None:
    out = tmp_path / "out"
    call = f"parindex score {NAME} {NAME} --format csv --output {name}"
    assert shell(f"(echo before; {call} && echo behind) >> {out}").returncode == 0
    expected = command("score", NAME, NAME, "--format", "csv").stdout
    assert out.read_text(encoding="utf-8") == f"before\n{expected}behind\n"
    assert names(tmp_path) == ["out"]


def test_a_closed_reader_is_not_an_error_of_the_path() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    call = [sys.executable, "-m", "parindex", "score", NAME, NAME, "--output", "/dev/stdout"]
    done = subprocess.run(call, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


# ---- Failures -----------------------------------------------------------------------------------


def refused(path: Path | str) -> str:
    """The message if the file cannot be written."""
    with pytest.raises(px.WriteError) as caught:
        write_file(path, NEW)
    (issue,) = caught.value.issues
    assert issue.code == "file_unwritable"
    return issue.actual


@pytest.mark.parametrize("call", ["open", "write", "short write", "fsync", "fchmod", "replace"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_a_failure_at_any_step_changes_nothing(
    target: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int
) -> None:
    target.chmod(0o640)
    write = os.write

    def fail(*_args: object, **_options: object) -> None:
        raise OSError(code, os.strerror(code))

    def half(opened: int, rest: memoryview) -> int:
        if len(rest) < len(NEW):
            fail()
        return write(opened, rest[:100])

    if call == "replace":
        monkeypatch.setattr(Path, "replace", fail)
    else:
        monkeypatch.setattr(os, call.split()[-1], half if call == "short write" else fail)
    said = refused(target)
    monkeypatch.undo()
    assert said == f"{target}: {os.strerror(code)}"
    assert target.read_bytes() == OLD
    assert names(target.parent) == [target.name]


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_an_interruption_changes_nothing(
    target: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def interrupt(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, call, interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_file(target, NEW)
    monkeypatch.undo()
    assert target.read_bytes() == OLD
    assert names(target.parent) == [target.name]


def test_a_disk_that_cannot_sync_is_written_to(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_opened: int) -> None:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))

    monkeypatch.setattr(os, "fsync", fail)
    write_file(target, NEW)
    assert target.read_bytes() == NEW


def test_the_content_is_on_the_disk_before_its_name(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    sync, replace = os.fsync, Path.replace

    def synced(opened: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(opened).st_mode) else "file")
        sync(opened)

    def replaced(path: Path, to: Path) -> Path:
        steps.append(f"{path.read_bytes() == NEW} {to.read_bytes() == OLD}")
        return replace(path, to)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", replaced)
    write_file(target, NEW)
    assert steps == ["file", "True True", "folder"]


def test_a_file_that_is_protected_stays(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_args: False)  # root may write to everything
    assert refused(target) == f"{target}: Permission denied"
    assert target.read_bytes() == OLD


def test_a_folder_that_takes_no_new_file_is_named(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = os.open

    def protected(path: object, flags: int, *mode: int) -> int:
        if flags & os.O_CREAT:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return opened(path, flags, *mode)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", protected)
    said = refused(target)
    monkeypatch.undo()
    assert said == f"{target}: Permission denied for a new file in its folder"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "Is a directory"),
        ("no/such/folder", "No such file or directory"),
        ("result.json/x", "Not a directory"),
        ("circle", "Too many levels of symbolic links"),
        ("n" * 256, "File name too long"),
        ("nul\0", "null byte"),
    ],
)
def test_a_wrong_path_is_named(target: Path, name: str, said: str) -> None:
    (target.parent / "circle").symlink_to("circle")
    path = target.parent / name
    found = refused(path)
    assert found.startswith(f"{path}: ")
    assert said in found
    assert names(target.parent) == ["circle", "result.json"]


# ---- Who writes ---------------------------------------------------------------------------------


def test_everything_that_writes_goes_this_way() -> None:
    sources = Path(_write.__file__).parent
    for path in sources.rglob("*.py"):
        if path.name in ("_write.py", "_database.py", "terminal.py"):
            continue
        text = path.read_text(encoding="utf-8")
        for call in ("write_text(", "write_bytes(", 'open("w', "O_WRONLY", "O_RDWR", "O_CREAT"):
            found = [
                line
                for line in text.splitlines()
                if call in line
                and not line.strip().startswith(("write_text(", "_write.write_text("))
            ]
            assert found == [], f"{path} writes in a way of its own"


CASES = {
    "cases": [
        {"unit": "A", "given": {"1": "1"}, "expect": {"points": "9"}},
        {"unit": "B", "given": {"1": "2"}, "expect": {"points": "9"}},
    ]
}
SMALL = {
    "parindex": 1,
    "id": "x",
    "edition": "1",
    "max": "2",
    "aggregation": "sum",
    "missing": "exclude",
    "index_rounding": {"digits": 2, "mode": "half_up"},
    "nodes": [{"code": "1", "max": "2", "rule": {"direct": {"min": "0", "max": "2"}}}],
}


def case_file(path: Path) -> str:
    path.write_text(json.dumps({"rubric": SMALL, **CASES}, indent=1), encoding="utf-8")
    return path.read_text(encoding="utf-8")


def test_an_update_names_the_files_that_it_wrote(tmp_path: Path) -> None:
    for name in "ab":
        case_file(tmp_path / f"{name}.case.json")
    done = command("test", tmp_path / "a.case.json", tmp_path / "b.case.json", "--update")
    assert done.returncode == 0, done.stdout
    said = f"2 files updated: {tmp_path / 'a.case.json'}, {tmp_path / 'b.case.json'}\n"
    assert done.stdout.endswith(said)


def test_an_update_that_fails_names_the_files_that_it_wrote_before(tmp_path: Path) -> None:
    whole = {name: case_file(tmp_path / f"{name}.case.json") for name in "abc"}
    program = (
        "import os, sys\n"
        "from parindex.cli import main\n"
        "from parindex.cli import test\n"
        "real = test.write_text\n"
        "def write(path, text):\n"
        "    if str(path).endswith('b.case.json'):\n"
        "        os.fsync = lambda _: (_ for _ in ()).throw(OSError(28, 'No space left on device'))\n"
        "    real(path, text)\n"
        "test.write_text = write\n"
        "sys.exit(main(['test', *sys.argv[1:], '--update']))\n"
    )
    paths = [tmp_path / f"{name}.case.json" for name in "abc"]
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, paths)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout.endswith(f"1 file updated: {paths[0]}\n")
    assert f"found:    {paths[1]}: No space left on device" in done.stderr
    assert paths[0].read_text(encoding="utf-8") != whole["a"]
    assert paths[1].read_text(encoding="utf-8") == whole["b"]
    assert paths[2].read_text(encoding="utf-8") == whole["c"]
    assert len(names(tmp_path)) == 3


def test_a_case_file_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.case.json"
    case_file(path)
    program = (
        "import pathlib, sys\n"
        "from parindex import testing\n"
        "from parindex.cli import main\n"
        "real = testing.run_cases\n"
        "def run(files, **options):\n"
        "    report = real(files, **options)\n"
        "    pathlib.Path(sys.argv[1]).write_text('what a person wrote meanwhile')\n"
        "    return report\n"
        "testing.run_cases = run\n"
        "sys.exit(main(['test', sys.argv[1], '--update']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert f"{path}: it was changed while its cases ran" in done.stderr
    assert path.read_text(encoding="utf-8") == "what a person wrote meanwhile"


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_command_names_the_file_that_it_cannot_write(tmp_path: Path, form: str) -> None:
    path = tmp_path / "no" / "folder.json"
    done = command("score", NAME, NAME, "--format", form, "--output", path)
    assert done.returncode == 2
    assert f"{path}: No such file or directory" in done.stdout + done.stderr
    assert "standard output" not in done.stderr
    if form == "json":
        assert [i["code"] for i in json.loads(done.stdout)["issues"]] == ["file_unwritable"]


def test_a_closed_standard_output_is_reported() -> None:
    done = shell(f"parindex score {NAME} {NAME} >&-")
    assert done.returncode == 2
    assert done.stderr == "parindex: error: standard output: Bad file descriptor\n"


def test_a_closed_error_stream_stops_nothing(tmp_path: Path) -> None:
    done = shell(f"parindex score {NAME} {NAME} --format csv --output {tmp_path / 'x'} 2>&-")
    assert done.returncode == 0
    assert (tmp_path / "x").read_text(encoding="utf-8").startswith("unit,")


def test_snapshots_and_assessments_are_written_whole(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = px.Rubric.load(shipped.shipped_rubric_path("vn-par-province-2020")).compile()
    assessment = px.Assessment.from_observations(plan, [], units=["Tỉnh ví dụ A"])
    snapshot = assessment.freeze()

    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    for save in (assessment.save, snapshot.save):
        monkeypatch.setattr(os, "write", full)
        with pytest.raises(px.WriteError, match="No space left on device"):
            save(target)
        monkeypatch.undo()
        assert target.read_bytes() == OLD
    snapshot.save(target)
    assert px.load_snapshot(target) == assessment
    assessment.save(target)
    assert px.Assessment.load(plan, target) == assessment


def test_a_content_that_ends_in_an_exception_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "results.csv"
    path.write_text("before")

    def produce(take: Callable[[bytes], object]) -> None:
        take(b"half of ")
        raise px.Error("stopped")

    with pytest.raises(px.Error, match="stopped"):
        write_parts(path, produce)
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("form", ["csv", "json"])
def test_results_are_written_in_parts_of_one_size(
    tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For any number of units, the command never keeps the whole text in memory."""
    from parindex.cli import main, terminal

    nodes = [
        {"code": str(n), "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}} for n in range(20)
    ]
    document = {
        "parindex": 1, "id": "p", "edition": "1", "max": "20", "aggregation": "sum", "missing": "error",
        "index_rounding": {"digits": 2, "mode": "half_up"}, "nodes": nodes,
    }  # fmt: skip
    (tmp_path / "r.json").write_text(json.dumps(document), encoding="utf-8")
    written = terminal.write_stream
    longest: list[int] = []
    whole: list[int] = []

    def watched(write: Any, *args: Any, **how: Any) -> None:
        def with_sizes(take: Any) -> None:
            sizes: list[int] = []

            def counted(piece: bytes) -> None:
                sizes.append(len(piece))
                take(piece)

            write(counted)
            longest.append(max(sizes))
            whole.append(sum(sizes))

        written(with_sizes, *args, **how)

    monkeypatch.setattr(terminal, "write_stream", watched)
    heads = ",".join(["unit", *(node["code"] for node in nodes)])
    for units in (1500, 6000):
        rows = "".join(f"u{unit}{',yes' * 20}\n" for unit in range(units))
        (tmp_path / "d.csv").write_text(f"{heads}\n{rows}", encoding="utf-8")
        arguments = [str(tmp_path / "r.json"), str(tmp_path / "d.csv"), "--format", form]
        assert main(["score", *arguments, "--output", str(tmp_path / "out")]) == 0
        assert (tmp_path / "out").stat().st_size == whole[-1]
    assert whole[1] > 3.9 * whole[0]
    assert longest[1] < 1.05 * longest[0]
