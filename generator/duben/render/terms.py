"""Entries at the foot of articles, and the pages of terms: from the site to their views."""

from __future__ import annotations

import hashlib
import heapq
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import cache, cached_property
from html import escape
from itertools import chain
from typing import NamedTuple

from duben import chinese
from duben.article.html import SCRIPTS, inline, language_tag
from duben.model.article import Article, Reference, Slug, Words
from duben.model.compiled import CompiledArticle, TermUse
from duben.model.words import Script, TermId
from duben.render.lines import ListItems
from duben.render.timeline import timeline
from duben.render.views import (
    ArticleItem,
    Both,
    ConcordanceView,
    EntryView,
    LinkView,
    NameView,
    OlderView,
    PlaceView,
    TermView,
)
from duben.sources.glossary import Entry

_PLACES = 3
_TOGETHER = 8
_IN_CONTEXT = 50
"""Articles whose mentions a term's page shows in their sentences, the newest; of the others it gives a line each."""


class Fragments(NamedTuple):
    """What sets the parts that many pages have in common.

    They are an entry, for a page in a script that stands so far from the root, and an article over its mentions.
    """

    entry: Callable[[EntryView, Script, str], str]
    source: Callable[[ArticleItem], str]


class Terms:
    """Makes the views of one site's terms."""

    def __init__(self, lines: ListItems, setters: Fragments) -> None:
        self.site, self._lines, self._set = lines.site, lines, setters
        self._links: dict[TermId, frozenset[TermId]] = {}
        self._keys: dict[TermId, str] = {}
        self._newest: dict[TermId, Sequence[TermUse]] = {}
        self._places: dict[TermId, list[tuple[Slug, str]]] = {}
        self._sources: dict[Slug, str] = {}
        self.known: dict[TermId, list[TermId]] = {}
        """Which terms stand together, as far as it has been worked out."""
        self._entries: dict[tuple[object, ...], str] = {}

    def entries(self, compiled: CompiledArticle, root: str = "../") -> tuple[str, ...]:
        """The entries that an article's links lead to, set, by first mention.

        What an entry looks like depends on little of the page: equal ones are set once for the whole site.
        """
        shown = self._shown(compiled)
        return tuple(self._set_entry(use, shown, compiled.article, root) for use in shown.values())

    def keys(self, compiled: CompiledArticle) -> list[str]:
        """All that the entries at an article's foot show, beside what follows from the article itself."""
        slug = compiled.article.slug
        is_article = self.site.articles.get(slug) is compiled
        terms = self.site.links.terms[slug] if is_article else [use.term for use in compiled.uses]
        return [f"{self._entry_key(term)} {self._places_key(term, slug)}" for term in terms if self._is_linked(term)]

    def _shown(self, compiled: CompiledArticle) -> dict[TermId, TermUse]:
        """The terms that an article's links lead to."""
        return {use.term: use for use in compiled.uses if self._is_linked(use.term)}

    def _is_linked(self, term: TermId) -> bool:
        return self.site.glossary[term].link != "never"

    def _places_key(self, term: TermId, slug: Slug) -> str:
        """The places that an entry shows on the page of an article."""
        if term not in self._places:
            self._places[term] = [(m.article, f"{self._lines.key(m.article)} {m.block}") for m in self._newest_of(term)]
        return " ".join([key for article, key in self._places[term] if article != slug][:_PLACES])

    def _newest_of(self, term: TermId) -> Sequence[TermUse]:
        """The newest mentions of a term, with one more than an entry shows: it leaves out those of its own page."""
        if term not in self._newest:
            self._newest[term] = self.site.links.mentions.get(term, ())[: _PLACES + 1]
        return self._newest[term]

    def _set_entry(self, use: TermUse, shown: Container[TermId], article: Article, root: str) -> str:
        present = frozenset(other for other in self._links_of(use.term) if other in shown)
        places = tuple(m.article for m in self._elsewhere(use.term, article))
        key = (use.term, article.script, self._lines.hant_region(article), root, present, use.forms, places)
        html = self._entries.get(key)
        if html is None:
            view = self.entry(use.term, present, use.forms, article, root)
            html = self._entries[key] = self._set.entry(view, article.script, root)
        return html

    def _entry_key(self, term: TermId) -> str:
        """A digest of all that an entry shows, wherever it stands."""
        if term not in self._keys:
            named = sorted(self._links_of(term))
            names = [repr(self._lines.name(other)) for other in named if other in self.site.glossary]
            said = repr((self.site.glossary[term], self.site.definitions[term], names)).encode()
            self._keys[term] = f"{term} {hashlib.sha256(said).hexdigest()[:16]}"
        return self._keys[term]

    def _links_of(self, term: TermId) -> frozenset[TermId]:
        """The terms that an entry links to."""
        if term not in self._links:
            pieces = self.site.definitions[term].pieces
            spoken = {word.term for piece in pieces if isinstance(piece, Words) for word in piece.words if word.term}
            named = {TermId(piece.target) for piece in pieces if isinstance(piece, Reference)}
            self._links[term] = frozenset({*spoken, *named, *self.site.glossary[term].see})
        return self._links[term]

    def _elsewhere(self, term: TermId, article: Article) -> list[TermUse]:
        """The newest other articles that mention a term."""
        return [m for m in self._newest_of(term) if m.article != article.slug][:_PLACES]

    def entry(
        self,
        term: TermId,
        present: frozenset[TermId] = frozenset(),
        here: Sequence[str] = (),
        article: Article | None = None,
        root: str = "../",
    ) -> EntryView:
        """An entry as shown on a page that has the entries `present`, and writes it as in `here`."""
        entry, name = self.site.glossary[term], self._lines.name(term)
        return EntryView(
            id=term,
            path=f"glossary/{term}.html",
            name=name,
            pinyin=self._lines.spelled(term),
            english=entry.english,
            kind=entry.kind,
            definition=self.definition(term, present, root, ruby=article is None),
            names=tuple(self._name_views(entry, here, article)),
            see=tuple(LinkView(path=self._to(other, present), label=self._lines.name(other)) for other in entry.see),
            url=entry.url or None,
            places=tuple(map(self._place, self._elsewhere(term, article))) if article else (),
            articles=len(self.site.links.mentions.get(term, ())),
        )

    def definition(self, term: TermId, present: frozenset[TermId], root: str, *, ruby: bool) -> Both:
        """The definition, with links to the terms it speaks of.

        An article's page has it without readings: with them the entries weigh more than the article.
        """
        definition = self.site.definitions[term]

        def target(other: TermId) -> str:
            return f"#term-{other}" if other in present else f"{root}glossary/{other}.html"

        def open_reference(reference: Reference, script: Script) -> str:
            other = TermId(reference.target)
            shown = (
                escape(getattr(self._lines.name(other), script))
                if reference.titled and other in self.site.glossary
                else ""
            )
            return f"<a class=term href={target(other)}>{shown}"

        hans, hant = (inline(definition.pieces, script, target, open_reference, ruby=ruby) for script in SCRIPTS)
        return Both(hans=hans, hant=hant, source=definition.script, region=self._lines.region)

    def term(self, term: TermId) -> TermView:
        """A term's own page."""
        found = self.site.links.mentions.get(term, ())
        previous, following = self._beside(term)
        dates = ((self.site.articles[m.article].article.date, m.times) for m in found)
        return TermView(
            entry=self.entry(term),
            concordance=tuple(self._concordance(m) for m in found[:_IN_CONTEXT]),
            older=tuple(OlderView(place=self._place(m), mentions=m.times) for m in found[_IN_CONTEXT:]),
            timeline=timeline((date, count) for date, count in dates if date),
            articles=len(found),
            first=self._place(found[-1]) if found else None,
            latest=self._place(found[0]) if found else None,
            mentions=self.site.links.total(term),
            together=tuple(self._lines.term_item(other) for other in self.together(term)),
            previous=self._term_link(previous) if previous else None,
            next=self._term_link(following) if following else None,
        )

    def key(self, term: TermId) -> object:
        """All that a term's page shows, beside what is the same on all pages."""
        found = self.site.links.mentions.get(term, ())
        return (
            self._entry_key(term),
            [f"{self._lines.key(m.article)} {m.digest}" for m in found[:_IN_CONTEXT]],
            [f"{self._lines.key(m.article)} {m.block} {m.times}" for m in found[_IN_CONTEXT:]],
            [self._lines.term_item(other) for other in self.together(term)],
            [other and self._lines.name(other) for other in self._beside(term)],
        )

    def together(self, term: TermId) -> list[TermId]:
        """The terms most often mentioned in the same articles."""
        if term not in self.known:
            found = self.site.links.mentions.get(term)
            counts = Counter(
                chain.from_iterable([self.site.links.terms[slug] for slug in found.articles] if found else ())
            )
            del counts[term]
            likely = (other for other, count in counts.items() if count > 1)
            self.known[term] = heapq.nsmallest(_TOGETHER, likely, key=lambda other: (-counts[other], other))
        return self.known[term]

    def _beside(self, term: TermId) -> tuple[TermId | None, TermId | None]:
        """The terms before and after this one in the index."""
        ordered, place = self._lines.term_order, self._index[term]
        return ordered[place - 1] if place else None, ordered[place + 1] if place + 1 < len(ordered) else None

    @cached_property
    def _index(self) -> Mapping[TermId, int]:
        return {term: place for place, term in enumerate(self._lines.term_order)}

    def _term_link(self, term: TermId) -> LinkView:
        return LinkView(path=f"glossary/{term}.html", label=self._lines.name(term))

    def _to(self, term: TermId, present: frozenset[TermId]) -> str:
        return f"#term-{term}" if term in present else f"glossary/{term}.html"

    def _place(self, found: TermUse) -> PlaceView:
        compiled = self.site.articles[found.article]
        return PlaceView(
            path=f"articles/{found.article}.html#{found.block}",
            title=self._lines.both(*compiled.plain_title, compiled.article),
            date=compiled.article.date,
        )

    def _concordance(self, found: TermUse) -> ConcordanceView:
        compiled, item = self.site.articles[found.article], self._lines.item(found.article)
        if found.article not in self._sources:
            self._sources[found.article] = self._set.source(item)
        return ConcordanceView(
            source=self._sources[found.article],
            lang=item.title.lang,
            forms=found.forms,
            mentions=self.site.article_store.contexts(compiled, found.term),
        )

    def _name_views(self, entry: Entry, here: Sequence[str], article: Article | None) -> Iterable[NameView]:
        region = self._lines.hant_region(article)
        script: Script = article.script if article else "hans"
        for form in here:
            yield NameView(form=form, lang="en" if _is_latin(form) else language_tag(script, region), here=True)
        said = {entry.name.simplified, entry.name.traditional, entry.english, *here}
        for form_ in entry.forms:
            written: Script = "hans" if form_.region in {None, "cn"} else "hant"
            text = form_.simplified if written == "hans" else form_.traditional
            if form_.listed and text not in said and not {form_.simplified, form_.traditional} & set(here):
                said.add(text)
                lang = "en" if _is_latin(text) else language_tag(written, form_.region or "tw")
                yield NameView(form=text, lang=lang, region=form_.region)


@cache
def _is_latin(text: str) -> bool:
    return not any(map(chinese.is_han, text))
