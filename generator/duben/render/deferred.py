"""A lazy value in a view: made only when a template prints it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, Generic, TypeVar

from duben.runtime.codec import pack
from duben.runtime.session import digest

T = TypeVar("T")


class Deferred(Generic[T]):
    """A value that is expensive to make, with a `key` that covers all it depends on.

    The key replaces the value in the view's digest. So an unchanged page is recognised before its values are made.
    Templates use it like the value: they print it, take its length or iterate over it.
    """

    def __init__(self, key: object, make: Callable[[], T]) -> None:
        self.key, self._make = key, make

    @cached_property
    def value(self) -> T:
        """The value, made once."""
        return self._make()

    def __str__(self) -> str:
        return str(self.value)

    def __html__(self) -> str:
        return str(self.value)

    def __len__(self) -> int:
        return len(self.value)  # type: ignore[arg-type]  # only called if the value has a length

    def __iter__(self) -> Iterator[Any]:
        return iter(self.value)  # type: ignore[call-overload, no-any-return]  # only called if the value is iterable


def view_digest(view: object) -> str:
    """A digest of all that a view shows; for a deferred value, of its key."""
    return digest(pack(view, _key))


def _key(value: Deferred[Any]) -> object:
    return value.key
