"""The one module that writes the site. What is new is put beside the last edition, and takes its place at the end."""

from __future__ import annotations

import filecmp
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from types import TracebackType
from typing import Self

_MARK = ".duben"
"""A file that says: this folder was written by Duben, and what it does not write any more may be removed."""
_NEW = ".new"
"""Begins the name of a build's own folder for what it has made and not yet published."""
_ABANDONED = 3600
"""Seconds after which such a folder is one that a killed build has left."""

Data = bytes | Iterator[bytes]
"""What a file holds; in pieces where it may be larger than memory."""
Shape = dict[str, tuple[int, int]]
"""Size and time of every file in a folder, by which it is known when somebody else has changed one."""


class ForeignFolder(Exception):  # noqa: N818 - named for what it is
    """The output folder holds files and was not made by Duben."""


class StagedSite:
    """A new edition of the site in the folder `output`; nobody sees any of it before it is published.

    Files can be added by several processes, each of which has a copy of this. Raises `ForeignFolder` for a folder with
    files that Duben has not made, and OSError.
    """

    def __init__(self, output: Path, found: Shape | None = None) -> None:
        """`found` is the shape of `output`, if it is known."""
        self.output = output
        self._was_there, self._was_ours = output.is_dir(), (output / _MARK).exists()
        _claim(output)
        for left in output.glob(f"{_NEW}*"):
            if left.stat().st_mtime < time.time() - _ABANDONED:
                shutil.rmtree(left, ignore_errors=True)
        self._new = Path(tempfile.mkdtemp(dir=output, prefix=_NEW))
        self._folders: set[Path] = set()
        self.shape = shape(output) if found is None else found
        """The shape of the last edition, or of this one once it is published."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.discard()

    def add(self, path: str, data: Data) -> bool:
        """Add a file, unless the one in `output` is the same; whether it was not."""
        if isinstance(data, bytes):
            if differs := _differs(self.output / path, data):
                self._place(path).write_bytes(data)
            return differs
        target, last = self._place(path), self.output / path
        with target.open("wb") as file:
            file.writelines(data)
        if same := last.is_file() and filecmp.cmp(target, last, shallow=False):
            target.unlink()
        return not same

    def _place(self, path: str) -> Path:
        """Where a file of the new edition is put."""
        target = self._new / path
        if target.parent not in self._folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(target.parent)
        return target

    def last(self, path: str) -> bytes:
        """A file of the last edition."""
        return (self.output / path).read_bytes()

    def publish(self, paths: Iterable[str]) -> list[str]:
        """Make `output` hold exactly the files `paths`; gives those that changed.

        Each file takes the place of the old one in one step, and what is no more is removed last: a build that is
        stopped half-way leaves a site that serves.
        """
        made = shape(self._new)
        folders: set[Path] = set()
        for path in sorted(made):
            target = self.output / path
            if target.parent not in folders:
                _make_way(self.output, target)
                folders.add(target.parent)
            _move(self._new / path, target)
        shutil.rmtree(self._new, ignore_errors=True)
        present = {*paths}
        gone = sorted(path for path in self.shape if path not in present)
        for path in gone:
            with suppress(FileNotFoundError, NotADirectoryError):
                if not (self.output / path).is_dir():  # which it may be by now
                    (self.output / path).unlink()
        if gone:
            _remove_empty_folders(self.output)
        self.shape = {path: size for path, size in {**self.shape, **made}.items() if path in present}
        return [*sorted(made), *gone]

    def discard(self) -> None:
        """Leave the last edition as it is; where there was none, leave nothing."""
        shutil.rmtree(self._new, ignore_errors=True)
        if not self._was_ours and {path for path, _ in _files(self.output)} == {_MARK}:
            (self.output / _MARK).unlink()
            if not self._was_there:
                self.output.rmdir()


def shape(output: Path) -> Shape:
    """The shape of the folder `output`, but for the mark."""
    found = _files(output)
    return {path: ((stat := entry.stat()).st_size, stat.st_mtime_ns) for path, entry in found if path != _MARK}


def remove(output: Path) -> None:
    """Remove the folder that Duben has written. Raises `ForeignFolder` for any other with files in it."""
    if output.is_dir():
        _claim(output)
        shutil.rmtree(output)


def _claim(output: Path) -> None:
    output.mkdir(parents=True, exist_ok=True)
    if not (output / _MARK).exists():
        if any(output.iterdir()):
            message = f"{output} holds files that Duben has not made; name another folder with --output, or empty it"
            raise ForeignFolder(message)
        (output / _MARK).touch()


def _make_way(output: Path, target: Path) -> None:
    """Make the folder of `target`, even where an earlier build had a file of that name."""
    for part in target.parents:
        if part != output and output in part.parents and part.is_file():
            part.unlink()
    target.parent.mkdir(parents=True, exist_ok=True)


def _move(new: Path, target: Path) -> None:
    try:
        new.replace(target)
    except OSError:
        if not target.is_dir():
            raise
        shutil.rmtree(target)
        new.replace(target)


def _differs(target: Path, data: bytes) -> bool:
    try:
        found = target.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    if S_ISDIR(found.st_mode) or not S_ISREG(found.st_mode):
        return True
    return found.st_size != len(data) or target.read_bytes() != data


def _files(folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """The files in a folder, by their paths in it; what has not been published is none of them."""
    waiting = [("", folder)] if folder.is_dir() else []
    while waiting:
        above, here = waiting.pop()
        with os.scandir(here) as found:
            for entry in found:
                if entry.is_dir(follow_symlinks=False):
                    if not entry.name.startswith(_NEW):
                        waiting.append((f"{above}{entry.name}/", Path(entry.path)))
                else:
                    yield above + entry.name, entry


def _remove_empty_folders(output: Path) -> None:
    for folder, _, _ in os.walk(output, topdown=False):
        if folder != str(output) and not any(Path(folder).iterdir()):
            Path(folder).rmdir()
