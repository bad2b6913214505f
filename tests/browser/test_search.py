"""Search in a browser: either script, pinyin, English, phrases; by hand, by keyboard, by address; from a file too."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from duben.chinese import annotate, fold
from duben.model.words import Forms, Word
from duben.search import SearchArticle, SearchBlock, SearchTerm
from tests.browser.conftest import serving
from tests.support.search_files import SCRIPTS, search_files, write_search_site
from tests.support.waiting import frames, stop_clock, wait_until

pytestmark = pytest.mark.browser

TERMS = [
    SearchTerm(
        url="glossary/software.html",
        names=(Word("软件", "軟體", ("ruǎn", "jiàn"), None, ("ruǎn", "tǐ")), Word("软件", "軟件", ("ruǎn", "jiàn"))),
        english="software",
    ),
    SearchTerm(
        url="glossary/lin.html",
        names=(
            Word("林小满", "林小滿", ("Lín", "xiǎo", "mǎn")),
            Word("林筱满", "林筱滿", ("Lín", "xiǎo", "mǎn")),
            Word("Lin Xiaoman", "Lin Xiaoman"),
        ),
        english="Lin Xiaoman",
    ),
]


def block(anchor: str, text: Forms) -> SearchBlock:
    """A text; where both forms are Duben's own conversion of each other, with its words."""
    words = annotate(text.hans, "hans").words
    same = "".join(word.traditional for word in words) == text.hant
    return SearchBlock(anchor=anchor, text=text, words=words if same else ())


def article(number: int, title: Forms, *texts: Forms, byline: str = "") -> SearchArticle:
    """Article `number`; the higher, the newer."""
    return SearchArticle(
        slug=f"a{number}",
        url=f"articles/a{number}.html",
        title=block("", title),
        byline=block("", Forms(byline, byline)),
        date=dt.date(2024, 1, number),
        blocks=tuple(block(f"p{place}", text) for place, text in enumerate(texts, 1)),
    )


