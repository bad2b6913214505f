"""The harness that tries to break the program finds faults where there are some, and none where there are none."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from tests.conftest import Build
from torture.__main__ import DOCUMENT, EXPERIMENTS
from torture.collection import Collection
from torture.links import LinkChecker, parse

ROOT = Path(__file__).parent.parent
PAGE = "<!DOCTYPE html><link rel=stylesheet href=a.css><a href={}>b</a></html>"
SITE = {
    "index.html": PAGE.format("'sub/b.html#here'").encode(),
    "a.css": b"p { background: url(a.png) }",
    "a.png": b"",
    "sub/b.html": b'<p id=here><a href="../">up</a><a href=https://example.org/none>out</a></html>',
}


def dead(site: dict[str, bytes]) -> list[str]:
    """The dead links of a site."""
    return LinkChecker().check({path: len(data) for path, data in site.items()}, site.__getitem__).dead


def test_a_site_without_dead_links_has_none() -> None:
    """Pages, places in pages, style sheets and what they name are followed; other hosts are not."""
    assert dead(SITE) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        pytest.param({"a.png": None}, ["a.css → a.png"], id="missing-picture"),
        pytest.param({"sub/b.html": None}, ["index.html → sub/b.html"], id="missing-page"),
        pytest.param({"sub/b.html": b"<p id=here><a href="}, ["sub/b.html is not whole"], id="half-a-page"),
        pytest.param({"lonely.html": b"<a href=none>"}, [], id="unreachable-page"),
    ],
)
def test_dead_links_are_found(change: dict[str, bytes | None], found: list[str]) -> None:
    """What is missing or half written is named, if a reader can get there."""
    assert dead({path: data for path, data in {**SITE, **change}.items() if data is not None}) == found


def test_the_files_of_the_search_index_are_links() -> None:
    """The page of the search needs them, and their results lead to pages."""
    assert ("search/index.js", "") in parse("search.html", b"<ol data-index=search/></html>").targets
    index = parse("search/index.js", b'dubenShard("index",{"pages":2,"words":1})').targets
    assert {("search/p/1.js", ""), ("search/w/0.js", "")} <= index
    assert parse("search/e/1.js", b'dubenShard("e/1",[["glossary/a.html"]])').results == {"glossary/a.html"}
    assert not parse("search/p/1.js", b'dubenShard("p/1",[').is_whole


def test_every_moment_of_publishing_is_seen(tmp_path: Path) -> None:
    """A page that is replaced before the page that it links to counts, although the end is right."""
    site, report = tmp_path / "site", tmp_path / "report.json"
    site.mkdir()
    (site / "index.html").write_text("</html>", "utf-8")
    steps = (
        "open('b', 'w').write('<a href=c.html></html>'); os.replace('b', 'site/index.html'); open('site/c.html', 'w')"
    )
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "torture/hook"),
        "TORTURE_ROOT": str(ROOT),
        "TORTURE_WATCHED": str(site),
        "TORTURE_REPORT": str(report),
    }
    subprocess.run([sys.executable, "-c", f"import os; {steps}"], check=True, cwd=tmp_path, env=environment)
    assert '"moments": 3, "bad_moments": 2' in report.read_text("utf-8")


def test_a_collection_builds_after_every_edit(tmp_path: Path, build: Build) -> None:
    """Its edits are made to be built: an error would make the experiments test nothing."""
    collection = Collection(tmp_path / "site", Random(1), real=False)  # noqa: S311 - for a test
    pages = set()
    for _ in range(4):
        built = build(collection.folder)
        assert (built.exit_code, dead(built.files())) == (0, [])
        pages.add(built.read("articles/index.html"))
        collection.change_every_page()
    assert len(pages) == 4


POSIX = pytest.mark.skipif(os.name == "nt", reason="the harness sends signals and makes pipes")


def torture(*arguments: str) -> tuple[int, str]:
    """The exit code and the output of the harness."""
    command = [sys.executable, "-m", "torture", "--lanes", "1", *arguments]
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


@POSIX
def test_a_program_that_breaks_is_found_out() -> None:
    """A traceback is a fault, whatever the program is."""
    code, printed = torture(
        "--only", "edits", "--count", "2", "--duben", "sh -c 'echo Traceback \\(most recent call last\\)'"
    )
    assert code == 1
    assert "edits: 2 edits. Faults: 2 tracebacks." in printed


@POSIX
@pytest.mark.slow
def test_the_harness_runs_to_its_end() -> None:
    """It makes two edits, finds no fault, and prints a table."""
    code, printed = torture("--only", "edits", "--count", "2")
    assert code == 0, printed
    assert "| `edits` | random edits" in printed


def test_the_document_describes_every_experiment() -> None:
    """It has a row for each, and a place for the table."""
    text = DOCUMENT.read_text("utf-8")
    assert [name for name in EXPERIMENTS if f"| `{name}` |" not in text] == []
    assert "<!-- torture -->\n" in text
    assert "<!-- /torture -->" in text
