"""What a user reads when a file or a folder cannot be written."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_AGAIN = "run the command again"
_REASONS = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), ("the disk is full", f"free some space, then {_AGAIN}")),
    errno.EROFS: ("the disk is read-only", f"make it writable, then {_AGAIN}"),
    **dict.fromkeys((errno.EACCES, errno.EPERM), ("permission denied", f"change its permissions, then {_AGAIN}")),
    **dict.fromkeys((errno.EEXIST, errno.ENOTDIR), ("this is not a folder", f"rename or remove it, then {_AGAIN}")),
}


class CannotWriteError(Exception):
    """The file or folder `path` cannot be written; `hint` says what to do. It can be sent between processes."""

    def __init__(self, path: str, reason: str, hint: str) -> None:
        super().__init__(path, reason, hint)
        self.path = path
        self.reason = reason
        self.hint = hint


def write_error(error: OSError, path: str) -> CannotWriteError:
    """The error for users; `path` is for an error that names no file."""
    reason, hint = _REASONS.get(error.errno or 0, (error.strerror or str(error), f"see to it, then {_AGAIN}"))
    return CannotWriteError(str(error.filename2 or error.filename or path), f"cannot be written: {reason}", hint)


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Turn each `OSError` into a `CannotWriteError` that names its file, or `folder` if it names none."""
    try:
        yield
    except OSError as error:
        raise write_error(error, str(folder)) from error
