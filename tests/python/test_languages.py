# SPDX-License-Identifier: MIT
"""Every text of parindex is in English and in Vietnamese."""

from __future__ import annotations

import ast
import contextlib
import importlib.util
import pickle
import re
import unicodedata
from pathlib import Path

import pytest

import parindex as px
from parindex import _batch_messages, _file_messages, _messages, model
from parindex._sentences import Sentence, Text, any_of
from parindex.cli import main, messages
from parindex.display import _words as _table_words
from parindex.documents import _form_words, _math_words, _words, _workbook_words
from parindex.exchange import _said
from parindex.plots import _words as _words_of_plots
from parindex.process import _form_said
from parindex.sheets import _said as _said_of_sheets

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = Path(px.__file__).resolve().parent
LITERAL = r'"(?:[^"\\]|\\.)*"'
SENTENCE = re.compile(
    rf"constexpr Sentence<(\d)>\s+(\w+)\{{\s*((?:{LITERAL}\s*)+),\s*((?:{LITERAL}\s*)+)\}};"
)
# Keywords, figures and relations, which are the same in both languages.
SAME = {
    *("kinds.base_cap", "reading.code", "reading.exact", "reading.values", "structure.floor_cap"),
    *("structure.from_to_2", "structure.min_max", "sentences.for_rubric_edition"),
    *("dropping.not_counted", "step_words.log", "ED25519", "UNITS"),
}


def unquoted(literals: str) -> str:
    return "".join(ast.literal_eval(each) for each in re.findall(LITERAL, literals))


def engine_sentences() -> dict[str, tuple[str, str]]:
    """Every sentence of the catalogues in C++, by file and name."""
    found = {}
    for path in sorted((ROOT / "include").rglob("*.hpp")):
        text = path.read_text(encoding="utf-8")
        sentences = SENTENCE.findall(text)
        stated = text.count("inline constexpr Sentence<")
        assert len(sentences) == stated, f"{path}: {len(sentences)} of {stated} sentences read"
        for _, name, en, vi in sentences:
            found[f"{path.stem}.{name}"] = (unquoted(en), unquoted(vi))
    return found


def package_sentences() -> dict[str, tuple[str, str]]:
    """Every sentence of the catalogues in Python."""
    modules = (
        _messages,
        _batch_messages,
        _file_messages,
        messages,
        _said,
        _said_of_sheets,
        _math_words,
        _words,
        _form_said,
        _form_words,
        _workbook_words,
        _words_of_plots,
    )
    catalogues = [item for module in modules for item in vars(module).items()]
    return {n: (s.en, s.vi) for n, s in catalogues if isinstance(s, Sentence)}


def code_sentences() -> dict[str, tuple[str, str]]:
    return {slug: (code.summary, code.summary_vi) for slug, code in px.issue_codes.items()}


ALL = {**engine_sentences(), **package_sentences(), **code_sentences()}


def test_the_number_of_sentences():
    assert len(engine_sentences()) > 600
    assert len(package_sentences()) > 150
    assert len(code_sentences()) == len(px.issue_codes)


@pytest.mark.parametrize("name", ALL)
def test_a_sentence_has_its_vietnamese(name):
    en, vi = ALL[name]
    assert en
    assert vi
    assert unicodedata.is_normalized("NFC", vi)
    places = [sorted(set(re.findall(r"\{\d\}", text))) for text in (en, vi)]
    assert places[0] == places[1]
    if re.search("[A-Za-z]{2}", re.sub(r"\{\d\}", "", en)):
        assert (vi == en) == (name in SAME)


def test_words_of_tables_have_their_vietnamese():
    assert _table_words._ENGLISH.keys() <= _table_words._WORDS.keys()
    for key, word in _table_words._WORDS.items():
        assert unicodedata.is_normalized("NFC", word)
        assert word != _table_words.word(key, "en")


