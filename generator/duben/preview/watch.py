"""Watches the source files of a site through the operating system, instead of livereload's polling.

Each folder is watched by itself and at its real place, because systems differ in what they report below a link. Nothing
else is watched: the site's folder may contain a virtual environment or the built site.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import aclosing, suppress
from dataclasses import dataclass
from pathlib import Path

from livereload.watcher import Watcher
from watchfiles import Change, awatch

from duben.sources.files import is_source
from duben.sources.folder import SETTINGS, SITE_NAMES, SourceFolder

_QUIET = 10
"""Milliseconds without a change that end a burst. An editor's write-and-rename takes less."""
_MAX_BURST = 400
"""Maximum milliseconds of a burst. A checkout of hundreds of files may take longer."""
_RETRY = 0.5
"""Seconds until a new attempt, while the folders cannot be watched."""


@dataclass(frozen=True, slots=True)
class WatchedPlaces:
    """Real places with their paths within the `site`: its `folders`, and the targets of its `links`.

    `paths` has all paths of folders, and that of `site.toml` if it exists.
    """

    site: Path
    folders: Mapping[Path, list[Path]]
    links: Mapping[Path, list[Path]]
    paths: AbstractSet[Path]

    @property
    def real_folders(self) -> list[Path]:
        """The folders to watch, also those with the target of a link."""
        return sorted({*self.folders, *(target.parent for target in self.links if target.parent.is_dir())})

    def paths_of(self, real: Path) -> Iterator[Path]:
        """The paths within the site of a real file or folder. Files that editors leave behind have none."""
        beside = (folder / real.name for folder in self.folders.get(real.parent, ()))
        for path in (*beside, *self.links.get(real, ())):
            if is_source(path.name) and (path.parent != self.site or path.name in SITE_NAMES):
                yield path

    def changes_folders(self, change: Change, real: Path) -> bool:
        """Whether a change at this real place means that other folders must be watched."""
        if change is not Change.modified and real in self.folders:
            return True
        return any(self._changes_folder(change, real, path) for path in self.paths_of(real))

    def _changes_folder(self, change: Change, real: Path, path: Path) -> bool:
        if path == self.site / SETTINGS:  # without it, nothing is a site
            return path.is_file() != (path in self.paths)
        if change is Change.modified:  # a folder may have become readable
            return (path.is_dir() and os.access(path, os.R_OK)) != (real in self.folders)
        return path in self.paths or path.is_dir() or path.is_symlink()


def watched_places(site: Path) -> WatchedPlaces:
    """The places of the site in the real folder `site`."""
    sources = SourceFolder(site)
    folders, links = (_by_place(site, names) for names in ({"": str(site), **sources.folders}, sources.links))
    settings = [site / name for name in sources.names if name == SETTINGS]
    return WatchedPlaces(site, folders, links, {*settings}.union(*folders.values()))


def _by_place(site: Path, names: Mapping[str, str]) -> dict[Path, list[Path]]:
    """The paths of these names by their real place. The watcher takes only places with a Unicode name."""
    found: dict[Path, list[Path]] = {}
    for name, real in names.items():
        if not any("\ud800" <= char <= "\udfff" for char in real):
            found.setdefault(Path(real), []).append(site / name)
    return found


class FileEvents(Watcher):  # type: ignore[misc]  # livereload has no types
    """Calls `changed` with the paths of each burst of changes, on the running event loop."""

    def __init__(self, folder: Path, changed: Callable[[set[Path]], None]) -> None:
        super().__init__()
        self._folder, self._changed = folder, changed
        self._running_task: asyncio.Task[None] | None = None
        self._stopped = asyncio.Event()
        self._is_polling = False

    def start(self, callback: Callable[[], None]) -> bool:
        """Start watching. True tells livereload not to poll."""
        del callback
        self._running_task = asyncio.get_event_loop().create_task(self._watch())
        return True

    async def stop(self) -> None:
        """Stop watching: its thread would keep the process alive."""
        self._stopped.set()
        if self._running_task:
            await asyncio.gather(self._running_task, return_exceptions=True)

    async def _watch(self) -> None:
        """Watch the folders, and begin again when a folder or a link appears or disappears."""
        changed: set[Path] = set()
        while not self._stopped.is_set():
            if self._folder.is_dir():
                places = watched_places(self._folder)
                # Files may have changed before the watching began.
                tops = {path for path in places.paths if path.parent == self._folder}
                asyncio.get_running_loop().call_soon(self._changed, changed | tops)
                try:
                    changed = await self._report(places)
                    continue
                except FileNotFoundError:
                    changed = set()  # a folder was removed just now
                except OSError:
                    self._is_polling = True  # the system watches no more folders
                except Exception:  # noqa: BLE001 - a change of a file whose name is not Unicode ends the watching
                    changed = set()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopped.wait(), _RETRY)

    async def _report(self, places: WatchedPlaces) -> set[Path]:
        """Report changes until other folders must be watched. Returns the paths that are not reported yet."""
        bursts = awatch(
            *places.real_folders,
            watch_filter=None,
            debounce=_MAX_BURST,
            step=_QUIET,
            stop_event=self._stopped,
            recursive=False,
            force_polling=self._is_polling or None,
        )
        async with aclosing(bursts):
            async for burst in bursts:
                changes = [(change, Path(real)) for change, real in burst]
                paths = set(_paths(places, changes))
                if any(places.changes_folders(*change) for change in changes):
                    return paths
                if paths:
                    self._changed(paths)
        return set()


def _paths(places: WatchedPlaces, changes: Iterable[tuple[Change, Path]]) -> Iterator[Path]:
    for change, real in changes:
        if change is not Change.modified or real not in places.folders:
            yield from places.paths_of(real)
