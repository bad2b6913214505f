"""Measures how long each stage of a build takes: wall-clock time, and processor time of all processes."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Timings:
    """Adds up the seconds of each stage by its name."""

    def __init__(self) -> None:
        self._stages: dict[str, tuple[float, float]] = {}

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        """Measure the code in the `with` block."""
        wall, cpu = time.perf_counter(), _processor()
        try:
            yield
        finally:
            before = self._stages.get(stage, (0.0, 0.0))
            self._stages[stage] = (before[0] + time.perf_counter() - wall, before[1] + _processor() - cpu)

    def lines(self) -> Iterator[str]:
        """A table of the stages, in the order in which they began."""
        yield f"{'stage':<12} {'seconds':>8} {'of CPU':>8}"
        total = [sum(each) for each in zip(*self._stages.values(), strict=True)] or [0.0, 0.0]
        for name, (wall, cpu) in {**self._stages, "together": total}.items():
            yield f"{name:<12} {wall:>8.2f} {cpu:>8.2f}"


def _processor() -> float:
    """Processor seconds of this process and of its finished child processes."""
    return sum(os.times()[:4])
