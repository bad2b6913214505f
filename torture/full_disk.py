"""Builds where nothing more can be written: full disks, read-only folders, files that may not be read."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NamedTuple

from torture.collection import FOREIGN, Collection
from torture.lane import Bench, Lane, differences
from torture.program import judge, without_rights

ABOUT = "disks are full, folders read-only, files too large or not readable; then the obstacle goes"
COUNT = 2
_ROOMY = 64 << 20
_LARGEST = 100
"""The size in blocks of 512 or 1,024 bytes of the largest file that may be written, in the case of that name."""


class Obstacle(NamedTuple):
    """What keeps a build from writing or reading: what to write before the command, and where that is impossible."""

    before: tuple[str, ...] = ()
    impossible: bool = False


Place = Callable[[Bench], AbstractContextManager[Obstacle]]


class Case(NamedTuple):
    """A case: the paths of which a message has to name one, and how to make and remove the obstacle."""

    name: str
    names: tuple[str, ...]
    place: Place
    options: tuple[str, ...] = ()


def run(lane: Lane) -> None:
    """Try all cases `lane.count` times."""
    collection = Collection(lane.folder / "site", lane.random, real=False)
    bench = Bench(lane, collection.folder, FOREIGN)
    for _ in range(lane.count):
        for case in CASES:
            with case.place(bench) as obstacle:
                if obstacle.impossible:
                    lane.outcome.notes[f"times not possible here: {case.name}"] += 1
                    continue
                lane.outcome.tried["builds that cannot write or read"] += 1
                collection.change_every_page()
                _attempt(bench, case, obstacle)
            bench.recover(bench.clean(), f"{case.name}, over")


def _attempt(bench: Bench, case: Case, obstacle: Obstacle) -> None:
    """Build against the obstacle: it succeeds wholly, or says why not and leaves the last good site."""
    outcome, before = bench.lane.outcome, bench.published()
    run = bench.lane.program.run("build", "--site", bench.site, *case.options, before=obstacle.before)
    judge(run, case.name, outcome)
    after = bench.published()
    if run.code == 0:
        # The sources may be unreadable for the program, but never for a clean build without the obstacle.
        if differing := differences(after, bench.clean()):
            outcome.fault("builds succeed without writing all", f"{case.name}: {differing}")
        outcome.notes["builds succeeded all the same"] += 1
        return
    if differing := differences(after, before):
        outcome.fault("failed builds change the last good site", f"{case.name}: {differing}")
    if run.problem:
        return
    if run.code != 1:
        outcome.fault("exit codes other than 1", f"{case.name}: {run.end}")
    if not any(name in run.said for name in case.names):
        outcome.fault("messages without the path", f"{case.name}: {run.end}")
    else:
        outcome.notes["builds said why not"] += 1


@contextmanager
def _full(bench: Bench, *names: str, spare: int) -> Iterator[Obstacle]:
    """These folders of the site are small disks, full but for `spare` bytes after a good build."""
    folders = [bench.site / name for name in names]
    mounted: list[Path] = []
    try:
        for folder in folders:
            folder.mkdir(exist_ok=True)
            if not _mount("-t", "tmpfs", "-o", f"size={_ROOMY}", "tmpfs", folder):
                yield Obstacle(impossible=True)
                return
            mounted.append(folder)
        bench.lane.program.run("build", "--site", bench.site)
        bench.add_foreign()
        for folder in folders:
            room = os.statvfs(folder)
            used = (room.f_blocks - room.f_bfree) * room.f_frsize
            _mount("-o", f"remount,size={used + spare}", folder)
        yield Obstacle()
        for folder in folders:
            _mount("-o", f"remount,size={_ROOMY}", folder)
        bench.recover(bench.clean(), "full disk, after space was made")
    finally:
        for folder in mounted:
            subprocess.run(["umount", "--lazy", folder], check=True)


@contextmanager
def _full_temporary(bench: Bench) -> Iterator[Obstacle]:
    """The folder for temporary files is a full disk."""
    folder = bench.lane.program.temporary
    if not _mount("-t", "tmpfs", "-o", "size=4096", "tmpfs", folder):
        yield Obstacle(impossible=True)
        return
    try:
        yield Obstacle()
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@contextmanager
def _read_only_disk(bench: Bench, name: str) -> Iterator[Obstacle]:
    """A folder of the site is on a disk that was mounted read-only."""
    folder = bench.site / name
    if not _mount("--bind", folder, folder):
        yield Obstacle(impossible=True)
        return
    try:
        _mount("-o", "remount,bind,ro", folder)
        yield Obstacle()
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@contextmanager
def _mode(bench: Bench, name: str, mode: int) -> Iterator[Obstacle]:
    """A file or folder of the site, with all below it, has these permissions."""
    before = without_rights()
    if before is None:
        yield Obstacle(impossible=True)
        return
    top = bench.site / name
    paths = [top, *(path for path in top.rglob("*") if path.is_dir())] if top.is_dir() else [top]
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in paths}
    try:
        for path in reversed(paths):
            path.chmod(mode)
        yield Obstacle(before=before)
    finally:
        for path, old in modes.items():
            path.chmod(old)


@contextmanager
def _no_large_files(_: Bench) -> Iterator[Obstacle]:
    """No file may grow beyond some kilobytes."""
    yield Obstacle(before=("sh", "-c", f'ulimit -f {_LARGEST}; exec "$@"', "sh"))


def _mount(*arguments: str | Path) -> bool:
    if os.geteuid() != 0 or not shutil.which("mount"):
        return False
    return subprocess.run(["mount", *arguments], check=False, capture_output=True).returncode == 0


_ANY = ("public", ".cache", "site")
CASES = (
    Case("full disk: output", ("public",), lambda bench: _full(bench, "public", spare=32 << 10)),
    Case("full disk: cache", _ANY, lambda bench: _full(bench, ".cache", spare=0)),
    Case("full disk: output and cache", _ANY, lambda bench: _full(bench, "public", ".cache", spare=16 << 10)),
    Case("full disk: temporary files", ("tmp",), _full_temporary, ("--no-cache",)),
    Case("no large files", (*_ANY, "tmp"), _no_large_files),
    Case("read-only disk: output", ("public",), lambda bench: _read_only_disk(bench, "public")),
    Case("read-only disk: cache", _ANY, lambda bench: _read_only_disk(bench, ".cache")),
    Case("permissions: output", ("public",), lambda bench: _mode(bench, "public", 0o555)),
    Case("permissions: output not readable", ("public",), lambda bench: _mode(bench, "public", 0)),
    Case("permissions: cache", _ANY, lambda bench: _mode(bench, ".cache", 0o555)),
    Case("permissions: cache not readable", _ANY, lambda bench: _mode(bench, ".cache", 0)),
    Case("permissions: article", ("articles",), lambda bench: _mode(bench, "content/articles", 0)),
    Case("permissions: glossary", ("made.toml",), lambda bench: _mode(bench, "content/glossary/made.toml", 0)),
    Case("permissions: settings", ("site.toml",), lambda bench: _mode(bench, "site.toml", 0)),
)