def test_no_message_is_written_outside_the_catalogue():
    makers = {"Error", "RubricError", "DataError", "WriteError", "UsageError", "error", "malformed"}
    for path in PACKAGE.rglob("*.py"):
        if "reference" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            texts = node.args[1:] if name == "error" else node.args[:1]
            if name in makers:
                for text in texts:
                    assert not isinstance(text, ast.Constant | ast.JoinedStr), (
                        f"{path}:{node.lineno}"
                    )


def english_fragments() -> list[str]:
    """Word sequences that occur only in English sentences."""
    fragments = set()
    for en, vi in ALL.values():
        for piece in re.split(r"\{\d\}|\"[^\"]*\"|`[^`]*`", en):
            text = piece.strip(" ,;:.()")
            if text.count(" ") >= 2 and text not in vi:
                fragments.add(text)
    return sorted(fragments)


FRAGMENTS = english_fragments()


def check_vietnamese(text: str) -> None:
    assert unicodedata.is_normalized("NFC", text)
    for fragment in FRAGMENTS:
        assert fragment not in text, text


def documented_rubrics() -> list[tuple[str, dict[str, object] | str]]:
    """The rubrics of docs/errors.md, each with the code that it causes."""
    spec = importlib.util.spec_from_file_location("run_docs", ROOT / "tools" / "run_docs.py")
    assert spec is not None
    assert spec.loader is not None
    run_docs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(run_docs)
    page = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    blocks = re.findall(
        r"^```json (leaf|part) issue=(\w+)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL
    )
    return [(code, getattr(run_docs, kind)(body)) for kind, code, body in blocks]


@pytest.mark.parametrize(("code", "source"), documented_rubrics())
def test_an_issue_of_a_rubric_is_in_vietnamese(code, source):
    try:
        issues = px.Rubric.from_json(source).warnings
        text = "\n".join(issue.text("vi") for issue in issues)
    except px.RubricError as error:
        issues = error.issues
        text = error.text("vi")
    assert code in {issue.code for issue in issues}
    assert code in text
    check_vietnamese(unicodedata.normalize("NFC", text))  # a found text may have another form
    for issue in issues:
        assert issue.translated("en") == issue
        assert issue.translated("vi").message != issue.message
        assert str(issue) == issue.text()


LEAF = {
    "code": "1",
    "max": "2",
    "inputs": [
        {"name": "done", "type": "count", "max": "100"},
        {"name": "when", "type": "date"},
        {"name": "how", "type": "choice", "options": [{"id": "good"}, {"id": "poor"}]},
        {"name": "flag", "type": "boolean"},
    ],
    "rule": {
        "formula": {
            "cases": [
                {"when": {"input": "how", "is": "good"}, "points": "1"},
                {"when": {"input": "flag", "is": "yes"}, "points": "2"},
                {"when": {"of": "done", "from": 50}, "points": "1"},
                {"when": {"of": "when", "from": "2020-01-01"}, "points": "1"},
                {"points": "0"},
            ]
        }
    },
}


def plan() -> px.Plan:
    rubric = {
        "parindex": 1,
        "id": "words",
        "edition": "1",
        "max": "2",
        "aggregation": "sum",
        "missing": "error",
        "index_rounding": "exact",
        "groups": [{"id": "city"}, {"id": "province"}],
        "nodes": [LEAF],
    }
    return px.Rubric.from_json(rubric).compile()


GOOD = {"unit": "A", "group": "city", "1.done": 1, "1.when": "2020-01-01"}
GOOD |= {"1.how": "good", "1.flag": True}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"1.done": 101}, "value_above_maximum"),
        ({"1.done": "1.5"}, "value_not_integer"),
        ({"1.done": "x"}, "value_type"),
        ({"1.done": "9" * 500}, "number_too_long"),
        ({"1.done": None}, "value_missing"),
        ({"1.done": float("nan")}, "value_not_finite"),
        ({"1.when": "soon"}, "value_type"),
        ({"1.how": "god"}, "choice_unknown"),
        ({"1.flag": "maybe"}, "value_type"),
        ({"group": "cty"}, "group_unknown"),
        ({"group": ""}, "group_missing"),
    ],
)
def test_an_issue_of_a_row_is_in_vietnamese(change, code):
    scores = plan().score([{**GOOD, **change}])
    assert code in {issue.code for issue in scores.issues}
    for issue in scores.issues:
        check_vietnamese(issue.text("vi"))
        assert issue.text("vi") != issue.text("en")


