"""Articles and pages as files: front matter, body, and the script they are in."""

from __future__ import annotations

import datetime as dt

import pytest

from duben.model.addresses import Address
from duben.model.article import Article, Slug
from duben.sources.articles import SourceFile, read_article

FRONT = '+++\ntitle = "题"\ndate = 2024-02-20\n'


def read(text: str, name: str = "content/articles/a.md") -> tuple[Article | None, list[tuple[str, int]]]:
    """The article of this text, and the codes and lines of its problems."""
    article, problems = read_article(SourceFile(name, text.encode()))
    return article, [(problem.code, problem.line) for problem in problems]


def test_an_article_is_front_matter_and_body() -> None:
    """Every key is kept, and the line where the body begins."""
    front = FRONT + (
        'author = "甲"\nsource = "某报"\nurl = "https://a.org"\nsummary = "一句。"\nscript = "hans"\nregion = "cn"\n'
        'draft = true\n[conversions]\n"软件" = "軟體"\n[readings]\n"行" = "háng"\n'
    )
    article, problems = read(front + "+++\n\n正文。\n")
    assert problems == []
    assert article == Article(
        slug=Slug("a"),
        path="content/articles/a.md",
        title="题",
        body="\n正文。\n",
        body_line=16,
        script="hans",
        region="cn",
        date=dt.date(2024, 2, 20),
        author="甲",
        source="某报",
        url=Address("https://a.org", "https", "a.org"),
        summary="一句。",
        draft=True,
        conversions={"软件": "軟體"},
        readings={"行": "háng"},
        reading_places={"行": (14, 1)},
    )


@pytest.mark.parametrize(
    ("keys", "body", "expected"),
    [
        pytest.param("", "这是什么软件？", ("hans", "cn"), id="simplified"),
        pytest.param("", "這是什麼軟體？", ("hant", "tw"), id="traditional"),
        pytest.param('script = "hant"', "这是什么", ("hant", "tw"), id="script-given"),
        pytest.param('region = "hk"', "這是什麼", ("hant", "hk"), id="region-given"),
        pytest.param('region = "hk"', "中文", ("hant", "hk"), id="region-decides-the-script"),
        pytest.param('region = "cn"', "這是什麼", ("hans", "cn"), id="mainland-is-simplified"),
        pytest.param('script = "hant"\nregion = "cn"', "中文", ("hant", "cn"), id="both-given"),
    ],
)
def test_script_and_region_are_found_or_given(keys: str, body: str, expected: tuple[str, str]) -> None:
    """What is given of the two decides what is found of the other."""
    article, _ = read(f"{FRONT}{keys}\n+++\n{body}\n")
    assert article
    assert (article.script, article.region) == expected


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        pytest.param("", [("front-matter", 1)], id="empty"),
        pytest.param("正文", [("front-matter", 1)], id="none"),
        pytest.param("\n" + FRONT + "+++\n", [("front-matter", 1)], id="not-at-the-beginning"),
        pytest.param(FRONT + "正文", [("front-matter", 1)], id="not-closed"),
        pytest.param("+++\n+++\n正文", [("missing-key", 1)], id="without-keys"),
        pytest.param(FRONT + "x = \n+++\n", [("toml-syntax", 4)], id="syntax"),
        pytest.param(FRONT + 'draft = "no"\n+++\n', [("wrong-type", 4)], id="wrong-type"),
        pytest.param('+++\ntitle = ""\ndate = 2024-02-20\n+++\n', [("bad-value", 2)], id="empty-title"),
    ],
)
def test_front_matter_that_cannot_be_used(text: str, problems: list[tuple[str, int]]) -> None:
    """Gives no article, but its problems at their lines."""
    assert read(text) == (None, problems)


def test_an_unknown_key_does_not_hide_the_article() -> None:
    """So that the problems of its text are reported with it."""
    article, problems = read(FRONT + "autor = 1\n+++\n正文")
    assert article
    assert problems == [("unknown-key", 4)]


def test_nothing_needs_a_date() -> None:
    """Neither a page nor an article: an imported text may not say when it appeared."""
    text = '+++\ntitle = "页"\n+++\n'
    assert read(text, "content/pages/about.md")[1] == []
    assert read(text)[1] == []


def test_a_date_may_have_a_time() -> None:
    """The day counts."""
    article, problems = read('+++\ntitle = "题"\ndate = 2024-02-20T08:00:00Z\n+++\n')
    assert article
    assert (article.date, problems) == (dt.date(2024, 2, 20), [])


@pytest.mark.parametrize("name", ["A.md", "a--b.md", "a_b.md", "-a.md", "词.md", "a b.md"])
def test_a_name_that_cannot_be_an_address(name: str) -> None:
    """Is a problem, but the article is read."""
    article, problems = read(FRONT + "+++\n正文", f"content/articles/{name}")
    assert article
    assert problems == [("bad-slug", 1)]


def test_windows_line_ends_are_no_difference() -> None:
    """Nor is a byte-order mark."""
    plain, _ = read(FRONT + "+++\n正文\n二\n")
    other, _ = read("\ufeff" + (FRONT + "+++\n正文\n二\n").replace("\n", "\r\n"))
    assert plain == other
