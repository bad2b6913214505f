"""Texts to words: `annotate` is what this package is for, and all others of Duben annotate through it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from duben.chinese.conversion.convert import why_written
from duben.chinese.conversion.rules import FormCause
from duben.chinese.detection import detect
from duben.chinese.reading.read import why_read
from duben.chinese.reading.reasons import ReadCause
from duben.chinese.script import fold
from duben.chinese.vocabulary import replacements
from duben.chinese.word_stream import word_stream
from duben.chinese.words.segment import segment
from duben.model.words import Region, Script, Standard, Vocabulary, Word


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, from `start` to before `end`, whose word is decided beforehand, and by whom."""

    start: int
    end: int
    word: Word
    by: str = ""


class Why(NamedTuple):
    """Why a word is so: who decided it beforehand, or else the reasons of its reading and of its other form."""

    decided_by: str | None
    reading: tuple[ReadCause, ...] = ()
    forms: tuple[FormCause, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotation:
    """A text as words, in order; `written` are the words as the text has them."""

    words: list[Word]
    written: Sequence[str]
    script: Script
    region: Region
    standard: Standard
    decided: Mapping[int, Span]
    """The words, by their index, that were decided beforehand."""

    def why(self, index: int) -> Why:
        """Why word number `index` is so: the rules that made it are asked again, for their reasons too."""
        if index in self.decided:
            return Why(self.decided[index].by)
        return Why(
            None,
            why_read([word.simplified for word in self.words], index, self.standard),
            why_written(self.written, index, self.script, self.region),
        )


def annotate(  # noqa: PLR0913 - all but the text have defaults
    text: str,
    script: Script | None = None,
    *,
    region: Region = "tw",
    standard: Standard = "cn",
    vocabulary: Vocabulary = "none",
    decided: Sequence[Span] = (),
    cuts: Sequence[int] = (),
    folded: str | None = None,
) -> Annotation:
    """Cut a text into words, each with its form in both scripts and its reading.

    `script` is detected where it is not given. `region` is that of the Traditional forms, `standard` that of the
    readings: the mainland's or Taiwan's. With `vocabulary="tw"`, the Traditional form has Taiwan's words and the
    Simplified form the mainland's (视频 / 影片); the text's own script stays as it is. `decided` are the words that you
    have decided, in order and apart from each other. No word spans one of the offsets in `cuts`, which ascend. `folded`
    is the text after `fold`, if you have it.
    A reading has a syllable for each Han character, and `None` for any other.

    >>> from duben.chinese import annotate
    >>> for word in annotate("我的头发。").words:
    ...     print(word.simplified, word.traditional, word.pinyin)
    我 我 ('wǒ',)
    的 的 ('de',)
    头发 頭髮 ('tóu', 'fa')
    。 。 None

    Joined in the script of the text, the words are the text, character for character. Ask why one is so:

    >>> [(cause.part, cause.by) for cause in annotate("银行").why(0).reading]
    [('银', 'phrase'), ('行', 'family')]
    """
    script = script or detect(text)[0]
    folded = fold(text) if folded is None else folded
    words: list[str] = []
    spans: dict[int, Span] = {}
    at = 0
    for span in decided:
        words += _segments(folded, at, span.start, cuts)
        spans[len(words)] = span
        words.append(folded[span.start : span.end])
        at = span.end
    words += _segments(folded, at, len(text), cuts)
    written = words if folded == text else _slices(text, words)
    if vocabulary != "none":
        written, spans = _with_vocabulary(written, spans, cuts, script, standard)
    stream = word_stream(script, region, standard).words(written, {at: span.word for at, span in spans.items()})
    return Annotation(stream, written, script, region, standard, spans)


def _with_vocabulary(
    written: Sequence[str], spans: Mapping[int, Span], cuts: Sequence[int], script: Script, standard: Standard
) -> tuple[list[str], dict[int, Span]]:
    """The words with those of the region's vocabulary joined, and as decided."""
    joined: list[str] = []
    decided: dict[int, Span] = {}
    at = offset = 0
    found = {replaced.first: replaced for replaced in replacements(written, spans, cuts, script, standard)}
    while at < len(written):
        replaced = found.get(at)
        end = replaced.end if replaced else at + 1
        text = "".join(written[at:end])
        if replaced:
            decided[len(joined)] = Span(offset, offset + len(text), replaced.word, "vocabulary")
        elif at in spans:
            decided[len(joined)] = spans[at]
        joined.append(text)
        at, offset = end, offset + len(text)
    return joined, decided


def _segments(folded: str, start: int, end: int, cuts: Sequence[int]) -> Iterable[str]:
    within = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
    return _cut_segments(folded, start, end, within) if within else segment(folded[start:end])


def _cut_segments(folded: str, start: int, end: int, within: Sequence[int]) -> Iterator[str]:
    for cut in (*within, end):
        if cut > start:
            yield from segment(folded[start:cut])
        start = cut


def _slices(text: str, words: Iterable[str]) -> list[str]:
    slices, at = [], 0
    for word in words:
        slices.append(text[at : at + len(word)])
        at += len(word)
    return slices
