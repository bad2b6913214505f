"""Why a word is so, in its card: shown where it opens, copied, pasted, and updated with the page."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import FILES, HANS, LONG, WIDTHS, Look, choose
from tests.preview.conftest import write

pytestmark = pytest.mark.browser

TERMS = "content/glossary/terms.toml"
SETTINGS = FILES["site.toml"] + 'source_link = "edit:{path}:{line}:{column}"\n'
COPY = "Copy an override or an entry"


def why(page: Page) -> Locator:
    """What the open card says of its word."""
    return page.locator(".card:popover-open .duben-why")


def row(page: Page, name: str) -> Locator:
    """One line of it."""
    return why(page).locator("dl > div", has_text=name).locator("dd")


def open_word(page: Page, word: str, number: int = 0) -> None:
    """Open the card of a word in the body."""
    ruby = page.locator(".body ruby:visible:not(a *)", has_text=word).nth(number)
    ruby.scroll_into_view_if_needed()
    ruby.click()
    expect(why(page)).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_copied_override_is_pasted_and_the_page_follows(look: Look, width: int) -> None:
    """The cause is seen, the override copied and pasted over the word with another reading; the card then says so."""
    page, here = look({"site.toml": SETTINGS}, width=width)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_word(page, "银行", 30)
    expect(row(page, "Reading")).to_contain_text("our table of word families 银行")
    expect(row(page, "Traditional")).to_contain_text("OpenCC")
    place = row(page, "Source").locator("a")
    address, line, column = (place.get_attribute("href") or "").rsplit(":", 2)
    assert address == f"edit:{(here.site / HANS).resolve()}"
    why(page).get_by_text(COPY).click()
    button = why(page).get_by_role("button", name="Copy: Reading here")
    expect(button).to_be_in_viewport()
    button.click()
    expect(why(page).get_by_role("status")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "{银行|yín háng}"
    lines = LONG.split("\n")
    text, at = lines[int(line) - 1], int(column) - 1
    assert text[at : at + 2] == "银行"
    lines[int(line) - 1] = text[:at] + copied.replace("háng", "xíng") + text[at + 2 :]
    write(here.site, {HANS: "\n".join(lines)})
    expect(row(page, "Decided by")).to_have_text("an override in the text")
    expect(page.locator(".card:popover-open .word-reading")).to_contain_text("yínxíng")
    assert page.evaluate("window.stayed === true")


def test_a_term_says_its_entry_and_another_in_its_place_says_nothing(look: Look) -> None:
    """The lines are about the word in the text: they go when the card goes on to another entry, and come back."""
    page, _ = look()
    page.locator(".body a.term:visible", has_text="奥特曼").nth(20).click()
    line = FILES[TERMS].partition('id = "altman"')[0].count("\n")
    expect(row(page, "Decided by")).to_have_text(f"the entry 奥特曼, {TERMS}:{line}:1")
    expect(row(page, "Decided by").locator("a")).to_have_attribute("href", "/glossary/altman.html")
    page.locator(".card:popover-open dd.def a.term", has_text="OpenAI").first.click()
    expect(why(page)).to_have_count(0)
    page.locator(".card:popover-open .card-back").click()
    expect(row(page, "Decided by")).to_contain_text("the entry 奥特曼")


def test_the_same_is_said_in_the_other_copy(look: Look) -> None:
    """A word is counted within its own copy; a title has words too."""
    page, _ = look()
    choose(page, "script", "hant")
    open_word(page, "銀行", 5)
    line = LONG.partition("No5.")[0].count("\n") + 1
    expect(row(page, "Source")).to_have_text(f"{HANS}:{line}:23")
    page.locator("h1 ruby:visible", has_text="春天").click()
    expect(row(page, "Source")).to_have_text(f"{HANS}:2:12")
    expect(row(page, "Traditional")).to_have_text("unchanged")


def test_it_is_asked_again_when_the_lines_move(look: Look) -> None:
    """A paragraph put before it: the open card gives the word's new place, and keeps its list open and the focus."""
    page, here = look()
    open_word(page, "银行", 30)
    before = row(page, "Source").text_content() or ""
    why(page).get_by_text(COPY).click()
    page.keyboard.press("Tab")
    expect(why(page).get_by_role("button", name="Copy: Reading here")).to_be_focused()
    write(here.site, {HANS: LONG.replace("## 第一节", "新的一段。\n\n## 第一节")})
    path, line, column = before.rsplit(":", 2)
    expect(row(page, "Source")).to_have_text(f"{path}:{int(line) + 2}:{column}")
    expect(why(page).get_by_role("button", name="Copy: Reading here")).to_be_focused()


def test_a_text_that_may_not_be_copied_is_selected(look: Look) -> None:
    """As where the preview is read from another machine."""
    page, _ = look()
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    open_word(page, "银行")
    why(page).get_by_text(COPY).click()
    why(page).get_by_role("button", name="Copy: Forms here").click()
    expect(why(page).get_by_role("status")).to_contain_text("Selected")
    assert page.evaluate("getSelection().toString()") == "-{zh-hans:银行; zh-hant:銀行}-"


def test_a_page_behind_its_file_says_so(look: Look) -> None:
    """A save with an error leaves the page; its words have no place in the file."""
    page, here = look()
    write(here.site, {HANS: LONG.replace("title", "titel").replace("的人行道", "的一条人行道")})
    expect(page.locator("#duben .problems")).to_contain_text("titel")
    open_word(page, "银行")
    expect(why(page)).to_have_text("The file has changed since this page was made.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_it_is_accessible(look: Look, width: int, scheme: str) -> None:
    """Named, marked by language, in readable colours; every target is large enough."""
    short = FILES[HANS] + "\n讲的是银行里的人行道。\n"
    page, _ = look({"site.toml": SETTINGS, HANS: short}, width=width)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    open_word(page, "银行")
    why(page).get_by_text(COPY).click()
    for ruby in (None, page.locator(".body a.term:visible").first):
        if ruby:
            page.keyboard.press("Escape")
            ruby.click()
            expect(why(page)).to_be_visible()
        found = Axe().run(page, context=".card:popover-open", options={"runOnly": ["wcag2a", "wcag2aa", "wcag22aa"]})
        assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_card_of_no_word_says_nothing(look: Look) -> None:
    """A note's, say."""
    page, _ = look()
    page.locator(".body a[href='#fn-1']:visible").first.click()
    expect(page.locator(".card:popover-open")).to_contain_text("说明")
    expect(why(page)).to_have_count(0)
