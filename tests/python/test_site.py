# SPDX-License-Identifier: MIT
"""What `make docs` reads: the navigation names every page, and references and notebooks become pages."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / "tools" / "docs_site"


@pytest.fixture(autouse=True)
def _tools(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(TOOLS))
    for name in ("hooks", "notebook_page", "python_reference"):
        monkeypatch.delitem(sys.modules, name, raising=False)


def test_the_navigation_names_every_page_once() -> None:
    nav = (TOOLS / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:\n")[2]
    named = re.findall(r"^ +- (?:[\w ]+: )?(\S+\.md)$", nav, re.MULTILINE)
    pages = [page for page in (ROOT / "docs").rglob("*.md") if page.parent.name != "adr"]
    pages += [*ROOT.glob("*.md"), ROOT / "rubrics" / "README.md"]
    assert sorted(named) == sorted(str(page.relative_to(ROOT)) for page in pages)


def test_the_decisions_are_listed() -> None:
    folder = ROOT / "docs" / "adr"
    listed = re.findall(r"\]\((\S+)\)", (folder / "README.md").read_text(encoding="utf-8"))
    assert listed == sorted(page.name for page in folder.glob("0*.md"))


def test_every_public_name_has_its_place_in_the_reference(tmp_path: Path) -> None:
    import python_reference

    import parindex as px

    made = python_reference.write(tmp_path)
    text = "".join((tmp_path / f"{page}.md").read_text(encoding="utf-8") for page in made)
    shown = re.findall(r"^::: parindex\.(\w+)$", text, re.MULTILINE)
    assert {*px.__all__} - {"__version__"} <= {*shown}
    for name in (
        "testing.run_cases",
        "documents.report",
        "documents.form",
        "plots.Plots",
        "plots.Plot",
    ):
        assert f"::: parindex.{name}\n" in text


def test_an_exported_name_without_a_place_is_found(tmp_path: Path) -> None:
    import python_reference

    module = tmp_path / "module.py"
    module.write_text("__all__ = ['lost']\n", encoding="utf-8")
    with pytest.raises(ValueError, match="lost"):
        python_reference.exported(module)


def test_fences_and_languages_of_pages_are_those_of_the_site() -> None:
    import hooks

    class Page:
        def __init__(self, path: str) -> None:
            self.file = self
            self.src_uri = path
            self.meta: dict[str, str] = {}

    page = Page("docs/vi/tutorial.md")
    text = "```json file=a.json\n{}\n```\n\n```json leaf\n{}\n```\n"
    shown = hooks.on_page_markdown(text, page)
    assert shown == '```json title="a.json"\n{}\n```\n\n```json\n{}\n```\n'
    assert page.meta == {"language": "vi"}
    english = Page("docs/tutorial.md")
    hooks.on_page_markdown("", english)
    assert english.meta == {}
    assert hooks.slug("Điểm và hạng (2)", "-") == "điểm-và-hạng-2"


def test_a_notebook_becomes_a_page(tmp_path: Path) -> None:
    import notebook_page

    def cell(*outputs: dict[str, object]) -> dict[str, object]:
        return {"cell_type": "code", "source": ["1 + 1"], "outputs": list(outputs)}

    image = {"image/png": "iVBORw==", "text/plain": "<Figure>"}
    cells = [
        {"cell_type": "markdown", "source": "# Title"},
        cell({"output_type": "execute_result", "data": {"text/plain": ["2"]}}),
        cell({"output_type": "stream", "text": ["a ```b\n"]}),
        cell({"output_type": "display_data", "data": image}),
        cell({"output_type": "display_data", "data": {"text/html": "<table>\n\n</table>"}}),
    ]
    notebook = tmp_path / "example.ipynb"
    notebook.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    notebook_page.write(notebook, tmp_path / "example.md")
    text = (tmp_path / "example.md").read_text(encoding="utf-8")
    assert text.startswith("# Title\n\n```python\n1 + 1\n```\n\n```text\n2\n```\n")
    assert "````text\na ```b\n````\n" in text
    assert "![Figure](example-3-0.png)" in text
    assert (tmp_path / "example-3-0.png").read_bytes() == b"\x89PNG"
    assert "<table>\n</table>" in text
    assert text.endswith("[example.ipynb](example.ipynb)\n")
