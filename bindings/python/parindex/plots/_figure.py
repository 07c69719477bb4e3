# SPDX-License-Identifier: MIT
"""A figure that is laid out in inches, and the same bytes of it each time."""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from typing import Any, Literal

from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from parindex.errors import Error
from parindex.io._write import write_file
from parindex.plots import _words

Align = Literal["left", "center", "right"]

INK, PALE, LINE = "#222222", "#666666", "#c8c8c8"
BLUE, ORANGE, GREY = "#0072b2", "#d55e00", "#9a9a9a"  # of Okabe and Ito: told apart by everyone
LIGHT = "#dfe8ee"

BODY, SMALL, HEAD = 9.0, 8.0, 12.0
"""Sizes of letters, in points."""

_NOTEBOOK = 620.0  # points: the width of a cell of JupyterLab in a window of 1280 pixels
_SIZE = re.compile(r'width="([\d.]+)pt" height="([\d.]+)pt"')

# DejaVu Sans comes with matplotlib and has the Vietnamese letters. If a viewer of the SVG lacks it,
# other fonts replace it: all of them are narrower, so nothing overlaps.
_SETTINGS: dict[str, Any] = {
    "font.family": ["sans-serif"],
    "font.sans-serif": ["DejaVu Sans", "Verdana", "Noto Sans", "Arial"],
    "text.parse_math": False,
    "text.usetex": False,
    "svg.fonttype": "none",
    "svg.hashsalt": "parindex",
    "hatch.linewidth": 0.6,
}


@contextmanager
def settings() -> Iterator[None]:
    """The settings of plots, independent of those of the program."""
    with style.context(["default", _SETTINGS]), warnings.catch_warnings():
        # A letter that the font lacks is drawn as a box in a PNG, and by the viewer's font in an SVG.
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        yield


class Plot(Figure):
    """A matplotlib figure that is saved as the same bytes each time. Displayed as SVG in notebooks."""

    heading = ""
    """The title, also of the file."""
    spoken = ""
    """The figures as a text, for people who do not see the plot; empty if they are those of a table of the result."""

    measures_nothing = False
    """Whether the texts of an SVG are being written, which has no use for their extent."""

    def save(self, path: str | os.PathLike[str], *, dpi: float = 150) -> None:
        """Write the plot to a file that ends with ``.svg`` or ``.png``.

        Parameters
        ----------
        path
            The file; one that exists is replaced as a whole.
        dpi
            Pixels per inch of a PNG.

        Raises
        ------
        Error
            For another ending.
        WriteError
            If the file cannot be written.
        """
        name = os.fspath(path)
        ending = name[-4:].lower()
        if ending not in (".svg", ".png"):
            raise Error(_words.MUST_END(name))
        write_file(name, self.to_svg().encode() if ending == ".svg" else self.to_png(dpi=dpi))

    def to_svg(self) -> str:
        """The plot as SVG, with its texts as text."""
        metadata = {"Title": self.heading, "Date": None, "Creator": None}
        return self._written("svg", 72, metadata).decode()

    def to_png(self, *, dpi: float = 150) -> bytes:
        """The plot as PNG, with this number of pixels per inch."""
        return self._written("png", dpi, {"Title": self.heading, "Software": None})

    def _written(self, format: str, dpi: float, metadata: dict[str, str | None]) -> bytes:
        self.measures_nothing = format == "svg"
        try:
            with settings(), BytesIO() as file:
                self.savefig(file, format=format, dpi=dpi, facecolor="white", metadata=metadata)
                return file.getvalue()
        finally:
            self.measures_nothing = False

    def __repr__(self) -> str:
        return f"<Plot {self.heading!r}>"

    def _repr_svg_(self) -> str:
        """For a notebook: at most as wide as its cells, whose right edge would cut the plot off."""
        return _SIZE.sub(_narrowed, self.to_svg(), count=1)


def _narrowed(size: re.Match[str]) -> str:
    wide, high = float(size[1]), float(size[2])
    part = min(1.0, _NOTEBOOK / wide)
    return f'width="{wide * part:g}pt" height="{high * part:g}pt"'


