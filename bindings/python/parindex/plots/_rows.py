# SPDX-License-Identifier: MIT
"""Plots with a line for each unit or leaf: texts, bars over a scale, figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, MaxNLocator

from parindex._typing import Language
from parindex.display._text import with_sign
from parindex.display._words import capital
from parindex.plots._figure import (
    BODY,
    GREY,
    HEAD,
    LINE,
    PALE,
    SMALL,
    Align,
    Plot,
    Sheet,
    cut,
    wrap,
)
from parindex.plots._figure import width as text_width
from parindex.plots._texts import sign

_LINE_HEIGHT = 0.22  # inches
_EDGE = 0.25
_SPACE = 0.14  # between columns
_BARS = 4.2  # width of the scale


@dataclass(slots=True)
class Column:
    """A column of texts: its heading, and the largest width in inches."""

    name: str
    align: Align = "left"
    most: float = 2.9

    def __post_init__(self) -> None:
        self.name = capital(self.name)


@dataclass(slots=True)
class Bar:
    """A bar from one figure to another; its length is the only place where a figure becomes a float."""

    start: float
    end: float
    color: str
    thin: bool = False


@dataclass(slots=True)
class Line:
    """A line of the plot."""

    left: Sequence[str] = ()
    right: Sequence[str] = ()
    bars: Sequence[Bar] = ()
    dots: Sequence[tuple[float, str]] = ()
    said: str = ""
    """Text in place of bars: why there is no figure."""
    heading: str = ""
    """The name of a group, which is a line of its own."""


@dataclass(slots=True)
class Rows:
    """A plot with a line for each unit or leaf."""

    title: str
    subtitle: str
    language: Language
    left: list[Column]
    right: list[Column]
    scale: str
    """What the bars measure."""
    lines: list[Line] = field(default_factory=list)
    bounds: tuple[float, float] | None = None
    """The ends of the scale; by default those of the bars."""
    legend: list[tuple[str, str]] = field(default_factory=list)
    """Colours and their meaning."""
    notes: list[str] = field(default_factory=list)

    def draw(self) -> Plot:
        left = [self._width(column, at, "left") for at, column in enumerate(self.left)]
        right = [self._width(column, at, "right") for at, column in enumerate(self.right)]
        over = sum(left) + _SPACE * len(left) + _EDGE
        most = max((text_width(line.said, SMALL) for line in self.lines if line.said), default=0)
        bars = max(_BARS, min(most + 0.2, 7.5))
        whole = over + bars + sum(right) + _SPACE * len(right) + _EDGE
        title = wrap(self.title, whole - 2 * _EDGE, HEAD, 3, bold=True)
        subtitle = wrap(self.subtitle, whole - 2 * _EDGE, BODY, 3)
        notes = [part for note in self.notes for part in wrap(note, whole - 2 * _EDGE, SMALL, 4)]
        top = 0.3 + 0.25 * len(title) + 0.19 * len(subtitle) + (0.3 if self.legend else 0)
        top += 0.29
        empty = not any(line.bars or line.dots for line in self.lines)
        long = _LINE_HEIGHT * max(1, len(self.lines))
        tall = top + long + 0.58 + 0.17 * len(notes)
        sheet = Sheet(whole, tall, self.title)

        at = 0.3
        for text in title:
            sheet.text(_EDGE, at, text, HEAD, bold=True)
            at += 0.25
        for text in subtitle:
            sheet.text(_EDGE, at, text, color=PALE)
            at += 0.19
        self._legend(sheet, at + 0.08)
        places = self._places(left, _EDGE, self.left)
        places += self._places(right, over + bars + _SPACE, self.right)
        columns = [*self.left, *self.right]
        for column, x in zip(columns, places, strict=True):
            if not empty:
                sheet.text(x, top - 0.12, column.name, SMALL, align=column.align, color=PALE)
        for number, line in enumerate(self.lines):
            y = top + _LINE_HEIGHT * (number + 0.5)
            if line.heading:
                room = whole - 2 * _EDGE
                sheet.text(_EDGE, y, cut(line.heading, room, bold=True), bold=True)
                continue
            texts = [*line.left, *line.right]
            for column, x, text in zip(columns, places, texts, strict=True):
                sheet.text(x, y, cut(text, column.most), align=column.align)
            if line.said:
                said = cut(line.said, bars - 0.1, SMALL)
                sheet.text(over + 0.08, y, said, SMALL, color=PALE)
        if not empty:
            self._bars(sheet, over, top, bars, long)
        for number, note in enumerate(notes):
            sheet.text(_EDGE, top + long + 0.55 + 0.17 * number, note, SMALL, color=PALE)
        return sheet.plot

    def _width(self, column: Column, at: int, side: str) -> float:
        texts = [getattr(line, side)[at] for line in self.lines if not line.heading]
        found = max((min(column.most, text_width(text)) for text in texts), default=0)
        return max(found, text_width(column.name, SMALL)) + 0.02

    def _places(self, widths: list[float], x: float, columns: list[Column]) -> list[float]:
        places = []
        for width, column in zip(widths, columns, strict=True):
            places.append(x + width if column.align == "right" else x)
            x += width + _SPACE
        return places

    def _legend(self, sheet: Sheet, y: float) -> None:
        x = _EDGE
        for color, text in self.legend:
            sheet.box(x, y - 0.06, 0.16, 0.12, color)
            sheet.text(x + 0.22, y, text, SMALL, color=PALE)
            x += 0.22 + text_width(text, SMALL) + 0.25

    def _bars(self, sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
        axes = sheet.axes(x, y, width, height)
        ends = [end for line in self.lines for bar in line.bars for end in (bar.start, bar.end)]
        ends += [place for line in self.lines for place, _ in line.dots]
        low, high = self.bounds or (min([0, *ends]), max([0, *ends]))
        low, high = min([low, *ends]), max([high, *ends])
        room = (high - low or 1) * 0.02
        before = room if low < 0 or any(line.dots for line in self.lines) else 0
        axes.set_xlim(low - before, (high if high > low else low + 1) + room)
        axes.set_ylim(max(1, len(self.lines)), 0)
        axes.set_yticks([])
        axes.xaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 2.5, 5, 10]))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: self._tick(value)))
        axes.grid(axis="x", color=LINE, linewidth=0.6)
        axes.set_xlabel(capital(self.scale), size=SMALL, color=PALE, labelpad=4)
        axes.axvline(0, color=GREY, linewidth=0.8)
        for number, line in enumerate(self.lines):
            for bar in line.bars:
                half = 0.08 if bar.thin else 0.33
                corner = bar.start, number + 0.5 - half
                box = Rectangle(corner, bar.end - bar.start, 2 * half, color=bar.color)
                axes.add_artist(box)  # `barh` takes ten times as long
            for at, (place, color) in enumerate(line.dots):  # the first around the second
                axes.plot(
                    [place],
                    [number + 0.5],
                    "o",
                    markersize=5 if at else 8.5,
                    markerfacecolor=color if at else "white",
                    markeredgecolor=color,
                    markeredgewidth=0 if at else 1.8,
                )

    def _tick(self, value: float) -> str:
        return tick(value, self.language)


def tick(value: float, language: Language) -> str:
    """A number of a scale."""
    text = format(Decimal(f"{value:.6g}").normalize() + 0, "f")
    return with_sign(text, sign(language)).replace("-", "−")
