"""Cards: what opens on a term or a note, by mouse, finger and keyboard; without a script, the links."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import WIDTHS, Look, Open, choose, press
from tests.support.waiting import stop_clock, wait_until

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
    ("settings", "term", "word", "note"),
    [
        pytest.param(["script-hans"], "奥特曼", "机器", "注释 1", id="simplified"),
        pytest.param(["script-hant"], "奧特曼", "機器", "註釋 1", id="traditional"),
        pytest.param(["ui-en"], "奥特曼", "机器", "Notes 1", id="english"),
    ],
)
def test_a_card_is_named_by_what_it_is_about(
    open_page: Open, *, settings: list[str], term: str, word: str, note: str
) -> None:
    """Its name, which a screen reader says: the term or word in the reader's script, or which note it is."""
    page = open_page(HANS)
    press(page, *settings)
    for name, opener in (
        (term, mention(page, term)),
        (word, page.locator(".body ruby:visible", has_text=word).first),
        (note, page.locator(".body .fn a:visible")),
    ):
        opener.click()
        assert page.get_by_role("dialog", name=name, exact=True).count() == 1, name
        page.keyboard.press("Escape")


def test_a_word_s_card_has_no_link_of_a_term(open_page: Open) -> None:
    """The link to every mention belongs to a term: none is left of the one opened before, and none leads nowhere."""
    page = open_page(HANS)
    for opener in (page.get_by_text("机器").first, mention(page, "Sora"), page.get_by_text("机器").first):
        opener.click()
        for link in card(page).get_by_role("link").all():
            assert link.get_attribute("href")
        links = card(page).get_by_role("link").count()
        page.keyboard.press("Escape")
    assert links == 0


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


def test_a_second_tap_closes_a_word(open_page: Open) -> None:
    """As it does on a term."""
    page = open_page(HANS, width=390, touch=True)
    word = page.get_by_text("机器").first
    word.tap()
    expect(card(page)).to_be_visible()
    word.tap()
    expect(card(page)).to_have_count(0)


def reader_is_at(page: Page) -> str:
    """The word that has the focus."""
    return str(
        page.evaluate(
            """() => {
                const copy = document.activeElement.cloneNode(true);
                for (const rt of copy.querySelectorAll("rt")) rt.remove();
                return copy.textContent;
            }"""
        )
    )


def test_words_are_walked_by_keyboard(open_page: Open) -> None:
    """One stop of Tab leads into the text; arrows walk, Enter and Space open words and terms alike, Esc goes back."""
    page = open_page(HANS, settings={"links": "none"})
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    entry = page.get_by_role("button", name="逐词浏览")
    expect(entry).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    expected = ["Sora", "是", "OpenAI"]
    for word in expected:
        assert reader_is_at(page) == word
        page.keyboard.press("Enter" if word != "是" else "Space")
        assert page.get_by_role("dialog", name=word).count() == 1
        page.keyboard.press("Escape")
        expect(card(page)).to_have_count(0)
        assert reader_is_at(page) == word
        page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    assert reader_is_at(page) == "OpenAI"
    assert page.locator("main [tabindex='0']").count() == 1
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert reader_is_at(page) == "机器"
    page.keyboard.press("Escape")
    expect(entry).to_be_focused()


def test_a_walk_is_in_one_copy(open_page: Open) -> None:
    """The copy that is hidden is passed over, whole."""
    page = open_page(HANS, settings={"script": "hant"})
    page.locator(".walk").press("Enter")
    walked = []
    for _ in range(40):
        walked.append(reader_is_at(page))
        page.keyboard.press("ArrowRight")
    assert "機器" in walked
    assert "机器" not in walked


@pytest.mark.parametrize("keys", ["Shift+ArrowRight", "Control+ArrowRight", "caret"])
def test_arrows_of_the_caret_are_left_alone(open_page: Open, keys: str) -> None:
    """With a modifier, or where the caret is (as with caret browsing), an arrow is the browser's."""
    page = open_page(HANS)
    link = mention(page, "奥特曼")
    link.focus()
    if keys == "caret":
        link.evaluate("link => getSelection().collapse(link, 0)")
    page.evaluate("addEventListener('keydown', (event) => (window.taken = event.defaultPrevented))")
    page.keyboard.press("ArrowRight" if keys == "caret" else keys)
    assert page.evaluate("window.taken") is False
    expect(link).to_be_focused()


def test_scrolling_opens_nothing(open_page: Open) -> None:
    """A page that moves under the mouse by its wheel opens no card; a mouse that moves then does."""
    page = open_page(HANS)
    stop_clock(page)
    word = page.get_by_text("机器").first
    box = word.bounding_box()
    assert box
    x, y = box["x"] + 5, box["y"] + box["height"] / 2 - 60
    page.mouse.move(x, y)
    page.mouse.wheel(0, 60)
    while page.evaluate("scrollY") < 60:
        page.clock.run_for(16)
    assert page.evaluate("([x, y]) => !!document.elementFromPoint(x, y).closest('ruby')", [x, y])
    page.clock.run_for(700)
    assert card(page).count() == 0
    page.mouse.move(x + 1, y)
    page.clock.run_for(700)
    expect(card(page)).to_be_visible()


