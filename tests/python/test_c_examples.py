# SPDX-License-Identifier: MIT
"""The C interface from other languages: the commands of docs/c.md, and what their programs print."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from c_interface import PATH, Library

ROOT = Path(__file__).resolve().parents[2]
RUBRIC = ROOT / "rubrics" / "vn-ca-mau-2013.json"
JNA = Path(os.environ.get("PARINDEX_JNA", "/usr/share/java/jna.jar"))
IN_CI = bool(os.environ.get("PARINDEX_LANGUAGES"))
"""Set by `make test-languages`, which installs the languages: then a missing one is a failure."""

pytestmark = pytest.mark.skipif(
    not PATH, reason="PARINDEX_C_LIBRARY names no library: see make test"
)


def needs(*programs: str, jna: bool = False) -> pytest.MarkDecorator:
    missing = [program for program in programs if shutil.which(program) is None]
    if jna and not JNA.is_file():
        missing.append(f"JNA ({JNA}; PARINDEX_JNA names another place)")
    return pytest.mark.skipif(
        bool(missing) and not IN_CI,
        reason=f"not on this machine: {', '.join(missing)}; see make test-languages",
    )


def commands(heading: str) -> str:
    """The ```sh block below a heading of docs/c.md."""
    page = (ROOT / "docs" / "c.md").read_text(encoding="utf-8")
    section = re.search(rf"^### {heading}$(.*?)(?=^#+ |\Z)", page, re.MULTILINE | re.DOTALL)
    assert section, heading
    block = re.search(r"^```sh\n(.*?)^```$", section[1], re.MULTILINE | re.DOTALL)
    assert block, heading
    return block[1]


@pytest.fixture(scope="module")
def prefix(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `cmake --install` makes, as links to this tree."""
    folder = tmp_path_factory.mktemp("prefix")
    for part in ("lib", "share/parindex"):
        (folder / part).mkdir(parents=True)
    (folder / "include").symlink_to(ROOT / "include")
    (folder / "share/parindex/rubrics").symlink_to(ROOT / "rubrics")
    for name in ("libparindex_c.so", "libparindex_c.so.1"):
        (folder / "lib" / name).symlink_to(Path(PATH).resolve())
    return folder


@pytest.fixture(scope="module")
def expected() -> str:
    """What every program prints, from the same calls by ctypes."""
    library = Library(PATH)
    example = (ROOT / "examples" / "c" / "score_rubric.c").read_text(encoding="utf-8")
    literal = re.search(r'units\[\] =\n(( +".*";?\n)+)', example)
    assert literal
    rows = "".join(re.findall(r'"(.*)"', literal[1])).replace('\\"', '"')
    plan = library.compiled(RUBRIC.read_text(encoding="utf-8"))
    scores = library.scored(plan, rows)
    results = library.text("parindex_scores_json", scores)
    reasons = library.text("parindex_explain", scores, b"A", b"1.1.4")
    for kind, handle in (("scores", scores), ("plan", plan)):
        library.free(kind, handle)
    return f"parindex {library.engine_version()}, 2 units\n{results}\n{reasons}\n"


def ran(heading: str, folder: Path, prefix: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """The result of the commands of a heading, in a copy of examples/."""
    shutil.copytree(ROOT / "examples", folder / "examples", ignore=shutil.ignore_patterns("data"))
    return subprocess.run(
        ["bash", "-e", "-c", commands(heading)],
        cwd=folder,
        env={**os.environ, "LC_ALL": "C.UTF-8", "prefix": str(prefix), **more},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@needs("cc", "pkg-config")
def test_c(prefix: Path, expected: str, tmp_path: Path) -> None:
    (prefix / "lib/pkgconfig").mkdir(exist_ok=True)
    template = (ROOT / "cmake" / "parindex_c.pc.in").read_text(encoding="utf-8")
    said = {
        "PARINDEX_PC_PREFIX": str(prefix),
        "CMAKE_INSTALL_INCLUDEDIR": "include",
        "CMAKE_INSTALL_LIBDIR": "lib",
        "PROJECT_VERSION": "0",
    }
    text = re.sub(r"@(\w+)@", lambda name: said.get(name[1], ""), template)
    (prefix / "lib/pkgconfig/parindex_c.pc").write_text(text, encoding="utf-8")
    done = ran("C without CMake", tmp_path, prefix)
    assert done.returncode == 0, done.stderr
    assert done.stdout == expected


@needs("R")
def test_r(prefix: Path, expected: str, tmp_path: Path) -> None:
    done = ran("R", tmp_path, prefix)
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith(expected)  # after the commands of R CMD SHLIB
    # Doubles keep their digits, and text its characters.
    program = """
      source("parindex.R")
      data <- data.frame(unit = c("Hà Nội", "a\\"b\\\\\\n"), x = c(0.1, 1 / 3), y = c(NA, TRUE))
      cat(.parindex_rows(data), "\\n", sep = "")
      tryCatch(parindex_load("none.json"), parindex_error = function(e) cat(e$status, conditionMessage(e)))
    """
    again = subprocess.run(
        ["Rscript", "-e", program],
        cwd=tmp_path / "examples/r",
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    rows, refused = again.stdout.split("\n", 1)
    assert rows == (
        '[{"unit": "Hà Nội", "x": 0.1, "y": null}, '
        '{"unit": "a\\"b\\\\\\u000a", "x": 0.33333333333333331, "y": true}]'
    )
    assert refused.startswith('1 [{"code":"file_unreadable"')


@needs("java", "javac", jna=True)
def test_java(prefix: Path, expected: str, tmp_path: Path) -> None:
    done = ran("Java", tmp_path, prefix, jna=str(JNA))
    assert done.returncode == 0, done.stderr
    assert done.stdout == expected
    classes = f"{JNA}:{tmp_path / 'examples/java/classes'}"
    library = f"-Djna.library.path={prefix / 'lib'}"
    again = subprocess.run(
        ["java", "-cp", classes, library, "ScoreRubric", "none.json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert again.returncode == 1
    assert 'CallException: [{"code":"file_unreadable"' in again.stderr
