# SPDX-License-Identifier: MIT
"""docs/rubric.schema.json and the reader accept and reject the same files.

One file contains every key of the format. It is damaged structurally in every way, one change at a time, and both
are applied to each result: keys dropped, keys added, values of every other type, words misspelt.
"""

from __future__ import annotations

import copy
import importlib
import json
import os
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest

import parindex as px
import random_runs

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "docs/rubric.schema.json").read_text(encoding="utf-8"))
COMPLETE = json.loads((ROOT / "tests/data/complete.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema_rs.validator_for(SCHEMA)  # thousands of documents: the fast validator

# Caused only by structure; the schema must reject every file for which the reader reports one of
# these.
STRUCTURE = {
    "key_unknown",
    "key_missing",
    "type_mismatch",
    "word_unknown",
    "number_malformed",
    "format_version",
    "rubric_empty",
    "code_invalid",
    "accept_refused",
    "leaf_without_rule",
}
# Also caused by structure, which the schema detects, or by other problems, which it does not.
PARTLY_STRUCTURE = STRUCTURE | {
    "date_malformed",
    "number_out_of_range",
    "range_empty",
    "code_unknown",
    "figure_cyclic",  # a figure of "", the total, which has no code
    "input_unknown",
    "type_conflict",
    "choice_unknown",
    "group_unknown",
    "shared_unknown",  # a name that is no identifier
    "constant_undated",  # a date that is none, of the constant or of the rubric
}

# One value of each type, and some values that only a few places may contain.
VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, 99, "", "x", "a b", "1x", "1/3", "exact",
    [], [1], ["a", "b"], {}, {"x": 1}, {"x": "y"},
)  # fmt: skip
NUMBERS = (
    "-0.5", "1e-1", "1E+2", "007", "1/3", "-2/4", "1/0", "1/00", "1/-2", "1.5/2", "1/", "/2", ".5", "1.", "+1",
    " 1", "1 ", "1e", "1e+", "--1", "-", "0x1", "1_000", "1,5", "nan", "inf", "\u0661", 1e3, -0.0, 10**30, 1e-7,
)  # fmt: skip
DIGITS = (0, 18, 19, -1, 2.0, 2.5, "0", "18", "19", "02", "-1", "1x", "")

Path_ = tuple[Any, ...]


def test_the_kinds_are_as_the_engine_describes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """`python tools/write_schema.py` writes them."""
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    write_schema = importlib.import_module("write_schema")
    text = (ROOT / "docs/rubric.schema.json").read_text(encoding="utf-8")
    assert write_schema.text_of(write_schema.generated(json.loads(text))) == text


def places(value: Any, path: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    """Every value of a document with its path."""
    yield path, value
    if isinstance(value, (dict, list)):
        for key, child in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(child, (*path, key))


def different_places() -> list[tuple[Path_, Any]]:
    """The places of the complete document, one of each kind: items of a list with the same keys count once.

    A third of them, drawn anew with each seed; all with PARINDEX_LONG=1.
    """
    seen = set()
    kept = []
    for path, value in places(COMPLETE):
        if path[:1] == ("shared",) and len(path) > 2:
            continue  # which keys an item has depends on the rules that use it
        shape = sorted(value) if isinstance(value, dict) else type(value).__name__
        # Titles are the same everywhere, and there are many of them.
        place = path[path.index("title") :] if "title" in path[:-1] else path
        kind = (tuple("*" if isinstance(key, int) else key for key in place), str(shape))
        if kind not in seen:
            seen.add(kind)
            kept.append((path, value))
    drawn = random.Random(os.environ.get("PARINDEX_SEED", ""))
    return drawn.sample(kept, random_runs.share(len(kept) // 3, long=len(kept)))


def replaced(path: Path_, value: Any, document: Any = COMPLETE) -> Any:
    """The document with the value at a path replaced; values outside the path are shared, not copied."""
    if not path:
        return value
    parent = copy.copy(document)
    parent[path[0]] = replaced(path[1:], value, document[path[0]])
    return parent


def dropped(path: Path_, value: dict[str, Any], key: str) -> Any:
    return replaced(path, {name: child for name, child in value.items() if name != key})


def disagreement(document: Any) -> str | None:
    """The disagreement of the schema and the reader about a document, or None."""
    valid = VALIDATOR.is_valid(document)
    rubric, issues = px.check_rubric(json.dumps(document, ensure_ascii=False))
    codes = {issue.code for issue in issues if issue.severity == "error"}
    if valid and codes & STRUCTURE:
        return f"the schema takes what the reader refuses: {[str(issue) for issue in issues]}"
    if not valid and (rubric is not None or not codes & PARTLY_STRUCTURE):
        reasons = [
            f"{error.instance_path}: {error.message[:200]}"
            for error in VALIDATOR.iter_errors(document)
        ]
        return f"the reader takes what the schema refuses: {reasons}; it says {sorted(codes)}"
    return None


def assert_agreement(documents: dict[str, Any]) -> None:
    found = {
        what: reason for what, document in documents.items() if (reason := disagreement(document))
    }
    assert not found, "\n".join(f"{what}: {reason}" for what, reason in found.items())


def pointer(path: Path_) -> str:
    return "".join(f"/{key}" for key in path) or "(root)"


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_complete_file_holds_every_key_of_the_schema() -> None:
    def keys(schema: Any) -> set[str]:
        here = set(schema.get("properties", {})) if isinstance(schema, dict) else set()
        children = (
            schema.values()
            if isinstance(schema, dict)
            else schema
            if isinstance(schema, list)
            else ()
        )
        return here.union(*map(keys, children))

    used = {key for path, _ in places(COMPLETE) for key in path if isinstance(key, str)}
    # A node accepts only kinds of its own issues; the complete file has two of the five kinds.
    acceptable = set(SCHEMA["$defs"]["accept"]["properties"])
    assert keys(SCHEMA) - used - acceptable == set()
    assert VALIDATOR.is_valid(COMPLETE)
    rubric, issues = px.check_rubric(json.dumps(COMPLETE))
    assert rubric is not None, issues


def test_dropped_keys() -> None:
    objects = [(path, value) for path, value in different_places() if isinstance(value, dict)]
    assert_agreement(
        {
            f"{pointer(path)} without {key}": dropped(path, value, key)
            for path, value in objects
            for key in value
        }
    )


def test_added_keys() -> None:
    extra = [
        "zzz",
        "",
        "Max",
        "children",
        "rule",
        "inputs",
        "aggregation",
        "weight",
        "when_zero",
        "from",
        "to",
        "code",
    ]
    assert_agreement(
        {
            f"{pointer(path)} with {key}": replaced(path, {**value, key: 0})
            for path, value in different_places()
            if isinstance(value, dict)
            for key in extra
            if key not in value
        }
    )


@pytest.mark.parametrize("value", VALUES, ids=json.dumps)
def test_other_values(value: Any) -> None:
    assert_agreement({pointer(path): replaced(path, value) for path, _ in different_places()})


def test_spellings_of_numbers() -> None:
    points = ("nodes", 0, "children", 2, "rule", "yes_no", "no")
    digits = ("rounding", "digits")
    assert_agreement({repr(number): replaced(points, number) for number in NUMBERS})
    assert_agreement({repr(number): replaced(digits, number) for number in DIGITS})


def test_keys_that_exclude_each_other() -> None:
    on = ("nodes", 0, "children", 0, "rule", "bands", "on")
    steps = ("nodes", 0, "children", 0, "rule", "bands", "steps", 0)
    cut_off = ("nodes", 1, "children", 0, "rule", "proportional", "cut_off")
    rule = ("nodes", 0, "children", 2, "rule")
    both = {"yes_no": {"yes": 2, "no": 0}, "direct": {"min": 0, "max": 2}}
    documents = {
        "two quantities": replaced(on, {"value": "done", "ratio": ["done", "planned"]}),
        "value with when_zero": replaced(on, {"value": "done", "when_zero": "zero"}),
        "two lower ends": replaced(steps, {"from": 90, "above": 90, "points": 2}),
        "two upper ends": replaced(steps, {"to": 90, "below": 90, "points": 2}),
        "two cut-offs": replaced(cut_off, {"to": 50, "below": 50, "points": 0}),
        "two rules": replaced(rule, both),
        "no rule": replaced(rule, {}),
    }
    for what, document in documents.items():
        assert not VALIDATOR.is_valid(document), what
    assert_agreement(documents)


def test_the_table_of_the_format_lists_the_keys_of_the_schema() -> None:
    page = (ROOT / "docs/rubric-format.md").read_text(encoding="utf-8")
    table = page.split("## The top")[1].split("## Nodes")[0]
    rows = re.findall(r"^\| `(\w+)` \| (yes|) ?\|", table, flags=re.MULTILINE)
    assert {key for key, _ in rows} == set(SCHEMA["properties"])
    assert {key for key, required in rows if required} == set(SCHEMA["required"])
