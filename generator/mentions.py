"""What an annotated text refers to: mentions of terms and `[[…]]`, each with the sentence in which it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from generator.model import (
    AnnotatedBlock,
    AnnotatedPiece,
    Citation,
    Forms,
    Link,
    Markup,
    Mention,
    Reference,
    TermId,
    Word,
    Words,
)

_INLINE_TAGS = re.compile(r"(?:</?(?:em|strong|s|a|sup)\b[^>]*>|[^<>]+)+\Z")
_SENTENCE_END = frozenset("。！？!?；;…\n")
_CLOSING = frozenset("”’」』）)》〉】")


def is_inline(markup: Markup) -> bool:
    """Whether a text goes on through `markup`, as it does through emphasis and links."""
    return _INLINE_TAGS.match(markup.html) is not None


def mentions(blocks: Iterable[AnnotatedBlock]) -> Iterator[Mention]:
    """Every mention of a term in the order of the text, each with the rest of its sentence."""
    number = 0
    for block in blocks:
        for run in _runs(block.pieces):
            if not any(run.linked):
                continue
            for start, end in _sentences(run.words):
                for index in range(start, end):
                    if term := run.linked[index]:
                        number += 1
                        yield Mention(
                            term=term,
                            block=block.block.id,
                            number=number,
                            left=_joined(run.words[start:index]),
                            form=_joined(run.words[index : index + 1]),
                            right=_joined(run.words[index + 1 : end]),
                        )


def citations(blocks: Iterable[AnnotatedBlock], links: Sequence[Link]) -> Iterator[Citation]:
    """The links in the order of the text, which is that in which the blocks refer to their targets."""
    sentences = (
        _joined(run.words[slice(*next(((s, e) for s, e in _sentences(run.words) if place < e), (0, None)))])
        for block in blocks
        for run in _runs(block.pieces)
        for place in run.references
    )
    return (Citation(link=link, sentence=sentence) for link, sentence in zip(links, sentences, strict=True))


class _Run:
    """Words that belong together: `linked` has the term of each that is a mention, `references` where `[[…]]` begin."""

    def __init__(self) -> None:
        self.words: list[Word] = []
        self.linked: list[TermId | None] = []
        self.references: list[int] = []


def _runs(pieces: Iterable[AnnotatedPiece]) -> Iterator[_Run]:
    run = _Run()
    for piece in pieces:
        if isinstance(piece, Words):
            run.words += piece.words
            run.linked += [word.term if piece.link else None for word in piece.words]
        elif isinstance(piece, Reference):
            run.references.append(len(run.words))
        elif isinstance(piece, Markup) and not is_inline(piece):
            yield run
            run = _Run()
    yield run


def _sentences(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Where each sentence starts and ends; what closes a quotation belongs to the sentence before it."""
    start, ended = 0, False
    for index, word in enumerate(words):
        last = word.simplified[-1:]
        if ended and last not in _CLOSING and last not in _SENTENCE_END:
            yield start, index
            start, ended = index, False
        ended = ended or last in _SENTENCE_END
    yield start, len(words)


def _joined(words: Sequence[Word]) -> Forms:
    return Forms("".join([w.simplified for w in words]), "".join([w.traditional for w in words]))
