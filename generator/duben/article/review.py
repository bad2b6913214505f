"""Advises the editor: readings that the model is unsure of, and inconsistent spellings and marks.

None is an error, so advice never fails a check and changes nothing. It reads the lines of the file, so that each
place is a place in the file.
"""

from __future__ import annotations

import heapq
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from duben import chinese
from duben.article.term_matcher import TermMatcher
from duben.model.article import Article
from duben.model.diagnostics import Diagnostic, Severity

_UNCERTAIN = 0.75
"""A reading with a lower probability is worth checking: two or three in 1,000 characters."""
_MAX_REPORTED = 20
_CONTEXT = 8
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_NOT_TEXT = re.compile(r"`[^`]*`|\[\^[^\]]*\]:?|\]\([^()]*\)|\[\[[^\[\]|]*[\]|]|\{[^{}]*\}|https?://\S+")


class UncertainReading(NamedTuple):
    """A diagnostic for a reading, and how probable the model holds that reading to be."""

    probability: float
    diagnostic: Diagnostic


def uncertain_readings(article: Article, matcher: TermMatcher) -> Iterator[UncertainReading]:
    """The readings of an article that no override sets and the model is unsure of."""
    for number, line in enumerate(article.body.split("\n"), article.body_line):
        folded = chinese.fold(_text(line))
        words = chinese.segment(folded)
        starts = [0, *accumulate(map(len, words))]
        decided = matcher.spans(line, folded, article.script)
        for decision in chinese.decisions(words):
            at = starts[decision.word] + decision.offset
            if decision.probability < _UNCERTAIN and not _is_decided(decided, at):
                word = words[decision.word]
                yield UncertainReading(
                    decision.probability,
                    Diagnostic(
                        path=article.path,
                        line=number,
                        column=at + 1,
                        code="uncertain-reading",
                        message=f"{decision.char} is read {decision.reading} ({decision.probability:.0%} sure), "
                        f"but may be {decision.second}: {_in_context(line, at)}",
                        hint=_override(word, decision),
                        severity=Severity.ADVICE,
                    ),
                )


def least_certain(found: Iterable[UncertainReading]) -> list[Diagnostic]:
    """The readings that most deserve a check."""
    return [
        diagnostic
        for _, diagnostic in heapq.nsmallest(
            _MAX_REPORTED, found, key=lambda each: (each.probability, str(each.diagnostic))
        )
    ]


def inconsistent_spellings(article: Article, matcher: TermMatcher) -> Iterator[Diagnostic]:
    """The spellings of an article that differ from its majority; each change of characters once, at its first place."""
    body = _text(article.body)
    decided = matcher.spans(body, chinese.fold(body), article.script)
    changes: dict[tuple[tuple[str, str], ...], list[chinese.Normalisation]] = {}
    for found in chinese.normalisations(body, article.script, article.region):
        if not _is_decided(decided, found.offset):
            pairs = tuple(pair for pair in zip(found.found, found.proposed, strict=True) if pair[0] != pair[1])
            changes.setdefault(pairs, []).append(found)
    for group in changes.values():
        first, times = group[0], f" ({len(group)} times)" if len(group) > 1 else ""
        line = body.count("\n", 0, first.offset)
        yield Diagnostic(
            path=article.path,
            line=article.body_line + line,
            column=first.offset - body.rfind("\n", 0, first.offset),
            code="unlike-the-rest",
            message=f"{first.found} differs from the rest of the text: {first.reason}{times}",
            hint=f"if it is a mistake, write {first.proposed}",
            severity=Severity.ADVICE,
        )


def mixed_punctuation(article: Article) -> Iterator[Diagnostic]:
    """The first half-width mark beside Han characters in an article, and how many there are."""
    found: list[tuple[int, int, str, str]] = []
    is_code = False
    for number, line in enumerate(article.body.split("\n"), article.body_line):
        is_code ^= _FENCE.match(line) is not None
        marks = {} if is_code else chinese.full_width(_text(line), article.script)
        found += [(number, at + 1, line[at], mark) for at, mark in sorted(marks.items()) if mark]
    if found:
        number, column, written, mark = found[0]
        times = f" ({len(found)} such marks in this article)" if len(found) > 1 else ""
        yield Diagnostic(
            path=article.path,
            line=number,
            column=column,
            code="mixed-punctuation",
            message=f"“{written}” is a half-width mark beside Han characters{times}",
            hint=f'write “{mark}”, or write punctuation = "full-width" in site.toml to show them all so',
            severity=Severity.ADVICE,
        )


def _is_decided(decided: Sequence[chinese.Span], at: int) -> bool:
    """Whether the character at `at` is within one of the spans, which are in order."""
    place = bisect_right(decided, at, key=lambda span: span.start)
    return place > 0 and at < decided[place - 1].end


def _text(line: str) -> str:
    """`line` with everything that is not running text replaced by spaces, so that places stay the same."""
    return _NOT_TEXT.sub(lambda match: " " * len(match[0]), line)


def _in_context(line: str, at: int) -> str:
    before, after = line[max(0, at - _CONTEXT) : at], line[at + 1 : at + 1 + _CONTEXT]
    return f"…{before}【{line[at]}】{after}…"


def _override(word: str, decision: chinese.Decision) -> str:
    """The override that sets the second most probable reading."""
    if len(word) == 1:
        return f"if {decision.reading} is wrong, write {{{word}|{decision.second}}}"
    syllables = list(chinese.pronounce(word) or ())
    syllables[decision.offset] = decision.second
    spelled = " ".join(syllable for syllable in syllables if syllable)
    return f'if {decision.reading} is wrong, write under [readings]: "{word}" = "{spelled}"'