@pytest.mark.parametrize(
    "table",
    [
        [],
        [{**GOOD, "1.doen": 3}],
        [{k: v for k, v in GOOD.items() if k != "1.done"}],
        [GOOD, GOOD],
        [{k: v for k, v in GOOD.items() if k != "unit"} | {"unit": ""}],
        [{**GOOD, "1.how": object()}],
        [3],
        {"unit": ["A"], "1.done": 4},
        "no-such-file.csv",
        "no-such-file",
    ],
)
def test_a_rejected_table_is_reported_in_vietnamese(table):
    with pytest.raises(px.Error) as caught:
        plan().score(table)
    check_vietnamese(caught.value.text("vi"))
    assert caught.value.text("vi") != str(caught.value) == caught.value.text()
    again = pickle.loads(pickle.dumps(caught.value))
    assert again.text("vi") == caught.value.text("vi")


def test_the_near_name_is_suggested():
    scores = plan().score([{**GOOD, "1.how": "god"}])
    assert 'did you mean "good"?' in scores.issues[0].message
    with pytest.raises(px.DataError, match=r'did you mean "1\.done"\?'):
        plan().score([{**GOOD, "1.doen": 3}])
    with pytest.raises(px.RubricError, match=r'did you mean "exclude"\?; expected one of error'):
        px.Rubric.from_json({**plan().rubric.find(""), "missing": "exclud", "nodes": [LEAF]})
    with pytest.raises(KeyError, match=r"did you mean 'Thừa Thiên Huế'\?"):
        plan().score([{**GOOD, "unit": "Thừa Thiên Huế"}])["Thừa Thiên Hue"]


def test_many_like_issues_are_one_with_a_count_and_the_first_places():
    rows = [{**GOOD, "unit": f"U{n}", "1.done": None} for n in range(400)]
    with pytest.raises(px.DataError) as caught:
        plan().score(rows, on_row_error="raise")
    error = caught.value
    assert len(error.issues) == 400
    assert len(str(error).splitlines()) == 2
    line = str(error).splitlines()[1]
    assert "; 400 times: in row 1 (U0)" in line
    assert "in row 3 (U2)" in line
    assert "U3" not in line
    assert "400 lần" in error.text("vi").splitlines()[1]
    assert "U399" not in error.text("vi")


def test_an_issue_made_by_a_program_keeps_its_text():
    issue = px.Issue("value_type", "error", "plain text")
    assert issue.text("vi") == "lỗi value_type: plain text"
    assert issue.translated("vi") == issue
    with pytest.raises(px.Error, match="language must be 'en' or 'vi'"):
        issue.text("fr")  # type: ignore[arg-type]


def test_a_text_survives_pickling():
    text = Sentence("{0} of {1}", "{0} trên {1}")("a", Text("b", "bê"))
    assert text == "a of b"
    again = pickle.loads(pickle.dumps(text))
    assert (again, again.vi) == ("a of b", "a trên bê")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "no-such-file.json"], "lỗi file_unreadable: Không đọc được tệp"),
        (["score", "vn-vinh-phuc-2019", "no-such.csv"], "Không đọc được tệp"),
        (["score", "vn-vinh-phuc-2019"], "thiếu các đối số bắt buộc: DATA"),
        (["check", "x.json", "--formt", "json"], "đối số không hợp lệ"),
        (["check", "x.json", "--format", "jsn"], "giá trị không hợp lệ: 'jsn'"),
        (["score", "x", "y", "--timeout", "-1"], "cần số giây từ 0 trở lên"),
        (["explain", "vn-vinh-phuc-2019", "vn-vinh-phuc-2019", "Nobody"], "không có đơn vị"),
        (["diff", "vn-vinh-phuc-2019", "vn-vinh-phuc-2019"], "không có thay đổi"),
    ],
)
def test_the_command_speaks_vietnamese(arguments, said, capsys):
    with contextlib.suppress(SystemExit):
        main([*arguments, "--language", "vi"])
    output = capsys.readouterr()
    told = output.out + output.err
    assert said in told
    check_vietnamese(told.partition("parindex: lỗi:")[2] or told)


