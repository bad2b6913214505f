"""The one module that writes the site: each file under a temporary name, then renamed: no page is ever half there."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from stat import S_ISDIR

_MARK = ".duben"
"""A file that says: this folder was written by Duben, and what it does not write any more may be removed."""


class ForeignFolder(Exception):  # noqa: N818 - named for what it is
    """The output folder holds files and was not made by Duben."""


def write(output: Path, files: Iterable[tuple[str, bytes]]) -> list[str]:
    """Make the folder `output` hold exactly `files` (path and content); gives the paths that changed.

    Unchanged files are left alone. Files of an earlier build are removed last, so that a build stopped half-way leaves
    a site that serves. Raises `ForeignFolder` for a folder with files that Duben has not made, and OSError.
    """
    _claim(output)
    changed, kept = [], {_MARK}
    folders: set[Path] = set()
    for path, data in files:
        target = output / path
        kept.add(path)
        if target.parent not in folders:
            _make_way(output, target.parent)
            folders.add(target.parent)
        if _differs(target, data):
            replace(target, data)
            changed.append(path)
    for path in list(_present(output)):
        if path not in kept:
            (output / path).unlink(missing_ok=True)
            changed.append(path)
    _remove_empty_folders(output)
    return changed


def replace(target: Path, data: bytes) -> None:
    """Write the file `target` in one step: whoever opens it finds the old content or the new."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _claim(output: Path) -> None:
    output.mkdir(parents=True, exist_ok=True)
    if not (output / _MARK).exists():
        if any(output.iterdir()):
            message = f"{output} holds files that Duben has not made; name another folder with --output, or empty it"
            raise ForeignFolder(message)
        (output / _MARK).touch()


def _make_way(output: Path, folder: Path) -> None:
    """Make `folder`, even where an earlier build had a file of that name."""
    for part in (folder, *folder.parents):
        if part != output and output in part.parents and part.is_file():
            part.unlink()
    folder.mkdir(parents=True, exist_ok=True)


def _differs(target: Path, data: bytes) -> bool:
    try:
        found = target.stat()
    except FileNotFoundError:
        return True
    if S_ISDIR(found.st_mode):
        shutil.rmtree(target)
        return True
    return found.st_size != len(data) or target.read_bytes() != data


def _present(output: Path) -> Iterator[str]:
    for folder, _, names in os.walk(output):
        for name in names:
            yield (Path(folder) / name).relative_to(output).as_posix()


def _remove_empty_folders(output: Path) -> None:
    for folder, _, _ in os.walk(output, topdown=False):
        if folder != str(output) and not any(Path(folder).iterdir()):
            Path(folder).rmdir()
