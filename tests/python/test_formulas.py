# SPDX-License-Identifier: MIT
"""The method as formulas: every kind has one, the figures of the engine follow from them, and both forms are valid."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest

import formula_values
import parindex as px
from parindex import cli, documents, model, shipped
from parindex._tree import levels
from parindex.documents import _math_expressions, _math_nodes, _math_rules
from parindex.documents import _math_words as _words
from parindex.documents._given import column_of
from parindex.documents._math import Run, Sign, Words
from parindex.documents._math_writers import html_line, latex, latex_line
from parindex.documents._method import named
from test_report import HOSTILE, Page, leaves, rubric

COMPLETE = Path(__file__).parents[1] / "data" / "complete.json"
POLICIES = (
    "missing",
    "not_applicable",
    "not_proven",
    "refused",
    "when_zero",
    "when_none",
    "when_small",
)
FLAGS = {"yes": 1, "true": 1, "có": 1, "no": 0, "false": 0, "không": 0}
CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.json"))


# ---- kinds ---------------------------------------------------------------------------------------
def names(union: Any) -> set[str]:
    """The keys of the classes of a union of the model, and its words."""
    found = set()
    for one in get_args(union):
        if get_origin(one) is Literal:
            found |= {*get_args(one)}
        else:
            keys = ("_wrap", "_pair", "_tag")
            found |= {getattr(one, key) for key in keys if getattr(one, key, "")}
    return found


@pytest.mark.parametrize(
    ("union", "written"),
    [
        (model._rules.Rule, {*_math_rules.RULES}),
        (model._aggregations.Aggregation, {*_math_nodes.AGGREGATIONS}),
        (model._expressions.Expression, {*_math_expressions.EXPRESSIONS, "node"}),
        (model._expressions.Quantity, {*_math_expressions.QUANTITIES, "node"}),
    ],
    ids=["rules", "aggregations", "expressions", "quantities"],
)
def test_every_kind_of_the_model_has_a_formula(union: Any, written: set[str]) -> None:
    assert names(union) == written


def complete(language: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """Code, LaTeX and HTML of each node of the rubric with everything."""
    document = json.loads(px.Rubric.load(COMPLETE)._resolved())
    for _, node, lines in _math_nodes.formulas(document, {}):
        shown = [[write(line, language) for line in lines] for write in (latex_line, html_line)]
        yield node.get("code", ""), *shown


def balanced(text: str) -> bool:
    """Whether braces and dollar signs of LaTeX come in pairs."""
    plain = re.sub(r"\\[\\{}$%#&_]", "", text)
    depth = 0
    for letter in plain:
        depth += {"{": 1, "}": -1}.get(letter, 0)
        if depth < 0:
            return False
    pairs = re.findall(r"\\(left|right)(?![a-z])", plain)
    return depth == 0 and plain.count("$") % 2 == 0 and pairs.count("left") == pairs.count("right")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_both_forms_are_well_formed(language: str) -> None:
    for code, tex, html in complete(language):
        assert tex, code
        for line in tex:
            assert balanced(line), line
        for line in html:
            element = ET.fromstring(f"<div>{line}</div>")
            assert all(math.tag == "math" for math in element)


def test_every_number_of_a_rule_is_in_its_formula() -> None:
    written = {code: " ".join(tex) for code, tex, _ in complete("en")}
    rubric = json.loads(px.Rubric.load(COMPLETE)._resolved())
    for leaf in leaves(rubric):
        text = re.sub(r"\\frac\{(\d+)\}\{(\d+)\}", r"\1/\2", written[leaf["code"]])
        rule = dict(next(iter(leaf["rule"].values())))
        rule["on"] = {
            key: of for key, of in rule.get("on", {}).items() if key not in ("min", "max")
        }
        for number in re.findall(r'[:\[ ]"?(-?\d+(?:[./]\d+)?)"?[,}\]]', json.dumps(rule)):
            shown = number in ("0", "1") or re.search(rf"(?<![\d.]){number}(?![\d.])", text)
            assert shown, (leaf["code"], number, text)


def test_numbers_and_texts_are_those_of_the_language() -> None:
    (vi, en) = ({code: tex for code, tex, _ in complete(tag)} for tag in ("vi", "en"))
    assert "0{,}5\\cdot x" in vi["3.3"][0]
    assert "0.5\\cdot x" in en["3.3"][0]
    assert "các trường hợp còn lại" in vi["1.3"][0]
    assert "otherwise" in en["1.3"][0]
    html = {code: lines for code, _, lines in complete("vi")}
    assert "<mn>0,5</mn><mo>·</mo><mi>x</mi>" in html["3.3"][0]


def test_exact_fractions_stay_fractions() -> None:
    lines = {code: tex for code, tex, _ in complete("en")}["2"]
    assert lines[1] == (
        r"weights: $\displaystyle {w}_{\text{2.1}}=\frac{1}{3}$; $\displaystyle {w}_{\text{2.2}}=\frac{2}{3}$"
    )


# ---- against the engine ----------------------------------------------------------------------------
@pytest.fixture
def lettered(monkeypatch: pytest.MonkeyPatch) -> None:
    """The names behind the letters of a legend are a line of their own."""
    legend = _math_expressions.LeafTerms.legend

    def with_names(leaf: Any) -> Iterator[Any]:
        known = leaf._lettered.items()
        yield {latex(letter, "en"): name for name, (letter, _, _) in known}
        yield from legend(leaf)

    monkeypatch.setattr(_math_expressions.LeafTerms, "legend", with_names)


def as_number(value: Any) -> Any:
    """A value of the data as a number or a date; otherwise the value."""
    if isinstance(value, str):
        if value.lower() in FLAGS:
            return Fraction(FLAGS[value.lower()])
        for read in (Fraction, dt.date.fromisoformat):
            with contextlib.suppress(ValueError):
                return read(value)
        return value
    return value if isinstance(value, dt.date) or value is None else Fraction(value)


def section(lines: list[Any], group: str) -> list[Any]:
    """The lines that apply to a unit of a group."""
    found, applies = [], True
    for line in lines:
        heads = isinstance(line, list) and len(line) == 1 and isinstance(line[0], Words)
        if heads and str(line[0].text).startswith("for "):
            applies = group in str(line[0].text)[4:-1].split(", ")
        elif applies:
            found.append(line)
    return found


class Computed:
    """The figures of one unit by the formulas of its rubric."""

    def __init__(
        self, scores: px.Scores, unit: str, row: Mapping[str, Any], parts: list[Any]
    ) -> None:
        self.score = scores[unit]
        self.trace = {one.code: one for one in scores.explain(unit).walk()}
        self.row, self.parts = row, parts
        self.figures = {
            code: {"P": Fraction(one.points), "M": Fraction(one.max), "I": Fraction(one.index)}
            for code, one in {"": self.score.total, **self.score.nodes}.items()
            if one.status == "ok"
        }

    def compare(self) -> Iterator[str]:
        """The kinds that were computed, each with the points, the maximum and the index of the engine."""
        for node, lines in self.parts:
            code = node.get("code", "")
            if code not in self.figures:
                continue
            kind = node.get("rule", node.get("aggregation", "inherited"))
            kind = kind if isinstance(kind, str) else next(iter(kind))
            try:
                yield from self.check(node, section(lines, self.score.group or ""), kind)
            except (formula_values.BeyondError, ZeroDivisionError, TypeError, KeyError) as reason:
                # A policy gave the points, or a function that only the engine has.
                yield f"beyond {kind}: {reason!r}"

    def check(self, node: Mapping[str, Any], lines: list[Any], kind: str) -> Iterator[str]:
        code = node.get("code", "")
        if "drop" in json.dumps(node.get("aggregation", "")):
            return  # which children are left out is in words
        leaf = self.trace[code]
        given = {one.name: as_number(one.value) for one in leaf.inputs}
        if "rule" in node and (
            (not given and "node" not in json.dumps(node["rule"])) or None in given.values()
        ):
            return
        if any({*step.pointer.split("/")} & {*POLICIES} for step in leaf.steps if step.pointer):
            return
        letters, children, equations, table = {}, [], {}, []
        weights: dict[str, Fraction] = {}
        rest = []
        for line in lines:
            if isinstance(line, dict):
                letters |= {letter: self.value(name, node, given) for letter, name in line.items()}
            elif len(line) == 3 and line[1] == Words(str(_words.IF())):
                table.append((line[0].parts[2], line[2]))
            elif line[0] == Words(str(_words.WEIGHTS())):
                pairs = [one.parts for one in line[1:] if isinstance(one, Run)]
                none = formula_values.Values({}, "", {}, [])
                weights = {str(name.below.text): none.of(weight) for name, _, weight in pairs}
            elif latex(line[0], "en") == "K":
                listed = str(line[1].text).rpartition(" of ")[2].split(", ")
                children = [child for child in listed if child in self.figures]
            elif (
                isinstance(line[0], Run)
                and line[0].parts[1] == Sign("=")
                and len(line[0].parts) == 3
            ):
                equations.setdefault(latex(line[0].parts[0], "en"), []).append(line[0].parts[2])
            elif isinstance(line[0], Run) and Sign("…") not in line[0].parts:
                rest.append(line[0])
        if "nothing_left" in node and not children:
            return  # in words
        values = formula_values.Values(letters, self.answer(node, leaf), self.figures, children)
        values.weights, values.equations, values.table = weights, equations, table
        values.letters["Q"] = sorted(self.figures[child]["P"] for child in children)
        values.child = children[0] if children else ""
        for test in rest:
            if not values.of(test):
                return
        if "P" not in equations:
            return
        if "rule" in node:
            values.letters["M"] = self.figures[code]["M"]
        points = values.letter(formula_values.Symbol("P"))
        assert points == self.figures[code]["P"], (code, kind, points, self.figures[code])
        yield kind
        for name in ("M", "I"):
            if name in equations:
                found = values.letter(formula_values.Symbol(name))
                assert found == self.figures[code][name], (code, kind, name)
                yield name

    def answer(self, node: Mapping[str, Any], leaf: px.Trace) -> str:
        given = leaf.inputs[0].value if leaf.inputs else ""
        if "yes_no" in node.get("rule", {}):
            return "yes" if as_number(given) else "no"
        body = next(iter(node.get("rule", {"": {}}).values()))
        for option in body.get("options", ()):
            if option["id"] == str(given):
                return str(named(option))
        return str(given)

    def value(self, name: str, node: Mapping[str, Any], given: Mapping[str, Any]) -> Any:
        if name.startswith("gate "):
            found = self.row.get(column_of(node.get("code", ""), name[5:]))
            return Fraction(found in ("yes", True, "1", 1, "true", "có"))
        at, _, answer = name.partition(" ")
        if answer and at.isdigit():
            groups = node["rule"]["survey"].get("respondents", ())
            name = f"{groups[int(at) - 1]['id']}_{answer}" if groups else answer
        value = given[name]
        one = next((one for one in node.get("inputs", ()) if one["name"] == name), {})
        if one.get("type") == "choice":
            option = next(option for option in one["options"] if option["id"] == str(value))
            return str(_words.QUOTED(named(option)))
        if "rounding" in one:
            return Fraction(px.Rounding(**one["rounding"]).apply(value))
        return value


@pytest.mark.usefixtures("lettered")
def test_the_figures_of_the_engine_follow_from_the_formulas() -> None:
    computed: Counter[str] = Counter()
    tables = [json.loads(path.read_text(encoding="utf-8")) for path in CASES]
    for table in tables:
        if "rows" not in table:
            continue
        try:
            made = px.Rubric.from_json(table["rubric"])
        except px.RubricError:
            continue
        scores = made.compile().score(table["rows"])
        document = json.loads(made._resolved())
        groups = {one["id"]: one["id"] for one in document.get("groups", ())}
        parts = [(node, lines) for _, node, lines in _math_nodes.formulas(document, groups)]
        for unit, row in zip(scores.units, table["rows"], strict=True):
            computed.update(Computed(scores, unit, row, parts).compare())
    # Roots and functions of programs are not computed here.
    kinds = {*_math_rules.RULES, *_math_nodes.AGGREGATIONS} - {"custom", "geometric_mean"}
    assert kinds <= {*computed}
    assert min(computed["M"], computed["I"]) > 200


# ---- documents -----------------------------------------------------------------------------------
@pytest.mark.parametrize("name", shipped.names())
def test_every_shipped_rubric_has_both_forms(name: str) -> None:
    made = px.Rubric.load(shipped.shipped_rubric_path(name))
    for language in ("vi", "en"):
        tex = documents.describe(made, language=language, format="latex")
        assert tex.count(made.digest) == 1
        assert balanced(tex.partition(r"\begin{document}")[2])
    pytest.importorskip("jinja2")
    page = documents.describe(made, format="html")
    found = Page(page)
    assert page.count(made.digest) == 1
    nodes = sum(1 for _ in levels(json.loads(made._resolved())))
    rows = [
        named for tag, named in found.tags if tag == "tr" and named.get("class", "").startswith("d")
    ]
    assert len(rows) == nodes
    assert [tag for tag, _ in found.tags].count("math") > nodes


def hostile(word: str) -> px.Rubric:
    """A rubric in which every free text is this one."""
    title = {"vi": word, "en": word}
    nodes = [
        {"code": "1", "max": "1", "title": title, "rule": {"choice": {"options": [
            {"id": "a", "points": "1", "title": title}, {"id": "b", "points": "0", "title": title}]}}},
        {"code": "2", "max": "2", "title": title,
         "inputs": [{"name": "a", "type": "number", "min": "0", "max": "2", "title": title}],
         "rule": {"formula": {"cases": [{"points": "a"}]}}},
    ]  # fmt: skip
    return px.Rubric.from_json(rubric(title=title, source={"note": word}, nodes=nodes))


@pytest.mark.parametrize(
    "word", [*HOSTILE, r"\end{document} $x^2_3 \input{/etc/passwd} 50 % & #1 ~", "x--y ?`"]
)
def test_titles_cannot_break_a_formula(word: str) -> None:
    made = hostile(word)
    tex = documents.describe(made, format="latex", language="en").partition(r"\begin{document}")[2]
    assert balanced(tex)
    assert tex.count(r"\end{document}") == 1
    assert tex.count(r"\input") == 0
    assert "\u202e" not in tex
    page = documents.describe(made, format="html", language="en")
    lines_of_text = {"mtable", "mtr", "mtd"}  # of long texts
    found, plain = (
        Counter(tag for tag, _ in Page(text).tags if tag not in lines_of_text | {"mtext"})
        for text in (page, documents.describe(hostile("plain"), format="html", language="en"))
    )
    assert found == plain
    assert page.count("<script>") == 1


def test_the_form_is_that_of_the_ending_or_the_one_given(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    made = px.Rubric.load(COMPLETE)
    for name, options, form in (
        ("m.tex", (), "latex"),
        ("m.HTML", (), "html"),
        ("m.md", (), "markdown"),
        ("m.txt", ("--format", "latex"), "latex"),
        ("m", (), "markdown"),
    ):
        path = tmp_path / name
        asked = ["describe", str(COMPLETE), "--language", "vi", *options, "--output", str(path)]
        assert cli.main(asked) == 0
        same = path.read_text("utf-8") == documents.describe(made, language="vi", format=form)
        assert same, name
    assert cli.main(["describe", str(COMPLETE), "--format", "latex"]) == 0
    assert capfd.readouterr().out.startswith(r"\documentclass")
    with pytest.raises(px.Error):
        documents.describe(made, format="word")  # type: ignore[arg-type]


@pytest.mark.skipif(
    shutil.which("pdflatex") is None, reason="no pdflatex on this machine, to set the document"
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_latex_is_set(language: Any, tmp_path: Path) -> None:
    text = documents.describe(px.Rubric.load(COMPLETE), format="latex", language=language)
    (tmp_path / "m.tex").write_text(text, encoding="utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "m.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout[-2000:]
