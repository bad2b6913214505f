"""What holds for every kind of page: it fits, it is accessible, it asks nothing of other hosts, it prints."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import PAGES, THEMES, WIDTHS, Open, choose, every_page, press

pytestmark = pytest.mark.browser


@every_page
@pytest.mark.parametrize("width", [320, *WIDTHS])
def test_nothing_overflows(open_page: Open, *, path: str, width: int) -> None:
    """No page scrolls sideways, in either script or both, with readings on, in English, at the largest size."""
    page = open_page(path, width=width)
    for script, pinyin, ui, size in itertools.product(("source", "both"), ("off", "all"), ("auto", "en"), ("3", "5")):
        press(page, f"script-{script}", f"pinyin-{pinyin}", f"ui-{ui}", f"size-{size}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (script, pinyin, ui, size)


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
    context = browser.new_context(locale="zh")
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


@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
def test_missing_page_stands_anywhere(browser: Browser, public: Path, address: str, *, js: bool) -> None:
    """The page for a missing address has its style and its links at whatever address it is shown."""
    with browser.new_page(java_script_enabled=js, locale="zh") as page:
        text = (public / "404.html").read_text("utf-8")
        page.route("**/no/such/page", lambda route: route.fulfill(status=404, body=text, content_type="text/html"))
        page.goto(f"{address}no/such/page")
        assert page.locator(".tools").evaluate("element => getComputedStyle(element).position") == "sticky"
        choose(page, "script", "hant")
        expect(page.locator("h1")).to_have_text("沒有這一頁", use_inner_text=True)
        page.locator(".line a").first.click()
        expect(page.locator(".body")).to_be_visible()


def test_slash_searches(open_page: Open) -> None:
    """A slash goes to the search, from any page, and to its field there."""
    page = open_page(PAGES["article"])
    page.keyboard.press("/")
    page.wait_for_url("**/search.html#q")
    expect(page.locator("#q")).to_be_focused()
    page.locator("#q").blur()
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
    assert "機器" not in page.locator(".body").inner_text()
    page.emulate_media(media="screen")
    choose(page, "pinyin", "off")
    choose(page, "script", "both")
    page.emulate_media(media="print")
    expect(page.locator(".body rt:visible")).to_have_count(0)
    assert "機器" in page.locator(".body").inner_text()


@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
def test_themes(open_page: Open, *, js: bool) -> None:
    """The paper follows the system, or the reader's choice."""
    page = open_page(PAGES["article"], js=js)
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


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
def test_previous_and_next(open_page: Open, *, width: int, js: bool) -> None:
    """At the foot, the earlier article to the one side and the later to the other."""
    page = open_page(PAGES["article"], width=width, js=js)
    later = page.locator("nav.turn a[rel=next]")
    expect(later).to_contain_text("下一篇", use_inner_text=True)
    expect(page.locator("nav.turn a[rel=prev]")).to_have_count(0)
    later.click()
    expect(page.locator("h1:visible")).to_contain_text("電影", use_inner_text=True)
    page.locator("nav.turn a[rel=prev]").click()
    assert page.url.endswith(PAGES["article"])


def test_contents(open_page: Open) -> None:
    """The contents lead to the sections, and mark the one being read; a heading links to itself."""
    page = open_page(PAGES["article"])
    page.locator(".toc a:visible", has_text="第二节").click()
    heading = page.locator(".body h2:visible", has_text=re.compile("第二.*节"))
    expect(heading).to_be_in_viewport()
    expect(page.locator(".toc a[aria-current]")).to_contain_text("第二节", use_inner_text=True)
    page.evaluate("scrollTo(0, 0)")
    page.evaluate("history.replaceState(null, '', location.pathname)")
    heading.hover()
    heading.locator("a.anchor").click()
    assert unquote(page.url).endswith("#s-第二节")
    expect(heading).to_be_in_viewport()


@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
def test_progress(open_page: Open, *, js: bool) -> None:
    """A line shows how far the reader has come; the head says how long it may take."""
    page = open_page(PAGES["article"], width=390, js=js)
    expect(page.locator(".title .facts")).to_contain_text("约 1 分钟", use_inner_text=True)
    line = page.locator(".progress")
    expect(line).to_have_css("transform", "matrix(0, 0, 0, 1, 0, 0)")
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    expect(line).to_have_css("transform", re.compile(r"matrix\((1|0\.[89]\d*), "))
