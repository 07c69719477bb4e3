# SPDX-License-Identifier: MIT
"""Parquet files and folders of them as batches, and batches as a Parquet file."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import unquote

from parindex import _batch_messages, _messages
from parindex._foreign import as_path, exception_text, reason_of
from parindex.batches._arrow import arrow, batches_of, refuse
from parindex.errors import DataError, error
from parindex.io._write import write_parts

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS = 16_384  # of a batch: 13 MB of 100 columns of 8 bytes


@dataclass(frozen=True)
class ParquetFiles:
    """The Parquet files of a path, in the order of their names."""

    files: tuple[Path, ...]
    rows: int
    """Rows of all files, as their footers state them."""
    columns: tuple[str, ...]
    """Names of the columns of the first file, then those that the folders name."""
    _keys: tuple[dict[str, str], ...]

    def batches(
        self,
        columns: Collection[str] | None = None,
        *,
        rows: int = _ROWS,
        told: Callable[[int, int], object] | None = None,
    ) -> Iterator[pa.RecordBatch]:
        """The record batches, in constant memory.

        Parameters
        ----------
        columns
            Names of the columns that are read; None: all. A name that the files lack is left out.
        rows
            The most rows of a batch.
        told
            Is called with the rows that have been read and their total, before each batch.
        """
        return batches_of(self._read(columns, rows, told))

    def _read(
        self,
        columns: Collection[str] | None,
        rows: int,
        told: Callable[[int, int], object] | None,
    ) -> Iterator[pa.RecordBatch]:
        pa = arrow()
        done = 0
        for path, keys in zip(self.files, self._keys, strict=True):
            with _opened(path) as file:
                names = file.schema_arrow.names
                wanted = names if columns is None else [name for name in names if name in columns]
                added = {k: v for k, v in keys.items() if columns is None or k in columns}
                read = file.iter_batches(batch_size=rows, columns=wanted, use_threads=False)
                while (batch := _next(read, path)) is not None:
                    if told is not None:
                        told(done, self.rows)
                    done += batch.num_rows
                    for name, value in added.items():
                        constant = pa.repeat(pa.scalar(value, pa.string()), batch.num_rows)
                        batch = batch.append_column(name, constant)
                    yield batch


def read_parquet(path: str | os.PathLike[str]) -> ParquetFiles:
    """The Parquet file at a path, or those of `files_of` in a folder.

    A partition such as ``region=north`` adds the column ``region`` with the text ``north``.

    Raises
    ------
    DataError
        Without pyarrow; for a path without Parquet files and for a file that cannot be read.
    """
    root = as_path(path)
    if root.is_dir():
        found = sorted(files_of(root))
        if not found:
            refuse(_batch_messages.THE_FOLDER_HAS_NO_PARQUET_FILES(), "*.parquet", os.fspath(path))
    else:
        found = [root]
    keys = tuple(_keys_of(each.relative_to(root).parts[:-1]) for each in found)
    rows = 0
    columns: tuple[str, ...] = ()
    for each, of_folders in zip(found, keys, strict=True):
        with _opened(each) as file:
            rows += file.metadata.num_rows
            if not columns:
                columns = (*file.schema_arrow.names, *of_folders)
    return ParquetFiles(tuple(found), rows, columns, keys)


def files_of(folder: Path) -> Iterator[Path]:
    """The Parquet files in a folder and in its partitions, which are folders such as ``region=north``.

    Other folders are not searched. Names that begin with a dot or an underscore are left out.
    """
    for each in folder.iterdir():
        if each.name[0] in "._":
            continue
        if each.suffix == ".parquet" and each.is_file():
            yield each
        elif "=" in each.name and each.is_dir():
            yield from files_of(each)


def _keys_of(folders: Iterable[str]) -> dict[str, str]:
    pairs = (folder.partition("=") for folder in folders)
    return {unquote(name): unquote(value) for name, sign, value in pairs if sign}


def _opened(path: Path) -> Any:
    pa = arrow()
    import pyarrow.parquet as pq

    try:
        # Columns are read in small pieces, not in whole groups of rows.
        return pq.ParquetFile(path, buffer_size=1 << 16, pre_buffer=False)
    except pa.ArrowInvalid as failure:
        _refuse_broken(path, failure)
    except OSError as failure:
        actual = _messages.IN_FILE(os.fspath(path), reason_of(failure))
        issue = error("file_unreadable", _messages.THE_FILE_CANNOT_BE_READ_2(), actual=actual)
        raise DataError(_messages.THE_FILE_CANNOT_BE_READ(), [issue]) from None


def _next(read: Iterator[pa.RecordBatch], path: Path) -> pa.RecordBatch | None:
    try:
        return next(read, None)
    except (arrow().ArrowException, OSError) as failure:
        _refuse_broken(path, failure)


def _refuse_broken(path: Path, failure: Exception) -> NoReturn:
    actual = _messages.IN_FILE(os.fspath(path), exception_text(failure))
    refuse(_batch_messages.THE_PARQUET_FILE_IS_BROKEN(), "", actual)


def write_parquet(
    batches: Any, path: str | os.PathLike[str], *, schema: pa.Schema | None = None
) -> int:
    """Write batches as one Parquet file, whole or not at all, and give the number of rows.

    Parameters
    ----------
    batches
        As the source of `score`.
    path
        The file; its previous content stays until the new content is complete.
    schema
        Its columns; by default those of `batches`, which must then have a ``schema``.

    Raises
    ------
    WriteError
        When the file cannot be written. It, and any exception of `batches`, leaves the old file unchanged.
    """
    arrow()
    import pyarrow.parquet as pq

    columns = batches.schema if schema is None else schema
    rows = 0

    def produce(take: Callable[[bytes], object]) -> None:
        nonlocal rows
        with pq.ParquetWriter(_Sink(take), columns, compression="zstd") as writer:
            for batch in batches:
                rows += batch.num_rows
                writer.write_batch(batch)

    write_parts(path, produce)
    return rows


class _Sink:
    """The file that pyarrow writes to: passes each piece on."""

    closed = False

    def __init__(self, take: Callable[[bytes], object]) -> None:
        self._take = take
        self._at = 0

    def write(self, piece: Any) -> int:
        content = bytes(piece)
        self._take(content)
        self._at += len(content)
        return len(content)

    def tell(self) -> int:
        return self._at

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """`write_parts` opened the file and closes it."""

    def readable(self) -> bool:
        return False

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False
