"""A lazy value in a view: made only when a template prints it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Deferred(Generic[T]):
    """A value that is expensive to make, with a `key` that covers all it depends on.

    The key replaces the value in the view's digest. So an unchanged page is recognised before its values are made.
    Templates use it like the value: they print it, take its length or iterate over it.
    """

    def __init__(self, key: object, make: Callable[[], T]) -> None:
        self._key, self._make = key, make

    @cached_property
    def value(self) -> T:
        """The value, made once."""
        return self._make()

    def __repr__(self) -> str:
        return f"Deferred({self._key!r})"

    def __str__(self) -> str:
        return str(self.value)

    def __html__(self) -> str:
        return str(self.value)

    def __len__(self) -> int:
        return len(self.value)  # type: ignore[arg-type]  # only called if the value has a length

    def __iter__(self) -> Iterator[Any]:
        return iter(self.value)  # type: ignore[call-overload, no-any-return]  # only called if the value is iterable
