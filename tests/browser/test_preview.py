"""The preview in a browser: the page follows what is saved, and the reader stays where they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import FILES, HANS, LONG, WIDTHS, Look
from tests.preview.conftest import write
from tests.support.waiting import settled, wait_until

pytestmark = pytest.mark.browser

TERMS = "content/glossary/terms.toml"
GLOSSARY = FILES[TERMS]
EDITED = GLOSSARY.replace("[[openai]] 的首席执行官。", "[[openai]] 的那位首席执行官。")
BROKEN = GLOSSARY.replace('kind = "person"', 'kindd = "person"')


def card(page: Page) -> Locator:
    """The card that is open."""
    return page.locator(".card:popover-open")


def open_card(page: Page, name: str = "奥特曼", number: int = 20) -> None:
    """Open the card of a mention far down the page."""
    link = page.locator(".body a.term:visible", has_text=name).nth(number)
    link.scroll_into_view_if_needed()
    link.click()
    expect(card(page).first).to_be_visible()


def stayed(page: Page) -> bool:
    """Whether the page is still the one that was opened."""
    return bool(page.evaluate("window.stayed === true"))


def at_rest(line: Locator) -> float:
    """The top of a line in the window, once no frame moves it: readings that appear above it do."""
    box = settled(line.page, line.bounding_box)
    assert box is not None
    return box["y"]


def words(page: Page) -> list[str]:
    """The text of the body's blocks, in both copies."""
    return page.locator(".body > .pair > [lang]").all_text_contents()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_saved_definition_changes_in_the_open_card(look: Look, width: int) -> None:
    """The real glossary file is edited: the card stays open and says what it says now, the page does not move."""
    page, here = look(width=width)
    open_card(page)
    expect(card(page)).to_contain_text("的首席执行官")
    before = settled(page, lambda: page.evaluate("scrollY"))
    assert before > 500
    write(here.site, {TERMS: EDITED})
    expect(card(page)).to_contain_text("的那位首席执行官")
    assert settled(page, lambda: page.evaluate("scrollY")) == before
    assert stayed(page)


def test_a_card_that_was_followed_and_one_that_is_pinned_stay(look: Look) -> None:
    """Back still leads back; both cards show the new text."""
    page, here = look()
    open_card(page)
    card(page).locator(".card-pin").click()
    open_card(page, "Sora", 3)
    page.locator(".card:not(.pinned):popover-open").locator("a.term", has_text="OpenAI").first.click()
    write(here.site, {TERMS: EDITED.replace("做出 [[sora]] 的公司", "那家做出 [[sora]] 的公司")})
    expect(page.locator(".card:not(.pinned):popover-open")).to_contain_text("那家做出")
    expect(page.locator(".card.pinned")).to_contain_text("那位首席执行官")
    page.locator(".card:not(.pinned):popover-open .card-back").click()
    expect(page.locator(".card:not(.pinned):popover-open")).to_contain_text("视频模型")
    assert stayed(page)


def test_a_text_edited_above_leaves_the_line_being_read_where_it_is(look: Look) -> None:
    """Three paragraphs more, and settings and readings as chosen; all without loading the page again."""
    page, here = look()
    page.locator("label:has(#pinyin-all)").click()
    page.evaluate("document.querySelectorAll('.body > .pair')[40].scrollIntoView()")
    line = page.locator(".body > .pair", has_text="No30.").first
    top = at_rest(line)
    write(here.site, {HANS: LONG.replace("## 第一节", "新的一段。\n\n又一段。\n\nThird. 再一段。\n\n## 第一节")})
    expect(page.locator(".body > .pair", has_text="Third.")).to_have_count(1)
    assert abs(top - at_rest(line)) < 2
    assert page.locator("#pinyin-all").is_checked()
    assert stayed(page)


def test_a_new_alias_becomes_links_that_open(look: Look) -> None:
    """What is put into the page works as what was there: marked as the reader chose, a card on a click."""
    page, here = look()
    write(here.site, {TERMS: GLOSSARY.replace('aliases = ["奥尔特曼"', 'aliases = ["人行道", "奥尔特曼"')})
    link = page.locator(".body a.term:visible", has_text="人行道").first
    link.scroll_into_view_if_needed()
    link.click()
    expect(card(page)).to_contain_text("首席执行官")
    assert stayed(page)


