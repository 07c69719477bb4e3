# SPDX-License-Identifier: MIT
"""The form of an agency as a page that scores its answers itself, read back by `merge_worksheets`."""

from __future__ import annotations

import base64
import gzip
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from parindex import _core
from parindex._sentences import Sentence, Text, in_language
from parindex._typing import Json, Language
from parindex.display._words import pick, word
from parindex.documents import _form_page_words as _say
from parindex.documents import _form_words as _words
from parindex.documents._form import check_date, stages_of, units_of
from parindex.documents._form_rows import Rows
from parindex.documents._method import titles_within
from parindex.documents._page import language_of, template
from parindex.documents._texts import both, title
from parindex.errors import Error
from parindex.process._form_map import FormRow
from parindex.process._observations import made_for
from parindex.process._page_read import VERSION

if TYPE_CHECKING:
    from parindex.process.agencies import Worksheet, WorksheetLine
    from parindex.process.assessment import Assessment

_STATUS = ("excluded", "unavailable", "error", "yes", "no")  # words of the script


@dataclass(frozen=True, slots=True)
class FormField:
    """A value to fill in."""

    at: int
    name: str
    label: str
    hint: str
    type: str
    options: list[tuple[str, str, str]]
    """Value, Vietnamese and English text of each entry of its list."""


@dataclass(frozen=True, slots=True)
class FormLeaf:
    """The values and the evidence of a leaf, or of a node with a gate."""

    at: int
    code: str
    title: str
    max: str
    rule: str
    fields: list[FormField]
    evidence: list[tuple[int, str, str]]
    """Place, id and title."""


@dataclass(frozen=True, slots=True)
class FormHeading:
    """A node above the leaves that follow, or the role of the agency in them."""

    level: int
    code: str
    title: str


def form_page(
    worksheet: Worksheet,
    units: Sequence[str | Mapping[str, str]] | None = None,
    *,
    layer: str,
    round: Assessment | None = None,
    language: Language | None = None,
    date: str = "",
    module: str | os.PathLike[str] | None = None,
) -> str:
    """The form of an agency as a page (.html); see `Worksheet.to_page`."""
    plan = worksheet._plan
    if plan is None:
        raise Error(_words.WORKSHEET_OF_A_PLAN())
    first = language_of(plan.rubric, language)
    check_date(date)
    listed = units_of(units, round)
    rows = [Rows(plan, worksheet, layer, each) for each in ("vi", "en")]
    of_form = rows[0]
    if not of_form.lines:
        others = dict.fromkeys(each for line in worksheet.lines for each in line.layers)
        raise Error(_words.NOTHING_TO_FILL_IN(worksheet.agency, layer, ", ".join(others)))
    if plan._custom:
        raise Error(_say.CUSTOM_RULES())
    if "groups" in of_form.document:
        for unit, group in listed.items():
            if not group:
                raise Error(_say.GROUP_IS_MISSING(unit))
    script, content = module_of(module)
    parts = list(_parts(rows))
    page = template("form.html", ("page.js", "steps.js"), first, module=script, more="form.js")
    rubric, edition, digest = made_for(plan)
    layers = {item["id"]: item.get("title", {}) for item in of_form.document.get("layers", ())}
    stages = [list(stages_of(each, round, layer, listed)) for each in rows]
    facts = {
        "parindex_form": VERSION, "rubric": rubric, "edition": edition, "digest": digest,
        "agency": worksheet.agency, "layer": layer, "date": date, "version": _core.__version__,
        "units": [{"unit": unit, **({"group": group} if group else {})} for unit, group in listed.items()],
        "source": plan.rubric._resolved(),
        "leaves": [_described(leaf, of_form) for leaf in parts if isinstance(leaf, FormLeaf)],
        "words": _said_by_script(),
    }  # fmt: skip
    return page(
        {
            "name": both(
                lambda language: f"{pick(worksheet.titles, language) or worksheet.agency}"
            ),
            "rubric": both(plan.rubric.title),
            "edition": plan.rubric.edition,
            "layer": title(layers.get(layer, {})) or layer,
            "deadline": [Text.of(en, vi) for (vi, *_), (en, *_) in zip(*stages, strict=True)],
            "units": list(listed),
            "parts": parts,
            "is_leaf": lambda part: isinstance(part, FormLeaf),
            "digest": digest,
            "form": _words,
            "page": _say,
            "facts": _inert(json.dumps(facts, ensure_ascii=False, separators=(",", ":"))),
            "engine": base64.b64encode(gzip.compress(content, 9, mtime=0)).decode(),
        }
    )


