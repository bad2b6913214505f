"""The whole site as the pages see it: settings, glossary, annotated articles, and how they hang together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from duben.collection.article_store import ArticleStore
from duben.collection.links import Links
from duben.model.article import Definition, Slug
from duben.model.compiled import CompiledArticle
from duben.model.words import TermId
from duben.sources.config import Config
from duben.sources.glossary import Glossary


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that a page may be made from. `pages` are the editor's own, by the name of their file.

    A page takes the texts that it shows from the `article_store`.
    """

    config: Config
    glossary: Glossary
    definitions: Mapping[TermId, Definition]
    articles: Mapping[Slug, CompiledArticle]
    pages: Mapping[Slug, CompiledArticle]
    links: Links
    article_store: ArticleStore
