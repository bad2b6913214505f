"""Explanations of words: who decided them, where they are, and fixes that the parser accepts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from duben import chinese
from duben.article.annotate import annotate
from duben.article.compile import article_compiler
from duben.article.html import typeset, words_of
from duben.article.markdown import parse
from duben.build.context import BuildContext
from duben.build.pipeline import load_site
from duben.build.session import SiteSession
from duben.build.up_to_date import Options, open_store
from duben.model.article import Article, Document
from duben.model.words import Region, Script, Standard
from duben.preview.explain import Explanation, OtherTextError, Question, explain
from duben.preview.explain.explain import _words_with_cards
from duben.preview.explain.locate import locate
from duben.preview.explain.recording_annotator import RecordingAnnotator
from duben.sources.articles import ContentFolder, read_article
from duben.sources.config import read_config
from duben.sources.folder import SourceFolder
from duben.sources.glossary import glossary_files, read_glossary
from tests.conftest import Build, MakeSite
from tests.support.sites import FILES

OURS = Path(__file__).parents[1]
FIRST_MD, PAGE = "content/articles/first.md", "articles/first.html"
SETTINGS = 'title = "试"\n[conversions]\n"软件" = "軟體"\n[readings]\n"长" = "zhǎng"\n'
TEXT = """+++
title = "银行的行"
date = 2024-02-20

[readings]
"人行道" = "rén háng dào"

[conversions]
"山谷" = "山峪"
+++
银行在人行道边。奥特曼说，{行|xíng}与长，-{zh-hans:数据; zh-hant:資料}-与软件。

