"""Publishing: kills, two builds at once, and the user's own files in the folder."""

from __future__ import annotations

import os
import posixpath
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from duben.build.context import BuildContext
from duben.build.pipeline import build as build_site
from duben.build.up_to_date import Options, open_store, snapshot, up_to_date
from duben.runtime.store import Store
from duben.runtime.workers import can_fork
from tests.build.test_incremental import clean, run, tree
from tests.conftest import Build, MakeSite, written
from tests.support import pages
from tests.support.builds import build_into
from tests.support.sites import FILES, FIRST, SECOND

MINE = {
    "CNAME": "example.org",
    ".git/HEAD": "ref: refs/heads/main",
    "articles/mine.html": "<p>mine</p>",
    "mine.png": "PNG",
}
"""Files of the user in the published folder."""


def mine(site: Path) -> dict[str, bytes]:
    """The user's files in the published folder, as they are now."""
    return {path: (site / "public" / path).read_bytes() for path in MINE if (site / "public" / path).exists()}


AS_WRITTEN = {path: text.encode() for path, text in MINE.items()}


def test_the_user_s_files_survive_builds_and_clean(make_site: MakeSite, build: Build) -> None:
    """Ten builds of changing sites, and a clean, leave them unchanged."""
    site = make_site(FILES)
    build(site)
    written(site / "public", MINE)
    for number in range(10):
        (site / f"content/articles/new-{number}.md").write_text(SECOND.replace("誰在", f"{number}誰在"), "utf-8")
        (site / f"content/articles/new-{number - 1}.md").unlink(missing_ok=True)
        assert build(site).exit_code == 0
        assert mine(site) == AS_WRITTEN
    assert clean(site).exit_code == 0
    assert tree(site / "public").keys() == {*AS_WRITTEN, ".duben"}
    assert mine(site) == AS_WRITTEN
    assert build(site).exit_code == 0
    assert mine(site) == AS_WRITTEN


KILLED = """
import os, signal, sys
left = int(sys.argv.pop())
def count(event, arguments):
    global left
    if event in ("os.rename", "os.remove"):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
from duben.cli import main
main()
"""
"""Runs the command, and kills it at the first step after so many files were moved or removed."""


def edited(site: Path) -> None:
    """Add, change and remove pages, files that pages need, and places in pages."""
    written(site, {"static/reader.css": "main { color: red }", "content/articles/new.md": SECOND.replace("誰", "又誰")})
    (site / "content/articles/first.md").write_text(
        FIRST.replace("## 什么是 AGI\n", "新的一段。\n\n新的二段。\n"), "utf-8"
    )
    (site / "content/pages/about.md").unlink()


@pytest.mark.slow
@pytest.mark.skipif(not can_fork(), reason="needs SIGKILL")
def test_a_killed_build_leaves_a_site_whose_links_work(make_site: MakeSite, build: Build) -> None:
    """At any step. The user's files stay, and the next build leaves what a clean one does, and nothing else."""
    site = make_site(FILES | {"content/pages/about.md": '+++\ntitle = "关于"\n+++\nAGI\n'})
    build(site)
    written(site / "public", MINE)
    begun = site.with_name("begun")
    shutil.copytree(site, begun)
    edited(site)
    assert run(site, "--output", str(site.parent / "clean"), "--no-cache")[0] == 0
    wanted = tree(site.parent / "clean") | AS_WRITTEN
    for steps in (0, 1, 2, 3, 5, 8, 13, 21, 34):
        shutil.rmtree(site)
        shutil.copytree(begun, site)
        edited(site)
        assert killed_after(site, steps) == -signal.SIGKILL
        assert broken_links(site) == []
        assert mine(site) == AS_WRITTEN
        assert run(site)[0] == 0
        assert tree(site / "public") == wanted
        assert [path.name for path in (site / ".cache/duben").iterdir() if path.name.startswith("staging")] == []


