"""Processor time and size of links, shared passages and the search index, and the bytes that a query fetches.

Run `python -m benchmarks links [number of articles …]`. Fetched bytes need a Chromium.
"""

from __future__ import annotations

import argparse
import gzip
import re
import resource
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import process_time
from typing import TypeVar
from urllib.parse import quote

from playwright.sync_api import Page, sync_playwright

from benchmarks import report
from benchmarks.corpus import Corpus, MadeArticle
from duben.chinese import fold
from duben.collection.links import connect, newest_first
from duben.collection.shared_passages import ArticleText, SharedPassageIndex, fingerprints
from duben.model.article import Article, Citation, Link, Slug
from duben.model.compiled import CompiledArticle, TermUse
from duben.model.paths import article_path
from duben.model.words import Forms, TermId
from duben.runtime.codec import pack
from duben.runtime.session import Session
from duben.runtime.store import Store
from duben.search import SearchArticle, SearchBlock
from tests.support import chromium
from tests.support.search_files import search_files, write_search_site

Made = TypeVar("Made")

EVERY = "".join(map(chr, range(0x4E00, 0xA000)))
TRADITIONAL = str.maketrans(
    {folded: character for character, folded in zip(EVERY, fold(EVERY), strict=True) if character != folded}
)
MARKS = re.compile(r"\*\*|^(?:#+|>|-) |\[\[[^|]*\||\]\]|\[|\]\([^)]*\)", re.MULTILINE)
REFERENCE = re.compile(r"\[\[([^\]|]+)")
TERMS = ("人工智能", "软件", "軟件", "芯片", "OpenAI", "gpu", "的", "我们")


class Figures(dict[str, float]):
    """The figures for one number of articles, by label."""

    def timed(self, stage: str, work: Callable[[], Made]) -> Made:
        """Run `work` and record its processor time."""
        start = process_time()
        made = work()
        self[f"{stage}, s"] = process_time() - start
        print(f"{stage}: {process_time() - start:.1f} s", file=sys.stderr, flush=True)
        return made


def both(text: str) -> Forms:
    """A text in both scripts, converted character by character."""
    return Forms(text, text.translate(TRADITIONAL))


def blocks(made: MadeArticle) -> list[str]:
    """The text of an article without its Markdown."""
    return [block for block in MARKS.sub("", made.simplified).split("\n") if block]


def searchable(made: MadeArticle) -> SearchArticle:
    """An article as input for the search index."""
    texts = tuple(SearchBlock(anchor=f"p{number}", text=both(text)) for number, text in enumerate(blocks(made)))
    return SearchArticle(
        slug=made.slug,
        url=article_path(Slug(made.slug)),
        title=SearchBlock(anchor="", text=both(made.title)),
        byline=SearchBlock(anchor="", text=Forms("", "")),
        date=made.date,
        blocks=texts,
    )


def compiled(made: MadeArticle, terms: re.Pattern[str]) -> CompiledArticle:
    """An article with mentions and links only: everything that `connect` reads."""
    form = Forms("", "")
    article = Article(
        slug=Slug(made.slug),
        path="",
        title=made.title,
        date=made.date,
        body="",
        script="hans",
        region="cn",
        body_line=1,
    )
    found = Counter(each[0] for each in terms.finditer(made.simplified))
    uses = tuple(TermUse(Slug(made.slug), TermId(name), (name,), "p1", times, 0) for name, times in found.items())
    links = tuple(
        Citation(link=Link(target=found[1], block="p1", line=1, column=1), sentence=form)
        for found in REFERENCE.finditer(made.simplified)
    )
    return CompiledArticle(
        key=made.slug, article=article, title=form, summary=form, plain_title=form, plain_summary=form, characters=0,
        packed_uses=pack(uses), links=links, media=(), wording="",
    )  # fmt: skip


def measure_links(made: Sequence[MadeArticle], corpus: Corpus, figures: Figures) -> None:
    """Mentions by term, links to each article, and related articles."""
    names = sorted((name for entry in corpus.glossary for name in (entry.name, *entry.aliases)), key=len, reverse=True)
    terms = re.compile("|".join(map(re.escape, names)))
    compiled_articles = [compiled(each, terms) for each in made]
    figures["mentions"] = sum(use.times for each in compiled_articles for use in each.uses)
    links = figures.timed("links", lambda: connect(newest_first(compiled_articles), ()))
    session = Session(Store())
    figures.timed("related articles, for each", lambda: [links.related.articles(s, session) for s in links.order])


