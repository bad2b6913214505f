"""Extracts from one article the keys that find it and the texts that show it."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import add

from duben import chinese
from duben.article.html import SCRIPTS
from duben.model.compiled import SearchExtract, SearchTexts
from duben.model.words import Forms, Script, Word
from duben.runtime.codec import as_json
from duben.search.spellings import SLIP, word_spellings

PART_LENGTH = 400
"""Approximate characters in a part. A snippet costs the reader about 1.2 KB."""
MAX_PARTS = 30
"""Maximum number of parts; longer articles have longer parts. The mask must fit JavaScript's 32-bit operators."""

Fold = Callable[[str], str]
Parts = tuple[tuple["SearchBlock", ...], ...]

RUN = re.compile(r"[^\W_]+")
UNIT = re.compile(r"[0-9a-z]+|[^\W_0-9a-z]+")
"""Within a run in lower case: a word, or other characters."""
WORDS = 0
"""The mask of an article's spellings among its keys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchBlock:
    """The text at an `anchor` of an article's page, with the words that it consists of, for their readings."""

    anchor: str
    text: Forms
    words: Sequence[Word] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchArticle:
    """An article to index; `url` is relative to the site's root. `byline` is who wrote it, and where it appeared."""

    slug: str
    url: str
    title: SearchBlock
    byline: SearchBlock
    date: dt.date | None
    blocks: tuple[SearchBlock, ...]


def extract(article: SearchArticle, fold: Fold) -> SearchExtract:
    """The keys and texts of one article; `fold` converts a text to Simplified, character by character."""
    head = article.title, article.byline
    divided = parts(article)
    masks: dict[str, int] = {}
    for bit, blocks in enumerate((head, *divided)):
        for key in keys("\n".join({fold(form) for block in blocks for form in block.text})):
            masks[key] = masks.get(key, 0) | 1 << bit
    by_mask: defaultdict[int, list[str]] = defaultdict(list)
    for key in sorted(masks):
        by_mask[masks[key]].append(key)
    words = {word for block in (*head, *article.blocks) for word in block.words}
    spelled = {spelling for word in words for spelling in word_spellings(word)}
    spelled |= {key for key in masks if len(key) >= SLIP and key.isascii() and key.isalpha()}
    by_mask[WORDS] = sorted(spelled)
    shown = [as_json(_text(article, (*head, *blocks))) for blocks in divided]
    return {mask: " ".join(by_mask[mask]) for mask in sorted(by_mask) if by_mask[mask]}, shown


def text_files(number: int, texts: SearchTexts) -> Iterator[tuple[str, bytes]]:
    """The files that verify and show hits in article `number`."""
    for part, data in enumerate(texts, 1):
        yield shard(f"t/{number}-{part}", data)


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
    for unit in UNIT.findall(plain(text)):
        if unit.isascii():
            found.add(unit)
        else:
            found.update(unit, map(add, unit, unit[1:]))
    return found


def plain(text: str) -> str:
    """A text in lower case, its letters without accents and at half width: `Émile` → `emile`."""
    return text.lower() if text.isascii() else text.lower().translate(_plain_letters())


@cache
def _plain_letters() -> dict[int, str]:
    """The letters that are one other letter or digit without accents and at half width."""
    letters = (*range(0xC0, 0x250), *range(0x1E00, 0x1F00), *range(0xFF01, 0xFF5F))
    bases = {letter: unicodedata.normalize("NFKD", chr(letter)) for letter in letters}
    bases = {letter: "".join(c for c in base if not unicodedata.combining(c)) for letter, base in bases.items()}
    return {letter: base for letter, base in bases.items() if len(base) == 1 and base != chr(letter)}


def _text(article: SearchArticle, blocks: Sequence[SearchBlock]) -> list[object]:
    """The data that verifies and shows a hit; the first two blocks are the title and the byline."""
    return [article.url, article.date.isoformat() if article.date else "", [_block(block) for block in blocks]]


def _block(block: SearchBlock) -> list[object]:
    """A block's anchor, and for both scripts its text and the readings in it; 0 for Traditional if it is the same."""
    hans, hant = (_readings(block.words, script) for script in SCRIPTS)
    text = block.text
    return [block.anchor, text.hans, 0 if text.hant == text.hans else text.hant, hans, 0 if hant == hans else hant]


def _readings(words: Iterable[Word], script: Script) -> str:
    """The readings that `default_reading` does not give: `3háng 12zi`, each after its place in the text."""
    found: list[str] = []
    at = 0
    for word in words:
        length, readings = _word_readings(word, script)
        found += [f"{at + place}{syllable}" for place, syllable in readings]
        at += length
    return " ".join(found)


@lru_cache(maxsize=50_000)
def _word_readings(word: Word, script: Script) -> tuple[int, tuple[tuple[int, str], ...]]:
    """The length of a word in UTF-16, which is how a browser counts, and the readings that differ."""
    found, at = [], 0
    form = word.form(script)
    for char, syllable in zip(form, word.reading(script) or (None,) * len(form), strict=True):
        if syllable and syllable != default_reading(chinese.fold(char)):
            found.append((at, syllable))
        at += len(char.encode("utf-16-le")) // 2
    return at, tuple(found)


def default_reading(character: str) -> str:
    """The reading of a folded character where a text does not say otherwise; empty if it has none."""
    return (chinese.pronounce(character) or ("",))[0] or ""


def shard(name: str, data: bytes) -> tuple[str, bytes]:
    """The path and content of an index file. Its data is JSON, which is valid JavaScript."""
    return f"search/{name}.js", b'dubenShard("%b",%b)\n' % (name.encode(), data)
