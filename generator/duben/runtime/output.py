"""Writes the site: stages new files outside of the published folder, then moves each into place in one step.

No other module writes to the output folder.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_ISREG
from types import TracebackType
from typing import NamedTuple, Self

from duben.runtime.file_list import LIST, Digests, file_digest, has_list, list_bytes
from duben.runtime.lock import HeldError
from duben.runtime.ownership import ForeignFilesError, OutputFolder, check_usable, has_foreign_files
from duben.runtime.publishing import remove_files, replace_files
from duben.runtime.staging import Staging, lock_output
from duben.runtime.write_error import CannotWriteError, writing

_PATIENCE = 20
"""Seconds to wait for another build that publishes to the same folder."""

Data = bytes | Iterator[bytes]
"""The content of a file; in pieces if it may be larger than memory."""
Shape = dict[str, tuple[int, int]]
"""Size and modification time (ns) of each file, to detect changes made by others."""


class SupersededError(Exception):
    """Another build has published to the folder since this one began."""


class Present(NamedTuple):
    """An output folder before a build: the shape of Duben's files in it, and the identity of the list of them."""

    shape: Shape
    list_id: tuple[int, ...]


class Published(NamedTuple):
    """The paths that changed or went, the shape of the site now, and notes about files that stay."""

    changed: tuple[str, ...]
    shape: Shape
    notes: tuple[str, ...]


def present(output: Path, paths: Iterable[str]) -> Present:
    """The folder `output` as it is, with the shape of the files `paths` and of the list."""
    list_id = _list_id(output)
    return Present(_shape(output, [LIST, *paths]), list_id)


class StagedSite:
    """A new version of the site, invisible until `publish`.

    Several processes may add files, each with a copy of this object. Raises `ForeignFilesError` if the folder `output`
    contains files of others and none of Duben, and `CannotWriteError`.
    """

    def __init__(self, output: Path, before: Present | None = None, cache: Path | None = None) -> None:
        """`before` is the folder as this build found it, `cache` a folder that may hold staged files."""
        self.output = output
        self._before = present(output, ()) if before is None else before
        with writing(output):
            check_usable(output)
        self._staging = Staging(output, cache)
        self._folders: set[Path] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.discard()

    def add(self, path: str, data: Data) -> str:
        """Stage a file if it differs from the published one; returns its digest."""
        last = self.output / path
        with writing(self.output):
            if isinstance(data, bytes):
                if _differs(last, data):
                    self._staged_path(path).write_bytes(data)
                return hashlib.sha256(data).hexdigest()
            target, digest = self._staged_path(path), hashlib.sha256()
            with target.open("wb") as file:
                for piece in data:
                    digest.update(piece)
                    file.write(piece)
            with suppress(FileNotFoundError):  # `clean` may remove the published file
                if _size(last) == target.stat().st_size and file_digest(last) == digest.hexdigest():
                    target.unlink()
            return digest.hexdigest()

    def _staged_path(self, path: str) -> Path:
        """The path of a staged file; creates its folder."""
        target = self._staging.path / path
        if target.parent not in self._folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(target.parent)
        return target

    def last(self, path: str) -> bytes:
        """The content of a published file. Raises `SupersededError` if another command has removed it."""
        try:
            return (self.output / path).read_bytes()
        except FileNotFoundError as error:
            raise SupersededError from error

    def publish(
        self, paths: Iterable[str], made: Digests, waiting: Callable[[str], object] = lambda _: None
    ) -> Published:
        """Make the files `paths` those of the site: move the staged ones into place, remove older ones.

        `made` has the digests of the files that were added; all others are as they were. The user's files stay.
        Raises `ForeignFilesError` if one of them is where a file of the site must be, and `SupersededError`. Calls
        `waiting(holder)` if another build publishes.
        """
        with writing(self.output), _created(self.output), _locked(self.output, waiting):
            if _list_id(self.output) != self._before.list_id:
                raise SupersededError
            present_paths = {*paths}
            done = replace_files(self.output, self._staging.path, present_paths, made)
            before = self._before.shape
            known = {path: before[path] for path in before if path in present_paths and path not in done.written}
            shape = known | _shape(self.output, [*(present_paths - known.keys()), LIST])
        return Published((*sorted(done.written), *done.removed), shape, done.notes)

    def discard(self) -> None:
        """Remove the staged files."""
        self._staging.remove()


def remove(output: Path, waiting: Callable[[str], object] = lambda _: None) -> tuple[str, ...]:
    """Remove the files that Duben wrote to a folder, and the folder if it is empty then. Returns those that stay.

    If files of the user stay, so does an empty list. Raises `ForeignFilesError` if the folder contains files but no
    list of those that are Duben's.
    """
    with writing(output):
        listed = OutputFolder(output).list
        if listed.is_mark:
            raise ForeignFilesError(
                f"an older Duben wrote {output}, and did not list its files: remove the folder yourself, "
                "or run “duben build” before “duben clean”"
            )
        if not has_list(output):
            return ()
        with _locked(output, waiting):
            unchanged, changed = OutputFolder(output).without(())
            remove_files(output, unchanged)
            if has_foreign_files(output):  # with an empty list the next build knows that it may write here
                (output / LIST).write_bytes(list_bytes({}))
            else:
                (output / LIST).unlink()
        with suppress(OSError):  # not empty
            output.rmdir()
    return tuple(changed)


@contextmanager
def _locked(output: Path, waiting: Callable[[str], object]) -> Iterator[None]:
    try:
        lock = lock_output(output, _PATIENCE, waiting)
    except HeldError as error:
        reason = f"cannot be written: {error.holder} writes to it"
        raise CannotWriteError(
            str(output), reason, "wait until that process has ended, then run the command again"
        ) from error
    with lock:
        yield


@contextmanager
def _created(output: Path) -> Iterator[None]:
    """Create the folder; remove it again if nothing is written to it."""
    existed = output.is_dir()
    output.mkdir(parents=True, exist_ok=True)
    try:
        yield
    finally:
        if not existed:
            with suppress(OSError):
                output.rmdir()


def _list_id(output: Path) -> tuple[int, ...]:
    try:
        found = (output / LIST).stat()
    except OSError:
        return ()
    return found.st_ino, found.st_size, found.st_mtime_ns


def _shape(output: Path, paths: Iterable[str]) -> Shape:
    """The shape of those of the files that exist."""
    found: Shape = {}
    start = f"{output}{os.sep}"
    for path in paths:
        try:
            stat = os.lstat(start + path)  # `Path` would take longer than the system
        except OSError:
            continue
        found[path] = stat.st_size, stat.st_mtime_ns
    return found


def _differs(target: Path, data: bytes) -> bool:
    with suppress(FileNotFoundError):  # `clean` may remove the published file
        return _size(target) != len(data) or target.read_bytes() != data
    return True


def _size(target: Path) -> int:
    """The size of a regular file; -1 if there is none."""
    try:
        found = target.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return -1
    return found.st_size if S_ISREG(found.st_mode) else -1
