"""What holds for every kind of page: it fits, it is accessible, it asks nothing of other hosts, it prints."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import WIDTHS, Open, choose

pytestmark = pytest.mark.browser

PAGES = {
    "home": "index.html",
    "list": "articles/index.html",
    "article": "articles/hans.html",
    "article-hant": "articles/hant.html",
    "glossary": "glossary/index.html",
    "term": "glossary/altman.html",
    "search": "search.html",
}
THEMES = ("light", "sepia", "dark")
every_page = pytest.mark.parametrize("path", [pytest.param(path, id=name) for name, path in PAGES.items()])


def violations(page: Page) -> list[str]:
    """What axe finds wrong, one line for each rule and place."""
    found = Axe().run(page).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:200]} {node['failureSummary'][:300]}" for rule in found for node in rule["nodes"]
    ]


@every_page
@pytest.mark.parametrize("width", [320, *WIDTHS])
def test_nothing_overflows(open_page: Open, *, path: str, width: int) -> None:
    """No page scrolls sideways, in either script or both, with readings on, in English, at the largest size."""
    page = open_page(path, width=width)
    for script, pinyin, ui, size in itertools.product(("source", "both"), ("off", "all"), ("auto", "en"), ("3", "5")):
        page.evaluate(
            "ids => { for (const id of ids) document.getElementById(id).click() }",
            [f"script-{script}", f"pinyin-{pinyin}", f"ui-{ui}", f"size-{size}"],
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (script, pinyin, ui, size)


@every_page
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(open_page: Open, *, path: str, theme: str, width: int) -> None:
    """axe-core finds no violation, whatever the paper, with readings off and on, one script or both."""
    page = open_page(path, width=width, settings={"theme": theme})
    assert violations(page) == []
    choose(page, "pinyin", "all")
    choose(page, "script", "both")
    assert violations(page) == []


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("links", ["first", "all", "none"])
def test_axe_finds_nothing_in_what_opens(open_page: Open, *, theme: str, links: str) -> None:
    """axe-core finds no violation in the settings, a term's card, a word's card and a pinned one."""
    page = open_page(PAGES["article"], settings={"theme": theme, "links": links, "pinyin": "hard", "tones": "on"})
    page.locator(".open").click()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.locator(".body a.term:visible").first.click()
    assert violations(page) == []
    page.locator(".card-pin").click()
    page.get_by_text("机器").first.click()
    assert page.locator(".card:popover-open").count() == 2
    assert violations(page) == []


def test_axe_finds_nothing_in_english_without_script(open_page: Open) -> None:
    """The same holds of the interface in English."""
    page = open_page(PAGES["article"], settings={"ui": "en", "links": "all"})
    assert violations(page) == []


@every_page
def test_controls_are_large_enough(open_page: Open, *, path: str) -> None:
    """Every control outside running text is at least 24 px each way (WCAG 2.2, target size)."""
    page = open_page(path, width=390)
    page.locator(".open").click()
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, .tools label, .kinds label, nav a, summary, .brand, .index a")]
            .filter((element) => element.checkVisibility() && !element.closest(".skip"))
            .map((element) => [element.outerHTML.slice(0, 80), element.getBoundingClientRect()])
            .filter(([, box]) => box.width < 24 || box.height < 24)
            .map(([html, box]) => `${html} ${box.width} by ${box.height}`)"""
    )
    assert small == []


@every_page
def test_asks_nothing_of_other_hosts(open_page: Open, *, path: str, address: str) -> None:
    """A page and all it loads come from the site itself."""
    page = open_page(path)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    assert asked
    assert [url for url in asked if not url.startswith(address)] == []


@pytest.mark.parametrize("path", ["index.html", "articles/hans.html", "glossary/altman.html"])
def test_works_from_the_disk(browser: Browser, public: Path, path: str) -> None:
    """Opened as a file, a page has its style, its scripts and its links."""
    context = browser.new_context()
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto((public / path).as_uri())
    choose(page, "script", "hant")
    assert page.locator("html").get_attribute("lang") == "zh-Hant-TW"
    assert page.locator(".tools").evaluate("element => getComputedStyle(element).position") == "sticky"
    page.locator("nav a[href$='articles/index.html']").first.click()
    expect(page.locator("h1")).to_have_text("文章", use_inner_text=True)
    assert page.locator("#script-hant").is_checked()
    page.locator(".line a").first.click()
    page.locator(".body a.term:visible").first.click()
    expect(page.locator(".card")).to_be_visible()
    assert faults == []
    context.close()


