# SPDX-License-Identifier: MIT
"""The reference pages name every public name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import parindex as px
from parindex import testing

ROOT = Path(__file__).resolve().parents[2]
INCLUDE = ROOT / "include/parindex"
# Public headers are on top and in the rooms; internal ones are deeper, or in detail/.
HEADERS = sorted(
    header
    for header in [*INCLUDE.glob("*.hpp"), *INCLUDE.glob("*/*.hpp")]
    if header.parent.name != "detail"
)
INTERNAL = re.compile(
    r"^namespace detail \{\n(?:(?:struct|class) \w+;\n)*\}|^namespace detail \{$.*?^\}  // namespace detail",
    re.MULTILINE | re.DOTALL,
)
TYPE = re.compile(
    r"^(?:struct|class(?: \[\[nodiscard\]\])?|enum class) (\w+)(?![\w:]*(?:;|::))", re.MULTILINE
)
FUNCTION = re.compile(
    r"^(?!using |#|/|typedef )\w(?:[^;(){}/]*?[\s&*])(\w+)\([^;]*;$", re.MULTILINE
)
# Members of every enumeration and of many other types; named once, with the numbers.
COMMON = {"to_string", "to_json"}


def code(page: str) -> str:
    """The text between backticks on a page."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return "\n".join(
        re.findall(
            r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
        )
    )


def missing(names: set[str], page: str) -> list[str]:
    shown = code(page)
    return sorted(name for name in names if not re.search(rf"\b{re.escape(name)}\b", shown))


def name_of(header: Path) -> str:
    return header.relative_to(INCLUDE).as_posix()


def declared(header: Path) -> set[str]:
    """Types and functions that a header declares outside of `detail`."""
    text = INTERNAL.sub("", header.read_text(encoding="utf-8"))
    return {*TYPE.findall(text), *FUNCTION.findall(text)} - COMMON


def test_python() -> None:
    assert missing({*px.__all__, *testing.__all__}, "python.md") == []


@pytest.mark.parametrize("header", HEADERS, ids=name_of)
def test_cpp(header: Path) -> None:
    names = set() if header.name == "fwd.hpp" else declared(header)
    assert missing({name_of(header), *names}, "cpp.md") == []


def test_the_pattern_finds_what_headers_declare() -> None:
    found = {name for header in HEADERS for name in declared(header)}
    assert {"Rubric", "Status", "score", "verify", "boundary_cases", "HalfTie"} <= found
    assert not {"CohortState", "RowScorerState"} & found


def test_the_header_of_declarations_has_every_class() -> None:
    """Except the names of the Arrow interface, which belong to C."""
    kind = re.compile(
        r"^(struct|class)(?: \[\[nodiscard\]\])? (\w+)(?: final)?\s*(?::[^:]|\{)", re.MULTILINE
    )
    classes = {
        found
        for header in HEADERS
        if header.name != "arrow.hpp"
        for found in kind.findall(INTERNAL.sub("", header.read_text(encoding="utf-8")))
    }
    text = (INCLUDE / "fwd.hpp").read_text(encoding="utf-8")
    assert set(re.findall(r"^(struct|class) (\w+);", text, re.MULTILINE)) == classes


def test_the_headers_that_the_umbrella_omits() -> None:
    umbrella = (INCLUDE / "parindex.hpp").read_text(encoding="utf-8")
    included = set(re.findall(r"^#include <parindex/([\w./]+)>", umbrella, re.MULTILINE))
    page = (ROOT / "docs/cpp.md").read_text(encoding="utf-8")
    said = page.split("It leaves out")[1].split("\n\n")[0]
    left_out = {name_of(header) for header in HEADERS} - included - {"parindex.hpp"}
    assert set(re.findall(r"`([\w./]+)`", said)) == left_out
