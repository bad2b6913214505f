"""Time and size of what links a collection: echoes and search.

Run `python -m benchmarks.links [number of articles …]`.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable
from time import perf_counter
from typing import TypeVar

from benchmarks.corpus import articles
from generator.echoes import Source, find_echoes, fingerprints
from generator.model import Slug

Made = TypeVar("Made")


def timed(stage: str, work: Callable[[], Made]) -> Made:
    """Do some `work` and print how long it took and the most memory used so far."""
    start = perf_counter()
    made = work()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"  {stage:<28}{perf_counter() - start:8.2f} s   {memory:6} MB")
    return made


def measure(number: int) -> None:
    """Print a table for `number` articles."""
    print(f"{number} articles")
    made = timed("(making the articles)", lambda: list(articles(number)))
    sources = [Source(slug=Slug(each.slug), text="\n".join(each.blocks)) for each in made]
    prints = timed("fingerprints", lambda: {source.slug: fingerprints(source.text) for source in sources})
    echoes = timed("echoes from fingerprints", lambda: find_echoes(sources, prints))
    size = sum(each.itemsize * len(each) for each in prints.values())
    print(f"  {len(echoes)} echoes, fingerprints {size / 1e6:.1f} MB")


if __name__ == "__main__":
    for argument in sys.argv[1:] or ["1000", "10000"]:
        measure(int(argument))
