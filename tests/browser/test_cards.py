"""Cards: what opens on a term or a note, by mouse, finger and keyboard; without a script, the links."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import WIDTHS, Look, Open, choose, press
from tests.support.waiting import stop_clock

pytestmark = pytest.mark.browser

HANS, HANT = "articles/hans.html", "articles/hant.html"
everywhere = pytest.mark.parametrize("width", WIDTHS)


def mention(page: Page, name: str, number: int = 0) -> Locator:
    """The nth mention of a term that shows in the body."""
    return page.locator(".body a.term:visible", has_text=name).nth(number)


def card(page: Page) -> Locator:
    """The card that is open."""
    return page.locator(".card:popover-open")


def definition(page: Page) -> Locator:
    """The definition in the open card: there as soon as the card's file is loaded."""
    return card(page).locator(".def")


@everywhere
@pytest.mark.parametrize("way", ["click", "tap", "enter"])
def test_opens(open_page: Open, *, width: int, way: str) -> None:
    """A click, a tap and Enter open the entry: name, kind, English, definition, where else, and its page."""
    page = open_page(HANS, width=width, touch=way == "tap")
    link = mention(page, "奥特曼")
    if way == "click":
        link.click()
    elif way == "tap":
        link.tap()
    else:
        link.focus()
        page.keyboard.press("Enter")
    expect(definition(page)).to_be_visible()
    text = card(page).inner_text()
    for part in (
        "奥特曼",
        "阿特曼",
        "台湾",
        "Àotèmàn",
        "Sam Altman",
        "人物",
        "OpenAI 的首席执行官",
        "电影会变成什么样子",
        "奥尔特曼",
    ):
        assert part.replace(" ", "") in text.replace(" ", "")
    assert "首席執行官" not in text
    assert str(card(page).locator(".card-page").get_attribute("href")).endswith("glossary/altman.html")
    assert page.url.endswith(HANS)


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        pytest.param(["script-hans"], "词条", id="simplified"),
        pytest.param(["script-hant"], "詞條", id="traditional"),
        pytest.param(["ui-en"], "Entry", id="english"),
    ],
)
def test_a_card_is_named_in_the_reader_s_language(open_page: Open, settings: list[str], name: str) -> None:
    """Its name, which a screen reader says, follows the script and the language of the interface."""
    page = open_page(HANS)
    press(page, *settings)
    mention(page, "Sora").click()
    expect(card(page)).to_have_attribute("aria-label", name)


def test_focus_alone_opens_nothing(open_page: Open) -> None:
    """Going through the page with Tab opens no card."""
    page = open_page(HANS)
    stop_clock(page)
    mention(page, "奥特曼").focus()
    page.clock.run_for(700)
    assert card(page).count() == 0


def test_resting_opens_and_leaving_closes(open_page: Open) -> None:
    """A mouse that rests on a term opens the card after a moment; the way into the card keeps it open."""
    page = open_page(HANS)
    stop_clock(page)
    mention(page, "Sora").hover()
    assert card(page).count() == 0
    page.clock.run_for(500)
    expect(card(page)).to_be_visible()
    card(page).hover()
    page.clock.run_for(500)
    expect(card(page)).to_be_visible()
    page.mouse.move(3, 600)
    page.clock.run_for(500)
    expect(card(page)).to_have_count(0)


def test_a_card_that_was_asked_for_stays_while_the_mouse_rests_elsewhere(open_page: Open) -> None:
    """It is not taken by what the mouse comes to rest on, not even by itself; nor closed by leaving."""
    page = open_page(HANS)
    stop_clock(page)
    for here in (page.get_by_text("机器").first, mention(page, "奥特曼")):
        here.click()
        asked = card(page).inner_text()
        page.clock.run_for(700)
        assert page.evaluate("document.activeElement.matches('.card')")
        for there in (mention(page, "Sora"), page.get_by_text("世界").first):
            there.hover()
            page.clock.run_for(700)
            assert card(page).inner_text() == asked
            assert page.evaluate("document.activeElement.matches('.card')")
        page.keyboard.press("Escape")
        expect(card(page)).to_have_count(0)


def test_a_card_that_is_used_is_asked_for(open_page: Open) -> None:
    """One that the mouse's resting has opened stays once the reader has clicked in it."""
    page = open_page(HANS)
    stop_clock(page)
    page.get_by_text("机器").first.hover()
    page.clock.run_for(500)
    card(page).locator(".switch").click()
    page.mouse.move(3, 600)
    page.clock.run_for(500)
    expect(card(page)).to_be_visible()


def test_closes(open_page: Open) -> None:
    """Esc gives the focus back; a click outside, the button and a second click on the term close as well."""
    page = open_page(HANS)
    link = mention(page, "奥特曼")
    link.click()
    assert page.evaluate("document.activeElement.matches('.card')")
    page.keyboard.press("Escape")
    expect(card(page)).to_have_count(0)
    assert link.evaluate("element => element === document.activeElement")
    link.click()
    page.mouse.click(5, 700)
    expect(card(page)).to_have_count(0)
    link.click()
    card(page).locator(".card-close").click()
    expect(card(page)).to_have_count(0)
    link.click()
    link.click()
    expect(card(page)).to_have_count(0)


