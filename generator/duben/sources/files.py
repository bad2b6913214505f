"""Files as the user wrote them: UTF-8 text, or a diagnostic that says where it stops being so."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from pathlib import Path

from duben.model.diagnostics import Diagnostic

_LEFTOVER = re.compile(r"\..*|.*~|#.*#|4913|.*___jb_(?:tmp|old)___|.*\.(?:tmp|part|bak|sw[a-p])", re.DOTALL)
"""What editors and systems leave beside a file: backups, swap files and locks, `.DS_Store`; `4913` is Vim's."""


def is_source(name: str) -> bool:
    """Whether a file or folder of this name belongs to the site, and is not just an editor's leftover beside it."""
    return _LEFTOVER.fullmatch(name) is None


def read_text(path: Path, name: str) -> tuple[str, list[Diagnostic]]:
    """The text of the file, its lines ended by LF and without BOM; `name` is its path within the site."""
    return decode(path.read_bytes(), name)


def decode(data: bytes, name: str) -> tuple[str, list[Diagnostic]]:
    """As `read_text`, of bytes. What cannot be decoded becomes U+FFFD, and the first such byte is reported."""
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
