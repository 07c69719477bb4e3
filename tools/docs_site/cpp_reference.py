# SPDX-License-Identifier: MIT
"""The C++ reference: a Markdown page for each room, from the XML that Doxygen makes from the
headers."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parents[2]
NAMESPACE = "parindex::"
# The rooms from the bottom to the top, with the headers that belong to none first.
ROOMS = (
    "common", "numbers", "rubric", "engine", "results", "analysis", "process", "io", "testing",
)  # fmt: skip
CLASSES = ("class", "struct", "union")


@dataclass
class Entry:
    """A class, or the functions and types of one name in a header."""

    name: str
    anchor: str
    header: str
    line: int
    elements: list[ET.Element] = field(default_factory=list)

    @property
    def room(self) -> str:
        parts = self.header.split("/")
        return parts[1] if len(parts) > 2 else "common"


def run_doxygen(work: Path) -> Path:
    """The folder of XML. Warnings of Doxygen, such as a broken reference, are errors."""
    work.mkdir(parents=True, exist_ok=True)
    settings = (ROOT / "tools" / "docs_site" / "Doxyfile").read_text(encoding="utf-8")
    settings += f'INPUT = "{ROOT / "include" / "parindex"}"\nOUTPUT_DIRECTORY = "{work}"\n'
    settings += f'STRIP_FROM_PATH = "{ROOT / "include"}"\n'
    subprocess.run(["doxygen", "-"], input=settings, text=True, check=True)
    return work / "xml"


def text(element: ET.Element | None) -> str:
    """The plain text of an element, without spaces that only line breaks of a header make."""
    if element is None:
        return ""
    joined = " ".join("".join(element.itertext()).split())
    joined = joined.replace("< ", "<").replace(" >", ">").replace("=delete", " = delete")
    return re.sub(r"(?<=[\w>]) ([&*]+)", r"\1 ", joined.replace("=default", " = default")).strip()


def escaped(words: str) -> str:
    return re.sub(r"([\\*_<>\[\]|#])", r"\\\1", words)


class Pages:
    """The results of Doxygen, and their Markdown."""

    def __init__(self, xml: Path) -> None:
        self.entries: dict[tuple[str, str], Entry] = {}
        self.links: dict[str, Entry] = {}  # by the id of Doxygen
        for path in sorted(xml.glob("*.xml")):
            compound = ET.parse(path).getroot().find("compounddef")
            if compound is None:
                continue
            if compound.get("kind") in CLASSES and compound.get("prot") != "private":
                self.add(compound, text(compound.find("compoundname")))
            elif compound.get("kind") == "namespace":
                for member in compound.iter("memberdef"):
                    self.add(member, text(member.find("qualifiedname")))

    def add(self, element: ET.Element, qualified: str) -> None:
        place = element.find("location")
        header = "" if place is None else place.get("file", "")
        if not header.startswith("parindex/") or not qualified.startswith(NAMESPACE):
            return
        name = re.sub(r"\bv\d+_\d+::", "", qualified.removeprefix(NAMESPACE))
        line = int(place.get("line", "0")) if place is not None else 0
        anchor = "cpp-" + re.sub(r"\W+", "-", name).strip("-").lower()
        if "operator" in name:  # together, where the first one is
            name, anchor = "operators", "cpp-operators-" + re.sub(r"\W+", "-", header)
        if name[0].islower() and element.get("kind") in CLASSES:
            anchor += "-class"
        entry = self.entries.setdefault((header, name), Entry(name, anchor, header, line))
        entry.line = min(entry.line, line)
        entry.elements.append(element)
        self.links[element.get("id", "")] = entry

    # ---- Markdown ---------------------------------------------------------------------------

    def inline(self, element: ET.Element, room: str) -> Iterator[str]:
        """The Markdown of a paragraph."""
        yield escaped(element.text or "")
        for part in element:
            target = self.links.get(part.get("refid", ""))
            if part.tag == "computeroutput":
                yield f"`{text(part)}`"
            elif part.tag == "ref" and target is not None:
                page = "" if target.room == room else f"{target.room}.md"
                yield f"[{escaped(text(part))}]({page}#{target.anchor})"
            elif part.tag == "itemizedlist":
                for item in part:
                    yield "\n\n* " + " ".join("".join(self.inline(p, room)).strip() for p in item)
                yield "\n"
            elif part.tag in ("verbatim", "programlisting"):
                yield f"\n\n```cpp\n{''.join(part.itertext()).strip()}\n```\n\n"
            else:
                yield from self.inline(part, room)
            yield escaped(part.tail or "")

    def described(self, element: ET.Element, room: str) -> str:
        paragraphs = [
            "".join(self.inline(para, room)).strip()
            for name in ("briefdescription", "detaileddescription")
            for para in element.findall(f"{name}/para")
        ]
        return "\n\n".join(filter(None, paragraphs))

    def page(self, room: str) -> str:
        entries = sorted(
            (entry for entry in self.entries.values() if entry.room == room),
            key=lambda entry: (entry.header, entry.line),
        )
        lines = [f"# {room}\n"]
        header = ""
        for entry in entries:
            if entry.header != header:
                header = entry.header
                lines.append(f"## {header.removeprefix('parindex/')}\n\n`#include <{header}>`\n")
            lines.append(f"### {escaped(entry.name)} {{: #{entry.anchor} }}\n")
            lines += [self.entry(element, room) for element in entry.elements]
        return "\n".join(lines)

    def entry(self, element: ET.Element, room: str) -> str:
        shown = [f"```cpp\n{declaration(element)};\n```\n", self.described(element, room), ""]
        if element.get("kind") == "enum":
            for value in element.findall("enumvalue"):
                said = self.described(value, room)
                shown.append(f"* `{text(value.find('name'))}`" + (f" – {said}" if said else ""))
        if element.get("kind") in CLASSES:
            for member in element.iter("memberdef"):
                if member.get("prot") == "public" and member.get("kind") != "friend":
                    said = self.described(member, room).replace("\n", "\n    ") or "–"
                    shown.append(f"`#!cpp {declaration(member)}`\n:   {said}\n")
        return "\n".join([*shown, ""])


def declaration(element: ET.Element) -> str:
    """One declaration as in the header, without its body."""
    kind = element.get("kind", "")
    parameters = ", ".join(
        f"{text(each.find('type'))} {text(each.find('declname'))}".strip()
        for each in element.findall("templateparamlist/param")
    )
    before = f"template <{parameters}> " if element.find("templateparamlist") is not None else ""
    if kind in CLASSES:
        bases = [text(base) for base in element.findall("basecompoundref")]
        name = text(element.find("compoundname")).removeprefix(NAMESPACE)
        return f"{before}{kind} {name}" + (f" : {', '.join(bases)}" if bases else "")
    name, kind_of = text(element.find("name")), text(element.find("type"))
    if kind == "enum":
        return f"enum {'class ' if element.get('strong') == 'yes' else ''}{name}"
    if kind == "typedef":
        return f"{before}using {name} = {kind_of}"
    if kind == "function":
        static = "static " if element.get("static") == "yes" else ""
        arguments = text(element.find("argsstring"))
        return re.sub(r" +(?=[ ,)])", "", f"{before}{static}{kind_of} {name}{arguments}").strip()
    initial = text(element.find("initializer"))
    return f"{kind_of} {name} {initial}".strip()


def write(work: Path, target: Path) -> list[str]:
    """Writes the pages of the reference into a folder; gives the names of the rooms that have one."""
    pages = Pages(run_doxygen(work))
    target.mkdir(parents=True, exist_ok=True)
    for room in ROOMS:
        (target / f"{room}.md").write_text(pages.page(room), encoding="utf-8")
    return list(ROOMS)
