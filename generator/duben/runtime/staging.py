"""What a build keeps outside of the published folder: the files that are not published yet, and the lock of the folder.

Beside the staged files is a lock too, which the build holds. So another build knows whether they are in use or left
over.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from duben.runtime.lock import HeldError, Lock
from duben.runtime.write_error import writing

_NAME = re.compile(r"[0-9a-f]{8}")


class _Place(NamedTuple):
    """Where the files of a build may be, and how their names begin."""

    folder: Path
    prefix: str


class Staging:
    """The staging folder `path` of a build into `output`. Raises `CannotWriteError`.

    It is in the folder `cache` if that is on the same disk, so that files can be moved; otherwise beside `output`. If
    neither can be written, it is in the system's folder for temporary files, and files are copied.
    """

    def __init__(self, output: Path, cache: Path | None) -> None:
        with writing(output):
            for place in _places(output, cache):
                try:
                    self._create(place)
                except OSError as error:
                    failed = error
                else:
                    return
            raise OSError(failed.errno, failed.strerror, str(output))

    def _create(self, place: _Place) -> None:
        self._created = [folder for folder in (place.folder, *place.folder.parents) if not folder.exists()]
        self.path = place.folder / f"{place.prefix}{secrets.token_hex(4)}"
        place.folder.mkdir(parents=True, exist_ok=True)
        lock = Lock(_lock_of(self.path))
        try:
            self.path.mkdir()
        except OSError:
            lock.release()
            raise
        self._lock = lock

    def remove(self) -> None:
        """Remove the folder, and folders above it that this object created and that are empty now."""
        shutil.rmtree(self.path, ignore_errors=True)
        self._lock.release()
        with suppress(OSError):
            for folder in self._created:
                folder.rmdir()


def lock_output(output: Path, patience: float, waiting: Callable[[str], object]) -> Lock:
    """The lock of the folder `output`: beside it, or in the folder for temporary files. Raises as `Lock` does."""
    beside, temporary = _places(output, None)
    try:
        return Lock(_output_lock(beside), patience, waiting)
    except OSError:
        return Lock(_output_lock(temporary), patience, waiting)


def remove_left_over(output: Path, cache: Path | None) -> None:
    """Remove the staging folders and the lock of builds that were killed."""
    with suppress(OSError):
        places = _places(output, cache)
        for path in map(_output_lock, places):
            if path.exists():
                with suppress(OSError, HeldError), Lock(path):
                    pass  # releasing it removes its file
        for folder in (folder for place in places for folder in _staging_folders(place)):
            with suppress(OSError, HeldError), Lock(_lock_of(folder)):
                shutil.rmtree(folder, ignore_errors=True)


def _staging_folders(place: _Place) -> set[Path]:
    with suppress(OSError), os.scandir(place.folder) as found:
        stems = {entry.name.removesuffix(".lock") for entry in found if entry.name.startswith(place.prefix)}
        return {place.folder / stem for stem in stems if _NAME.fullmatch(stem, len(place.prefix))}
    return set()


def _places(output: Path, cache: Path | None) -> list[_Place]:
    """The places for staging folders, the best first."""
    output = output.resolve()
    beside = _Place(output.parent, f".{output.name}.duben-")
    name = hashlib.sha256(os.fsencode(output)).hexdigest()[:8]
    temporary = _Place(Path(tempfile.gettempdir()), f"duben-{name}-")
    if cache is None:
        return [beside, temporary]
    in_cache = _Place(cache, "staging-")
    places = [in_cache, beside] if _device(cache) == _device(output) else [beside, in_cache]
    return [*places, temporary]


def _device(folder: Path) -> int:
    """The disk of a folder, or of the folder in which it would be created."""
    return next(place.stat().st_dev for place in (folder, *folder.parents) if place.exists())


def _output_lock(place: _Place) -> Path:
    return place.folder / f"{place.prefix}lock"


def _lock_of(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.lock")
