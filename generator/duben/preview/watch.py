"""Watches the source files of a site through the operating system, instead of livereload's polling.

The folder as a whole is not watched: it may contain a virtual environment or the built site.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from livereload.watcher import Watcher
from watchfiles import Change, awatch

from duben.sources.files import is_source

_QUIET = 10
"""Milliseconds without a change that end a burst. An editor's write-and-rename takes less."""
_MAX_BURST = 400
"""Maximum milliseconds of a burst. A checkout of hundreds of files may take longer."""
_FOLDERS = ("content", "templates", "static")


class FileEvents(Watcher):  # type: ignore[misc]  # livereload has no types
    """Calls `changed` with the paths of each burst of changes, on the running event loop."""

    def __init__(self, folder: Path, changed: Callable[[set[Path]], None]) -> None:
        super().__init__()
        self._folder, self._changed = folder, changed
        self._running_tasks: list[asyncio.Task[None]] = []
        self._watched_folders: set[Path] = set()
        self._stopped, self._folders_changed = asyncio.Event(), asyncio.Event()

    def start(self, callback: Callable[[], None]) -> bool:
        """Start watching. True tells livereload not to poll."""
        del callback
        loop = asyncio.get_event_loop()
        self._running_tasks = [loop.create_task(self._watch_settings()), loop.create_task(self._watch_folders())]
        return True

    async def stop(self) -> None:
        """Stop watching: its threads would keep the process alive."""
        self._stopped.set()
        self._folders_changed.set()
        await asyncio.gather(*self._running_tasks, return_exceptions=True)

    async def _watch_settings(self) -> None:
        """Watch `site.toml`, and restart the watching of folders when one of them appears or disappears."""
        async for changes in awatch(
            self._folder,
            watch_filter=lambda _, path: Path(path).name in {"site.toml", *_FOLDERS},
            recursive=False,
            debounce=_MAX_BURST,
            step=_QUIET,
            stop_event=self._stopped,
        ):
            paths = {Path(path) for change, path in changes if self._is_relevant(change, Path(path))}
            if any(path.name in _FOLDERS for path in paths):
                self._folders_changed.set()
            if paths:
                self._changed(paths)

    async def _watch_folders(self) -> None:
        while not self._stopped.is_set():
            self._folders_changed.clear()
            self._watched_folders = {self._folder / name for name in _FOLDERS if (self._folder / name).is_dir()}
            # Files may have changed before the watching began.
            asyncio.get_running_loop().call_soon(self._changed, self._watched_folders)
            if not self._watched_folders:
                await self._folders_changed.wait()
            with suppress(FileNotFoundError):  # a folder was deleted just now; `_watch_settings` reports it
                async for changes in awatch(
                    *self._watched_folders,
                    watch_filter=self._is_source,
                    debounce=_MAX_BURST,
                    step=_QUIET,
                    stop_event=self._folders_changed,
                ):
                    self._changed({Path(path) for _, path in changes})

    def _is_relevant(self, change: Change, path: Path) -> bool:
        """Whether a change must be reported. A folder counts only when it appears or disappears."""
        return (
            path.name not in _FOLDERS
            or change is not Change.modified
            or path.is_dir() != (path in self._watched_folders)
        )

    def _is_source(self, _: Change, path: str) -> bool:
        """Whether a file is a source of the site, and not a temporary file of an editor."""
        return all(map(is_source, Path(path).relative_to(self._folder).parts))
