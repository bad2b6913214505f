"""The cache: one SQLite file in which a build finds what an earlier one has made.

A row is bytes under a kind, a key that names all they were made from, and a part. Every row carries a checksum: one
that does not fit counts as absent, and a file that cannot be read is thrown away. SQLite sees to several builds at
once and to one that is killed.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import zstandard

_SCHEMA = """
CREATE TABLE IF NOT EXISTS rows (
    kind TEXT, key TEXT, part TEXT, checksum INTEGER, packed BLOB, PRIMARY KEY (kind, key, part)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS keys (key TEXT PRIMARY KEY, used INTEGER) WITHOUT ROWID;
"""
_PATIENCE = 60
"""Seconds to wait for another build that is writing."""
_MOMENT = 0.02
"""Seconds after which it is tried again."""
_UNUSED = 3600
"""Seconds after which what no build has asked for may go: another build may be about to."""
_SMALL = 1500
"""Bytes below which nothing is gained by compression."""
_PLAIN, _COMPRESSED = b"\0", b"\2"
"""What a row begins with. (A one was another compression.)"""
_FASTEST = 1


class Row(NamedTuple):
    """Bytes to be kept, packed by `row`."""

    kind: str
    key: str
    part: str
    checksum: int
    packed: bytes


def row(kind: str, key: str, part: str, data: bytes) -> Row:
    """These bytes, ready to be kept: after a byte that says whether they are compressed."""
    packed = _PLAIN + data if len(data) < _SMALL else _COMPRESSED + zstandard.compress(data, _FASTEST)
    return Row(kind, key, part, zlib.crc32(packed), packed)


class DamagedError(Exception):
    """The cache has lost something it was trusted to hold; made anew, it will hold it again."""


class Store:
    """The rows in the file `path`; without one they are gone when it is closed."""

    def __init__(self, path: Path | None = None) -> None:
        self._own = None if path else tempfile.TemporaryDirectory(prefix="duben-")
        self.path = path or Path(self._own.name if self._own else "", "cache.sqlite")
        self._open_connection: sqlite3.Connection | None = None
        self._process = 0

    @property
    def _connection(self) -> sqlite3.Connection:
        """The one of this process: one that has been forked must not use its parent's."""
        if self._open_connection is None or self._process != os.getpid():
            self._open_connection, self._process = self._open(), os.getpid()
        return self._open_connection

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._disconnect()
        if self._own:
            self._own.cleanup()

    def get(self, kind: str, key: str, part: str = "") -> bytes | None:
        """The bytes of a row; `None` where there is none, or it is damaged."""
        found = next(self._select("checksum, packed", "kind = ? AND key = ? AND part = ?", (kind, key, part)), None)
        return None if found is None else _unpacked(*found)

    def of_kind(self, kind: str) -> dict[str, bytes]:
        """The rows of a kind that have no parts, by key."""
        found = self._select("key, checksum, packed", "kind = ? AND part = ''", (kind,))
        rows = ((key, _unpacked(checksum, data)) for key, checksum, data in found)
        return {key: data for key, data in rows if data is not None}

    def put(self, rows: Iterable[Row]) -> None:
        """Keep these rows, all or none of them."""
        with _guarded(), self._connection as connection:
            connection.executemany("INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?, ?)", rows)

    def use(self, keys: Iterable[str], now: float | None = None) -> None:
        """Note that these keys are in use `now`."""
        moment = int(time.time() if now is None else now)
        with _guarded(), self._connection as connection:
            connection.executemany("INSERT OR REPLACE INTO keys VALUES (?, ?)", ((key, moment) for key in keys))

    def forget_unused(self, kinds: Sequence[str], now: float | None = None) -> None:
        """Delete the rows of these kinds under keys that have been in use, but not in the last hour before `now`."""
        moment = int(time.time() if now is None else now)
        with _guarded(), self._connection as connection:
            unused = connection.execute("SELECT key FROM keys WHERE used < ?", (moment - _UNUSED,)).fetchall()
            rows = ((kind, key) for (key,) in unused for kind in kinds)
            connection.executemany("DELETE FROM rows WHERE kind = ? AND key = ?", rows)
            connection.executemany("DELETE FROM keys WHERE key = ?", unused)

    def clear(self) -> None:
        """Forget everything."""
        self._disconnect()
        self._remove()

    def _disconnect(self) -> None:
        if self._open_connection is not None and self._process == os.getpid():
            self._open_connection.close()
        self._open_connection = None

    def _select(self, columns: str, where: str, values: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
        with _guarded():
            return iter(self._connection.execute(f"SELECT {columns} FROM rows WHERE {where}", values).fetchall())  # noqa: S608

    def _open(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                return self._connected()
            except sqlite3.DatabaseError as error:
                if not _is_busy(error):
                    self._remove()
                    return self._connected()
                if time.monotonic() > until:
                    raise
                time.sleep(_MOMENT)  # another is making the file, for which SQLite does not wait

    def _connected(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=_PATIENCE)
        try:
            # What a power cut takes is made again; a kill takes nothing.
            connection.executescript(f"PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; {_SCHEMA}")
            connection.execute("SELECT count(*) FROM keys").fetchone()
        except sqlite3.DatabaseError:
            connection.close()
            raise
        return connection

    def _remove(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                Path(f"{self.path}{suffix}").unlink()


@contextmanager
def _guarded() -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise DamagedError(str(error)) from error


def _is_busy(error: sqlite3.Error) -> bool:
    """Whether it is only that another process is at the file."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def _unpacked(checksum: int, data: bytes) -> bytes | None:
    if zlib.crc32(data) != checksum or data[:1] not in {_PLAIN, _COMPRESSED}:
        return None
    return data[1:] if data[:1] == _PLAIN else zstandard.decompress(data[1:])
