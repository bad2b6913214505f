"""Writes the site: stages new files beside the published ones, then replaces those in one step each.

No other module writes to the output folder.
"""

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

_MARKER = ".duben"
"""This file marks a folder that Duben wrote. Duben may remove files from such a folder."""
_STAGING = ".new"
"""Prefix of a build's own folder for staged files."""
_ABANDONED = 3600
"""Age in seconds after which a staging folder counts as left over from a killed build."""

Data = bytes | Iterator[bytes]
"""The content of a file; in pieces if it may be larger than memory."""
Shape = dict[str, tuple[int, int]]
"""Size and modification time (ns) of each file, to detect changes made by others."""


class ForeignFolder(Exception):  # noqa: N818 - named for what it is
    """The output folder contains files that Duben did not write."""


class StagedSite:
    """A new version of the site, staged in the folder `output` and invisible until `publish`.

    Several processes may add files, each with a copy of this object. Raises `ForeignFolder` if the folder contains
    files that Duben did not write, and `OSError`.
    """

    def __init__(self, output: Path, found: Shape | None = None) -> None:
        """`found` is the shape of `output`, if known."""
        self.output = output
        self._existed, self._was_ours = output.is_dir(), (output / _MARKER).exists()
        _claim(output)
        for left in output.glob(f"{_STAGING}*"):
            if left.stat().st_mtime < time.time() - _ABANDONED:
                shutil.rmtree(left, ignore_errors=True)
        self._staging = Path(tempfile.mkdtemp(dir=output, prefix=_STAGING))
        self._folders: set[Path] = set()
        self.shape = shape(output) if found is None else found
        """The shape of the published site."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.discard()

    def add(self, path: str, data: Data) -> bool:
        """Stage a file if it differs from the published one; returns whether it differs."""
        if isinstance(data, bytes):
            if differs := _differs(self.output / path, data):
                self._staged_path(path).write_bytes(data)
            return differs
        target, last = self._staged_path(path), self.output / path
        with target.open("wb") as file:
            file.writelines(data)
        if same := last.is_file() and filecmp.cmp(target, last, shallow=False):
            target.unlink()
        return not same

    def _staged_path(self, path: str) -> Path:
        """The path of a staged file; creates its folder."""
        target = self._staging / path
        if target.parent not in self._folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(target.parent)
        return target

    def last(self, path: str) -> bytes:
        """The content of a published file."""
        return (self.output / path).read_bytes()

    def publish(self, paths: Iterable[str]) -> list[str]:
        """Make `output` contain exactly the files `paths`; returns the paths that changed or went.

        Each file is replaced in one step, and obsolete files are removed last. An interrupted build leaves a working
        site.
        """
        made = shape(self._staging)
        folders: set[Path] = set()
        for path in sorted(made):
            target = self.output / path
            if target.parent not in folders:
                _make_way(self.output, target)
                folders.add(target.parent)
            _move(self._staging / path, target)
        shutil.rmtree(self._staging, ignore_errors=True)
        present = {*paths}
        gone = sorted(path for path in self.shape if path not in present)
        for path in gone:
            with suppress(FileNotFoundError, NotADirectoryError):
                if not (self.output / path).is_dir():  # a new file may have needed a folder of that name
                    (self.output / path).unlink()
        if gone:
            _remove_empty_folders(self.output)
        self.shape = {path: size for path, size in {**self.shape, **made}.items() if path in present}
        return [*sorted(made), *gone]

    def discard(self) -> None:
        """Remove the staged files. If this object created `output`, remove that too."""
        shutil.rmtree(self._staging, ignore_errors=True)
        if not self._was_ours and {path for path, _ in _files(self.output)} == {_MARKER}:
            (self.output / _MARKER).unlink()
            if not self._existed:
                self.output.rmdir()


def shape(output: Path) -> Shape:
    """The shape of the folder `output`, without the marker."""
    found = _files(output)
    return {path: ((stat := entry.stat()).st_size, stat.st_mtime_ns) for path, entry in found if path != _MARKER}


def remove(output: Path) -> None:
    """Remove an output folder. Raises `ForeignFolder` if it contains files that Duben did not write."""
    if output.is_dir():
        _claim(output)
        shutil.rmtree(output)


def _claim(output: Path) -> None:
    output.mkdir(parents=True, exist_ok=True)
    if not (output / _MARKER).exists():
        if any(output.iterdir()):
            message = f"{output} holds files that Duben has not made; name another folder with --output, or empty it"
            raise ForeignFolder(message)
        (output / _MARKER).touch()


def _make_way(output: Path, target: Path) -> None:
    """Create the folder of `target`, even if an earlier build wrote a file of that name."""
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
    """The files in a folder, by relative path; staging folders are skipped."""
    waiting = [("", folder)] if folder.is_dir() else []
    while waiting:
        above, here = waiting.pop()
        with os.scandir(here) as found:
            for entry in found:
                if entry.is_dir(follow_symlinks=False):
                    if not entry.name.startswith(_STAGING):
                        waiting.append((f"{above}{entry.name}/", Path(entry.path)))
                else:
                    yield above + entry.name, entry


def _remove_empty_folders(output: Path) -> None:
    for folder, _, _ in os.walk(output, topdown=False):
        if folder != str(output) and not any(Path(folder).iterdir()):
            Path(folder).rmdir()
