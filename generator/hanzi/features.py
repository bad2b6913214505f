"""What the polyphone model looks at around one character: the keys under which it has learnt weights.

Keys are short strings. The first character of a key names its kind, the rest is the text seen there; a key that is only
text (a character, or a word of several) means that it occurs nearby. Training and reading both use this module, so that
what is learnt is what is looked up.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from generator.hanzi.dictionary import said
from generator.hanzi.segment import word_class

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
        starts=tuple(accumulate((len(word) for word in words), initial=_MARGIN)),
        text=_PAD * _MARGIN + "".join(words) + _PAD * _MARGIN,
    )


def sentences(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where each sentence of a text begins and ends in its `words`: after each mark that ends one."""
    first = 0
    for index, word in enumerate(words, start=1):
        if word in SENTENCE_ENDS:
            yield first, index
            first = index
    if first < len(words):
        yield first, len(words)


def features(seen: Sentence, index: int, offset: int) -> list[str]:
    """The keys of the character at `offset` in the word at `index`."""
    at = seen.starts[index] + offset
    keys = _dictionary(seen.text, at, seen.words[index], offset)
    keys += _characters(seen.text, at)
    keys += _words(seen, index, offset)
    keys += set(seen.text[at - _MARGIN : at] + seen.text[at + 1 : at + 1 + _MARGIN])
    near = seen.words[max(0, index - _NEAR_WORDS) : index] + seen.words[index + 1 : index + 1 + _NEAR_WORDS]
    keys += {word for word in near if len(word) > 1 and word >= _FIRST_IDEOGRAPH}
    return keys


def _dictionary(text: str, at: int, word: str, offset: int) -> list[str]:
    """What the phrase tables say of the word, and of the phrases across it, before and after it."""
    keys = ["1"]
    known = said(word) if len(word) > 1 else None
    if known:
        keys.append(f"W{known[0][offset]}{min(len(word), _SPAN)}{known[1]}")
    across = before = after = ""
    for length, place in _SPANS:
        found = said(text[at - place : at - place + length])
        if found is None:
            continue
        reading = found[0][place]
        across = across or f"S{reading}{length}{place}{found[1]}"
        if place == length - 1:
            before = before or f"L{reading}{length}"
        if place == 0:
            after = after or f"R{reading}{length}"
    keys += filter(None, (across, before, after))
    if len(keys) == 1:
        keys.append("N")
    return keys


def _characters(text: str, at: int) -> list[str]:
    """The characters at each place, alone and together with their neighbours."""
    three, two, one, _, after, second, third, fourth = list(text[at - 3 : at + 5])
    before, behind = two + one, after + second
    return [
        "a" + text[at - 4],
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
    ]


def _words(seen: Sentence, index: int, offset: int) -> list[str]:
    """The word, the words beside it, and their classes."""
    words = seen.words
    word, length = words[index], len(words)
    before = words[index - 1] if index else "^"
    after = words[index + 1] if index + 1 < length else "$"
    class_before = word_class(before) if index else "^"
    class_after = word_class(after) if index + 1 < length else "$"
    alone = "s" if len(word) == 1 else "t"
    return [
        f"w{offset}{word}",
        f"p{offset}/{len(word)}",
        "<" + before,
        ">" + after,
        "{" + (words[index - 2] if index > 1 else "^"),
        "}" + (words[index + 2] if index + 2 < length else "$"),
        f"[{before}|{word}",
        f"]{word}|{after}",
        "k" + word_class(word),
        f"{alone}<{class_before}",
        f"{alone}>{class_after}",
        f"{alone}{class_before}|{class_after}",
    ]
