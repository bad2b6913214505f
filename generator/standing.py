"""Whether the last build still stands: the same was asked of the same input, and nobody has touched what it wrote.

This module imports nothing heavy, so that a build with nothing to do is over before one would have begun.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from generator.cache import Cache, DamagedError, row
from generator.diagnostics import Diagnostic
from generator.packing import UnpackError, pack, unpack
from generator.write import Shape, shape

_PACKAGE = Path(__file__).parent
_LIBRARIES = (
    *("ahocorasick-rs", "jinja2", "markdown-it-py", "mdit-py-plugins", "msgspec"),
    *("opencc-python-reimplemented", "pypinyin", "rjieba"),
)
_KIND = "built"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the command line may say about a build."""

    base_url: str | None = None
    strict: bool = False
    drafts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of a build: every problem, and the paths written, or `None` where errors kept the last site."""

    problems: tuple[Diagnostic, ...]
    changed: tuple[str, ...] | None
    pages: int = 0

    @property
    def failed(self) -> bool:
        """Whether nothing was written."""
        return self.changed is None


class Standing(NamedTuple):
    """How things stand before a build: a digest of what it is made from, and the shape of the output folder."""

    source: str
    shape: Shape


@dataclass(frozen=True, slots=True)
class Built:
    """What is remembered of a build.

    `source` is what it was made from, `jobs` has the key and the files of each job, `shape` size and time of all files.
    """

    source: str
    problems: tuple[Diagnostic, ...]
    pages: int
    jobs: dict[str, tuple[str, tuple[str, ...]]]
    shape: Shape


def stand(folder: Path, output: Path, options: Options) -> Standing:
    """How the site in `folder` and the folder `output` stand now."""
    return Standing(_source(folder, options), shape(output))


def _source(folder: Path, options: Options) -> str:
    """A digest of all that a build of the site in `folder` depends on."""
    found = hashlib.sha256(repr((imprint(), look(folder), options)).encode())
    for path in _files([folder / "site.toml", folder / "content"]):
        found.update(f"\0{path.relative_to(folder).as_posix()}\0{path.stat().st_size}\0".encode())
        found.update(path.read_bytes())
    return found.hexdigest()


@cache
def imprint() -> str:
    """A digest of Duben itself and of the versions of its libraries."""
    found = hashlib.sha256(repr([(name, metadata.version(name)) for name in _LIBRARIES]).encode())
    for path in _files([_PACKAGE]):
        if path.suffix != ".pyc":
            found.update(f"\0{path.relative_to(_PACKAGE).as_posix()}\0".encode() + path.read_bytes())
    return found.hexdigest()


def look(folder: Path) -> str:
    """A digest of the templates and static files that the site in `folder` is made with."""
    found = hashlib.sha256()
    for name in ("templates", "static"):
        for path in _files(look_folders(folder, name)):
            found.update(f"\0{path.as_posix()}\0".encode() + path.read_bytes())
    return found.hexdigest()


def look_folders(folder: Path, name: str) -> list[Path]:
    """Where `name` ("templates" or "static") is looked for: the site's own folder first, then Duben's."""
    ours = _PACKAGE / name if (_PACKAGE / name).is_dir() else _PACKAGE.parent / name
    own = folder / name
    return [own, ours] if own.is_dir() and not own.samefile(ours) else [ours]


def last(kept: Cache, output: Path) -> Built:
    """What is remembered of the last build into `output`."""
    data = kept.get(_KIND, str(output.resolve()))
    try:
        return unpack(data or b"", Built)
    except UnpackError:
        return Built("", (), 0, {}, {})


def again(built: Built, standing: Standing) -> Result | None:
    """What came of the last build, if another would be made from the same, and what it wrote stands as it did."""
    if (built.source, built.shape) != standing:
        return None
    return Result(problems=built.problems, changed=(), pages=built.pages)


def record(kept: Cache, output: Path, built: Built) -> None:
    """Remember a build."""
    kept.put([row(_KIND, str(output.resolve()), "", pack(built))])


def open_cache(folder: Path, *, use: bool = True) -> Cache:
    """The cache of the site in `folder`; where there can be none, or none is wanted, one that is gone when closed."""
    if not use or not (folder / "site.toml").is_file():
        return Cache()
    try:
        return Cache(folder / ".cache" / "duben.sqlite")
    except (OSError, DamagedError):
        return Cache()


def _files(places: Iterable[Path]) -> Iterator[Path]:
    for place in places:
        if place.is_file():
            yield place
        for below, folders, names in os.walk(place):
            folders.sort()
            yield from (Path(below, name) for name in sorted(names))
