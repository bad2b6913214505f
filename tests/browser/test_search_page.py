"""The search page and its neighbours: messages, the shortcut, what a result leads to, the filter of the glossary."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PAGE, Open, press, serving
from tests.support.waiting import frames, wait_until

pytestmark = pytest.mark.browser

SEARCH = "search.html"


def done(page: Page) -> None:
    """Wait until the search is done."""
    page.locator("#results[aria-busy=false]").wait_for(state="attached")


@pytest.mark.parametrize("settings", [{"ui": "en"}, {"ui": "auto", "script": "hant"}, {"ui": "auto", "script": "both"}])
def test_a_message_is_in_one_language(open_page: Open, settings: dict[str, str]) -> None:
    """Whatever the reader reads, and whichever message it is."""
    page = open_page(f"{SEARCH}?q=zzzz", settings=settings)
    done(page)
    for query in ("zzzz", "Sora"):
        page.fill("#q", query)
        expect(page.locator("#summary bdi:visible")).to_have_count(1)
        wait_until(page, f"location.search.endsWith('{query}')")


def test_results_are_announced(open_page: Open) -> None:
    """The status says how many there are, and says something else after another query."""
    page = open_page(SEARCH, settings={"ui": "en"})
    status = page.get_by_role("status")
    expect(status).to_have_text("")
    page.fill("#q", "altman")
    expect(status.locator("bdi:visible")).to_have_text(re.compile("^[0-9]+ results?$"))
    page.fill("#q", "qqqq")
    expect(status.locator("bdi:visible")).to_have_text("Nothing found")


def test_results_do_not_push_the_page(open_page: Open) -> None:
    """A page that is opened with a query is as long as the window before its results come."""
    page = open_page(SEARCH)
    page.add_init_script(
        "window.shifted = 0;"
        "new PerformanceObserver((list) => list.getEntries().forEach((each) => (window.shifted += each.value)))"
        ".observe({ type: 'layout-shift', buffered: true })"
    )
    page.goto(page.url + "?q=Sora")
    done(page)
    frames(page)
    assert page.evaluate("window.shifted") < 0.01


@pytest.mark.parametrize("path", ["articles/hans.html", "glossary/altman.html"])
def test_slash_opens_the_search_in_its_field(open_page: Open, path: str) -> None:
    """Also after a radio button was pressed, which has the focus then; not while a text is typed."""
    page = open_page(path)
    press(page, "pinyin-all")
    page.locator("#pinyin-all").focus()
    page.keyboard.press("/")
    page.wait_for_url(re.compile("search.html"))
    wait_until(page, "document.activeElement?.id === 'q'")
    page.keyboard.type("a/b")
    assert page.input_value("#q") == "a/b"


def test_slash_can_be_switched_off(open_page: Open) -> None:
    """A switch in the settings (WCAG 2.1.4); the choice stays."""
    page = open_page(PAGE)
    press(page, "slash-on")
    page.reload()
    page.locator("body").press("/")
    frames(page)
    assert page.url.endswith(PAGE)


def test_a_result_leads_to_the_words_in_the_article(open_page: Open) -> None:
    """They are highlighted in both copies of the block, whether readings show or not."""
    page = open_page(f"{SEARCH}?q=xuehui le", settings={"script": "both", "pinyin": "all"})
    done(page)
    page.locator("#results a").first.click()
    page.wait_for_url(re.compile(r"articles/hans\.html\?.*#p"))
    words = page.evaluate(
        """[...CSS.highlights.get('found')].map(({ startContainer, startOffset, endOffset }) =>
            startContainer.nodeValue.slice(startOffset, endOffset))"""
    )
    assert "学会" in words
    assert "學會" in words


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_hit_is_seen_in_forced_colours(browser: Browser, public: Path, scheme: str) -> None:
    """Its text differs from what is behind it, whichever colours the system has."""
    with serving(public) as root, browser.new_page(forced_colors="active", color_scheme=scheme) as page:  # type: ignore[arg-type]
        for path, place in (("search.html?q=Sora", "#results mark"), ("glossary/sora.html", ".concordance mark")):
            page.goto(f"{root}/{path}")
            colours = page.locator(place).first.evaluate(
                "mark => [getComputedStyle(mark).color, getComputedStyle(mark).backgroundColor]"
            )
            assert colours[0] != colours[1]
            assert "rgba(0, 0, 0, 0)" not in colours


def test_the_filter_of_the_glossary_takes_full_width_and_says_what_it_left(open_page: Open) -> None:
    """OpenAI at full width is OpenAI, and the number of entries is announced."""
    page = open_page("glossary/index.html", settings={"ui": "en"})
    page.fill("#filter", "\uff2f\uff50\uff45\uff4e\uff21\uff29")
    expect(page.locator(".letter li:visible")).to_have_count(1)
    expect(page.get_by_role("status").locator("bdi:visible")).to_have_text("1 term")
