"""Finds an annotated text's mentions of terms and its `[[…]]`, each with its sentence."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence

from duben.model.article import AnnotatedBlock, AnnotatedPiece, Citation, Link, Markup, Mention, Reference, Slug, Words
from duben.model.compiled import TermUse
from duben.model.words import Forms, Script, TermId, Word

_INLINE_TAGS = re.compile(r"(?:</?(?:em|strong|s|a|sup)\b[^>]*>|[^<>]+)+\Z")
_SENTENCE_END = frozenset("。！？!?；;…\n")
_LONGEST = 200
"""Words of a sentence. A text without full stops is cut, because each mention comes with its sentence."""
_SENTENCE_CLOSE = _SENTENCE_END | frozenset("”’」』）)》〉】")


def is_inline(markup: Markup) -> bool:
    """Whether a text continues across this markup, as it does across emphasis and links."""
    return _INLINE_TAGS.match(markup.html) is not None


def mentions(blocks: Iterable[AnnotatedBlock]) -> Iterator[Mention]:
    """Each mention of a term in the order of the text, with the sentence around it."""
    number = 0
    for block in blocks:
        for run in _runs(block.pieces):
            sentences = iter(_sentences(run.words) if run.linked else ())
            end = 0
            for place, term in run.linked:
                if place >= end:
                    start, end = next(bounds for bounds in sentences if place < bounds[1])
                    hans, hant = _forms(run.words[start:end])
                number += 1
                at = place - start
                left, form, right = (
                    Forms("".join(hans[part]), "".join(hant[part]))
                    for part in (slice(at), slice(at, at + 1), slice(at + 1, None))
                )
                yield Mention(term=term, block=block.block.id, number=number, left=left, form=form, right=right)


def term_uses(found: Iterable[Mention], slug: Slug, script: Script) -> Iterator[TermUse]:
    """The mentions in an article grouped by term, in the order of first mentions.

    Forms are those in the article's own `script`.
    """
    by_term: dict[TermId, list[Mention]] = {}
    for mention in found:
        by_term.setdefault(mention.term, []).append(mention)
    for term, group in by_term.items():
        forms = tuple(dict.fromkeys(mention.form.form(script) for mention in group))
        digest = int.from_bytes(hashlib.sha256(repr(group).encode()).digest()[:8])
        yield TermUse(slug, term, forms, group[0].block, len(group), digest)


def citations(blocks: Iterable[AnnotatedBlock], links: Sequence[Link]) -> Iterator[Citation]:
    """Each `[[…]]` with its sentence. `links` are in the order in which the blocks refer to their targets."""
    sentences = (sentence for block in blocks for run in _runs(block.pieces) for sentence in _cited(run))
    return (Citation(link=link, sentence=sentence) for link, sentence in zip(links, sentences, strict=True))


def _cited(run: _Run) -> Iterator[Forms]:
    """The sentence of each `[[…]]`; at the end of the words, that is the last one."""
    sentences = iter(_sentences(run.words) if run.references else ())
    start, end, sentence = 0, -1, Forms("", "")
    for place in run.references:
        while end <= place and end < len(run.words):
            start, end = next(sentences)
            sentence = _plain(run.words[start:end])
        yield sentence


class _Run:
    """Words without a break: `linked` has the indexes and terms of mentions, `references` the indexes of `[[…]]`."""

    def __init__(self) -> None:
        self.words: list[Word] = []
        self.linked: list[tuple[int, TermId]] = []
        self.references: list[int] = []


def _runs(pieces: Iterable[AnnotatedPiece]) -> Iterator[_Run]:
    run = _Run()
    for piece in pieces:
        if isinstance(piece, Words):
            if piece.link:
                run.linked += [(at, word.term) for at, word in enumerate(piece.words, len(run.words)) if word.term]
            run.words += piece.words
        elif isinstance(piece, Reference):
            run.references.append(len(run.words))
        elif isinstance(piece, Markup) and not is_inline(piece):
            yield run
            run = _Run()
    yield run


def _sentences(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """The start and end of each sentence. Closing quotation marks belong to the sentence before them."""
    start = end = 0
    for mark in [at for at, word in enumerate(words) if word[0][-1:] in _SENTENCE_END]:
        if mark < end:
            continue
        end = mark + 1
        while end < len(words) and words[end][0][-1:] in _SENTENCE_CLOSE:
            end += 1
        if end < len(words):
            yield from _cut(start, end)
            start = end
    yield from _cut(start, len(words))


def _cut(start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence, in parts if it is too long; an empty one too."""
    while end - start > _LONGEST:
        yield start, start + _LONGEST
        start += _LONGEST
    yield start, end


def _forms(words: Iterable[Word]) -> tuple[list[str], list[str]]:
    return [word[0] for word in words], [word[1] for word in words]


def _plain(words: Sequence[Word]) -> Forms:
    hans, hant = _forms(words)
    return Forms("".join(hans), "".join(hant))
