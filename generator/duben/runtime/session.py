"""Tasks and their results: each result is made once, under a key that covers all it depends on.

This is the one answer to the question what must be made again (Mokhov, Mitchell and Peyton Jones, "Build systems à la
carte", 2018): if the key is the same, so is the result.
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
    """A kind of result: its name in the store, and how a result becomes bytes and is read back."""

    name: str
    unpack: Callable[[bytes], T]
    pack: Callable[[T], bytes] = pack


def kind_of(name: str, of: type[T]) -> Kind[T]:
    """A kind of which the results are plain values of type `of`."""
    return Kind(name, lambda data: unpack(data, of))


class Task(NamedTuple, Generic[T]):
    """How to make a result, and the key that covers all it depends on.

    Under one key there may be several results of a kind, one for each `part`.
    """

    kind: Kind[T]
    key: str
    make: Callable[[], T]
    part: str = ""


def digest(*parts: str | bytes) -> str:
    """A name of 32 characters for these parts together."""
    found = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        found.update(b"%d\0" % len(data))
        found.update(data)
    return found.hexdigest()[:32]


def task_key(*parts: str | bytes) -> str:
    """The key of a result that depends on these parts, and on the program itself."""
    return digest(program_version(), *parts)


_Place = tuple[str, str, str]
"""Kind, key and part of a result."""


class Session:
    """The results of tasks, in memory over a store.

    Memory holds the results that one of the last two reads of the site asked for (see `forget_unused`).
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._results: dict[_Place, Any] = {}
        self._older: dict[_Place, Any] = {}
        self._unsaved: dict[_Place, Row] = {}
        self._used: set[str] = set()

    def get(self, task: Task[T]) -> T:
        """The result of a task: the one that is there, or else a new one."""
        found = self.find(task.kind, task.key, task.part)
        if found is None:
            found = task.make()
            place = task.kind.name, task.key, task.part
            self._results[place] = found
            self._unsaved[place] = row(*place, task.kind.pack(found))
            self._used.add(task.key)
        return found

    def find(self, kind: Kind[T], key: str, part: str = "") -> T | None:
        """The result under a key, if there is one; the same object each time while it is in memory."""
        place = kind.name, key, part
        found: T | None = self._results.get(place)
        if found is None:
            found = self._older.get(place)
            if found is None:
                found = self._load(kind, key, part)
            if found is not None:
                self._results[place] = found
                self._used.add(key)
        return found

    def forget_unused(self) -> None:
        """Drop from memory the results that nothing has asked for since the last call but one."""
        self._older, self._results = self._results, {}

    def save(self) -> None:
        """Put new results into the store, and note there which ones are in use."""
        self.store.put(self._unsaved.values())
        self.store.use(self._used)
        self._unsaved.clear()
        self._used.clear()

    def _load(self, kind: Kind[T], key: str, part: str) -> T | None:
        data = self.store.get(kind.name, key, part)
        try:
            return None if data is None else kind.unpack(data)
        except UnpackError:
            return None
