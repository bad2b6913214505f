"""Runs many inputs of one target, and remembers the smallest that fails."""

from __future__ import annotations

import signal
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.fuzz.targets import TARGETS

HANG = 10.0
"""Seconds after which an input counts as a hang."""


@dataclass(slots=True)
class Tally:
    """What became of the inputs of one target."""

    inputs: int = 0
    built: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    failures: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    """By the place where it was raised: the smallest input, and the traceback."""

    def add(self, other: Tally) -> None:
        """Add up two tallies."""
        self.inputs += other.inputs
        self.built += other.built
        self.seconds += other.seconds
        self.slowest = max(self.slowest, other.slowest)
        self.failures = other.failures | self.failures


class HangError(Exception):
    """An input took longer than `HANG` seconds."""


@contextmanager
def _limited() -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise HangError(f"more than {HANG:.0f} s")

    signal.signal(signal.SIGVTALRM, stop)  # processor time: a busy machine is no hang
    signal.setitimer(signal.ITIMER_VIRTUAL, HANG)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def run_batch(batch: tuple[str, int, int]) -> tuple[str, Tally]:
    """As `run`, for a pool of processes."""
    return run(*batch)


def run(name: str, count: int, number: int) -> tuple[str, Tally]:
    """Try `count` inputs of a target; `number` is the seed."""
    tally, check = Tally(), TARGETS[name].check
    failed: list[tuple[bytes, Exception]] = []

    @seed(number)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=[*HealthCheck],
        report_multiple_bugs=False,
    )
    @given(TARGETS[name].inputs)
    def attempt(data: bytes) -> None:
        start = time.perf_counter()
        tally.inputs += 1
        try:
            with _limited():
                tally.built += check(data)
        except Exception as error:
            failed.append((data, error))
            raise
        finally:
            took = time.perf_counter() - start
            tally.seconds, tally.slowest = tally.seconds + took, max(tally.slowest, took)

    try:
        attempt()
    except Exception:  # noqa: BLE001 - whatever it is, it is what we look for
        data, error = min(failed, key=lambda each: len(each[0]))
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{name} {type(error).__name__} {Path(frame.filename).name}:{frame.lineno}"
        tally.failures[place] = data, "".join(traceback.format_exception(error))
    return name, tally
