"""Files as the user wrote them: UTF-8 text, or a diagnostic that says where it stops being so."""

from __future__ import annotations

from pathlib import Path

from generator.diagnostics import Diagnostic


def read_text(path: Path, name: str) -> tuple[str, list[Diagnostic]]:
    """The text of the file, its lines ended by LF and without BOM; `name` is its path within the site."""
    return decode(path.read_bytes(), name)


def decode(data: bytes, name: str) -> tuple[str, list[Diagnostic]]:
    """As `read_text`, of bytes. What cannot be decoded becomes U+FFFD, and the first such byte is reported."""
    problems = []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig")
        problems.append(
            Diagnostic(
                path=name,
                line=before.count("\n") + 1,
                column=len(before) - before.rfind("\n"),
                code="encoding",
                message=f"byte 0x{data[error.start]:02x} is not UTF-8",
                hint="save the file as UTF-8, or let “duben import” read GB18030 and Big5",
            )
        )
        text = data.decode("utf-8-sig", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n"), problems
