"""Simplified, Traditional, both, or as written: on every width, with and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import WIDTHS, Open, choose, shown
from tests.support.waiting import frames

pytestmark = pytest.mark.browser

HANS, HANT = "articles/hans.html", "articles/hant.html"
everywhere = pytest.mark.parametrize("width", WIDTHS)
either_way = pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])


@everywhere
@either_way
@pytest.mark.parametrize(
    ("path", "script", "has", "lacks"),
    [
        pytest.param(HANS, "source", "机器学会了", "機器", id="as-written-hans"),
        pytest.param(HANT, "source", "導演卻很高興", "导演", id="as-written-hant"),
        pytest.param(HANS, "hant", "機器學會了", "机器", id="hans-in-hant"),
        pytest.param(HANT, "hans", "导演却很高兴", "導演", id="hant-in-hans"),
    ],
)
def test_one_copy_shows(  # noqa: PLR0913 - a table of cases, on either width, either way
    open_page: Open, *, path: str, script: str, has: str, lacks: str, width: int, js: bool
) -> None:
    """The chosen script's copy shows and the other does not, so that a search in the page finds a passage once."""
    page = open_page(path, width=width, js=js)
    choose(page, "script", script)
    assert has in shown(page)
    assert lacks not in shown(page)
    found = page.evaluate("text => { let n = 0; while (window.find(text)) n++; return n }", has) if js else 1
    assert found == 1


@either_way
@pytest.mark.parametrize(("width", "beside"), [(390, False), (1280, True)], ids=["narrow", "wide"])
def test_both_stand_together(open_page: Open, *, width: int, js: bool, beside: bool) -> None:
    """Both copies show, side by side on a wide page, one under the other on a narrow one."""
    page = open_page(HANS, width=width, js=js)
    choose(page, "script", "both")
    hans = page.get_by_text("机器").locator("xpath=ancestor::p").bounding_box()
    hant = page.get_by_text("機器").locator("xpath=ancestor::p").bounding_box()
    assert hans
    assert hant
    assert (hant["x"] > hans["x"] + hans["width"]) == beside
    assert (hant["y"] >= hans["y"] + hans["height"]) != beside


@pytest.mark.parametrize(
    ("script", "order"), [(HANS, ("机器", "機器")), (HANT, ("導演", "导演"))], ids=["hans", "hant"]
)
def test_source_comes_first(open_page: Open, *, script: str, order: tuple[str, str]) -> None:
    """Of two copies, the one as written comes first."""
    page = open_page(script, settings={"script": "both"})
    first, second = (page.get_by_text(text).locator("xpath=ancestor::p").bounding_box() for text in order)
    assert first
    assert second
    assert first["x"] < second["x"]


@either_way
@pytest.mark.parametrize(
    ("script", "ui", "label"),
    [("hans", "auto", "词汇"), ("hant", "auto", "詞彙"), ("hant", "en", "Glossary"), ("both", "auto", "词汇")],
)
def test_interface_follows(open_page: Open, *, script: str, ui: str, label: str, js: bool) -> None:
    """The interface is in the reader's script, or in English."""
    page = open_page(HANS, js=js)
    choose(page, "script", script)
    choose(page, "ui", ui)
    expect(page.locator("nav a[href$='glossary/index.html']")).to_have_text(label, use_inner_text=True)


def test_language_and_title_follow(open_page: Open) -> None:
    """`lang` and the title say the script that shows."""
    page = open_page(HANT)
    before = page.title()
    assert page.locator("html").get_attribute("lang") == "zh-Hant-TW"
    choose(page, "script", "hans")
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    assert "电影会变成什么样子" in page.title()
    choose(page, "script", "source")
    assert page.title() == before


@either_way
def test_each_copy_has_the_fonts_of_its_script(open_page: Open, *, js: bool) -> None:
    """Both as serif and as sans serif, so that a character looks as its readers write it."""
    page = open_page(HANS, js=js)
    choose(page, "script", "both")
    for face in ("serif", "sans"):
        choose(page, "face", face)
        hans, hant = (
            page.locator(f".body p[lang={lang}]").first.evaluate("element => getComputedStyle(element).fontFamily")
            for lang in ("zh-Hans", "zh-Hant-TW")
        )
        assert ("SC" in hans.split(",")[0], "TC" in hant.split(",")[0]) == (True, True)
        assert ("Serif" in hans.split(",")[0]) == (face == "serif")


CHOICES = {
    "script": "hant",
    "pinyin": "hard",
    "bare": "1500",
    "theme": "sepia",
    "size": "4",
    "space": "loose",
    "face": "sans",
    "links": "all",
    "ui": "en",
    "spell": "zhuyin",
    "sandhi": "on",
    "tones": "on",
}


@everywhere
def test_every_choice_is_kept(open_page: Open, width: int) -> None:
    """All of them, after a reload and on a page of another kind; a switch that is put back stays so too."""
    page = open_page(HANS, width=width)
    for name, value in CHOICES.items():
        choose(page, name, value)
    for go in (page.reload, page.locator("nav a[href$='glossary/index.html']").first.click):
        go()
        page.wait_for_load_state()
        assert {
            name: page.locator(f"#{name}-{value}").is_checked() for name, value in CHOICES.items()
        } == dict.fromkeys(CHOICES, True)
        assert page.evaluate("({ ...document.documentElement.dataset })").items() >= CHOICES.items()
    choose(page, "tones", "on")
    page.reload()
    assert not page.locator("#tones-on").is_checked()


