"""Ends the process on Ctrl-C or a request to terminate: the first ends it in order, the second at once."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_STATUS = 128
"""Shells report a process that a signal ended as this plus the number of the signal."""


class Interrupts:
    """Handles SIGINT and SIGTERM from its creation on. Only the main thread can create it.

    Until `end_with` names a way to end in order, the first signal ends the process at once.
    """

    def __init__(self) -> None:
        self._end: Callable[[], object] | None = None
        for number in _SIGNALS:
            signal.signal(number, self._interrupted)

    def end_with(self, end: Callable[[], object]) -> None:
        """Call `end` at the first signal. A signal handler calls it: it may only ask an event loop to stop."""
        self._end = end

    def ignore(self) -> None:
        """Ignore further signals: the process exits already, and Python handles none while it does so."""
        for number in _SIGNALS:
            signal.signal(number, signal.SIG_IGN)

    def _interrupted(self, number: int, _: FrameType | None) -> None:
        if self._end is None:
            for child in multiprocessing.active_children():
                child.kill()
            os._exit(_STATUS + number)
        end, self._end = self._end, None
        end()
