# SPDX-License-Identifier: MIT
"""Issues, exceptions, and invalid rubrics."""

from __future__ import annotations

import dataclasses
import json
import pickle

import pytest

import parindex as px


def refused(source: object) -> list[px.Issue]:
    with pytest.raises(px.RubricError) as caught:
        px.Rubric.from_json(source)  # type: ignore[arg-type]
    return list(caught.value.issues)


def test_the_tree_of_exceptions():
    assert issubclass(px.Error, ValueError)
    assert issubclass(px.IssuesError, px.Error)
    assert issubclass(px.RubricError, px.IssuesError)
    assert issubclass(px.DataError, px.IssuesError)


def test_an_issue_is_a_value():
    issue = px.Issue(
        "bands_gap", "error", "No band contains 70", pointer="/nodes/0", line=3, column=5
    )
    assert eval(repr(issue), {"Issue": px.Issue}) == issue
    assert pickle.loads(pickle.dumps(issue)) == issue
    assert str(issue) == "error bands_gap at /nodes/0 (line 3, column 5): No band contains 70"
    with pytest.raises(dataclasses.FrozenInstanceError):
        issue.code = "other"


def test_exceptions_carry_all_issues_show_some_and_pickle():
    issues = [px.Issue("value_type", "error", f"number {n}") for n in range(60)]
    error = px.DataError("the data is bad", issues)
    assert error.issues == tuple(issues)
    lines = str(error).splitlines()
    assert lines[0] == "the data is bad"
    assert lines[1].endswith("number 0")
    assert lines[-1].strip() == "... and 10 more in issues"
    assert len(lines) == 52
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is px.DataError
    assert again.issues == error.issues


def test_every_code_says_what_it_means():
    assert {"bands_gap", "column_missing", "tie_unresolved"} <= px.issue_codes.keys()
    for slug, code in px.issue_codes.items():
        assert code.code == slug
        assert code.severity in ("error", "warning")
        assert code.summary.endswith(".")
    with pytest.raises(TypeError):
        px.issue_codes["new"] = px.issue_codes["bands_gap"]


def test_malformed_json_is_reported_with_its_line():
    (issue,) = refused('{"parindex": 1,\n "id": }')
    assert (issue.code, issue.line) == ("json_malformed", 2)


@pytest.mark.parametrize(
    ("change", "code", "pointer"),
    [
        ({"max": True}, "type_mismatch", "/max"),
        ({"max": "ten"}, "number_malformed", "/max"),
        ({"max": "9" * 10_000}, "number_too_long", "/max"),
        ({"max": 10**200}, "number_too_long", "/max"),
        ({"nodes": {}}, "type_mismatch", "/nodes"),
        ({"missing": "ignore"}, "word_unknown", "/missing"),
        ({"colour": "red"}, "key_unknown", "/colour"),
        ({"parindex": 3}, "format_version", "/parindex"),
    ],
)
def test_a_bad_value_in_a_rubric_is_reported_with_its_pointer(document, change, code, pointer):
    assert (code, pointer) in [(i.code, i.pointer) for i in refused({**document, **change})]


@pytest.mark.parametrize("step", [0, "-0.5"])
@pytest.mark.parametrize(
    "on",
    [
        {"formula": {"divide": ["p", "d"]}, "when_zero": "error"},
        {"percent": ["p", "d"], "when_zero": "error"},
        {"formula": {"working_days": ["d", "d"]}},
        {"value": "d"},
    ],
)
def test_a_step_that_leads_nowhere_is_an_issue_whatever_reads_it(document, on, step):
    document["nodes"] = [
        {
            "code": "a",
            "max": document["max"],
            "inputs": [
                {"name": "d", "type": "count", "min": 1, "max": 10, "step": step},
                {"name": "p", "type": "count", "step": step},
            ],
            "rule": {
                "bands": {
                    "on": on,
                    "steps": [
                        {"from": "0.5", "points": document["max"]},
                        {"below": "0.5", "points": 0},
                    ],
                }
            },
        }
    ]
    places = [i.pointer for i in refused(document) if i.code == "number_out_of_range"]
    assert places == ["/nodes/0/inputs/0/step", "/nodes/0/inputs/1/step"]


@pytest.mark.parametrize("cap", [0, "-1/2"])
@pytest.mark.parametrize("aggregation", ["sum", "mean"])
def test_a_cap_that_leaves_no_maximum_is_refused(document, cap, aggregation):
    leaf = {"code": "a.b", "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}}
    document["nodes"][0] = {
        "code": "a",
        "max": document["nodes"][0]["max"],
        "aggregation": aggregation,
        "cap": cap,
        "children": [leaf],
        "accept": dict.fromkeys(("maximum_unreachable", "maximum_mismatch"), "a test"),
    }
    found = [(issue.code, issue.pointer) for issue in refused(document)]
    assert ("number_out_of_range", "/nodes/0/cap") in found


def test_all_issues_of_a_rubric_come_at_once(document):
    document["nodes"][0]["max"] = "6"
    document["nodes"][0]["children"][0]["rule"]["bands"]["steps"].pop()
    document["nodes"][1]["code"] = "1.4"
    assert {"maximum_mismatch", "bands_gap", "code_duplicate"} <= {
        issue.code for issue in refused(document)
    }


def test_text_of_a_rubric_must_be_utf8(document):
    text = json.dumps(document, ensure_ascii=False)
    assert [i.code for i in refused(text.encode("utf-16"))] == ["text_not_utf8"]
    assert [i.code for i in refused(text.replace("ví dụ", "\ud800"))] == ["text_not_utf8"]


def test_nan_is_not_json(document):
    for number in (float("nan"), float("-inf")):
        (issue,) = refused({**document, "max": number})
        assert (issue.code, issue.pointer) == ("value_not_finite", "/max")


def test_a_dictionary_may_hold_only_what_json_has(document):
    (issue,) = refused({**document, "note": {1}})
    assert (issue.code, issue.pointer, issue.actual) == ("type_mismatch", "/note", "set")
    with pytest.raises(TypeError, match="a rubric must be text, bytes or a dictionary, not set"):
        px.Rubric.from_json({1})


def test_a_rubric_file_that_is_not_there_is_an_issue(tmp_path):
    with pytest.raises(px.RubricError) as caught:
        px.Rubric.load(tmp_path / "absent.json")
    assert [issue.code for issue in caught.value.issues] == ["file_unreadable"]
    with pytest.raises(px.RubricError, match="file_unreadable"):
        px.Rubric.load(b"no \xff text.json".decode("utf-8", "surrogateescape"))


def test_accepted_issues_are_warnings(document):
    document["nodes"][1]["rule"]["direct"]["min"] = "0.5"
    document["nodes"][1]["accept"] = {"minimum_above_zero": "the form offers 0.5 as its lowest"}
    (warning,) = px.Rubric.from_json(document).warnings
    assert (warning.code, warning.severity) == ("minimum_above_zero", "warning")
