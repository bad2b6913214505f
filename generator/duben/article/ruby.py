"""Writes words as ruby. The reading is in an attribute, named after the word's rarity.

A word is `<ruby>优化<rt data-a=yōuhuà></ruby>`: one ruby for each word (GB/T 16159), and for each word of a phrase that
the segmenter keeps as one word (春节|假期). The stylesheet shows the attribute. It is no text of the page: a phrase is
found and copied without it, and a screen reader reads the sentence alone. The attribute's name depends on the frequency
rank of the word's rarest character: `data-p` up to 500, `data-a` up to 1,000, `data-b` up to 1,500, `data-c` up to
2,500, `data-d` beyond. Attributes have quotes only where HTML requires them, and `<rt>` has no end tag: this makes each
page a tenth smaller.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby, islice

from duben import chinese
from duben.model.words import Forms, Reading, Word

_RARITIES = ((500, "p"), (1000, "a"), (1500, "b"), (2500, "c"), (float("inf"), "d"))
_CACHED_WORDS = 100_000
"""Maximum number of words in the cache; a large collection has any number of numerals and names."""
_MAX_RUBY = 6
"""Maximum number of characters in one ruby."""
QUOTED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})

_RUBY = re.compile(r"<ruby>[^<]*<rt data-.=([^>]*)></ruby>")
_NEIGHBOURS = re.compile(r"</ruby>(?=(?:</?(?:a|em|strong|s)\b[^>]*>)*<ruby)")
_NEEDS_QUOTES = re.compile(r"[\s'\"=<>`]").search


class WordHtml(dict[Word, Forms]):
    """A cache of the HTML of words: both scripts, with ruby, without links. A full cache starts again empty."""

    def __init__(self, limit: int = _CACHED_WORDS) -> None:
        super().__init__()
        self._limit = limit

    def __missing__(self, word: Word) -> Forms:
        """The HTML of a new word."""
        if len(self) >= self._limit:
            self.clear()
        is_term = word.term is not None
        self[word] = html = Forms(
            _ruby(word.simplified, word.reading("hans"), term=is_term),
            _ruby(word.traditional, word.reading("hant"), term=is_term),
        )
        return html

    def words(self, words: Iterable[Word]) -> tuple[list[str], list[str]]:
        """The HTML of each word, in Simplified and in Traditional."""
        both = list(map(self.__getitem__, words))
        return [html[0] for html in both], [html[1] for html in both]


WORD_HTML = WordHtml()
"""The cache of this process."""


def join(html: Iterable[str]) -> str:
    """The HTML of one text from that of its parts.

    A line may break between two words, and never within one. Chromium breaks it there only if it is told.
    """
    return _NEIGHBOURS.sub("</ruby><wbr>", "".join(html))


def spoken_tones(words: Sequence[Word]) -> dict[int, str]:
    """The tones of each word that tone sandhi changes, by the word's index: "24" for 不错 búcuò.

    There is one tone for each syllable with a tone mark, because sandhi changes only these.
    """
    spoken = chinese.sandhi([word.simplified for word in words], [word.pinyin for word in words])
    return {index: _tones(sound, words[index].pinyin or ()) for index, sound in spoken.items()}


def _tones(sound: Reading, reading: Reading) -> str:
    return "".join(
        str(chinese.tone(s)) for s, was in zip(sound, reading, strict=True) if s and was and chinese.tone(was)
    )


@lru_cache(maxsize=50_000)
def with_spoken_tones(html: str, tones: str) -> str:
    """The HTML of a word with the `tones` in which it is spoken, divided among its ruby elements."""
    left = iter(tones)

    def mark(ruby: re.Match[str]) -> str:
        spelled = "".join(str(chinese.tone(letter)) for letter in ruby[1] if chinese.tone(letter))
        spoken = "".join(islice(left, len(spelled)))
        return ruby[0] if spoken == spelled else ruby[0].replace("<ruby", f"<ruby data-s={spoken}", 1)

    return _RUBY.sub(mark, html)


def _ruby(form: str, reading: Reading | None, *, term: bool) -> str:
    """A word in one script. A term of up to `_MAX_RUBY` characters is one ruby, because it is one link."""
    if reading is None:
        return form.translate(QUOTED)
    parts = []
    for is_read, run in groupby(zip(form, reading, strict=True), key=lambda pair: pair[1] is not None):
        pairs = list(run)
        text = "".join(char for char, _ in pairs)
        if is_read:
            syllables = iter([syllable for _, syllable in pairs if syllable is not None])
            is_name = term and len(text) <= _MAX_RUBY
            for part in [text] if is_name else _parts(text):
                folded, own = chinese.fold(part), tuple(islice(syllables, len(part)))
                spelled = chinese.spell_term(folded, own) if is_name else chinese.spell(own, chinese.hyphens(folded))
                parts.append(f"<ruby>{part}<rt data-{_rarity(folded)}={_attribute(spelled)}></ruby>")
        else:
            parts.append(text.translate(QUOTED))
    return "".join(parts)


def _parts(text: str) -> Iterator[str]:
    """The text of each ruby. A phrase or long name is divided, because a ruby cannot break across lines."""
    folded, end = chinese.fold(text), 0
    for word in chinese.segment(folded) if len(text) > _MAX_RUBY else [folded]:
        for part in chinese.parts(word):
            start, end = end, end + len(part)
            yield text[start:end]


def _attribute(text: str) -> str:
    return f'"{text.translate(QUOTED)}"' if _NEEDS_QUOTES(text) else text


def _rarity(folded: str) -> str:
    ranks = _ranks()
    rank = max([ranks.get(char, _UNRANKED) for char in folded])
    return next(name for most, name in _RARITIES if rank <= most)


_UNRANKED = 1_000_000


@cache
def _ranks() -> Mapping[str, int]:
    lines = files("duben.chinese").joinpath("data/made/frequency.txt").read_text(encoding="utf-8").splitlines()
    return {char: rank for rank, char in enumerate("".join(line for line in lines if not line.startswith("#")), 1)}
