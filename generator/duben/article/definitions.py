"""Annotates the glossary's definitions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple

from duben import chinese
from duben.article.annotate import Annotator, annotate_pieces
from duben.article.markdown import parse_inline
from duben.article.term_matcher import lower
from duben.model.article import AnnotatedPiece, Definition, Markup, Reference, Words
from duben.model.words import Forms, Script, TermId, Word
from duben.runtime.cache import Cache
from duben.sources.glossary import Entry, Glossary

DefinitionCache = Cache[str, Definition]


def define(glossary: Glossary, annotator: Annotator, cache: DefinitionCache | None = None) -> dict[TermId, Definition]:
    """The annotated definition of each entry. It links to each other entry once, and never to its own entry.

    `cache` provides definitions whose text, matched terms and settings are unchanged.
    """
    cache = cache or Cache()
    return {
        entry.id: cache.get(_key(entry, annotator), partial(_definition, entry, annotator))
        for entry in glossary.values()
    }


def _key(entry: Entry, annotator: Annotator) -> str:
    """All inputs of a definition."""
    signature = annotator.matcher.signature(lower(chinese.fold(entry.definition)))
    return f"{entry.id}\0{annotator.region}\0{annotator.standard}\0{signature}\0{entry.definition}"


def _definition(entry: Entry, annotator: Annotator) -> Definition:
    script = chinese.detect(entry.definition)[0]
    pieces = annotate_pieces(parse_inline(entry.definition), script, annotator)
    return Definition(script=script, pieces=tuple(_linked_once(pieces, entry.id)))


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
    """A piece of any kind as one type, because the decoder needs a single type."""

    kind: str
    words: tuple[Word, ...] = ()
    texts: tuple[str, ...] = ()
    flag: bool = False


class StoredDefinition(NamedTuple):
    """A definition in the form that the cache stores."""

    script: Script
    pieces: tuple[_Piece, ...]


def store(definition: Definition) -> StoredDefinition:
    """The definition in the form that the cache stores."""
    return StoredDefinition(definition.script, tuple(map(_stored, definition.pieces)))


def restore(stored: StoredDefinition) -> Definition:
    """The definition from the form that the cache stores."""
    return Definition(script=stored.script, pieces=tuple(map(_restored, stored.pieces)))


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
