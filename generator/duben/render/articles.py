"""Makes the views of articles and of the pages in `content/pages`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from duben.article.html import open_references
from duben.collection.links import Backlink
from duben.model.article import Slug
from duben.model.compiled import ArticleBody, CompiledArticle
from duben.model.paths import article_path
from duben.render.deferred import Deferred
from duben.render.entries import EntryViews
from duben.render.list_items import ListItems
from duben.render.passages import PassageViews
from duben.render.references import References
from duben.render.ui import ui
from duben.render.views import ArticleView, BacklinkView, HeadingView, NoteView, PageView, SharedPassageView
from duben.runtime.session import Session


class ArticleViews:
    """Makes the views of the articles and pages of one site."""

    def __init__(self, items: ListItems, entries: EntryViews, session: Session) -> None:
        self.site, self._items, self._entries, self._session = items.site, items, entries, session
        self._passages = PassageViews(items)
        self._references = References(items)

    def article(self, slug: Slug) -> ArticleView:
        """The view of an article's page."""
        site, compiled, item = self.site, self.site.articles[slug], self._items.item(slug)
        later, earlier = self._neighbours(slug)
        parts = self._parts(compiled, "../")
        passages = self._passages.views(compiled)
        return ArticleView(
            title=item.title,
            date=item.date,
            author=item.author,
            publication=item.publication,
            url=compiled.article.url.text if compiled.article.url else None,
            summary=item.summary,
            script=item.script,
            region=item.region,
            minutes=item.minutes,
            characters=compiled.characters,
            body=parts.body(passages),
            toc=parts.contents,
            notes=parts.notes,
            terms=self._entries.lines(compiled),
            shared_passages=passages,
            backlinks=tuple(map(self._backlink, site.links.backlinks.get(slug, ()))),
            related=tuple(map(self._items.item, site.links.related.articles(slug, self._session))),
            previous=self._items.item(earlier) if earlier else None,
            next=self._items.item(later) if later else None,
        )

    def page(self, slug: Slug) -> PageView:
        """The view of a page in `content/pages`."""
        compiled = self.site.pages[slug]
        parts = self._parts(compiled, "")
        return PageView(
            title=self._items.both(*compiled.title, compiled.article),
            body=parts.body(),
            toc=parts.contents,
            notes=parts.notes,
            terms=self._entries.lines(compiled, root=""),
        )

    def _neighbours(self, slug: Slug) -> tuple[Slug | None, Slug | None]:
        """The articles before and after this one; the order is newest first."""
        order, position = self.site.links.order, self._positions[slug]
        return order[position - 1] if position else None, order[position + 1] if position + 1 < len(order) else None

    @cached_property
    def _positions(self) -> Mapping[Slug, int]:
        return {slug: position for position, slug in enumerate(self.site.links.order)}

    def _backlink(self, backlink: Backlink) -> BacklinkView:
        compiled, citation = self.site.articles[backlink.article], backlink.citation
        return BacklinkView(
            path=article_path(backlink.article, citation.link.block),
            title=self._items.both(*compiled.plain_title, compiled.article),
            sentence=self._items.both(*citation.sentence, compiled.article),
        )

    def _parts(self, compiled: CompiledArticle, root: str) -> _BodyParts:
        return _BodyParts(self._items, compiled, self._references, root)


class _BodyParts:
    """The parts of a page that need an article's body, which is read only when a template prints one of them."""

    def __init__(self, items: ListItems, compiled: CompiledArticle, references: References, root: str) -> None:
        """`root` is the relative path from the page to the root of the site."""
        self._items, self._compiled, self._open = items, compiled, references.opener(root)
        self._titles = references.titles(compiled)

    @cached_property
    def _body(self) -> ArticleBody:
        return self._items.site.article_store.body(self._compiled)

    def body(self, passages: Deferred[tuple[SharedPassageView, ...]] | None = None) -> Deferred[str]:
        """The article's blocks as HTML, each followed by a link for each shared passage that begins in it."""

        def make() -> str:
            marks: dict[str, str] = {}
            for shared in passages or ():
                marks[shared.pair] = marks.get(shared.pair, "") + _passage_mark(shared.number, self._compiled)
            html = "".join([html + marks[id_] if id_ in marks else html for id_, html in self._body.blocks])
            return open_references(html, self._open) if self._compiled.links else html

        return Deferred((self._compiled.key, self._titles, passages), make)

    @property
    def contents(self) -> Deferred[tuple[HeadingView, ...]]:
        """The table of contents."""

        def make() -> tuple[HeadingView, ...]:
            article = self._compiled.article
            return tuple(
                HeadingView(anchor=found.anchor, level=found.level, title=self._items.both(*found.title, article))
                for found in self._body.headings
            )

        return Deferred(self._compiled.key, make)

    @property
    def notes(self) -> Deferred[tuple[NoteView, ...]]:
        """The footnotes."""

        def make() -> tuple[NoteView, ...]:
            return tuple(
                NoteView(
                    number=note.number,
                    body=open_references(note.html, self._open),
                    pairs=(note.block,) if note.block else (),
                )
                for note in self._body.notes
            )

        return Deferred((self._compiled.key, self._titles), make)


def _passage_mark(number: int, compiled: CompiledArticle) -> str:
    return f"<a class=echo href=#echo-{number}><span class=vh>{ui(compiled.article.script)('echo')}</span></a>\n"
