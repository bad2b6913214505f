"""Tries odd places and values, one at a time: what was printed, with which exit code, and how soon."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from torture.collection import Collection
from torture.folders import read_tree
from torture.lane import Lane, differences
from torture.odd_places import PLACES, SITE, OddPlace
from torture.program import LIMIT, Run, judge

ABOUT = "odd places and values, one at a time"
COUNT = len(PLACES)
_PROTECTED = 'mount --make-rprivate / && mount -o remount,bind,ro / && mount -t tmpfs tmpfs "$TMPDIR"'
_READ_ONLY = ("unshare", "--mount", "sh", "-c", f'{_PROTECTED} && exec "$@"', "sh")
"""Starts a command that sees every disk read-only, but for an empty folder for temporary files."""


def run(lane: Lane) -> None:
    """Try the lane's share of the table, at most `lane.count` places."""
    model = Collection(lane.folder / "model", lane.random, real=False)
    lane.program.run("build", "--site", model.folder)
    for place in PLACES[lane.number :: lane.lanes][: lane.count]:
        site = lane.folder / "seen" / "site"
        site.parent.mkdir()
        shutil.copytree(model.folder, site, symlinks=True)
        try:
            found = _try(lane, place, site)
        finally:
            shutil.rmtree(lane.folder / "seen")
        lane.outcome.notes[f"ended with exit code {found.code}"] += 1
        lane.outcome.details.append(_detail(place, found))


def _try(lane: Lane, place: OddPlace, site: Path) -> Run:
    """Run the command in the site, and count what is wrong with its answer."""
    outcome = lane.outcome
    place.prepare(site)
    kept, published = _content(site / place.kept) if place.kept else b"", read_tree(site / "public")
    arguments = [
        os.fsencode(argument.replace(SITE, str(site))).decode("utf-8", "surrogateescape") for argument in place.command
    ]
    before = _READ_ONLY if place.read_only and os.geteuid() == 0 else ()
    found = lane.program.run(*arguments, before=before, limit=LIMIT)
    outcome.tried["places and values"] += 1
    judge(found, place.name, outcome)
    if place.kept and _content(site / place.kept) != kept:
        outcome.fault("others' files touched", f"{place.name}: {place.kept}")
    if found.problem:
        return found
    if found.code == 0 and (place.must_fail or (place.must_say and place.says not in found.said)):
        outcome.fault("accepted without a word", f"{place.name}: {found.end}")
    if found.code and place.says not in found.said:
        outcome.fault("messages without the path", f"{place.name}: {found.end}")
    if found.code and place.command[0] == "build" and (changed := differences(read_tree(site / "public"), published)):
        outcome.fault("failed builds change the last good site", f"{place.name}: {changed}")
    return found


def _content(path: Path) -> object:
    """What stands at a path: the bytes of a file, the names in a folder, or nothing."""
    if path.is_dir():
        return sorted(below.name for below in path.iterdir())
    return path.read_bytes() if path.is_file() else None


def _detail(place: OddPlace, found: Run) -> str:
    """A line of the table: the place, what was printed, the exit code and the seconds."""
    lines = [line for line in found.said.splitlines() if line.strip()]
    said = next((line for line in lines if "error" in line.lower()), lines[-1] if lines else "")
    code = "killed" if found.code is None else found.code
    return f"{place.name} | {code} | {found.seconds:.1f} s | {said.strip()[:160]}"
