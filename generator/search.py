"""The search index: small files under `search/`, of which `static/search.js` fetches the few that a query needs.

Every file is a classic script that hands its data to `dubenShard`, because pages opened as files may neither fetch nor
import. All matching is on folded, lower-cased text. A word is a run of ASCII letters and digits; every other letter
or character stands for itself.

- `index.js`: how many pages there are.
- `f/<n>.js`: the characters that fold alike, as strings that begin with the folded one, for the code points with the
  remainder `n`; so a query is folded, and what it may look like in a text is known.
- `p/<n>.js`: postings by key, and glossary entries. A key is one character, two neighbouring characters, or a word; its
  page follows from its first two characters, so that a word's page is known from the word's beginning.
- `t/<article>-<part>-<script>.js`: some 550 characters of an article with its title, to verify a hit and to show it.

Articles are numbered from the oldest, so that a new one changes few of the numbers. A posting is the distance from the
article before and a mask, of which bit 0 says that the key is in the title and bit `n` that it is in part `n`.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from operator import add
from string import ascii_lowercase, ascii_uppercase, digits
from zlib import crc32

from generator.model import Forms, Script
from generator.typeset import SCRIPTS

PART_LENGTH = 550
"""Characters in a part, about: a snippet costs the reader some 1.8 KB."""
MOST_PARTS = 30
"""The parts of a longer article are longer: with the title, their bits are as many as JavaScript's operators take."""
PAGE_SIZE = 2_000
"""Most bytes in a page on average, unless there would be more than `MOST_PAGES`."""
MOST_PAGES = 32_768
FOLDS = 256
"""Files of characters that fold alike."""

Fold = Callable[[str], str]
Keys = Mapping[int, str]
"""What one article may be found by: for each mask the keys that have it, with spaces between."""
Texts = Sequence[Mapping[Script, str]]
"""What shows the hits in one article: for each part the data of its file in either script."""
Extract = tuple[Keys, Texts]
"""What the index has of one article."""
Postings = Mapping[str, Sequence[int]]
"""For each key, in the order of articles, `article << 31 | mask`."""
Parts = tuple[tuple["SearchBlock", ...], ...]

