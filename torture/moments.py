"""Checks every link of the published site at every moment of publishing, from inside the build."""

from __future__ import annotations

import json
import os
from pathlib import Path

from torture.collection import FOREIGN, Collection
from torture.lane import Bench, Lane

ABOUT = "every link is followed from the first page before each step of a build that changes the published site"
COUNT = 12
_HERE = Path(__file__).parent


def run(lane: Lane) -> None:
    """Watch `lane.count` builds after random edits; the first of each lane begins without a site."""
    collection = Collection(lane.folder / "site", lane.random, size=25)
    bench = Bench(lane, collection.folder, FOREIGN)
    output = lane.folder / "new"
    watched(lane, bench.site, output, "a first build", "--output", output)
    for number in range(1, lane.count):
        doing = collection.change_every_page() if number % 2 else collection.change()
        watched(lane, bench.site, bench.public, doing)
        bench.check_foreign(doing)


def watched(lane: Lane, site: Path, output: Path, doing: str, *options: str | Path) -> None:
    """Build, and count the moments in which a link of the site in `output` was dead."""
    report = lane.folder / "watched.json"
    report.unlink(missing_ok=True)
    path = os.pathsep.join(filter(None, (str(_HERE / "hook"), os.environ.get("PYTHONPATH", ""))))
    environment = {
        "PYTHONPATH": path,
        "TORTURE_WATCHED": str(output),
        "TORTURE_REPORT": str(report),
        "TORTURE_ROOT": str(_HERE.parent),
    }
    run = lane.program.run("build", "--site", site, *options, environment=environment, limit=600)
    outcome = lane.outcome
    outcome.tried["builds"] += 1
    if run.code != 0 or run.problem:
        outcome.fault("builds fail", f"{doing}: {run.end}")
    if not report.exists():
        raise RuntimeError(f"the build was not watched: {run.end}")
    found = json.loads(report.read_text("utf-8"))
    outcome.tried["moments"] += found["moments"]
    if found["bad_moments"]:
        outcome.fault("moments with dead links", f"{doing}: {found['examples'][0]}", found["bad_moments"])
