# SPDX-License-Identifier: MIT
"""A Word document (.docx) of headings, paragraphs and tables, with the same bytes each time."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from parindex import _core
from parindex._sentences import in_language
from parindex._typing import Language
from parindex.display._html import escape
from parindex.documents import _words
from parindex.errors import Error

_DAY = dt.datetime(2000, 1, 1)
_FONT = "Times New Roman"  # has every Vietnamese letter, and official documents are set in it
_NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_LONG, _SHORT, _MARGIN = 16838, 11906, 1134  # A4 and its margins, in twentieths of a point
_LINE = '<w:{} w:val="single" w:sz="4" w:space="0" w:color="999999"/>'
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BORDERS = "".join(map(_LINE.format, _SIDES))
_GAPS = "".join(f'<w:{side} w:w="70" w:type="dxa"/>' for side in ("left", "right"))


class WordFile:
    """A document in one language.

    Raises
    ------
    Error
        When the package python-docx is not installed.
    """

    def __init__(self, title: str, language: Language) -> None:
        try:
            import docx  # an optional dependency
        except ImportError:
            raise Error(_words.WORD_FILES_NEED_THE_PACKAGE_PYTHON_DOCX()) from None
        from docx.oxml import parse_xml

        self._parse = parse_xml
        self._language = language
        self._document = docx.Document()
        self._wide = False
        self._set_up(self.said(title))

    def said(self, text: str) -> str:
        """A text in the language of the document, with invisible characters visible."""
        return _core.visible(in_language(text, self._language))

    def heading(self, text: str, level: int) -> None:
        """A heading; level 0 is the title of the document."""
        self._document.add_heading(self.said(text), level)

    def paragraph(self, text: str, *, note: bool = False) -> None:
        """A paragraph; a note is smaller."""
        made = self._document.add_paragraph(style="Caption" if note else None)
        made.add_run(self.said(text))

    def facts(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Names and values, one pair on a line."""
        for name, value in pairs:
            made = self._document.add_paragraph()
            made.add_run(f"{self.said(name)}: ").bold = True
            made.add_run(self.said(value))

    def page(self, *, wide: bool) -> None:
        """A new page if the paper has to be turned."""
        if wide != self._wide:
            self._wide = wide
            self._turn(self._document.add_section(), wide)

    def table(
        self,
        heads: Sequence[str],
        rows: Iterable[Sequence[str]],
        widths: Sequence[int],
        numbers: Sequence[bool],
        strong: Sequence[int] = (),
    ) -> None:
        """A table whose head is repeated on each page.

        `widths` are the relative widths of the columns, `numbers` says which are aligned to the right, `strong` are
        the places of rows in bold.
        """
        room = (_LONG if self._wide else _SHORT) - 2 * _MARGIN
        whole = sum(widths)
        columns = [room * width // whole for width in widths]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
        parts = [
            f'<w:tbl {_NAMES}><w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/>',
            f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>',
            f'<w:tblCellMar>{_GAPS}</w:tblCellMar><w:tblLook w:firstRow="1" w:firstColumn="1"/>',
            f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>",
            _row(map(self.said, heads), columns, numbers, head=True, bold=True),
        ]
        marked = frozenset(strong)
        parts += (
            _row(map(self.said, row), columns, numbers, bold=at in marked)
            for at, row in enumerate(rows)
        )
        table = self._parse("".join([*parts, "</w:tbl>"]))
        body = self._document.element.body
        body.insert(len(body) - 1, table)  # before the properties of the last section
        self._document.add_paragraph(style="Caption")

    def content(self) -> bytes:
        """The file."""
        made, steady = io.BytesIO(), io.BytesIO()
        self._document.save(made)
        with zipfile.ZipFile(made) as old, zipfile.ZipFile(steady, "w") as new:
            for name in sorted(old.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
                entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                entry.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(entry, old.read(name))
        return steady.getvalue()

    def _set_up(self, title: str) -> None:
        from docx.shared import Pt, RGBColor

        about = self._document.core_properties
        about.title, about.author, about.comments = title[:255], "parindex", ""
        about.last_modified_by, about.language = "parindex", self._language
        about.created = about.modified = _DAY
        sizes = {"Normal": 11, "Title": 18, "Heading 1": 14, "Heading 2": 12, "Caption": 9.5}
        for name, size in sizes.items():
            style = self._document.styles[name]
            style.font.size = Pt(size)
            style.font.color.rgb = RGBColor(0, 0, 0)
            style.paragraph_format.space_after = Pt(4)
            self._set_font(style)
        self._document.styles["Caption"].font.bold = False
        for language in self._document.styles.element.iter(_tag("lang")):
            language.set(_tag("val"), {"vi": "vi-VN", "en": "en-GB"}[self._language])
        section = self._document.sections[0]
        self._turn(section, wide=False)
        self._number_pages(section)

    def _set_font(self, style: Any) -> None:
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for name in list(fonts.attrib):
            del fonts.attrib[name]  # those of the theme come before names
        for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(_tag(kind), _FONT)

    def _turn(self, section: Any, wide: bool) -> None:
        from docx.enum.section import WD_ORIENT
        from docx.shared import Twips

        section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (
            Twips(side) for side in ((_LONG, _SHORT) if wide else (_SHORT, _LONG))
        )
        for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
            setattr(section, side, Twips(_MARGIN))

    def _number_pages(self, section: Any) -> None:
        paragraph = section.footer.paragraphs[0]
        paragraph.alignment = 1
        for kind in ("PAGE", "/", "NUMPAGES"):
            if kind == "/":
                paragraph.add_run(" / ")
            else:
                field = (
                    f'<w:fldSimple {_NAMES} w:instr="{kind}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
                )
                paragraph._p.append(self._parse(field))


def _tag(name: str) -> str:
    return "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}" + name


def _row(
    cells: Iterable[str],
    columns: Sequence[int],
    numbers: Sequence[bool],
    *,
    head: bool = False,
    bold: bool = False,
) -> str:
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="E8ECF2"/>' if head else ""
    made = []
    for text, width, is_number in zip(cells, columns, numbers, strict=True):
        side = "right" if is_number else "left"
        weight = "<w:b/>" if bold else ""
        lines = "<w:br/>".join(
            f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n")
        )
        made.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
            f'<w:p><w:pPr><w:spacing w:before="20" w:after="20"/><w:jc w:val="{side}"/></w:pPr>'
            f'<w:r><w:rPr>{weight}<w:sz w:val="19"/></w:rPr>{lines}</w:r></w:p></w:tc>'
        )
    repeated = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(made)}</w:tr>"