def test_terms_within_terms(open_page: Open) -> None:
    """A term in a definition takes the place of the entry, and Back returns."""
    page = open_page(HANS)
    mention(page, "Sora").click()
    expect(card(page).locator(".card-back")).to_be_hidden()
    nested = card(page).locator(".def a.term:visible", has_text="OpenAI")
    assert nested.evaluate("link => getComputedStyle(link).textDecorationLine") == "underline"
    nested.click()
    expect(card(page).locator("dt")).to_contain_text("OpenAI")
    card(page).locator(".def a.term:visible", has_text="奥特曼").click()
    expect(card(page).locator("dt")).to_contain_text("奥特曼")
    card(page).locator(".card-back").click()
    card(page).locator(".card-back").click()
    expect(card(page).locator("dt")).to_contain_text("Sora")
    expect(card(page).locator(".card-back")).to_be_hidden()


def test_pinned_stays(open_page: Open) -> None:
    """A pinned card stays while another opens, until it is closed; Esc closes it when it has the focus."""
    page = open_page(HANS)
    mention(page, "奥特曼").click()
    card(page).locator(".card-pin").click()
    pinned = page.locator(".card.pinned")
    page.mouse.click(5, 700)
    expect(pinned).to_be_visible()
    mention(page, "Sora").click()
    expect(card(page)).to_have_count(2)
    page.keyboard.press("Escape")
    expect(card(page)).to_have_count(1)
    pinned.focus()
    page.keyboard.press("Escape")
    expect(card(page)).to_have_count(0)


def test_arrows_go_between_mentions(open_page: Open) -> None:
    """With a card open, arrows go to the same term's other mentions; else from one marked term to the next."""
    page = open_page(HANS, settings={"links": "all"})
    mention(page, "OpenAI").click()
    expect(card(page).locator(".card-step output")).to_have_text("1/3")
    page.keyboard.press("ArrowRight")
    expect(card(page).locator(".card-step output")).to_have_text("2/3")
    assert mention(page, "OpenAI", 1).get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowLeft")
    card(page).locator(".card-before").click()
    expect(card(page).locator(".card-step output")).to_have_text("3/3")
    page.keyboard.press("Escape")
    mention(page, "Sora").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.textContent") == "OpenAI"


@pytest.mark.parametrize("width", [390])
def test_sheet_on_a_phone(open_page: Open, width: int) -> None:
    """On a phone the card is a sheet at the bottom, and does not cover what was tapped."""
    page = open_page(HANS, width=width, touch=True)
    link = mention(page, "OpenAI", 1) if mention(page, "OpenAI").count() > 1 else mention(page, "奥特曼")
    link.tap()
    box, at = card(page).bounding_box(), link.bounding_box()
    assert box
    assert at
    assert box["width"] == 390
    assert box["y"] + box["height"] == pytest.approx(844, abs=1)
    assert at["y"] + at["height"] <= box["y"]


@everywhere
def test_card_is_within_the_page(open_page: Open, width: int) -> None:
    """No card reaches out of the window's sides."""
    page = open_page(HANS, width=width, settings={"links": "all"})
    for link in page.locator(".body a.term:visible").all():
        link.click()
        box = card(page).bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        page.keyboard.press("Escape")


@pytest.mark.parametrize(
    ("density", "sora", "ways"),
    [("first", 3, "link"), ("all", 4, "link"), ("none", 0, "word")],
)
def test_density(open_page: Open, *, density: str, sora: int, ways: str) -> None:
    """Terms are marked at a section's first mention, at every one, or never; an unmarked one still answers a click."""
    page = open_page(HANS, settings={"links": density})
    links = page.locator(".body > .pair > [lang=zh-Hans]:not(table, blockquote) a.term[href]", has_text="Sora")
    table = page.locator(".body table[lang=zh-Hans] a.term[href]")
    assert links.count() + table.count() <= sora
    if density != "first":
        assert links.count() + table.count() == sora
    assert (links.count() > 0) == (ways == "link")
    last = page.locator(".body a.term:visible", has_text="Sora").last
    assert (last.get_attribute("href") is not None) == (
        density == "all" or ("first" in (last.get_attribute("class") or "") and density != "none")
    )
    last.click()
    expect(card(page).locator("dt")).to_contain_text("Sora")


