"""Decides whether the last build is up to date: the same source files, and no output file modified since.

This module imports nothing heavy, so that a build with nothing to do ends at once.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from duben.model.diagnostics import Diagnostic
from duben.runtime.cache_folder import STORE, create_cache
from duben.runtime.codec import UnpackError, pack, unpack
from duben.runtime.output import Present, Shape, present
from duben.runtime.store import DamagedError, Store, row
from duben.runtime.version import program_version
from duben.runtime.write_error import CannotWriteError
from duben.sources.folder import SourceFolder
from duben.sources.theme import theme_files

_KIND = "build"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options of a build that affect its result."""

    base_url: str | None = None
    strict: bool = False
    drafts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """The result of a build: every problem, and the paths written; `changed` is `None` after an error.

    `notes` say once what a user should know about files of theirs in the folder.
    """

    problems: tuple[Diagnostic, ...]
    changed: tuple[str, ...] | None
    pages: int = 0
    notes: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether nothing was written."""
        return self.changed is None


class OutputRecord(NamedTuple):
    """An output as it was last made: its key, and the paths of its files."""

    key: str | None
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BuildRecord:
    """A build as the next one needs it: its inputs, its report and its files.

    `source` is a digest of the inputs. `shape` is the size and time of each file, to notice that one was modified.
    """

    source: str
    problems: tuple[Diagnostic, ...]
    pages: int
    outputs: dict[str, OutputRecord]
    shape: Shape


class Snapshot(NamedTuple):
    """All that a build begins with: the record of the last one, the folder `output`, the sources and their digest."""

    last: BuildRecord
    present: Present
    sources: SourceFolder
    digest: str


def snapshot(site: Path, output: Path, options: Options, store: Store) -> Snapshot:
    """The present state of the folder `output`, and then of the sources in the folder `site`.

    In this order: if another build publishes before these sources, it is noticed, although its own may be newer.
    """
    last = last_build(store, output)
    found, sources = present(output, last.shape), SourceFolder(site)
    return Snapshot(last, found, sources, _source_digest(sources, options))


def _source_digest(sources: SourceFolder, options: Options) -> str:
    parts = (program_version(), theme_files(sources).digest, sources.digest, options)
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def last_build(store: Store, output: Path) -> BuildRecord:
    """The record of the last build into `output`; an empty one if there is none."""
    data = store.get(_KIND, str(output.resolve()))
    try:
        return unpack(data or b"", BuildRecord)
    except UnpackError:
        return BuildRecord("", (), 0, {}, {})


def record_build(store: Store, output: Path, record: BuildRecord) -> None:
    """Store the record of a build into `output`."""
    store.put([row(_KIND, str(output.resolve()), "", pack(record))])


def up_to_date(now: Snapshot) -> BuildResult | None:
    """The result of the last build, if a new one would give the same; else `None`."""
    if (now.last.source, now.last.shape) != (now.digest, now.present.shape):
        return None
    return BuildResult(problems=now.last.problems, changed=(), pages=now.last.pages)


def open_store(folder: Path, *, use: bool = True) -> Store:
    """The store of the site in `folder`.

    Without `use`, without a `site.toml`, or if the cache cannot be written, it is a temporary store.
    """
    if use and (folder / "site.toml").is_file():
        with suppress(OSError, CannotWriteError, DamagedError):
            store = Store(create_cache(folder) / STORE)
            store.check_writable()
            return store
    return Store()
