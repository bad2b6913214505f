"""Parts of a view that are made only when a template prints them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Deferred(Generic[T]):
    """A value that is expensive to make. Its key covers all that it depends on, and stands for it in the view's key.

    So a page's key follows from its view, and a page that has not changed is recognised before it is made.
    Templates use it like the value: they print it, ask for its length, or go through its items.
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
        return len(self.value)  # type: ignore[arg-type]  # only asked of what has a length

    def __iter__(self) -> Iterator[Any]:
        return iter(self.value)  # type: ignore[call-overload, no-any-return]  # only asked of what has items
