"""Replaces the files of the published site, in an order in which links work, and removes those that are gone.

The list of Duben's files is written before and after. So a killed build leaves no file of Duben's that is not on it.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from duben.runtime.file_list import LIST, Digests, append_to_list, list_bytes
from duben.runtime.ownership import PART, ForeignFilesError, OutputFolder, paths_below
from duben.runtime.publishing_order import added_order, changed_order, removed_order

_BLOCK = 4096
"""A file may take so many bytes more on a disk than it has."""
_SOME = 5
"""A message has at most so many names."""


class Replaced(NamedTuple):
    """The files that were written and removed, and notes about files of the user."""

    written: frozenset[str]
    removed: tuple[str, ...]
    notes: tuple[str, ...]


def replace_files(output: Path, staged: Path, paths: Iterable[str], made: Digests) -> Replaced:
    """Make the files `paths` the site in `output`: move those in the folder `staged` there, and remove others.

    `made` has the digests of those that this build made. Removes only files that are on the list and that nobody has
    changed. The caller holds the lock. Raises `OSError`, and `ForeignFilesError` before anything changes if a file of
    the user is in the way.
    """
    folder, written = OutputFolder(output), frozenset(paths_below(staged))
    listed = folder.list.digests
    digests = folder.digests(paths, made)
    gone, changed = folder.without(digests)
    if foreign := folder.in_the_way(written, gone):
        raise ForeignFilesError(
            f"{output} contains {_some(foreign)}, which Duben did not write, in a place that the site needs: "
            "move it elsewhere, or name another folder with --output"
        )
    _check_space(output, staged, written)
    notes = _notes(folder, digests, changed)
    added = {path for path in written if not folder.exists(path)}
    unlisted = {path: digest for path, digest in digests.items() if digest not in listed.get(path, "")}
    if unlisted and listed:
        append_to_list(output, unlisted)
    elif unlisted:
        _write_list(output, staged, unlisted)
    for path in (*added_order(added), *changed_order(written - added, output, staged)):
        _move(output, staged / path, path, gone)
    removed = remove_files(output, gone)
    if digests != listed or not (output / LIST).exists():
        _write_list(output, staged, digests)
    return Replaced(written, removed, notes)


def _check_space(output: Path, staged: Path, written: Iterable[str]) -> None:
    """Raise `OSError` if the files must be copied to another disk that has no space for them."""
    if staged.stat().st_dev != output.stat().st_dev:
        needed = sum((staged / path).stat().st_size + _BLOCK for path in written)
        if shutil.disk_usage(output).free < needed:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(output))


def _write_list(output: Path, staged: Path, digests: Digests) -> None:
    (staged / LIST).write_bytes(list_bytes(digests))
    _replace(output, staged / LIST, LIST)


def remove_files(output: Path, paths: Iterable[str]) -> tuple[str, ...]:
    """Remove these files, then the folders that are empty; returns the paths in the order in which they went."""
    removed = removed_order(paths)
    for path in removed:
        target = output / path
        with suppress(NotADirectoryError):
            if not target.is_dir():  # a new file may have needed a folder of that name
                target.unlink(missing_ok=True)
    for folder in sorted({parent for path in removed for parent in PurePosixPath(path).parents}, reverse=True):
        if folder.name:
            with suppress(OSError):  # not empty
                (output / folder).rmdir()
    return tuple(removed)


def _notes(folder: OutputFolder, digests: Digests, changed: Sequence[str]) -> tuple[str, ...]:
    """What a user should know about files that are not part of the site and stay."""
    notes = []
    if changed:
        notes.append(
            f"{folder.path} contains {_some(changed)}, changed after Duben wrote it and no longer part of the site: "
            "it stays; remove it if you do not need it"
        )
    if folder.list.is_mark and (
        found := [path for path in paths_below(folder.path) if path not in {*digests, LIST, PART}]
    ):
        notes.append(
            f"{folder.path} contains {_some(found)}, not part of the site. An older Duben did not list what it wrote, "
            "so everything stays; remove what you do not need"
        )
    return tuple(notes)


def _some(paths: Iterable[str]) -> str:
    """The first of these paths, and how many others there are."""
    names = sorted(paths)
    rest = len(names) - _SOME
    return ", ".join(names[:_SOME]) + (f" and {rest:,} other files" if rest > 0 else "")


def _move(output: Path, new: Path, path: str, gone: Collection[str]) -> None:
    """Move a staged file to its path, even if that was a folder, or its folder was a file."""
    try:
        _replace(output, new, path)
    except OSError:
        parents = [str(parent) for parent in PurePosixPath(path).parents if str(parent) in gone]
        below = [f"{path}/{file}" for file in paths_below(output / path)]
        if not (parents or (output / path).is_dir()):
            raise
        remove_files(output, [*below, *parents])
        with suppress(FileNotFoundError, NotADirectoryError):
            (output / path).rmdir()
        _replace(output, new, path)


def _replace(output: Path, new: Path, path: str) -> None:
    target = output / path
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        new.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        try:
            shutil.copy2(new, output / PART)  # `output` is on another disk
            (output / PART).replace(target)
        finally:
            (output / PART).unlink(missing_ok=True)
