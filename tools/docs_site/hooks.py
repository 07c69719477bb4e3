# SPDX-License-Identifier: MIT
"""Pages are read as GitHub reads them: anchors of headings, fences, and the language of a page."""

from __future__ import annotations

import re
from typing import Any

FENCE = re.compile(r"^```(\w+) ([^\n`]+)$", re.MULTILINE)
FILE = re.compile(r"\bfile=(\S+)")


def slug(text: str, separator: str) -> str:
    """The anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", separator)


def on_config(config: Any) -> Any:
    config.mdx_configs["toc"]["slugify"] = slug
    # The theme loads this from a network; worker.js does the same.
    remote = [url for url in config.extra["polyfills"] if "iframe-worker" in url]
    if len(remote) != 1:
        raise ValueError(f"the theme has another way to search offline: {config.extra}")
    config.extra["polyfills"].remove(remote[0])
    config.extra["polyfills"].append("worker.js")
    return config


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    if page.file.src_uri.startswith("docs/vi/") or page.file.src_uri.endswith(".vi.md"):
        page.meta["language"] = "vi"

    def fence(match: re.Match[str]) -> str:
        # The rest of the line is for tools/run_docs.py; readers need the name of a file.
        named = FILE.search(match[2])
        return f"```{match[1]}" + (f' title="{named[1]}"' if named else "")

    return FENCE.sub(fence, markdown)
