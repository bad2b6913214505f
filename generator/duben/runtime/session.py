"""Tasks and their cached results: a task runs only if the store has no result under its key.

A key covers all that a result depends on, so the same key means the same result (Mokhov, Mitchell and Peyton Jones,
"Build systems à la carte", 2018).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from duben.runtime.codec import UnpackError, pack, unpack
from duben.runtime.store import Row, Store, row
from duben.runtime.version import program_version

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """A kind of result: its name in the store, and how to turn a result into bytes and back."""

    name: str
    unpack: Callable[[bytes], T]
    pack: Callable[[T], bytes] = pack


def kind_of(name: str, of: type[T]) -> Kind[T]:
    """A kind whose results are values of the type `of`, packed as MessagePack."""
    return Kind(name, lambda data: unpack(data, of))


class Task(NamedTuple, Generic[T]):
    """A function that makes a result, and the key that covers all that the result depends on.

    A kind may have several results under one key, one for each `part`.
    """

    kind: Kind[T]
    key: str
    make: Callable[[], T]
    part: str = ""


def digest(*parts: str | bytes) -> str:
    """The first 32 hexadecimal digits of the SHA-256 of these parts, after their lengths."""
    data = [part.encode() if isinstance(part, str) else part for part in parts]
    return hashlib.sha256(b"".join([repr([*map(len, data)]).encode(), *data])).hexdigest()[:32]


def task_key(*parts: str | bytes) -> str:
    """The key of a result that depends on these parts and on the version of the program."""
    return digest(program_version(), *parts)


_RowId = tuple[str, str, str]
"""Kind, key and part of a result."""


class Session:
    """The results of tasks: in memory, and behind it in a store.

    Memory holds the results that were used since the last call of `forget_unused` but one.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._results: dict[_RowId, Any] = {}
        self._older: dict[_RowId, Any] = {}
        self._parts: dict[tuple[str, str], dict[str, bytes]] = {}
        """What the store has of kinds with parts: all parts under a key are read at once."""
        self._unsaved: dict[_RowId, Row] = {}
        self._used: set[str] = set()

    def get(self, task: Task[T]) -> T:
        """The result of a task: from memory, from the store, or newly made."""
        found = self.find(task.kind, task.key, task.part)
        if found is None:
            found = task.make()
            row_id = task.kind.name, task.key, task.part
            self._results[row_id] = found
            self._unsaved[row_id] = row(*row_id, task.kind.pack(found))
            self._used.add(task.key)
        return found

    def find(self, kind: Kind[T], key: str, part: str = "") -> T | None:
        """The result under a key, or `None`. While it is in memory, it is the same object each time."""
        row_id = kind.name, key, part
        found: T | None = self._results.get(row_id)
        if found is None:
            found = self._older.get(row_id)
            if found is None:
                found = self._load(kind, key, part)
            if found is not None:
                self._results[row_id] = found
                self._used.add(key)
        return found

    def keep(self, key: str) -> None:
        """Record that what the store has under a key is in use, without reading it."""
        self._used.add(key)

    def forget_unused(self) -> None:
        """Drop from memory the results that have not been used since the last call but one."""
        self._older, self._results = self._results, {}
        self._parts.clear()

    def save(self) -> None:
        """Write new results to the store, and record which keys are in use."""
        self.store.put(self._unsaved.values())
        self.store.mark_used(self._used)
        self._unsaved.clear()
        self._used.clear()

    def _load(self, kind: Kind[T], key: str, part: str) -> T | None:
        if not part:
            data = self.store.get(kind.name, key)
        else:
            if (kind.name, key) not in self._parts:
                self._parts[kind.name, key] = self.store.parts(kind.name, key)
            data = self._parts[kind.name, key].get(part)
        try:
            return None if data is None else kind.unpack(data)
        except UnpackError:
            return None
