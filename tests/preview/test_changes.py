"""The changes of a save, by comparing two versions of a site."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from duben.preview.changes import Changes, compare
from duben.preview.state import PreviewState
from tests.conftest import MakeSite
from tests.preview.conftest import write
from tests.support.sites import FILES, FIRST, SETTINGS
from tests.support.texts import ENTRIES

TERMS = "content/glossary/entries.toml"
FIRST_PATH = "content/articles/first.md"


def changes(site: Path, files: Mapping[str, str]) -> Changes:
    """The changes after saving these files."""
    state = PreviewState(site)
    assert state.refresh()
    write(site, files)
    assert state.refresh({site / path for path in files}), state.problems
    found = state.changes()
    assert found is not None
    return found


def summary(found: Changes) -> list[tuple[str, str, int]]:
    """The kind, name and count of each change."""
    return [(change.kind, change.what, change.count) for change in found.changes]


def test_the_same_again_is_no_change(make_site: MakeSite) -> None:
    """An unchanged site has no changes, also if entries moved to other lines."""
    site = make_site(FILES)
    assert changes(site, {TERMS: "# a comment\n\n" + ENTRIES}) == Changes(changes=(), more=0, pages=0)


def test_a_definition_changes_its_entry_on_the_pages_that_hold_it(make_site: MakeSite) -> None:
    """The entry's page and each article that mentions it are affected; no mention is gained or lost."""
    found = changes(make_site(FILES), {TERMS: ENTRIES.replace("主张加速的人。", "主张再加速的人。")})
    assert summary(found) == [("entry", "e/acc", 1)]
    assert found.changes[0].places[0].path == "glossary/eacc.html"
    assert found.pages == 3


def test_an_alias_gains_mentions(make_site: MakeSite) -> None:
    """A new alias gains mentions, each with its block; removing it loses them."""
    site = make_site(FILES)
    more = ENTRIES.replace('aliases = ["AGI"', 'aliases = ["更难", "AGI"')
    found = changes(site, {TERMS: more})
    assert summary(found) == [("entry", "通用人工智能", 1), ("gained", "通用人工智能", 1)]
    assert found.changes[1].places == (("articles/first.html#p2", "AGI 离我们多远"),)
    assert summary(changes(site, {TERMS: ENTRIES}))[1] == ("lost", "通用人工智能", 1)


def test_a_reading_that_changed_is_told_with_both(make_site: MakeSite) -> None:
    """A changed reading is listed with the old and the new one, and its block."""
    found = changes(make_site(FILES), {"site.toml": SETTINGS + '\n[readings]\n"更难" = "gēng nàn"\n'})
    assert summary(found) == [("reading", "更难: gèng nán → gēngnàn", 1)]
    assert found.changes[0].places[0].path == "articles/first.html#p2"


def test_a_conversion_that_changed_is_told_with_both(make_site: MakeSite) -> None:
    """A changed conversion is found, also if the words around it are segmented differently."""
    text = FIRST.replace("- 优化 e/acc", "- 优化 e/acc 软件包")
    site = make_site(FILES | {FIRST_PATH: text})
    found = changes(site, {"site.toml": SETTINGS.replace('"软件" = "軟體"', '"软件" = "軟件"')})
    assert ("conversion", "软件: 軟體 → 軟件", 1) in summary(found)


def test_an_edited_text_is_compared_where_it_is_the_same(make_site: MakeSite) -> None:
    """A word inserted before a sentence changes no other word."""
    found = changes(make_site(FILES), {FIRST_PATH: FIRST.replace("比人工智能更难", "也比人工智能更难")})
    assert summary(found) == [("article", "AGI 离我们多远", 1)]


def test_an_article_that_comes_or_goes(make_site: MakeSite) -> None:
    """An added or removed article is one change; its content is not listed."""
    site = make_site(FILES)
    state = PreviewState(site)
    state.refresh()
    (site / "content/articles/draft.md").unlink()
    state.refresh({site / "content/articles/draft.md"})
    found = state.changes()
    assert found is not None
    assert summary(found) == [("article", "未完 removed", 1)]


def test_no_more_is_listed_than_can_be_read(make_site: MakeSite) -> None:
    """Only the first changes are listed; the others are counted."""
    site = make_site(FILES)
    entries = "".join(f'[[entry]]\nid = "t{n}"\nname = "T{n}"\nkind = "slang"\ndefinition = "D"\n\n' for n in range(50))
    found = changes(site, {"content/glossary/many.toml": entries})
    assert (len(found.changes), found.more, found.pages) == (40, 10, 50)


def test_two_sites_compared(make_site: MakeSite) -> None:
    """The comparison is pure: a site against itself is no change."""
    state = PreviewState(make_site(FILES))
    state.refresh()
    assert state._valid is not None
    site = state._valid.site
    assert compare(site, site).changes == ()
