"""Ends the process on Ctrl-C or a request to terminate: the first ends it in order, the second at once."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from types import FrameType

_STATUS = 128
"""Shells report a process that a signal ended as this plus the number of the signal."""


class Interrupts:
    """Handles SIGINT and SIGTERM from its creation on. Only the main thread can create it.

    Until `end_with` names a way to end in order, the first signal ends the process at once.
    """

    def __init__(self) -> None:
        self._end: Callable[[], object] | None = None
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._interrupted)

    def end_with(self, end: Callable[[], object]) -> None:
        """Call `end` at the first signal. A signal handler calls it: it may only ask an event loop to stop."""
        self._end = end

    def _interrupted(self, number: int, _: FrameType | None) -> None:
        if self._end is None:
            for child in multiprocessing.active_children():
                child.kill()
            os._exit(_STATUS + number)
        end, self._end = self._end, None
        end()
