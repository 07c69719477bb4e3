# SPDX-License-Identifier: MIT
"""Parquet files as DATA and as the file of ``--output``."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

_SUFFIX = ".parquet"


def is_data(path: Path) -> bool:
    """Whether a path is that of a Parquet file, or of a folder with such files."""
    return path.suffix.lower() == _SUFFIX or (path.is_dir() and any(path.rglob(f"*{_SUFFIX}")))


def is_output(args: Namespace) -> bool:
    """Whether the results become a Parquet file."""
    return args.output is not None and Path(args.output).suffix.lower() == _SUFFIX


def table(path: Path) -> pa.Table:
    """All rows of Parquet files. Raises DataError if they cannot be read."""
    from parindex.batches._arrow import arrow
    from parindex.batches._parquet import read_parquet

    batches = list(read_parquet(path).batches())
    return arrow().Table.from_batches(batches)
