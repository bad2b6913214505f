"""Readings: which words carry one, how it is spelled, and that they never get in the way of the text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import WIDTHS, Open, choose, shown
from tests.support.waiting import wait_until

pytestmark = pytest.mark.browser

HANS = "articles/hans.html"
everywhere = pytest.mark.parametrize("width", WIDTHS)
either_way = pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])


SHOWN = """rubies => rubies.filter((ruby) => ruby.querySelector("rt").checkVisibility()).map((ruby) =>
  [...ruby.querySelectorAll("rt")].map(({ dataset: { z, t, as, p, a, b, c, d } }) =>
    z ? z + t : as ?? p ?? a ?? b ?? c ?? d).join(" "))"""
"""What the stylesheet shows above the words, or beside them."""


def readings(page: Page) -> list[str]:
    """The readings that are shown in the body."""
    return page.locator(".body ruby").evaluate_all(SHOWN)


@everywhere
@either_way
def test_which_words_carry_one(open_page: Open, *, width: int, js: bool) -> None:
    """None, those of terms, those of rare words, all."""
    page = open_page(HANS, width=width, js=js)
    counts = {}
    for value in ("off", "terms", "hard", "all"):
        choose(page, "pinyin", value)
        counts[value] = readings(page)
    assert counts["off"] == []
    assert [reading.lower() for reading in counts["terms"]] == ["àotèmàn", "ào'ěrtèmàn"]
    assert "wòchuò" in counts["hard"]
    assert "wǒmen" not in counts["hard"]
    assert {"wòchuò", "wǒmen", "Àotèmàn", "dá'àn"} <= set(counts["all"])


def test_readings_are_no_text(open_page: Open) -> None:
    """With readings on, a phrase is found across words and copied without them, and the accessibility tree has none."""
    page = open_page(HANS, settings={"pinyin": "all"})
    assert page.evaluate("find('我们不要着急')")
    assert page.evaluate("getSelection().toString()") == "我们不要着急"
    heard = page.locator(".body").aria_snapshot().replace(" ", "")
    assert "我们不要着急下结论" in heard
    assert "zháojí" not in heard


@either_way
def test_hard_is_a_matter_of_degree(open_page: Open, *, js: bool) -> None:
    """The more characters a reader knows, the fewer words carry a reading; the rarest keep theirs."""
    page = open_page(HANS, js=js)
    choose(page, "pinyin", "hard")
    counts = []
    for value in ("500", "1000", "1500", "2500"):
        choose(page, "bare", value)
        found = readings(page)
        counts.append(len(found))
        assert "wòchuò" in found
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1]


@everywhere
def test_copying_takes_the_text_alone(open_page: Open, width: int) -> None:
    """What is copied has no pinyin in it, nor the other script."""
    page = open_page(HANS, width=width, settings={"pinyin": "all"})
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.body'))")
    copied = page.evaluate("getSelection().toString()")
    assert "机器学会了看世界" in copied.replace("\n", "")
    assert "jīqì" not in copied
    assert "機器" not in copied


def test_known_words_are_bare(open_page: Open) -> None:
    """A word marked as known carries no reading among the hard ones, in either script, and stays known."""
    page = open_page(HANS, settings={"pinyin": "hard", "bare": "500"})
    assert "wòchuò" in readings(page)
    page.get_by_text("龌龊").click()
    page.locator(".card .word-known").check(force=True)
    page.keyboard.press("Escape")
    assert "wòchuò" not in readings(page)
    choose(page, "script", "hant")
    page.reload()
    assert "wòchuò" not in readings(page)
    expect(page.locator("#known-count")).to_have_text("1")


def test_a_browser_that_stores_nothing_says_so(open_page: Open) -> None:
    """Once, and what is switched on works until the page is left."""
    page = open_page(HANS, settings={"ui": "en"})
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') } }")
    page.locator(".body ruby:visible", has_text="龌龊").click()
    page.locator(".card .word-known").check(force=True)
    status = page.get_by_role("status").filter(has_text="stores nothing")
    expect(status).to_be_visible()
    page.keyboard.press("Escape")
    page.locator(".body ruby:visible", has_text="龌龊").click()
    expect(page.locator(".card .word-known")).to_be_checked()
    page.keyboard.press("Escape")
    choose(page, "script", "hant")
    choose(page, "pinyin", "hard")
    expect(status).to_have_count(1)
    expect(page.locator("#known-count")).to_have_text("1")


@pytest.mark.parametrize("value", ["null", "[1]", "7", '"x"', "{"])
def test_what_is_no_choice_is_no_error(open_page: Open, value: str) -> None:
    """Whatever stands in the storage, the page is as on a first visit, and stores choices again."""
    page = open_page(HANS)
    page.evaluate("value => { localStorage.duben = localStorage['duben-known'] = value }", value)
    page.reload()
    expect(page.locator("#known-count")).to_have_text("0")
    choose(page, "script", "hant")
    page.reload()
    expect(page.locator("#script-hant")).to_be_checked()


def test_known_words_travel(open_page: Open) -> None:
    """The words are exported as a text, one to a line, and imported from one; cleared by mistake, they come back."""
    page = open_page(HANS, settings={"pinyin": "hard", "bare": "500"})
    page.locator(".open").click()
    with page.expect_file_chooser() as chooser:
        page.locator("#known-import").click()
    chooser.value.set_files({"name": "known.txt", "mimeType": "text/plain", "buffer": "龌龊\n机器，故事".encode()})
    expect(page.locator("#known-count")).to_have_text("3")
    assert "wòchuò" not in readings(page)
    with page.expect_download() as download:
        page.locator("#known-export").click()
    assert sorted(download.value.path().read_text("utf-8").split("\n")) == sorted(["龌龊", "机器", "故事"])
    page.locator("#known-clear").click()
    expect(page.locator("#known-count")).to_have_text("0")
    expect(page.locator("#known-undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#known-count")).to_have_text("3")
    page.locator("#known-clear").click()
    page.reload()
    expect(page.locator("#known-count")).to_have_text("0")


def test_zhuyin(open_page: Open) -> None:
    """Readings are spelled in zhuyin when asked for, and in pinyin again."""
    page = open_page(HANS, settings={"pinyin": "all"})
    choose(page, "spell", "zhuyin")
    expect(page.locator("rt[data-z]").first).to_be_attached()
    assert {"ㄨㄛˇ ˙ㄇㄣ", "ㄉㄚˊ ㄢˋ"} <= set(readings(page))
    choose(page, "spell", "pinyin")
    assert {"jīqì", "wǒmen", "dá'àn"} <= set(readings(page))


@pytest.fixture(scope="module")
def speller(browser: Browser, address: str) -> Iterator[Page]:
    """A page that spells readings, for tests that leave it as it is."""
    with browser.new_page() as page:
        page.add_init_script("""localStorage.duben = '{"spell": "zhuyin"}'""")
        page.goto(address + HANS)
        wait_until(page, "typeof toZhuyin === 'function'")
        yield page


@pytest.mark.parametrize(
    ("reading", "count", "zhuyin", "tones"),
    [
        ("Xī'ān", 2, "ㄒㄧ ㄢ", [1, 1]),
        ("xiàn", 1, "ㄒㄧㄢˋ", [4]),
        ("yōuhuà", 2, "ㄧㄡ ㄏㄨㄚˋ", [1, 4]),
        ("fāngàn", 2, "ㄈㄢ ㄍㄢˋ", [1, 4]),
        ("fāng'àn", 2, "ㄈㄤ ㄢˋ", [1, 4]),
        ("nǚ'ér", 2, "ㄋㄩˇ ㄦˊ", [3, 2]),
        ("wánr", 2, "ㄨㄢˊ ㄦ", [2, 5]),
        ("zìjǐ", 2, "ㄗˋ ㄐㄧˇ", [4, 3]),
        ("juéduì", 2, "ㄐㄩㄝˊ ㄉㄨㄟˋ", [2, 4]),
        ("xuéyuàn", 2, "ㄒㄩㄝˊ ㄩㄢˋ", [2, 4]),
        ("Zhōu Hóngyī", 3, "ㄓㄡ ㄏㄨㄥˊ ㄧ", [1, 2, 1]),
        ("Běijīng Dàxué", 4, "ㄅㄟˇ ㄐㄧㄥ ㄉㄚˋ ㄒㄩㄝˊ", [3, 1, 4, 2]),
        ("Ā'ěrtèmàn", 4, "ㄚ ㄦˇ ㄊㄜˋ ㄇㄢˋ", [1, 3, 4, 4]),
        ("Éluósī", 3, "ㄜˊ ㄌㄨㄛˊ ㄙ", [2, 2, 1]),
        ("Ōuyáng", 2, "ㄡ ㄧㄤˊ", [1, 2]),
        ("shìjiè", 2, "ㄕˋ ㄐㄧㄝˋ", [4, 4]),
        ("lüèduó", 2, "ㄌㄩㄝˋ ㄉㄨㄛˊ", [4, 2]),
        ("wèngāng", 2, "ㄨㄣˋ ㄍㄤ", [4, 1]),
        ("yīnwèi", 2, "ㄧㄣ ㄨㄟˋ", [1, 4]),
        ("yòng", 1, "ㄩㄥˋ", [4]),
    ],
)
def test_syllables(speller: Page, *, reading: str, count: int, zhuyin: str, tones: list[int]) -> None:
    """A word's pinyin is cut into syllables by the rules that spelled it, each with its tone and its zhuyin."""
    assert speller.evaluate("([reading, count]) => toZhuyin(reading, count)", [reading, count]) == zhuyin
    assert speller.evaluate("([reading, count]) => syllables(reading, count).map(toneOf)", [reading, count]) == tones


