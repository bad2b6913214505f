"""The site in memory: after any saves, the preview serves what a clean build writes."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from duben.build.context import BuildContext
from duben.build.pipeline import build
from duben.build.up_to_date import Options, snapshot
from duben.preview.state import PreviewState
from duben.runtime.store import Store, row
from tests.build.test_incremental import CHANGES, MORE, Change, tree
from tests.conftest import SITE_TOML, MakeSite, written
from tests.support.sites import FILES

PICTURE = "articles/picture.gif"
PAGES = (
    "index.html",
    "articles/draft.html",
    "articles/first.html",
    "articles/second.html",
    "articles/new.html",
    "glossary/agi.html",
)
STEPS = 200
MANY = {f"content/articles/a{number}.md": f'+++\ntitle = "山{number}"\n+++\n山高水长。\n' for number in range(16)}
"""With so many articles, an edit changes few of them, so links and search index are updated."""
BEGINNING = {"site.toml": SITE_TOML, **FILES, **MANY}


def restore(site: Path) -> None:
    """Restore the first version of the site."""
    written(site, BEGINNING)
    for path in site.rglob("*"):
        if path.is_file() and ".cache" not in path.parts and path.relative_to(site).as_posix() not in BEGINNING:
            path.unlink()


class Editing(RuleBasedStateMachine):
    """An editor at work, with some pages open."""

    templates: ClassVar[dict[str, bytes]] = {}
    """Compiled templates by key, shared by the clean builds to save time."""

    @initialize()
    def begin(self) -> None:
        """Start with the first version of the site."""
        self.folder = Path(tempfile.mkdtemp(prefix="duben-"))
        self.site = written(self.folder / "site", BEGINNING).resolve()
        self.state = PreviewState(self.site)
        self.saved: set[Path] = set()
        assert self.state.refresh()

    @rule(change=st.sampled_from(CHANGES))
    def save(self, change: Change) -> None:
        """Save or remove a file, before the preview notices it."""
        before = self.shape()
        change(self.site)
        after = self.shape()
        self.saved |= {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}

    @rule(
        change=st.sampled_from(CHANGES),
        shown=st.sets(st.sampled_from(PAGES)),
        pieces=st.integers(0, 2),
        searched=st.booleans(),
    )
    def save_and_look(self, change: Change, shown: set[str], pieces: int, *, searched: bool) -> None:
        """Save, refresh with these pages open, and compile some of the waiting articles."""
        self.save(change)
        self.refresh_and_reload(shown)
        for _ in range(pieces):
            if not self.state.all_compiled:
                self.state.compile_next()
        if searched:
            self.state.respond("search/index.js")

    @rule(path=st.sampled_from(PAGES))
    def ask(self, path: str) -> None:
        """Request a page while articles may be waiting."""
        self.state.respond(path)

    def refresh_and_reload(self, shown: set[str]) -> None:
        """Refresh after the saves."""
        if self.saved:
            self.state.refresh(self.saved, shown)
            self.saved.clear()
        self.state.stale_pages(shown)

    def shape(self) -> dict[Path, bytes]:
        """The files of the site, by path."""
        files = (path for path in self.site.rglob("*") if path.is_file() and ".cache" not in path.parts)
        return {path: path.read_bytes() for path in files}

    def teardown(self) -> None:
        """Compare with a clean build, restore the site, and compare again."""
        if hasattr(self, "state"):
            self.refresh_and_reload(set())
            self.compare()
            self.save(restore)
            self.refresh_and_reload({"articles/first.html"})
            assert self.compare(), self.state.problems
            shutil.rmtree(self.folder)

    def compare(self) -> bool:
        """Compare the problems with those of a clean build, and every file if there are no errors. True if so."""
        clean = self.folder / "clean"
        options = Options(drafts=True)
        with Store() as store:
            store.put(row("template", key, "", code) for key, code in self.templates.items())
            result = build(
                self.site, clean, options, BuildContext(store=store), snapshot(self.site, clean, options, store)
            )
            self.templates.update(store.of_kind("template"))
        if not result.failed:
            wanted = tree(clean)
            del wanted[".duben"]
            # A request is answered as the site is now, whatever work there is left.
            assert {path: self.state.respond(path).body for path in wanted} == wanted
            assert not any(self.state.respond(path).status == 200 for path in {*PAGES, PICTURE} - wanted.keys())
        while not self.state.all_compiled:
            self.state.compile_next()
        # A template's fault is found with the page that it makes, which nobody may have asked for.
        said = [
            [problem for problem in problems if problem.code != "template"]
            for problems in (self.state.problems, result.problems)
        ]
        assert said[0] == said[1]
        return not result.failed


@pytest.mark.slow
def test_whatever_is_edited_the_served_site_is_a_clean_build() -> None:
    """After any 200 saves, refreshes and requests in any order, the files and problems are those of a clean build."""
    steps = settings(max_examples=5, stateful_step_count=STEPS, phases=[Phase.explicit, Phase.reuse, Phase.generate])
    run_state_machine_as_test(Editing, settings=steps)


def test_the_search_index_is_updated(make_site: MakeSite) -> None:
    """After an edit of an article, only some files of the index change; after one of an entry, all of them."""
    site = make_site(FILES | MANY)
    state = PreviewState(site)
    state.refresh()
    first = compare_search(state, site)
    (site / "content/articles/a3.md").write_text(MANY["content/articles/a3.md"] + "水山。\n", "utf-8")
    state.refresh([site / "content/articles/a3.md"])
    second = compare_search(state, site)
    (site / "content/glossary/more.toml").write_text(MORE, "utf-8")
    state.refresh([site / "content/glossary/more.toml"])
    third = compare_search(state, site)
    assert first != second != third
    assert any(second[path] is data for path, data in first.items() if path.startswith("search/f/"))
    assert not any(third.get(path) is data for path, data in second.items() if path.startswith("search/f/"))


def compare_search(state: PreviewState, site: Path) -> dict[str, bytes | None]:
    """The served files of the search, which must equal those of a clean build."""
    output, options = site.parent / "clean", Options(drafts=True)
    with Store() as store:
        assert not build(
            site, output, options, BuildContext(store=store), snapshot(site, output, options, store)
        ).failed
    wanted = {path: data for path, data in tree(output).items() if path.startswith("search/")}
    served = {path: state.respond(path).body for path in wanted}
    assert served == wanted
    return served
