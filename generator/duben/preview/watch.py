"""Changes in the site's folder, as the operating system reports them; livereload's own polling is not used.

Only what a site is made from is watched, and never the folder as a whole: an environment or the built site may stand
in it with thousands of files.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from livereload.watcher import Watcher
from watchfiles import Change, awatch

from duben.sources.files import is_source

_STEP = 10
"""Milliseconds without a change after which a burst is over: an editor's write-and-rename takes less."""
_LONGEST = 400
"""Milliseconds after which a burst that goes on (a checkout of hundreds of files) is taken up as it stands."""
_FOLDERS = ("content", "templates", "static")


class FileEvents(Watcher):  # type: ignore[misc]  # livereload has no types
    """Calls `changed` with the paths of every burst of changes, on the running event loop."""

    def __init__(self, folder: Path, changed: Callable[[set[Path]], None]) -> None:
        super().__init__()
        self._folder, self._changed = folder, changed
        self._tasks_running: list[asyncio.Task[None]] = []
        self._there: set[Path] = set()
        self._over, self._moved = asyncio.Event(), asyncio.Event()

    def start(self, callback: Callable[[], None]) -> bool:
        """The hook of livereload: true says that it need not poll."""
        del callback
        loop = asyncio.get_event_loop()
        self._tasks_running = [loop.create_task(self._watch_settings()), loop.create_task(self._watch_folders())]
        return True

    async def stop(self) -> None:
        """End the watching, whose threads would else keep the process alive."""
        self._over.set()
        self._moved.set()
        await asyncio.gather(*self._tasks_running, return_exceptions=True)

    async def _watch_settings(self) -> None:
        """`site.toml`, and the coming and going of the folders, which are then watched anew."""
        async for changes in awatch(
            self._folder,
            watch_filter=lambda _, path: Path(path).name in {"site.toml", *_FOLDERS},
            recursive=False,
            debounce=_LONGEST,
            step=_STEP,
            stop_event=self._over,
        ):
            paths = {Path(path) for change, path in changes if self._is_news(change, Path(path))}
            if any(path.name in _FOLDERS for path in paths):
                self._moved.set()
            if paths:
                self._changed(paths)

    async def _watch_folders(self) -> None:
        while not self._over.is_set():
            self._moved.clear()
            self._there = {self._folder / name for name in _FOLDERS if (self._folder / name).is_dir()}
            # What was saved before the watching began is heard of only so.
            asyncio.get_running_loop().call_soon(self._changed, self._there)
            if not self._there:
                await self._moved.wait()
            with suppress(FileNotFoundError):  # a folder that went just now, which we shall hear of
                async for changes in awatch(
                    *self._there, watch_filter=self._is_ours, debounce=_LONGEST, step=_STEP, stop_event=self._moved
                ):
                    self._changed({Path(path) for _, path in changes})

    def _is_news(self, change: Change, path: Path) -> bool:
        """A folder is news where it comes or goes; what changes in it is heard of otherwise."""
        return path.name not in _FOLDERS or change is not Change.modified or path.is_dir() != (path in self._there)

    def _is_ours(self, _: Change, path: str) -> bool:
        """Whether a change touches what a site is made from, and not what editors leave beside it."""
        return all(map(is_source, Path(path).relative_to(self._folder).parts))