def test_underlines_of_neighbours_are_apart(look: Look) -> None:
    """Two terms that touch have a gap between their underlines; the text is still found and copied as one."""
    page, _ = look({"content/articles/hans.md": '+++\ntitle = "题"\n+++\n\n这是奥特曼奥特曼的会，奥特曼。\n'})
    press(page, "links-all")
    boxes = [link.bounding_box() for link in page.locator(".body a.term:visible").all()]
    first, second, _ = boxes
    assert first
    assert second
    assert first["y"] == second["y"]
    assert 1 <= second["x"] - first["x"] - first["width"] < 4
    assert (
        page.locator(".body")
        .evaluate("body => (getSelection().selectAllChildren(body), `${getSelection()}`)")
        .startswith("这是奥特曼奥特曼的会")
    )


def test_density_without_a_script(open_page: Open) -> None:
    """CSS alone marks the first mention of a section with a line and the others with dots, marks all, or none."""
    page = open_page(HANS, js=False)
    lines = {}
    for density in ("first", "all", "none"):
        choose(page, "links", density)
        lines[density] = page.locator(".body a.term:visible").evaluate_all(
            """links => links.map(link => getComputedStyle(link))
                .map(style => style.textDecorationLine !== "none" && style.textDecorationStyle)"""
        )
    assert set(lines["first"]) == {"solid", "dotted"}
    assert set(lines["all"]) == {"solid"}
    assert set(lines["none"]) == {False}


def test_definition_is_in_the_readers_script(open_page: Open) -> None:
    """The card speaks the script that the reader chose, its name first in that script."""
    page = open_page(HANS, settings={"script": "hant"})
    mention(page, "奧特曼").click()
    expect(definition(page)).to_contain_text("首席執行官", use_inner_text=True)
    assert "首席执行官" not in card(page).inner_text()
    sizes = (
        card(page)
        .locator("dt .name")
        .evaluate_all(
            "names => Object.fromEntries(names.map(name => [name.lang, parseFloat(getComputedStyle(name).fontSize)]))"
        )
    )
    assert sizes["zh-Hant-TW"] > sizes["zh-Hans"]


@everywhere
def test_footnote(open_page: Open, width: int) -> None:
    """A footnote opens in a card."""
    page = open_page(HANS, width=width)
    page.locator(".body .fn a:visible").click()
    expect(card(page)).to_contain_text("见公司当天的说明", use_inner_text=True)
    expect(card(page).locator(".card-page")).to_be_hidden()


@everywhere
def test_without_a_script_links_lead_to_the_foot(open_page: Open, width: int) -> None:
    """Without JavaScript a note leads to the foot, and so does a term, whose line there leads to its page."""
    page = open_page(HANS, width=width, js=False)
    mention(page, "奥特曼").click()
    assert page.url.endswith("#term-altman")
    expect(page.locator("#term-altman")).to_be_in_viewport()
    assert "Sam Altman" in page.locator("#term-altman").inner_text()
    page.locator("#term-altman dt a").click()
    expect(page.locator(".def")).to_contain_text("首席执行官", use_inner_text=True)
    page.go_back()
    page.locator(".body .fn a:visible").click()
    expect(page.locator("#fn-1")).to_be_in_viewport()


def test_a_card_from_a_disk(browser: Browser, public: Path) -> None:
    """A card loads its file from a disk too; on the page of an article it lists only others, in the page's script."""
    page = browser.new_page()
    page.goto((public / HANT).as_uri())
    mention(page, "阿特曼").click()
    expect(definition(page)).to_contain_text("首席執行官", use_inner_text=True)
    places = card(page).locator(".places a")
    expect(places).to_have_text(["一個春天的視頻"], use_inner_text=True)
    assert str(places.get_attribute("href")).endswith("articles/hans.html#p1")
    assert definition(page).locator("a:visible").get_attribute("href") == "#term-openai"
    names = card(page).locator(".names").inner_text()
    assert names.count("阿特曼") == 1
    page.close()


def test_a_card_whose_file_does_not_load(browser: Browser, address: str) -> None:
    """It shows the line of the page, with the way to the term's page; the next time it asks again."""
    page = browser.new_page()
    page.route("**/cards/**", lambda route: route.abort())
    page.goto(address + HANS)
    with page.expect_event("requestfailed"):
        mention(page, "奥特曼").click()
    expect(card(page).locator("dt")).to_contain_text("奥特曼")
    expect(card(page).locator(".card-page")).to_be_visible()
    assert definition(page).count() == 0
    page.keyboard.press("Escape")
    page.unroute("**/cards/**")
    mention(page, "奥特曼").click()
    expect(definition(page)).to_be_visible()
    page.close()


def test_comes_back_without_a_card(open_page: Open) -> None:
    """A page that the reader comes back to has no card open, and opens one again."""
    page = open_page(HANS)
    mention(page, "奥特曼").click()
    card(page).locator(".card-page").click()
    expect(page.locator("h1")).to_contain_text("奥特曼")
    page.go_back()
    assert card(page).count() == 0
    mention(page, "奥特曼").click()
    expect(card(page)).to_have_count(1)


def test_focus_goes_on_from_the_card(open_page: Open) -> None:
    """Tab goes through the card's own controls first."""
    page = open_page(HANS)
    mention(page, "奥特曼").click()
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('.card')")
