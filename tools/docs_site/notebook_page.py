# SPDX-License-Identifier: MIT
"""A notebook as a page: text, code, and the outputs that are stored in it."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from typing import Any

IMAGES = {"image/png": ".png", "image/svg+xml": ".svg", "image/jpeg": ".jpg"}
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def joined(source: str | list[str]) -> str:
    return source if isinstance(source, str) else "".join(source)


def fenced(text: str, language: str = "text") -> str:
    fence = "`" * max(3, 1 + max(map(len, re.findall(r"`+", text)), default=0))
    return f"{fence}{language}\n{text.rstrip()}\n{fence}\n"


def output(made: dict[str, Any], image: Path) -> str:
    """One output: an image, HTML or text, whichever says most."""
    if made["output_type"] == "error":
        return fenced(ANSI.sub("", "\n".join(made["traceback"])))
    data = made.get("data", {"text/plain": made.get("text", "")})
    for kind, suffix in IMAGES.items():
        if kind in data:
            path = image.with_suffix(suffix)
            content = joined(data[kind])
            if kind == "image/svg+xml":
                path.write_text(content, encoding="utf-8")
            else:
                path.write_bytes(base64.b64decode(content))
            words = joined(data.get("text/plain", "plot")).strip().replace("\n", " ")
            return f"![{re.sub(r'[][<>]', '', words)}]({path.name})\n"
    if "text/html" in data:
        # Without empty lines it is one block of HTML.
        html = re.sub(r"\n\s*\n", "\n", joined(data["text/html"]).strip())
        return f'<div class="notebook-output" markdown="0">\n{html}\n</div>\n'
    return fenced(ANSI.sub("", joined(data.get("text/plain", ""))))


def write(notebook: Path, page: Path) -> None:
    """Writes the page of a notebook, with its images beside it."""
    content = json.loads(notebook.read_text(encoding="utf-8"))
    page.parent.mkdir(parents=True, exist_ok=True)
    parts = []
    for number, cell in enumerate(content["cells"]):
        source = joined(cell["source"])
        if cell["cell_type"] == "markdown":
            parts.append(source + "\n")
        elif cell["cell_type"] == "code" and source.strip():
            parts.append(fenced(source, "python"))
            for place, made in enumerate(cell.get("outputs", [])):
                parts.append(output(made, page.with_name(f"{page.stem}-{number}-{place}.img")))
    parts.append(f"[{notebook.name}]({notebook.name})\n")
    page.write_text("\n".join(parts), encoding="utf-8")