def test_names_have_capitals(open_page: Open) -> None:
    """In the text, in the card, with tones as spoken; zhuyin has none, and the colours are those of the tones."""
    page = open_page("about.html", settings={"pinyin": "all", "tones": "on"})
    assert {"Zhāng Wěi", "Běijīng Dàxué", "Xī'ān", "Hǎikǒu"} <= set(readings(page))
    page.get_by_text("海口").first.click()
    expect(page.locator(".card .word-reading")).to_contain_text("Hǎikǒu → Háikǒu")
    page.keyboard.press("Escape")
    choose(page, "sandhi", "on")
    assert "Háikǒu" in readings(page)
    choose(page, "spell", "zhuyin")
    assert {"ㄓㄤ ㄨㄟˇ", "ㄅㄟˇ ㄐㄧㄥ ㄉㄚˋ ㄒㄩㄝˊ", "ㄒㄧ ㄢ", "ㄏㄞˊ ㄎㄡˇ"} <= set(readings(page))
    tones = {
        str(tone): page.evaluate(
            f"[...CSS.highlights.get('tone{tone}')].map(range => range.startContainer.data[range.startOffset])"
        )
        for tone in range(1, 5)
    }
    assert {"张", "西", "安", "京"} <= set(tones["1"])
    assert {"海", "学"} <= set(tones["2"])
    assert {"伟", "北"} <= set(tones["3"])


