"""What the polyphone model looks at around one character: the keys under which it has learnt weights.

Keys are short strings. The first character of a key names its kind, the rest is the text seen there; a key that is only
text (a character, or a word of several) means that it occurs nearby. Training and reading both use this module, so that
what is learnt is what is looked up.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from generator.hanzi.dictionary import is_ours, phrase
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
_FIRST_IDEOGRAPH = "\u2e80"


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of one sentence, prepared for looking around in them."""

    words: tuple[str, ...]
    classes: tuple[str, ...]
    starts: tuple[int, ...]
    """Where each word starts in `text`, which is padded at both ends."""
    text: str


def sentence(words: Sequence[str]) -> Sentence:
    """`words` (of one sentence, in order) ready for `features`."""
    return Sentence(
        words=tuple(words),
        classes=tuple(word_class(word) for word in words),
        starts=tuple(accumulate((len(word) for word in words), initial=_MARGIN)),
        text=_PAD * _MARGIN + "".join(words) + _PAD * _MARGIN,
    )


def sentences(words: Sequence[str]) -> Iterator[Sentence]:
    """Cuts the words of a text after each mark that ends a sentence."""
    first = 0
    for index, word in enumerate(words):
        if word in SENTENCE_ENDS:
            yield sentence(words[first : index + 1])
            first = index + 1
    if first < len(words):
        yield sentence(words[first:])


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
    known = phrase(word) if len(word) > 1 else None
    if known:
        keys.append(f"W{known[offset]}{min(len(word), _SPAN)}{'!' if is_ours(word) else ''}")
    across = before = after = ""
    for length in range(_SPAN, 1, -1):
        for place in range(length):
            span = text[at - place : at - place + length]
            found = phrase(span)
            if found is None:
                continue
            reading = found[place]
            across = across or f"S{reading}{length}{place}{'!' if is_ours(span) else ''}"
            if place == length - 1:
                before = before or f"L{reading}{length}"
            if place == 0:
                after = after or f"R{reading}{length}"
    keys += [key for key in (across, before, after) if key]
    if len(keys) == 1:
        keys.append("N")
    return keys


def _characters(text: str, at: int) -> list[str]:
    """The characters at each place, alone and together with their neighbours."""
    three, two, one, _, after, second, third, fourth = text[at - 3 : at + 5]
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
    word, own = seen.words[index], seen.classes[index]
    before, class_before = (seen.words[index - 1], seen.classes[index - 1]) if index else ("^", "^")
    last = index + 1 == len(seen.words)
    after, class_after = ("$", "$") if last else (seen.words[index + 1], seen.classes[index + 1])
    alone = "s" if len(word) == 1 else "t"
    return [
        f"w{offset}{word}",
        f"p{offset}/{len(word)}",
        "<" + before,
        ">" + after,
        "{" + (seen.words[index - 2] if index > 1 else "^"),
        "}" + (seen.words[index + 2] if index + 2 < len(seen.words) else "$"),
        f"[{before}|{word}",
        f"]{word}|{after}",
        "k" + own,
        f"{alone}<{class_before}",
        f"{alone}>{class_after}",
        f"{alone}{class_before}|{class_after}",
    ]
