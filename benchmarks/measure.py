"""What a command costs: time, work and memory of the whole tree of processes that it starts."""

from __future__ import annotations

import os
import statistics
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

_LOOK_EVERY = 0.05  # seconds
_USUAL = {"PYTHONDONTWRITEBYTECODE": ""}
"""As most users have it, Python keeps what it has compiled; without, it takes a tenth of a second more to begin."""
_REST = 50
"""How many times as long as a look took it waits for the next: large processes take long, and are not to be slowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """`wall` and `cpu` in seconds, `memory` in bytes."""

    wall: float
    cpu: float
    memory: int


class CommandFailedError(Exception):
    """A measured command failed; the message is the last line that it wrote."""


def run(
    command: Sequence[str | Path],
    folder: Path,
    environment: Mapping[str, str],
    helpers: Sequence[psutil.Process] = (),
) -> Cost:
    """The cost of one run of `command` in `folder`, with that of its `helpers`. Raises `CommandFailedError`."""
    helped = _work(helpers)
    start = time.perf_counter()
    usual = {**os.environ, **_USUAL, **environment}
    with subprocess.Popen(command, cwd=folder, env=usual, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        watch = _MemoryWatch([psutil.Process(process.pid), *helpers])
        output = process.stdout.read() if process.stdout else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    peak = watch.stop()
    if process.returncode:
        lines = output.decode(errors="replace").strip().splitlines() or [f"exit code {process.returncode}"]
        raise CommandFailedError(lines[-1])
    return Cost(wall=wall, cpu=usage.ru_utime + usage.ru_stime + _work(helpers) - helped, memory=peak)


def _work(processes: Sequence[psutil.Process]) -> float:
    """Seconds of processor time that these processes have had."""
    times = [process.cpu_times() for process in processes]
    return float(sum(each.user + each.system for each in times))


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each."""
    return Cost(
        wall=statistics.median(cost.wall for cost in costs),
        cpu=statistics.median(cost.cpu for cost in costs),
        memory=int(statistics.median(cost.memory for cost in costs)),
    )


def size(folder: Path) -> int:
    """The bytes of all files in `folder`."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


class _MemoryWatch:
    """Looks now and then at what processes and their children occupy together; what they share counts once.

    Shares are of all processes of the machine, so that one alone counts by what it occupies itself.
    """

    def __init__(self, processes: Sequence[psutil.Process]) -> None:
        self._processes = processes
        self._peak = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> int:
        """The most seen, in bytes."""
        self._over.set()
        self._thread.join()
        return self._peak

    def _look(self) -> None:
        took = 0.0
        while not self._over.wait(max(_LOOK_EVERY, _REST * took)):
            start = time.perf_counter()
            found = [_memory(each) for process in self._processes for each in _tree(process)]
            shares, whole = zip(*found, strict=True) if found else ((0,), (0,))
            self._peak = max(self._peak, sum(shares), *whole)
            took = time.perf_counter() - start


def _tree(process: psutil.Process) -> list[psutil.Process]:
    try:
        return [process, *process.children(recursive=True)]
    except psutil.Error:
        return []


def _memory(process: psutil.Process) -> tuple[int, int]:
    """Its share of the memory that it uses, in which each sharer has a part, and all of it."""
    try:
        whole = process.memory_info().rss
        return (process.memory_full_info().pss if psutil.LINUX else whole), whole
    except psutil.Error:
        return 0, 0  # it has ended meanwhile
