"""Finds the target and the title of links that authors write as `[[…]]`."""

from __future__ import annotations

from html import escape

from duben.article.html import OpenReference
from duben.model.article import Reference, Slug
from duben.model.compiled import CompiledArticle
from duben.model.paths import article_path, term_path
from duben.model.words import Forms, Script, TermId
from duben.render.list_items import ListItems


class References:
    """Makes the links for the references of one site."""

    def __init__(self, items: ListItems) -> None:
        self._site, self._items = items.site, items

    def opener(self, root: str) -> OpenReference:
        """A function that makes the opening tag of a `[[…]]`; `root` is the relative path to the site's root."""

        def opened(reference: Reference, script: Script) -> str:
            slug, term = Slug(reference.target), TermId(reference.target)
            path = article_path(slug) if slug in self._site.articles else term_path(term)
            shown = self._title(reference.target).form(script) if reference.titled else ""
            return f"<a href={root}{path}>{shown}"

        return opened

    def titles(self, compiled: CompiledArticle) -> list[tuple[str, Forms]]:
        """The targets of an article's references, sorted, each with its title as HTML."""
        targets = {citation.link.target for citation in compiled.links}
        return [(target, self._title(target)) for target in sorted(targets)]

    def _title(self, target: str) -> Forms:
        slug, term = Slug(target), TermId(target)
        if slug in self._site.articles:
            return self._site.articles[slug].title
        if term not in self._site.glossary:
            return Forms("", "")
        name = self._items.name(term)
        return Forms(escape(name.hans), escape(name.hant))
