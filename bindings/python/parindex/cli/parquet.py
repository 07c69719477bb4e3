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
    from parindex.batches._parquet import files_of

    if path.suffix.lower() == _SUFFIX:
        return True
    try:
        return path.is_dir() and any(True for _ in files_of(path))
    except OSError:
        return False  # the reader of other files says why it cannot be read


def is_output(args: Namespace) -> bool:
    """Whether the results become a Parquet file."""
    return args.output is not None and Path(args.output).suffix.lower() == _SUFFIX


def table(path: Path) -> pa.Table:
    """All rows of Parquet files. Raises DataError if they cannot be read."""
    from parindex.batches._arrow import arrow
    from parindex.batches._parquet import read_parquet

    files = read_parquet(path)
    if not files.rows:  # then there is no batch that says what the columns are
        return arrow().table({name: [] for name in files.columns})
    return arrow().Table.from_batches(list(files.batches()))