def test_sandhi_is_a_choice(open_page: Open) -> None:
    """Tones are those of the dictionary, and as spoken when the reader asks."""
    page = open_page(HANS, settings={"pinyin": "all"})
    word = page.locator(".body ruby", has_text="下结论").first
    assert "xiàjiélùn" in readings(page)
    word.evaluate("ruby => { ruby.dataset.s = '423' }")
    choose(page, "sandhi", "on")
    expect(word.locator("rt")).to_have_attribute("data-as", "xiàjiélǔn")
    choose(page, "sandhi", "on")
    expect(word.locator("rt")).not_to_have_attribute("data-as", "xiàjiélǔn")
    assert "xiàjiélùn" in readings(page)


def test_tones_are_more_than_a_colour(open_page: Open) -> None:
    """Each tone has a colour and, where no tone mark shows, a line of its own under the character."""
    page = open_page(HANS)
    assert page.evaluate("CSS.highlights.size") == 0
    choose(page, "tones", "on")
    wait_until(page, "CSS.highlights.size === 5")
    ruby = "document.querySelector('.body p:not([hidden]) ruby')"
    styles = [
        page.evaluate(f"getComputedStyle({ruby}, '::highlight(tone{tone})').{name}")
        for tone in range(1, 5)
        for name in ("color", "textDecorationStyle")
    ]
    assert len(set(styles[::2])) == 4
    assert len(set(styles[1::2])) == 4
    tones = {
        str(tone): page.evaluate(
            f"[...CSS.highlights.get('tone{tone}')].map(range => range.startContainer.data[range.startOffset])"
        )
        for tone in range(1, 6)
    }
    assert "机" in tones["1"]
    assert "学" in tones["2"]
    assert "也" in tones["3"]
    assert "世" in tones["4"]
    assert "们" in tones["5"]


@everywhere
def test_any_word_tells_its_reading(open_page: Open, width: int) -> None:
    """A click or a tap on any word shows its reading and both forms, with readings off."""
    page = open_page(HANS, width=width, touch=width == WIDTHS[0])
    word = page.get_by_text("机器").first
    if width == WIDTHS[0]:
        word.tap()
    else:
        word.click()
    card = page.locator(".card.word")
    expect(card).to_be_visible()
    assert card.locator(".word-forms").inner_text().split() == ["机器", "機器"]
    assert "jīqì" in card.locator(".word-reading").inner_text()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_resting_on_a_word_is_enough(open_page: Open) -> None:
    """With a mouse, resting on a word opens its card, and leaving closes it, without taking the focus."""
    page = open_page(HANS)
    page.get_by_text("机器").first.hover()
    expect(page.locator(".card.word")).to_be_visible()
    assert page.evaluate("document.activeElement === document.body")
    page.mouse.move(5, 500)
    expect(page.locator(".card.word")).to_be_hidden()


def test_readings_do_not_hide_words(open_page: Open) -> None:
    """A search in the page finds a passage across its words while every word carries a reading."""
    page = open_page(HANS, settings={"pinyin": "all"})
    assert "机器学会了看世界" in shown(page).replace("\n", "") or page.evaluate("window.find('学会')")