def test_the_wheel_over_a_card_scrolls_the_page(open_page: Open) -> None:
    """A card that has nothing to scroll does not keep the wheel."""
    page = open_page(HANS)
    page.get_by_text("机器").first.click()
    card(page).hover()
    page.mouse.wheel(0, 100)
    wait_until(page, "scrollY > 0")


def test_hovering_shows_what_a_click_shows(open_page: Open) -> None:
    """Also on a term that is not marked."""
    page = open_page(HANS, settings={"links": "none"})
    stop_clock(page)
    for opener in (mention(page, "Sora"), page.get_by_text("机器").first):
        opener.click()
        card(page).locator(".def, .word-forms").first.wait_for()
        clicked = card(page).inner_text()
        page.keyboard.press("Escape")
        page.mouse.move(3, 600)
        opener.hover()
        page.clock.run_for(700)
        assert card(page).inner_text() == clicked
        page.mouse.move(3, 600)
        page.clock.run_for(700)
        expect(card(page)).to_have_count(0)


def test_a_note_s_card_is_like_the_text(open_page: Open) -> None:
    """It repeats no id, and its words have cards, by mouse and by keyboard, with a way back to the note."""
    page = open_page(HANS)
    page.locator(".body .fn a:visible").click()
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert len(ids) == len(set(ids))
    card(page).locator("ruby:visible", has_text="公司").click()
    assert page.get_by_role("dialog", name="公司").count() == 1
    card(page).locator(".card-back").click()
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert reader_is_at(page) == "公司"
    page.keyboard.press("Enter")
    assert page.get_by_role("dialog", name="公司").count() == 1
    page.keyboard.press("Escape")
    expect(page.locator(".body .fn a:visible")).to_be_focused()


COVERED = """() => {
    const here = document.activeElement;
    const { left, top, right, bottom } = here.getBoundingClientRect();
    const seen = [[left + 2, top + 2], [right - 2, bottom - 2]].map(([x, y]) => document.elementFromPoint(x, y));
    const isSeen = seen.every((one) => one && (here.contains(one) || one.contains(here)));
    return here.closest("main") && !here.closest(".card") && !isSeen ? here.outerHTML.slice(0, 100) : "";
}"""


@pytest.mark.parametrize("panel", ["card", "pinned", "settings"])
def test_focus_is_never_covered(open_page: Open, panel: str) -> None:
    """On a phone, whatever is open and whichever way Tab goes, what has the focus is in sight (WCAG 2.4.11)."""
    page = open_page(HANS, width=390, settings={"links": "all"})
    if panel == "settings":
        page.locator(".open").click()
    else:
        mention(page, "Sora").click()
    if panel == "pinned":
        card(page).locator(".card-pin").click()
        mention(page, "Sora").focus()
    covered = []
    for key in ["Tab"] * 40 + ["Shift+Tab"] * 20:
        page.keyboard.press(key)
        covered.append(page.evaluate(COVERED))
    assert [one for one in covered if one] == []


@pytest.mark.parametrize(("width", "height"), [(320, 256), (320, 640), (1280, 400)])
def test_a_card_covers_neither_its_word_nor_all_the_text(open_page: Open, *, width: int, height: int) -> None:
    """A term, a word, a note: the card is within the window, clear of what opened it; text is left to read."""
    page = open_page(HANS, width=width, settings={"links": "all", "pinyin": "all"})
    page.set_viewport_size({"width": width, "height": height})
    for opener in (
        mention(page, "OpenAI", 1),
        page.locator(".body ruby:visible", has_text="龌龊"),
        page.locator(".body a.term:visible:not(.card *)").last,
        page.locator(".body .fn a:visible"),
    ):
        opener.click()
        box, word = card(page).bounding_box(), opener.bounding_box()
        assert box
        assert word
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] >= word["y"] + word["height"] or box["y"] + box["height"] <= word["y"]
        bar = page.evaluate("barEnd()")
        assert word["y"] >= bar
        assert word["y"] + word["height"] <= height
        if page.evaluate("getComputedStyle(document.querySelector('.card')).position") == "fixed":
            assert box["y"] - bar >= 100
        page.keyboard.press("Escape")


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
    expect(mention(page, "奥特曼")).to_be_focused()


def test_arrows_go_between_mentions(open_page: Open) -> None:
    """With a card open, arrows go to the same term's other mentions; Esc returns to the one shown."""
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
    expect(mention(page, "OpenAI", 2)).to_be_focused()


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


def test_a_card_is_loaded_before_it_opens(open_page: Open) -> None:
    """Its file is asked for when the mouse comes to the term, once; a card that rests on it is whole."""
    page = open_page(HANS)
    stop_clock(page)
    with page.expect_response("**/cards/altman.js"):
        mention(page, "奥特曼").hover()
    assert card(page).count() == 0
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.clock.run_for(700)
    expect(definition(page)).to_be_visible()
    assert asked == []
