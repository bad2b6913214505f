"""What the collection says about a thing: search, term pages, the index, backlinks, shared passages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect

from duben.cli import main

pytestmark = pytest.mark.browser

FILES = {
    "site.toml": 'title = "试"\n',
    "content/glossary/terms.toml": """
[[entry]]
id = "software"
name = "软件"
traditional = "軟體"
aliases = [{ form = "軟件", region = "hk" }]
kind = "concept"
english = "software"
definition = "让机器做事的话。"

[[entry]]
id = "lin"
name = "林小满"
aliases = ["林筱满", "Lin Xiaoman"]
kind = "person"
definition = "写[[software]]的人。"

[[entry]]
id = "song"
name = "山歌"
kind = "work"
definition = "山里的歌。"
""",
    "content/articles/old.md": """+++
title = "旧船"
date = 2024-01-05
+++
林小满说船上的软件已经旧了，要换新的。

过桥要一步一步地走，饭要一口一口地吃，她常常这样说。
""",
    "content/articles/new.md": """+++
title = "新船"
date = 2024-03-09
+++
林筱滿又寫了一套軟體。舊的那套見[[old|那一篇]]，這裡不說。

書上寫著：過橋要一步一步地走。飯要一口一口地吃。沒有人唱山歌。
""",
}


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site."""
    site = tmp_path_factory.mktemp("collection")
    for path, text in FILES.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, "utf-8")
    result = CliRunner().invoke(main, ["build", "--site", str(site)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return site / "public"


@pytest.fixture(scope="module")
def shared(browser: Browser) -> Iterator[Page]:
    """One page for all, for each test opens its own address."""
    with browser.new_page(locale="zh-CN") as page:
        yield page


def results(page: Page, public: Path, query: str) -> list[str]:
    """The addresses that a search by URL finds, relative to the site."""
    page.goto(f"{(public / 'search.html').as_uri()}?q={quote(query)}")
    page.locator("#results[aria-busy=false]").wait_for(state="attached")
    return [str(link.get_attribute("href")) for link in page.locator("#results a").all()]


@pytest.mark.parametrize("query", ["軟件", "软件", "軟體", "ruanjian", "rj", "software"])
def test_every_name_of_a_thing_finds_it(shared: Page, public: Path, query: str) -> None:
    """Either script, pinyin, initials and English lead to the same entry."""
    assert results(shared, public, query)[0] == "glossary/software.html"


@pytest.mark.parametrize("query", ["林小满", "林筱滿", "Lin Xiaoman", "linxiaoman"])
def test_a_person_is_found_by_any_name(shared: Page, public: Path, query: str) -> None:
    """Each spelling leads to the one entry."""
    assert results(shared, public, query)[0] == "glossary/lin.html"


def test_a_phrase_is_found_across_its_words(shared: Page, public: Path) -> None:
    """In the passage that has it, and only there."""
    (found,) = results(shared, public, "船上的軟")
    assert re.sub(r"\?[^#]*", "", found) == "articles/old.html#p1"


def test_the_concordance_is_aligned_and_leads_to_the_place(shared: Page, public: Path) -> None:
    """Newest first, each term at the same distance from the edge, each link at an element with the form."""
    shared.goto((public / "glossary/lin.html").as_uri())
    lines = shared.locator(".concordance li a:visible")
    edges = shared.locator(".concordance li b:visible, .concordance li mark:visible").evaluate_all(
        "forms => forms.map(form => Math.round(form.getBoundingClientRect().left))"
    )
    assert len(edges) == lines.count() == 2
    assert len(set(edges)) == 1
    links = [unquote(str(line.get_attribute("href"))) for line in lines.all()]
    assert ["new" in link for link in links] == [True, False]
    for link, form in zip(links, ("林筱满", "林小满"), strict=True):
        path, _, fragment = link.partition("#")
        shared.goto((public / "glossary" / path).resolve().as_uri())
        place = shared.locator(f"#{fragment.partition(':~:')[0]} [lang=zh-Hans]").first
        assert form in (place.text_content() or "")


def test_the_timeline_names_its_year(shared: Page, public: Path) -> None:
    """Drawn at build, with a name for those who do not see it."""
    shared.goto((public / "glossary/software.html").as_uri())
    drawing = shared.locator(".concordance figure svg")
    expect(drawing).to_be_visible()
    expect(drawing).to_contain_text("2024")


def test_the_index_narrows_and_takes_other_orders(shared: Page, public: Path) -> None:
    """A reading without tones filters; strokes and zhuyin order."""
    shared.goto((public / "glossary/index.html").as_uri())
    shared.evaluate("document.getElementById('script-hans').click()")
    visible = shared.locator("ul.index li:visible b")
    expect(visible).to_have_text(["林小满", "软件", "山歌"], use_inner_text=True)
    shared.locator("#index-tools label:has(input[value=stroke])").click()
    expect(visible.first).to_have_text("山歌", use_inner_text=True)
    shared.locator("#index-tools label:has(input[value=zhuyin])").click()
    expect(visible).to_have_text(["林小满", "山歌", "软件"], use_inner_text=True)
    shared.fill("#filter", "ruanj")
    expect(visible).to_have_text(["软件"], use_inner_text=True)


@pytest.mark.parametrize(("script", "shown"), [("hans", "ruǎnjiàn"), ("hant", "ruǎntǐ")])
def test_the_index_shows_the_reading_of_the_form_that_it_shows(
    shared: Page, public: Path, script: str, shown: str
) -> None:
    """软件 and 軟體 are two words; either reading finds the entry."""
    shared.goto((public / "glossary/index.html").as_uri())
    shared.evaluate("id => document.getElementById(id).click()", f"script-{script}")
    line = shared.locator("ul.index li:visible", has_text="software")
    expect(line.locator(".reading:visible")).to_have_text([shown])
    shared.fill("#filter", "ruanti")
    expect(shared.locator("ul.index li:visible")).to_have_count(1)


def test_an_article_shows_the_sentence_that_links_to_it(shared: Page, public: Path) -> None:
    """At its foot, with a link to the article that has the sentence."""
    shared.goto((public / "articles/old.html").as_uri())
    backlink = shared.locator(".backlinks li")
    expect(backlink).to_contain_text("旧的那套见那一篇")
    assert "new.html#p1" in str(backlink.locator("a").first.get_attribute("href"))


def test_the_mark_of_a_shared_passage_leads_to_both_wordings(shared: Page, public: Path) -> None:
    """Beside each other, whatever script each was written in, with the way to the other article."""
    shared.goto((public / "articles/old.html").as_uri())
    shared.locator("a.echo:visible").click()
    passage = shared.locator("#echo-1")
    expect(passage).to_be_in_viewport()
    expect(passage).to_contain_text("一步一步地走，饭")
    expect(passage).to_contain_text("一步一步地走。饭")
    assert "new.html" in str(passage.locator("a").first.get_attribute("href"))
