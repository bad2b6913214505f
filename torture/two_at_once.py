"""Runs two commands on one site at once, with an edit between their starts."""

from __future__ import annotations

import signal
import time

from torture.collection import FOREIGN, Collection
from torture.folders import Tree
from torture.kill_serve import READY
from torture.lane import Bench, Lane, differences
from torture.program import Run, judge

ABOUT = "a second command starts 0–500 ms after `duben build`, with an edit between them"
COUNT = 72
_APART = 0.5
_EITHER = 0.5
_STOPPED = 1.5
"""Every second first build stands still for so many seconds while the second one runs, or until that has ended."""
_ORDER = (*("build",) * 9, "build --no-cache", "clean", "serve")


def run(lane: Lane) -> None:
    """Start `lane.count` pairs; three in four are two builds."""
    collection = Collection(lane.folder / "site", lane.random, real=False, size=30)
    bench = Bench(lane, collection.folder, FOREIGN)
    for number in range(lane.count):
        second = _ORDER[number % len(_ORDER)]
        lane.outcome.tried[f"times `build` and `{second}`"] += 1
        if second == "serve":
            doing, clean = _serve_and_build(bench, collection)
        else:
            doing, clean = _start_both(bench, collection, second)
        bench.recover(clean, doing)


def _start_both(bench: Bench, collection: Collection, second: str) -> tuple[str, Tree]:
    """Build, edit, start the second command, and look at what is published when both have ended."""
    lane, chance = bench.lane, bench.lane.random
    stopped = chance.random() < _EITHER
    first = collection.change_every_page()
    apart, edited = chance.uniform(0, _APART), chance.uniform(_EITHER, 1)
    with lane.program.started("build", "--site", bench.site) as one:
        time.sleep(apart * edited)
        if stopped:
            one.send(signal.SIGSTOP, group=True)
        edit = collection.change_a_sentence()
        time.sleep(apart * (1 - edited))
        with lane.program.started(*second.split(), "--site", bench.site) as other:
            other.until(lambda: not stopped, limit=_STOPPED)
            one.send(signal.SIGCONT, group=True)
            later, earlier = other.wait(), one.wait()
            holder = str(one.process.pid)
    how = " (which stands still for a while)" if stopped else ""
    doing = f"{first}, build{how}, {edit}, {second} {apart * 1000:.0f} ms later"
    judge(earlier, f"{doing}: the first", lane.outcome)
    judge(later, f"{doing}: the second", lane.outcome)
    clean = bench.clean()
    differing = differences(bench.published(), clean)
    if second == "clean":
        _examine_cleaned(bench, differing, doing)
    else:
        _examine(bench, (earlier, later), holder, differing, doing)
    return doing, clean


def _examine(bench: Bench, pair: tuple[Run, Run], holder: str, differing: str, doing: str) -> None:
    earlier, later = pair
    outcome = bench.lane.outcome
    bench.check_foreign(doing)
    if not differing:
        outcome.notes["times the later edit was published"] += 1
    elif later.code != 0 and holder in later.said:
        outcome.notes["times the second build named the first and said why not"] += 1
    elif later.code != 0:
        outcome.fault("second builds fail without naming the first", f"{doing}: {later.end}")
    else:
        outcome.fault("older states published", f"{doing}: {differing}")
    if earlier.code != 0 and "error:" in earlier.said:
        outcome.notes["first builds read half an edit and said so"] += 1


def _examine_cleaned(bench: Bench, differing: str, doing: str) -> None:
    """After a build and a `clean` there is a whole site or none."""
    bench.check_foreign(doing)
    if differing and bench.published():
        bench.lane.outcome.fault("half a site is left by `clean`", f"{doing}: {differing}")


def _serve_and_build(bench: Bench, collection: Collection) -> tuple[str, Tree]:
    """Edit and build while a preview runs."""
    lane = bench.lane
    with lane.program.started("serve", "--site", bench.site, "--port", "0") as child:
        child.until_said(READY)
        doing = f"serve, {collection.change()}, build"
        time.sleep(lane.random.uniform(0, _APART))
        built = lane.program.run("build", "--site", bench.site, outcome=lane.outcome)
        if built.code != 0:
            lane.outcome.fault("builds fail beside a preview", f"{doing}: {built.end}")
        clean = bench.clean()
        if differing := differences(bench.published(), clean):
            lane.outcome.fault("older states published", f"{doing}: {differing}")
        child.send(signal.SIGINT, group=True)
        judge(child.wait(), f"{doing}: the preview", lane.outcome)
    return doing, clean
