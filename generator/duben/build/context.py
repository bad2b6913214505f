"""The store, the workers and the progress display that every stage of a build can use."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from duben.runtime.store import Store
from duben.runtime.timings import Timings
from duben.runtime.workers import Alone, Workers


def _no_progress(results: Iterable[list[Any]], _total: int, _label: str) -> Iterable[list[Any]]:
    return results


def _no_message(_holder: str) -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildContext:
    """The resources of a build. None of them affects the site that is built.

    `progress(results, total, label)` passes on all results, and shows how many of `total` are done. `waiting(holder)`
    says that this build waits for another one, which publishes.
    """

    store: Store
    workers: Workers = field(default_factory=Alone)
    timings: Timings = field(default_factory=Timings)
    progress: Callable[[Iterable[list[Any]], int, str], Iterable[list[Any]]] = _no_progress
    waiting: Callable[[str], object] = _no_message
