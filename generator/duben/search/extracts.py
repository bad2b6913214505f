"""Extracts from one article the keys that find it and the texts that show it."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import add

from duben.article.html import SCRIPTS
from duben.model.compiled import SearchExtract, SearchTexts
from duben.model.words import Forms, Script
from duben.runtime.codec import as_json

PART_LENGTH = 550
"""Approximate characters in a part. A snippet costs the reader about 1.8 KB."""
MAX_PARTS = 30
"""Maximum number of parts; longer articles have longer parts. The mask must fit JavaScript's 32-bit operators."""

Fold = Callable[[str], str]
Parts = tuple[tuple["SearchBlock", ...], ...]

RUN = re.compile(r"[^\W_]+")
UNIT = re.compile(r"[0-9a-z]+|[^\W_0-9a-z]+")
"""Within a run in lower case: a word, or other characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchBlock:
    """The text at an `anchor` of an article's page."""

    anchor: str
    text: Forms


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchArticle:
    """An article to index; `url` is relative to the site's root."""

    slug: str
    url: str
    title: Forms
    date: dt.date | None
    blocks: tuple[SearchBlock, ...]


def extract(article: SearchArticle, fold: Fold) -> SearchExtract:
    """The keys and texts of one article; `fold` converts a text to Simplified, character by character."""
    title = SearchBlock(anchor="", text=article.title)
    divided = parts(article)
    folded = [[Forms(*map(fold, block.text)) for block in blocks] for blocks in ((title,), *divided)]
    masks: dict[str, int] = {}
    for bit, texts in enumerate(folded):
        for key in keys("\n".join({form for text in texts for form in text})):
            masks[key] = masks.get(key, 0) | 1 << bit
    by_mask: defaultdict[int, list[str]] = defaultdict(list)
    for key in sorted(masks):
        by_mask[masks[key]].append(key)
    differs = [any(text.hans != text.hant for text in texts) for texts in folded]
    shown = [
        {s: as_json(_text(article, blocks, s, differs=differs[0] or differs[part])) for s in SCRIPTS}
        for part, blocks in enumerate(divided, 1)
    ]
    return {mask: " ".join(by_mask[mask]) for mask in sorted(by_mask)}, shown


def text_files(number: int, texts: SearchTexts) -> Iterator[tuple[str, bytes]]:
    """The files that verify and show hits in article `number`."""
    for part, each in enumerate(texts, 1):
        for script, data in each.items():
            yield shard(f"t/{number}-{part}-{script}", data)


def parts(article: SearchArticle) -> Parts:
    """The article's blocks grouped into parts of about `PART_LENGTH` characters; at least one part."""
    whole = sum(len(block.text.hans) for block in article.blocks)
    found: list[list[SearchBlock]] = [[]]
    room = enough = max(PART_LENGTH, -(-whole // (MAX_PARTS - 1)))
    for block in article.blocks:
        size = len(block.text.hans)
        if found[-1] and room < size / 2 and len(found) < MAX_PARTS:
            found.append([])
            room = enough
        found[-1].append(block)
        room -= size
    return tuple(map(tuple, found))


def keys(text: str) -> set[str]:
    """The keys of a folded text: its words, its characters, and its pairs of neighbouring characters."""
    found: set[str] = set()
    for unit in UNIT.findall(text.lower()):
        if unit.isascii():
            found.add(unit)
        else:
            found.update(unit, map(add, unit, unit[1:]))
    return found


def _text(article: SearchArticle, blocks: Sequence[SearchBlock], script: Script, *, differs: bool) -> list[object]:
    """The data that verifies and shows a hit. The last item says whether the other script's text has other words."""
    return [
        article.url,
        article.title.form(script),
        article.date.isoformat() if article.date else "",
        [[block.anchor, block.text.form(script)] for block in blocks],
        int(differs),
    ]


def shard(name: str, data: bytes) -> tuple[str, bytes]:
    """The path and content of an index file. Its data is JSON, which is valid JavaScript."""
    return f"search/{name}.js", b'dubenShard("%b",%b)\n' % (name.encode(), data)