def test_check_counts_accepted_issues_and_does_not_repeat_them(tmp_path, capsys):
    leaf = {"code": "1", "max": "2", "rule": {"yes_no": {"yes": "1", "no": "0"}}}
    leaf["accept"] = {"maximum_unreachable": "As published."}
    rubric = {
        "parindex": 1,
        "id": "a",
        "edition": "1",
        "max": "2",
        "aggregation": "sum",
        "missing": "error",
        "index_rounding": "exact",
        "nodes": [leaf],
    }
    path = tmp_path / "a.json"
    path.write_text(px.Rubric.from_json(rubric).to_json(), encoding="utf-8")
    assert main(["check", str(path)]) == 0
    assert capsys.readouterr().out == f"{path}: no errors, 1 accepted\n"
    assert main(["check", str(path), "--format", "json"]) == 0
    assert "As published." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("call", "en", "vi"),
    [
        (
            lambda: plan().score(3),
            "data must be a dictionary, a list of dictionaries",
            "data phải là từ điển, danh sách từ điển",
        ),
        (
            lambda: plan().score([GOOD], threads="2"),
            "threads must be of type int, not str",
            "threads phải có kiểu int, không phải str",
        ),
        (
            lambda: plan().score([GOOD], keep="none"),
            "keep must be 'all', 'fields' or 'total', not 'none'",
            "keep phải là 'all', 'fields' hoặc 'total', không phải 'none'",
        ),
        (
            lambda: plan().score([GOOD], timeout="soon"),
            "timeout must be a number of seconds, not str",
            "timeout phải là số giây, không phải str",
        ),
        (
            lambda: px.Rubric.from_json(3),
            "must be text, bytes or a dictionary, not int",
            "phải là chuỗi ký tự, bytes hoặc từ điển, không phải int",
        ),
        (
            lambda: model.Direct(min="low", max=2),
            "min of Direct must be a number such as 2, '0.5' or '1/3', not 'low'",
            "min của Direct phải là số, như 2, '0.5' hoặc '1/3', không phải 'low'",
        ),
        (
            lambda: model.Direct(min=[1], max=2),
            "min of Direct must be a number, not list",
            "min của Direct phải là một số, không phải list",
        ),
        (
            lambda: plan().score([GOOD])["B"],
            "no unit 'B'",
            "không có đơn vị 'B'",
        ),
        (
            lambda: plan().score([GOOD])["A"]["9"],
            "no node '9'",
            "không có mục '9'",
        ),
    ],
)
def test_an_error_of_an_argument_is_in_both_languages(call, en, vi):
    with pytest.raises(px.Error) as caught:
        call()
    error = caught.value
    assert en in str(error) == error.text() == error.text("en")
    assert vi in error.text("vi")
    check_vietnamese(error.text("vi"))
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.text("vi")) == (str(error), error.text("vi"))


def test_errors_of_arguments_are_those_of_python_as_well():
    with pytest.raises(TypeError):
        plan().score(3)
    with pytest.raises(KeyError):
        plan().score([GOOD])["B"]
    assert issubclass(px.WrongTypeError, (px.Error, TypeError))
    assert px.WrongTypeError.__mro__.index(px.Error) < px.WrongTypeError.__mro__.index(TypeError)


def test_words_are_joined_in_both_languages():
    assert [
        (str(t), t.vi) for t in map(any_of, ([], ["a"], ["a", "b"], ["a", Text("b", "bê"), "c"]))
    ] == [
        ("", ""),
        ("a", "a"),
        ("a or b", "a hoặc b"),
        ("a, b or c", "a, bê hoặc c"),
    ]
