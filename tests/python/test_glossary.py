# SPDX-License-Identifier: MIT
"""The glossary names every public name of the package, once, and no other."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import parindex as px
from parindex import testing
from parindex.cli import parser

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "glossary.md").read_text(encoding="utf-8")
SCHEMA: dict[str, Any] = json.loads((DOCS / "rubric.schema.json").read_text(encoding="utf-8"))
PARINDEX = {"parindex", "__version__"}


def rows() -> list[list[str]]:
    lines = [line for line in PAGE.splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if row[0] != "term"]


def names() -> list[str]:
    return [name for row in rows() for name in re.findall(r"`(\w+)`", row[-1])]


def wanted() -> set[str]:
    node = SCHEMA["$defs"]["node"]
    keys = {
        *SCHEMA["properties"],
        *node["properties"],
        *node["then"]["properties"],
        *node["else"]["properties"],
    }
    rules = set(SCHEMA["$defs"]["rule"]["properties"])
    return {*px.__all__, *testing.__all__, *keys, *rules, *parser.COMMANDS} - PARINDEX


def test_every_public_name_has_one_place() -> None:
    assert Counter(names()).most_common(1)[0][1] == 1
    assert sorted(wanted() - set(names())) == []


def test_nothing_else_is_named() -> None:
    text = json.dumps(SCHEMA)
    unknown = {name for name in set(names()) - wanted() if f'"{name}"' not in text}
    assert sorted(unknown) == []


def test_every_term_has_its_vietnamese() -> None:
    for row in rows():
        assert row[1]
        assert unicodedata.is_normalized("NFC", row[1])
        assert row[1] != row[0]
