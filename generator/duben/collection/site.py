"""The whole site as rendering and exports see it."""

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
    """The settings, the glossary, the compiled articles and their links.

    `pages` are those in `content/pages`, by file name. Bodies and texts are in the `article_store`.
    """

    config: Config
    glossary: Glossary
    definitions: Mapping[TermId, Definition]
    articles: Mapping[Slug, CompiledArticle]
    pages: Mapping[Slug, CompiledArticle]
    links: Links
    article_store: ArticleStore