_BITS = 31
_MASK = (1 << _BITS) - 1
_DIGITS = digits + ascii_uppercase + ascii_lowercase + "-_"
_RUN = re.compile(r"[^\W_]+")
_UNIT = re.compile(r"[0-9a-z]+|[^0-9a-z]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchBlock:
    """What stands at an `anchor` of an article's page."""

    anchor: str
    text: Forms


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchArticle:
    """An article to be found; `url` is relative to the site's root."""

    slug: str
    url: str
    title: Forms
    date: dt.date | None
    blocks: tuple[SearchBlock, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchTerm:
    """A glossary entry to be found by any of its forms (in either script), their readings or English.

    `readings` has the syllables of each form that is read, with or without tone marks.
    """

    url: str
    name: Forms
    forms: tuple[str, ...]
    readings: tuple[tuple[str, ...], ...] = ()
    english: str = ""


def extract(article: SearchArticle, fold: Fold) -> Extract:
    """What the index has of one article; `fold` makes a text Simplified character by character."""
    title = SearchBlock(anchor="", text=article.title)
    divided = parts(article)
    folded = [[Forms(*map(fold, block.text)) for block in blocks] for blocks in ((title,), *divided)]
    masks: dict[str, int] = {}
    for bit, texts in enumerate(folded):
        for key in set().union(*map(keys, {"\n".join(each) for each in zip(*texts, strict=True)})):
            masks[key] = masks.get(key, 0) | 1 << bit
    by_mask: defaultdict[int, list[str]] = defaultdict(list)
    for key in sorted(masks):
        by_mask[masks[key]].append(key)
    differs = [any(text.hans != text.hant for text in texts) for texts in folded]
    shown = [
        {script: _json(_text(article, blocks, script, differs=differs[0] or differs[part])) for script in SCRIPTS}
        for part, blocks in enumerate(divided, 1)
    ]
    return {mask: " ".join(by_mask[mask]) for mask in sorted(by_mask)}, shown


def text_files(number: int, texts: Texts) -> Iterator[tuple[str, bytes]]:
    """The files that verify and show the hits in the article of this number."""
    for part, each in enumerate(texts, 1):
        for script, data in each.items():
            yield _shard(f"t/{number}-{part}-{script}", data)


def index_files(articles: Iterable[Keys], terms: Iterable[SearchTerm], fold: Fold) -> Iterator[tuple[str, bytes]]:
    """Every other file of the index, by its path; articles are numbered as they come."""
    found = postings(articles)
    named = [(term, _names(term, fold)) for term in sorted(terms, key=lambda term: term.url)]
    pages = _pages(found, named)
    yield _shard("index", _json({"pages": len(pages)}))
    for number, content in enumerate(pages):
        yield _shard(f"p/{number}", _json(content))
    characters = {key for key in found if len(key) == 1}.union(*(name for _, names in named for name in names))
    for number, members in _alike(characters, fold).items():
        yield _shard(f"f/{number}", _json(members))


def parts(article: SearchArticle) -> Parts:
    """The blocks of an article in parts as near to `PART_LENGTH` as whole blocks come, at least one."""
    whole = sum(len(block.text.hans) for block in article.blocks)
    found: list[list[SearchBlock]] = [[]]
    room = enough = max(PART_LENGTH, -(-whole // (MOST_PARTS - 1)))
    for block in article.blocks:
        size = len(block.text.hans)
        if found[-1] and room < size / 2 and len(found) < MOST_PARTS:
            found.append([])
            room = enough
        found[-1].append(block)
        room -= size
    return tuple(map(tuple, found))


def keys(text: str) -> set[str]:
    """The keys of a folded text: its words, its characters, and its pairs of characters."""
    found: set[str] = set()
    for run in _RUN.findall(text.lower()):
        for unit in _UNIT.findall(run):
            if unit.isascii():
                found.add(unit)
            else:
                found.update(unit, map(add, unit, unit[1:]))
    return found


def postings(articles: Iterable[Keys]) -> Postings:
    """Where every key occurs."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, masks in enumerate(articles):
        for mask, names in masks.items():
            code = number << _BITS | mask  # one number for all these keys, to save memory
            for key in names.split(" "):
                found[key].append(code)
    return found


def encode(places: Iterable[int]) -> str:
    """Postings in ASCII: for each the distance and the mask, five bits in a digit, 32 more where another follows."""
    text: list[str] = []
    last = -1
    for place in places:
        number = place >> _BITS
        text.append(_number(number - last - 1) + _number(place & _MASK))
        last = number
    return "".join(text)


@cache
def _number(value: int) -> str:
    """One number, its lowest bits first."""
    return _DIGITS[value] if value < 32 else _DIGITS[32 | value & 31] + _number(value >> 5)  # noqa: PLR2004 - five bits


def page_of(key: str, pages: int) -> int:
    """The page of a key: CRC-32 of its first two characters in UTF-16."""
    return crc32(key[:2].encode("utf-16-le")) % pages


def _pages(found: Postings, terms: Iterable[tuple[SearchTerm, Sequence[str]]]) -> list[object]:
    """Postings and entries, on as many pages as their size asks for."""
    encoded = {key: encode(places) for key, places in found.items()}
    size = sum(len(key.encode()) + len(places) + 2 for key, places in encoded.items())
    number = 1
    while number < MOST_PAGES and size > number * PAGE_SIZE:
        number *= 2
    lists: list[list[str]] = [[] for _ in range(number)]
    for key in sorted(encoded):
        lists[page_of(key, number)].append(f"{key}={encoded[key]}")
    entries: list[list[list[str]]] = [[] for _ in range(number)]
    for term, names in terms:
        entry = [term.url, *term.name, term.english, " ".join(names)]
        for page in sorted({page_of(start, number) for name in names for start in _starts(name)}):
            entries[page].append(entry)
    return [[" ".join(postings), entered] for postings, entered in zip(lists, entries, strict=True)]


def _names(term: SearchTerm, fold: Fold) -> list[str]:
    """What a term is found by: forms, readings with and without their vowels, English from each of its words on."""
    names: dict[str, None] = {}
    for text in (*term.forms, *term.name, term.english):
        words = _RUN.findall(fold(text).lower())
        names |= dict.fromkeys("".join(words[start:]) for start in range(len(words)))
    for reading in term.readings:
        syllables = [plain(syllable) for syllable in reading]
        names |= dict.fromkeys(
            [
                "".join(syllables),
                "".join(syllable[:1] for syllable in syllables),
                "".join(syllable[: 2 if syllable[1:2] == "h" else 1] for syllable in syllables),
            ]
        )
    return [name for name in names if name]


def _starts(name: str) -> Iterator[str]:
    """The keys whose pages must have a term of this name: a query may begin with any of its characters."""
    for unit in _UNIT.findall(name):
        if unit.isascii():
            yield unit[:1]
            yield unit[:2]
        else:
            yield from unit
            yield from ("".join(pair) for pair in pairwise(unit))


def plain(syllable: str) -> str:
    """A syllable as it is typed: without its tone mark, `v` for `ü`."""
    typed = unicodedata.normalize("NFC", syllable.lower()).translate(dict.fromkeys(map(ord, "üǖǘǚǜ"), "v"))
    return "".join(character for character in unicodedata.normalize("NFD", typed) if character.isalnum())


def _alike(characters: set[str], fold: Fold) -> dict[int, str]:
    """The characters that fold alike with one of these, each string on the page of each of its members."""
    every = "".join(map(chr, (*range(0x2E80, 0xD800), *range(0xF900, 0xFB00), *range(0x20000, 0x323B0))))
    classes: defaultdict[str, list[str]] = defaultdict(list)
    for character, folded in zip(every, fold(every), strict=True):
        if character != folded and folded in characters:
            classes[folded].append(character)
    files: defaultdict[int, list[str]] = defaultdict(list)
    for folded in sorted(classes):
        members = folded + "".join(classes[folded])
        for number in sorted({ord(member) % FOLDS for member in members}):
            files[number].append(members)
    return {number: " ".join(files[number]) for number in range(FOLDS)}


def _text(article: SearchArticle, blocks: Sequence[SearchBlock], script: Script, *, differs: bool) -> list[object]:
    """What verifies and shows a hit. The last item says whether the other script has words that this one has not."""
    return [
        article.url,
        article.title.form(script),
        article.date.isoformat() if article.date else "",
        [[block.anchor, block.text.form(script)] for block in blocks],
        int(differs),
    ]


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _shard(name: str, data: str) -> tuple[str, bytes]:
    """Path and content of a file, which calls `dubenShard`. JSON is JavaScript."""
    return f"search/{name}.js", f'dubenShard("{name}",{data})\n'.encode()
