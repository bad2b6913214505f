"""What a build works with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from duben.runtime.store import Store
from duben.runtime.timings import Timings
from duben.runtime.workers import Alone, Workers


def _in_silence(results: Iterable[list[Any]], _total: int, _label: str) -> Iterable[list[Any]]:
    return results


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildContext:
    """The store, the workers and the instruments of a build. None of them makes a difference to the site.

    `progress` passes results on, of which there are so many in all, and shows how far the work is.
    """

    store: Store
    workers: Workers = field(default_factory=Alone)
    timings: Timings = field(default_factory=Timings)
    progress: Callable[[Iterable[list[Any]], int, str], Iterable[list[Any]]] = _in_silence
