"""The store: any process finds a row, and a damaged row counts as missing."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import zlib
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duben.runtime.store import CannotStoreError, DamagedError, Row, Store, row
from duben.runtime.write_error import CannotWriteError

BIG = bytes(range(256)) * 40


@given(st.binary(max_size=2000), st.text(max_size=5))
def test_what_is_put_is_found(data: bytes, part: str) -> None:
    """A row of any size is found under its kind, key and part only."""
    with Store() as store:
        store.put([row("body", "key", part, data)])
        assert store.get("body", "key", part) == data
        assert store.get("body", "key", part + "x") is None
        assert store.get("body", "other", part) is None


def test_a_later_process_finds_it(tmp_path: Path) -> None:
    """A later process finds the row in the same file."""
    with Store(tmp_path / "a" / "cache.sqlite") as store:
        store.put([row("body", "key", "", BIG)])
    with Store(tmp_path / "a" / "cache.sqlite") as store:
        assert store.of_kind("body") == {"key": BIG}


def test_a_cache_without_a_file_is_gone_when_closed() -> None:
    """Closing a store without a path deletes its file."""
    with Store() as store:
        store.put([row("body", "key", "", BIG)])
        path = store.path
        assert path.exists()
    assert not path.parent.exists()


def test_rows_are_made_by_several_threads_at_once() -> None:
    """Threads, as in a worker of a cluster, can make rows at once."""
    values = [bytes([number]) * 200_000 + BIG for number in range(64)]
    with ThreadPoolExecutor(8) as pool, Store() as store:
        store.put(pool.map(lambda value: row("body", str(value[0]), "", value), values * 8))
        assert [store.get("body", str(number)) for number in range(64)] == values


def test_a_row_that_is_packed_in_an_unknown_way_is_not_there(tmp_path: Path) -> None:
    """A row in an unknown format counts as missing, even with a correct checksum."""
    with Store(tmp_path / "cache.sqlite") as store:
        packed = b"\1" + zlib.compress(BIG)
        store.put([Row("build", "a", "", zlib.crc32(packed), packed), row("build", "b", "", BIG)])
        assert store.get("build", "a") is None
        assert store.of_kind("build") == {"b": BIG}


def test_a_damaged_row_is_not_there(tmp_path: Path) -> None:
    """A row with a wrong checksum counts as missing."""
    path = tmp_path / "cache.sqlite"
    with Store(path) as store:
        store.put([row("body", "a", "", BIG), row("body", "b", "", BIG)])
    connection = sqlite3.connect(path)
    connection.execute("UPDATE rows SET packed = x'0001' WHERE key = 'a'")
    connection.commit()
    connection.close()
    with Store(path) as store:
        assert store.get("body", "a") is None
        assert store.of_kind("body") == {"b": BIG}


@pytest.mark.parametrize("rubbish", [b"", b"no database", bytes(5000), b"SQLite format 3\0" + bytes(3000)])
def test_a_file_that_is_no_cache_becomes_one(tmp_path: Path, rubbish: bytes) -> None:
    """A file that is no database is replaced."""
    path = tmp_path / "cache.sqlite"
    path.write_bytes(rubbish)
    with Store(path) as store:
        store.put([row("body", "key", "", BIG)])
        assert store.get("body", "key") == BIG


def test_a_file_damaged_while_in_use_is_noticed(tmp_path: Path) -> None:
    """A damaged file raises an error; after `clear` the store works again."""
    path = tmp_path / "cache.sqlite"
    with Store(path) as store:
        store.put(row("body", str(number), "", os.urandom(5000)) for number in range(50))
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"\xff" * (path.stat().st_size // 2))
    with Store(path) as store:
        with pytest.raises(DamagedError):
            deque(store.get("body", str(number)) for number in range(50))
        store.clear()
        store.put([row("body", "1", "", BIG)])
        assert store.get("body", "1") == BIG


def test_rows_are_put_all_or_none(tmp_path: Path) -> None:
    """A build that is interrupted writes no rows."""
    with Store(tmp_path / "cache.sqlite") as store:
        with pytest.raises(KeyboardInterrupt):
            store.put(stopped())
        assert store.of_kind("body") == {}


def stopped() -> Iterator[Row]:
    """Yield one row, then raise KeyboardInterrupt."""
    yield row("body", "1", "", b"")
    raise KeyboardInterrupt


def test_two_processes_may_write_at_once(tmp_path: Path) -> None:
    """Two processes that write wait for each other."""
    path = tmp_path / "cache.sqlite"
    program = (
        "import sys; from pathlib import Path; from duben.runtime.store import Store, row\n"
        "with Store(Path(sys.argv[1])) as cache:\n"
        "    for n in range(100): cache.put([row('body', sys.argv[2] + str(n), '', bytes(3000))])\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", program, str(path), name]) for name in "ab"]
    assert [process.wait(120) for process in running] == [0, 0]
    with Store(path) as store:
        assert len(store.of_kind("body")) == 200


def test_several_may_begin_at_once(tmp_path: Path) -> None:
    """Processes that open a new store at once do not delete each other's file."""
    names = "abcd"
    barrier = Barrier(len(names))

    def puts(path: Path, name: str) -> None:
        with Store(path) as store:
            barrier.wait(60)
            store.put([row("body", name, "", b"")])

    with ThreadPoolExecutor(len(names)) as pool:
        for number in range(50):
            path = tmp_path / str(number)
            list(pool.map(partial(puts, path), names))
            with Store(path) as store:
                assert store.of_kind("body").keys() == {*names}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_forked_process_has_a_connection_of_its_own(tmp_path: Path) -> None:
    """A forked process reads correct rows, and its parent can go on."""
    with Store(tmp_path / "cache.sqlite") as store:
        store.put([row("body", "key", "", BIG)])
        child = os.fork()
        if child == 0:
            os._exit(0 if store.get("body", "key") == BIG else 1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert store.get("body", "key") == BIG


def test_rows_that_no_build_uses_are_removed_after_an_hour() -> None:
    """Rows of these kinds that are unused for an hour are removed; other kinds stay."""
    now = 1_000_000.0
    with Store() as store:
        store.put([row("body", "old", "", b"1"), row("body", "new", "", b"2"), row("build", "old", "", b"3")])
        store.mark_used(["old", "new"], now)
        store.mark_used(["new"], now + 1800)
        store.forget_unused(["body"], now + 1800)
        assert store.of_kind("body") == {"old": b"1", "new": b"2"}
        store.forget_unused(["body"], now + 3700)
        assert store.of_kind("body") == {"new": b"2"}
        assert store.of_kind("build") == {"old": b"3"}


def test_a_full_disk_is_no_damage(tmp_path: Path) -> None:
    """The error says so. What was stored before stays."""
    with Store(tmp_path / "cache.sqlite") as store:
        store.put([row("body", "key", "", b"before")])
        store._connection.execute("PRAGMA max_page_count = 8")
        with pytest.raises(CannotStoreError, match="the disk is full"):
            store.put(row("body", str(number), "", os.urandom(2000)) for number in range(100))
        assert store.of_kind("body") == {"key": b"before"}


def test_a_folder_that_cannot_be_created(tmp_path: Path) -> None:
    """The error names the file that is in its place."""
    (tmp_path / "cache").write_text("mine")
    with Store(tmp_path / "cache" / "cache.sqlite") as store, pytest.raises(CannotWriteError, match="not a folder"):
        store.check_writable()
