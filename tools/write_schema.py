#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes the engine's descriptions of kinds and of the parts of a rubric into docs/rubric.schema.json.

The rest of the schema is written by hand and is not changed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from parindex import _core

SCHEMA = Path(__file__).resolve().parents[1] / "docs" / "rubric.schema.json"


def generated(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with the kinds as the engine describes them."""
    kinds = json.loads(_core.schema_of_kinds())
    formats = [*range(1, kinds["format"] + 1)]
    stated = {"const": 1} if formats == [1] else {"enum": formats}
    schema["properties"]["parindex"] = {"description": "Version of the format.", **stated}
    schema["$defs"]["rule"]["properties"] = kinds["rule"]
    word, several = schema["$defs"]["aggregation"]["anyOf"]
    word["enum"] = kinds["words"]
    several["properties"] = kinds["aggregation"]
    for name, part in kinds["parts"].items():
        meaning = schema["$defs"][name].get("description")
        schema["$defs"][name] = {**({"description": meaning} if meaning else {}), **part}
    return schema


def text_of(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    old = SCHEMA.read_text(encoding="utf-8")
    SCHEMA.write_text(text_of(generated(json.loads(old))), encoding="utf-8")
