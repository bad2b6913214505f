"""Shows articles and definitions with full-width punctuation, if a site asks for it. The files stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from duben import chinese
from duben.article.annotate import own_text
from duben.article.mentions import is_inline
from duben.model.article import Article, Attribute, Block, Document, Markup, Piece, Text
from duben.model.words import Punctuation, Script


def punctuated_article(article: Article, punctuation: Punctuation) -> Article:
    """The article with its title and summary as the site shows them."""
    if punctuation == "as-written":
        return article
    title, summary = (chinese.with_full_width(text, article.script) for text in (article.title, article.summary))
    return replace(article, title=title, summary=summary)


def punctuated_document(document: Document, script: Script, punctuation: Punctuation) -> Document:
    """The document with its blocks and footnotes as the site shows them."""
    if punctuation == "as-written":
        return document

    def shown(blocks: Iterable[Block]) -> tuple[Block, ...]:
        return tuple(replace(block, pieces=punctuated(block.pieces, script, punctuation)) for block in blocks)

    notes = tuple(replace(note, blocks=shown(note.blocks)) for note in document.footnotes)
    return replace(document, blocks=shown(document.blocks), footnotes=notes)


def punctuated(pieces: Iterable[Piece], script: Script, punctuation: Punctuation) -> tuple[Piece, ...]:
    """The pieces of a text as the site shows them. What is beside a mark may be in the next piece: `**好**,`."""
    listed = tuple(pieces)
    return listed if punctuation == "as-written" else tuple(_full_width(listed, script))


def _full_width(pieces: Iterable[Piece], script: Script) -> Iterator[Piece]:
    listed = [(piece, _text(piece, script)) for piece in pieces]
    found = chinese.full_width("".join(text for _, text in listed), script)
    at = 0
    for piece, text in listed:
        if isinstance(piece, Text):
            shown = "".join([found.get(place, char) for place, char in enumerate(text, at)])
            if shown:
                yield replace(piece, text=shown)
        elif isinstance(piece, Attribute):
            yield replace(piece, text=chinese.with_full_width(piece.text, script))
        else:
            yield piece
        at += len(text)


def _text(piece: Piece, script: Script) -> str:
    """A piece as its neighbours see it: a new line parts two blocks."""
    return "\n" if isinstance(piece, Markup) and not is_inline(piece) else own_text(piece, script)
