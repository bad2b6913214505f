"""Generates articles and a glossary: the same text on every machine, and the same article n at every size.

An article has 2,740 Chinese characters. A third of the articles are in Traditional characters, of Taiwan or Hong Kong.
Names of the 300 entries occur by Zipf's law. Articles refer to each other, and one in ten quotes an earlier one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from random import Random

from opencc import OpenCC

from benchmarks.prose import WORDS, Prose

HAN = 2740
ENTRIES = 300
EVERYWHERE = "everywhere"
"""The entry that nine in ten articles mention."""
ONCE = "once"
"""The entry that only the first article mentions."""
TYPICAL = "term-050"
"""An entry that some articles mention."""
ALIASED = "aliased"
"""The entry that gets new aliases."""
PLANTED = tuple(f"石{character}灯会" for character in WORDS["given"])
"""Names in every fiftieth article that are not yet in the glossary."""
_HALF_A_BLOCK = 75
_PLANTED_EVERY = 50
_QUOTING_EVERY = 10
_QUOTED = 60  # words
_REGIONS = ("cn", "tw", "cn", "cn", "cn", "hk")
_KINDS = ("person", "organisation", "concept", "product")
_PARTS = {
    "person": ("surnames", "given", "given"),
    "organisation": ("places", "fields", "bodies"),
    "concept": ("fields", "things"),
}
_NAMED = {EVERYWHERE: "云岚纪事", ONCE: "独此一处亭", ALIASED: "百灯录"}


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeArticle:
    """A generated article. Its blocks are words and Markdown, in Simplified characters for every region."""

    slug: str
    title: str
    date: dt.date
    region: str
    blocks: tuple[tuple[str, ...], ...]

    @property
    def simplified(self) -> str:
        """The body in Simplified characters."""
        return "\n\n".join(map("".join, self.blocks))

    def written(self) -> tuple[str, str]:
        """Title and body in the script of the article's region."""
        bodies = ("".join(_form(word, self.region) for word in block) for block in self.blocks)
        return _form(self.title, self.region), "\n\n".join(bodies) + "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeEntry:
    """A generated glossary entry in Simplified characters."""

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    english: str
    definition: str


class Corpus:
    """Generates articles of `han` characters."""

    def __init__(self, han: int = HAN) -> None:
        self._han = han
        self._random = Random(20240216)  # noqa: S311 - for measuring
        self._prose = Prose(self._random)
        self._taken: set[str] = set()
        self.glossary = (*self._named(), *(self._entry(count) for count in range(ENTRIES - len(_NAMED))))
        self._names = self._prose.drawn(
            [name for entry in self.glossary[len(_NAMED) :] for name in (entry.name, *entry.aliases)]
        )
        self._quotable: list[list[str]] = []

    def articles(self, number: int) -> Iterator[MadeArticle]:
        """The first `number` articles, oldest first. The generator has state: use a new corpus for each call."""
        return (self._article(count) for count in range(number))

    def _named(self) -> Iterator[MadeEntry]:
        for key, name in _NAMED.items():
            definition, aliases = self._definition(0), (f"{name}全本",)
            yield MadeEntry(id=key, name=name, aliases=aliases, kind="work", english=key.title(), definition=definition)

    def _entry(self, count: int) -> MadeEntry:
        kind = _KINDS[count % len(_KINDS)]
        name, english = self._name(kind, count)
        aliases = (english,) if kind == "organisation" else ()
        return MadeEntry(
            id=f"term-{count:03}",
            name=name,
            aliases=aliases,
            kind=kind,
            english=english,
            definition=self._definition(count),
        )

    def _name(self, kind: str, count: int) -> tuple[str, str]:
        """A name that no other entry has, and its English name."""
        if kind == "product":
            name = self._pick("latin") + str(count)
            return name, name
        while (name := "".join(map(self._pick, _PARTS[kind]))) in self._taken:
            pass
        self._taken.add(name)
        return name, f"{self._pick('latin')} {kind.title()} {count}"

    def _pick(self, kind: str) -> str:
        return self._random.choice(WORDS[kind])

    def _definition(self, count: int) -> str:
        """Two sentences; one definition in three refers to an earlier entry."""
        text = "".join(self._prose.sentence() + self._prose.sentence())
        return f"{text}另见[[term-{self._random.randrange(count):03}]]。" if count % 3 == 1 else text

    def _article(self, count: int) -> MadeArticle:
        block = self._opening(count)
        blocks, han = [block], _han(block)
        while self._han - han > _HALF_A_BLOCK:
            block = self._paragraph()
            han += _han(block)
            blocks.append(self._dressed(block, len(blocks)))
        self._quotable.append(block[:_QUOTED])
        return MadeArticle(
            slug=f"article-{count:05}",
            title="".join(self._prose.clause()),
            date=dt.date(2015, 1, 1) + dt.timedelta(days=count // 3),
            region=_REGIONS[count % len(_REGIONS)],
            blocks=tuple(map(tuple, blocks)),
        )

    def _opening(self, count: int) -> list[str]:
        """A first paragraph: terms that the benchmarks edit, a reference to an article, sometimes a quotation."""
        words = self._paragraph()
        if count == 0:
            words += self._prose.sentence(_NAMED[ONCE])
        if count % 10 != 1:
            words += self._prose.sentence(_NAMED[EVERYWHERE])
        if count % _PLANTED_EVERY == 0:
            words += [word for name in PLANTED for word in self._prose.clause(name)] + ["。"]
        if count:
            words += ["参看", f"[[article-{self._random.randrange(count):05}|", self._prose.word(), "一文", "]]", "。"]
        if self._quotable and count % _QUOTING_EVERY == 0:
            words += self._random.choice(self._quotable)
        return words

    def _paragraph(self) -> list[str]:
        """Three to seven sentences; half have a term, some have bold text or a link."""
        words: list[str] = []
        for _ in range(self._random.randint(3, 7)):
            chance = self._random.random()
            sentence = self._prose.sentence(next(self._names) if chance < 0.5 else "")  # noqa: PLR2004 - see above
            if 0.5 <= chance < 0.6:  # noqa: PLR2004
                sentence[-1:-1] = ["，", "即", "**", self._prose.word(), "**"]
            elif 0.6 <= chance < 0.65:  # noqa: PLR2004
                sentence[-1:-1] = ["，", "见", "[", self._prose.word(), "](https://example.org/)"]
            words += sentence
        return words

    def _dressed(self, block: list[str], place: int) -> list[str]:
        """The block with its Markdown: some get a heading, one becomes a quotation and one a list."""
        if place % 6 == 1:
            return ["## ", *self._prose.clause(), "\n\n", *block]
        if place == 3:  # noqa: PLR2004 - any
            return ["> ", *block]
        if place == 5:  # noqa: PLR2004 - any
            return ["- ", *self._prose.clause(), "\n- ", *self._prose.clause(), "\n\n", *block]
        return ["“", *block[:9], "”", *block[9:]] if place % 4 == 0 else block


def _han(words: list[str]) -> int:
    return sum(len(word) for word in words if "\u4e00" <= word[0] <= "\u9fff")


@cache
def _form(word: str, region: str) -> str:
    """A word as its region writes it; cached because words recur."""
    if region == "cn" or word.isascii():
        return word
    return str(_converter(region).convert(word)).translate(str.maketrans("“”", "「」"))


@cache
def _converter(region: str) -> OpenCC:
    return OpenCC(f"s2{region}")
