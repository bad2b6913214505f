"""Measures a command: time, processor time and memory of all processes that it starts."""

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

_MIN_PAUSE = 0.05  # seconds
_ENVIRONMENT = {"PYTHONDONTWRITEBYTECODE": ""}
"""Python caches compiled modules, as for most users. Without, each start takes a tenth of a second longer."""
_PAUSE = 50
"""The pause after a look, as a multiple of its duration: looks at large processes take long and would slow them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """`wall` and `cpu` in seconds, `memory` in bytes."""

    wall: float
    cpu: float
    memory: int


class CommandFailedError(Exception):
    """A measured command failed; the message is its last line of output."""


def run(
    command: Sequence[str | Path],
    folder: Path,
    environment: Mapping[str, str],
    helpers: Sequence[psutil.Process] = (),
) -> Cost:
    """The cost of one run of `command` in `folder`, with its `helpers`. Raises `CommandFailedError`."""
    helped = _work(helpers)
    start = time.perf_counter()
    usual = {**os.environ, **_ENVIRONMENT, **environment}
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
    """Processor seconds of these processes."""
    times = [process.cpu_times() for process in processes]
    return float(sum(each.user + each.system for each in times))


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each value."""
    return Cost(
        wall=statistics.median(cost.wall for cost in costs),
        cpu=statistics.median(cost.cpu for cost in costs),
        memory=int(statistics.median(cost.memory for cost in costs)),
    )


def size(folder: Path) -> int:
    """The bytes of all files in `folder`."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


class _MemoryWatch:
    """Samples the memory of processes and their children; memory that they share counts once.

    Shares are among all processes of the machine, so a single process counts with all its memory.
    """

    def __init__(self, processes: Sequence[psutil.Process]) -> None:
        self._processes = processes
        self._peak = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> int:
        """The peak in bytes."""
        self._over.set()
        self._thread.join()
        return self._peak

    def _look(self) -> None:
        took = 0.0
        while not self._over.wait(max(_MIN_PAUSE, _PAUSE * took)):
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
    """The process's share of its memory (PSS), and all of its memory (RSS)."""
    try:
        whole = process.memory_info().rss
        return (process.memory_full_info().pss if psutil.LINUX else whole), whole
    except psutil.Error:
        return 0, 0  # the process has ended
