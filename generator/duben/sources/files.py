"""Decodes text files: UTF-8 text, or a diagnostic at the first invalid byte."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from pathlib import Path

from duben.model.diagnostics import Diagnostic
from duben.model.texts import clean, end_of

_EDITOR_FILE = re.compile(r"\..*|.*~|#.*#|4913|.*___jb_(?:tmp|old)___|.*\.(?:tmp|part|bak|sw[a-p])", re.DOTALL)
"""Backups, swap files, lock files and `.DS_Store`. Vim writes `4913`."""


def is_source(name: str) -> bool:
    """Whether a file or folder of this name belongs to the site. Files that editors leave behind do not."""
    return _EDITOR_FILE.fullmatch(name) is None


def read_text(path: Path, name: str) -> tuple[str, list[Diagnostic]]:
    """The text of a file with LF line ends, no BOM and no control characters. `name` is its path within the site."""
    return decode(path.read_bytes(), name)


def decode(data: bytes, name: str) -> tuple[str, list[Diagnostic]]:
    """Like `read_text`, for bytes; see `model.texts.clean`. Invalid bytes become U+FFFD; the first has a diagnostic."""
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
