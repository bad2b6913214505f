"""Whether the last build still stands: the same was asked of the same input, and nobody has touched what it wrote.

This module imports nothing heavy, so that a build with nothing to do is over before one would have begun.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from duben.model.diagnostics import Diagnostic
from duben.runtime.codec import UnpackError, pack, unpack
from duben.runtime.output import Shape, shape
from duben.runtime.store import DamagedError, Store, row
from duben.runtime.version import files_below, program_version
from duben.sources.theme import theme_digest

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
class BuildRecord:
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
    found = hashlib.sha256(repr((program_version(), theme_digest(folder), options)).encode())
    for path in files_below([folder / "site.toml", folder / "content"]):
        found.update(f"\0{path.relative_to(folder).as_posix()}\0{path.stat().st_size}\0".encode())
        found.update(path.read_bytes())
    return found.hexdigest()


def last(kept: Store, output: Path) -> BuildRecord:
    """What is remembered of the last build into `output`."""
    data = kept.get(_KIND, str(output.resolve()))
    try:
        return unpack(data or b"", BuildRecord)
    except UnpackError:
        return BuildRecord("", (), 0, {}, {})


def again(built: BuildRecord, inputs: Standing) -> Result | None:
    """What came of the last build, if another would be made from the same, and what it wrote stands as it did."""
    if (built.source, built.shape) != inputs:
        return None
    return Result(problems=built.problems, changed=(), pages=built.pages)


def record(kept: Store, output: Path, built: BuildRecord) -> None:
    """Remember a build."""
    kept.put([row(_KIND, str(output.resolve()), "", pack(built))])


def open_cache(folder: Path, *, use: bool = True) -> Store:
    """The cache of the site in `folder`; where there can be none, or none is wanted, one that is gone when closed."""
    if not use or not (folder / "site.toml").is_file():
        return Store()
    try:
        return Store(folder / ".cache" / "duben.sqlite")
    except (OSError, DamagedError):
        return Store()
