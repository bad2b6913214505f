"""Compares two versions of a site: mentions gained and lost, changed readings, conversions and entries."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal, NamedTuple, get_args

from duben import chinese
from duben.collection.site import Site
from duben.model.compiled import BlockWords, CompiledArticle
from duben.model.paths import GLOSSARY, article_path, page_path, term_path
from duben.model.words import Script, TermId

Kind = Literal["article", "entry", "gained", "lost", "reading", "conversion"]
_KINDS: tuple[Kind, ...] = get_args(Kind)
"""All kinds, in the order in which they are shown."""

_MAX_PLACES = 8
_MAX_CHANGES = 40
_MAX_TOKENS = 4_000
"""Longer blocks are not compared word by word: it would take too long."""


Blocks = Sequence[BlockWords]
Tokens = Sequence[tuple[str, Sequence["_Token"]]]
"""Blocks with their words, made ready to be compared."""


class Place(NamedTuple):
    """A page, with the anchor of a block, and the page's title."""

    path: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change, how often it occurs, and the first places where it does."""

    kind: Kind
    what: str
    count: int
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The first changes, the number of further changes, and the number of affected pages."""

    changes: tuple[Change, ...]
    more: int
    pages: int


def compare(before: Site, now: Site) -> Changes:
    """The changes from `before` to `now`. A page is affected if anything on it changed, even if it does not show."""
    found: dict[tuple[Kind, str], list[Place]] = defaultdict(list)
    pages: set[str] = set()
    for term in dict.fromkeys((*before.glossary, *now.glossary)):
        if _entry_differs(term, before, now):
            found["entry", _name(term, now, before)].append(_entry_place(term, now))
        elif before.definitions[term] == now.definitions[term]:
            continue
        pages.add(term_path(term))
        for site in (before, now):
            pages |= {article_path(mentions.article) for mentions in site.links.mentions.get(term, ())}
    for address, old, new in (
        (article_path, before.articles, now.articles),
        (page_path, before.pages, now.pages),
    ):
        for slug in dict.fromkeys((*old, *new)):
            last, this = old.get(slug), new.get(slug)
            if last is not this:
                path = address(slug)
                pages.add(path)
                for kind, what, place in _article_changes(last, this, (before, now), path):
                    found[kind, what].append(place)
    ordered = [
        Change(kind=kind, what=what, count=len(places), places=tuple(dict.fromkeys(places))[:_MAX_PLACES])
        for (kind, what), places in sorted(found.items(), key=lambda item: _KINDS.index(item[0][0]))
    ]
    return Changes(changes=tuple(ordered[:_MAX_CHANGES]), more=max(0, len(ordered) - _MAX_CHANGES), pages=len(pages))


def _entry_differs(term: TermId, before: Site, now: Site) -> bool:
    """Whether the entry changed in more than its place in a file."""
    last, this = before.glossary.get(term), now.glossary.get(term)
    if last is None or this is None:
        return True
    return last is not this and replace(last, path="", line=0) != replace(this, path="", line=0)


def _article_changes(
    last: CompiledArticle | None, this: CompiledArticle | None, sites: tuple[Site, Site], path: str
) -> Iterator[tuple[Kind, str, Place]]:
    """The changes in one article or page."""
    if last is None or this is None:
        (compiled,) = filter(None, (last, this))
        title = compiled.plain_title.form(compiled.article.script)
        yield "article", f"{title} {'added' if last is None else 'removed'}", Place(path, title)
        return
    title = this.plain_title.form(this.article.script)
    old, new = _differing(sites[0].article_store.words(last), sites[1].article_store.words(this))
    script = this.article.script
    for kind, what, block in [
        *_mention_changes(old, new, *sites),
        *_word_changes(_tokens(old, script), _tokens(new, script)),
    ]:
        yield kind, what, Place(f"{path}#{block}", title)
    if sites[0].article_store.text(last).forms != sites[1].article_store.text(this).forms or last.title != this.title:
        yield "article", title, Place(path, title)


def _differing(last: Blocks, this: Blocks) -> tuple[Blocks, Blocks]:
    """The blocks of each article that the other does not have."""
    had, has = ({block.runs for block in blocks} for blocks in (last, this))
    return [block for block in last if block.runs not in has], [block for block in this if block.runs not in had]


