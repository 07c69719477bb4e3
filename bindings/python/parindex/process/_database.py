# SPDX-License-Identifier: MIT
"""An append-only list of JSON texts in one SQLite file, each chained to the previous ones."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import random
import sqlite3
import time
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from parindex import _messages
from parindex._foreign import reason_of
from parindex.errors import DataError, IssuesError, error
from parindex.io._write import new_name, sync_folder, unwritable

APPLICATION = 0x70784F62
"""`application_id` of the file: "pxOb"."""

VERSION = 1
"""`user_version` of the file: the format of this page."""

ENTRY = (
    "CREATE TABLE entry (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, unit TEXT NOT NULL,"
    " code TEXT NOT NULL, input TEXT NOT NULL, body TEXT NOT NULL, recorded TEXT NOT NULL,"
    " digest TEXT NOT NULL)"
)
ENTRY_PLACE = "CREATE INDEX entry_place ON entry (kind, unit, code)"
STORE = (
    "CREATE TABLE store (rubric TEXT NOT NULL, edition TEXT NOT NULL, digest TEXT NOT NULL,"
    " units TEXT NOT NULL, entries INTEGER NOT NULL, head TEXT NOT NULL)"
)
SCHEMA = (ENTRY, ENTRY_PLACE, STORE)
"""In the order of the names. A file with any other object is rejected: a trigger could change what is
appended."""

WAIT = 0.1
"""Seconds that SQLite waits for a lock before Python looks for Ctrl-C and the deadline."""


class Identity(NamedTuple):
    """What a store is for; no entry changes it."""

    rubric: str
    edition: str
    digest: str
    """Of the rubric, independent of the selected set of weights."""
    units: str
    """``"listed"``: observations may only name units that were added; ``"named"``: they add them."""


class Entry(NamedTuple):
    """One text with its place. Members that do not apply are empty."""

    kind: str
    unit: str
    code: str
    input: str
    body: str
    """A JSON object."""
    recorded: str
    """When it was appended: ISO 8601 with the offset of the clock."""


class Database:
    """The file, open. Raises DataError when it is damaged or stays locked, WriteError when it cannot
    be written; a failure leaves what was committed before, and nothing else."""

    def __init__(self, file: Path, name: str, timeout: float) -> None:
        self.file = file
        self._name = name  # as it was given, for messages
        self._timeout = timeout
        self._number = 0  # of the last entry, while a transaction writes
        self._head = ""
        with self._named(writing=False):
            # Only SQLite opens the file: closing another descriptor of it would drop the locks of
            # every connection of this process.
            self._connection = _connect(file)
        try:
            with self._named(writing=False):
                self._prepare()
            with self.reading():
                self._verify()
        except BaseException:
            self._connection.close()
            raise

    @staticmethod
    def create(file: Path, name: str, identity: Identity, entries: Iterable[Entry]) -> None:
        """Make a store where there is no file; its name never refers to an incomplete store."""
        new = new_name(file)
        try:
            os.close(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o666))
            with contextlib.closing(_connect(new)) as connection:
                connection.execute("PRAGMA journal_mode=MEMORY")  # no other program knows its name
                connection.execute("PRAGMA synchronous=FULL")
                connection.execute("BEGIN")
                connection.execute(f"PRAGMA application_id={APPLICATION}")
                connection.execute(f"PRAGMA user_version={VERSION}")
                for statement in SCHEMA:
                    connection.execute(statement)
                number, head = 0, _first(identity)
                for number, entry in enumerate(entries, start=1):
                    head = _insert(connection, head, number, entry)
                row = (*identity, number, head)
                connection.execute("INSERT INTO store VALUES (?, ?, ?, ?, ?, ?)", row)
                connection.execute("COMMIT")
            # A link never takes the place of a store that another program has made meanwhile.
            file.hardlink_to(new)
            sync_folder(file.parent)
        except FileExistsError:
            pass
        except (OSError, sqlite3.Error) as failure:
            raise unwritable(name, reason_of(failure)) from failure
        finally:
            with contextlib.suppress(OSError):
                new.unlink()

    def close(self) -> None:
        self._connection.close()

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """A transaction that reads the store at one moment."""
        with self._transaction("BEGIN", writing=False):
            yield

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """An exclusive transaction that appends; its data is on the disk when it ends."""
        with self._transaction("BEGIN IMMEDIATE", writing=True):
            self._number, self._head = self._end()
            before = self._number
            yield
            if self._number != before:
                self._connection.execute(
                    "UPDATE store SET entries = ?, head = ?", (self._number, self._head)
                )

    def identity(self) -> Identity:
        """What the store is for."""
        return Identity(*self._store()[:4])

    def recorded(self) -> datetime | None:
        """When the last entry was appended; None without entries."""
        found = self._select("ORDER BY e.number DESC LIMIT 1")
        if not found:
            return None
        with contextlib.suppress(ValueError):
            when = datetime.fromisoformat(found[0].recorded)
            if when.tzinfo is not None:
                return when
        raise self._damaged(_messages.THE_LAST_ENTRY_HAS_NO_TIME())

    def append(self, entry: Entry) -> None:
        """Append to the transaction that writes."""
        self._number += 1
        self._head = _insert(self._connection, self._head, self._number, entry)

    def entries(self, kind: str) -> list[Entry]:
        """All entries of a kind, oldest first."""
        return self._select("WHERE e.kind = ? ORDER BY e.number", kind)

    def all_entries(self) -> list[Entry]:
        """All entries of every kind, oldest first."""
        return self._select("ORDER BY e.number")

    def entries_of(self, kind: str, unit: str, code: str) -> list[Entry]:
        """All entries of a kind about a code of a unit, oldest first."""
        where = "WHERE e.kind = ? AND e.unit = ? AND e.code = ? ORDER BY e.number"
        return self._select(where, kind, unit, code)

    def last_of(self, kind: str, unit: str, code: str) -> list[Entry]:
        """The last of `entries_of`, or nothing."""
        where = "WHERE e.kind = ? AND e.unit = ? AND e.code = ? ORDER BY e.number DESC LIMIT 1"
        return self._select(where, kind, unit, code)

    def count(self, kind: str) -> int:
        """How many entries of a kind there are."""
        found = self._connection.execute("SELECT count(*) FROM entry WHERE kind = ?", (kind,))
        (counted,) = found.fetchone()
        return int(counted)

    # ---- Checks ---------------------------------------------------------------------------------

    def _prepare(self) -> None:
        # The content of the file is data: no function that its schema names is called.
        self._patiently("PRAGMA trusted_schema=OFF")
        self._patiently("PRAGMA cell_size_check=ON")
        # FULL, and the folder is synced when the journal is gone: a commit outlives a loss of power.
        self._patiently("PRAGMA synchronous=EXTRA")  # reads the schema, so others may lock it

    def _verify(self) -> None:
        """Reject a file that is not a store, or whose content was changed."""
        if self._one("PRAGMA application_id") != APPLICATION:
            raise self._damaged(_messages.A_DATABASE_OF_ANOTHER_PROGRAM())
        version = self._one("PRAGMA user_version")
        if version != VERSION:
            message = _messages.UNSUPPORTED_FORMAT_VERSION_OF_THE_STORE()
            found = error(
                "format_version", message, expected=str(VERSION), actual=f"{self._name}: {version}"
            )
            raise DataError(_messages.THE_STORE_CANNOT_BE_READ(), [found])
        schema = self._connection.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall()
        if schema != [(statement,) for statement in SCHEMA]:
            raise self._damaged(_messages.UNKNOWN_TABLES())
        mode = self._one("PRAGMA journal_mode")
        if mode != "delete":
            raise self._damaged(_messages.JOURNAL_MODE_NOT_DELETE(mode))
        # Checks SQLite's own pages, and that the index matches the table.
        state = self._one("PRAGMA integrity_check(1)")
        if state != "ok":
            raise self._damaged(str(state))
        number, _ = self._end()
        if len(self._select("ORDER BY e.number")) != number:
            raise self._damaged(_messages.FEWER_ENTRIES_THAN_WERE_APPENDED())

    def _end(self) -> tuple[int, str]:
        """Number and digest of the last entry, as found and as recorded."""
        store = self._store()
        last: tuple[int, str] = self._connection.execute(
            "SELECT number, digest FROM entry ORDER BY number DESC LIMIT 1"
        ).fetchone() or (0, _first(Identity(*store[:4])))
        if last != store[4:]:
            raise self._damaged(_messages.THE_LAST_ENTRY_IS_ANOTHER())
        return last

    def _store(self) -> tuple[str, str, str, str, int, str]:
        rows: list[tuple[str, str, str, str, int, str]]
        rows = self._connection.execute("SELECT * FROM store").fetchall()
        if len(rows) != 1 or [type(value) for value in rows[0]] != [str] * 4 + [int, str]:
            raise self._damaged(_messages.IT_DOES_NOT_SAY_WHAT_IT_IS_FOR())
        return rows[0]

    def _select(self, where: str, *values: str) -> list[Entry]:
        """Entries, each checked against its digest and that of the one before it."""
        rows = self._connection.execute(
            "SELECT e.number, e.kind, e.unit, e.code, e.input, e.body, e.recorded, e.digest, p.digest"
            " FROM entry e LEFT JOIN entry p ON p.number = e.number - 1 " + where,
            values,
        )
        first = _first(self.identity())
        found = []
        for number, *texts, digest, before in rows:
            entry = Entry(*texts)
            before = first if number == 1 else before
            whole = all(isinstance(text, str) for text in (*entry, before))
            if not whole or _digest(before, number, entry) != digest:
                raise self._damaged(_messages.ENTRY_IS_NOT_WHAT_WAS_APPENDED(number))
            found.append(entry)
        return found

    def _one(self, statement: str) -> object:
        row = self._connection.execute(statement).fetchone()
        return row[0] if row else None

    # ---- Transactions and failures --------------------------------------------------------------

    @contextlib.contextmanager
    def _transaction(self, begin: str, *, writing: bool) -> Iterator[None]:
        with self._named(writing=writing):
            self._patiently(begin)
            try:
                # Takes the read lock, which BEGIN alone does not take; this also undoes the
                # unfinished write of a killed program.
                self._patiently("SELECT 1 FROM sqlite_master LIMIT 1")
                yield
                self._patiently("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    self._connection.rollback()
                raise

    def _patiently(self, statement: str) -> None:
        """Execute a statement as soon as the locks of others allow it."""
        deadline = time.monotonic() + self._timeout
        while True:
            try:
                self._connection.execute(statement).fetchall()
                return
            except sqlite3.OperationalError as failure:
                if "locked" not in str(failure) or time.monotonic() > deadline:
                    raise
            time.sleep(random.uniform(0.001, 0.01))

    @contextlib.contextmanager
    def _named(self, *, writing: bool) -> Iterator[None]:
        """Turns failures of SQLite into the errors that they mean."""
        try:
            yield
        except sqlite3.Error as failure:
            raise self._failure(str(failure), writing=writing) from failure
        except UnicodeDecodeError as failure:  # of a message that quotes the content of the file
            raise self._damaged(_messages.MALFORMED_DATABASE_SCHEMA()) from failure

    def _failure(self, said: str, *, writing: bool) -> IssuesError:
        if "locked" in said:
            found = error(
                "store_locked",
                _messages.ANOTHER_PROGRAM_KEEPS_THE_STORE_LOCKED(),
                expected=_messages.A_LOCK_WITHIN_S(f"{self._timeout:g}"),
                actual=self._name,
            )
            return DataError(_messages.THE_STORE_IS_LOCKED(), [found])
        if any(words in said for words in ("readonly", "is full", "unable to open", "disk I/O")):
            if writing:
                return unwritable(self._name, said)
            found = error(
                "file_unreadable",
                _messages.THE_FILE_CANNOT_BE_READ_2(),
                expected=_messages.A_STORE_OF_OBSERVATIONS(),
                actual=_messages.IN_FILE(self._name, said),
            )
            return DataError(_messages.THE_STORE_CANNOT_BE_READ(), [found])
        return self._damaged(said)

    def _damaged(self, what: str) -> DataError:
        return damaged(self._name, what)


def damaged(name: str, what: str) -> DataError:
    """The exception for a file whose content was changed."""
    found = error(
        "store_damaged",
        _messages.THE_FILE_IS_NOT_A_COMPLETE_STORE_OF(),
        expected=_messages.A_STORE_AS_WRITTEN_BY_PARINDEX(),
        actual=_messages.IN_FILE(name, what),
    )
    return DataError(_messages.THE_STORE_CANNOT_BE_READ(), [found])


def _connect(file: Path) -> sqlite3.Connection:
    """A connection to a file that exists; read-only where the file is."""
    uri = f"file:{quote(os.fsencode(file))}?mode=rw"
    return sqlite3.connect(
        uri, uri=True, timeout=WAIT, isolation_level=None, check_same_thread=False
    )


def _insert(connection: sqlite3.Connection, before: str, number: int, entry: Entry) -> str:
    """Append an entry after the one with this digest; returns its own digest."""
    digest = _digest(before, number, entry)
    row = (number, *entry, digest)
    connection.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    return digest


def _first(identity: Identity) -> str:
    """What the first entry is chained to."""
    return _sha256(json.dumps(identity, ensure_ascii=False))


def _digest(before: str, number: int, entry: Entry) -> str:
    return _sha256(json.dumps([before, number, *entry], ensure_ascii=False))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
