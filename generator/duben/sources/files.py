"""Reads and decodes text files: UTF-8 text, or a diagnostic at the first invalid byte."""

from __future__ import annotations

import errno
import os
import re
from codecs import BOM_UTF8
from pathlib import Path
from stat import S_ISREG

from duben.model.diagnostics import Diagnostic
from duben.model.texts import clean, end_of

_EDITOR_FILE = re.compile(r"\..*|.*~|#.*#|4913|.*___jb_(?:tmp|old)___|.*\.(?:tmp|part|bak|sw[a-p])", re.DOTALL)
"""Backups, swap files, lock files and `.DS_Store`. Vim writes `4913`."""


def is_source(name: str) -> bool:
    """Whether a file or folder of this name belongs to the site. Files that editors leave behind do not."""
    return _EDITOR_FILE.fullmatch(name) is None


def read_file(path: Path) -> bytes:
    """The bytes of a regular file. Raises OSError, also for a pipe or device, which would block."""
    with open(path, "rb", opener=_open_at_once) as file:
        if not S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "not a regular file", str(path))
        return file.read()


def _open_at_once(path: str, flags: int) -> int:
    """Open a file without waiting, so that its kind can be asked: a pipe may have replaced it just now."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def read_problem(name: str, error: OSError) -> Diagnostic:
    """The diagnostic of a file or folder that cannot be read. `name` is its path within the site."""
    reason = (error.strerror or str(error)).lower()
    hint = "make the file readable, and check that it still exists"
    return Diagnostic(path=name, line=1, column=1, code="unreadable", message=f"cannot be read: {reason}", hint=hint)


def decode(data: bytes, name: str) -> tuple[str, list[Diagnostic]]:
    """The text of a file's bytes, without BOM, cleaned by `model.texts.clean`. `name` is its path within the site.

    Invalid bytes become U+FFFD; the diagnostic points to the first.
    """
    data = data.removeprefix(BOM_UTF8)
    problems = []
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        text = data.decode(errors="replace")
        problems.append(_not_utf8(data, error.start, name))
    text, removed = clean(text)
    return text, [*problems, removed.problem(name)] if removed else problems


def _not_utf8(data: bytes, start: int, name: str) -> Diagnostic:
    line, column = end_of(data[:start].decode())
    return Diagnostic(
        path=name,
        line=line,
        column=column,
        code="encoding",
        message=f"byte 0x{data[start]:02x} is not UTF-8",
        hint="save the file as UTF-8; to convert GB18030 or Big5, run “duben import FILE”",
    )
