"""Renders templates: turns a page's view into HTML."""

from __future__ import annotations

import traceback
from dataclasses import replace
from functools import cached_property
from html import escape
from pathlib import Path
from typing import NamedTuple

from jinja2 import TemplateError

from duben.article.markdown import parse_inline
from duben.collection.site import Site
from duben.model.article import Fixed, Markup, Text
from duben.model.diagnostics import Diagnostic
from duben.model.paths import page_path
from duben.model.words import Script
from duben.render import deferred
from duben.render.deferred import view_digest
from duben.render.list_items import ListItems
from duben.render.theme import Theme
from duben.render.ui import ui
from duben.render.views import ArticleItem, Both, EntryLineView, FrameView, LinkView, SiteView
from duben.runtime.session import task_key


class Page(NamedTuple):
    """A page before its template is rendered."""

    template: str
    frame: FrameView
    view: object

    def with_description(self, description: Both | None) -> Page:
        """A copy of the page with a description for search engines."""
        return self._replace(frame=replace(self.frame, description=description))


class Renderer:
    """Renders the pages of one site."""

    def __init__(self, site: Site, theme: Theme) -> None:
        self._site, self._theme = site, theme
        self._settings: dict[Script, str] = {}

    def key(self, page: Page) -> str:
        """The cache key of a page: a digest of all that it shows."""
        return task_key("page", self._common, view_digest(page))

    def html(self, page: Page) -> bytes:
        """The page as UTF-8 HTML. Raises `TemplateFault` if a template fails."""
        try:
            return self._render(page).encode()
        except Exception as error:
            if isinstance(error, TemplateError) or _place_in_template(error)[0]:
                raise TemplateFault(error) from error
            raise

    def entry(self, entry: EntryLineView, script: Script, root: str) -> str:
        """The HTML of an entry at the foot of an article; `root` is the relative path to the site's root."""
        page = FrameView(path=entry.path, root=root, title=entry.name, script=script)
        return self._template("entry.html", entry=entry, page=page, ui=ui(script))

    def source(self, article: ArticleItem) -> str:
        """The HTML of an article's heading above its mentions on a term's page."""
        script = self._site.config.script
        page = FrameView(path="", root="../", title=article.title, script=script)
        return self._template("source.html", article=article, page=page, ui=ui(script))

    def _render(self, page: Page) -> str:
        script = page.frame.script
        if script not in self._settings:
            self._settings[script] = self._template("settings.html", site=self.site_view, ui=ui(script))
        return self._template(
            page.template,
            site=self.site_view,
            page=page.frame,
            view=page.view,
            ui=ui(script),
            settings=self._settings[script],
        )

    def _template(self, name: str, **values: object) -> str:
        return self._theme.environment.get_template(name).render(values)

    @cached_property
    def _common(self) -> str:
        """A digest of what all pages show."""
        return task_key("theme", self._theme.files.digest, repr(self.site_view))

    @cached_property
    def site_view(self) -> SiteView:
        """The view of the site, the same for all pages."""
        config, items, assets = self._site.config, ListItems(self._site), self._theme.assets
        return SiteView(
            title=items.text(config.title),
            subtitle=items.text(config.subtitle),
            footer=_inline(items.text(config.licence)) if config.licence else None,
            nav=tuple(
                LinkView(path=page_path(slug), label=items.both(*page.plain_title, page.article))
                for slug, page in self._site.pages.items()
                if slug != "index"
            ),
            assets=assets.paths,
            restore=assets.restore,
            restore_hash=assets.restore_hash,
            feed="feed.xml" if config.base_url else None,
        )


class TemplateFault(Exception):  # noqa: N818 - jinja2 has the name TemplateError
    """A template that cannot be rendered; `diagnostic` says where and why."""

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
            hint="see generator/duben/render/views/ for the values that each template gets",
        )


def _place_in_template(error: BaseException) -> tuple[str, int]:
    """Name and line of the innermost template in the traceback; an empty name if the fault is elsewhere."""
    name, line = "", 1
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.endswith(".html"):
            name, line = Path(frame.filename).name, frame.lineno or 1
        elif frame.filename == deferred.__file__:  # an error in a deferred value is not an error in the template
            name, line = "", 1
    return name, line


def _inline(text: Both) -> Both:
    """A text with inline Markdown, as HTML."""
    hans, hant = _inline_html(text.hans, "hans"), _inline_html(text.hant, "hant")
    return Both(hans=hans, hant=hant, source=text.source, region=text.region)


def _inline_html(text: str, script: Script) -> str:
    html = ""
    for piece in parse_inline(text):
        match piece:
            case Text(plain):
                html += escape(plain)
            case Fixed(simplified, traditional):
                html += escape(simplified if script == "hans" or traditional is None else traditional)
            case Markup(markup):
                html += markup
    return html
