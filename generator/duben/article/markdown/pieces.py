"""Joins the pieces of a text, and removes the line breaks that no reader should see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from duben.model.article import Fixed, Markup, Piece, Text
from duben.model.texts import breaks_between_cjk

_ANY_TAG = re.compile(r"<[^>]*>")


def merged(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces without line breaks; neighbours of the same kind are joined."""
    for (kind, link), group in groupby(_unbroken(pieces), key=lambda p: (type(p), isinstance(p, Text) and p.link)):
        if kind is Text:
            text = "".join(p.text for p in group if isinstance(p, Text))
            if text:
                yield Text(text, link)
        elif kind is Markup:
            html = "".join(p.html for p in group if isinstance(p, Markup))
            if html:
                yield Markup(html)
        else:
            yield from group


def _unbroken(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Remove each line break between Han characters, also across markup; others become spaces (W3C clreq)."""
    listed = list(pieces)
    if not any("\n" in piece.text for piece in listed if isinstance(piece, Text)):
        yield from listed
        return
    shown = "".join(map(_shown, listed))
    nothing = breaks_between_cjk(shown)
    at = 0
    for piece in listed:
        if isinstance(piece, Text) and "\n" in piece.text:
            kept = (char for place, char in enumerate(piece.text, at) if place not in nothing)
            yield Text("".join(kept).replace("\n", " "), piece.link)
        else:
            yield piece
        at += len(_shown(piece))


def _shown(piece: Piece) -> str:
    """The visible text of a piece, as far as it is known at this stage."""
    match piece:
        case Text(text):
            return text
        case Fixed():
            return piece.simplified
        case Markup(html):
            return _ANY_TAG.sub("", html)
    return ""
