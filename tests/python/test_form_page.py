# SPDX-License-Identifier: MIT
"""The file that a form (.html) saves: how it is read back, and everything that is refused."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import forms
import parindex as px
from agency_round import run
from test_worksheets import RUBRIC

pytest.importorskip("jinja2")

UNIT = forms.UNIT


@pytest.fixture(scope="module")
def par() -> px.Plan:
    return forms.par_plan()


@pytest.fixture
def module(tmp_path: Path) -> Path:
    """A folder that looks like a module; its page is only read here."""
    folder = tmp_path / "module"
    folder.mkdir()
    (folder / "package.json").write_text(json.dumps({"version": px.__version__}), "utf-8")
    (folder / "parindex.mjs").write_text("export const nothing = 0;\n", "utf-8")
    (folder / "parindex.wasm").write_bytes(b"\0asm")
    return folder


def saved(plan: px.Plan, agency: str = "so-kh-cn", **more: Any) -> dict[str, Any]:
    """What a form saves when everything that the agency leads is filled in."""
    sheet, values = px.worksheet(plan, agency), forms.par_values()[UNIT]
    answers = [
        {
            "unit": UNIT, "code": line.code, "input": line.input, "value": values[line.column],
            "evidence": [{"id": name, "reference": "1"} for name in line.evidence],
        }
        for line in sheet.lines if line.role == "lead" and "self" in line.layers
    ]  # fmt: skip
    rubric = plan.rubric
    return {
        "parindex_form": 1, "rubric": rubric.id, "edition": rubric.edition, "digest": rubric.digest,
        "agency": agency, "layer": "self", "date": forms.DAY, "author": "", "units": [{"unit": UNIT}],
        "answers": answers, **more,
    }  # fmt: skip


def merged(plan: px.Plan, document: object, folder: Path, agency: str = "so-kh-cn") -> px.Merged:
    path = folder / "form.json"
    text = document if isinstance(document, str) else json.dumps(document, indent=1)
    path.write_text(text, encoding="utf-8")
    return px.merge_worksheets(plan, {agency: path}, layer="self")


def codes(issues: Any) -> list[tuple[str, str]]:
    return [(one.code, one.pointer) for one in issues if one.severity == "error"]


def test_a_file_gives_the_assessment_of_the_table_with_the_same_answers(
    par: px.Plan, tmp_path: Path
) -> None:
    sheet = px.worksheet(par, "so-kh-cn")
    table = tmp_path / "so-kh-cn.csv"
    document = saved(par)
    forms.csv_form(sheet, [UNIT], "self", forms.par_values(), table, ("lead",))
    of_table = px.merge_worksheets(par, {"so-kh-cn": table}, layer="self")
    of_page = merged(par, document, tmp_path)
    assert codes(of_page.issues) == codes(of_table.issues) == []
    assert of_page.assessment is not None
    assert of_table.assessment is not None
    values = [
        {(one["code"], one["input"]): one["value"] for one in each.observations}
        for each in (of_page.assessment, of_table.assessment)
    ]
    assert values[0] == values[1]
    assert of_page.assessment.score("self") == of_table.assessment.score("self")


def test_author_date_and_groups_come_from_the_form(tmp_path: Path) -> None:
    plan = px.Rubric.from_json(RUBRIC).compile()
    document = {
        **saved_small(plan), "author": "Lan",
        "answers": [{"unit": "A", "code": "2.1", "input": "value", "note": "chưa có"}],
    }  # fmt: skip
    found = merged(plan, document, tmp_path, "two")
    assert found.assessment is not None, found.issues
    (seen,) = found.assessment.observations
    assert (seen["author"], seen["date"], seen["layer"]) == ("Lan", forms.DAY, "self")
    assert [dict(one) for one in found.assessment.units] == [{"unit": "A", "group": "town"}]


def saved_small(plan: px.Plan) -> dict[str, Any]:
    rubric = plan.rubric
    return {
        "parindex_form": 1, "rubric": rubric.id, "edition": rubric.edition, "digest": rubric.digest,
        "agency": "two", "layer": "self", "date": forms.DAY, "author": "",
        "units": [{"unit": "A", "group": "town"}], "answers": [],
    }  # fmt: skip


CHANGES: list[tuple[Callable[[dict[str, Any]], Any], str, str]] = [
    (lambda d: d.update(digest="sha256:" + "0" * 64), "rubric_mismatch", ""),
    (lambda d: d.update(edition="1999"), "rubric_mismatch", ""),
    (lambda d: d.update(parindex_form=2), "format_version", ""),
    (lambda d: d.update(agency="so-noi-vu"), "form_foreign", "/agency"),
    (lambda d: d.update(layer="appraised"), "form_foreign", "/layer"),
    (lambda d: d.update(date=""), "form_date_missing", "/date"),
    (lambda d: d.update(points="100"), "form_damaged", ""),
    (lambda d: d.pop("answers"), "form_damaged", ""),
    (lambda d: d.update(answers={}), "form_damaged", ""),
    (lambda d: d.update(units=["A"]), "form_damaged", ""),
    (lambda d: d["answers"][0].update(points="1"), "form_damaged", ""),
    (lambda d: d["answers"].append(7), "form_damaged", ""),
    (lambda d: d.update(date=5), "form_damaged", ""),
    (lambda d: d["answers"][0].update(value="-3"), "value_below_minimum", "/answers/0/value"),
    (lambda d: d["answers"][0].update(code="1.1.3"), "scope_foreign", "/answers/0/code"),
    (lambda d: d["answers"][0].update(code="9.9"), "code_unknown", "/answers/0/code"),
]


@pytest.mark.parametrize(("change", "code", "pointer"), CHANGES)
def test_what_is_wrong_is_an_issue_with_its_place(
    par: px.Plan, tmp_path: Path, change: Callable[[dict[str, Any]], Any], code: str, pointer: str
) -> None:
    document = saved(par)
    change(document)
    try:
        found = merged(par, document, tmp_path)
        assert found.assessment is None
        issues = found.issues
    except px.DataError as refused:
        issues = refused.issues
    assert (code, pointer) in codes(issues), codes(issues)
    assert all("form.json" in one.file for one in issues if one.severity == "error")


@pytest.mark.parametrize(
    "text",
    ['{"parindex_form": 1', '{"parindex_form": 1}', '["parindex_form"]', '{"parindex_form": ' + "[" * 5000,
     '{"parindex_form": 1, "parindex_form": {}}'],
)  # fmt: skip
def test_a_broken_file_is_refused(par: px.Plan, tmp_path: Path, text: str) -> None:
    with pytest.raises(px.DataError) as refused:
        merged(par, text, tmp_path)
    assert refused.value.issues[0].code in ("form_damaged", "format_version", "json_malformed")


def test_merge_trusts_no_page(par: px.Plan, tmp_path: Path) -> None:
    """The file has no points, and a rubric with other points refuses it."""
    document = saved(par)
    path = tmp_path / "so-kh-cn.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    changed = json.loads(par.rubric.to_json())
    changed["max"], changed["note"] = changed["max"], "another"
    other = tmp_path / "other.json"
    other.write_text(json.dumps(changed), encoding="utf-8")
    done = run("merge", str(other), f"so-kh-cn={path}", "--layer", "self")
    assert done.returncode == 1
    assert "rubric_mismatch" in done.stderr + done.stdout


# ---- the page as it is written ----


def test_the_page_is_deterministic_and_loads_nothing(par: px.Plan, module: Path) -> None:
    sheet = px.worksheet(par, "so-kh-cn")
    page = sheet.to_page([UNIT], layer="self", module=module)
    assert page == sheet.to_page([UNIT], layer="self", module=module)
    head = page[: page.index("</head>")]
    assert "default-src 'none'" in head
    assert head.count("sha256-") == 3
    assert "'wasm-unsafe-eval'" in head
    assert "unsafe-inline" not in head
    for word in ("http://", "https://", "src=", "@import", "url("):
        assert word not in page.replace("http-equiv", ""), word


@pytest.mark.parametrize("word", ["</script><script>alert(1)</script>", "<!--", "a\u202eb", "'\"&"])
def test_hostile_names_stay_text(module: Path, word: str) -> None:
    rubric = copy.deepcopy(RUBRIC)
    rubric["nodes"][0]["title"] = {"vi": word}
    sheet = px.worksheet(px.Rubric.from_json(rubric).compile(), "one")
    page = sheet.to_page([{"unit": word, "group": "town"}], layer="self", module=module)
    assert page.count("<script") == 4
    assert page.count("</script>") == 4
    assert "<!--" not in page


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("package.json", '{"version": "0.1.0"}', "is of version 0.1.0"),
        ("package.json", "[]", "no readable package.json"),
        ("parindex.mjs", None, "no readable parindex.mjs"),
        ("parindex.wasm", None, "no readable parindex.wasm"),
    ],
)
def test_a_module_that_does_not_fit_is_refused(
    par: px.Plan, module: Path, name: str, text: str | None, said: str
) -> None:
    if text is None:
        (module / name).unlink()
    else:
        (module / name).write_text(text, encoding="utf-8")
    with pytest.raises(px.Error, match=said):
        px.worksheet(par, "so-kh-cn").to_page([UNIT], layer="self", module=module)


def test_without_the_package_the_error_says_what_to_install(
    par: px.Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "parindex_browser", None)
    with pytest.raises(px.Error, match="pip install parindex-browser") as refused:
        px.worksheet(par, "so-kh-cn").to_page([UNIT], layer="self")
    assert "pip install parindex-browser" in refused.value.text("vi")


def test_wrong_arguments(par: px.Plan, module: Path) -> None:
    sheet = px.worksheet(par, "so-kh-cn")
    for more, said in (
        ({"layer": "survey"}, "nothing to fill in"), ({"layer": "self", "language": "fr"}, "language"),
        ({"layer": "self", "date": "15/1"}, "date must be"),
    ):  # fmt: skip
        with pytest.raises(px.Error, match=said):
            sheet.to_page([UNIT], module=module, **more)
    with pytest.raises(px.Error, match="needs units"):
        sheet.to_page(layer="self", module=module)
    small = px.worksheet(px.Rubric.from_json(RUBRIC).compile(), "one")
    with pytest.raises(px.Error, match="the unit A needs its group"):
        small.to_page(["A"], layer="self", module=module)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--output", "a.html"], "needs --layer, and --unit or --round"),
        (["--module", "m"], "--module needs --format html"),
        (["--format", "xlsx", "--module", "m"], "--module needs --format html"),
        (["--format", "html", "--excel"], "--excel needs --format csv"),
    ],
)
def test_wrong_use_of_the_command(more: list[str], said: str) -> None:
    done = run("form", "vn-par-province-2020", "--agency", "so-kh-cn", *more)
    assert done.returncode == 2
    assert said in done.stderr
