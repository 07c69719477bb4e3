# SPDX-License-Identifier: MIT
"""Shells complete the command with the scripts that it prints."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from parindex import cli, shipped
from parindex.cli import completion, parser

BASH = shutil.which("bash") or ""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    pytest.importorskip("shtab")
    path = tmp_path / "parindex.bash"
    assert cli.main(["completion", "bash", "--output", str(path)]) == 0
    return path


def completed(script: Path, *words: str, folder: Path | None = None) -> set[str]:
    """The completions of bash for the last of these words."""
    code = (
        'source "$0"; complete -p parindex > /dev/null || exit 3; COMP_WORDS=("$@"); '
        'COMP_CWORD=$(($# - 1)); _shtab_parindex; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        [BASH, "--norc", "-c", code, str(script), "parindex", *words],
        capture_output=True, encoding="utf-8", timeout=60, check=True, cwd=folder,
    )  # fmt: skip
    return {line for line in done.stdout.splitlines() if line}


needs_bash = pytest.mark.skipif(not BASH, reason="needs bash")


@needs_bash
def test_bash_completes_commands(script: Path) -> None:
    assert completed(script, "") == {*parser.COMMANDS}
    assert completed(script, "ver") == {"verify"}
    assert completed(script, "completion", "") == {*completion.SHELLS}


@needs_bash
def test_bash_completes_options_and_their_values(script: Path) -> None:
    assert completed(script, "score", "--unit") == {"--unit-column", "--units"}
    assert completed(script, "score", "--format", "") == {"text", "json", "csv"}
    assert completed(script, "rank", "a.json", "b.csv", "--ties", "d") == {"dense"}
    assert completed(script, "assess", "--deci") == {"--decimal", "--decimal-in", "--decimals"}


@needs_bash
def test_bash_completes_rubrics_and_files(script: Path, tmp_path: Path) -> None:
    folder = tmp_path / "here"
    (folder / "cases").mkdir(parents=True)
    (folder / "my rubric.json").touch()
    names = {*shipped.names()}
    assert completed(script, "check", "", folder=folder) == names | {"cases", "my rubric.json"}
    assert completed(script, "check", "vn-p", folder=folder) == {"vn-par-province-2020"}
    assert completed(script, "test", "--root", "", folder=folder) == {"cases"}
    assert completed(script, "score", "r.json", "my", folder=folder) == {"my rubric.json"}


@pytest.mark.parametrize("shell", completion.SHELLS)
def test_the_script_of_a_shell_is_one_that_it_reads(shell: str, tmp_path: Path) -> None:
    pytest.importorskip("shtab")
    path = tmp_path / "script"
    for language in ("en", "vi"):
        assert cli.main(["--language", language, "completion", shell, "--output", str(path)]) == 0
        text = path.read_text(encoding="utf-8")
        for word in ("verify", "--unit-column" if shell != "fish" else "unit-column"):
            assert word in text
        if shell != "bash":  # the others also describe options
            assert ("bộ tiêu chí" in text) == (language == "vi")
    if shutil.which(shell):
        subprocess.run([shell, "-n", str(path)], timeout=60, check=True)


def test_without_the_package_the_command_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "shtab", None)
    assert cli.main(["completion", "bash"]) == 2
    assert "pip install 'parindex[completion]'" in capsys.readouterr().err
