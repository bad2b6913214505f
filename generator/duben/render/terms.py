"""Makes the views of the pages of terms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cached_property

from duben.model.article import Slug
from duben.model.compiled import TermUse
from duben.model.paths import term_path
from duben.model.words import TermId
from duben.render.deferred import Deferred, view_digest
from duben.render.entries import EntryViews
from duben.render.list_items import ListItems
from duben.render.renderer import Renderer
from duben.render.timeline import timeline
from duben.render.views import ConcordanceView, LinkView, OlderView, TermView
from duben.runtime.session import Session

_MAX_IN_CONTEXT = 30
"""Maximum number of articles whose sentences a term's page shows. Each further article gets one line."""


class TermViews:
    """Makes the views of the pages of terms of one site."""

    def __init__(self, items: ListItems, entries: EntryViews, renderer: Renderer, session: Session) -> None:
        self.site, self._items, self._entries = items.site, items, entries
        self._renderer, self._session = renderer, session
        self._sources: dict[Slug, str] = {}

    def term(self, term: TermId) -> TermView:
        """The view of a term's page."""
        links, found = self.site.links, self.site.links.mentions.get(term, ())
        previous, following = self._neighbours(term)
        dated = [use for use in found if self._date(use)]
        newest, older = found[:_MAX_IN_CONTEXT], found[_MAX_IN_CONTEXT:]
        shown = [(self._items.item_digest(use.article), use.digest) for use in newest]
        listed = [(self._items.item_digest(use.article), use.block, use.times) for use in older]
        key = view_digest((shown, listed))
        return TermView(
            entry=Deferred(self._entries.key(term), lambda: self._entries.entry(term)),
            concordance=Deferred(key, lambda: tuple(map(self._concordance, newest))),
            older=Deferred(
                key, lambda: tuple(OlderView(place=self._entries.place(use), mentions=use.times) for use in older)
            ),
            timeline=Deferred(key, lambda: self._timeline(found)),
            articles=len(found),
            first=self._entries.place(dated[-1]) if dated else None,
            latest=self._entries.place(dated[0]) if dated else None,
            mentions=links.total(term),
            together=tuple(map(self._items.term_item, links.related.terms(term, self._session))),
            previous=self._term_link(previous) if previous else None,
            next=self._term_link(following) if following else None,
        )

    def _date(self, use: TermUse) -> dt.date | None:
        return self.site.articles[use.article].article.date

    def _timeline(self, found: Iterable[TermUse]) -> str:
        dates = ((self._date(use), use.times) for use in found)
        return timeline((date, times) for date, times in dates if date)

    def _neighbours(self, term: TermId) -> tuple[TermId | None, TermId | None]:
        """The terms before and after this one in the glossary."""
        ordered, place = self._items.term_order, self._positions[term]
        return ordered[place - 1] if place else None, ordered[place + 1] if place + 1 < len(ordered) else None

    @cached_property
    def _positions(self) -> Mapping[TermId, int]:
        return {term: place for place, term in enumerate(self._items.term_order)}

    def _term_link(self, term: TermId) -> LinkView:
        return LinkView(path=term_path(term), label=self._items.name(term))

    def _concordance(self, found: TermUse) -> ConcordanceView:
        compiled, item = self.site.articles[found.article], self._items.item(found.article)
        if found.article not in self._sources:
            self._sources[found.article] = self._renderer.source(item)
        return ConcordanceView(
            source=self._sources[found.article],
            lang=item.title.lang,
            forms=found.forms,
            mentions=self.site.article_store.contexts(compiled, found.term),
        )
