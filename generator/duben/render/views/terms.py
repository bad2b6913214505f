"""Glossary entries, the pages of terms and their index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from duben.model.words import Region
    from duben.render.deferred import Deferred
    from duben.render.views.frame import Both, LinkView
    from duben.sources.glossary import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class TermItem:
    """A term as a line in the index."""

    id: str
    path: str
    name: Both  # plain
    pinyin: str | None = None
    english: str = ""
    kind: Kind
    mentions: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NameView:
    """One of the names a term goes by."""

    form: str  # plain, exactly as written
    lang: str  # "zh-Hans", "zh-Hant-TW", "zh-Hant-HK", "en"
    region: Region | None = None  # where it is the usual one, if that can be told
    here: bool = False
    """On an article's page: this article writes it so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView:
    """Where a term is mentioned, in one line: the article and the first mention in it."""

    path: str  # "articles/sora.html#p3"
    title: Both  # plain
    date: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """A glossary entry: at the foot of an article, in a popover, and at the head of its own page."""

    id: str
    path: str  # the term's page
    name: Both  # plain
    pinyin: str | None = None  # plain, spelled by GB/T 16159; None for a Latin name
    english: str = ""  # plain
    kind: Kind
    definition: Both  # HTML
    names: tuple[NameView, ...] = ()
    """Other forms than `name`, and `name` too where `here` tells something; the one used here first."""
    see: tuple[LinkView, ...] = ()  # path "#term-<id>" where the page has the entry, else the term's page
    url: str | None = None
    places: tuple[PlaceView, ...] = ()
    """The three newest of the *other* articles that mention it; not shown on its own page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcordanceView:
    """The mentions of one article."""

    source: str  # HTML: title and facts of the article, rendered by `source.html`
    lang: str
    forms: tuple[str, ...] = ()  # plain: the forms this article uses, as written
    mentions: str  # HTML: items of a list, see `concordance`


@dataclass(frozen=True, slots=True, kw_only=True)
class OlderView:
    """The mentions of an article that is too old to be shown with its sentences."""

    place: PlaceView
    mentions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TermView:
    """A term's own page (`term.html`)."""

    entry: Deferred[EntryView]
    concordance: Deferred[tuple[ConcordanceView, ...]]  # newest first
    older: Deferred[tuple[OlderView, ...]]
    """The articles after those, in one line each."""
    articles: int = 0
    mentions: int = 0
    timeline: Deferred[str]  # HTML: an SVG drawing, labelled by the element with the id "timeline"
    first: PlaceView | None = None
    latest: PlaceView | None = None
    together: tuple[TermItem, ...] = ()
    """Terms often mentioned in the same articles."""
    previous: LinkView | None = None  # by the order of the index
    next: LinkView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterView:
    """One letter of the index: A–Z by pinyin or Latin name, "#" for the rest."""

    letter: str
    terms: tuple[TermItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryView:
    """The glossary's index (`glossary.html`)."""

    letters: tuple[LetterView, ...]
    kinds: tuple[Kind, ...]
    """The kinds that occur, in the order to offer them."""
    entries: int