ARTICLES = [
    article(1, Forms("旧船", "舊船"), Forms("他说船上的软件已经旧了。", "他說船上的軟體已經舊了。")),
    article(
        2,
        Forms("岸上", "岸上"),
        Forms("岸上没有人。", "岸上沒有人。"),
        Forms("这里用 GPU 训练模型,也用 gpus。" + "云" * 90 + "到了晚上,大家才回家去。" + "雨" * 90, "雲"),
    ),
    article(3, Forms("软件与船", "軟體與船"), Forms("题目之外再没有了。", "題目之外再沒有了。")),
    article(
        20,
        Forms("信", "信"),
        Forms("银行里的人都读过Émile。", "銀行裡的人都讀過Émile。"),
        Forms("二月，河边的柳树绿了。", "二月，河邊的柳樹綠了。"),
        Forms("他用ＡＩ写程序，也开飞机。", "他用ＡＩ寫程序，也開飛機。"),
        Forms("行人很多。", "行人很多。"),
        byline="沈青山",
    ),
    article(21, Forms("天气预报", "天氣預報"), Forms("明天下雪。", "明天下雪。")),
    article(
        4, Forms("反例", "反例"), Forms("大家才走,他已经回家。才回。去晚上。", "大家才走,他已經回家。才回。去晚上。")
    ),
    *(
        article(number, Forms(f"第{number}篇", f"第{number}篇"), Forms("山高水长。", "山高水長。"))
        for number in range(10, 20)
    ),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page that searches, in either script, with its index."""
    site = tmp_path_factory.mktemp("site")
    write_search_site(site, search_files(ARTICLES, TERMS, fold))
    return site


@pytest.fixture(scope="module", params=["http", "file"])
def address(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """Where the folder is: behind a server, or opened as files."""
    if request.param == "file":
        yield folder.as_uri()
        return
    with serving(folder) as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test where a script does."""
    errors: list[str] = []
    with browser.new_page() as opened:
        opened.on("pageerror", lambda error: errors.append(str(error)))
        opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        yield opened
    assert errors == []


def results(page: Page) -> list[str]:
    """The links of the list, once the search is done, without what they mark."""
    page.locator("#results[aria-busy=false]").wait_for(state="attached")
    links = page.locator("#results a").all()
    return [re.sub(r"\?[^#]*", "", link.get_attribute("href") or "") for link in links]


@pytest.mark.parametrize("query", ["软件", "軟件", "軟體", "ruanjian", "ruǎn jiàn", "rj", "software", "Soft"])
def test_every_name_of_a_thing_leads_to_it(page: Page, address: str, query: str) -> None:
    """Either script, another region's word, pinyin, initials and English find the same entry."""
    page.goto(f"{address}/hans.html?q={quote(query)}")
    assert results(page)[0] == "glossary/software.html"


@pytest.mark.parametrize("query", ["林筱满", "林筱滿", "xiaoman", "lxm", "Lin Xiaoman"])
def test_a_person_is_found_by_any_name(page: Page, address: str, query: str) -> None:
    """A second spelling, in either script, and the Latin name lead to the one entry."""
    page.goto(f"{address}/hans.html?q={quote(query)}")
    assert results(page) == ["glossary/lin.html"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("船上的软件", ["articles/a1.html#p1"], id="a phrase across words"),
        pytest.param("晚上,大家才回家去", ["articles/a2.html#p2"], id="a phrase with a mark in it"),
        pytest.param("大家才回家", ["articles/a2.html#p2"], id="pairs elsewhere are no phrase"),
        pytest.param("用gpu训练", ["articles/a2.html#p2"], id="spaces beside Latin do not matter"),
        pytest.param("gp", ["articles/a2.html#p2"], id="a word from its beginning"),
        pytest.param("pu", [], id="but not from its middle"),
        pytest.param("没有 题目", ["articles/a3.html#p1"], id="two words in one article"),
        pytest.param("旧", ["articles/a1.html#p1"], id="one character"),
        pytest.param("从未有过", [], id="what is nowhere"),
    ],
)
def test_words_and_phrases(page: Page, address: str, query: str, found: list[str]) -> None:
    """What is in a text is found, what is not is not, and the result leads to its block."""
    page.goto(f"{address}/hans.html?q={quote(query)}")
    assert results(page) == found


def test_the_title_comes_first_and_then_the_newest(page: Page, address: str) -> None:
    """An article whose title has the query comes before a newer one that only mentions it."""
    page.goto(f"{address}/hans.html?q={quote('软件')}")
    assert results(page) == ["glossary/software.html", "articles/a3.html", "articles/a1.html#p1"]


def test_a_snippet_is_in_the_script_of_the_reader(page: Page, address: str) -> None:
    """A query in one script marks the words in the other; where the wording differs the passage is shown unmarked."""
    page.goto(f"{address}/hant.html?q={quote('已经旧了')}")
    results(page)
    expect(page.locator("#results .summary")).to_have_text("他說船上的軟體已經舊了yǐ jīng jiù le。")
    expect(page.locator("#results mark")).to_have_text("已經舊了")
    page.goto(f"{address}/hant.html?q={quote('的软件')}")
    results(page)
    expect(page.locator("#results .summary")).to_have_text("他說船上的軟體已經舊了。")
    expect(page.locator("#results .summary mark")).to_have_count(0)


def test_a_snippet_is_the_surroundings(page: Page, address: str) -> None:
    """A long passage is cut around what was found."""
    page.goto(f"{address}/hans.html?q={quote('到了晚上')}")
    results(page)
    text = page.locator("#results .summary").inner_text()
    assert text.startswith("…云")
    assert text.endswith("雨…")
    assert len(text) < 120