def killed_after(site: Path, steps: int) -> int:
    """The exit code of a build that is killed after so many steps of publishing."""
    command = [sys.executable, "-c", KILLED, "build", "--jobs", "1", "--site", str(site), str(steps)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(command, check=False, env=environment, capture_output=True).returncode


def broken_links(site: Path) -> list[str]:
    """The links to no file or to no place, on the pages that can be reached from the first page."""
    files = tree(site / "public")
    found = {path: pages.read(data.decode()) for path, data in files.items() if path.endswith(".html")}
    reached, waiting = {"index.html"}, ["index.html"]
    while waiting:
        above = waiting.pop()
        targets = {
            posixpath.normpath(posixpath.join(above, "..", link.partition("#")[0])) for link in found[above].links
        }
        waiting += (targets & found.keys()) - reached
        reached |= targets & found.keys()
    # a card may name a page that no page names yet
    looked_at = {path for path in files if path in reached or (path not in found and not path.startswith("cards/"))}
    return [*pages.broken_links({path: files[path] for path in looked_at})]


@pytest.mark.parametrize("is_shared", [True, False], ids=["one-cache", "two-caches"])
def test_of_two_builds_at_once_the_newer_sources_are_published(make_site: MakeSite, *, is_shared: bool) -> None:
    """The build that began before the edit ends last, and publishes the edit too."""
    site = make_site(FILES)
    article, output = site / "content/articles/first.md", site / "public"
    other = Store() if is_shared is False else open_store(site)
    begun = iter((True,))

    def edit_and_build(results: Iterable[list[Any]], _total: int, label: str) -> Iterable[list[Any]]:
        if label == "rendering" and next(begun, False):
            article.write_text(FIRST.replace("不远了", "还很远"), "utf-8")
            assert not build_into(site, output, other, Options()).failed
        return results

    with open_store(site) as store, other:
        build_into(site, output, store, Options())
        article.write_text(FIRST.replace("不远了", "很近了"), "utf-8")
        before = snapshot(site, output, Options(), store)
        context = BuildContext(store=store, progress=edit_and_build)
        assert not build_site(output, Options(), context, before).failed
        assert "还很远" in (output / "articles/first.html").read_text("utf-8")
        assert up_to_date(snapshot(site, output, Options(), store))


@pytest.mark.parametrize(
    ("output", "message"),
    [
        pytest.param(".", "contains the site", id="site"),
        pytest.param("..", "contains the site", id="above"),
        pytest.param("/", "contains the site", id="root"),
        pytest.param("content", "is among the sources", id="content"),
        pytest.param("content/articles/new", "is among the sources", id="in-content"),
        pytest.param("static", "is among the sources", id="static"),
        pytest.param("templates", "is among the sources", id="no-folder-yet"),
        pytest.param("linked/x", "is among the sources", id="link"),
    ],
)
def test_a_site_is_never_written_among_its_sources(
    make_site: MakeSite, build: Build, monkeypatch: pytest.MonkeyPatch, output: str, message: str
) -> None:
    """It says so at once, and changes nothing."""
    site = make_site(FILES | {"static/a.css": "a"})
    (site / "linked").symlink_to("content")
    before = tree(site)
    monkeypatch.chdir(site)
    refused = build(site, "--output", output, "--no-cache")
    assert refused.exit_code == 2
    assert message in refused.output
    assert tree(site) == before


@pytest.mark.parametrize("options", [(), ("--no-cache",)], ids=["nothing-to-do", "no-cache"])
def test_what_a_killed_build_left_goes_with_any_build(make_site: MakeSite, build: Build, options: tuple[str]) -> None:
    """With one that has nothing to do, and with one that does not use the cache."""
    site = make_site(FILES)
    build(site)
    before = {path: data for path, data in tree(site).items() if "duben.sqlite" not in path}
    written(site, {".cache/duben/staging-0123abcd/a.html": "half", ".public.duben-0123abcd/a.html": "half"})
    assert build(site, *options).exit_code == 0
    assert {path: data for path, data in tree(site).items() if "duben.sqlite" not in path} == before


def test_a_full_cache_does_not_stop_a_build(make_site: MakeSite) -> None:
    """It builds without the cache, and says so."""
    site = make_site(FILES)
    with open_store(site) as store:
        store._connection.execute("PRAGMA max_page_count = 8")
        result = build_into(site, site / "public", store, Options())
    assert result.notes == (
        f"{site}/.cache/duben: the cache cannot be written: the disk is full, so this build did not use it",
    )
    assert "index.html" in tree(site / "public")


@pytest.mark.parametrize("path", [".cache", ".cache/duben"])
def test_a_file_where_the_cache_must_be_does_not_stop_a_build(make_site: MakeSite, build: Build, path: str) -> None:
    """It builds without the cache, and leaves the file. So does `duben clean`."""
    site = make_site(FILES | {path: "mine"})
    assert build(site).exit_code == 0
    assert clean(site).exit_code == 0
    assert tree(site).keys() == {"site.toml", *FILES, path}
