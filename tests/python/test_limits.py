# SPDX-License-Identifier: MIT
"""Limits: what lies just at one is taken, what lies just beyond it is an issue."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import parindex as px
from parindex import _core

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def limits_of_before() -> Iterator[None]:
    before = px.limits()
    yield
    px.set_limits(before)


def test_the_page_has_every_limit_with_its_default_and_issue() -> None:
    text = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
    shown = re.findall(r"^\| `(\w+)` \| ([\d,]+) \| (.*?) \| (.+) \|$", text, re.MULTILINE)
    assert shown == [
        (name, f"{default:,}", f"[`{issue}`](errors.md#{issue})" if issue else "", counts)
        for name, default, issue, counts in _core.limit_specs()
    ]


def test_the_class_has_every_limit_in_order() -> None:
    assert [field.name for field in dataclasses.fields(px.Limits)] == [
        name for name, *_ in _core.limit_specs()
    ]
    for name, default, *_ in _core.limit_specs():
        assert getattr(px.limits(), name) == default


def test_limits_are_set_and_set_back() -> None:
    before = px.set_limits(nodes=7, depth=3)
    assert (px.limits().nodes, px.limits().depth) == (7, 3)
    assert px.limits().groups == before.groups
    changed = px.set_limits(before)
    assert changed == dataclasses.replace(before, nodes=7, depth=3)
    assert px.limits() == before


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"node": 1}, "no limit 'node'"),
        ({"nodes": 1.0}, "whole number"),
        ({"nodes": True}, "whole number"),
        ({"nodes": -1}, "whole number"),
        ({"nodes": 2**64}, "whole number"),
        ({"nodes": 0}, "must be 1 to"),
        ({"groups": 5, "depth": 10**9}, "depth must be 1 to 400"),
    ],
)
def test_what_is_no_limit_changes_nothing(changes: dict[str, int], said: str) -> None:
    before = px.limits()
    with pytest.raises(px.Error, match=said):
        px.set_limits(**changes)
    assert px.limits() == before
