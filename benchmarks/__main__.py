"""How long `duben build` takes on this repository's site: new, unchanged, and after one edit (`make bench`).

Each figure is the median of several runs of the whole command, on a copy of the site: the checkout stays as it is.
"""

from __future__ import annotations

import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
RUNS = 5


def build(site: Path) -> float:
    """Seconds that the command takes, from its start to its end."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "generator", "build", "--site", site], check=True, capture_output=True)
    return time.perf_counter() - start


def remove_everything(site: Path) -> None:
    """Leave only what a person wrote."""
    for made in ("public", ".cache"):
        shutil.rmtree(site / made, ignore_errors=True)


def edit_article(site: Path) -> None:
    """Add a paragraph to the first article."""
    path = min((site / "content/articles").glob("*.md"))
    path.write_text(path.read_text("utf-8") + f"\n又一段，{time.time_ns()}。\n", "utf-8")


def edit_glossary(site: Path) -> None:
    """Change the English of the first entry."""
    path = min((site / "content/glossary").glob("*.toml"))
    path.write_text(path.read_text("utf-8").replace('english = "', 'english = "x', 1), "utf-8")


EDITS: dict[str, Callable[[Path], None]] = {
    "everything anew": remove_everything,
    "nothing changed": lambda _: None,
    "one article edited": edit_article,
    "one glossary entry edited": edit_glossary,
}


def main() -> None:
    """Print one row for each kind of edit."""
    articles = len(list((ROOT / "content/articles").glob("*.md")))
    print(f"{articles} articles, Python {platform.python_version()}, {platform.machine()}, median of {RUNS} runs")
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        shutil.copy(ROOT / "site.toml", site)
        shutil.copytree(ROOT / "content", site / "content")
        build(site)
        for name, edit in EDITS.items():
            spent = []
            for _ in range(RUNS):
                edit(site)
                spent.append(build(site))
            print(f"{name:<28} {statistics.median(spent):6.2f} s   (from {min(spent):.2f} to {max(spent):.2f})")


if __name__ == "__main__":
    main()
