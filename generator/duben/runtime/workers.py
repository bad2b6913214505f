"""Who does the work that falls apart into pieces: this process, several, or a cluster; the pieces are the same for all.

What every piece needs is shared once: by the fork of a process where the system has that, else sent to each worker.
"""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from contextlib import suppress
from itertools import chain, islice
from typing import Any, Protocol, TypeVar

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")

Function = Callable[[S, Sequence[T]], list[R]]

_LARGEST = 32
"""Pieces in a chunk at most, so that few are in memory at once."""
_WORTH_A_PROCESS = 16
"""Pieces for which another process is worth its start."""
_SHARES = 4
"""What is left at the end is cut into so many chunks a worker: each is smaller than the last, and none straggles."""


class Workers(Protocol):
    """Does pieces of work."""

    def map(
        self, function: Function[S, T, R], shared: S, pieces: Iterable[T], *, alike: bool = False
    ) -> Iterator[list[R]]:
        """`function(shared, chunk)` for chunks of the pieces, in any order, as they are done.

        The pieces are asked for little by little, so that few are in memory at once. Where the workers must be `alike`,
        knowing all that this process knows and writing to the same disk, `shared` is not sent to them.
        """


class Alone:
    """No other process than this one."""

    def map(
        self, function: Function[S, T, R], shared: S, pieces: Iterable[T], *, alike: bool = False
    ) -> Iterator[list[R]]:
        """One chunk after the other."""
        del alike
        return (function(shared, chunk) for chunk in chunks(pieces, 1))


class Processes:
    """So many processes of this machine."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs

    def map(
        self, function: Function[S, T, R], shared: S, pieces: Iterable[T], *, alike: bool = False
    ) -> Iterator[list[R]]:
        """Where there is too little for two, this process does it."""
        rest = iter(pieces)
        first = list(islice(rest, self._jobs * _WORTH_A_PROCESS))
        jobs, pieces = len(first) // _WORTH_A_PROCESS, chain(first, rest)
        if jobs < 2 or (alike and not can_fork()):  # noqa: PLR2004 - one is this process
            yield from Alone().map(function, shared, pieces)
            return
        method = "fork" if can_fork() else "spawn"
        _give_back()  # forks would hold on to it
        with ProcessPoolExecutor(jobs, multiprocessing.get_context(method), _begin, (function, shared)) as pool:
            yield from _in_flight(pool, _do, chunks(pieces, jobs), 2 * jobs)


class Cluster:
    """The workers of a Dask scheduler. The function must be importable there: one sent by value loads its tables anew.

    Raises OSError where the scheduler does not answer.
    """

    def __init__(self, address: str) -> None:
        from distributed import Client  # noqa: PLC0415 - an extra that few install

        self._client = Client(address)  # type: ignore[no-untyped-call]
        self._held: tuple[object, Any] = (None, None)

    def map(
        self, function: Function[S, T, R], shared: S, pieces: Iterable[T], *, alike: bool = False
    ) -> Iterator[list[R]]:
        """What is shared is held by every worker; the pieces of one that dies are done by another."""
        if alike:
            yield from Processes(cores()).map(function, shared, pieces, alike=True)
            return
        workers = max(1, len(self._client.scheduler_info()["workers"]))
        with self._client.get_executor(pure=False, retries=3) as executor:  # type: ignore[no-untyped-call]
            calls = ((function, self._hold(shared), chunk) for chunk in chunks(pieces, workers))
            yield from _in_flight(executor, _call, calls, 3 * workers, spread=True)

    def _hold(self, shared: object) -> Any:  # noqa: ANN401 - Dask has no types
        """Every worker's copy of what is shared, sent when it is first asked for.

        Its key is not that of its content: the same content, let go and sent again, would meet its own removal.
        """
        if self._held[0] is not shared:
            sent = self._client.scatter(shared, broadcast=True, hash=False)  # type: ignore[no-untyped-call]
            self._held = shared, sent
        return self._held[1]

    def close(self) -> None:
        """Leave the cluster, which goes on."""
        self._client.close()  # type: ignore[no-untyped-call]


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def can_fork() -> bool:
    """Whether a process can be had that knows all that this one knows."""
    return "fork" in multiprocessing.get_all_start_methods() and os.name == "posix"


def _give_back() -> None:
    """Give memory that is free to the system, where the C library has a call for that."""
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def chunks(pieces: Iterable[T], workers: int) -> Iterator[list[T]]:
    """The pieces in chunks that shrink towards the end, which is seen before it is reached."""
    rest, shares = iter(pieces), _SHARES * workers
    ahead = deque(islice(rest, _LARGEST * shares))
    while ahead:
        chunk = [ahead.popleft() for _ in range(max(1, len(ahead) // shares))]
        ahead.extend(islice(rest, len(chunk)))
        yield chunk


def _in_flight(
    executor: Executor, function: Callable[..., R], calls: Iterable[Any], most: int, *, spread: bool = False
) -> Iterator[R]:
    """The results of calls, of which at most so many are under way at once."""
    waiting = iter(calls)
    flying: set[Future[R]] = set()
    while True:
        for call in islice(waiting, most - len(flying)):
            flying.add(executor.submit(function, *call) if spread else executor.submit(function, call))
        if not flying:
            return
        done, flying = wait(flying, return_when=FIRST_COMPLETED)
        yield from (future.result() for future in done)


_task: tuple[Callable[..., Any], Any] | None = None
"""In a process of a pool: the function and what it shares."""


def _begin(function: Callable[..., Any], shared: object) -> None:
    global _task  # noqa: PLW0603 - the one thing that a pool's process is for
    _task = function, shared
    gc.freeze()  # what it shares need not be looked through; in the parent, garbage would be frozen with the rest


def _do(chunk: Sequence[Any]) -> Any:  # noqa: ANN401 - whatever the function gives
    assert _task is not None  # noqa: S101 - the pool has begun
    function, shared = _task
    done = function(shared, chunk)
    _give_back()  # one chunk may have taken much more than the others will
    return done


def _call(function: Callable[..., R], shared: object, chunk: Sequence[Any]) -> R:
    return function(shared, chunk)
