"""The long run: `python -m tests.fuzz --count 200000`.

Many inputs go into each site, because most of the time would be spent on pages that they share. An input that breaks the
program is printed, and its traceback is written to a file.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from random import Random

from tests.fuzz.grammar import Grammar
from tests.fuzz.targets import Fuzzer, check_import, check_line

_ARTICLES, _ENTRIES, _RAW = 12, 6, 6
_CHUNK = 40
"""Sites of one task of a process."""

Inputs = dict[str, str | bytes]


def inputs(seed: int) -> tuple[Inputs, str]:
    """The files of a site and a line to annotate, from this seed."""
    random = Random(seed)  # noqa: S311 - not for secrets
    files: Inputs = {f"content/articles/a{number}.md": Grammar(random).article() for number in range(_ARTICLES)}
    files |= {f"content/glossary/e{number}.toml": Grammar(random).entry(number) for number in range(_ENTRIES)}
    files["site.toml"] = Grammar(random).settings()
    for number in range(_RAW):
        imported = check_import(Grammar(random).raw())
        if imported is not None:
            files[f"content/articles/r{number}.md"] = imported
    return files, Grammar(random).phrase()


def run(seeds: range, failures: Path) -> Counter[str]:
    """Try the inputs of these seeds, and count what happened."""
    found: Counter[str] = Counter()
    with Fuzzer() as fuzzer:
        for seed in seeds:
            start = time.perf_counter()
            try:
                files, line = inputs(seed)
                check_line(line, failures)
                found["built"] += fuzzer.check_site(files)
                found["inputs"] += len(files) + 1
                found["lines"] += 1
            except Exception:  # noqa: BLE001 - whatever it is, it is a find
                found["failures"] += 1
                (failures / f"{seed}.txt").write_text(traceback.format_exc(), "utf-8")
                print(f"seed {seed}: {traceback.format_exc(limit=-3)}", file=sys.stderr)  # noqa: T201
            found["slow"] += time.perf_counter() - start > 10
    return found


def main() -> None:
    """Run, and print a line of figures. Exits with 1 if anything failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=20_000, help="number of inputs")
    parser.add_argument("--seed", type=int, default=0, help="first seed; one seed is one site of some 25 inputs")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--failures", type=Path, default=Path("fuzz-failures"), help="folder for tracebacks")
    options = parser.parse_args()
    options.failures.mkdir(exist_ok=True)
    start, found = time.perf_counter(), Counter[str]()
    with ProcessPoolExecutor(options.jobs) as pool:
        seed = options.seed
        while found["inputs"] < options.count:
            chunks = [range(seed + n * _CHUNK, seed + (n + 1) * _CHUNK) for n in range(options.jobs)]
            seed = chunks[-1].stop
            for each in pool.map(partial(run, failures=options.failures), chunks):
                found.update(each)
            if found["failures"] > 50:
                break
    took = time.perf_counter() - start
    print(  # noqa: T201
        f"{found['inputs']:,} inputs, {found['built']:,} in sites that were built, {found['failures']} failures, "
        f"{found['slow']} slower than 10 s, {took:,.0f} s"
    )
    sys.exit(1 if found["failures"] else 0)


if __name__ == "__main__":
    main()
