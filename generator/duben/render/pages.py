"""The list of a site's pages, and each page's HTML."""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Callable, Mapping
from functools import cached_property
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple, get_args

from jinja2 import Environment, TemplateError

from duben.article.markdown import parse_inline
from duben.collection.site import Site
from duben.model.article import Article, Markup, Slug, Text
from duben.model.compiled import CompiledArticle
from duben.model.diagnostics import Diagnostic
from duben.model.words import Script, TermId
from duben.render.articles import Articles
from duben.render.environment import Assets
from duben.render.lines import ListItems
from duben.render.terms import Fragments, Terms
from duben.render.ui import ui
from duben.render.views import (
    ArticleItem,
    ArticlesView,
    Both,
    EntryView,
    FrameView,
    GlossaryView,
    HomeView,
    LetterView,
    LinkView,
    NotFoundView,
    SearchView,
    SiteView,
    YearView,
)
from duben.sources.glossary import Kind

_LATEST = 8
_COMMON = 24


class _Company(NamedTuple):
    """Finds what else is in the articles of a page: it takes longest, and follows from the `Kinship.basis` alone."""

    find: Callable[..., list[Any]]
    known: dict[Any, list[Any]]


class _Page(NamedTuple):
    """How a page is made `of` what it is about, and how to tell without making it whether it is still the same."""

    render: Callable[..., str]
    key: Callable[..., object] | None = None
    company: _Company | None = None
    of: tuple[str, ...] = ()


