# SPDX-License-Identifier: MIT
"""Programs that tests of documents start: LibreOffice and Chromium."""

from __future__ import annotations

import os

import pytest


def started(program: str | None, name: str) -> list[pytest.MarkDecorator]:
    """The marks of a module whose tests start a program, in `make test-documents`.

    Without the program they are skipped; in CI, which installs it, they fail.
    """
    return [
        pytest.mark.skipif(
            not os.environ.get("PARINDEX_DOCUMENTS"),
            reason=f"{name} is started in make test-documents",
        ),
        pytest.mark.skipif(
            not program and not os.environ.get("CI"), reason=f"{name} is not on this machine"
        ),
    ]
