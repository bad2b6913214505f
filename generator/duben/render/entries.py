"""Makes the views of glossary entries: a line at the foot of a page, the rest in a card, all on the term's own page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from html import escape

from duben import chinese
from duben.article.html import SCRIPTS, inline, language_tag
from duben.model.article import Article, Reference, Words
from duben.model.compiled import CompiledArticle, TermUse
from duben.model.paths import article_path, term_path
from duben.model.words import Script, TermId
from duben.render.deferred import Deferred, view_digest
from duben.render.list_items import ListItems
from duben.render.renderer import Renderer
from duben.render.views import Both, CardView, EntryLineView, EntryView, LinkView, NameView, PlaceView
from duben.runtime.session import digest
from duben.sources.glossary import Entry

_CARD_PLACES = 4
"""Number of articles that a card's file lists. The card shows three, because it omits the page's own article."""


class EntryViews:
    """Makes the views of the entries of one site."""

    def __init__(self, items: ListItems, renderer: Renderer) -> None:
        self.site, self._items, self._renderer = items.site, items, renderer
        self._keys: dict[TermId, str] = {}
        self._line_keys: dict[TermId, str] = {}
        self._lines: dict[tuple[object, ...], str] = {}

    def lines(self, compiled: CompiledArticle, root: str = "../") -> Deferred[tuple[str, ...]]:
        """The entries of the terms that an article links to, as HTML, in the order of the first mentions.

        The article's key covers what depends on the article: its script and the forms that it uses.
        """
        slug = compiled.article.slug
        is_article = self.site.articles.get(slug) is compiled
        terms = self.site.links.terms[slug] if is_article else [use.term for use in compiled.uses]
        keys = [self._line_key(term) for term in terms if self.has_card(term)]
        return Deferred((compiled.key, digest(*keys)), lambda: self._lines_html(compiled, root))

    def has_card(self, term: TermId) -> bool:
        """Whether mentions of a term are links."""
        return self.site.glossary[term].link != "never"

    def _lines_html(self, compiled: CompiledArticle, root: str) -> tuple[str, ...]:
        shown = {use.term: use for use in compiled.uses if self.has_card(use.term)}
        return tuple(self._line_html(use, compiled.article, root) for use in shown.values())

    def _line_html(self, use: TermUse, article: Article, root: str) -> str:
        """An entry at the foot of an article. Equal entries are rendered once for the whole site."""
        key = (use.term, article.script, self._items.hant_region(article), root, use.forms)
        html = self._lines.get(key)
        if html is None:
            view = self._line(use.term, use.forms, article)
            html = self._lines[key] = self._renderer.entry(view, article.script, root)
        return html

    def _line_key(self, term: TermId) -> str:
        if term not in self._line_keys:
            self._line_keys[term] = view_digest(self._line(term, (), None))
        return self._line_keys[term]

    def _line(self, term: TermId, here: Sequence[str], article: Article | None) -> EntryLineView:
        entry = self.site.glossary[term]
        name = self._items.name(term)
        return EntryLineView(
            id=term,
            path=term_path(term),
            name=name,
            pinyin=self._items.pinyin(term),
            english=entry.english,
            here=tuple(self._here(here, article)) if article and {*here} - {name.hans, name.hant} else (),
        )

    def _here(self, forms: Iterable[str], article: Article) -> Iterable[NameView]:
        own = language_tag(article.script, self._items.hant_region(article))
        for form in forms:
            yield NameView(form=form, lang="en" if _is_latin(form) else own)

    def key(self, term: TermId) -> str:
        """A digest of all that an entry shows."""
        if term not in self._keys:
            named = sorted(other for other in self._links_of(term) if other in self.site.glossary)
            names = [self._items.name(other) for other in named]
            entry, definition = self.site.glossary[term], self.site.definitions[term]
            self._keys[term] = digest(repr((entry, definition.key, names)))
        return self._keys[term]

    def _links_of(self, term: TermId) -> frozenset[TermId]:
        """The terms that an entry links to, in its definition and under `see`."""
        pieces = self.site.definitions[term].pieces
        spoken = {word.term for piece in pieces if isinstance(piece, Words) for word in piece.words if word.term}
        named = {TermId(piece.target) for piece in pieces if isinstance(piece, Reference)}
        return frozenset({*spoken, *named, *self.site.glossary[term].see})

    def card(self, term: TermId) -> CardView:
        """What the card of an entry loads."""
        newest = self.site.links.mentions.get(term, ())[:_CARD_PLACES]
        return CardView(
            entry=Deferred(self.key(term), lambda: self.entry(term, ruby=False)),
            places=tuple(map(self.place, newest)),
        )

    def entry(self, term: TermId, *, ruby: bool = True) -> EntryView:
        """The view of an entry. In its card it has no `ruby`, so that many cards stay small."""
        entry = self.site.glossary[term]
        return EntryView(
            id=term,
            path=term_path(term),
            name=self._items.name(term),
            pinyin=self._items.pinyin(term),
            english=entry.english,
            kind=entry.kind,
            definition=self._definition(term, ruby=ruby),
            names=tuple(_names(entry)),
            see=tuple(LinkView(path=term_path(other), label=self._items.name(other)) for other in entry.see),
            url=entry.url.text if entry.url else None,
            host=entry.url.host.removeprefix("www.") if entry.url else "",
        )

    def place(self, found: TermUse) -> PlaceView:
        """The first mention of a term in an article."""
        compiled = self.site.articles[found.article]
        return PlaceView(
            path=article_path(found.article, found.block),
            title=self._items.both(*compiled.plain_title, compiled.article),
            date=compiled.article.date,
        )

    def _definition(self, term: TermId, *, ruby: bool) -> Both:
        """The definition as HTML, with links to the pages of other terms."""
        definition = self.site.definitions[term]

        def open_reference(reference: Reference, script: Script) -> str:
            other = TermId(reference.target)
            shown = (
                escape(getattr(self._items.name(other), script))
                if reference.titled and other in self.site.glossary
                else ""
            )
            return f"<a class=term href={_from_entry(other)}>{shown}"

        hans, hant = (inline(definition.pieces, script, _from_entry, open_reference, ruby=ruby) for script in SCRIPTS)
        return self._items.both(hans, hant)


def _from_entry(term: TermId) -> str:
    """The address of a term's page from the folders `glossary/` and `cards/`."""
    return f"../{term_path(term)}"


def _names(entry: Entry) -> Iterable[NameView]:
    """The listed forms of an entry, each in the script in which its region writes."""
    shown = {entry.name.simplified, entry.name.traditional, entry.english}
    for form in entry.forms:
        script: Script = "hans" if form.region in {None, "cn"} else "hant"
        text, other = form.simplified, form.traditional
        if script == "hant":
            text, other = other, text
        if form.listed and text not in shown:
            shown.add(text)
            lang = "en" if _is_latin(text) else language_tag(script, form.region or "tw")
            yield NameView(form=text, other=other if other != text else "", lang=lang, region=form.region)


@cache
def _is_latin(text: str) -> bool:
    return not any(map(chinese.is_han, text))