def module_of(folder: str | os.PathLike[str] | None) -> tuple[str, bytes]:
    """The script and the module of the engine: of a folder, or of the package parindex-browser.

    Raises Error when there is none, and for one of another version.
    """
    if folder is None:
        try:
            where = Path(import_module("parindex_browser").folder())
        except ImportError:
            raise Error(_say.FORM_NEEDS_MODULE()) from None
    else:
        where = Path(os.fspath(folder))
    name = "package.json"
    try:
        version = str(json.loads((where / name).read_text(encoding="utf-8"))["version"])
        name = "parindex.mjs"
        script = (where / name).read_text(encoding="utf-8")
        name = "parindex.wasm"
        content = (where / name).read_bytes()
    except (OSError, ValueError, TypeError, KeyError):
        raise Error(_say.MODULE_IS_INCOMPLETE(where, name)) from None
    if version != _core.__version__:
        raise Error(_say.MODULE_OF_ANOTHER_VERSION(where, version, _core.__version__))
    return script, content


def _parts(rows: Sequence[Rows]) -> Iterator[FormHeading | FormLeaf]:
    """Headings and leaves in the order of the form."""
    lines = {(line.code, line.input): line for line in rows[0].lines}
    pairs = zip(*(each.of_group("") for each in rows), strict=True)
    leaves = fields = evidence = 0
    for kind, several in groupby(pairs, key=lambda pair: (pair[0].kind == "heading", pair[0].code)):
        of_leaf = list(several)
        if kind[0]:
            for vi, en in of_leaf:
                level = 2 if not vi.code else min(2 + len(rows[0].above(vi.code)), 3)
                yield FormHeading(level, vi.code, Text.of(en.texts[1], vi.texts[1]))
            continue
        values = [pair for pair in of_leaf if pair[0].kind == "value"]
        proofs = [vi for vi, _ in of_leaf if vi.kind == "evidence"]
        first = lines[values[0][0].code, values[0][0].name]
        yield FormLeaf(
            leaves,
            first.code,
            title(first.titles),
            figure_of(first.max),
            _in_both(values[0], -1),
            [
                _field(fields + at, lines[pair[0].code, pair[0].name], pair, rows)
                for at, pair in enumerate(values)
            ],
            [
                (evidence + at, row.name, title(first.evidence[row.name]) or row.name)
                for at, row in enumerate(proofs)
            ],
        )
        leaves, fields, evidence = leaves + 1, fields + len(values), evidence + len(proofs)


def _in_both(pair: tuple[FormRow, ...], at: int) -> str:
    vi, en = pair
    return Text.of(en.texts[at], vi.texts[at])


def figure_of(text: str) -> str:
    """A number as text with the sign of each language."""
    return Text.of(text, text.replace(".", ","))


def _field(
    at: int, line: WorksheetLine, pair: tuple[FormRow, ...], rows: Sequence[Rows]
) -> FormField:
    vi, en = (each.accepts(line) for each in rows)
    options: list[tuple[str, str, str]] = []
    markers = vi.texts
    if vi.type == "boolean":
        options = [(flag, word(flag, "vi"), word(flag, "en")) for flag in ("yes", "no")]
        markers = vi.texts[2:]
    elif vi.type == "choice":
        texts = (each.options_of(line) for each in rows)
        options = [(key, first, second) for (key, first), (_, second) in zip(*texts, strict=True)]
        markers = vi.texts[len(options) :]
    if options:
        options += [(marker, marker, marker) for marker in markers]
    hint = "" if options else Text.of(en.words, vi.words)
    return FormField(
        at, line.input, _in_both(pair, 2) or _say.WITHOUT_TITLE(), hint, vi.type, options
    )


def _described(leaf: FormLeaf, rows: Rows) -> Json:
    """What the script has to know of a leaf."""
    lines = [line for line in rows.lines if line.code == leaf.code]
    node = rows.node(leaf.code)
    inside = titles_within(node)
    return {
        "code": leaf.code,
        "lead": lines[0].role == "lead",
        "only_for": list(lines[0].only_for),
        "depends": _has_cohort(node),
        "inputs": [
            {
                "name": field.name, "column": line.column, "type": field.type,
                "markers": list(rows.accepts(line).texts) if not field.options else [],
            }
            for field, line in zip(leaf.fields, lines, strict=True)
        ],
        "evidence": [name for _, name, _ in leaf.evidence],
        "inside": {
            name: [_core.visible(in_language(text, tag)) for tag in ("vi", "en")]
            for name, text in inside.items()
        },
    }  # fmt: skip


def _has_cohort(node: object) -> bool:
    """Whether the points of a leaf use a statistic of the other units."""
    if isinstance(node, Mapping):
        return "cohort" in node or any(
            _has_cohort(item) for key, item in node.items() if key != "children"
        )
    return isinstance(node, list) and any(map(_has_cohort, node))


def _said_by_script() -> dict[str, list[str]]:
    def texts(sentence: Sentence) -> list[str]:
        return [sentence.vi, sentence.en]

    said = {name: texts(sentence) for name, sentence in _say.SCRIPT.items()}
    said |= {
        "date": texts(_say.DATE_IS_OPEN),
        "evidence": texts(_say.EVIDENCE_IS_OPEN),
    }
    return said | {name: [word(name, "vi"), word(name, "en")] for name in _STATUS}


def _inert(text: str) -> str:
    """JSON that no browser takes for the end of its element."""
    return text.replace("<", "\\u003c")
