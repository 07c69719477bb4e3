# SPDX-License-Identifier: MIT
"""Every type that a public signature names can be imported from a public module."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import parindex as px
from parindex import model, plots, testing, typing

ROOT = Path(__file__).parents[2] / "bindings" / "python" / "parindex"
PUBLIC = {*px.__all__, *testing.__all__, *model.__all__, *typing.__all__, *plots.__all__}
Definition = ast.ClassDef | ast.FunctionDef


def modules() -> list[ast.Module]:
    files = [
        p
        for p in ROOT.rglob("*.py")
        if not {"cli", "display", "reference"} & {*p.relative_to(ROOT).parts}
    ]
    return [ast.parse(path.read_text(encoding="utf-8")) for path in files]


def defined(tree: ast.Module) -> Iterator[str]:
    """Classes and aliases of types that a module defines."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "TypeAlias":
            yield ast.unparse(node.target)
        elif isinstance(node, ast.Assign) and ast.unparse(node.value).startswith("Literal["):
            yield ast.unparse(node.targets[0])


def named(annotation: ast.expr | None) -> Iterator[str]:
    """The names in an annotation, including those in quotes."""
    for node in ast.walk(annotation) if annotation else ():
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            try:
                yield from named(ast.parse(node.value, mode="eval").body)
            except SyntaxError:  # a word of a Literal
                continue


def of_function(function: ast.FunctionDef) -> Iterator[str]:
    given = function.args
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    for argument in every:
        yield from named(argument.annotation if argument else None)
    yield from named(function.returns)


def of_signatures(node: Definition) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef):
        yield from of_function(node)
        return
    for member in node.body:
        if isinstance(member, ast.AnnAssign):
            yield from named(member.annotation)
        elif isinstance(member, ast.FunctionDef) and not member.name.startswith("_"):
            yield from of_function(member)


def test_every_type_of_a_signature_is_public() -> None:
    trees = modules()
    ours = {name for tree in trees for name in defined(tree)}
    looked_at: set[str] = set()
    hidden: dict[str, str] = {}
    for tree in trees:
        for node in tree.body:
            if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and node.name in PUBLIC:
                looked_at.add(node.name)
                for name in set(of_signatures(node)) & ours - PUBLIC:
                    hidden[name] = node.name
    assert {"Scores", "Plan", "Rubric", "run_cases"} <= looked_at
    assert hidden == {}
