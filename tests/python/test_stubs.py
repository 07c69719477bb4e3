# SPDX-License-Identifier: MIT
"""The committed stub matches the built extension module."""

from __future__ import annotations

import importlib
import inspect
import subprocess
import sys
import typing
from pathlib import Path

import pytest

import parindex as px


def test_the_committed_stub_is_current(tmp_path):
    command = [sys.executable, "-m", "pybind11_stubgen", "parindex._core", "-o", str(tmp_path)]
    done = subprocess.run([*command, "--exit-code"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    fresh = (tmp_path / "parindex" / "_core.pyi").read_text(encoding="utf-8")
    kept = Path(px.__file__).with_name("_core.pyi").read_text(encoding="utf-8")
    assert fresh == kept, "build, then run: pybind11-stubgen parindex._core -o bindings/python"


def test_the_package_says_that_it_is_typed():
    assert Path(px.__file__).with_name("py.typed").exists()


def public() -> list[tuple[str, object]]:
    named = [(name, getattr(px, name)) for name in px.__all__]
    things = [(n, t) for n, t in named if inspect.isclass(t) or inspect.isfunction(t)]
    for name, owner in list(things):
        for part, member in vars(owner).items():
            member = getattr(member, "fget", None) or getattr(member, "__func__", member)
            if inspect.isfunction(member) and not part.startswith("_"):
                things.append((f"{name}.{part}", member))
    return things


@pytest.mark.parametrize(("name", "thing"), public(), ids=[name for name, _ in public()])
def test_everything_public_has_a_docstring(name, thing):
    assert inspect.getdoc(thing), name


def test_signatures_name_types_that_exist():
    for module in ("errors", "rounding", "engine.ranking", "engine.trace"):
        for _, thing in inspect.getmembers(importlib.import_module(f"parindex.{module}")):
            if inspect.isclass(thing) and thing.__module__ == f"parindex.{module}":
                typing.get_type_hints(thing)


def test_options_are_keyword_only():
    for function in (px.Plan.score, px.Scores.rank, px.Scores.to_pandas, px.Scores.to_html):
        for parameter in list(inspect.signature(function).parameters.values())[1:]:
            if parameter.default is not inspect.Parameter.empty:
                assert parameter.kind is inspect.Parameter.KEYWORD_ONLY, (function, parameter)
