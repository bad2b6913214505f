"""Formats tables, and writes them into `docs/performance.md`."""

from __future__ import annotations

import datetime as dt
import os
import platform
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

PATH = Path(__file__).parent.parent / "docs/performance.md"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of Markdown."""
    lines = [head, ["---"] + ["--:"] * (len(head) - 1), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def machine() -> str:
    """The date and the machine of a measurement."""
    found = re.search(r"^model name\s*: (.*)$", _read("/proc/cpuinfo"), re.MULTILINE)
    memory = re.search(r"^MemTotal:\s*(\d+)", _read("/proc/meminfo"), re.MULTILINE)
    return ", ".join(
        [
            f"{dt.datetime.now(dt.UTC):%Y-%m-%d}",
            found[1] if found else platform.machine(),
            f"{len(os.sched_getaffinity(0)) if hasattr(os, 'sched_getaffinity') else os.cpu_count()} cores",
            *([f"{int(memory[1]) / 1e6:.0f} GB of memory"] if memory else []),
            f"{platform.system()}, Python {platform.python_version()}",
        ]
    )


def replace_part(name: str, text: str, path: Path = PATH) -> None:
    """Write `text` between `<!-- name -->` and `<!-- /name -->`. Raises `ValueError` if they are missing."""
    before, start, rest = path.read_text("utf-8").partition(f"<!-- {name} -->\n")
    _, end, after = rest.partition(f"<!-- /{name} -->")
    if not end:
        raise ValueError(f"{path} has no place for {name}")
    path.write_text(f"{before}{start}\n{text.strip()}\n\n{end}{after}", "utf-8")


def _read(path: str) -> str:
    return Path(path).read_text("utf-8") if Path(path).exists() else ""
