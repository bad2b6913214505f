"""How long each stage of a build takes, by the clock and in processor time of all processes together."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Timings:
    """Adds up the seconds of stages by their names."""

    def __init__(self) -> None:
        self._stages: dict[str, tuple[float, float]] = {}

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        """Measure what is done within."""
        wall, cpu = time.perf_counter(), _processor()
        try:
            yield
        finally:
            before = self._stages.get(stage, (0.0, 0.0))
            self._stages[stage] = (before[0] + time.perf_counter() - wall, before[1] + _processor() - cpu)

    def lines(self) -> Iterator[str]:
        """A table of the stages in the order in which they began."""
        yield f"{'stage':<12} {'seconds':>8} {'of CPU':>8}"
        total = [sum(each) for each in zip(*self._stages.values(), strict=True)] or [0.0, 0.0]
        for name, (wall, cpu) in {**self._stages, "together": total}.items():
            yield f"{name:<12} {wall:>8.2f} {cpu:>8.2f}"


def _processor() -> float:
    """Seconds of processor time of this process and of those that it has seen to their end."""
    return sum(os.times()[:4])
