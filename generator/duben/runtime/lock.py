"""A lock on a file, for one process at a time. The system releases it when the process dies.

The file exists only while somebody holds the lock, or after a process was killed.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

_WITHOUT_LOCKS = {errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP}
"""Errors of file systems that have no locks. There, a build works without one."""


class HeldError(Exception):
    """Another process holds the lock. `holder` names it, such as `process 4711`."""

    def __init__(self, holder: str) -> None:
        super().__init__(holder)
        self.holder = holder


class Lock:
    """The lock on the file `path`, acquired at once, or within `patience` seconds.

    `waiting(holder)` is called once if another process holds it. Raises `HeldError`, and `OSError` if the file cannot
    be created. A fork does not inherit the lock.
    """

    def __init__(self, path: Path, patience: float = 0, waiting: Callable[[str], object] = lambda _: None) -> None:
        from filelock import FileLock, Timeout  # noqa: PLC0415 - a build with nothing to do needs no lock

        self._path = path
        self._lock = FileLock(path, thread_local=False, on_acquired=_write_holder)
        try:
            try:
                self._lock.acquire(timeout=0)
            except Timeout:
                if patience:
                    waiting(_holder(path))
                self._lock.acquire(timeout=patience)
        except Timeout as error:
            if not path.exists():  # nobody holds it: the folder takes no files
                raise OSError(errno.EACCES, os.strerror(errno.EACCES), str(path)) from error
            raise HeldError(_holder(path)) from error
        except OSError as error:
            if error.errno not in _WITHOUT_LOCKS:
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.release()

    def release(self) -> None:
        """Release the lock and remove its file. A process that waits for the removed file creates a new one."""
        if not self._lock.is_locked:
            return
        with suppress(OSError):  # Windows removes no open file
            self._path.unlink()
        self._lock.release()
        if os.name == "nt":  # there, nobody can remove a file that another process has open
            with suppress(OSError):
                self._path.unlink()


def _write_holder(file: int) -> None:
    os.ftruncate(file, 0)
    os.write(file, str(os.getpid()).encode())


def _holder(path: Path) -> str:
    """The process that holds the lock, as far as it can be known: Windows does not let others read a locked file."""
    with suppress(OSError, ValueError):
        return f"process {int(path.read_bytes())}"
    return "another process"
