"""What a search finds for the queries of a learner, and the bytes that it fetches.

Run `python -m benchmarks queries NAME=FOLDER …`: each folder is a built site, such as `after=public`. Needs a Chromium.
With `--sample`, the queries are made of words from the texts of the first folder instead.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from playwright.sync_api import Page, sync_playwright

from benchmarks import report
from benchmarks.links import fetch
from duben import chinese
from tests.support import chromium

DOCS = report.PATH.with_name("search.md")

QUERIES = (
    ("软件", "characters", "软件"),
    ("軟件", "characters of the other script", "软件"),
    ("預測", "characters of the other script", "预测"),
    ("gongsi", "pinyin", "公司"),
    ("gōngsī", "pinyin with tones", "公司"),
    ("gong1si1", "pinyin with numbers", "公司"),
    ("gong si", "pinyin with a space", "公司"),
    ("ruanjian", "pinyin", "软件"),
    ("yùcè", "pinyin with tones", "预测"),
    ("pinglun", "pinyin", "评论"),
    ("daoyan", "pinyin", "导演"),
    ("meiguogongsi", "pinyin, two words", "公司"),
    ("rengongzhineng", "pinyin", "人工智能"),
    ("rgzn", "initials", "人工智能"),
    ("yc", "initials", "预测"),
    ("ㄍㄨㄥㄙ", "zhuyin", "公司"),
    ("ㄖㄨㄢˇㄐㄧㄢˋ", "zhuyin with tones", "软件"),
    ("ㄩˋㄘㄜˋ", "zhuyin with tones", "预测"),
    ("gognsi", "a slip", "公司"),
    ("ruanjain", "a slip", "软件"),
    ("pinlun", "a slip", "评论"),
    ("daoyang", "a slip", "导演"),
    ("rengonzhineng", "a slip", "人工智能"),
    ("OpenAI", "English", "OpenAI"),
    ("opneai", "a slip in English", "OpenAI"),
    ("transfromer", "a slip in English", "Transformer"),
    ("\uff33\uff4f\uff52\uff41", "full width", "Sora"),
    ("bianjibu", "the author, in pinyin", "编辑部"),
    ("2024-02", "a date", "2024-02"),
    ("2024年3月", "a date in Chinese", "2024-03"),
)
"""Queries about the articles of this repository: what is typed, how, and the text that a result must have."""


class Answer(NamedTuple):
    """What a search gave: the number of results that have the text, and the bytes that it fetched, gzipped."""

    right: int
    size: int


def ask(page: Page, site: Path, query: str, wanted: str) -> Answer:
    """The answer of a site to a query; results in either script count."""
    fetched = fetch(page, site / "search.html", query)
    lines = page.locator("#results > .line").all_inner_texts()
    right = [line for line in lines if wanted.lower() in chinese.fold(line).lower()]
    return Answer(len(right), sum(len(gzip.compress(data)) for data in fetched))


def sampled(site: Path) -> Iterator[tuple[str, str, str]]:
    """Queries for words of the texts of a site, thirty of each kind."""
    random = Random(1)  # noqa: S311 - for measuring
    files = sorted((site / "search/t").iterdir())
    words: list[str] = []
    while len(words) < 30:  # noqa: PLR2004
        data = json.loads(f"[{random.choice(files).read_text('utf-8').removeprefix('dubenShard(').rstrip()[:-1]}]")[1]
        found = [word for word in chinese.segment(data[2][-1][1]) if len(word) > 1 and all(map(chinese.is_han, word))]
        words += random.sample(found, min(1, len(found)))
    for word in words:
        spelled = [
            chinese.without_tones(syllable or "").replace("ü", "v") for syllable in chinese.pronounce(word) or ()
        ]
        letters = "".join(spelled)
        swap = random.randrange(1, len(letters) - 1)
        yield word, "characters", word
        yield letters, "pinyin", word
        yield "".join(syllable[0] for syllable in spelled), "initials", word
        yield letters[:swap] + letters[swap + 1] + letters[swap] + letters[swap + 2 :], "a slip", word
    for month in range(1, 13):
        yield f"2015-{month:02}", "a date", f"2015-{month:02}"


def measure(sites: dict[str, Path], *, sample: bool) -> str:
    """The table."""
    path = chromium.find()
    if not path:
        raise SystemExit("no Chromium: set DUBEN_CHROMIUM")
    asked = list(sampled(next(iter(sites.values()))) if sample else QUERIES)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page()
        answers = [[ask(page, site, query, wanted) for site in sites.values()] for query, _, wanted in asked]
        browser.close()
    return _summary(asked, answers, list(sites)) if sample else _each(asked, answers, list(sites))


def _each(asked: Sequence[tuple[str, str, str]], answers: Sequence[Sequence[Answer]], names: Sequence[str]) -> str:
    head = ["query", "is", *(f"{name}: {figure}" for name in names for figure in ("results", "KB"))]
    rows = [
        [f"`{query}`", kind, *(cell for each in some for cell in (str(each.right), f"{each.size / 1e3:.1f}"))]
        for (query, kind, _), some in zip(asked, answers, strict=True)
    ]
    return report.table(head, rows)


def _summary(asked: Sequence[tuple[str, str, str]], answers: Sequence[Sequence[Answer]], names: Sequence[str]) -> str:
    rows = []
    for kind in dict.fromkeys(kind for _, kind, _ in asked):
        row = [kind]
        for site in range(len(names)):
            mine = [some[site] for (_, each, _), some in zip(asked, answers, strict=True) if each == kind]
            sizes = sorted(each.size / 1e3 for each in mine)
            row += [f"{sum(each.right > 0 for each in mine)} of {len(mine)}", f"{sizes[len(sizes) // 2]:.1f}"]
            row.append(f"{sizes[-1]:.1f}")
        rows.append(row)
    figures = ("found", "KB: median", "KB: most")
    return report.table(["words of the texts", *(f"{name}: {figure}" for name in names for figure in figures)], rows)


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `python -m benchmarks queries`."""
    parser.add_argument("sites", nargs="+", metavar="NAME=FOLDER", help="built sites")
    parser.add_argument("--sample", action="store_true", help="ask for words of the first site's texts")
    parser.add_argument("--write", action="store_true", help=f"write the table into {DOCS.name}")


def main(options: argparse.Namespace) -> None:
    """Measure, print and, with `--write`, write the table."""
    pairs = (site.partition("=") for site in options.sites)
    text = measure({name: Path(folder).absolute() for name, _, folder in pairs}, sample=options.sample)
    print(text)
    if options.write:
        report.replace_part("sample" if options.sample else "queries", text, DOCS)
