"""Changes in the site's folder, as the operating system reports them; livereload's own polling is not used."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from livereload.watcher import Watcher
from watchfiles import Change, DefaultFilter, awatch

_DEBOUNCE = 10
"""Milliseconds for which a burst of changes is gathered: an editor's write-and-rename is over in less."""

_WATCHED = ("site.toml", "content", "templates", "static")


class _Ours(DefaultFilter):
    """Only what a site is made from; not what editors leave beside it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            ignore_entity_patterns=(r"^\.", r"~$", r"\.sw[a-z]$", r"^#.*#$", r"^4913$", r"\.tmp$", r"\.part$")
        )
        self._folder = folder.resolve()

    def __call__(self, change: Change, path: str) -> bool:
        relative = Path(path).resolve().relative_to(self._folder) if Path(path).is_absolute() else Path(path)
        return bool(relative.parts) and relative.parts[0] in _WATCHED and super().__call__(change, path)


class FileEvents(Watcher):  # type: ignore[misc]  # livereload has no types
    """Calls `changed` with the paths of every burst of changes, on the running event loop."""

    def __init__(self, folder: Path, changed: Callable[[set[Path]], None]) -> None:
        super().__init__()
        self._folder, self._changed = folder, changed
        self._task: asyncio.Task[None] | None = None
        self._over = asyncio.Event()

    def start(self, callback: Callable[[], None]) -> bool:
        """The hook of livereload: true says that it need not poll."""
        del callback
        self._task = asyncio.get_event_loop().create_task(self._watch())
        return True

    async def stop(self) -> None:
        """End the watching, whose thread would else keep the process alive."""
        self._over.set()
        if self._task:
            await self._task

    async def _watch(self) -> None:
        async for changes in awatch(
            self._folder, watch_filter=_Ours(self._folder), debounce=400, step=_DEBOUNCE, stop_event=self._over
        ):
            self._changed({Path(path) for _, path in changes})
