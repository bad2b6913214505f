"""Annotates the definitions of the glossary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from duben import chinese
from duben.article.annotate import Annotator, annotate_pieces
from duben.article.compile import searched_definition
from duben.article.markdown import parse_inline
from duben.article.punctuation import punctuated
from duben.model.article import AnnotatedPiece, Definition, Markup, Reference, Words
from duben.model.words import Forms, Script, TermId, Word
from duben.runtime.codec import pack, unpack
from duben.runtime.session import Kind, Session, Task, task_key
from duben.sources.glossary import Entry, Glossary


def annotate_definitions(glossary: Glossary, annotator: Annotator, session: Session) -> dict[TermId, Definition]:
    """The definitions as words, by term. A definition links to each other term once, and never to itself."""
    return {entry.id: session.get(_task(entry, annotator)) for entry in glossary.values()}


def _task(entry: Entry, annotator: Annotator) -> Task[Definition]:
    signature = annotator.matcher.signature(_searched(entry.definition))
    key = task_key("definition", entry.id, annotator.settings, signature, entry.definition)
    return Task(DEFINITION, key, lambda: _definition(entry, annotator, key))


@lru_cache(maxsize=10_000)
def _searched(definition: str) -> str:
    """The text in which names are searched. The preview asks again after each edit."""
    return searched_definition(parse_inline(definition))


def _definition(entry: Entry, annotator: Annotator, key: str) -> Definition:
    script = chinese.detect(entry.definition)[0]
    pieces = annotate_pieces(
        punctuated(parse_inline(entry.definition), script, annotator.punctuation), script, annotator
    )
    return Definition(key=key, script=script, pieces=tuple(_linked_once(pieces, entry.id)))


def _linked_once(pieces: Iterable[AnnotatedPiece], own: TermId) -> Iterator[AnnotatedPiece]:
    linked: set[TermId | None] = {own}
    for piece in pieces:
        if not isinstance(piece, Words):
            yield piece
            continue
        words = []
        for word in piece.words:
            words.append(word._replace(term=None) if word.term in linked or not piece.link else word)
            linked.add(word.term)
        yield Words(tuple(words), piece.link)


class _Piece(NamedTuple):
    """Any piece of a definition as it is stored: msgspec needs one type for all kinds of pieces."""

    kind: str
    words: tuple[Word, ...] = ()
    texts: tuple[str, ...] = ()
    flag: bool = False


class _StoredDefinition(NamedTuple):
    """A definition as it is stored."""

    key: str
    script: Script
    pieces: tuple[_Piece, ...]


def _pack(definition: Definition) -> bytes:
    return pack(_StoredDefinition(definition.key, definition.script, tuple(map(_stored, definition.pieces))))


def _unpack(data: bytes) -> Definition:
    stored = unpack(data, _StoredDefinition)
    return Definition(key=stored.key, script=stored.script, pieces=tuple(map(_restored, stored.pieces)))


DEFINITION = Kind("definition", _unpack, _pack)


def _stored(piece: AnnotatedPiece) -> _Piece:
    match piece:
        case Words(words, link):
            return _Piece("words", words=words, flag=link)
        case Reference(target, titled):
            return _Piece("reference", texts=(target,), flag=titled)
        case Markup(html):
            return _Piece("markup", texts=(html,))
        case Forms(hans, hant):
            return _Piece("forms", texts=(hans, hant))


def _restored(stored: _Piece) -> AnnotatedPiece:
    match stored:
        case _Piece("words", words, _, link):
            return Words(words, link)
        case _Piece("reference", _, (target,), titled):
            return Reference(target, titled)
        case _Piece("markup", _, (html,)):
            return Markup(html)
    return Forms(*stored.texts)
