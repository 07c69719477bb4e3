# SPDX-License-Identifier: MIT
"""The examples in the documents are correct, and their links lead somewhere."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import parindex as px
from parindex.cli import parser

ROOT = Path(__file__).resolve().parents[2]
VIETNAMESE = {
    ROOT / "README.md": ROOT / "README.vi.md",
    **{ROOT / "docs" / page.name: page for page in sorted((ROOT / "docs" / "vi").glob("*.md"))},
}
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *VIETNAMESE.values()]
LINKED = [*PAGES, *sorted((ROOT / "docs" / "adr").glob("*.md")), ROOT / "rubrics" / "README.md"]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_page_shows_what_happens(page: Path) -> None:
    for needed in re.findall(r"^<!-- needs (\w+) -->$", page.read_text("utf-8"), re.MULTILINE):
        if importlib.util.find_spec(needed) is None:
            pytest.skip(f"{needed} is not installed")
    # `tools/run_docs.py --write` updates an outdated page.
    command = [sys.executable, str(ROOT / "tools" / "run_docs.py"), str(page)]
    # Beside other tests, the processes of Ray start slowly.
    environment = {**os.environ, "RAY_raylet_start_wait_time_s": "300"}
    process = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert process.returncode == 0, process.stdout + process.stderr


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("```console\n$ parindex --version\nparindex 99\n```\n", "-parindex 99"),
        ("```python\nprint(1 + 1)\n```\n\n```text\n3\n```\n", "+2"),
        ("```pycon\n>>> 1 + 1\n3\n```\n", "+2"),
        ('```json leaf\n{"code": "1", "max": "1"}\n```\n', "leaf_without_rule"),
        ('```json part issue=bands_gap\n{"max": "1"}\n```\n', "no bands_gap"),
        ("```cpp\nint nowhere;\n```\n", "are in none of"),
        ("```python\nraise ValueError('no')\n```\n", "ValueError: no"),
        ("```yaml\na: 1\n```\n", "unknown kind"),
        (
            """```json leaf
{"code": "1", "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}}
```

| `1` | points |
|---|---|
| yes | 0 |
""",
            "+| yes | 1 |",
        ),
    ],
)
def test_a_page_that_shows_something_else_is_found(tmp_path: Path, block: str, said: str) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"# A page\n\n{block}", encoding="utf-8")
    command = [sys.executable, str(ROOT / "tools" / "run_docs.py"), str(page)]
    process = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert process.returncode == 1
    assert said in process.stdout


def test_a_task_in_cpp_takes_at_most_15_lines() -> None:
    # The blocks are lines of examples/cpp, whose programs are tests.
    page = (ROOT / "docs" / "cpp.md").read_text(encoding="utf-8")
    tasks = re.findall(r"^```cpp\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert len(tasks) > 5
    assert [task for task in tasks if task.count("\n") > 15] == []


def test_there_are_ten_tasks_of_at_most_15_lines() -> None:
    page = (ROOT / "docs" / "tasks.md").read_text(encoding="utf-8")
    assert len(re.findall(r"^## ", page, re.MULTILINE)) == 10
    blocks = re.findall(r"^```(?:python|pycon)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert [block for block in blocks if block.count("\n") > 15] == []


def test_every_issue_code_has_its_section_and_no_other() -> None:
    text = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    sections = re.findall(r"^### (\w+)\n\n\*(\w+)\.\* (.+(?:\n.+)*)$", text, re.MULTILINE)
    shown = [(code, severity.lower(), " ".join(said.split())) for code, severity, said in sections]
    assert shown == [(code.code, code.severity, code.summary) for code in px.issue_codes.values()]
    assert len(re.findall(r"^### ", text, re.MULTILINE)) == len(shown)


def anchors(page: Path) -> set[str]:
    """The anchors of a page that a link can name, as GitHub derives them from headings."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", LINKED, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(
        r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    for target in re.findall(r"\]\((?!https?:)([^)\s]+)\)", text):
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), f"{name(page)} links to {target}"
        assert not anchor or anchor in anchors(file), f"{name(page)} links to {target}"


def structure(page: Path) -> tuple[list[str], list[str]]:
    """Levels of the headings of a page, and what its code blocks run: no output, no language."""
    text = page.read_text(encoding="utf-8")
    blocks = re.findall(r"^```([^\n`]+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    shown = []
    for info, body in blocks:
        language = info.split()[0]
        if language == "console":
            body = "".join(re.findall(r"^\$ (?:.*\\\n)*.*\n", body, re.MULTILINE))
        elif language == "pycon":
            body = "".join(re.findall(r"^(?:>>>|\.\.\.).*\n", body, re.MULTILINE))
        elif language == "text":
            body = ""
        shown.append(info + re.sub(r" --language (?:en|vi)\b|language=\"(?:en|vi)\"", "", body))
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"^(#+) ", prose, re.MULTILINE), shown


@pytest.mark.parametrize("english", VIETNAMESE, ids=name)
def test_a_vietnamese_page_has_the_parts_of_the_english_one(english: Path) -> None:
    vietnamese = VIETNAMESE[english]
    assert structure(vietnamese) == structure(english)
    for page, other in ((english, vietnamese), (vietnamese, english)):
        linked = re.findall(r"\]\(([^)#\s]+)\)", page.read_text(encoding="utf-8"))
        assert other in [(page.parent / target).resolve() for target in linked]


@pytest.mark.parametrize("part", ["## Another\n", "```console\n$ true\n```\n"])
def test_a_part_in_one_language_only_is_found(tmp_path: Path, part: str) -> None:
    pages = [tmp_path / "a.md", tmp_path / "b.md"]
    for page in pages:
        page.write_text("# A\n\n```console\n$ parindex --version\n1\n```\n\n", encoding="utf-8")
    assert structure(pages[0]) == structure(pages[1])
    with pages[1].open("a", encoding="utf-8") as file:
        file.write(part)
    assert structure(pages[0]) != structure(pages[1])


def test_documents_name_every_command_and_option() -> None:
    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    run = [sys.executable, "-m", "parindex"]
    overview = subprocess.run([*run, "--help"], capture_output=True, text=True, check=True).stdout
    commands = re.findall(r"^    (\w+)  ", overview, re.MULTILINE)
    assert commands == list(parser.COMMANDS)
    for command in commands:
        assert f"## {command}" in text
        shown = subprocess.run(
            [*run, command, "--help"], capture_output=True, text=True, check=True
        ).stdout
        for option in set(re.findall(r"--[a-z][a-z-]+", shown)) - {"--help"}:
            assert option in text, f"{option} of {command}"
