"""Advice to the editor: readings that the model is least sure of, and words that a text writes unlike the rest of it.

Nothing is wrong with either, so advice never fails a check, and nothing is applied. It looks at the lines of the file
as they stand, so that a place is a place in the file.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator
from itertools import accumulate

from duben import chinese
from duben.article.term_matcher import TermMatcher
from duben.model.article import Article
from duben.model.diagnostics import Diagnostic, Severity

_UNSURE = 0.75
"""A reading less probable than this is worth a look; of 1,000 characters some two or three are."""
_MOST = 20
_AROUND = 8
_NOT_TEXT = re.compile(r"`[^`]*`|\]\([^)]*\)|\[\[[^\]|]*[\]|]|\{[^{}]*\}|-\{.*?\}-|https?://\S+")

Doubt = tuple[float, Diagnostic]


def doubts(article: Article, matcher: TermMatcher) -> Iterator[Doubt]:
    """The readings of an article that nothing has decided and the model is unsure of, each with its probability."""
    for number, line in enumerate(article.body.split("\n"), article.body_line):
        folded = chinese.fold(_text(line))
        words = chinese.segment(folded)
        starts = [0, *accumulate(map(len, words))]
        decided = [(span.start, span.end) for span in matcher.spans(line, folded, article.script)]
        for decision in chinese.decisions(words):
            at = starts[decision.word] + decision.offset
            if decision.probability < _UNSURE and not any(start <= at < end for start, end in decided):
                word = words[decision.word]
                yield (
                    decision.probability,
                    Diagnostic(
                        path=article.path,
                        line=number,
                        column=at + 1,
                        code="uncertain-reading",
                        message=f"{decision.char} is read {decision.reading} ({decision.probability:.0%} sure), "
                        f"but may be {decision.second}: {_around(line, at)}",
                        hint=_override(word, decision),
                        severity=Severity.ADVICE,
                    ),
                )


def least_certain(found: Iterable[Doubt]) -> list[Diagnostic]:
    """The few that most deserve a look."""
    return [diagnostic for _, diagnostic in heapq.nsmallest(_MOST, found, key=lambda doubt: (doubt[0], str(doubt[1])))]


def unlike(article: Article, matcher: TermMatcher) -> Iterator[Diagnostic]:
    """What in an article is not written as the rest of it: each change of characters once, where it first occurs."""
    body = _text(article.body)
    decided = [(span.start, span.end) for span in matcher.spans(body, chinese.fold(body), article.script)]
    changes: dict[tuple[tuple[str, str], ...], list[chinese.Normalisation]] = {}
    for found in chinese.normalisations(body, article.script, article.region):
        if not any(start <= found.offset < end for start, end in decided):
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


def _text(line: str) -> str:
    """`line` with what is no running text blanked out; places stay."""
    return _NOT_TEXT.sub(lambda match: " " * len(match[0]), line)


def _around(line: str, at: int) -> str:
    before, after = line[max(0, at - _AROUND) : at], line[at + 1 : at + 1 + _AROUND]
    return f"…{before}【{line[at]}】{after}…"


def _override(word: str, decision: chinese.Decision) -> str:
    """A line for the article that says the other reading."""
    if len(word) == 1:
        return f"if {decision.reading} is wrong, write {{{word}|{decision.second}}}"
    syllables = list(chinese.pronounce(word) or ())
    syllables[decision.offset] = decision.second
    spelled = " ".join(syllable for syllable in syllables if syllable)
    return f'if {decision.reading} is wrong, write under [readings]: "{word}" = "{spelled}"'