def measure_shared_passages(made: Sequence[MadeArticle], figures: Figures) -> None:
    """Fingerprints, and the shared passages that they find, also after an edit."""
    texts = {Slug(each.slug): "\n".join(blocks(each)) for each in made}
    prints = figures.timed("fingerprints", lambda: {slug: fingerprints(text) for slug, text in texts.items()})

    def source(slug: Slug) -> ArticleText:
        return ArticleText(slug=slug, digest=texts[slug], text=lambda: texts[slug], fingerprints=lambda: prints[slug])

    index = SharedPassageIndex()
    found = figures.timed("shared passages", lambda: index.search(map(source, texts)))
    figures["shared passages found"] = len(found)
    figures["fingerprints, MB"] = sum(each.itemsize * len(each) for each in prints.values()) / 1e6
    figures["index of shared passages, MB"] = (len(pack(index.state())) + sum(map(len, index.index()))) / 1e6
    edited = min(found[0].passages).slug
    texts[edited] = texts[edited][:300] + "。" + texts[edited][320:]
    prints[edited] = fingerprints(texts[edited])
    figures.timed("shared passages after an edit", lambda: index.search(map(source, texts)))


def measure_search(made: Sequence[MadeArticle], figures: Figures) -> Mapping[str, bytes]:
    """The files of the search index."""
    texts = [searchable(each) for each in made]
    files = figures.timed("search index", lambda: search_files(texts, (), fold))
    for folder, kind in (("p", "postings"), ("t", "texts")):
        sizes = [len(data) for path, data in files.items() if path.startswith(f"search/{folder}/")]
        figures[f"files of {kind}"] = len(sizes)
        figures[f"files of {kind}, MB"] = sum(sizes) / 1e6
        figures[f"largest file of {kind}, KB"] = max(sizes) / 1e3
    return files


def queries(made: Sequence[MadeArticle], length: int) -> list[str]:
    """Random phrases of `length` characters from the texts."""
    random = Random(1)  # noqa: S311 — for measuring
    found: list[str] = []
    while len(found) < 30:  # noqa: PLR2004
        text = random.choice(blocks(random.choice(made)))
        start = random.randrange(len(text))
        phrase = text[start : start + length]
        if len(phrase) == length and phrase.isalpha() and not any(map(str.isascii, phrase)):
            found.append(phrase)
    return found


def measure_fetching(made: Sequence[MadeArticle], files: Mapping[str, bytes], figures: Figures) -> None:
    """The bytes that Chromium fetches for queries of several lengths, each on a new page."""
    path = chromium.find()
    if not path:
        return
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder)
        write_search_site(site, files)
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page()
        asked = {"a term": TERMS, **{f"{length} characters": queries(made, length) for length in (2, 4, 8)}}
        for kind, some in asked.items():
            fetched = [fetch(page, site / "hans.html", query) for query in some]
            for packing, size in (("", len), (", gzipped", lambda data: len(gzip.compress(data)))):
                sizes = sorted(sum(map(size, each)) / 1e3 for each in fetched)
                figures[f"fetched for {kind}, KB{packing}: median"] = sizes[len(sizes) // 2]
                figures[f"fetched for {kind}, KB{packing}: most"] = sizes[-1]
        browser.close()


def fetch(page: Page, path: Path, query: str) -> list[bytes]:
    """The index files that the page at `path` fetches for a query."""
    asked: list[str] = []
    page.on("request", note := lambda request: asked.append(request.url))
    page.goto(f"{path.as_uri()}?q={quote(query)}")
    page.locator("#results[aria-busy=false]").wait_for(state="attached")
    page.remove_listener("request", note)
    index = (path.parent / "search").as_uri() + "/"
    return [(path.parent / "search" / url.removeprefix(index)).read_bytes() for url in asked if url.startswith(index)]


def measure(number: int) -> Figures:
    """All figures for `number` articles, and the peak memory so far."""
    figures = Figures()
    corpus = Corpus()
    made = list(corpus.articles(number))
    measure_links(made, corpus, figures)
    measure_shared_passages(made, figures)
    measure_fetching(made, measure_search(made, figures), figures)
    figures["peak memory, MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return figures


def figure(value: float | None) -> str:
    """A number as text: whole, or with two significant digits."""
    return "" if value is None else f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.2g}"  # noqa: PLR2004


def written(found: Mapping[int, Figures]) -> str:
    """The table, with the growth from the smallest size to the largest."""
    least, *_, most = found.values() if len(found) > 1 else [*found.values()] * 2
    rows = [
        [name, *(figure(each.get(name)) for each in found.values()), f"{most[name] / value:.1f} times" if value else ""]
        for name, value in least.items()
    ]
    return f"{report.machine()}.\n\n" + report.table(["Articles", *(f"{size:,}" for size in found), "growth"], rows)


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `python -m benchmarks links`."""
    parser.add_argument("sizes", type=int, nargs="*", default=[1000, 10000], help="numbers of articles, ascending")
    parser.add_argument("--write", action="store_true", help=f"write the table into {report.PATH.name}")


def main(options: argparse.Namespace) -> None:
    """Measure, print and, with `--write`, write the table."""
    text = written({number: measure(number) for number in options.sizes})
    print(text)
    if options.write:
        report.replace_part("links", text)
