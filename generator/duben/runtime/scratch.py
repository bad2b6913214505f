"""A temporary file for bytes that would otherwise occupy memory."""

from __future__ import annotations

import os
import tempfile
import weakref
from collections.abc import Callable


class Scratch:
    """A temporary file of pieces. The file is deleted after the last reader is gone."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - open until the last reader is gone
        weakref.finalize(self, self._file.close)

    def put(self, piece: bytes) -> Callable[[], bytes]:
        """Write a piece; returns a function that reads it."""
        start, length = self._file.seek(0, os.SEEK_END), self._file.write(piece)

        def read() -> bytes:
            self._file.seek(start)
            return self._file.read(length)

        return read
