"""The list of the files that Duben wrote to a folder, each with its digest. Everything else there is the user's.

It has the format of `sha256sum`, so `sha256sum --check .duben` finds what was changed since. While a build publishes,
it has both the old files and the new ones: a path may have two digests.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

LIST = ".duben"
_HEAD = "# Duben wrote these files. It changes and removes no others. To check them: sha256sum --check .duben\n"
_LENGTH = 64
"""Digits of a digest."""
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_ESCAPED = frozenset(_ESCAPES)
_CHARACTERS = {escape: character for character, escape in _ESCAPES.items()}
_OUTSIDE = re.compile(r"(^|/)\.{0,2}(/|$)|^\.git(/|$)" + (r"|[\\:]" if os.name == "nt" else ""))
"""A path that leaves the folder or enters `.git`. No list of Duben has one."""
_SUSPECTS = ("\\", ":", "//", "/./", "/../", "/.\n", "/..\n", "  /", "  .git", "  ./", "  ../", "  \n")
"""A list without these has no escapes, and no path that leaves the folder."""

Digests = Mapping[str, str]
"""The SHA-256 of each file, by path. In a list some files have two, with a space between them."""


class FileList(NamedTuple):
    """The digests in a list, and whether it is only the empty mark of an older Duben."""

    digests: Digests
    is_mark: bool = False


def has_list(output: Path) -> bool:
    """Whether a folder has a list, or the mark of an older Duben."""
    with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError), (output / LIST).open("rb") as file:
        return file.read(len(_HEAD)).replace(b"\r\n", b"\n") in {b"", _HEAD.encode()}
    return False


def read_list(output: Path) -> FileList:
    """The list in a folder; an empty one if there is none. A line that is not of a list is ignored."""
    if not has_list(output):
        return FileList({})
    data = (output / LIST).read_bytes()
    text = data.decode(errors="surrogateescape").replace("\r\n", "\n").removeprefix(_HEAD)
    lines = text.removesuffix("\n").split("\n") if text else []
    found = {line[_LENGTH + 2 :]: line[:_LENGTH] for line in lines}
    if len(found) < len(lines) or any(suspect in text for suspect in _SUSPECTS):
        found = _checked(lines)
    return FileList(found, is_mark=not data)


def _checked(lines: Iterable[str]) -> dict[str, str]:
    """The digests in any lines. This takes four times as long."""
    found: dict[str, str] = {}
    for line in lines:
        digest, _, path = line.partition("  ")
        if digest.startswith("\\"):
            digest, path = digest[1:], re.sub(r"\\[\\nr]", lambda escape: _CHARACTERS[escape[0]], path)
        if not _OUTSIDE.search(path):
            found[path] = f"{found[path]} {digest}" if path in found else digest
    return found


def list_bytes(digests: Digests) -> bytes:
    """The list of these files, sorted, so that equal files have equal lists."""
    return (_HEAD + _lines(digests)).encode(errors="surrogateescape")


def append_to_list(output: Path, digests: Digests) -> None:
    """Add files to the list in a folder. A path that is on it has two digests then."""
    with (output / LIST).open("ab") as file:
        file.write(f"\n{_lines(digests)}".encode(errors="surrogateescape"))  # the last line may be incomplete


def _lines(digests: Digests) -> str:
    plain = _ESCAPED.isdisjoint
    paths = sorted(digests)
    return "".join([f"{digests[path]}  {path}\n" if plain(path) else _escaped(digests[path], path) for path in paths])


def _escaped(digest: str, path: str) -> str:
    name = "".join(_ESCAPES.get(character, character) for character in path)
    return f"\\{digest}  {name}\n"


def file_digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
