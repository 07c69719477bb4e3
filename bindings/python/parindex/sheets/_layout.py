# SPDX-License-Identifier: MIT
"""The table of columns and keys: their headings in both languages, and how cells are written and read."""

from __future__ import annotations

import re
from typing import NamedTuple

from parindex._names import normal
from parindex.sheets import _fields, _rules
from parindex.sheets._grammar import Codec

NODES = {"vi": "Tiêu chí", "en": "Criteria"}
"""Name of the sheet with a row for each node."""
RUBRIC = {"vi": "Bộ tiêu chí", "en": "Rubric"}
"""Name of the sheet with the keys of the whole rubric."""
TITLE = re.compile(r"(?:tên|title)\s*\(([A-Za-z]+(?:-[A-Za-z0-9]+)*)\)")


class Head(NamedTuple):
    """A column of nodes, or a key of the rubric."""

    key: str
    vi: str
    en: str
    kind: str = "text"
    """``text`` as it is, ``number``, ``json``, or ``words`` of `codec`."""
    codec: Codec | None = None
    width: int = 14

    def word(self, language: str) -> str:
        """Its heading in a language."""
        return self.vi if language == "vi" else self.en


COLUMNS = (
    Head("code", "mã", "code", width=10),
    Head("parent", "thuộc mục", "parent", width=10),
    Head("title", "tên", "title", width=45),
    Head("max", "điểm tối đa", "maximum", "number", width=10),
    Head("weight", "trọng số", "weight", "number", width=10),
    Head("aggregation", "cách tổng hợp", "aggregation", "words", _fields.AGGREGATION, 18),
    Head("inputs", "số liệu", "inputs", "words", _fields.INPUTS, 35),
    Head("rule", "cách tính", "rule", "words", _rules.RULE, 55),
    Head("evidence", "tài liệu kiểm chứng", "evidence", "words", _fields.NAMES, 30),
    Head("lead", "cơ quan chủ trì", "lead agency", "words", _fields.NAMES, 20),
    Head("source", "căn cứ", "source", "words", _fields.SOURCE, 30),
    Head("note", "ghi chú", "note", width=30),
    Head("other", "khác", "other", "json", width=30),
)
"""The columns of the sheet of nodes. There is a title for each language, ``title (en)``."""

KEYS = (
    Head("language", "ngôn ngữ", "language"),
    Head("parindex", "định dạng", "format", "json"),
    Head("id", "mã bộ tiêu chí", "id"),
    Head("edition", "phiên bản", "edition"),
    Head("title", "tên", "title"),
    Head("source", "căn cứ", "source", "words", _fields.SOURCE),
    Head("provenance", "xuất xứ", "provenance"),
    Head("effective", "hiệu lực", "effective", "words", _fields.EFFECTIVE),
    Head("part", "phạm vi", "part"),
    Head("note", "ghi chú", "note"),
    Head("max", "điểm tối đa", "maximum", "number"),
    Head("aggregation", "cách tổng hợp", "aggregation", "words", _fields.AGGREGATION),
    Head("missing", "thiếu số liệu", "missing", "words", _fields.POLICY),
    Head("not_applicable", "không áp dụng", "not applicable", "words", _fields.POLICY),
    Head("not_proven", "không có tài liệu kiểm chứng", "not proven", "words", _fields.POLICY),
    Head("refused", "từ chối trả lời", "refused", "words", _fields.POLICY),
    Head("rounding", "làm tròn điểm", "rounding", "words", _fields.ROUNDING),
    Head("index_rounding", "làm tròn chỉ số", "index rounding", "words", _fields.ROUNDING),
    Head("layer", "bước chấm", "layer"),
    Head("groups", "nhóm", "groups", "words", _fields.NAMES),
    Head("agencies", "cơ quan", "agencies", "words", _fields.NAMES),
    Head("layers", "các bước chấm", "layers", "words", _fields.NAMES),
    Head("ranking", "xếp hạng", "ranking", "json"),
    Head("classes", "xếp loại", "classes", "json"),
)
"""The keys of the sheet of the rubric. Any other key of a rubric file has its name, and its value is JSON."""

PAIR = (Head("key", "khóa", "key", width=24), Head("value", "giá trị", "value", width=90))
"""The columns of the sheet of the rubric."""


def plain(heading: object) -> str:
    """A heading for comparison: NFC, one space between words, lower case."""
    return " ".join(normal(heading).lower().split()) if isinstance(heading, str) else ""


def head_of(heading: object, heads: tuple[Head, ...]) -> tuple[Head, str] | None:
    """The head of a heading, and the language of a title; None for an unknown one."""
    text = plain(heading)
    if found := TITLE.fullmatch(text):
        tag = re.search(re.escape(found[1]), str(heading), re.IGNORECASE)
        return next(((head, tag[0] if tag else "") for head in heads if head.key == "title"), None)
    return next(((head, "") for head in heads if text in (head.vi, head.en)), None)


def other_key(name: str) -> Head:
    """The head of a key that the table does not have."""
    return Head(name, name, name, "json")
