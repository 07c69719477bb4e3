# SPDX-License-Identifier: MIT
"""The settings of tests with random rubrics: the same cases every time, or those of the seed in
PARINDEX_SEED. PARINDEX_EQUALITY=5000 sets the number of new cases of each test. PARINDEX_SHARE=20 reduces
all numbers to a twentieth, which is enough for a sanitizer: it checks the code that runs, not the figures.
With PARINDEX_LONG=1, as in `make test-long`, hunts that take minutes try everything."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

LONG = bool(os.environ.get("PARINDEX_LONG"))


def share(count: int, long: int | None = None) -> int:
    """The number of tries: `count`, or `long` in a long run, or a share under a sanitizer."""
    if long is not None and LONG:
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
