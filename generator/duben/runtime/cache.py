"""Results kept from one reading of a site to the next, under keys that say all that they depend on."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Cache(Generic[K, V]):
    """A memory of two generations: what one reading does not ask for is forgotten at the one after."""

    def __init__(self, known: Mapping[K, V] | None = None) -> None:
        """`known` is what an earlier process has left."""
        self._last: dict[K, V] = {}
        self._now: dict[K, V] = dict(known or {})
        self.is_new = False
        """Whether anything has been made."""

    def turn(self) -> None:
        """Begin a new reading."""
        self._last, self._now = self._now, {}

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The result kept under `key`, else the one that `make` makes."""
        if key in self._now:
            return self._now[key]
        if key in self._last:
            found = self._last[key]
        else:
            found, self.is_new = make(), True
        self._now[key] = found
        return found

    def find(self, key: K, look: Callable[[], V | None]) -> V | None:
        """The result kept under `key`, else the one that `look` finds, if any."""
        found = self._now.get(key) or self._last.get(key) or look()
        if found is not None:
            self._now[key] = found
        return found

    def items(self) -> Iterable[tuple[K, V]]:
        """What this reading has asked for, with its key."""
        return self._now.items()

    def keys(self) -> Iterable[K]:
        """What this reading has asked for."""
        return self._now.keys()
