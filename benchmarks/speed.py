"""How long a build takes: cold, unchanged and after an edit, compared with other programs on the same text."""

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

BUILT = ("public", ".cache")
COLD, UNCHANGED, ARTICLE = "cold", "no change", "one article edited"


def move_output_aside(folder: Path, mark: str) -> None:
    """Move everything that was built out of the way.

    Files are not deleted until the end: after large deletions, ext4 creates files slowly.
    """
    for name in BUILT:
        if (folder / name).exists():
            (folder / name).rename(folder.with_name(f"{folder.name}-{mark}-{name}"))


def change_nothing(folder: Path, mark: str) -> None:
    """The edit that changes nothing."""
    del folder, mark


EDITS: Mapping[str, Callable[[Path, str], None]] = {
    COLD: move_output_aside,
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
    """The costs of one contender by kind of edit; `why` explains missing costs."""

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
    """Measure, print and, with `--write`, write the tables."""
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
    """The results of all contenders at this size, each in a new folder."""
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
    """The median cost of one contender for each kind of edit."""
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
    """Wall-clock and processor seconds for each kind; memory and output size of the cold build."""
    rows = [_row(result) for result in results]
    return report.table(["s (CPU s)", *KINDS, "peak memory, MB", "output, MB"], rows)


def _row(result: Result) -> list[str]:
    if result.why:
        return [result.name, result.why, *[""] * (len(KINDS) + 1)]
    cells = [f"{cost.wall:.2f} ({cost.cpu:.2f})" if (cost := result.costs.get(kind)) else "–" for kind in KINDS]
    return [result.name, *cells, f"{result.costs[COLD].memory / 1e6:.0f}", f"{result.size / 1e6:.1f}"]


def ratios(results: Sequence[Result]) -> str:
    """Duben's time as a multiple of each other's."""
    others = [result for result in results if not result.name.startswith(DUBEN) and result.costs]
    rows = [
        [f"{ours.name} : {other.name}", *(_ratio(ours, other, kind) for kind in EDITS)]
        for ours in results
        if ours.costs and ours.name == DUBEN
        for other in others
    ]
    return report.table(["time as a multiple of the other's", *EDITS], rows) if rows else ""


def _ratio(ours: Result, other: Result, kind: str) -> str:
    theirs = other.costs.get(kind) or other.costs[COLD]  # a program without incremental builds builds everything
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