def test_a_page_that_is_loaded_again_comes_back_to_its_place(look: Look) -> None:
    """A new title is in the head of the page: the place, the open card and the open settings are as they were."""
    page, here = look()
    open_card(page)
    before = settled(page, page.locator(".body .pair", has_text="No20.").first.bounding_box)
    write(here.site, {HANS: LONG.replace("一个春天的视频", "另一个春天"), TERMS: EDITED})
    expect(page).to_have_title("另一个春天 · 读本")
    expect(card(page)).to_contain_text("的那位首席执行官")
    after = settled(page, page.locator(".body .pair", has_text="No20.").first.bounding_box)
    assert not stayed(page)
    assert before is not None
    assert after is not None
    assert abs(before["y"] - after["y"]) < 40
    page.keyboard.press("Escape")
    page.locator(".open").click()
    write(here.site, {HANS: LONG.replace("一个春天的视频", "第三个春天")})
    expect(page).to_have_title("第三个春天 · 读本")
    expect(page.locator("#settings")).to_be_visible()


def test_a_style_sheet_changes_without_the_page(look: Look) -> None:
    """The colour is there at once, with the card still open."""
    styles = (Path(__file__).parents[2] / "static/reader.css").read_text("utf-8")
    page, here = look({"static/reader.css": styles})
    open_card(page)
    write(here.site, {"static/reader.css": styles + "\nmain { outline: 3px solid rgb(1, 2, 3); }\n"})
    wait_until(page, "getComputedStyle(document.querySelector('main')).outlineColor === 'rgb(1, 2, 3)'")
    expect(card(page).first).to_be_visible()
    assert stayed(page)
    write(here.site, {TERMS: EDITED})
    expect(card(page)).to_contain_text("的那位首席执行官")
    assert stayed(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_an_error_shows_and_goes_with_nothing_else_changed(look: Look, width: int) -> None:
    """File, line and column, the line with the place marked, a hint; under it the page, readable; then gone."""
    page, here = look(width=width)
    text = words(page)
    open_card(page)
    write(here.site, {TERMS: BROKEN})
    panel = page.locator("#duben .problems")
    expect(panel).to_contain_text("errors")
    expect(card(page).first).to_be_visible()
    page.keyboard.press("Escape")
    if width < 1000:
        box = panel.bounding_box()
        assert box is not None
        assert box["height"] < 60, "folded, it is a line at the foot"
        panel.locator("summary").click()
    line = BROKEN[: BROKEN.index("kindd")].count("\n") + 1
    item = panel.locator("li", has_text="unknown-key")
    expect(item).to_contain_text(f"{TERMS}:{line}:1")
    expect(item.locator("mark")).to_have_text("kindd")
    expect(item.locator("pre")).to_have_text('kindd = "person"')
    expect(item).to_contain_text("did you mean “kind”?")
    body, box = page.locator(".body").bounding_box(), panel.bounding_box()
    assert body is not None
    assert box is not None
    if width > 1000:
        assert box["x"] + box["width"] < body["x"], "in the margin, beside the text"
    write(here.site, {TERMS: GLOSSARY})
    expect(panel).to_have_count(0)
    assert words(page) == text
    assert stayed(page)


def test_a_site_that_was_never_good_appears_when_it_is_mended(look: Look) -> None:
    """Until then the page says what is wrong."""
    page, here = look({TERMS: BROKEN})
    expect(page.locator("#duben")).to_contain_text("unknown key “kindd”")
    write(here.site, {TERMS: GLOSSARY})
    expect(page.locator(".body")).to_contain_text("奥特曼")
    expect(page.locator("#duben .problems")).to_have_count(0)


def test_what_a_save_changed_is_listed_and_leads_there(look: Look) -> None:
    """Mentions, pages and time; on this page a click goes to the place, on another it opens that page."""
    page, here = look()
    write(here.site, {TERMS: GLOSSARY.replace('aliases = ["奥尔特曼"', 'aliases = ["人行道", "導演", "奥尔特曼"')})
    panel = page.locator("#duben .changes")
    expect(panel.locator("summary")).to_contain_text("+61 mentions")
    expect(panel.locator("summary")).to_contain_text(" ms")
    panel.locator("summary").click()
    item = panel.locator("li", has_text="奥特曼")
    item.locator("a", has_text="一个春天的视频").click()
    target = page.locator(".body > .pair", has_text="人行道").first
    expect(target).to_be_in_viewport()
    assert stayed(page)
    panel.locator(".close").click()
    expect(panel).to_have_count(0)


def test_the_preview_adds_nothing_that_a_reader_would_print_or_a_build_has(look: Look) -> None:
    """The panel is not printed; without problems or changes there is none."""
    page, here = look()
    expect(page.locator("#duben")).to_be_hidden()
    write(here.site, {TERMS: EDITED})
    expect(page.locator("#duben")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("#duben")).to_be_hidden()