def test_typing_searches_and_the_keyboard_leads_through(page: Page, address: str) -> None:
    """`/` goes to the field, typing searches and keeps the address, arrows walk, Enter opens."""
    page.goto(f"{address}/hans.html")
    page.keyboard.press("/")
    page.keyboard.type("softw")
    wait_until(page, "location.search === '?q=softw'")
    assert results(page) == ["glossary/software.html"]
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "glossary/software.html"
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.press("Enter")
    wait_until(page, "document.activeElement.tagName === 'A'")


def test_more_results_come_when_they_are_asked_for(page: Page, address: str) -> None:
    """Five articles are shown, the rest after a press of the button, each once."""
    page.goto(f"{address}/hans.html?q={quote('山高')}")
    assert len(results(page)) == 5
    page.locator("#results button").click()
    expect(page.locator("#results a")).to_have_count(10)
    expect(page.locator("#results button")).to_have_count(0)
    assert results(page) == [f"articles/a{number}.html#p1" for number in range(19, 9, -1)]


def test_every_phrase_is_found_wherever_it_is(page: Page, tmp_path: Path) -> None:
    """In texts of few characters, where phrases recur, the results are those of reading every text."""
    random = Random(3)  # noqa: S311 - only sentences come of it
    letters = ["山", "水", "云", "雨", "發", "发", "，", "AI", " "]
    made = [article(n, Forms("题", "題"), *(Forms(t, t) for t in sentences(random, letters))) for n in range(1, 25)]
    write_search_site(tmp_path, search_files(made, [], fold))
    for length in (1, 2, 3, 3, 4, 4, 5, 6):
        query = "".join(random.choices(letters[:6], k=length))
        holders = {each.url for each in made if any(fold(query) in fold(block.text.hans) for block in each.blocks)}
        page.goto(f"{(tmp_path / 'hans.html').as_uri()}?q={quote(query)}")
        results(page)
        while page.locator("#results button").count():
            page.locator("#results button").click()
            results(page)
        found = {each.partition("#")[0] for each in results(page)}
        assert found == holders, query


def sentences(random: Random, letters: Sequence[str]) -> list[str]:
    """Blocks of these letters in no order."""
    return ["".join(random.choices(letters, k=random.randrange(20, 90))) for _ in range(12)]


def test_markup_in_a_query_is_text(page: Page, address: str) -> None:
    """Nothing that a reader types becomes an element, or breaks the search."""
    page.goto(f"{address}/hans.html?q={quote('<b>[船上](.*')}")
    assert results(page) == []
    page.fill("#q", "[船上")
    page.wait_for_selector("mark")
    assert results(page) == ["articles/a1.html#p1"]