def test_a_page_that_comes_back_follows(open_page: Open) -> None:
    """A page that the browser kept whole shows what was chosen meanwhile, and no card."""
    page = open_page(HANS)
    page.locator(".body a.term:visible").first.click()
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    expect(page.locator(".card:popover-open")).to_have_count(0)
    page.evaluate("localStorage.duben = JSON.stringify({ script: 'hant', theme: 'dark' })")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    assert "機器學會了" in shown(page)
    assert page.locator("html").get_attribute("lang") == "zh-Hant-TW"
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_choice_is_kept(open_page: Open) -> None:
    """A choice survives a reload and goes with the reader to another page, before its first paint."""
    page = open_page(HANS)
    choose(page, "script", "hant")
    choose(page, "pinyin", "all")
    page.reload()
    assert page.locator("#script-hant").is_checked()
    page.add_init_script(
        """new MutationObserver(() => {
            const main = document.querySelector("main");
            if (main) window.early ??= document.querySelector("#script-hant").checked;
        }).observe(document, { childList: true, subtree: true })"""
    )
    page.locator("nav.turn a").click()
    page.wait_for_load_state()
    assert page.evaluate("window.early") is True
    assert page.locator("#pinyin-all").is_checked()
    assert "導演" in shown(page)


def test_other_tabs_follow(open_page: Open) -> None:
    """A second tab changes when the choice is made in the first."""
    page = open_page(HANS)
    other = page.context.new_page()
    other.goto(page.url)
    choose(page, "script", "hant")
    expect(other.locator("#script-hant")).to_be_checked()


@pytest.mark.parametrize(("path", "marked"), [(HANS, "hans"), (HANT, "hant")], ids=["hans", "hant"])
def test_own_script_is_marked(open_page: Open, *, path: str, marked: str) -> None:
    """A dot marks the script that the page was written in, and the facts say it in words."""
    page = open_page(path)
    dot = "name => getComputedStyle(document.querySelector(`label:has(#script-${name}) > span`), '::after').content"
    assert {name: page.evaluate(dot, name) != "none" for name in ("hans", "hant")} == {
        "hans": marked == "hans",
        "hant": marked == "hant",
    }
    assert "原文" in page.locator("header.title .facts").inner_text()


def test_place_is_kept(open_page: Open) -> None:
    """Showing readings does not lose the reader's place."""
    page = open_page(HANS, width=390)
    page.evaluate("document.querySelector('.body > .pair:last-of-type').scrollIntoView()")
    top = "() => [...document.querySelectorAll('.body .pair')].at(-1).getBoundingClientRect().top"
    frames(page)
    before = page.evaluate(top)
    choose(page, "pinyin", "all")
    assert abs(page.evaluate(top) - before) < 100


@pytest.mark.parametrize(
    ("locale", "lang", "spoken"),
    [
        ("zh-CN", "zh-Hans", "设置"),
        ("zh-TW", "zh-Hant-TW", "設定"),
        ("zh-Hant-HK", "zh-Hant-TW", "設定"),
        ("zh", "zh-Hans", "设置"),
        ("en-GB", "zh-Hans", "Settings"),
        ("fr", "zh-Hans", "Settings"),
    ],
)
def test_a_first_visit_follows_the_browser(open_page: Open, locale: str, lang: str, spoken: str) -> None:
    """The script is that of a reader of Chinese; the interface speaks English to all others; until one is chosen."""
    page = open_page("articles/hans.html", locale=locale)
    assert page.locator("html").get_attribute("lang") == lang
    expect(page.locator(".open bdi:visible")).to_have_text(spoken)
    choose(page, "script", "hant")
    page.reload()
    assert page.locator("html").get_attribute("lang") == "zh-Hant-TW"


def test_what_can_be_tapped_is_said_once(open_page: Open) -> None:
    """A line says it on the first visit, until the reader has tapped a word."""
    page = open_page("articles/hans.html")
    expect(page.locator(".first-visit")).to_be_visible()
    page.locator(".body p:visible ruby").first.click()
    expect(page.locator(".first-visit")).to_be_hidden()
    page.reload()
    expect(page.locator(".first-visit")).to_be_hidden()


@pytest.mark.parametrize("path", ["articles/hans.html", "articles/hant.html", "index.html", "glossary/altman.html"])
def test_a_page_speaks_one_script(open_page: Open, path: str) -> None:
    """As written, no copy shows beside the other: only a name's second form, and what is quoted as it is written."""
    page = open_page(path, settings={"script": "source"})
    own, other = ("zh-Hant", "zh-Hans") if path.endswith("hant.html") else ("zh-Hans", "zh-Hant")
    shown = page.locator(f"main [lang|={other}]:not(.keep, .term-page .name, .concordance *)").filter(visible=True)
    assert shown.all_inner_texts() == []
    assert page.locator(f"[lang|={own}]").filter(visible=True).count()
