# SPDX-License-Identifier: MIT
"""docs/overlay.schema.json and the reader of overlays accept and reject the same files."""

from __future__ import annotations

import copy
import json
from typing import Any

import jsonschema
import jsonschema_rs
import pytest

import parindex as px
from test_schema import COMPLETE, PARTLY_STRUCTURE, ROOT, STRUCTURE, places, pointer
from test_schema import SCHEMA as RUBRIC_SCHEMA
from test_schema import replaced as replaced_in

Json = dict[str, Any]

SCHEMA = json.loads((ROOT / "docs/overlay.schema.json").read_text(encoding="utf-8"))
REGISTRY = jsonschema_rs.Registry(resources=[(RUBRIC_SCHEMA["$id"], RUBRIC_SCHEMA)])
VALIDATOR = jsonschema_rs.validator_for(SCHEMA, registry=REGISTRY)

LEAF: Json = {"code": "1.3", "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}}
TWO: Json = {"max": "2", "rule": {"yes_no": {"yes": "2", "no": "0"}}}
BASE: Json = {
    "parindex": 1,
    "id": "example",
    "edition": "2026",
    "max": "6",
    "aggregation": "sum",
    "missing": "error",
    "index_rounding": {"digits": 2, "mode": "half_up"},
    "nodes": [
        {"code": "1", "max": "4", "children": [{"code": "1.1", **TWO}, {"code": "1.2", **TWO}]},
        {"code": "2", **TWO},
    ],
}
OVERLAY: Json = {
    "parindex_overlay": 1,
    "id": "o",
    "edition": "1",
    "base": {"id": "example", "edition": "2026"},
    "title": {"vi": "Huyện A"},
    "source": {"document": "12/QĐ-UBND", "date": "2026-01-20"},
    "note": "for tests",
    "changes": [
        {"add": LEAF, "under": "1", "after": "1.2", "title": {"vi": "Thêm"}, "source": {"clause": "1"}},
        {"add": {**LEAF, "code": "3"}, "before": "2"},
        {"remove": "1.2"},
        {"replace": {"code": "1.1", "max": "2", "note": "new", "rule": {"yes_no": {"yes": "2", "no": "0"}}}},
        {"set": "2", "values": {"note": "kept", "rounding": None, "missing": "zero"}},
        {"set": "1", "values": {"max": "3", "title": {"vi": "Điều hành"}}},
        {"set": "", "values": {"max": "6", "index_rounding": "exact", "layers": None}},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def base() -> px.Rubric:
    return px.Rubric.from_json(BASE)


def issues_of(base: px.Rubric, document: Any) -> set[str]:
    try:
        px.overlay(base, json.dumps(document, ensure_ascii=False).encode())
    except px.RubricError as error:
        return {issue.code for issue in error.issues if issue.severity == "error"}
    return set()


def assert_agreement(base: px.Rubric, documents: dict[str, Any]) -> None:
    wrong = []
    for what, document in documents.items():
        valid, codes = VALIDATOR.is_valid(document), issues_of(base, document)
        if valid and codes & STRUCTURE:
            wrong.append(f"{what}: the schema takes what the reader refuses as {sorted(codes)}")
        if not valid and not codes & (PARTLY_STRUCTURE | {"code_duplicate"}):
            wrong.append(
                f"{what}: the reader takes what the schema refuses; it says {sorted(codes)}"
            )
    assert not wrong, "\n".join(wrong)


def replaced(path: tuple[Any, ...], value: Any) -> Any:
    return replaced_in(path, value, OVERLAY)


def test_the_schema_is_one_and_takes_every_change(base: px.Rubric) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert VALIDATOR.is_valid(OVERLAY), [e.message for e in VALIDATOR.iter_errors(OVERLAY)]
    assert issues_of(base, OVERLAY) == set()


def test_every_key_of_a_node_and_of_a_rubric_can_be_set() -> None:
    node = RUBRIC_SCHEMA["$defs"]["node"]
    keys = {**node["properties"], **node["then"]["properties"], **node["else"]["properties"]}
    values = SCHEMA["$defs"]["node_values"]["properties"]
    assert set(values) == set(keys) - {"code", "children"}
    values = SCHEMA["$defs"]["rubric_values"]["properties"]
    fixed = {"parindex", "id", "edition", "title", "source", "note", "nodes", "cases"}
    assert set(values) == set(RUBRIC_SCHEMA["properties"]) - fixed
    everything = {k: v for k, v in COMPLETE.items() if k not in fixed}
    change = {"set": "", "values": everything}
    assert VALIDATOR.is_valid({**OVERLAY, "changes": [change]})


def test_damaged_files(base: px.Rubric) -> None:
    objects = [(path, value) for path, value in places(OVERLAY) if isinstance(value, dict)]
    documents: dict[str, Any] = {}
    for path, value in objects:
        for key in value:
            without = {name: child for name, child in value.items() if name != key}
            documents[f"{pointer(path)} without {key}"] = replaced(path, without)
        for key in ("zzz", "", "add", "remove", "values", "under", "code", "children"):
            if key not in value:
                documents[f"{pointer(path)} with {key}"] = replaced(path, {**value, key: 0})
    for path, _ in places(OVERLAY):
        for value in (None, True, -1, "", "a b", "x", [], [1], {}, {"x": "y"}):
            documents[f"{pointer(path)} is {json.dumps(value)}"] = replaced(path, value)
    assert_agreement(base, documents)


def test_seeded_bad_files_are_refused_by_both(base: px.Rubric) -> None:
    def with_change(*changes: Json) -> Json:
        return {**copy.deepcopy(OVERLAY), "changes": list(changes)}

    bad = {
        "no base": {k: v for k, v in OVERLAY.items() if k != "base"},
        "another version": {**OVERLAY, "parindex_overlay": 2},
        "two verbs": with_change({"add": LEAF, "remove": "2"}),
        "no verb": with_change({"values": {"max": 1}}),
        "both places": with_change({"add": LEAF, "under": "1", "before": "1.1", "after": "1.2"}),
        "a place that is no code": with_change({"add": LEAF, "under": "1", "before": 1}),
        "a code set": with_change({"set": "1", "values": {"code": "9"}}),
        "an id set": with_change({"set": "", "values": {"id": "other"}}),
        "a key of a node at the top": with_change({"set": "", "values": {"weight": "1"}}),
        "a key of the top in a node": with_change({"set": "1", "values": {"ranking": {}}}),
        "a misspelt key": with_change({"set": "1", "values": {"maximum": "3"}}),
        "a node without a code": with_change({"add": {"max": "1", "rule": LEAF["rule"]}}),
        "a place beside remove": with_change({"remove": "2", "under": "1"}),
    }
    for what, document in bad.items():
        assert not VALIDATOR.is_valid(document), what
        assert issues_of(base, document) & STRUCTURE, what
