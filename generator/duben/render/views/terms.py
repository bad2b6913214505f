"""The views of glossary entries, the pages of terms and the glossary."""

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
    """A term as an item of the glossary."""

    id: str
    path: str
    name: Both  # plain
    pinyin: Both | None = None  # plain, spelled by GB/T 16159; None for a Latin name
    english: str = ""
    kind: Kind
    mentions: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NameView:
    """One of the forms of a term."""

    form: str  # plain, exactly as written
    other: str = ""  # plain: its form in the other script, if that differs
    lang: str  # "zh-Hans", "zh-Hant-TW", "zh-Hant-HK", "en"
    region: Region | None = None  # where this form is usual, if known


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView:
    """An article that mentions a term, with the path of the first mention in it."""

    path: str  # "articles/sora.html#p3"
    title: Both  # plain
    date: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryNameView:
    """What names a glossary entry wherever it stands."""

    id: str
    path: str  # the term's page
    name: Both  # plain
    pinyin: Both | None = None  # plain, spelled by GB/T 16159; None for a Latin name
    english: str = ""  # plain


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLineView(EntryNameView):
    """A glossary entry at the foot of a page (`entry.html`). Its card shows this at once, and loads the rest."""

    here: tuple[NameView, ...] = ()
    """The forms that this page uses; empty if it uses only the name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView(EntryNameView):
    """A glossary entry, at the head of its own page and in its card."""

    kind: Kind
    definition: Both  # HTML
    names: tuple[NameView, ...] = ()
    """The listed forms except `name`."""
    see: tuple[LinkView, ...] = ()
    url: str | None = None  # begins with "http://" or "https://"
    host: str = ""  # plain: the host of `url`, without "www."


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """What the card of an entry loads (`card.html`); the same for all pages, so its script adapts it to each."""

    entry: Deferred[EntryView]
    places: tuple[PlaceView, ...]
    """The newest articles that mention it: one more than the card lists, because it omits its own page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcordanceView:
    """The mentions of one article."""

    source: str  # HTML: title and metadata of the article, rendered by `source.html`
    lang: str
    forms: tuple[str, ...] = ()  # plain: the forms this article uses, as written
    mentions: str  # HTML: list items, see `article/concordance.py`


@dataclass(frozen=True, slots=True, kw_only=True)
class OlderView:
    """The number of mentions in an older article, without its sentences."""

    place: PlaceView
    mentions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TermView:
    """A term's own page (`term.html`)."""

    entry: Deferred[EntryView]
    concordance: Deferred[tuple[ConcordanceView, ...]]  # newest first
    older: Deferred[tuple[OlderView, ...]]
    """The articles after those in `concordance`, one line each."""
    articles: int = 0
    mentions: int = 0
    timeline: Deferred[str]  # HTML: an SVG drawing, labelled by the element with the id "timeline"
    first: PlaceView | None = None  # the oldest and the newest article that have a date
    latest: PlaceView | None = None
    together: tuple[TermItem, ...] = ()
    """Terms often mentioned in the same articles."""
    previous: LinkView | None = None  # in the order of the glossary
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
    """The kinds that occur, in the order of the filter."""
    entries: int
