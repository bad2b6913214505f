"""A long run of all targets: `python -m tests.fuzz --inputs 200000`. Prints a table, and each input that failed.

Inputs that failed are made as small as possible, and written to the folder `--found`. Move one to
`tests/fuzz/corpus/<target>/` once it is mended, under a name that says what it is about.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import time
from hashlib import sha256
from pathlib import Path
from random import Random

from tests.fuzz.run import Tally, run_batch
from tests.fuzz.targets import TARGETS

BATCH = 500
"""Inputs of one run of hypothesis, which remembers them all."""


def _batches(inputs: int, only: str | None, number: int) -> list[tuple[str, int, int]]:
    """The name, size and seed of each batch, mixed."""
    found = []
    for target in TARGETS.values():
        if only in {None, target.name}:
            wanted = inputs if only else inputs * target.share // 100
            found += [(target.name, min(BATCH, wanted - start), number + start) for start in range(0, wanted, BATCH)]
    Random(number).shuffle(found)  # noqa: S311 - not for secrets
    return found


def main() -> None:
    """Run all batches, and exit with 1 if an input failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=20_000, help="number of inputs; default: 20,000")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1), help="number of processes")
    parser.add_argument("--only", choices=TARGETS, help="name of one target")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="to repeat a run")
    parser.add_argument("--found", type=Path, default=Path(".fuzz"), help="folder for inputs that failed")
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    tallies = {name: Tally() for name in TARGETS}
    start = time.perf_counter()
    # `ProcessPoolExecutor` can wait for ever when a worker ends after its share: python/cpython#115634
    with multiprocessing.get_context("spawn").Pool(options.jobs, maxtasksperchild=20) as pool:
        batches = _batches(options.inputs, options.only, options.seed)
        for name, tally in pool.imap_unordered(run_batch, batches):
            for place, (data, trace) in tally.failures.items():
                if place not in tallies[name].failures:
                    _report(place, data, trace, options.found / name)
            tallies[name].add(tally)
    _print(tallies, time.perf_counter() - start)
    sys.exit(1 if any(tally.failures for tally in tallies.values()) else 0)


def _report(place: str, data: bytes, trace: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / sha256(data).hexdigest()[:12]
    path.write_bytes(data)
    print(f"\n{place}: {path}\n{data!r}\n{trace}", flush=True)


def _print(tallies: dict[str, Tally], seconds: float) -> None:
    total = Tally()
    print("| target | inputs | built | failed | ms each | slowest, s |\n|---|--:|--:|--:|--:|--:|")
    for name, tally in [*tallies.items(), ("all", total)]:
        if tally.inputs:
            each = f"{1000 * tally.seconds / tally.inputs:.1f} | {tally.slowest:.1f}"
            print(f"| {name} | {tally.inputs:,} | {tally.built:,} | {len(tally.failures)} | {each} |")
            total.add(tally)
    share = total.built / max(1, total.inputs)
    print(f"{share:.0%} of the inputs gave a site or a result; {seconds / 60:.0f} minutes")


if __name__ == "__main__":
    main()