def test_missing_page_stands_anywhere(public: Path) -> None:
    """The page for a missing address links from the site's base path, whatever address it is shown at."""
    text = (public / "404.html").read_text("utf-8")
    assert "href=/static/" in text
    assert "href=static/" not in text


def test_slash_searches(open_page: Open) -> None:
    """A slash goes to the search, from any page, and to its field there."""
    page = open_page(PAGES["article"])
    page.keyboard.press("/")
    page.wait_for_url("**/search.html")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"
    page.keyboard.type("a/b")
    assert page.locator("#q").input_value() == "a/b"


def test_print(open_page: Open) -> None:
    """On paper: the text with its readings as shown and the terms as endnotes, without what only a screen needs."""
    page = open_page(PAGES["article"], settings={"pinyin": "all", "theme": "dark"})
    page.emulate_media(media="print")
    for selector in (".masthead", ".tools", ".turn", ".colophon"):
        expect(page.locator(selector)).to_be_hidden()
    expect(page.locator(".terms")).to_be_visible()
    expect(page.locator(".body rt").first).to_be_visible()
    assert page.locator("html").evaluate("element => getComputedStyle(element).backgroundColor") == "rgb(255, 255, 255)"
    ink = page.locator("html").evaluate("element => getComputedStyle(element).color")
    assert sum(int(part) for part in ink[4:-1].split(",")) < 150


def test_themes(open_page: Open) -> None:
    """The paper follows the system, or the reader's choice."""
    page = open_page(PAGES["article"])
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate(paper)
    page.emulate_media(color_scheme="light")
    light = page.evaluate(paper)
    assert dark != light
    papers = []
    for theme in THEMES:
        choose(page, "theme", theme)
        papers.append(page.evaluate(paper))
    assert papers[0] == light
    assert papers[2] == dark
    assert len(set(papers)) == 3


def test_size_and_spacing(open_page: Open) -> None:
    """Text size and line spacing grow with each step, without JavaScript too."""
    page = open_page(PAGES["article"], js=False)
    style = (
        "element => { const s = getComputedStyle(element); return [parseFloat(s.fontSize), parseFloat(s.lineHeight)] }"
    )
    sizes = []
    for value in "12345":
        choose(page, "size", value)
        sizes.append(page.locator(".body").evaluate(style)[0])
    assert sizes == sorted(set(sizes))
    heights = []
    for value in ("tight", "normal", "loose"):
        choose(page, "space", value)
        heights.append(page.locator(".body").evaluate(style)[1])
    assert heights == sorted(set(heights))


def test_contents(open_page: Open) -> None:
    """The contents lead to the sections, and mark the one being read; a heading links to itself."""
    page = open_page(PAGES["article"])
    page.locator(".toc a:visible", has_text="第二节").click()
    heading = page.locator(".body h2:visible", has_text="第二节")
    expect(heading).to_be_in_viewport()
    expect(page.locator(".toc a[aria-current]")).to_contain_text("第二节", use_inner_text=True)
    link = heading.locator("a.anchor")
    assert page.url.endswith(str(link.get_attribute("href"))) or "#" in page.url


def test_progress(open_page: Open) -> None:
    """A line shows how far the reader has come."""
    page = open_page(PAGES["article"], width=390)
    width = "() => document.querySelector('.progress').getBoundingClientRect().width"
    assert page.evaluate(width) == pytest.approx(0, abs=1)
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    page.wait_for_timeout(300)
    assert page.evaluate(width) > 300


def test_forced_colours_show_what_is_chosen(browser: Browser, address: str) -> None:
    """Where the system forces its colours, the chosen button is still told apart."""
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(address + PAGES["article"])
    styles = (
        page.locator(".bar")
        .first.locator("input + span")
        .evaluate_all("spans => spans.map((span) => getComputedStyle(span).outlineStyle)")
    )
    assert styles == ["solid", "none", "none", "none"]
    context.close()
