"""Tries to break Duben: kills, full disks, two builds at once, odd edits and places. Needs Linux or macOS.

The exit code is 1 if a fault was found.
"""

from __future__ import annotations

import argparse
import shlex
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from importlib import import_module
from pathlib import Path
from random import Random

from benchmarks.report import machine, replace_part
from torture.lane import Lane
from torture.outcome import Outcome
from torture.program import Program

EXPERIMENTS = (
    "kill-build",
    "kill-serve",
    "moments",
    "full-disk",
    "two-at-once",
    "edits",
    "places",
    "preview-places",
)
DOCUMENT = Path(__file__).parent.parent / "docs/robustness.md"


def main() -> None:
    """Run the experiments that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m torture", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=EXPERIMENTS, metavar="NAME", help=", ".join(EXPERIMENTS))
    parser.add_argument("--count", type=int, metavar="N", help="how often to try, instead of the usual number")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same edits")
    parser.add_argument(
        "--lanes", type=int, default=2, metavar="N", help="parts that run at the same time (default: 2)"
    )
    parser.add_argument("--duben", default=f"{sys.executable} -m duben", metavar="COMMAND", help="the program to try")
    parser.add_argument("--details", action="store_true", help="print a line for each of the odd places")
    parser.add_argument("--write", action="store_true", help=f"write the table into {DOCUMENT.name}")
    options = parser.parse_args()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a child must not ignore it
    start = time.perf_counter()
    found = try_all(options.only or EXPERIMENTS, options)
    text = f"{version(options)}. {machine()}. {(time.perf_counter() - start) / 60:.0f} minutes.\n\n{table(found)}"
    print(f"\n{text}")
    if options.write:
        replace_part("torture", text, DOCUMENT)
    sys.exit(any(outcome.faults for outcome in found.values()))


def try_all(names: Sequence[str], options: argparse.Namespace) -> dict[str, Outcome]:
    """The outcome of each experiment. Parts of an experiment run at once; a line is printed when all are done."""
    found: dict[str, Outcome] = {}
    with tempfile.TemporaryDirectory(prefix="torture-") as folder, ProcessPoolExecutor(options.lanes) as pool:
        command = shlex.split(options.duben)
        parts = {name: _parts(pool, name, Path(folder), command, options) for name in names}
        for name, futures in parts.items():
            found[name] = Outcome()
            for future in futures:
                found[name].add(future.result())
            tried, faults, notes = found[name].cells()
            print(f"{name}: {tried}. Faults: {faults}. {notes}", flush=True)
            _print_examples(found[name], details=options.details)
    return found


def _parts(
    pool: ProcessPoolExecutor, name: str, folder: Path, command: list[str], options: argparse.Namespace
) -> list[Future[Outcome]]:
    """Start the parts of an experiment."""
    total = options.count or import_module(f"torture.{name.replace('-', '_')}").COUNT
    counts = [total // options.lanes + (number < total % options.lanes) for number in range(options.lanes)]
    return [
        pool.submit(try_part, name, folder, command, options.seed, (number, count, options.lanes))
        for number, count in enumerate(counts)
        if count
    ]


def try_part(name: str, folder: Path, command: list[str], seed: int, part: tuple[int, int, int]) -> Outcome:
    """The outcome of one part of an experiment, in a folder of its own: its number, its count, the number of lanes."""
    number, count, lanes = part
    here = folder / f"{name}-{number}"
    here.mkdir()
    random = Random(f"{name} {seed} {number}")  # noqa: S311 - to try, not to hide
    lane = Lane(folder=here, program=Program(command, here), random=random, count=count, number=number, lanes=lanes)
    import_module(f"torture.{name.replace('-', '_')}").run(lane)
    return lane.outcome


def _print_examples(outcome: Outcome, *, details: bool) -> None:
    for kind, examples in outcome.examples.items():
        print(f"  {kind}:")
        for example in examples:
            print(f"    {example!a}")
    if details:
        for line in outcome.details:
            print(f"  {line!a}")
    sys.stdout.flush()


def version(options: argparse.Namespace) -> str:
    """What the program calls itself."""
    with tempfile.TemporaryDirectory() as folder:
        return Program(shlex.split(options.duben), Path(folder)).run("--version").said.strip()


def table(found: dict[str, Outcome]) -> str:
    """The table of all experiments: what was tried, how often, what went wrong and what else was seen."""
    rows: list[tuple[str, ...]] = [("experiment", "what", "how many", "faults", "seen, and no fault", "slowest, s")]
    rows.append(("---",) * len(rows[0]))
    for name, outcome in found.items():
        about = import_module(f"torture.{name.replace('-', '_')}").ABOUT
        rows.append((f"`{name}`", about, *outcome.cells(), f"{outcome.slowest:.1f}"))
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


if __name__ == "__main__":
    main()
