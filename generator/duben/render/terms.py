"""Makes the views of terms: the entries at the foot of articles, and the pages of terms."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cache, cached_property
from html import escape

from duben import chinese
from duben.article.html import SCRIPTS, inline, language_tag
from duben.model.article import Article, Reference, Slug, Words
from duben.model.compiled import CompiledArticle, TermUse
from duben.model.paths import article_path, term_path
from duben.model.words import Script, TermId
from duben.render.deferred import Deferred, view_digest
from duben.render.list_items import ListItems
from duben.render.renderer import Renderer
from duben.render.timeline import timeline
from duben.render.views import Both, ConcordanceView, EntryView, LinkView, NameView, OlderView, PlaceView, TermView
from duben.runtime.session import Session, digest
from duben.sources.glossary import Entry

_ENTRY_PLACES = 3
_MAX_IN_CONTEXT = 50
"""Maximum number of articles whose sentences a term's page shows. Each older article gets one line."""


class TermViews:
    """Makes the views of the terms of one site."""

    def __init__(self, items: ListItems, renderer: Renderer, session: Session) -> None:
        self.site, self._items, self._renderer, self._session = items.site, items, renderer, session
        self._links: dict[TermId, frozenset[TermId]] = {}
        self._keys: dict[TermId, str] = {}
        self._newest: dict[TermId, Sequence[TermUse]] = {}
        self._places: dict[TermId, list[tuple[Slug, str]]] = {}
        self._sources: dict[Slug, str] = {}
        self._entries: dict[tuple[object, ...], str] = {}

    def entries(self, compiled: CompiledArticle, root: str = "../") -> Deferred[tuple[str, ...]]:
        """The entries of the terms that an article links to, as HTML, in the order of the first mentions.

        The article's key covers what depends on the article: its forms, and the other entries on its page.
        """
        slug = compiled.article.slug
        is_article = self.site.articles.get(slug) is compiled
        terms = self.site.links.terms[slug] if is_article else [use.term for use in compiled.uses]
        entries = [f"{self._entry_key(term)} {self._places_key(term, slug)}" for term in terms if self._is_linked(term)]
        return Deferred((compiled.key, digest(*entries)), lambda: self._entries_html(compiled, root))

    def _entries_html(self, compiled: CompiledArticle, root: str) -> tuple[str, ...]:
        shown = {use.term: use for use in compiled.uses if self._is_linked(use.term)}
        return tuple(self._entry_html(use, shown, compiled.article, root) for use in shown.values())

    def _is_linked(self, term: TermId) -> bool:
        return self.site.glossary[term].link != "never"

    def _places_key(self, term: TermId, slug: Slug) -> str:
        """The key of the other articles that an entry lists on the page of an article."""
        if term not in self._places:
            self._places[term] = [(use.article, view_digest(self._place(use))) for use in self._newest_of(term)]
        return " ".join([key for article, key in self._places[term] if article != slug][:_ENTRY_PLACES])

    def _newest_of(self, term: TermId) -> Sequence[TermUse]:
        """The newest uses of a term: one more than an entry lists, because it omits the page's own article."""
        if term not in self._newest:
            self._newest[term] = self.site.links.mentions.get(term, ())[: _ENTRY_PLACES + 1]
        return self._newest[term]

    def _entry_html(self, use: TermUse, shown: Container[TermId], article: Article, root: str) -> str:
        """An entry at the foot of an article. Equal entries are rendered once for the whole site."""
        present = frozenset(other for other in self._links_of(use.term) if other in shown)
        places = tuple(m.article for m in self._other_articles(use.term, article))
        key = (use.term, article.script, self._items.hant_region(article), root, present, use.forms, places)
        html = self._entries.get(key)
        if html is None:
            view = self.entry(use.term, present, use.forms, article, root)
            html = self._entries[key] = self._renderer.entry(view, article.script, root)
        return html

    def _entry_key(self, term: TermId) -> str:
        """A digest of all that an entry shows on every page."""
        if term not in self._keys:
            named = sorted(other for other in self._links_of(term) if other in self.site.glossary)
            names = [self._items.name(other) for other in named]
            entry, definition = self.site.glossary[term], self.site.definitions[term]
            self._keys[term] = digest(repr((entry, definition.key, names)))
        return self._keys[term]

    def _links_of(self, term: TermId) -> frozenset[TermId]:
        """The terms that an entry links to, in its definition and under `see`."""
        if term not in self._links:
            pieces = self.site.definitions[term].pieces
            spoken = {word.term for piece in pieces if isinstance(piece, Words) for word in piece.words if word.term}
            named = {TermId(piece.target) for piece in pieces if isinstance(piece, Reference)}
            self._links[term] = frozenset({*spoken, *named, *self.site.glossary[term].see})
        return self._links[term]

    def _other_articles(self, term: TermId, article: Article) -> list[TermUse]:
        """The newest articles that mention a term, without `article`."""
        return [m for m in self._newest_of(term) if m.article != article.slug][:_ENTRY_PLACES]

    def entry(
        self,
        term: TermId,
        present: frozenset[TermId] = frozenset(),
        here: Sequence[str] = (),
        article: Article | None = None,
        root: str = "../",
    ) -> EntryView:
        """The view of an entry, on its own page or on the page of an `article`.

        `present` are the other entries on that page. `here` are the forms of the term in the article.
        """
        entry, name = self.site.glossary[term], self._items.name(term)
        return EntryView(
            id=term,
            path=term_path(term),
            name=name,
            pinyin=self._items.pinyin(term),
            english=entry.english,
            kind=entry.kind,
            definition=self.definition(term, present, root, ruby=article is None),
            names=tuple(self._name_views(entry, here, article)),
            see=tuple(
                LinkView(path=self._target(other, present), label=self._items.name(other)) for other in entry.see
            ),
            url=entry.url.text if entry.url else None,
            host=entry.url.host.removeprefix("www.") if entry.url else "",
            places=tuple(map(self._place, self._other_articles(term, article))) if article else (),
        )

    def definition(self, term: TermId, present: frozenset[TermId], root: str, *, ruby: bool) -> Both:
        """The definition as HTML, with links to other terms.

        On an article's page it has no `ruby`, or the entries would be larger than the article.
        """
        definition = self.site.definitions[term]

        def target(other: TermId) -> str:
            return f"#term-{other}" if other in present else root + term_path(other)

        def open_reference(reference: Reference, script: Script) -> str:
            other = TermId(reference.target)
            shown = (
                escape(getattr(self._items.name(other), script))
                if reference.titled and other in self.site.glossary
                else ""
            )
            return f"<a class=term href={target(other)}>{shown}"

        hans, hant = (inline(definition.pieces, script, target, open_reference, ruby=ruby) for script in SCRIPTS)
        return Both(hans=hans, hant=hant, source=definition.script, region=self._items.region)

    def term(self, term: TermId) -> TermView:
        """The view of a term's page."""
        links, found = self.site.links, self.site.links.mentions.get(term, ())
        previous, following = self._neighbours(term)
        newest, older = found[:_MAX_IN_CONTEXT], found[_MAX_IN_CONTEXT:]
        shown = [(self._items.item_digest(use.article), use.digest) for use in newest]
        listed = [(self._items.item_digest(use.article), use.block, use.times) for use in older]
        key = view_digest((shown, listed))
        return TermView(
            entry=Deferred(self._entry_key(term), lambda: self.entry(term)),
            concordance=Deferred(key, lambda: tuple(map(self._concordance, newest))),
            older=Deferred(key, lambda: tuple(OlderView(place=self._place(use), mentions=use.times) for use in older)),
            timeline=Deferred(key, lambda: self._timeline(found)),
            articles=len(found),
            first=self._place(found[-1]) if found else None,
            latest=self._place(found[0]) if found else None,
            mentions=links.total(term),
            together=tuple(map(self._items.term_item, links.related.terms(term, self._session))),
            previous=self._term_link(previous) if previous else None,
            next=self._term_link(following) if following else None,
        )

    def _timeline(self, found: Iterable[TermUse]) -> str:
        dates = ((self.site.articles[use.article].article.date, use.times) for use in found)
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

    def _target(self, term: TermId, present: frozenset[TermId]) -> str:
        return f"#term-{term}" if term in present else term_path(term)

    def _place(self, found: TermUse) -> PlaceView:
        compiled = self.site.articles[found.article]
        return PlaceView(
            path=article_path(found.article, found.block),
            title=self._items.both(*compiled.plain_title, compiled.article),
            date=compiled.article.date,
        )

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

    def _name_views(self, entry: Entry, here: Sequence[str], article: Article | None) -> Iterable[NameView]:
        region = self._items.hant_region(article)
        script: Script = article.script if article else "hans"
        for form in here:
            yield NameView(form=form, lang="en" if _is_latin(form) else language_tag(script, region), here=True)
        shown = {entry.name.simplified, entry.name.traditional, entry.english, *here}
        for form_ in entry.forms:
            written: Script = "hans" if form_.region in {None, "cn"} else "hant"
            text = form_.simplified if written == "hans" else form_.traditional
            if form_.listed and text not in shown and not {form_.simplified, form_.traditional} & set(here):
                shown.add(text)
                lang = "en" if _is_latin(text) else language_tag(written, form_.region or "tw")
                yield NameView(form=text, lang=lang, region=form_.region)


@cache
def _is_latin(text: str) -> bool:
    return not any(map(chinese.is_han, text))
