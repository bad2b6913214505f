"""Whether the last build is up to date: made from the same files, and nobody has touched what it wrote.

This module imports nothing heavy, so that a build with nothing to do ends before others would begin.
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

_KIND = "build"


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


class Snapshot(NamedTuple):
    """The state of the files before a build: a digest of all that it is made from, and the shape of the output."""

    source: str
    shape: Shape


class Made(NamedTuple):
    """An output as it was made: the key of what it shows, and the paths of its files."""

    key: str | None
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BuildRecord:
    """What the next build needs to know of a build: what it was made from, what it reported, and what it wrote.

    `shape` is the size and the time of each file, by which it is known that somebody has touched one.
    """

    source: str
    problems: tuple[Diagnostic, ...]
    pages: int
    outputs: dict[str, Made]
    shape: Shape


def snapshot(folder: Path, output: Path, options: Options) -> Snapshot:
    """The state of the site in `folder` and of the folder `output` now."""
    return Snapshot(_source(folder, options), shape(output))


def _source(folder: Path, options: Options) -> str:
    found = hashlib.sha256(repr((program_version(), theme_digest(folder), options)).encode())
    for path in files_below([folder / "site.toml", folder / "content"]):
        found.update(f"\0{path.relative_to(folder).as_posix()}\0{path.stat().st_size}\0".encode())
        found.update(path.read_bytes())
    return found.hexdigest()


def last_build(store: Store, output: Path) -> BuildRecord:
    """The record of the last build into `output`; an empty one if there is none."""
    data = store.get(_KIND, str(output.resolve()))
    try:
        return unpack(data or b"", BuildRecord)
    except UnpackError:
        return BuildRecord("", (), 0, {}, {})


def record_build(store: Store, output: Path, record: BuildRecord) -> None:
    """Leave the record of a build into `output` to the next one."""
    store.put([row(_KIND, str(output.resolve()), "", pack(record))])


def up_to_date(record: BuildRecord, now: Snapshot) -> Result | None:
    """The result of the last build, if another would be made from the same and give the same."""
    if (record.source, record.shape) != now:
        return None
    return Result(problems=record.problems, changed=(), pages=record.pages)


def open_store(folder: Path, *, use: bool = True) -> Store:
    """The store of the site in `folder`. If there can be none, or none is wanted, it is gone when it is closed."""
    if not use or not (folder / "site.toml").is_file():
        return Store()
    try:
        return Store(folder / ".cache" / "duben.sqlite")
    except (OSError, DamagedError):
        return Store()
