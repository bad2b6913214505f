"""Lists the pages of a site and the files of its cards, and makes the view of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property, lru_cache, partial
from itertools import groupby
from typing import get_args

from duben.collection.site import Site
from duben.model.article import Article, Slug
from duben.model.paths import (
    ARTICLES,
    GLOSSARY,
    HOME,
    NOT_FOUND,
    SEARCH,
    UrlPath,
    article_path,
    card_path,
    page_path,
    term_path,
)
from duben.model.words import TermId
from duben.render.articles import ArticleViews
from duben.render.entries import EntryViews
from duben.render.list_items import ListItems
from duben.render.renderer import Page, Renderer
from duben.render.terms import TermViews
from duben.render.theme import Theme
from duben.render.views import (
    ArticlesView,
    Both,
    FrameView,
    GlossaryView,
    HomeView,
    LetterView,
    NotFoundView,
    SearchView,
    YearView,
)
from duben.runtime.codec import as_json
from duben.runtime.session import Session
from duben.sources.glossary import Kind

_LATEST = 8
_COMMON = 24


class Pages:
    """The pages of a site, and the files of its cards, by path: the cache key and the bytes of each."""

    def __init__(self, site: Site, theme: Theme, session: Session) -> None:
        self._site, self._theme = site, theme
        self._renderer = Renderer(site, theme)
        self._items = ListItems(site)
        self._entries = EntryViews(self._items, self._renderer)
        self._term_views = TermViews(self._items, self._entries, self._renderer, session)
        self._article_views = ArticleViews(self._items, self._entries, session)
        self._page = lru_cache(1)(lambda path: self._pages[path]())  # `file` follows `key` for the same page

    @property
    def paths(self) -> Mapping[str, object]:
        """The paths of all pages and cards, in the order in which they are written."""
        return self._pages

    def key(self, path: str) -> str:
        """The cache key of the page at `path`: a digest of all that it shows."""
        return self._renderer.key(self._page(path))

    def file(self, path: str) -> bytes:
        """The page or the card at `path` as UTF-8. Raises `TemplateFault` if its template fails.

        A card is a script, because pages on a disk cannot fetch anything else.
        """
        html = self._renderer.html(self._page(path))
        if path.endswith(".html"):
            return html
        return b"dubenCard(%b);\n" % as_json(html.decode())

    @cached_property
    def _pages(self) -> Mapping[str, Callable[[], Page]]:
        site = self._site
        return {
            HOME: self._home,
            ARTICLES: self._articles,
            **{article_path(slug): partial(self._article, slug) for slug in site.links.order},
            GLOSSARY: self._glossary,
            **{term_path(term): partial(self._term, term) for term in site.glossary},
            **{card_path(term): partial(self._card, term) for term in site.glossary if self._entries.has_card(term)},
            **{page_path(slug): partial(self._own_page, slug) for slug in site.pages if slug != "index"},
            SEARCH: self._search,
            NOT_FOUND: self._not_found,
        }

    def _framed(self, template: str, path: UrlPath, title: Both, view: object, article: Article | None = None) -> Page:
        """A page with its frame, in the script of its `article`, or else of the site."""
        config = self._site.config
        frame = FrameView(
            path=path,
            root="../" * path.count("/"),
            title=title,
            canonical=config.base_url + path.removesuffix("index.html") if config.base_url else None,
            script=article.script if article else config.script,
            region=self._items.hant_region(article) if article else config.traditional,
        )
        return Page(template, frame, view)

    def _home(self) -> Page:
        items, site = self._items, self._site
        common = sorted(site.links.mentions, key=lambda term: (-site.links.total(term), term))
        view = HomeView(
            intro=self._article_views.page(Slug("index")) if Slug("index") in site.pages else None,
            latest=tuple(map(items.item, site.links.order[:_LATEST])),
            terms=tuple(map(items.term_item, common[:_COMMON])),
            articles=len(site.links.order),
            entries=len(site.glossary),
            characters=sum(compiled.characters for compiled in site.links.articles),
        )
        title = self._renderer.site_view.title
        description = items.text(site.config.description) if site.config.description else None
        return self._framed("home.html", HOME, title, view).with_description(description)

    def _articles(self) -> Page:
        items = map(self._items.item, self._site.links.order)
        years = groupby(items, key=lambda item: item.date.year if item.date else None)
        view = ArticlesView(years=tuple(YearView(year=year, articles=tuple(group)) for year, group in years))
        return self._framed("articles.html", ARTICLES, self._items.both("文章", "文章"), view)

    def _article(self, slug: Slug) -> Page:
        compiled = self._site.articles[slug]
        article = compiled.article
        title = self._items.both(*compiled.plain_title, article)
        description = self._items.both(*compiled.plain_summary, article) if article.summary else None
        view = self._article_views.article(slug)
        return self._framed("article.html", article_path(slug), title, view, article).with_description(description)

    def _glossary(self) -> Page:
        items = self._items
        letters = tuple(
            LetterView(letter=letter, terms=tuple(map(items.term_item, terms)))
            for letter, terms in groupby(sorted(items.term_order, key=self._letter), key=self._letter)
        )
        occurring = {entry.kind for entry in self._site.glossary.values()}
        kinds = tuple(kind for kind in get_args(Kind) if kind in occurring)
        view = GlossaryView(letters=letters, kinds=kinds, entries=len(self._site.glossary))
        return self._framed("glossary.html", GLOSSARY, items.both("词汇", "詞彙"), view)

    def _letter(self, term: TermId) -> str:
        first = self._items.sort_key(term)[:1].upper()
        return first if "A" <= first <= "Z" else "#"

    def _term(self, term: TermId) -> Page:
        view = self._term_views.term(term)
        return self._framed("term.html", term_path(term), self._items.name(term), view)

    def _card(self, term: TermId) -> Page:
        return self._framed("card.html", card_path(term), self._items.name(term), self._entries.card(term))

    def _own_page(self, slug: Slug) -> Page:
        page = self._site.pages[slug]
        title = self._items.both(*page.plain_title, page.article)
        return self._framed("page.html", page_path(slug), title, self._article_views.page(slug), page.article)

    def _search(self) -> Page:
        view = SearchView(script="search.js" if "search.js" in self._theme.assets.paths else None)
        return self._framed("search.html", SEARCH, self._items.both("搜索", "搜尋"), view)

    def _not_found(self) -> Page:
        view = NotFoundView(latest=tuple(map(self._items.item, self._site.links.order[:3])))
        page = self._framed("404.html", NOT_FOUND, self._items.both("没有这一页", "沒有這一頁"), view)
        return page._replace(frame=replace(page.frame, root=self._site.config.base_path, canonical=None))
