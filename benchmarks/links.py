"""Processor time and size of what links a collection, and what a reader's search fetches.

Run `python -m benchmarks links [number of articles …]`. Fetched bytes are measured in a Chromium where there is one.
"""

from __future__ import annotations

import argparse
import gzip
import re
import resource
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from statistics import mean
from tempfile import TemporaryDirectory
from time import process_time
from typing import TypeVar
from urllib.parse import quote

from playwright.sync_api import Page, sync_playwright

from benchmarks.corpus import Corpus, MadeArticle
from generator.echoes import Source, find_echoes, fingerprints
from generator.hanzi import fold
from generator.model import Forms, Slug
from generator.search import SearchArticle, SearchBlock, parts, postings, search_files
from tests import chromium

Made = TypeVar("Made")

EVERY = "".join(map(chr, range(0x4E00, 0xA000)))
TRADITIONAL = str.maketrans(
    {folded: character for character, folded in zip(EVERY, fold(EVERY), strict=True) if character != folded}
)
MARKS = re.compile(r"\*\*|^(?:#+|>|-) |\[\[[^|]*\||\]\]|\[|\]\([^)]*\)", re.MULTILINE)
TERMS = ("人工智能", "软件", "軟件", "芯片", "OpenAI", "gpu", "的", "我们")
HTML = """<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><script src="search.js" defer></script>
<form role="search"><input type="search" name="q"></form><p id="summary"></p>
<ol id="results" data-index="search/"></ol>"""


def timed(stage: str, work: Callable[[], Made]) -> Made:
    """Do some `work` and print the processor time that it took and the most memory used so far."""
    start = process_time()
    made = work()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"  {stage:<28}{process_time() - start:8.2f} s   {memory:6} MB", flush=True)
    return made


def both(text: str) -> Forms:
    """A text in both scripts, character by character."""
    return Forms(text, text.translate(TRADITIONAL))


def blocks(made: MadeArticle) -> list[str]:
    """The text of an article, without its marks of Markdown."""
    return [block for block in MARKS.sub("", made.simplified).split("\n") if block]


def searchable(made: MadeArticle) -> SearchArticle:
    """An article for the search index."""
    texts = tuple(SearchBlock(anchor=f"p{number}", text=both(text)) for number, text in enumerate(blocks(made)))
    return SearchArticle(
        slug=made.slug, url=f"articles/{made.slug}.html", title=both(made.title), date=made.date, blocks=texts
    )


def measure_echoes(made: Sequence[MadeArticle]) -> None:
    """Fingerprints, and what they find."""
    sources = [Source(slug=Slug(each.slug), text="\n".join(blocks(each))) for each in made]
    prints = timed("fingerprints", lambda: {source.slug: fingerprints(source.text) for source in sources})
    echoes = timed("echoes from fingerprints", lambda: find_echoes(sources, prints))
    size = sum(each.itemsize * len(each) for each in prints.values())
    print(f"    {len(echoes)} echoes; fingerprints {size / 1e6:.1f} MB")


def measure_search(made: Sequence[MadeArticle]) -> Mapping[str, bytes]:
    """The index, all of it."""
    texts = timed("(the other script)", lambda: [searchable(each) for each in made])
    divided = [(text, parts(text)) for text in texts]
    found = timed("postings", lambda: postings(divided, fold))
    print(f"    {len(found)} keys, {sum(map(len, found.values()))} postings")
    del found
    files = timed("search, all files", lambda: search_files(texts, (), fold))
    for folder in "pft":
        sizes = [len(data) for path, data in files.items() if path.startswith(f"search/{folder}/")]
        size = f"{sum(sizes) / 1e6:.1f} MB, mean {mean(sizes):.0f}, largest {max(sizes)} bytes"
        print(f"    {folder}: {len(sizes)} files, {size}")
    return files


def queries(made: Sequence[MadeArticle], length: int) -> list[str]:
    """Phrases of so many characters from somewhere in the texts."""
    random = Random(1)  # noqa: S311 — for measuring
    found: list[str] = []
    while len(found) < 40:  # noqa: PLR2004
        text = random.choice(blocks(random.choice(made)))
        start = random.randrange(len(text))
        phrase = text[start : start + length]
        if len(phrase) == length and phrase.isalpha() and not any(map(str.isascii, phrase)):
            found.append(phrase)
    return found


def measure_fetching(made: Sequence[MadeArticle], files: Mapping[str, bytes]) -> None:
    """What a Chromium fetches for queries of several lengths, each on a fresh page."""
    path = chromium.find()
    if not path:
        return
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder)
        everything = {"search.html": HTML.encode(), "search.js": Path("static/search.js").read_bytes()} | dict(files)
        for name, data in everything.items():
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_bytes(data)
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        asked = {"terms": TERMS, **{f"{length} characters": queries(made, length) for length in (1, 2, 4, 8)}}
        for kind, some in asked.items():
            fetched = [fetch(browser.new_page(), site, query) for query in some]
            raw = sorted(sum(map(len, each)) for each in fetched)
            packed = sorted(sum(len(gzip.compress(data)) for data in each) for each in fetched)
            print(
                f"    {kind:<14}median {raw[len(raw) // 2]:6} bytes, most {raw[-1]:6}; "
                f"gzipped {packed[len(packed) // 2]:6} and {packed[-1]:6}; files {mean(map(len, fetched)):.0f}"
            )
        browser.close()


def fetch(page: Page, site: Path, query: str) -> list[bytes]:
    """The files of the index that a page fetches to answer a query."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{(site / 'search.html').as_uri()}?q={quote(query)}")
    page.locator("#results[aria-busy=false]").wait_for(state="attached")
    page.wait_for_timeout(200)
    page.close()
    return [(site / "search" / url.partition("/search/")[2]).read_bytes() for url in asked if "/search/" in url]


def measure(number: int) -> None:
    """Print the tables for `number` articles."""
    print(f"{number} articles")
    made = timed("(making the articles)", lambda: list(Corpus().articles(number)))
    measure_echoes(made)
    measure_fetching(made, measure_search(made))


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `python -m benchmarks links`."""
    parser.add_argument("sizes", type=int, nargs="*", default=[1000, 10000], help="numbers of articles")


def main(options: argparse.Namespace) -> None:
    """Print a table for each size."""
    for number in options.sizes:
        measure(number)