def _name(term: TermId, *sites: Site) -> str:
    """The name of a term in the first of the sites that has it."""
    return next(site.glossary[term].name.simplified for site in sites if term in site.glossary)


def _entry_place(term: TermId, now: Site) -> Place:
    return Place(term_path(term) if term in now.glossary else GLOSSARY, term)


def _mention_changes(old: Blocks, new: Blocks, before: Site, now: Site) -> Iterator[tuple[Kind, str, str]]:
    """Each gained or lost mention of a term, with its block. Only the number of mentions counts."""
    had, has = _linked(old, before), _linked(new, now)
    for term in dict.fromkeys((*had, *has)):
        difference = len(has.get(term, ())) - len(had.get(term, ()))
        kind: Kind = "gained" if difference > 0 else "lost"
        blocks = (has if difference > 0 else had)[term]
        yield from ((kind, _name(term, now, before), block) for block in blocks[: abs(difference)])


def _linked(blocks: Blocks, site: Site) -> dict[TermId, list[str]]:
    """The terms that blocks link to, with the block of each link."""
    found: defaultdict[TermId, list[str]] = defaultdict(list)
    for block, runs in blocks:
        for word in (word for is_linked, words in runs if is_linked for word in words):
            if word.term and site.glossary[word.term].link != "never":
                found[word.term].append(block)
    return dict(found)


class _Token(NamedTuple):
    """A word: its form in the source's script, its other form, and its reading as it is spelled."""

    own: str
    other: str
    reading: str


def _tokens(blocks: Blocks, script: Script) -> list[tuple[str, list[_Token]]]:
    """The words of each block; white space is none."""
    other: Script = "hant" if script == "hans" else "hans"
    return [
        (
            block,
            [
                _Token(word.form(script), word.form(other), chinese.spell(filter(None, word.pinyin or ())))
                for _, words in runs
                for word in words
                if word.simplified.strip()
            ],
        )
        for block, runs in blocks
    ]


def _word_changes(old: Tokens, new: Tokens) -> Iterator[tuple[Kind, str, str]]:
    """Each word with a changed reading or conversion, with its block."""
    by_text = {"".join(token.own for token in tokens): tokens for _, tokens in old}
    for place, (block, words) in enumerate(new):
        beside = old[place][1] if len(old) == len(new) else None
        was = by_text.get("".join(token.own for token in words)) or beside
        if was and len(words) + len(was) <= _MAX_TOKENS:
            for kind, what in _token_changes(was, words):
                yield kind, what, block


def _token_changes(was: Sequence[_Token], words: Sequence[_Token]) -> Iterator[tuple[Kind, str]]:
    """What differs where the text is the same; words may be cut otherwise than before."""
    ends = _word_ends(was), _word_ends(words)
    texts = "".join(token.own for token in was), "".join(token.own for token in words)
    same = [(0, 0, len(texts[0]))]
    for start, there, length in same if texts[0] == texts[1] else SequenceMatcher(None, *texts).get_matching_blocks():
        shift = there - start
        borders = [at for at in ends[0] if start <= at <= start + length and at + shift in ends[1]]
        for left, right in pairwise(borders):
            before = was[ends[0][left] : ends[0][right]]
            after = words[ends[1][left + shift] : ends[1][right + shift]]
            yield from _range_changes(before, after)


def _word_ends(tokens: Sequence[_Token]) -> Mapping[int, int]:
    """For each offset where a word ends, the number of words up to it."""
    ends, at = {0: 0}, 0
    for number, token in enumerate(tokens, 1):
        at += len(token.own)
        ends[at] = number
    return ends


def _range_changes(before: Sequence[_Token], after: Sequence[_Token]) -> Iterator[tuple[Kind, str]]:
    own = "".join(token.own for token in after)
    others = ["".join(token.other for token in tokens) for tokens in (before, after)]
    if others[0] != others[1] and all(others):
        yield "conversion", f"{own}: {others[0]} → {others[1]}"
    readings = [" ".join(filter(None, (token.reading for token in tokens))) for tokens in (before, after)]
    if _spelled(readings[0]) != _spelled(readings[1]):
        yield "reading", f"{own}: {readings[0]} → {readings[1]}"


def _spelled(reading: str) -> str:
    """A reading without capitals and without the signs that join syllables."""
    return re.sub(r"[ '’-]", "", reading).lower()
