"""Decides which files of an output folder are Duben's: those on its list. All others are the user's."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from duben.runtime.file_list import LIST, Digests, file_digest, has_list, read_list

PART = f"{LIST}.part"
"""A file on its way to a folder on another disk."""
_NOBODYS = {".git", ".nojekyll", "CNAME", ".DS_Store", PART}
"""A folder with these files alone counts as empty."""


class ForeignFilesError(Exception):
    """The output folder contains files of others where Duben would write."""


def check_usable(path: Path) -> None:
    """Raise `ForeignFilesError` if a folder has files of others and no list of Duben's."""
    if not has_list(path) and (foreign := next(_foreign_files(path), None)):
        raise ForeignFilesError(
            f"{path} contains {foreign}, which Duben did not write: empty the folder, or name another with --output"
        )


class OutputFolder:
    """A folder that Duben may write to, and its list of files, empty if it has none.

    Raises `ForeignFilesError`, as `check_usable` does, and `OSError`.
    """

    def __init__(self, path: Path) -> None:
        check_usable(path)
        self.path = path
        self.list = read_list(path)
        self._parents: dict[str, str | None] = {}

    def digests(self, paths: Iterable[str], made: Digests) -> dict[str, str]:
        """The digest of each of these files: from `made`, or else of the file that is there."""
        found = {**self.list.digests, **made}
        digests = {path: found.get(path, "") for path in paths}
        unclear = [path for path, digest in digests.items() if not digest or " " in digest]
        return digests | {path: file_digest(self.path / path) for path in unclear}

    def without(self, kept: Collection[str]) -> tuple[set[str], list[str]]:
        """The files on the list that are not among `kept`: those that nobody has changed, and those that stay."""
        paths = [path for path in self.list.digests if path not in kept and self.exists(path)]
        names = {folded(path): path for path in kept} if paths else {}
        paths = [path for path in paths if not self._is_same_file(path, names.get(folded(path)))]
        unchanged = {path for path in paths if self._is_unchanged(path)}
        return unchanged, [path for path in paths if path not in unchanged]

    def _is_unchanged(self, path: str) -> bool:
        target = self.path / path
        if self._parent_in_the_way(path, ()) is not None or not S_ISREG(_mode(target)):
            return False
        return file_digest(target) in self.list.digests[path]

    def _is_same_file(self, path: str, other: str | None) -> bool:
        return other is not None and same_file(self.path / path, self.path / other)

    def exists(self, path: str) -> bool:
        """Whether there is anything at `path`."""
        return _mode(self.path / path) != 0

    def in_the_way(self, paths: Iterable[str], removable: Collection[str]) -> list[str]:
        """The files of others that keep Duben from writing to `paths`, after it has removed the files `removable`."""
        self._parents.clear()
        found = {self._parent_in_the_way(path, removable) or self._file_in_the_way(path, removable) for path in paths}
        return sorted(path for path in found if path is not None)

    def _parent_in_the_way(self, path: str, removable: Collection[str]) -> str | None:
        """A file or link where a folder above `path` must be."""
        parent = path.rpartition("/")[0]
        if not parent:
            return None
        if parent not in self._parents:
            mode = _mode(self.path / parent)
            free = S_ISDIR(mode) or not mode or parent in removable
            self._parents[parent] = self._parent_in_the_way(parent, removable) or (None if free else parent)
        return self._parents[parent]

    def _file_in_the_way(self, path: str, removable: Collection[str]) -> str | None:
        mode = _mode(self.path / path)
        if S_ISDIR(mode):
            below = (f"{path}/{file}" for file in paths_below(self.path / path))
            return next((file for file in below if file not in removable), None)
        if not mode or path in self.list.digests or (self.list.is_mark and S_ISREG(mode)):
            return None
        return None if self._is_listed_by_another_name(path) else path

    def _is_listed_by_another_name(self, path: str) -> bool:
        names = [name for name in self.list.digests if folded(name) == folded(path)]
        return any(self._is_same_file(path, name) for name in names)


def has_foreign_files(path: Path) -> bool:
    """Whether a folder without its list would count as another's."""
    return any(name != LIST for name in _foreign_files(path))


def same_file(first: Path, second: Path) -> bool:
    """Whether both paths lead to one file, as `Name.png` and `name.png` do on some file systems."""
    with suppress(OSError):
        return first.samefile(second)
    return False


def paths_below(folder: Path) -> Iterator[str]:
    """The relative path of each file and link in a folder. Enters no link and no `.git`."""
    for above, folders, names in os.walk(folder):
        here = above[len(str(folder)) + 1 :].replace(os.sep, "/")
        links = [name for name in folders if Path(above, name).is_symlink()]
        folders[:] = sorted(name for name in folders if name != ".git")
        yield from (f"{here}/{name}" if here else name for name in sorted([*names, *links]))


def folded(path: str) -> str:
    """A path as file systems compare it that ignore case and the Unicode form."""
    if path.isascii():
        return path.casefold()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _foreign_files(path: Path) -> Iterator[str]:
    with suppress(FileNotFoundError), os.scandir(path) as found:
        yield from (entry.name for entry in found if entry.name not in _NOBODYS)


def _mode(path: Path) -> int:
    """The type of a file or link; 0 if there is none."""
    try:
        return path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return 0
