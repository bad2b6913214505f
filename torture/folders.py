"""Reads folders into memory and compares them."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection, Mapping
from pathlib import Path

from torture.links import Found, LinkChecker

Tree = dict[str, bytes]
"""The files of a folder by path."""

OWN = ".duben"
"""Duben's own file in an output folder."""
_SQLITE = re.compile(r"-(?:wal|shm|journal)\Z")


def read_tree(folder: Path, leave_out: Collection[str] = (OWN,)) -> Tree:
    """All files of a folder, links as their target. Files that disappear meanwhile are left out."""
    found: Tree = {}
    for below, folders, names in os.walk(folder):
        links = [name for name in folders if Path(below, name).is_symlink()]
        for name in [*names, *links]:
            path = Path(below, name)
            relative = os.fsencode(path.relative_to(folder)).decode("utf-8", "backslashreplace")
            if relative not in leave_out:
                found[relative] = os.fsencode(path.readlink()) if path.is_symlink() else path.read_bytes()
    return found


def write_tree(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write these files, if they are not there."""
    for name, data in files.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def names_below(folder: Path, leave_out: Collection[Path] = ()) -> set[str]:
    """The paths of all files and folders below a folder; what follows from SQLite's own files is left out."""
    found = set()
    for below, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if Path(below, name) not in leave_out]
        found |= {Path(below, name).relative_to(folder).as_posix() for name in (*folders, *names)}
    return {name for name in found if not _SQLITE.search(name)}


def check_links(tree: Tree, checker: LinkChecker) -> Found:
    """The links of a site that was read into memory."""
    return checker.check({path: hashlib.blake2b(data).digest() for path, data in tree.items()}, tree.__getitem__)
