"""The HTML of annotated text: ruby for each word, links for mentions, two copies of every block."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duben import chinese
from duben.article.annotate import annotate
from duben.article.html import open_references, typeset
from duben.article.markdown import parse
from duben.article.ruby import WORD_HTML
from duben.model.article import Reference, Text
from duben.model.compiled import ArticleBody
from duben.model.words import Script, TermId, Word
from tests.conftest import Golden
from tests.support.texts import CLEAN_TEXTS, ENTRIES, annotated, annotator, article, entry, glossary

GLOSSARY = glossary(ENTRIES)
ANNOTATOR = annotator()
COPY = re.compile(r"<(\w+) lang=(zh-[^ >]+)( hidden)?[^>]*>(.*?)</\1>(?=<\w+ lang=|</div>)", re.DOTALL)
ARTICLE = """
奥特曼说：“**AGI** 不远了。”AGI 是什么？

## 什么是 AGI

通用人工智能[^1]比人工智能更难，见[[openai]]和[[altman|这个人]]。

- 优化 e/acc
- {银行|yín háng}与-{zh-hans:软件; zh-hant:軟體}-

|词|义|
|:-|-:|
|DiT|`DiT`|

![一张图](a.png "题")

    AGI

[^1]: 即 AGI。
"""


def body(body: str, *, script: Script | None = None) -> ArticleBody:
    """The compiled body of an article."""
    return typeset(annotated(article(body, script=script), ANNOTATOR), GLOSSARY, "tw")[1]


def links(body: str, toml: str = ENTRIES) -> list[str]:
    """The opening tags of the term links in the first copy of each block."""
    _, set_, _ = typeset(annotated(article(body, script="hans"), annotator(toml)), glossary(toml), "tw")
    return re.findall(r"<a class=\"?term[^>]*>", "".join(html.split(" hidden")[0] for _, html in set_.blocks))


@pytest.mark.parametrize(
    ("word", "html"),
    [
        pytest.param(Word("的", "的", ("de",)), "<ruby>的<rt data-p=de></ruby>", id="most-common"),
        pytest.param(Word("优化", "優化", ("yōu", "huà")), "<ruby>优化<rt data-a=yōuhuà></ruby>", id="rarest-decides"),
        pytest.param(Word("饕", "饕", ("tāo",)), "<ruby>饕<rt data-d=tāo></ruby>", id="rare"),
        pytest.param(Word("西安", "西安", ("Xī", "ān")), '<ruby>西安<rt data-p="Xī\'ān"></ruby>', id="apostrophe"),
        pytest.param(
            Word("人工智能发展报告", "人工智慧發展報告", ("rén", "gōng", "zhì", "néng", "fā", "zhǎn", "bào", "gào")),
            "<ruby>人工<rt data-p=réngōng></ruby><ruby>智能<rt data-b=zhìnéng></ruby>"
            "<ruby>发展<rt data-p=fāzhǎn></ruby><ruby>报告<rt data-p=bàogào></ruby>",
            id="long-name",
        ),
        pytest.param(
            Word("春节假期", "春節假期", ("Chūn", "jié", "jià", "qī")),
            "<ruby>春节<rt data-a=Chūnjié></ruby><ruby>假期<rt data-a=jiàqī></ruby>",
            id="phrase",
        ),
        pytest.param(
            Word("人工智能", "人工智慧", ("rén", "gōng", "zhì", "néng"), TermId("ai")),
            '<ruby>人工智能<rt data-b="réngōng zhìnéng"></ruby>',
            id="term",
        ),
        pytest.param(Word("A股", "A股", (None, "gǔ")), "A<ruby>股<rt data-p=gǔ></ruby>", id="latin-within"),
        pytest.param(Word("<&>", "<&>"), "&lt;&amp;&gt;", id="escaped"),
    ],
)
def test_a_word_is_one_ruby(word: Word, html: str) -> None:
    """With a class that says how common its rarest character is; what is not read is plain text."""
    assert WORD_HTML[word].hans == html


def test_each_ruby_of_a_phrase_sounds_as_it_sounds() -> None:
    """Tones that sandhi changes are those of their syllables: 管理 in 管理水平."""
    html = "".join(html for _, html in body("管理水平").blocks)
    assert "<ruby data-s=22>管理<rt data-p=guǎnlǐ></ruby><wbr><ruby>水平<rt data-p=shuǐpíng></ruby>" in html


def test_each_script_shows_its_own_reading() -> None:
    """A word whose forms differ is read as it is shown."""
    word = Word("优化", "最佳化", ("yōu", "huà"), None, ("zuì", "jiā", "huà"))
    assert "<rt data-a=yōuhuà></ruby>" in WORD_HTML[word].hans
    assert "<rt data-b=zuìjiāhuà></ruby>" in WORD_HTML[word].hant


@pytest.mark.parametrize(
    ("script", "copies"),
    [
        pytest.param("hans", [("zh-Hans", False), ("zh-Hant-TW", True)], id="simplified"),
        pytest.param("hant", [("zh-Hant-TW", False), ("zh-Hans", True)], id="traditional"),
    ],
)
def test_the_copy_as_written_comes_first_and_shows(script: Script, copies: list[tuple[str, bool]]) -> None:
    """The other carries `hidden`."""
    ((_, html),) = body("中文", script=script).blocks
    assert [(lang, bool(hidden)) for _, lang, hidden, _ in COPY.findall(html)] == copies


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("AGI和AGI", ["term first", "term"], id="same-paragraph"),
        pytest.param("AGI\n\nAGI", ["term first", "term"], id="same-section"),
        pytest.param("AGI\n\n## 题\n\nAGI", ["term first", "term first"], id="next-section"),
        pytest.param("AGI与人工智能", ["term first", "term first"], id="two-terms"),
        pytest.param("通用人工智能即AGI", ["term first", "term"], id="two-names-of-one-term"),
    ],
)
def test_the_first_mention_in_a_section_is_marked(body: str, expected: list[str]) -> None:
    """Every mention is a link; the class says which are marked."""
    assert [re.findall(r'class="?([^"]*?)"? href', tag)[0] for tag in links(body)] == expected


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        pytest.param("first", ['<a class="term first" href=#term-t>', "<a class=term href=#term-t>"], id="first"),
        pytest.param("all", ['<a class="term first" href=#term-t>'] * 2, id="all"),
        pytest.param("never", [], id="never"),
    ],
)
def test_an_entry_says_which_mentions_are_links(how: str, expected: list[str]) -> None:
    """`link` is `first`, `all` or `never`."""
    assert links("甲词，甲词", entry("t", "甲词", link=f'"{how}"')) == expected


def test_a_reference_is_opened_when_its_target_is_known() -> None:
    """Until then it is a mark that no other text is taken for."""
    (_, html), *_ = body("见[[openai]]与[[b|乙]]").blocks
    seen: list[tuple[Reference, Script]] = []

    def opened(reference: Reference, script: Script) -> str:
        seen.append((reference, script))
        return f'<a href="{reference.target}.html">'

    assert '<a href="openai.html"></a>' in open_references(html, opened)
    expected = [Reference("openai", titled=True), Reference("b", titled=False)]
    assert seen == [(reference, script) for script in ("hans", "hant") for reference in expected]


def test_the_plain_text_has_a_line_for_each_block() -> None:
    """Each line has the id of its block or footnote."""
    _, _, found = typeset(annotated(article(ARTICLE), ANNOTATOR), GLOSSARY, "tw")
    assert len(found.forms.hans.split("\n")) == len(found.forms.hant.split("\n")) == len(found.lines)
    assert dict(zip(found.lines, found.forms.hans.split("\n"), strict=True))["p7"] == "即 AGI。"


def test_headings_are_the_table_of_contents() -> None:
    """In both scripts, with their anchor."""
    (heading,) = body(ARTICLE).headings
    assert (heading.anchor, heading.level, *heading.title) == ("s-什么是-agi", 2, "什么是 AGI", "什麼是 AGI")


@pytest.mark.parametrize("script", ["hans", "hant"])
def test_the_html_of_an_article(script: Script, golden: Golden) -> None:
    """Every kind of block, with its links, readings and both copies."""
    markdown = ARTICLE if script == "hans" else "「奧特曼」最佳化了AGI。\n\n> 軟體[^1]\n\n[^1]: 註"
    found = body(markdown, script=script)
    notes = [f"[{note.number}] {note.html}" for note in found.notes]
    html = "".join([*(html for _, html in found.blocks), *notes]).replace("</div>\n", "</div>\n\n")
    golden(f"html/{script}.html", html.translate({0xFDD0: "⟦", 0xFDD1: " ", 0xFDD2: " ", 0xFDD3: "⟧"}))


@given(CLEAN_TEXTS, st.sampled_from(["hans", "hant"]))
@settings(max_examples=60)
def test_a_copy_without_its_readings_is_the_text(body: str, script: Script) -> None:
    """Tags and readings taken off, the copy as written is what the parser read, escaped and nothing else."""
    written = article(body, script=script)
    document, _ = parse(written.body, written.path, written.body_line)
    _, found, _ = typeset(annotate(document, written, ANNOTATOR), GLOSSARY, "tw")
    for block, (_, html) in zip(document.blocks, found.blocks, strict=True):
        if all(isinstance(piece, Text) for piece in block.pieces) and block.tag == "p":
            (_, _, hidden, inside), *_ = COPY.findall(html)
            assert not hidden
            shown = unescape(re.sub(r"<[^>]*>", "", re.sub(r"<rt[^>]*>[^<]*", "", inside)))
            assert shown == unescape("".join(p.text for p in block.pieces if isinstance(p, Text)).replace("&", "&amp;"))


@given(CLEAN_TEXTS)
@settings(max_examples=60)
def test_an_article_counts_its_characters(body: str) -> None:
    """The number of Han characters is that of the text."""
    written = article(body, script="hans")
    document, _ = parse(written.body, written.path, written.body_line)
    compiled, _, found = typeset(annotate(document, written, ANNOTATOR), GLOSSARY, "tw")
    assert compiled.characters == sum(map(chinese.is_han, found.forms.hans))
    assert len(found.lines) == (len(found.forms.hant.split("\n")) if found.lines else 0)