def test_nothing_is_fetched_before_the_reader_searches(page: Page, address: str) -> None:
    """The page asks for its script only; then for the files that the query needs, each once."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/hans.html")
    page.locator("#q").focus()
    frames(page)
    assert [url.rsplit("/", 1)[1] for url in asked if not url.endswith("favicon.ico")] == ["hans.html", *SCRIPTS]
    page.fill("#q", "船上")
    results(page)
    assert len(set(asked)) == len(asked) > 4


def test_composing_does_not_search(page: Page, address: str) -> None:
    """While an input method composes, its letters are not taken for the query."""
    page.goto(f"{address}/hans.html")
    stop_clock(page)
    page.locator("#q").focus()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "ruan", "selectionStart": 4, "selectionEnd": 4})
    page.clock.run_for(300)
    assert page.locator("#results a").count() == 0
    session.send("Input.insertText", {"text": "船上"})
    page.clock.run_for(300)
    assert results(page) == ["articles/a1.html#p1"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        *(
            pytest.param(query, "articles/a20.html#p1", id=query)
            for query in (
                "yinhang",
                "yínháng",
                "yin2hang2",
                "yin hang",
                "yh",
                "ㄧㄣˊㄏㄤˊ",
                "ㄧㄣㄏㄤ",
                "yinhnag",
                "yinhng",
            )
        ),
        *(pytest.param(query, "articles/a20.html#p1", id=query) for query in ("emile", "Émile", "emlie", "émile")),
        *(
            pytest.param(query, "articles/a20.html#p2", id=query)
            for query in ("liushu", "hebian liushu", "liǔshù", "lliushu")
        ),
        *(
            pytest.param(query, "articles/a20.html#p3", id=query)
            for query in ("ai", "\uff21\uff29", "feiji", "feji", "ㄈㄟㄐㄧ")
        ),
        *(pytest.param(query, "articles/a20.html", id=query) for query in ("沈青山", "shenqingshan")),
        *(
            pytest.param(query, "articles/a21.html", id=query)
            for query in ("tianqi", "tianqiyubao", "tqyb", "tiaqi", "天氣")
        ),
        pytest.param("hebianliushu", "articles/a20.html#p2", id="two words without a space"),
        pytest.param("2024-01-21", "articles/a21.html", id="a day"),
        pytest.param("2024年1月21日", "articles/a21.html", id="a day in Chinese"),
        pytest.param("2024-01 柳树", "articles/a20.html#p2", id="a word in articles of a month"),
    ],
)
def test_what_a_learner_types_finds_the_text(page: Page, address: str, query: str, found: str) -> None:
    """Pinyin with and without tones, zhuyin, initials, one slip, accents, an author, a date."""
    page.goto(f"{address}/hans.html?q={quote(query)}")
    assert found in results(page)


@pytest.mark.parametrize(
    ("query", "absent"),
    [
        ("xing", "articles/a20.html#p1"),
        ("yǐnhāng", "articles/a1.html#p1"),
        ("2024-02", "articles/a21.html"),
        ("2023年", "articles/a21.html"),
    ],
)
def test_what_is_typed_otherwise_is_not_found(page: Page, address: str, query: str, absent: str) -> None:
    """行 in 银行 is no xíng; another month has no article."""
    page.goto(f"{address}/hans.html?q={quote(query)}")
    assert absent not in results(page)


def test_a_month_lists_its_articles_from_the_newest(page: Page, address: str) -> None:
    """A date that a text mentions comes after the articles of the date."""
    page.goto(f"{address}/hans.html?q=2024-01")
    assert results(page)[:2] == ["articles/a21.html", "articles/a20.html"]
    assert page.locator("#results time mark").count() == 5


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        pytest.param("hans.html?q=yinhang", "银行 yínháng", id="a word"),
        pytest.param("hant.html?q=yinhang", "銀行 yínháng", id="in Traditional"),
        pytest.param(f"hant.html?q={quote('行人')}", "行人 xíng rén", id="another reading"),
        pytest.param("hans.html?q=ruanjian", "软件 ruǎnjiàn", id="another word in Traditional"),
        pytest.param(f"hans.html?q={quote('绿')}", "绿 lǜ", id="one character"),
    ],
)
def test_a_hit_has_the_reading_that_it_has_there(page: Page, address: str, path: str, shown: str) -> None:
    """行 is háng in 银行 and xíng in 行人, in the reader's script."""
    page.goto(f"{address}/{path}")
    results(page)
    hit = page.locator("#results .summary mark").first
    assert hit.evaluate("mark => `${mark.textContent} ${mark.nextElementSibling.textContent}`") == shown


def test_a_slip_is_admitted(page: Page, address: str) -> None:
    """A reader learns that nothing has these letters; the number of results is said each time."""
    page.goto(f"{address}/hans.html?q=yinhang")
    results(page)
    expect(page.locator("#summary bdi:not([hidden])")).to_have_text("1 条结果")
    page.fill("#q", "yinhnag")
    expect(page.locator("#summary bdi:not([hidden])")).to_have_text("没有这样拼的词，相近的有 1 条")
    page.fill("#q", "从未有过")
    expect(page.locator("#summary bdi:not([hidden])")).to_have_text("没有找到")
