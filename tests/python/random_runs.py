# SPDX-License-Identifier: MIT
"""How tests with random rubrics run: the same cases every time, or those of the seed in PARINDEX_SEED;
PARINDEX_EQUALITY=5000 asks for that many new ones from each test, PARINDEX_SHARE=20 for a twentieth of
what there is: enough for a sanitizer, which looks at the code that runs and not at the figures. With
PARINDEX_LONG=1, as in `make test-long`, hunts that take minutes try all that they know."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings


def share(count: int, long: int | None = None) -> int:
    """How many to try: `count`, `long` of them in a long run, a share of them under a sanitizer."""
    if long is not None and os.environ.get("PARINDEX_LONG"):
        count = long
    return max(1, count // int(os.environ.get("PARINDEX_SHARE") or 1))


def run(examples: int) -> settings:
    wanted = os.environ.get("PARINDEX_EQUALITY")
    return settings(
        max_examples=int(wanted or share(examples)),
        derandomize=wanted is None and not os.environ.get("PARINDEX_SEED"),
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
