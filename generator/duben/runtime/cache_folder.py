"""The folder of a site's cache, `.cache/duben`. Everything else in `.cache` belongs to other programs."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from duben.runtime.write_error import writing

STORE = "duben.sqlite"
_STORE_FILES = tuple(f"{STORE}{suffix}" for suffix in ("", "-wal", "-shm", "-journal"))
_TAG = "CACHEDIR.TAG"
_FILES = {
    ".gitignore": "*\n",
    _TAG: (
        "Signature: 8a477f597d28d172789f06886806bc55\n"
        "# This folder is the cache of Duben (https://bford.info/cachedir/). To remove it, run: duben clean\n"
    ),
}


def cache_folder(site: Path) -> Path:
    """The folder of the cache of the site in a folder."""
    return site / ".cache" / "duben"


def create_cache(site: Path) -> Path:
    """Create the folder, and remove the cache of an older Duben. Raises `OSError`, also if the folder is another's."""
    folder = cache_folder(site)
    folder.mkdir(parents=True, exist_ok=True)
    if not _is_ours(folder):
        if not (folder / STORE).exists() and any(path.name not in _FILES for path in folder.iterdir()):
            raise FileExistsError(f"{folder} is not a cache of Duben")
        for name, text in _FILES.items():
            (folder / name).write_text(text, "utf-8")
    _remove(folder.parent, _STORE_FILES)
    return folder


def remove_cache(site: Path) -> None:
    """Remove the cache, and `.cache` if nothing else is in it. Raises `CannotWriteError`."""
    folder = cache_folder(site)
    is_old, is_ours = (folder.parent / STORE).is_file(), _is_ours(folder)
    with writing(folder):
        if is_old:
            _remove(folder.parent, _STORE_FILES)
        if is_ours:
            _remove(folder, (*_STORE_FILES, *_FILES))
    if is_old or is_ours:
        for place in (folder, folder.parent):
            with suppress(OSError):  # not empty
                place.rmdir()


def _is_ours(folder: Path) -> bool:
    with suppress(OSError):
        return (folder / _TAG).read_bytes() == _FILES[_TAG].encode()
    return False


def _remove(folder: Path, names: Iterable[str]) -> None:
    for name in names:
        (folder / name).unlink(missing_ok=True)
