# SPDX-License-Identifier: MIT
"""Coverage as one HTML page that needs nothing beside it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from parindex._text import pick
from parindex.rubric import Rubric
from parindex.testing import Coverage, CoverageItem

STYLE = """
:root{color-scheme:light dark;--line:#d5d9e0;--quiet:#667085;--good:#067647;--goodbg:#ecfdf3;
--bad:#b42318;--badbg:#fef3f2;--bg:#fff;--fg:#101828}
@media (prefers-color-scheme:dark){:root{--line:#344054;--quiet:#98a2b3;--good:#75e0a7;
--goodbg:#053321;--bad:#fda29b;--badbg:#55160c;--bg:#0c111d;--fg:#f2f4f7}}
*{box-sizing:border-box}
body{font:15px/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif;margin:0 auto;max-width:60rem;
padding:1.5rem;background:var(--bg);color:var(--fg)}
h1{font-size:1.35rem;margin:0 0 .25rem}
.quiet{color:var(--quiet)}
.figures{display:flex;gap:2rem;flex-wrap:wrap;margin:1rem 0}
.figures b{display:block;font-size:1.6rem;font-variant-numeric:tabular-nums}
.bar{height:.5rem;border-radius:.25rem;background:var(--badbg);overflow:hidden}
.bar i{display:block;height:100%;background:var(--good)}
details,.leaf{border-top:1px solid var(--line);padding:.4rem 0}
details>details,details>.leaf{margin-left:1.25rem}
summary{cursor:pointer}
.code{font-variant-numeric:tabular-nums;font-weight:600;margin-right:.5rem}
.share{float:right;font-variant-numeric:tabular-nums}
.full{color:var(--good)}.part{color:var(--bad)}
ul{list-style:none;margin:.4rem 0 .2rem;padding:0;display:flex;flex-wrap:wrap;gap:.3rem}
li{border-radius:.3rem;padding:.05rem .5rem;font-size:.88rem}
li.yes{background:var(--goodbg);color:var(--good)}
li.no{background:var(--badbg);color:var(--bad);font-weight:600}
li.no::before{content:"✗ "}li.yes::before{content:"✓ "}
"""

WORDS = {
    "en": {
        "of": "of",
        "cases": "cases",
        "covered": "covered",
        "branch": "branches",
        "boundary": "sides of boundaries",
        "flag": "yes/no values",
        "missing": "Not covered",
        "nothing": "Every branch and both sides of every boundary are covered.",
    },
    "vi": {
        "of": "trên",
        "cases": "trường hợp kiểm thử",
        "covered": "đã kiểm thử",
        "branch": "nhánh",
        "boundary": "phía của ngưỡng",
        "flag": "giá trị có/không",
        "missing": "Chưa kiểm thử",
        "nothing": "Mọi nhánh và cả hai phía của mọi ngưỡng đều đã được kiểm thử.",
    },
}


def render(rubric: Rubric, coverage: Coverage, language: str) -> str:
    """The page: figures, what is missing, and the rubric as a tree with every item."""
    words = WORDS.get(language, WORDS["en"])
    document = json.loads(rubric.to_json())
    by_leaf: dict[str, list[CoverageItem]] = defaultdict(list)
    for item in coverage.items:
        by_leaf[item.code].append(item)
    title = f"{rubric.title(language)} · {rubric.edition}"
    parts = [
        f'<!DOCTYPE html>\n<html lang="{escape(language)}"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>",
        f"<h1>{escape(title)}</h1>",
        f'<p class="quiet">{coverage.cases} {words["cases"]}</p>',
        '<div class="figures">',
        figure(f"{coverage.percent} %", words["covered"]),
    ]
    for kind in ("branch", "boundary", "flag"):
        of_kind = [item for item in coverage.items if item.kind == kind]
        if of_kind:
            seen = sum(item.cases > 0 for item in of_kind)
            parts.append(figure(f"{seen} {words['of']} {len(of_kind)}", words[kind]))
    parts += ["</div>", f'<div class="bar"><i style="width:{coverage.percent}%"></i></div>']
    if not coverage.missing:
        parts.append(f'<p class="full">{escape(words["nothing"])}</p>')
    for node in document["nodes"]:
        parts += tree(node, by_leaf, language)
    parts.append("</body></html>\n")
    return "\n".join(parts)


def figure(value: str, label: str) -> str:
    return f'<div><b>{escape(value)}</b><span class="quiet">{escape(label)}</span></div>'


def leaves(node: Mapping[str, Any]) -> Iterator[str]:
    children = node.get("children")
    if children is None:
        yield node["code"]
    for child in children or ():
        yield from leaves(child)


def tree(
    node: Mapping[str, Any], by_leaf: Mapping[str, list[CoverageItem]], language: str
) -> Iterator[str]:
    """A node and what is below it; branches with something missing stand open."""
    items = [item for code in leaves(node) for item in by_leaf.get(code, ())]
    seen = sum(item.cases > 0 for item in items)
    whole = seen == len(items)
    title = pick(node.get("title", {}), language) or ""
    head = (
        f'<span class="share {"full" if whole else "part"}">{seen}/{len(items)}</span>'
        f'<span class="code">{escape(node["code"])}</span>{escape(title)}'
    )
    if "children" in node:
        yield f"<details{'' if whole else ' open'}><summary>{head}</summary>"
        for child in node["children"]:
            yield from tree(child, by_leaf, language)
        yield "</details>"
        return
    yield f'<div class="leaf">{head}<ul>'
    for item in sorted(items, key=lambda item: item.cases > 0):
        state = "yes" if item.cases else "no"
        yield f'<li class="{state}" title="{escape(item.pointer)}">{escape(item.text)}</li>'
    yield "</ul></div>"
