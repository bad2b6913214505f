"""Runs independent pieces of work in this process, in several processes, or on a Dask cluster.

The results are the same for each. Data that all pieces need is shared once: by `fork` where the system has it,
otherwise sent to each worker.
"""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import threading
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

_MAX_CHUNK = 32
"""Maximum number of pieces in a chunk, so that few are in memory at once."""
_PIECES_PER_PROCESS = 16
"""Number of pieces for which another process is worth its start."""
_CHUNKS_PER_WORKER = 4
"""Chunks per worker that remain at any time. Chunks shrink towards the end, so no worker finishes late."""


class Workers(Protocol):
    """Runs pieces of work."""

    def map(
        self, function: Function[S, T, R], shared: S, pieces: Iterable[T], *, local: bool = False
    ) -> Iterator[list[R]]:
        """`function(shared, chunk)` for chunks of the pieces, in the order in which they finish.

        Takes pieces one at a time, so that few are in memory at once. Set `local` if the workers need this process's
        memory and disk; then `shared` is not sent to other machines.
        """


class Alone:
    """Runs everything in this process."""

    def map(
        self, function: Function[S, T, R], shared: S, pieces: Iterable[T], *, local: bool = False
    ) -> Iterator[list[R]]:
        """One chunk after the other."""
        del local
        return (function(shared, chunk) for chunk in chunks(pieces, 1))


class Processes:
    """Runs the work in `jobs` processes of this machine."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs

    def map(
        self, function: Function[S, T, R], shared: S, pieces: Iterable[T], *, local: bool = False
    ) -> Iterator[list[R]]:
        """Uses this process alone if there is too little work for two."""
        rest = iter(pieces)
        first = list(islice(rest, self._jobs * _PIECES_PER_PROCESS))
        jobs, pieces = len(first) // _PIECES_PER_PROCESS, chain(first, rest)
        if jobs < 2 or (local and not can_fork()):  # noqa: PLR2004 - one is this process
            yield from Alone().map(function, shared, pieces)
            return
        method = "fork" if can_fork() else "spawn"
        _trim_memory()  # a fork would keep it allocated
        with ProcessPoolExecutor(jobs, multiprocessing.get_context(method), _init_worker, (function, shared)) as pool:
            yield from _results(pool, _run_chunk, chunks(pieces, jobs), 2 * jobs)


class Cluster:
    """Runs the work on a Dask scheduler. The workers must be able to import the function.

    A function sent by value would load its tables again for each chunk. Raises `OSError` if the scheduler does not
    answer.
    """

    def __init__(self, address: str) -> None:
        from distributed import Client  # noqa: PLC0415 - an extra that few install

        self._client = Client(address)  # type: ignore[no-untyped-call]
        self._scattered: tuple[object, Any] = (None, None)

    def map(
        self, function: Function[S, T, R], shared: S, pieces: Iterable[T], *, local: bool = False
    ) -> Iterator[list[R]]:
        """Each worker holds the shared data. If a worker dies, another repeats its pieces."""
        if local:
            yield from Processes(cores()).map(function, shared, pieces, local=True)
            return
        workers = max(1, len(self._client.scheduler_info()["workers"]))
        with self._client.get_executor(pure=False, retries=3) as executor:  # type: ignore[no-untyped-call]
            calls = ((function, self._scatter(shared), chunk) for chunk in chunks(pieces, workers))
            yield from _results(executor, _run_call, calls, 3 * workers, unpack=True)

    def _scatter(self, shared: object) -> Any:  # noqa: ANN401 - Dask has no types
        """A reference to the shared data on the workers, sent at the first call.

        `hash=False`: with a content hash, data that is released and sent again would meet its own pending removal.
        """
        if self._scattered[0] is not shared:
            sent = self._client.scatter(shared, broadcast=True, hash=False)  # type: ignore[no-untyped-call]
            self._scattered = shared, sent
        return self._scattered[1]

    def close(self) -> None:
        """Disconnect. The cluster keeps running."""
        self._client.close()  # type: ignore[no-untyped-call]


def cores() -> int:
    """The number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def can_fork() -> bool:
    """Whether a new process can start with a copy of this process's memory."""
    return "fork" in multiprocessing.get_all_start_methods() and os.name == "posix"


def _trim_memory() -> None:
    """Return free memory to the system, if the C library supports it."""
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def chunks(pieces: Iterable[T], workers: int) -> Iterator[list[T]]:
    """The pieces in chunks that shrink towards the end. Reads ahead to see the end coming."""
    rest, shares = iter(pieces), _CHUNKS_PER_WORKER * workers
    ahead = deque(islice(rest, _MAX_CHUNK * shares))
    while ahead:
        chunk = [ahead.popleft() for _ in range(max(1, len(ahead) // shares))]
        ahead.extend(islice(rest, len(chunk)))
        yield chunk


def _results(
    executor: Executor, function: Callable[..., R], calls: Iterable[Any], limit: int, *, unpack: bool = False
) -> Iterator[R]:
    """The results of `calls`, of which at most `limit` run at the same time."""
    waiting = iter(calls)
    running: set[Future[R]] = set()
    while True:
        for call in islice(waiting, limit - len(running)):
            running.add(executor.submit(function, *call) if unpack else executor.submit(function, call))
        if not running:
            return
        done, running = wait(running, return_when=FIRST_COMPLETED)
        yield from (future.result() for future in done)


_task: tuple[Callable[..., Any], Any] | None = None
"""In a pool's process: the function and the shared data."""


def _init_worker(function: Callable[..., Any], shared: object) -> None:
    global _task  # noqa: PLW0603 - the one thing that a pool's process is for
    _task = function, shared
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.freeze()  # the shared data needs no collection; in the parent this would freeze garbage too


def _end_with_parent() -> None:
    """End this process when its parent was killed: it would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _run_chunk(chunk: Sequence[Any]) -> Any:  # noqa: ANN401 - whatever the function gives
    assert _task is not None  # noqa: S101 - the pool has begun
    function, shared = _task
    done = function(shared, chunk)
    _trim_memory()  # one chunk may take much more memory than the next
    return done


def _run_call(function: Callable[..., R], shared: object, chunk: Sequence[Any]) -> R:
    return function(shared, chunk)
