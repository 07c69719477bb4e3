# SPDX-License-Identifier: MIT
"""Coverage as one self-contained HTML page, for reading, sending and printing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from parindex._sentences import in_language
from parindex._steps import read_json
from parindex._tree import walk
from parindex.display._html import escape
from parindex.display._words import pick
from parindex.rubric.rubric import Rubric
from parindex.testing.coverage import Coverage, CoverageItem

STYLE = """
:root{color-scheme:light dark;--line:#d0d5dd;--quiet:#5d6b82;--good:#05603a;--goodbg:#ecfdf3;
--bad:#a11c12;--badbg:#fef3f2;--none:#475467;--nonebg:#f2f4f7;--bg:#fff;--fg:#101828}
@media (prefers-color-scheme:dark){:root{--line:#344054;--quiet:#98a2b3;--good:#75e0a7;
--goodbg:#053321;--bad:#fda29b;--badbg:#55160c;--none:#cbd2dc;--nonebg:#1f2a3d;--bg:#0c111d;
--fg:#f2f4f7}}
*{box-sizing:border-box}
body{font:15px/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif;margin:0 auto;max-width:62rem;
padding:1.5rem;background:var(--bg);color:var(--fg)}
h1{font-size:1.4rem;line-height:1.3;margin:0}
h2{font-size:1.1rem;margin:2rem 0 .5rem}
.quiet{color:var(--quiet)}
p{margin:.15rem 0}
.figures{display:flex;gap:.75rem 2.5rem;flex-wrap:wrap;margin:1.25rem 0 .5rem;padding:0}
.figures div{margin:0}
.figures dd{font-size:1.6rem;font-weight:700;margin:0;font-variant-numeric:tabular-nums;line-height:1.2}
.figures dt{color:var(--quiet)}
.figures div{display:flex;flex-direction:column-reverse}
.bar{height:.6rem;border-radius:.3rem;background:var(--bad);overflow:hidden;margin:.5rem 0 1rem}
.bar i{display:block;height:100%;background:var(--good)}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.4rem .75rem .4rem 0;border-bottom:1px solid var(--line)}
th{font-weight:600}
th:first-child,td:first-child{white-space:nowrap}
td:nth-child(2){min-width:14rem}
a{color:inherit}
details,.node{border-top:1px solid var(--line);padding:.45rem 0}
details>details,details>.node{margin-left:1.1rem}
.gap{border-left:.3rem solid var(--bad);padding-left:.7rem}
summary{cursor:pointer}
.code{font-variant-numeric:tabular-nums;font-weight:700;margin-right:.5rem}
.share{float:right;font-variant-numeric:tabular-nums;margin-left:1rem}
.full{color:var(--good)}.part{color:var(--bad);font-weight:700}
.other{display:block;color:var(--quiet);font-size:.9rem}
.seen{border:0;margin:.2rem 0 0;padding:0}
.seen>summary{color:var(--quiet);font-size:.9rem}
ul{list-style:none;margin:.35rem 0 .15rem;padding:0;display:flex;flex-wrap:wrap;gap:.3rem}
li{border-radius:.3rem;padding:.1rem .55rem;font-size:.9rem;border:1px solid transparent}
li.yes{background:var(--goodbg);color:var(--good)}
li.no{background:var(--badbg);color:var(--bad);border-color:var(--bad);font-weight:600}
li.out{background:var(--nonebg);color:var(--none)}
li::before{margin-right:.35rem}
li.no::before{content:"✗"}li.yes::before{content:"✓"}li.out::before{content:"–"}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media print{body{max-width:none;padding:0;font-size:10.5pt}
details::details-content{content-visibility:visible;display:block;height:auto}
li,tr,.node{break-inside:avoid}.bar,li{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"""

WORDS = {
    "en": {
        "page": "Coverage of a rubric by its cases",
        "of": "of",
        "cases": "cases",
        "covered": "covered",
        "branch": "branches",
        "boundary": "sides of boundaries",
        "flag": "yes/no values",
        "missing": "Not covered",
        "what": "What no case shows",
        "rule": "Rule",
        "total": "Total",
        "tree": "The rubric",
        "nothing": "Every branch and both sides of every boundary are covered.",
        "unreachable": "no value that can occur leads there",
        "outside_range": "the ranges of the inputs contain nothing there",
        "no case": "no case",
    },
    "vi": {
        "page": "Độ phủ bộ tiêu chí bằng các tình huống kiểm thử",
        "of": "trên",
        "cases": "tình huống kiểm thử",
        "covered": "đã kiểm thử",
        "branch": "nhánh",
        "boundary": "phía của giá trị biên",
        "flag": "giá trị có/không",
        "missing": "Chưa kiểm thử",
        "what": "Nội dung chưa có tình huống kiểm thử",
        "rule": "Cách tính",
        "total": "Tổng điểm",
        "tree": "Bộ tiêu chí",
        "nothing": "Mọi nhánh và cả hai phía của mọi giá trị biên đều đã được kiểm thử.",
        "unreachable": "không giá trị nào có thể xảy ra dẫn tới đây",
        "outside_range": "số liệu đầu vào không có giá trị nào ở phía này",
        "no case": "chưa có",
    },
}


def render(rubric: Rubric, coverage: Coverage, language: str) -> str:
    """The page: figures, missing items, and the rubric as a tree with every item."""
    return Page(rubric, coverage, language).text()


class Page:
    """One page in one language; titles also in the other one, if the rubric has it."""

    def __init__(self, rubric: Rubric, coverage: Coverage, language: str) -> None:
        self.coverage = coverage
        self.language = language
        self.words = WORDS.get(language, WORDS["en"])
        self.document: dict[str, Any] = read_json(rubric._resolved())
        self.items: dict[str, list[CoverageItem]] = defaultdict(list)
        for item in coverage.items:
            self.items[item.code].append(item)
        self.titles = {node["code"]: node.get("title", {}) for node in walk(self.document)}

    def text(self) -> str:
        title = pick(self.document.get("title", {}), self.language) or self.document["id"]
        head = f"{title} · {self.document['edition']}"
        other = self.other(self.document.get("title", {}))
        return "\n".join(
            [
                f'<!DOCTYPE html>\n<html lang="{escape(self.language)}"><head>',
                '<meta charset="utf-8">',
                '<meta name="viewport" content="width=device-width,initial-scale=1">',
                f"<title>{escape(self.words['page'])}: {escape(head)}</title>",
                f"<style>{STYLE}</style></head><body><main>",
                f'<p class="quiet">{escape(self.words["page"])}</p>',
                f"<h1>{escape(head)}</h1>{other}",
                *self.figures(),
                *self.gaps(),
                f"<h2>{escape(self.words['tree'])}</h2>",
                *self.total(),
                *(line for node in self.document["nodes"] for line in self.tree(node)),
                "</main></body></html>\n",
            ]
        )

    def other(self, titles: Mapping[str, str]) -> str:
        """The title in the other language, if there is one."""
        shown = pick(titles, self.language)
        for language, title in titles.items():
            if title != shown:
                return f'<span class="other" lang="{escape(language)}">{escape(title)}</span>'
        return ""

    def figures(self) -> Iterator[str]:
        percent = self.coverage.percent
        yield '<dl class="figures">'
        yield figure(f"{percent} %", self.words["covered"])
        for kind in ("branch", "boundary", "flag"):
            of_kind = [item for item in self.coverage.items if item.kind == kind]
            seen, all_of = count(of_kind)
            if all_of:
                yield figure(f"{seen} {self.words['of']} {all_of}", self.words[kind])
        yield figure(str(self.coverage.cases), self.words["cases"])
        yield f'</dl><div class="bar" aria-hidden="true"><i style="width:{percent}%"></i></div>'

    def gaps(self) -> Iterator[str]:
        """The missing items, rule by rule. This is the purpose of the page, and therefore comes first."""
        missing = self.coverage.missing
        if not missing:
            yield f'<p class="full">✓ {escape(self.words["nothing"])}</p>'
            return
        yield f"<h2>{escape(self.words['missing'])}: {len(missing)}</h2>"
        yield f"<table><thead><tr><th>{self.words['rule']}</th><th></th>"
        yield f"<th>{self.words['what']}</th></tr></thead><tbody>"
        for code in dict.fromkeys(item.code for item in missing):
            own = [item for item in missing if item.code == code]
            name = code or self.words["total"]
            title = pick(self.titles.get(code, {}), self.language) or ""
            yield f'<tr><td><a class="code" href="#{anchor(code)}">{escape(name)}</a></td>'
            yield f"<td>{escape(title)}{self.other(self.titles.get(code, {}))}</td>"
            yield f"<td>{self.chips(own)}</td></tr>"
        yield "</tbody></table>"

    def total(self) -> Iterator[str]:
        """The items of the total: gates, classes."""
        if self.items[""]:
            yield from self.node({"code": "", "title": {}}, self.words["total"])

    def tree(self, node: Mapping[str, Any]) -> Iterator[str]:
        """A node and everything below it; it is unfolded if something is missing."""
        if "children" not in node:
            yield from self.node(node, node["code"])
            return
        items = [item for below in walk(node) for item in self.items[below["code"]]]
        items += self.items[node["code"]]
        seen, all_of = count(items)
        yield f'<details id="{anchor(node["code"])}"{"" if seen == all_of else " open"}>'
        yield f"<summary>{self.head(node, node['code'], items)}</summary>"
        yield from self.lists(self.items[node["code"]])
        for child in node["children"]:
            yield from self.tree(child)
        yield "</details>"

    def node(self, node: Mapping[str, Any], name: str) -> Iterator[str]:
        items = self.items[node["code"]]
        seen, all_of = count(items)
        yield f'<div class="node{"" if seen == all_of else " gap"}" id="{anchor(node["code"])}">'
        yield self.head(node, name, items)
        yield from self.lists(items)
        yield "</div>"

    def head(self, node: Mapping[str, Any], name: str, items: Sequence[CoverageItem]) -> str:
        seen, all_of = count(items)
        state = "full" if seen == all_of else "part"
        title = pick(node.get("title", {}), self.language) or ""
        return (
            f'<span class="share {state}">{seen} {self.words["of"]} {all_of}</span>'
            f'<span class="code">{escape(name)}</span>{escape(title)}'
            f"{self.other(node.get('title', {}))}"
        )

    def lists(self, items: Sequence[CoverageItem]) -> Iterator[str]:
        """The first missing items, and the rest folded behind a count."""
        missing = [item for item in items if item.cases == 0 and item.exempt is None]
        rest = [item for item in items if item not in missing]
        if missing:
            yield self.chips(missing)
        if rest:
            seen = sum(item.cases > 0 for item in rest)
            yield f'<details class="seen"><summary>{seen} {escape(self.words["covered"])}</summary>'
            yield f"{self.chips(rest)}</details>"

    def chips(self, items: Sequence[CoverageItem]) -> str:
        parts = []
        for item in items:
            state = "out" if item.exempt else "yes" if item.cases else "no"
            said = self.words[item.exempt] if item.exempt else str(item.cases or "")
            note = f"{said or self.words['no case']}"
            label = f" <span>({escape(note)})</span>" if item.exempt else ""
            aloud = "" if item.exempt else f'<span class="hidden"> ({escape(note)})</span>'
            reason = in_language(item.reason, self.language) if item.reason else ""
            place = item.pointer + (f": {reason}" if reason and not item.cases else "")
            parts.append(
                f'<li class="{state}" title="{escape(place)}">'
                f"{escape(in_language(item.text, self.language))}{label}{aloud}</li>"
            )
        return f"<ul>{''.join(parts)}</ul>"


def figure(value: str, label: str) -> str:
    return f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>"


def anchor(code: str) -> str:
    return escape(f"node-{code}" if code else "total")


def count(items: Sequence[CoverageItem]) -> tuple[int, int]:
    """The number of covered items, and the number of required ones."""
    wanted = [item for item in items if item.exempt is None]
    return sum(item.cases > 0 for item in wanted), len(wanted)