- 走进山
  谷里，[见`软件`](https://example.org/软件)，软件。
"""
"""An article with every kind of override, and with places that are hard to find."""


class Asked:
    """A loaded site, and questions about the words of its first article."""

    def __init__(self, folder: Path) -> None:
        session = SiteSession(open_store(folder))
        self.folder = folder
        loaded = load_site(SourceFolder(folder), Options(), BuildContext(store=session.store), session)
        assert loaded.problems == ()
        self.site, self.annotator = loaded.site, loaded.compiler.annotator

    def at(self, block: str, at: int, page: str = PAGE) -> Explanation | None:
        """The explanation of the word of a card."""
        question = Question(page=page, block=block, script="hans", at=at)
        return explain(self.folder, self.site, self.annotator, question)

    def all(self, block: str) -> Iterator[Explanation]:
        """The explanations of all words of a block, in order."""
        at = 0
        while found := self.at(block, at):
            yield found
            at += 1

    def word(self, written: str, block: str = "p1") -> Explanation:
        """The explanation of the first word with this form."""
        return next(found for found in self.all(block) if found.word.simplified == written)


Ask = Callable[..., Asked]


@pytest.fixture
def ask(make_site: MakeSite) -> Ask:
    """`ask(text)` loads a site with this article."""
    return lambda text=TEXT: Asked(make_site(FILES | {"site.toml": SETTINGS, FIRST_MD: text}))


DECIDED = {
    "an override of a reading": ("行", "text", []),
    "an override of forms": ("数据", "text", []),
    "the article's readings": ("人行道", "article", [(FIRST_MD, 6, "[readings]")]),
    "the article's conversions": ("山谷", "article", [(FIRST_MD, 9, "[conversions]")]),
    "an entry": ("奥特曼", "entry", [("content/glossary/entries.toml", 9, "奥特曼")]),
    "the site's conversions": ("软件", "site", [("site.toml", 3, "[conversions]")]),
    "the site's readings, of one character": ("长", "site", [("site.toml", 5, "[readings]")]),
    "nothing": ("银行", None, []),
}


@pytest.mark.parametrize(("word", "by", "places"), DECIDED.values(), ids=DECIDED)
def test_what_locked_a_word_is_named_with_its_place(
    ask: Ask, word: str, by: str | None, places: list[tuple[str, int, str]]
) -> None:
    """The narrowest override wins; a word without one has reasons instead."""
    found = ask().word(word, "p2" if word == "山谷" else "p1")
    assert found.why.decided_by == by
    assert [(each.path, each.line, each.about) for each in found.decided_at] == places
    assert bool(found.why.reading) is bool(found.why.forms) is (by is None)


def test_blank_lines_and_tables_in_one_line_are_no_trouble(ask: Ask) -> None:
    """The rows of a table in one line have no places; lines count from the top of the file."""
    found = ask('+++  \n\nreadings = { "银行" = "yín xíng" }\n\ntitle = "很好"\n+++\n银行。\n')
    assert found.word("银行").why.decided_by == "article"
    assert found.word("银行").decided_at == ()
    assert found.word("很", "title").place.line == 5


PLACES = {
    "the title": ("title", "银行", (2, 10)),
    "the first word of a paragraph": ("p1", "银行", (11, 1)),
    "within an override of a reading": ("p1", "行", (11, 15)),
    "on one side of an override of forms": ("p1", "数据", (11, 35)),
    "across a line break": ("p2", "山谷", (13, 5)),
    "after code and a link of the same name": ("p2", "软件", (14, 38)),
}


@pytest.mark.parametrize(("block", "word", "place"), PLACES.values(), ids=PLACES)
def test_the_place_of_a_word_is_found_in_the_source(ask: Ask, block: str, word: str, place: tuple[int, int]) -> None:
    """Line and column are those in the article's file, with any markup around the word."""
    found = ask().word(word, block)
    assert (found.place.path, found.place.line, found.place.column) == (FIRST_MD, *place)


def test_a_word_that_sounds_otherwise_says_how(ask: Ask) -> None:
    """The spoken reading follows from the neighbours by tone sandhi."""
    assert ask(TEXT + "\n我很好，不去。\n").word("很", "p3").sound == ("hén",)
    assert ask().word("银行").sound is None


NONSENSE = {
    "no page": ("p1", 0, "articles/nothing.html"),
    "a page of no article": ("p1", 0, "articles/index.html"),
    "a path out of the site": ("p1", 0, "../content/articles/first.md"),
    "no block": ("p99", 0, PAGE),
    "no word": ("p1", 999, PAGE),
    "a word before the first": ("p1", -1, PAGE),
}


@pytest.mark.parametrize(("block", "at", "page"), NONSENSE.values(), ids=NONSENSE)
def test_there_is_no_answer_to_nonsense(ask: Ask, block: str, at: int, page: str) -> None:
    """A question about a word that is on no page has no explanation."""
    assert ask().at(block, at, page) is None


OTHER = {
    "words": TEXT.replace("银行在", "银行就在"),
    "no such paragraph": TEXT.partition("- 走")[0],
    "no front matter": "银行",
}


@pytest.mark.parametrize("text", [*OTHER.values(), None], ids=[*OTHER, "no file"])
def test_a_file_that_holds_another_text_explains_no_page(ask: Ask, text: str | None) -> None:
    """If the file has changed since the page was made, there is no explanation."""
    here = ask()
    path = here.folder / FIRST_MD
    path.write_text(text, "utf-8") if text else path.unlink()
    with pytest.raises(OtherTextError):
        here.at("p2", 0) if text != OTHER["words"] else here.at("p1", 0)


def pasted(text: str, word: str, place: tuple[int, int], fix: str) -> str:
    """The article with a fix pasted over the word, or into its front matter."""
    if fix.startswith(("{", "-{")):
        lines = text.split("\n")
        line, at = lines[place[0] - 1], place[1] - 1
        assert line[at:].startswith(word)
        lines[place[0] - 1] = line[:at] + fix + line[at + len(word) :]
        return "\n".join(lines)
    head, _, rest = text.partition("\n+++\n")
    return f"{head}\n{fix}\n+++\n{rest}"


PLAIN = '+++\ntitle = "题"\ndate = 2024-02-20\n+++\n他去银行，看姜文，头发都干了。\n'


@pytest.mark.parametrize("number", range(5))
@pytest.mark.parametrize("word", ["银行", "姜文", "头发"])
def test_what_is_offered_is_accepted_and_says_what_stands(
    make_site: MakeSite, build: Build, ask: Ask, word: str, number: int
) -> None:
    """Each fix, pasted in its place, builds without a problem, and does not change the page."""
    found = ask(PLAIN).word(word)
    assert len(found.fixes) == 5
    fix, plain = found.fixes[number], FILES | {FIRST_MD: PLAIN}
    if fix.where == "glossary":
        mended = plain | {"content/glossary/more.toml": fix.text + "\n"}
    else:
        place = found.place.line, found.place.column
        mended = plain | {FIRST_MD: pasted(PLAIN, found.word.form(found.script), place, fix.text)}
    words = []
    for files in (plain, mended):
        built = build(make_site(files), "--strict")
        assert built.exit_code == 0, built.output
        words.append(re.findall(r"<ruby[^>]*>([^<]*)<rt[^>]*>([^<]*)", built.read(PAGE)))
    assert words[0] == words[1]


def test_a_second_line_for_a_table_comes_without_its_head(ask: Ask) -> None:
    """The second line for a table has no header: TOML allows only one."""
    texts = [fix.text for fix in ask().word("银行").fixes if fix.where == "article"]
    assert texts == ['"银行" = "yín háng"', '"银行" = "銀行"']


def test_what_cannot_be_written_is_not_offered(ask: Ask) -> None:
    """No fix replaces an override, changes a title, duplicates an entry or is about Latin letters."""
    offered = {
        word: {fix.where for fix in ask(TEXT + "\nAGI。\n").word(word, block).fixes}
        for word, block in (("银行", "title"), ("奥特曼", "p1"), ("数据", "p1"), ("AGI", "p3"))
    }
    assert offered == {
        "银行": {"article", "glossary"},
        "奥特曼": {"text", "article"},
        "数据": {"glossary"},
        "AGI": set(),
    }


def our_articles(region: Region, standard: Standard) -> Iterator[tuple[Article, Document, RecordingAnnotator]]:
    """The site's own articles, each with a recording annotator."""
    sources = SourceFolder(OURS)
    config, _ = read_config(sources)
    shared = article_compiler(config, read_glossary(glossary_files(sources)[0], region)[0]).annotator
    for file in ContentFolder().files(sources, "articles"):
        article, _ = read_article(file)
        assert article is not None
        document, _ = parse(article.body, article.path, article.body_line)
        yield article, document, RecordingAnnotator(shared.matcher, region, standard)


@pytest.mark.slow
def test_every_word_of_the_site_is_found_in_its_source() -> None:
    """The places of words are in order and within their block, and every card of the page has a word."""
    sources = SourceFolder(OURS)
    config, _ = read_config(sources)
    glossary, _ = read_glossary(glossary_files(sources)[0], "tw")
    for article, document, listener in our_articles("tw", "cn"):
        annotated = annotate(document, article, listener)
        lines = [*("" for _ in range(article.body_line - 1)), *article.body.split("\n")]
        html = dict(typeset(annotated, glossary, config.traditional)[1].blocks)
        for block in annotated.blocks:
            written = [word.form(article.script) for word in words_of(block)]
            last = (block.block.line, 0)
            for number, word in enumerate(written):
                if any(map(chinese.is_han, word)):
                    line, column = locate(lines, block.block.line, written, number, article.script)
                    assert lines[line - 1][column - 1] == word[0]
                    assert (line, column) > last
                    last = line, column
            after = [other.line for other in document.blocks if other.line > block.block.line]
            assert last[0] < min(after, default=len(lines) + 1)
            for script, copy in _copies(html[block.block.id]):
                assert len([*_words_with_cards(block.pieces, glossary, script)]) == _cards(copy)


def _copies(pair: str) -> Iterator[tuple[Script, str]]:
    """The copies of a pair, each with its script."""
    for copy in re.split(r"(?=<\w+ lang=zh-Han[st])", pair)[1:]:
        yield "hant" if "zh-Hant" in copy.partition(">")[0] else "hans", copy


def _cards(copy: str) -> int:
    """The number of cards in a copy."""
    without = re.sub(r'<a (?!class="?term)[^>]*>.*?</a>|\ufdd0[^\ufdd3]*\ufdd3.*?</a>', "", copy)
    terms = re.findall(r'<a class="?term.*?</a>', without)
    return len(terms) + str(without).count("<ruby") - sum(str(term).count("<ruby") for term in terms)
