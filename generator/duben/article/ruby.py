"""Words as ruby: what stands over a word, and how rare that word is.

A word is `<ruby>优化<rt class=a>yōuhuà</ruby>`, one ruby for a word (GB/T 16159) and one for each word of a phrase that
the segmenter takes for a word (春节|假期). The class of the reading says how rare the word's rarest character is: none
among the 500 most frequent, `a` up to 1,000, `b` 1,500, `c` 2,500, `d` beyond. The most frequent go bare, the class has
no quotes, and `</rt>` is left to the parser: with them every page would weigh a tenth more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby, islice

from duben import chinese
from duben.model.words import Forms, Reading, Word

_CLASSES = ((500, ""), (1000, " class=a"), (1500, " class=b"), (2500, " class=c"))
_MOST = 100_000
"""Words kept at hand; a collection may have any number, if only of numerals and names."""
_LONGEST = 6
"""Characters that one ruby may have."""
QUOTED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})

_RUBY = re.compile(r"<ruby>[^<]*<rt[^>]*>([^<]*)</ruby>")


class WordHtml(dict[Word, Forms]):
    """The HTML of words in both scripts, with their readings as ruby and without links; made once for each word."""

    def __missing__(self, word: Word) -> Forms:
        """The HTML of a word that is new."""
        if len(self) >= _MOST:
            self.clear()
        is_term = word.term is not None
        self[word] = html = Forms(
            _ruby(word.simplified, word.reading("hans"), term=is_term),
            _ruby(word.traditional, word.reading("hant"), term=is_term),
        )
        return html

    def words(self, words: Iterable[Word]) -> tuple[list[str], list[str]]:
        """The words in either script."""
        both = list(map(self.__getitem__, words))
        return [html[0] for html in both], [html[1] for html in both]


WORD_HTML = WordHtml()
"""The one type case of this process."""


def sounds(words: Sequence[Word]) -> dict[int, str]:
    """The words that sound otherwise than they are spelled, by tone sandhi: their places, and the tones they sound in.

    The tones are those of the syllables that the spelling marks, since only these ever change: "24" for búcuò.
    """
    spoken = chinese.sandhi([word.simplified for word in words], [word.pinyin for word in words])
    return {index: _tones(sound, words[index].pinyin or ()) for index, sound in spoken.items()}


def _tones(sound: Reading, reading: Reading) -> str:
    return "".join(
        str(chinese.tone(s)) for s, was in zip(sound, reading, strict=True) if s and was and chinese.tone(was)
    )


@lru_cache(maxsize=50_000)
def sounding(html: str, tones: str) -> str:
    """The HTML of a word with the `tones` it sounds in, each ruby with those of its own syllables."""
    left = iter(tones)

    def mark(ruby: re.Match[str]) -> str:
        spelled = "".join(str(chinese.tone(letter)) for letter in ruby[1] if chinese.tone(letter))
        spoken = "".join(islice(left, len(spelled)))
        return ruby[0] if spoken == spelled else ruby[0].replace("<ruby", f"<ruby data-s={spoken}", 1)

    return _RUBY.sub(mark, html)


def _ruby(form: str, reading: Reading | None, *, term: bool) -> str:
    """A word in one script; a term is one, whatever words its name has, since it is one link."""
    if reading is None:
        return form.translate(QUOTED)
    parts = []
    for is_read, run in groupby(zip(form, reading, strict=True), key=lambda pair: pair[1] is not None):
        pairs = list(run)
        text = "".join(char for char, _ in pairs)
        if is_read:
            syllables = iter([syllable for _, syllable in pairs if syllable is not None])
            is_name = term and len(text) <= _LONGEST
            for part in [text] if is_name else _parts(text):
                folded, own = chinese.fold(part), tuple(islice(syllables, len(part)))
                spelled = chinese.spell_term(folded, own) if is_name else chinese.spell(own, chinese.hyphens(folded))
                parts.append(f"<ruby>{part}<rt{_rarity(folded)}>{spelled}</ruby>")
        else:
            parts.append(text.translate(QUOTED))
    return "".join(parts)


def _parts(text: str) -> Iterator[str]:
    """What is set apart: the words of a phrase, and of a long name, since a ruby cannot break and has to fit a page."""
    folded, end = chinese.fold(text), 0
    for word in chinese.segment(folded) if len(text) > _LONGEST else [folded]:
        for part in chinese.parts(word):
            start, end = end, end + len(part)
            yield text[start:end]


def _rarity(folded: str) -> str:
    ranks = _ranks()
    rank = max([ranks.get(char, _BEYOND) for char in folded])
    return next((name for most, name in _CLASSES if rank <= most), " class=d")


_BEYOND = 1_000_000


@cache
def _ranks() -> Mapping[str, int]:
    lines = files("duben.chinese").joinpath("data/made/frequency.txt").read_text(encoding="utf-8").splitlines()
    return {char: rank for rank, char in enumerate("".join(line for line in lines if not line.startswith("#")), 1)}
