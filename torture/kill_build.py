"""Kills builds, half of them while files are being published, and looks at what is left."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path

from torture.collection import FOREIGN, Collection
from torture.folders import Tree, check_links
from torture.lane import Bench, Lane
from torture.links import LinkChecker
from torture.program import Child

ABOUT = "`duben build` is killed (SIGKILL, with all its processes) after random edits"
COUNT = 100
_POLL = 0.0004
_ATTEMPTS = 4


def run(lane: Lane) -> None:
    """Kill `lane.count` builds; every second one while it publishes."""
    collection = Collection(lane.folder / "site", lane.random, size=25)
    bench = Bench(lane, collection.folder, FOREIGN)
    checker = LinkChecker()
    took = bench.first.seconds
    window = 0.01
    while (
        lane.outcome.tried["kills"] < lane.count and lane.outcome.tried["builds"] < _ATTEMPTS * lane.count + _ATTEMPTS
    ):
        lane.outcome.tried["builds"] += 1
        publishing = lane.outcome.tried["kills"] % 2 == 1
        doing = collection.change_every_page() if publishing else collection.change()
        old, new = bench.published(), bench.clean()
        with lane.program.started("build", "--site", bench.site) as child:
            if publishing:
                published = _wait_for_publishing(child, bench.public)
                time.sleep(lane.random.uniform(0, window))
            else:
                published = False
                time.sleep(lane.random.uniform(0, 0.9 * took))
            running = child.process.poll() is None
            child.kill()
        if running:
            lane.outcome.tried["kills"] += 1
            lane.outcome.tried["of them while files were being published"] += published
            mixed = _examine(bench, old, new, f"kill {lane.outcome.tried['kills']} after {doing}", checker)
            window = min(0.05, window * 1.5) if publishing and not mixed else window
        elif publishing:
            window *= 0.7
        else:
            took = 0.5 * took + 0.5 * child.seconds
        bench.recover(new, f"after {doing}")
    del lane.outcome.tried["builds"]


def _wait_for_publishing(child: Child, public: Path) -> bool:
    """Wait until the first file of the site changes; `False` if the build ends first."""
    folders = [Path(below) for below, _, _ in os.walk(public) if ".git" not in below][1:]
    before = _signature(public, folders)
    return child.until(lambda: _signature(public, folders) != before, pause=_POLL)


def _signature(public: Path, folders: list[Path]) -> list[object]:
    """What changes when a file of the site is replaced. Hidden files do not count: they are not pages."""
    times: list[object] = [folder.stat().st_mtime_ns for folder in folders if folder.exists()]
    with os.scandir(public) as entries:
        return times + sorted((entry.name, entry.inode()) for entry in entries if not entry.name.startswith("."))


def _examine(bench: Bench, old: Tree, new: Tree, doing: str, checker: LinkChecker) -> bool:
    """Count faults in what a kill has left; returns whether pages of two builds are side by side."""
    outcome = bench.lane.outcome
    now = bench.published()
    left = [path for path in now if path not in old and path not in new]
    if left:
        outcome.fault("kills leave staged files in public/", f"{doing}: {len(left)}, such as {left[0]}")
    for path in now.keys() - {*left}:
        if now[path] not in (old.get(path), new.get(path)):
            outcome.fault("files half written", f"{doing}: {path}")
    bench.check_foreign(doing)
    found = check_links(now, checker)
    if "index.html" not in now:
        outcome.fault("kills leave no first page", doing)
    if found.dead:
        outcome.fault("kills leave dead links", f"{doing}: {len(found.dead)}, such as {found.dead[0]}")
    mixed = _is_mixed(now, old, new)
    outcome.notes["kills left pages of two builds side by side"] += mixed
    outcome.notes["kills left a link to a missing place in a page"] += bool(found.misplaced)
    outcome.notes["kills left a search result without a page"] += bool(found.lost_results)
    return mixed


def _is_mixed(now: Mapping[str, bytes], old: Mapping[str, bytes], new: Mapping[str, bytes]) -> bool:
    changed = [path for path in old.keys() | new.keys() if old.get(path) != new.get(path)]
    pages = [path for path in changed if path.endswith(".html")]
    fresh = [path for path in pages if now.get(path) == new.get(path)]
    return 0 < len(fresh) < len(pages)
