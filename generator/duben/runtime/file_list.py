"""The list of the files that Duben wrote to a folder, each with its digest. Everything else there is the user's.

It has the format of `sha256sum`, so `sha256sum --check .duben` finds what was changed since. While a build publishes,
it has both the old files and the new ones: a path may have two digests.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

LIST = ".duben"
_HEAD = "# Duben wrote these files. It changes and removes no others. To check them: sha256sum --check .duben"
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_CHARACTERS = {escape: character for character, escape in _ESCAPES.items()}
_OUTSIDE = re.compile(r"(^|/)(\.{0,2})(/|$)|^\.git(/|$)" + (r"|[\\:]" if os.name == "nt" else ""))
"""A path that leaves the folder or enters `.git`. No list of Duben has one."""


class FileList(NamedTuple):
    """The digests of each file by its path, and whether the list is only the empty mark of an older Duben."""

    digests: Mapping[str, frozenset[str]]
    is_mark: bool = False


def read_list(output: Path) -> FileList | None:
    """The list in a folder; `None` if there is none. A line that is not of a list is ignored."""
    try:
        text = (output / LIST).read_bytes().decode(errors="surrogateescape")
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    if not text:
        return FileList({}, is_mark=True)
    if not text.startswith(_HEAD):
        return None
    found: dict[str, frozenset[str]] = {}
    for line in text.split("\n")[1:]:
        digest, _, path = line.rstrip("\r").partition("  ")
        if digest.startswith("\\"):
            digest, path = digest[1:], re.sub(r"\\[\\nr]", lambda escape: _CHARACTERS[escape[0]], path)
        if not _OUTSIDE.search(path):
            found[path] = found.get(path, frozenset()) | {digest}
    return FileList(found)


def list_bytes(digests: Mapping[str, Iterable[str]]) -> bytes:
    """The list of these files, sorted, so that equal files have equal lists."""
    lines = [_line(path, digest) for path in sorted(digests) for digest in sorted(digests[path])]
    return "\n".join([_HEAD, *lines, ""]).encode(errors="surrogateescape")


def _line(path: str, digest: str) -> str:
    if _ESCAPES.keys().isdisjoint(path):
        return f"{digest}  {path}"
    return f"\\{digest}  {''.join(_ESCAPES.get(character, character) for character in path)}"


def file_digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits, as the list has it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