class Renderer:
    """Renders any page of a site by its path."""

    def __init__(self, site: Site, assets: Assets, templates: Environment, version: str = "") -> None:
        """`edition` names Duben itself and the templates."""
        self.site, self._assets, self._edition = site, assets, version
        self._environment = templates
        self._lines = ListItems(site)
        self._terms = Terms(self._lines, Fragments(self._entry, self._source))
        self._by_article = Articles(self._lines, self._terms)
        self._settings: dict[Script, str] = {}

    @cached_property
    def pages(self) -> Mapping[str, _Page]:
        """Every page by its path, in the order in which they are written."""
        articles, terms, related = self._by_article, self._terms, self.site.links.related
        article = self._article, articles.key, _Company(related.of, related.known)
        term = self._term, terms.key, _Company(terms.together, terms.known)
        page = self._page, articles.page_key, None
        found = {"index.html": _Page(self._home), "articles/index.html": _Page(self._articles, self._articles_key)}
        for slug in self.site.links.order:
            found[f"articles/{slug}.html"] = _Page(*article, (slug,))
        found["glossary/index.html"] = _Page(self._glossary)
        for name in self.site.glossary:
            found[f"glossary/{name}.html"] = _Page(*term, (name,))
        for slug in self.site.pages:
            if slug != "index":
                found[f"{slug}.html"] = _Page(*page, (slug,))
        return found | {"search.html": _Page(self._search), "404.html": _Page(self._not_found)}

    def page(self, path: str) -> bytes:
        """The page at `path`. Raises KeyError where there is none, and `TemplateFault` for a template that fails."""
        try:
            page = self.pages[path]
            return page.render(*page.of).encode()
        except Exception as error:
            if isinstance(error, TemplateError) or _place_in_template(error)[0]:
                raise TemplateFault(error) from error
            raise

    def key(self, path: str) -> str | None:
        """A digest of all that the page at `path` shows, in the first line; `None` for the few that are not worth it.

        The other lines follow from what it shows: they are there for `know`.
        """
        page = self.pages[path]
        if page.key is None:
            return None
        shown = hashlib.sha256(repr((self._frame_key, page.key(*page.of))).encode()).hexdigest()[:32]
        return "\n".join([shown, self._basis, *page.company.find(*page.of)]) if page.company else shown

    def know(self, keys: Mapping[str, str]) -> None:
        """Take from the keys of an earlier build, by path, what would be worked out the same way again."""
        for path, key in keys.items():
            _, *lines = key.split("\n")
            page = self.pages.get(path)
            if page and page.company and lines[:1] == [self._basis]:
                page.company.known[page.of[0]] = lines[1:]

    @cached_property
    def _basis(self) -> str:
        """What every page's `company` follows from."""
        return hashlib.sha256(f"{self._edition} {self.site.links.related.basis}".encode()).hexdigest()[:32]

    @cached_property
    def _frame_key(self) -> str:
        """A digest of what all pages have in common."""
        said = repr((self._view, self.site.config, self._edition))
        return hashlib.sha256(said.encode()).hexdigest()

    @cached_property
    def _view(self) -> SiteView:
        config = self.site.config
        licence = None
        if config.licence:
            text = self._lines.text(config.licence)
            licence = Both(
                hans=_inline_html(text.hans), hant=_inline_html(text.hant), source=text.source, region=text.region
            )
        return SiteView(
            title=self._lines.text(config.title),
            subtitle=self._lines.text(config.subtitle),
            footer=licence,
            nav=tuple(
                LinkView(path=f"{slug}.html", label=self._lines.both(*page.plain_title, page.article))
                for slug, page in self.site.pages.items()
                if slug != "index"
            ),
            assets=self._assets.paths,
            restore=self._assets.restore,
            restore_hash=self._assets.restore_hash,
            feed="feed.xml" if config.base_url else None,
        )

    def _render(self, template: str, path: str, title: Both, view: object, **frame: object) -> str:
        config = self.site.config
        values = {
            "path": path,
            "root": "../" * path.count("/"),
            "title": title,
            "canonical": config.base_url + path.removesuffix("index.html") if config.base_url else None,
            "script": config.script,
            "region": config.traditional,
        }
        page = FrameView(**(values | frame))  # type: ignore[arg-type]
        if page.script not in self._settings:
            settings = self._environment.get_template("settings.html")
            self._settings[page.script] = settings.render(site=self._view, ui=ui(page.script))
        found = self._environment.get_template(template)
        return found.render(
            site=self._view, page=page, view=view, ui=ui(page.script), settings=self._settings[page.script]
        )

    def _entry(self, entry: EntryView, script: Script, root: str) -> str:
        page = FrameView(path=entry.path, root=root, title=entry.name, script=script)
        return self._environment.get_template("entry.html").render(entry=entry, page=page, ui=ui(script))

    def _source(self, article: ArticleItem) -> str:
        script = self.site.config.script
        page = FrameView(path="", root="../", title=article.title, script=script)
        return self._environment.get_template("source.html").render(article=article, page=page, ui=ui(script))

    def _framed(self, article: Article) -> dict[str, object]:
        return {"script": article.script, "region": self._lines.hant_region(article)}

    def _home(self) -> str:
        lines, order = self._lines, self.site.links.order
        items = [lines.item(slug) for slug in order]
        common = sorted(self.site.links.mentions, key=lambda term: (-self.site.links.total(term), term))
        view = HomeView(
            intro=self._by_article.page(Slug("index")) if Slug("index") in self.site.pages else None,
            latest=tuple(items[:_LATEST]),
            terms=tuple(map(lines.term_item, common[:_COMMON])),
            articles=len(items),
            entries=len(self.site.glossary),
            characters=sum(item.characters for item in items),
        )
        description = lines.text(self.site.config.description) if self.site.config.description else None
        return self._render("home.html", "index.html", self._view.title, view, description=description)

    def _articles(self) -> str:
        items = map(self._lines.item, self.site.links.order)
        years = groupby(items, key=lambda item: item.date.year if item.date else None)
        view = ArticlesView(years=tuple(YearView(year=year, articles=tuple(group)) for year, group in years))
        return self._render("articles.html", "articles/index.html", self._lines.both("文章", "文章"), view)

    def _articles_key(self) -> object:
        return list(map(self._lines.key, self.site.links.order))

    def _article(self, slug: Slug) -> str:
        compiled = self.site.articles[slug]
        return self._render(
            "article.html",
            f"articles/{slug}.html",
            self._lines.both(*compiled.plain_title, compiled.article),
            self._by_article.article(slug),
            description=self._description(compiled),
            **self._framed(compiled.article),
        )

    def _description(self, compiled: CompiledArticle) -> Both | None:
        return self._lines.both(*compiled.plain_summary, compiled.article) if compiled.article.summary else None

    def _glossary(self) -> str:
        lines = self._lines
        letters = tuple(
            LetterView(letter=letter, terms=tuple(map(lines.term_item, terms)))
            for letter, terms in groupby(sorted(lines.term_order, key=self._letter), key=self._letter)
        )
        occurring = {entry.kind for entry in self.site.glossary.values()}
        kinds = tuple(kind for kind in get_args(Kind) if kind in occurring)
        view = GlossaryView(letters=letters, kinds=kinds, entries=len(self.site.glossary))
        return self._render("glossary.html", "glossary/index.html", lines.both("词汇", "詞彙"), view)

    def _letter(self, term: TermId) -> str:
        first = self._lines.sort_key(term)[:1].upper()
        return first if "A" <= first <= "Z" else "#"

    def _term(self, term: TermId) -> str:
        view = self._terms.term(term)
        return self._render("term.html", f"glossary/{term}.html", self._lines.name(term), view)

    def _page(self, slug: Slug) -> str:
        page = self.site.pages[slug]
        title = self._lines.both(*page.plain_title, page.article)
        return self._render(
            "page.html", f"{slug}.html", title, self._by_article.page(slug), **self._framed(page.article)
        )

    def _search(self) -> str:
        return self._render(
            "search.html",
            "search.html",
            self._lines.both("搜索", "搜尋"),
            SearchView(script="search.js" if "search.js" in self._assets.paths else None),
        )

    def _not_found(self) -> str:
        latest = tuple(map(self._lines.item, self.site.links.order[:3]))
        title, root = self._lines.both("书中无此页", "書中無此頁"), self.site.config.base_path
        return self._render("404.html", "404.html", title, NotFoundView(latest=latest), root=root, canonical=None)


class TemplateFault(Exception):  # noqa: N818 - a fault is the template's, and becomes a diagnostic
    """A template that cannot be rendered."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        name, line = getattr(error, "name", None), getattr(error, "lineno", None)
        if not line:
            name, line = _place_in_template(error)
        self.diagnostic = Diagnostic(
            path=f"templates/{name}",
            line=line,
            column=1,
            code="template",
            message=getattr(error, "message", None) or f"{type(error).__name__} {error}".strip(),
            hint="generator/duben/render/views/ says what each template is given",
        )


def _place_in_template(error: BaseException) -> tuple[str, int]:
    """Name and line of the innermost template in the error's trace."""
    name, line = "", 1
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.endswith(".html"):
            name, line = Path(frame.filename).name, frame.lineno or 1
    return name, line


def _inline_html(text: str) -> str:
    pieces = parse_inline(text)
    return "".join(escape(p.text) if isinstance(p, Text) else p.html if isinstance(p, Markup) else "" for p in pieces)
