"""The version of the running program, a part of every cache key."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_LIBRARIES = (
    *("ahocorasick-rs", "jinja2", "markdown-it-py", "mdit-py-plugins", "msgspec"),
    *("opencc-python-reimplemented", "pypinyin", "rjieba"),
)


@cache
def program_version() -> str:
    """A digest of Duben itself and of the versions of its libraries."""
    found = hashlib.sha256(repr([(name, metadata.version(name)) for name in _LIBRARIES]).encode())
    for path in files_below([_PACKAGE]):
        if path.suffix != ".pyc":
            found.update(f"\0{path.relative_to(_PACKAGE).as_posix()}\0".encode() + path.read_bytes())
    return found.hexdigest()


def files_below(places: Iterable[Path]) -> Iterator[Path]:
    """Every file among `places` and in the folders there, sorted within each folder."""
    for place in places:
        if place.is_file():
            yield place
        for below, folders, names in os.walk(place):
            folders.sort()
            yield from (Path(below, name) for name in sorted(names))
