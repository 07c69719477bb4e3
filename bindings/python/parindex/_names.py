# SPDX-License-Identifier: MIT
"""Names of units and nodes: how they are compared, and the error for one that is not there."""

from __future__ import annotations

import unicodedata


def normal(text: str) -> str:
    """A name as it is compared: in Unicode normal form C."""
    return unicodedata.normalize("NFC", text)


def unknown(kind: str, name: str, known: tuple[str, ...]) -> KeyError:
    """The error for a name that is not there, with the names that are spelt alike."""
    import difflib  # costs more than the rest of this module, and only mistakes need it

    near = difflib.get_close_matches(name, known, n=3)
    hint = f"; did you mean {' or '.join(map(repr, near))}?" if near else ""
    return KeyError(f"no {kind} {name!r}{hint}")