class _Line(Text):
    """A text whose place an SVG states without its extent, which takes most of the time of drawing."""

    def draw(self, renderer: Any) -> None:
        plot = self.get_figure()
        if not isinstance(plot, Plot) or not plot.measures_nothing or not self.get_text():
            super().draw(renderer)
            return
        x, y = self.get_transform().transform(self.get_unitless_position())
        context = renderer.new_gc()
        context.set_foreground(self.get_color())
        font, high = self.get_fontproperties(), renderer.get_canvas_width_height()[1]
        renderer.open_group("text", self.get_gid())
        renderer.draw_text(context, x, high - y, self.get_text(), font, 0, mtext=self)
        renderer.close_group("text")
        context.restore()


class Sheet:
    """A plot whose places are in inches from its upper left corner."""

    def __init__(self, width: float, height: float, heading: str) -> None:
        self.width, self.height = round(width, 2), round(height, 2)
        self.plot = Plot(figsize=(self.width, self.height), dpi=100)
        self.plot.heading = heading

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = BODY,
        *,
        align: Align = "left",
        color: str = INK,
        bold: bool = False,
    ) -> None:
        """A line of text, `y` being the middle of its small letters."""
        line = _Line(
            x,
            self.height - y - 0.36 * size / 72,
            text,
            size=size,
            ha=align,
            va="baseline",
            color=color,
            weight="bold" if bold else "normal",
            transform=self.plot.dpi_scale_trans,
        )
        line.set_figure(self.plot)
        self.plot.texts.append(line)

    def box(
        self, x: float, y: float, width: float, height: float, color: str, hatch: str = ""
    ) -> None:
        """A rectangle; with a hatch its lines have the colour."""
        self.plot.add_artist(
            Rectangle(
                (x, self.height - y - height),
                width,
                height,
                facecolor="white" if hatch else color,
                edgecolor=color if hatch else "white",
                linewidth=0 if hatch else 0.8,
                hatch=hatch or None,
                transform=self.plot.dpi_scale_trans,
            )
        )

    def axes(self, x: float, y: float, width: float, height: float) -> Axes:
        """Axes over a part of the sheet."""
        bottom = self.height - y - height
        place = (x / self.width, bottom / self.height, width / self.width, height / self.height)
        axes = self.plot.add_axes(place)
        axes.tick_params(length=0, labelsize=SMALL, labelcolor=PALE)
        for spine in axes.spines.values():
            spine.set_visible(False)
        axes.set_axisbelow(True)
        return axes


def width(text: str, size: float = BODY, *, bold: bool = False) -> float:
    """The width of a text in inches."""
    return sum(_advance(letter, bold) for letter in text) * size


@lru_cache(maxsize=20_000)
def _advance(letter: str, bold: bool) -> float:
    """How far a letter moves the next one, in inches at a size of one point."""
    font = get_font(findfont(FontProperties(weight="bold" if bold else "normal")))
    if not font.get_char_index(ord(letter)):
        return 1 / 72  # of another font: at most as wide as it is high
    font.set_size(100, 72)
    # 3 % more, because a screen rounds each advance to its pixels.
    return float(font.load_char(ord(letter)).linearHoriAdvance) / 65536 / 100 / 72 * 1.03


def cut(text: str, most: float, size: float = BODY, *, bold: bool = False) -> str:
    """A text, cut with an ellipsis if it is wider than this number of inches."""
    if len(text) < 400 and width(text, size, bold=bold) <= most:
        return text
    fits, fails = 0, min(len(text), 400)
    while fails - fits > 1:
        middle = (fits + fails) // 2
        if width(text[:middle].rstrip() + "…", size, bold=bold) <= most:
            fits = middle
        else:
            fails = middle
    return text[:fits].rstrip() + "…"


def wrap(text: str, most: float, size: float, lines: int, *, bold: bool = False) -> list[str]:
    """A text as at most this number of lines of at most this number of inches; the last is cut."""
    done: list[str] = []
    words = text.split()
    while words and len(done) < lines - 1:
        line = words.pop(0)
        while words and width(f"{line} {words[0]}", size, bold=bold) <= most:
            line += f" {words.pop(0)}"
        done.append(cut(line, most, size, bold=bold))
    if words:
        done.append(cut(" ".join(words), most, size, bold=bold))
    return done
