#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the examples of the documents and compares the results.

run_docs.py PAGE...            compare; exit code 1 if a page differs from the actual results
run_docs.py --write PAGE...    write the actual results into the pages

A page is run from top to bottom in its own folder. The first line of a block states its kind:

    ```console              each `$ command` runs in bash, and its output follows it
    ```pycon                a Python session
    ```python               Python; if a ```text block follows, it is the output
    ```LANGUAGE file=NAME   a file of this content, for the blocks that follow
    ```json leaf            a leaf: it must pass the check as the only leaf of a rubric. The rows of
                            a table below it that has a column `points` are scored
    ```json part            some keys of a rubric; missing required keys are added
    ```json                 a whole rubric if it begins like one; otherwise it is ignored
    ```cpp, ```c, ```r, ```java, ```javascript
                            lines that occur unchanged in a program of examples/cpp, examples/c, …
    ```cmake                lines that occur unchanged in a project of tests/consume or examples/cpp
    ```py                   lines that occur unchanged in a test that needs a cluster

With `issue=CODE` after leaf or part the check must report that issue, and a ```text block
that follows shows it. Blocks of other kinds (sh, text) are ignored.
"""

from __future__ import annotations

import argparse
import contextlib
import difflib
import doctest
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import textwrap
import traceback
from pathlib import Path
from typing import Any

import parindex as px

ROOT = Path(__file__).resolve().parent.parent
FENCE = re.compile(r"^```(?P<info>[^\n`]+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
TEXT_BELOW = re.compile(r"\n\n?```text\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
TABLE_BELOW = re.compile(
    r"\n\n(?:(?!```|#).+\n)*?\n?(?P<body>\|.*points.*\|\n\|[-:| ]+\|\n(?:\|.*\|(?:\n|$))+)"
)
TOP: dict[str, Any] = {
    "parindex": 1,
    "id": "example",
    "edition": "1",
    "max": "1",
    "aggregation": "sum",
    "missing": "error",
    "index_rounding": "exact",
    "nodes": [{"code": "1", "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}}],
}


class PageError(Exception):
    """A block that is wrong; the message says why."""


class Page:
    """One page: its text, the folder in which it runs, and the state that its blocks leave for the next."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.text = path.read_text(encoding="utf-8")
        self.folder = folder
        self.names: dict[str, Any] = {"__name__": "__main__"}
        self.exit_code = 0
        self.errors: list[str] = []

    def run(self) -> str:
        """The corrected page; blocks that rewriting cannot correct stay, and are reported in `errors`."""
        done, at = "", 0
        while block := FENCE.search(self.text, at):
            done += self.text[at : block.start()]
            try:
                shown, at = self.block(block)
            except PageError as error:
                line = self.text.count("\n", 0, block.start()) + 1
                self.errors.append(f"line {line}: {error}")
                shown, at = block[0], block.end()
            done += shown
        return done + self.text[at:]

    def block(self, block: re.Match[str]) -> tuple[str, int]:
        """The expected text from the start of a block on, and the start of the rest of the page."""
        language, *words = block["info"].split()
        options = dict(word.split("=", 1) if "=" in word else ("kind", word) for word in words)
        body = block["body"]
        if "file" in options:
            path = self.folder / options["file"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(body, encoding="utf-8")
        elif language == "console":
            return self.fenced(block, self.console(body))
        elif language == "pycon":
            return self.fenced(block, self.session(body))
        elif language == "python":
            return self.with_text(block, self.program(body))
        elif language == "json":
            return self.rubric(block, options.get("kind", ""), options.get("issue"))
        elif language in ("cpp", "c", "r", "java", "javascript", "cmake", "py"):
            self.quotation(body, language)
        elif language not in ("sh", "text"):
            raise PageError(f"a block of unknown kind: {block['info']}")
        return block[0], block.end()

    def fenced(self, block: re.Match[str], body: str) -> tuple[str, int]:
        return f"```{block['info']}\n{body}```", block.end()

    def with_text(self, block: re.Match[str], output: str) -> tuple[str, int]:
        """The block, followed by the text block with its output if there is one."""
        below = TEXT_BELOW.match(self.text, block.end())
        if below is None:
            return block[0], block.end()
        between = self.text[block.end() : below.start("body")]
        return f"{block[0]}{between}{output}```", below.end()

    # ---- Programs ---------------------------------------------------------------------------

    def console(self, body: str) -> str:
        lines = []
        commands = re.findall(r"^\$ ((?:.*\\\n)*.*)\n", body, re.MULTILINE)
        if not commands:
            raise PageError("no command")
        for command in commands:
            output = self.command(command)
            lines.append(f"$ {command}\n{output}")
        return "".join(lines)

    def command(self, command: str) -> str:
        """Standard output and error of a command; `$?` is the exit code of the previous command."""
        parindex = f'parindex() {{ "{sys.executable}" -m parindex "$@"; }}'
        process = subprocess.run(
            ["bash", "-c", f"{parindex}\n(exit {self.exit_code})\n{command}"],
            cwd=self.folder,
            env={**os.environ, "COLUMNS": "100"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=300,
            check=False,
        )
        self.exit_code = process.returncode
        output = process.stdout.decode("utf-8")
        if "Traceback" in output:
            raise PageError(f"{command}\n{output}")
        return output if not output or output.endswith("\n") else output + "\n"

    def session(self, body: str) -> str:
        shown = ""
        for part in doctest.DocTestParser().parse(body):
            if isinstance(part, str):
                shown += part
                continue
            output = self.execute(part.source, "single", wants_error=part.exc_msg is not None)
            first, *rest = part.source.rstrip("\n").split("\n")
            shown += (
                "\n".join([f">>> {first}", *(f"... {line}".rstrip() for line in rest)])
                + "\n"
                + output
            )
        return shown

    def program(self, body: str) -> str:
        return self.execute(body, "exec")

    def execute(self, source: str, mode: str, *, wants_error: bool = False) -> str:
        """The output of a piece of Python; an expected exception is shown as its last lines."""
        stream = io.StringIO()
        with contextlib.redirect_stdout(stream):
            os.chdir(self.folder)
            try:
                exec(compile(source, "<page>", mode, dont_inherit=True), self.names)  # noqa: S102
            except Exception as error:  # noqa: BLE001 - a page may show any
                if not wants_error:
                    raise PageError(f"{source}\n{traceback.format_exc()}") from None
                last = "".join(traceback.format_exception_only(type(error), error))
                stream.write("Traceback (most recent call last):\n    ...\n" + last)
            finally:
                os.chdir(ROOT)
        return stream.getvalue()

    def quotation(self, body: str, language: str) -> None:
        places = {
            "cpp": ["examples/cpp/*.cpp"],
            "c": ["examples/c/*.c"],
            "r": ["examples/r/*.R"],
            "java": ["examples/java/*.java"],
            "javascript": ["examples/javascript/*.mjs"],
            "cmake": ["tests/consume/*/CMakeLists.txt"],
            "py": ["tests/python/test_spark.py"],
        }[language]
        texts = [file.read_text("utf-8") for place in places for file in ROOT.glob(place)]
        inside = textwrap.indent(body, "    ")  # lines of a function in Python
        if not any(body in text or (language == "py" and inside in text) for text in texts):
            raise PageError(f"these lines are in none of {', '.join(places)}:\n{body}")

    # ---- Rubrics ----------------------------------------------------------------------------

    def rubric(self, block: re.Match[str], kind: str, code: str | None) -> tuple[str, int]:
        body = block["body"]
        if not kind and '"parindex": 1' not in body:
            return block[0], block.end()
        text = {"leaf": leaf, "part": part, "": str}[kind](body)
        rubric, issues = px.check_rubric(text)
        if code is not None:
            found = [issue for issue in issues if issue.code == code]
            if not found:
                raise PageError(f"no {code}, but {[issue.code for issue in issues]}")
            return self.with_text(block, f"{without_place(found[0])}\n")
        if rubric is None:
            raise PageError("\n".join(map(str, issues)))
        below = TABLE_BELOW.match(self.text, block.end())
        if below is None:
            return block[0], block.end()
        between = self.text[block.end() : below.start("body")]
        return block[0] + between + table(rubric, below["body"]), below.end()


def leaf(text: str) -> str:
    """A rubric around a leaf. The text of the leaf stays as it is: it may contain duplicate keys."""
    try:
        maximum = json.loads(text).get("max", "1")
    except ValueError:
        maximum = "1"
    return part(f'{{"max": "{maximum}", "nodes": [\n{text}]}}')


def part(text: str) -> str:
    """A rubric made from some of its keys."""
    there = dict(json.loads(text))
    missing = {key: value for key, value in TOP.items() if key not in there}
    return (
        text.rstrip().removesuffix("}")
        + "".join(f', "{k}": {json.dumps(v)}' for k, v in missing.items())
        + "}"
    )


def without_place(issue: px.Issue) -> str:
    """An issue as shown in a page, without line and column, which would refer to the added text."""
    return re.sub(r" \(line \d+, column \d+\)", "", str(issue))


def table(rubric: px.Rubric, text: str) -> str:
    """A table of values with its columns `points` and `why` filled in."""
    plan = rubric.compile()
    heads, rule, *rows = text.rstrip("\n").split("\n")
    names = [name.strip(" `") for name in heads.strip("|").split("|")]
    lines = [heads, rule]
    given_rows = [
        dict(zip(names, [cell.strip() for cell in row.strip().strip("|").split("|")], strict=True))
        for row in rows
    ]
    # All rows at once, because they are each other's cohort.
    scores = plan.score(
        [
            {"unit": str(n)}
            | {k: v.strip("`") or None for k, v in row.items() if k not in ("points", "why")}
            for n, row in enumerate(given_rows)
        ]
    )
    results = json.loads(scores.to_json())["units"]
    for n, given in enumerate(given_rows):
        result = results[n]
        trace = json.loads(scores.explain(str(n)).to_json())["children"][0]
        node = result["nodes"][trace["code"]]
        if result["status"] == "error":
            filled = {
                "points": "error",
                "why": ", ".join(f"`{issue['code']}`" for issue in result["issues"]),
            }
        elif node["points"] is None:
            filled = {"points": "excluded", "why": trace["branch_text"]}
        else:
            filled = {"points": node["points"], "why": trace["branch_text"]}
        shown = (filled.get(name, given[name]) for name in names)
        lines.append("| " + " | ".join(shown) + " |")
    return "\n".join(lines) + "\n"


def main() -> int:
    arguments = argparse.ArgumentParser(description="Runs what the documents show.")
    arguments.add_argument("--write", action="store_true", help="put what happens into the pages")
    arguments.add_argument("pages", nargs="+", type=Path)
    given = arguments.parse_args()
    wrong = False
    for path in given.pages:
        page_path = path.resolve()
        with tempfile.TemporaryDirectory() as folder:
            page = Page(page_path, Path(folder))
            result = page.run()
        for error in page.errors:
            print(f"{path}: {error}")
            wrong = True
        if result == page.text:
            continue
        if given.write:
            page_path.write_text(result, encoding="utf-8")
        else:
            wrong = True
            print(
                *difflib.unified_diff(
                    page.text.split("\n"),
                    result.split("\n"),
                    f"{path}",
                    "what happens",
                    lineterm="",
                ),
                sep="\n",
            )
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
