"""Bytes put aside on the disk while memory is wanted for other things; nobody else sees them."""

from __future__ import annotations

import os
import tempfile
import weakref
from collections.abc import Callable


class Scratch:
    """A file of pieces, each read by the function that putting it there gave; it is gone with the last of them."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - it is open as long as there is anything to be read
        weakref.finalize(self, self._file.close)

    def put(self, piece: bytes) -> Callable[[], bytes]:
        """Put a piece aside; gives what reads it."""
        start, length = self._file.seek(0, os.SEEK_END), self._file.write(piece)

        def read() -> bytes:
            self._file.seek(start)
            return self._file.read(length)

        return read
