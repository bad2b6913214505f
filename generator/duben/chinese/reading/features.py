"""What the polyphone model looks at around one character: the keys under which it has learnt weights.

Keys are short strings. The first character of a key names its kind, the rest is the text seen there; a key that is only
text (a character, or a word of several) means that it occurs nearby. Training and reading both use this module, so that
what is learnt is what is looked up.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from duben.chinese.tables.files import corrections, families, neutral_tones
from duben.chinese.tables.reading_tables import phrases, pieces, said
from duben.chinese.words.segmenter import is_listed, word_class

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SENTENCE_ENDS = frozenset("。！？!?\n")
_PAD = "\0"
_MARGIN = 10
"""How many characters either side count as near; the text is padded by as many."""
_NEAR_WORDS = 6
_SPAN = 4
"""The longest phrase looked for around a character, whatever the words: 高句丽 within 早在高句丽时期."""
_SPANS = tuple((length, place) for length in range(_SPAN, 1, -1) for place in range(length))
_SHORT = 2
_FIRST_IDEOGRAPH = "\u2e80"


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of one sentence, prepared for looking around in them."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    """Where each word starts in `text`, which is padded at both ends."""
    text: str


def sentence(words: Sequence[str]) -> Sentence:
    """`words` (of one sentence, in order) ready for `features`."""
    return Sentence(
        words=tuple(words),
        starts=tuple(accumulate(map(len, words), initial=_MARGIN)),
        text=_PAD * _MARGIN + "".join(words) + _PAD * _MARGIN,
    )


def sentences(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where each sentence of a text begins and ends in its `words`: after each mark that ends one."""
    ends = [index for index, word in enumerate(words, start=1) if word in SENTENCE_ENDS]
    if not ends or ends[-1] < len(words):
        ends.append(len(words))
    return pairwise((0, *ends)) if words else iter(())


def features(seen: Sentence, index: int, offset: int) -> list[str]:
    """The keys of the character at `offset` in the word at `index`."""
    text, words = seen.text, seen.words
    at = seen.starts[index] + offset
    said_of_word, keys = _word(words[index], offset)
    said_around = _phrases(text, at)
    near = {*words[max(0, index - _NEAR_WORDS) : index], *words[index + 1 : index + 1 + _NEAR_WORDS]}
    return [
        *keys,
        *(said_of_word + said_around or ("N",)),
        *_characters(text, at),
        *_beside(words, index),
        *{*text[at - _MARGIN : at], *text[at + 1 : at + 1 + _MARGIN]},
        *[word for word in near if len(word) > 1 and word >= _FIRST_IDEOGRAPH],
    ]


def part_of(word: str, offset: int) -> tuple[int, str]:
    """The phrase that speaks for the character at `offset` of `word`, and its start in it.

    That is the word itself, if a table has it; else a phrase of ours within it (正月 in 正月初七), unless the
    character is in another word too, across an end of that: of 假发票, 假发 says nothing, because of 发票. Without
    any, and in what is guessed to be a person's name, it is the word.
    """
    if len(word) <= _SHORT or word in phrases() or (word_class(word) == "nr" and not is_listed(word)):
        return 0, word
    start, part = next((start, part) for start, part in pieces(word) if start <= offset < start + len(part))
    if part in families() or part in corrections():
        contested = any(span in phrases() or is_listed(span) for span in _across(word, start, part, offset))
    else:
        contested = part not in neutral_tones() or any(span in phrases() for span in _across(word, start, part, offset))
    return (0, word) if contested else (start, part)


def _across(word: str, start: int, part: str, offset: int) -> Iterator[str]:
    """What else in `word` the character at `offset` may belong to, without all of `part`."""
    end = start + len(part)
    for first in range(offset + 1):
        for last in range(max(offset, first + 1) + 1, len(word) + 1):
            if (first > start or last < end) and (first < start or last > end):
                yield word[first:last]


@lru_cache(maxsize=200_000)
def _word(word: str, offset: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the phrase tables say of the character in its word, and the word itself, its class, the place in it."""
    start, part = part_of(word, offset)
    known = said(part) if len(part) > 1 else None
    found = (f"W{known[0][offset - start]}{min(len(part), _SPAN)}{known[1]}",) if known else ()
    return found, ("1", f"w{offset}{word}", f"p{offset}/{len(word)}", "k" + word_class(word))


def _phrases(text: str, at: int) -> tuple[str, ...]:
    """What the phrase tables say of the phrases across the character, before and after it."""
    known = phrases()
    across = before = after = ""
    for length, place in _SPANS:
        span = text[at - place : at - place + length]
        if span in known and (found := said(span)):
            reading = found[0][place]
            across = across or f"S{reading}{length}{place}{found[1]}"
            if place == length - 1:
                before = before or f"L{reading}{length}"
            if place == 0:
                after = after or f"R{reading}{length}"
    return tuple(filter(None, (across, before, after)))


def _characters(text: str, at: int) -> tuple[str, ...]:
    """The characters at each place, alone and together with their neighbours."""
    fourth_before, three, two, one, _, after, second, third, fourth = list(text[at - 4 : at + 5])
    before, behind = two + one, after + second
    return (
        "a" + fourth_before,
        "b" + three,
        "c" + two,
        "d" + one,
        "e" + after,
        "f" + second,
        "g" + third,
        "h" + fourth,
        "A" + before,
        "B" + behind,
        "C" + one + after,
        "D" + three + two,
        "E" + second + third,
        "F" + three + before,
        "G" + behind + third,
        "H" + before + after,
        "I" + one + behind,
    )


def _beside(words: Sequence[str], index: int) -> tuple[str, ...]:
    """The words beside a word, and their classes."""
    word, length = words[index], len(words)
    before = words[index - 1] if index else "^"
    after = words[index + 1] if index + 1 < length else "$"
    class_before = word_class(before) if index else "^"
    class_after = word_class(after) if index + 1 < length else "$"
    alone = "s" if len(word) == 1 else "t"
    return (
        "<" + before,
        ">" + after,
        "{" + (words[index - 2] if index > 1 else "^"),
        "}" + (words[index + 2] if index + 2 < length else "$"),
        f"[{before}|{word}",
        f"]{word}|{after}",
        f"{alone}<{class_before}",
        f"{alone}>{class_after}",
        f"{alone}{class_before}|{class_after}",
    )
