# SPDX-License-Identifier: MIT
"""``python -m parindex`` is the command ``parindex``."""

from __future__ import annotations

import sys

from parindex.cli import main

if __name__ == "__main__":
    sys.exit(main())
