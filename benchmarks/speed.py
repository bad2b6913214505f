"""How long a build takes: new, unchanged and after an edit, compared with others on the same text in the same run."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from benchmarks import contenders, report, sites
from benchmarks.contenders import DUBEN, Contender
from benchmarks.corpus import EVERYWHERE, TYPICAL
from benchmarks.measure import CommandFailedError, Cost, median, run, size

MADE = ("public", ".cache")
COLD, UNCHANGED, ARTICLE = "cold", "no change", "one article edited"


def put_aside_made(folder: Path, mark: str) -> None:
    """Leave only what a person wrote.

    Nothing is deleted before all is measured: where many files have just been, ext4 is long in making new ones.
    """
    for name in MADE:
        if (folder / name).exists():
            (folder / name).rename(folder.with_name(f"{folder.name}-{mark}-{name}"))


def change_nothing(folder: Path, mark: str) -> None:
    """As it says."""
    del folder, mark


EDITS: Mapping[str, Callable[[Path, str], None]] = {
    COLD: put_aside_made,
    UNCHANGED: change_nothing,
    ARTICLE: sites.edit_article,
}
GLOSSARY_EDITS: Mapping[str, Callable[[Path, str], None]] = {
    "one entry edited": lambda folder, mark: sites.edit_definition(folder, TYPICAL, mark),
    "an entry of nearly every page edited": lambda folder, mark: sites.edit_definition(folder, EVERYWHERE, mark),
}
KINDS = (*EDITS, *GLOSSARY_EDITS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one contender took, by kind of edit; `why` it took nothing."""

    name: str
    costs: Mapping[str, Cost] = field(default_factory=dict)
    size: int = 0
    why: str = ""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `python -m benchmarks speed`."""
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000], metavar="N", help="numbers of articles")
    parser.add_argument("--runs", type=int, default=3, help="of which the median is taken")
    parser.add_argument(
        "--slow-up-to", type=int, default=1000, metavar="N", help="beyond, the slower ones do not run, others once"
    )
    parser.add_argument("--only", default="", metavar="NAME", help="only contenders whose names begin so")
    parser.add_argument("--write", action="store_true", help=f"write the tables into {report.PATH.name}")


def main(options: argparse.Namespace) -> None:
    """Measure, print, and write if asked to."""
    medians = f"Medians of {options.runs} runs, beyond {options.slow_up_to:,} articles one run"
    if options.runs == 1:
        medians = "One run each"
    parts = [f"{report.machine()}. {contenders.versions()}. {medians}.\n"]
    found: dict[int, list[Result]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for number in options.sizes:
            slow = number <= options.slow_up_to
            found[number] = list(measure(Path(folder), number, options.runs if slow else 1, options.only, slow=slow))
            parts += [f"### {number:,} articles\n", costs(found[number]), ratios(found[number])]
    parts.append(growth(found))
    text = "\n".join(filter(None, parts))
    print(text)
    if options.write:
        report.replace_part("speed", text)


def measure(place: Path, number: int, runs: int, only: str, *, slow: bool) -> Iterator[Result]:
    """The results of all contenders at this size; each begins from a folder of its own."""
    for index, contender in enumerate([*contenders.ours(), *contenders.others()]):
        if not contender.name.startswith(only):
            continue
        print(f"{number} articles: {contender.name}", file=sys.stderr)
        if contender.slow and not slow:
            yield Result(name=contender.name, why="not run at this size")
        elif why := contender.needs():
            yield Result(name=contender.name, why=why)
        else:
            folder = place / f"{number}-{index}"
            folder.mkdir()
            yield measured(contender, folder, number, 1 if contender.slow else runs)


def measured(contender: Contender, folder: Path, number: int, runs: int) -> Result:
    """What one contender takes in an empty folder for each kind of edit, the median of so many runs."""
    marks = (f"mark{n}" for n in count())
    edits = {**EDITS, **(GLOSSARY_EDITS if contender.glossary else {})}
    if contender.slow:
        edits = {COLD: EDITS[COLD]}
    costs: dict[str, Cost] = {}
    with contender.around() as helpers:
        contender.write(folder, number)
        command = (*contender.command, *helpers.options)
        try:
            for kind, edit in edits.items():
                found = []
                for _ in range(runs):
                    edit(folder, next(marks))
                    found.append(run(command, folder, contender.environment, helpers.processes))
                costs[kind] = median(found)
        except CommandFailedError as error:
            return Result(name=contender.name, why=f"failed: {error}")
        return Result(name=contender.name, costs=costs, size=size(folder / "public"))


def costs(results: Sequence[Result]) -> str:
    """Seconds and, in brackets, seconds of work of all cores for each kind; memory and output of the cold build."""
    rows = [_row(result) for result in results]
    return report.table(["s (CPU s)", *KINDS, "peak memory, MB", "output, MB"], rows)


def _row(result: Result) -> list[str]:
    if result.why:
        return [result.name, result.why, *[""] * (len(KINDS) + 1)]
    cells = [f"{cost.wall:.2f} ({cost.cpu:.2f})" if (cost := result.costs.get(kind)) else "–" for kind in KINDS]
    return [result.name, *cells, f"{result.costs[COLD].memory / 1e6:.0f}", f"{result.size / 1e6:.1f}"]


def ratios(results: Sequence[Result]) -> str:
    """Duben's time, divided by that of each other."""
    others = [result for result in results if not result.name.startswith(DUBEN) and result.costs]
    rows = [
        [f"{ours.name} : {other.name}", *(_ratio(ours, other, kind) for kind in EDITS)]
        for ours in results
        if ours.costs and ours.name == DUBEN
        for other in others
    ]
    return report.table(["time as a multiple of the other's", *EDITS], rows) if rows else ""


def _ratio(ours: Result, other: Result, kind: str) -> str:
    theirs = other.costs.get(kind) or other.costs[COLD]  # what cannot build a part builds everything
    return f"{ours.costs[kind].wall / theirs.wall:.3f}"


def growth(found: Mapping[int, Sequence[Result]]) -> str:
    """How the time of a cold build grows from each size to the next."""
    lines = []
    for small, large in zip(sorted(found), sorted(found)[1:], strict=False):
        for before, after in zip(found[small], found[large], strict=True):
            if before.costs and after.costs:
                times, more = after.costs[COLD].wall / before.costs[COLD].wall, large / small
                step = f"{after.name}, from {small:,} to {large:,} articles"
                lines.append(f"- {step}: {more:g} times as many, {times:.1f} times the time")
    return "\n".join(lines) + "\n" if lines else ""
