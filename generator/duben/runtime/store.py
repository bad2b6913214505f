"""The cache: one SQLite file with the results of earlier builds.

A row is bytes under a kind, a key and a part. Every row has a checksum: a damaged row counts as missing, and a file
that cannot be read is deleted. SQLite handles concurrent builds, and builds that are killed.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import tempfile
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import zstandard

from duben.runtime.write_error import CannotWriteError, writing

_SCHEMA = """
CREATE TABLE IF NOT EXISTS rows (
    kind TEXT, key TEXT, part TEXT, checksum INTEGER, packed BLOB, PRIMARY KEY (kind, key, part)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS keys (key TEXT PRIMARY KEY, used INTEGER) WITHOUT ROWID;
"""
_BUSY_TIMEOUT = 60
"""Maximum seconds to wait for another process that writes."""
_RETRY_INTERVAL = 0.02
"""Seconds between two attempts to open the file."""
_MAX_UNUSED = 3600
"""Seconds after which an unused row may be deleted. Until then a concurrent build may still need it."""
_MIN_COMPRESSED = 1500
"""Smaller rows, in bytes, are not compressed: it would gain nothing."""
_PLAIN, _COMPRESSED = b"\0", b"\2"
"""The first byte of a row. (`\\1` was an earlier compression.)"""
_LEVEL = 1

_FULL, _READ_ONLY = "the disk is full", "it is read-only"
_UNWRITABLE = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_IOERR_SHMSIZE: _FULL,
    sqlite3.SQLITE_IOERR_WRITE: "writing fails",
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: "no file can be created in it",
    sqlite3.SQLITE_PERM: _READ_ONLY,
}
"""Errors that say nothing about the content of the file. A new file would not help."""


class Row(NamedTuple):
    """A row of the store; `row` makes it."""

    kind: str
    key: str
    part: str
    checksum: int
    packed: bytes


def row(kind: str, key: str, part: str, data: bytes) -> Row:
    """A row with these bytes, compressed if that is worthwhile."""
    packed = _PLAIN + data if len(data) < _MIN_COMPRESSED else _COMPRESSED + zstandard.compress(data, _LEVEL)
    return Row(kind, key, part, zlib.crc32(packed), packed)


class CannotStoreError(CannotWriteError):
    """The folder of the store cannot be written, for example because the disk is full."""


class DamagedError(Exception):
    """The store has lost a row that must exist. Clear the store and start again."""


class Store:
    """The rows in the file `path`. Without a path, the file is temporary: `close` deletes it.

    Every method raises `DamagedError` if the file is damaged, and `CannotStoreError`.
    """

    def __init__(self, path: Path | None = None) -> None:
        with writing(Path("temporary folder")):
            self._temporary_folder = None if path else tempfile.TemporaryDirectory(prefix="duben-")
        self.path = path or Path(self._temporary_folder.name if self._temporary_folder else "", "cache.sqlite")
        self._open_connection: sqlite3.Connection | None = None
        self._process = 0

    @property
    def _connection(self) -> sqlite3.Connection:
        """The connection of this process: a fork must not use its parent's."""
        if self._open_connection is None or self._process != os.getpid():
            self._open_connection, self._process = self._open(), os.getpid()
        return self._open_connection

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.close()

    @property
    def folder(self) -> Path | None:
        """The folder of the file; `None` if it is temporary."""
        return None if self._temporary_folder else self.path.parent

    def check_writable(self) -> None:
        """Open the file for writing, so that a fault is found before a build begins."""
        with self._faults_named(), self._connection as connection:
            connection.execute("UPDATE keys SET used = used WHERE FALSE")
        with writing(self.path.parent):
            if not (os.access(self.path, os.W_OK) and os.access(self.path.parent, os.W_OK)):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self.path.parent))

    def close(self) -> None:
        """Close the file, and delete it if it is temporary."""
        self._disconnect()
        if self._temporary_folder:
            self._temporary_folder.cleanup()

    def get(self, kind: str, key: str, part: str = "") -> bytes | None:
        """The bytes of a row; `None` if it is missing or damaged."""
        found = next(self._select("checksum, packed", "kind = ? AND key = ? AND part = ?", (kind, key, part)), None)
        return None if found is None else _unpacked(*found)

    def parts(self, kind: str, key: str) -> dict[str, bytes]:
        """The bytes of all rows of a kind under a key, by part."""
        found = self._select("part, checksum, packed", "kind = ? AND key = ?", (kind, key))
        rows = ((part, _unpacked(checksum, data)) for part, checksum, data in found)
        return {part: data for part, data in rows if data is not None}

    def of_kind(self, kind: str) -> dict[str, bytes]:
        """The bytes of all rows of a kind that have no part, by key."""
        found = self._select("key, checksum, packed", "kind = ? AND part = ''", (kind,))
        rows = ((key, _unpacked(checksum, data)) for key, checksum, data in found)
        return {key: data for key, data in rows if data is not None}

    def put(self, rows: Iterable[Row]) -> None:
        """Write these rows in one transaction: all of them or none."""
        with self._faults_named(), self._connection as connection:
            connection.executemany("INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?, ?)", rows)

    def mark_used(self, keys: Iterable[str], now: float | None = None) -> None:
        """Record that these keys were used at the time `now` (in seconds; default: the clock)."""
        moment = int(time.time() if now is None else now)
        with self._faults_named(), self._connection as connection:
            connection.executemany("INSERT OR REPLACE INTO keys VALUES (?, ?)", ((key, moment) for key in keys))

    def forget_unused(self, kinds: Sequence[str], now: float | None = None) -> None:
        """Delete the rows of these kinds whose key was last used more than an hour before `now`."""
        moment = int(time.time() if now is None else now)
        with self._faults_named(), self._connection as connection:
            unused = connection.execute("SELECT key FROM keys WHERE used < ?", (moment - _MAX_UNUSED,)).fetchall()
            rows = ((kind, key) for (key,) in unused for kind in kinds)
            connection.executemany("DELETE FROM rows WHERE kind = ? AND key = ?", rows)
            connection.executemany("DELETE FROM keys WHERE key = ?", unused)

    def clear(self) -> None:
        """Delete every row, and the file."""
        self._disconnect()
        self._remove()

    @contextmanager
    def _faults_named(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            if reason := _unwritable(error):
                hint = "see to that folder and its disk, then run the command again"
                raise CannotStoreError(str(self.path.parent), f"the cache cannot be written: {reason}", hint) from error
            raise DamagedError(str(error)) from error

    def _disconnect(self) -> None:
        if self._open_connection is not None and self._process == os.getpid():
            self._open_connection.close()
        self._open_connection = None

    def _select(self, columns: str, where: str, values: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
        with self._faults_named():
            return iter(self._connection.execute(f"SELECT {columns} FROM rows WHERE {where}", values).fetchall())  # noqa: S608

    def _open(self) -> sqlite3.Connection:
        with writing(self.path.parent):
            self.path.parent.mkdir(parents=True, exist_ok=True)
        until = time.monotonic() + _BUSY_TIMEOUT
        while True:
            try:
                return self._connected()
            except sqlite3.DatabaseError as error:
                if _unwritable(error):
                    raise
                if not _is_busy(error):
                    self._remove()
                    return self._connected()
                if time.monotonic() > until:
                    raise
                time.sleep(_RETRY_INTERVAL)  # another process creates the file; SQLite does not wait for that

    def _connected(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=_BUSY_TIMEOUT)
        try:
            # A power cut may lose rows, which are then made again. A killed process loses nothing.
            connection.executescript(f"PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; {_SCHEMA}")
            connection.execute("SELECT count(*) FROM keys").fetchone()
        except sqlite3.DatabaseError:
            connection.close()
            raise
        return connection

    def _remove(self) -> None:
        with writing(self.path.parent):
            for suffix in ("", "-wal", "-shm"):
                Path(f"{self.path}{suffix}").unlink(missing_ok=True)


def _unwritable(error: sqlite3.Error) -> str:
    """Why the file cannot be written; empty if that is not the fault."""
    code = getattr(error, "sqlite_errorcode", 0)
    return _UNWRITABLE.get(code) or _UNWRITABLE.get(code & 0xFF, "")


def _is_busy(error: sqlite3.Error) -> bool:
    """Whether the error only says that another process uses the file."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def _unpacked(checksum: int, data: bytes) -> bytes | None:
    if zlib.crc32(data) != checksum or data[:1] not in {_PLAIN, _COMPRESSED}:
        return None
    return data[1:] if data[:1] == _PLAIN else zstandard.decompress(data[1:])
