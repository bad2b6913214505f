"""Ends previews by signals, at random times and right after an edit, and looks at what is left."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress

from torture.collection import FOREIGN, Collection
from torture.lane import Bench, Lane
from torture.program import LIMIT, Child, Run

ABOUT = "`duben serve` gets SIGKILL, SIGTERM, SIGINT or two SIGINTs 0–10 ms apart"
COUNT = 100
READY = "Serving http"
SOON = 2.0
"""Seconds in which a preview should end."""
_SIGNALS = ("SIGKILL", "SIGTERM", "SIGINT", "two SIGINTs")
_LATEST = 2.5
_AFTER_EDIT = 0.4
_GAP = 0.01


def run(lane: Lane) -> None:
    """End `lane.count` previews; every second one right after an edit."""
    collection = Collection(lane.folder / "site", lane.random, real=False)
    bench = Bench(lane, collection.folder, FOREIGN)
    for number in range(lane.count):
        name = _SIGNALS[number // 2 % len(_SIGNALS)]
        before = bench.published()
        doing = name
        with lane.program.started("serve", "--site", bench.site, "--port", "0") as child:
            if number % 2:
                child.until_said(READY)
                doing = f"{name} after {collection.change()}"
                time.sleep(lane.random.uniform(0, _AFTER_EDIT))
            else:
                doing = f"{name} after {collection.change()} before the start"
                time.sleep(lane.random.uniform(0, _LATEST))
            ended = _end(child, name, lane)
        lane.outcome.tried["kills"] += 1
        lane.outcome.tried["of them right after an edit"] += number % 2
        _judge(ended, name, doing, lane)
        if bench.published() != before:
            lane.outcome.fault("previews write to public/", doing)
        bench.recover(bench.clean(), doing)


def _end(child: Child, name: str, lane: Lane) -> Run:
    """Send the signals and wait. Seconds are those from the first signal."""
    started = child.seconds
    if name.endswith("s"):
        child.send(signal.SIGINT, group=True)
        time.sleep(lane.random.uniform(0, _GAP))
        child.send(signal.SIGINT, group=True)
    else:
        child.send(signal.Signals[name], group=name != "SIGTERM")
    with suppress(Exception):
        child.process.wait(LIMIT)
    seconds = child.seconds - started
    code = child.process.poll()
    if code is not None and _survivors(child):
        lane.outcome.fault("processes survive the preview", name)
    return Run(code=code, said=child.said, seconds=seconds)


def _survivors(child: Child) -> bool:
    """Whether processes of its group go on; they have a second to end."""
    end = time.perf_counter() + 1
    while time.perf_counter() < end:
        try:
            os.killpg(child.process.pid, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.02)
    return True


def _judge(ended: Run, name: str, doing: str, lane: Lane) -> None:
    outcome = lane.outcome
    outcome.slowest = max(outcome.slowest, ended.seconds)
    if ended.code is None:
        outcome.fault(f"previews go on {LIMIT:.0f} s after {name}", doing)
    outcome.notes[f"previews took over {SOON:.0f} s to end"] += ended.seconds > SOON
    if "Traceback" not in ended.said:
        return
    if "KeyboardInterrupt" in ended.said and "click" not in ended.said.partition("Traceback")[2]:
        outcome.notes["interrupts came while Python was starting, before the program"] += 1
    else:
        outcome.fault("tracebacks", f"{doing}: {ended.end}")
