# SPDX-License-Identifier: MIT
"""How tests with random rubrics run: the same cases every time, or those of the seed in PARINDEX_SEED;
PARINDEX_EQUALITY=5000 asks for that many new ones from each test."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings


def run(examples: int) -> settings:
    wanted = os.environ.get("PARINDEX_EQUALITY")
    return settings(
        max_examples=int(wanted or examples),
        derandomize=wanted is None and not os.environ.get("PARINDEX_SEED"),
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
