"""Decodes text files: UTF-8 text, or a diagnostic at the first invalid byte."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from pathlib import Path

from duben.model.diagnostics import Diagnostic

_EDITOR_FILE = re.compile(r"\..*|.*~|#.*#|4913|.*___jb_(?:tmp|old)___|.*\.(?:tmp|part|bak|sw[a-p])", re.DOTALL)
"""Backups, swap files, lock files and `.DS_Store`. Vim writes `4913`."""


def is_source(name: str) -> bool:
    """Whether a file or folder of this name belongs to the site. Files that editors leave behind do not."""
    return _EDITOR_FILE.fullmatch(name) is None


def read_text(path: Path, name: str) -> tuple[str, list[Diagnostic]]:
    """The text of a file with LF line ends and no BOM. `name` is its path within the site."""
    return decode(path.read_bytes(), name)


def decode(data: bytes, name: str) -> tuple[str, list[Diagnostic]]:
    """Like `read_text`, for bytes. Invalid bytes become U+FFFD; the diagnostic points to the first."""
    data = data.removeprefix(BOM_UTF8).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        return data.decode(), []
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        problem = Diagnostic(
            path=name,
            line=before.count("\n") + 1,
            column=len(before) - before.rfind("\n"),
            code="encoding",
            message=f"byte 0x{data[error.start]:02x} is not UTF-8",
            hint="save the file as UTF-8; to convert GB18030 or Big5, run “duben import FILE”",
        )
        return data.decode(errors="replace"), [problem]
