# SPDX-License-Identifier: MIT
"""pytest collects case files: every ``*.case.json``, and the files that ``parindex_cases`` names.

.. code-block:: ini

    [pytest]
    parindex_cases = cases/*.json

Each case is a separate test. A failure names the cell, the branch of its rule, the expected and the found
value, and the given values. A hook in ``conftest.py`` gives the custom rules that the rubrics
use, see `Hooks`.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

from parindex import _core
from parindex.engine.custom import CustomRules
from parindex.testing import CaseResult, run_cases


class Hooks:
    """What a ``conftest.py`` may define."""

    @pytest.hookspec(firstresult=True)
    def pytest_parindex_custom(self, config: pytest.Config, path: Path) -> CustomRules | None:
        """The custom rules that the rubrics of a case file use, as for `Rubric.compile`.

        The first result that is not None is used.
        """


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    pluginmanager.add_hookspecs(Hooks)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini(
        "parindex_cases",
        "patterns of paths, from the root directory, that are case files as well as *.case.json",
        type="args",
        default=[],
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    patterns: list[str] = parent.config.getini("parindex_cases")
    root = parent.config.rootpath
    named = file_path.is_relative_to(root) and any(
        fnmatch(file_path.relative_to(root).as_posix(), pattern) for pattern in patterns
    )
    if file_path.name.endswith(".case.json") or named:
        collected: pytest.Collector = CaseFile.from_parent(parent, path=file_path)
        return collected
    return None


class CaseFile(pytest.File):
    """A case file: one test for each case, and a failing one if the file cannot be run."""

    def collect(self) -> Iterator[pytest.Item]:
        custom = self.ihook.pytest_parindex_custom(config=self.config, path=self.path)
        # pytest runs the code of its root directory in any case.
        report = run_cases([self.path], custom=custom, root=self.config.rootpath)
        seen: dict[str, int] = {}
        for result in report.results:
            name = _core.visible(result.unit) or "issues"
            seen[name] = seen.get(name, 0) + 1
            unique = name if seen[name] == 1 else f"{name}-{seen[name]}"
            yield CaseItem.from_parent(self, name=unique, result=result)
        errors = [issue for issue in report.issues if issue["severity"] == "error"]
        if errors or not report.results:
            text = "\n".join(map(sentence, errors)) or "The file contains no case"
            yield BrokenFile.from_parent(self, name="file", text=text)


def sentence(issue: dict[str, Any]) -> str:
    """An issue of a case file as one line."""
    text = f"{issue['file']}, line {issue['line']}: {issue['code']}: {issue['message']}"
    if issue["expected"]:
        text += f"; expected {issue['expected']}"
    return _core.visible(text + (f"; found {issue['actual']}" if issue["actual"] else ""))


class CaseError(Exception):
    """An unmet expectation of a case, in words."""


class InWords(pytest.Item):
    """An item whose failure is a sentence, not a traceback."""

    def repr_failure(
        self,
        excinfo: pytest.ExceptionInfo[BaseException],
        style: Any = None,
    ) -> Any:
        if isinstance(excinfo.value, CaseError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)


class CaseItem(InWords):
    """One case. It is scored with its file, because ranks are among the units of a file."""

    def __init__(self, *, result: CaseResult, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.result = result

    def runtest(self) -> None:
        if not self.result.passed:
            title = _core.visible(self.result.title) + "\n" if self.result.title else ""
            raise CaseError(f"{title}{self.result.text}")

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.result.line - 1, self.name


class BrokenFile(InWords):
    """Represents a file that could not be run, or contained no case."""

    def __init__(self, *, text: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.text = text

    def runtest(self) -> None:
        raise CaseError(self.text)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, 0, self.name
