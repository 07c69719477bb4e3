# SPDX-License-Identifier: MIT
"""A plot within a page whose policy forbids style attributes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from parindex.plots._figure import Plot

_LINK = "{http://www.w3.org/1999/xlink}href"
_OF_A_FILE = ("title", "metadata", "style")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_FONT = re.compile(r"(?:(\d+) )?([\d.]+px) (.+)")  # as matplotlib writes it before 3.10
_NO_TURN = re.compile(r"rotate\(-?0 ")
_PIXELS = 4 / 3  # of a point


def inline(plot: Plot, name: str, label: str) -> str:
    """The plot as an SVG element of HTML without style attributes, with the colour of the text around it.

    `name` begins its identifiers and is unique in the page; `label` is what a screen reader says.
    """
    file = ET.fromstring(plot.to_svg())
    wide, high = map(float, file.attrib["viewBox"].split()[2:])
    made = ET.Element(
        "svg",
        {
            "viewBox": file.attrib["viewBox"],
            "width": f"{wide * _PIXELS:.0f}",
            "height": f"{high * _PIXELS:.0f}",
            "preserveAspectRatio": "xMinYMin meet",
            "role": "img",
            "aria-label": label,
            "fill": "currentColor",
            "stroke-linejoin": "round",
            "stroke-linecap": "butt",
        },
    )
    made.extend(_copied(file, name, _referred(file)))
    _share_font(made)
    return ET.tostring(made, encoding="unicode")


def _referred(file: ET.Element) -> set[str]:
    """The identifiers that are in use."""
    found = set()
    for element in file.iter():
        for value in element.attrib.values():
            found.update(_REFERENCE.findall(value))
        found.add(element.get(_LINK, "").removeprefix("#"))
    return found


def _copied(parent: ET.Element, name: str, used: set[str]) -> Iterable[ET.Element]:
    for element in parent:
        tag = element.tag.rpartition("}")[2]
        if tag in _OF_A_FILE:
            continue
        made = ET.Element(tag, _attributes(element, name, used))
        made.text = (element.text or "").strip() or None
        made.extend(_copied(element, name, used))
        if tag in ("g", "defs") and not made.attrib:
            if tag == "g":
                yield from made
            elif len(made):
                yield made
        else:
            yield made


def _attributes(element: ET.Element, name: str, used: set[str]) -> dict[str, str]:
    made = {}
    for key, value in element.attrib.items():
        if key == "id":
            if value in used:
                made["id"] = f"{name}-{value}"
        elif key == _LINK:
            made["href"] = f"#{name}-{value.removeprefix('#')}"
        elif key == "d":
            made["d"] = " ".join(value.split())
        elif key == "style":
            made |= _presentation(value)
        elif key != "transform" or not _NO_TURN.match(value):
            made[key] = value
    return {
        key: _REFERENCE.sub(lambda found: f"url(#{name}-{found[1]})", value)
        for key, value in made.items()
    }


def _presentation(style: str) -> dict[str, str]:
    """Declarations as attributes."""
    made: dict[str, str] = {}
    for declaration in filter(str.strip, style.split(";")):
        key, _, value = (part.strip() for part in declaration.partition(":"))
        if key == "font" and (parts := _FONT.fullmatch(value)):
            made |= {"font-size": parts[2], "font-family": parts[3]}
            if parts[1]:
                made["font-weight"] = parts[1]
        else:
            made[key] = value
    return made


def _share_font(made: ET.Element) -> None:
    """States the names of the fonts once."""
    texts = [element for element in made.iter("text") if "font-family" in element.attrib]
    if texts:
        made.set("font-family", texts[0].attrib["font-family"])
    for text in texts:
        if text.attrib["font-family"] == made.attrib["font-family"]:
            del text.attrib["font-family"]
