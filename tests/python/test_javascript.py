# SPDX-License-Identifier: MIT
"""The JavaScript module gives what the package and the C interface give, byte for byte, under Node."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from parindex import shipped
from test_c_interface import CASES, outcome_of_package, rows_of

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "bindings" / "javascript"
TESTS = ROOT / "tests" / "javascript"
NODE = shutil.which("node")
MODULE = os.environ.get("PARINDEX_MODULE", "")
"""The folder with the module; see make test-browser."""

needs_module = [
    pytest.mark.skipif(not MODULE, reason="PARINDEX_MODULE names no folder: see make test-browser"),
    pytest.mark.skipif(NODE is None, reason="Node is not on this machine"),
]


def marked(function: Any) -> Any:
    for mark in needs_module:
        function = mark(function)
    return function


def asked(questions: list[dict[str, Any]]) -> list[Any]:
    """What the module answers, in one process."""
    lines = "\n".join(json.dumps(one, ensure_ascii=False) for one in questions)
    done = subprocess.run(
        [str(NODE), str(TESTS / "outcomes.mjs"), MODULE],
        input=lines, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@marked
def test_the_cases_have_one_outcome() -> None:
    questions = []
    for path in CASES:
        text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
        document = json.loads(text)
        rubric = json.dumps(document["rubric"], ensure_ascii=False)
        rows = json.dumps(document.get("rows", []), ensure_ascii=False)
        questions.append({"rubric": rubric, "rows": rows, "unit": None})
    found = asked(questions)
    assert len(found) == len(CASES) > 50
    for path, question, outcome in zip(CASES, questions, found, strict=True):
        assert outcome == outcome_of_package(question["rubric"], question["rows"]), path.stem


@marked
def test_shipped_rubrics_have_equal_digests_explanations_and_ranks() -> None:
    questions, wanted = [], []
    for name in shipped.names():
        rubric = px.Rubric.load(shipped.shipped_rubric_path(name))
        scores = rubric.compile().score(shipped.example_data_path(name))
        rows = json.dumps(rows_of(name), ensure_ascii=False)
        questions.append({"rubric": rubric.to_json(), "rows": rows, "unit": scores.units[0]})
        ranked = scores.rank() if rubric.find("").get("ranking") else []
        wanted.append(
            {
                "digest": scores.digest,
                "fingerprint": scores.plan.fingerprint,
                "explanation": scores.explain(scores.units[0]).to_json(),
                "ranks": [[one.unit, one.rank] for one in ranked],
            }
        )
    for found, expected in zip(asked(questions), wanted, strict=True):
        assert [one["name"] for one in found.pop("columns")]
        assert found == expected


@marked
def test_the_module_under_node() -> None:
    done = subprocess.run(
        [str(NODE), "--test", str(TESTS / "module.test.mjs")],
        env={**os.environ, "PARINDEX_MODULE": MODULE},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


@marked
def test_the_module_is_small_and_imports_no_files() -> None:
    import gzip

    content = (Path(MODULE) / "parindex.wasm").read_bytes()
    assert len(gzip.compress(content, 9)) < 2 * 1024 * 1024
    script = (
        "const m = new WebAssembly.Module(require('fs').readFileSync(process.argv[1]));"
        "console.log(JSON.stringify(WebAssembly.Module.imports(m).map((one) => one.name)))"
    )
    done = subprocess.run(
        [str(NODE), "-e", script, str(Path(MODULE) / "parindex.wasm")],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert not {name for name in json.loads(done.stdout) if re.search("path|open|sock", name)}


@marked
def test_the_example_prints_the_results_of_the_package(tmp_path: Path) -> None:
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules" / "parindex").symlink_to(MODULE, target_is_directory=True)
    program = tmp_path / "score_rubric.mjs"
    shutil.copy(ROOT / "examples" / "javascript" / "score_rubric.mjs", program)
    rubric = ROOT / "rubrics" / "vn-ca-mau-2013.json"
    done = subprocess.run(
        [str(NODE), str(program), str(rubric)], capture_output=True, text=True, check=True
    )
    head, results, why = done.stdout.splitlines()
    assert head == f"parindex {px.__version__}, 2 units"
    units = json.loads(results)["units"]
    plan = px.Rubric.load(rubric).compile()
    text = program.read_text(encoding="utf-8")
    rows = [
        {"unit": unit, **{name: json.loads(value) for name, value in re.findall(r'"([\d.\w]+)": ([^,\s]+)', body)}}
        for unit, body in re.findall(r'unit: "(\w)", (.*?)\n  \}', text, re.DOTALL)
    ]  # fmt: skip
    scores = plan.score(rows)
    assert results == scores.to_json()
    assert len(units) == 2
    assert why == scores.explain("A").find("1.1.4").to_json()
    broken = tmp_path / "broken.json"
    broken.write_text('{"parindex": 1}', encoding="utf-8")
    done = subprocess.run(
        [str(NODE), str(program), str(broken)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "key_missing" in done.stderr


def test_the_types_declare_what_the_module_exports() -> None:
    exported = [
        set(re.findall(r"^export (?:async )?(?:class|function) (\w+)", text, re.MULTILINE))
        for text in (
            (SCRIPTS / name).read_text(encoding="utf-8")
            for name in ("parindex.mjs", "parindex.d.ts")
        )
    ]
    assert exported[0] == exported[1]
    assert {"Rubric", "Plan", "Scores", "score", "explain", "rank", "init", "version"} < exported[0]


@pytest.mark.skipif(shutil.which("tsc") is None, reason="tsc of TypeScript is not on this machine")
def test_the_types_accept_what_the_module_does(tmp_path: Path) -> None:
    shutil.copy(SCRIPTS / "parindex.d.ts", tmp_path / "parindex.d.mts")
    shutil.copy(TESTS / "types.mts", tmp_path)
    options = ["--strict", "--noUncheckedIndexedAccess", "--target", "es2022", "--module", "nodenext",
               "--lib", "es2022,dom", "--noEmit"]  # fmt: skip
    done = subprocess.run(
        ["tsc", *options, "types.mts"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
