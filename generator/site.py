"""The whole site as the pages see it: settings, glossary, annotated articles, and how they hang together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.config import Config
from generator.glossary import Glossary
from generator.model import Definition, Galley, Slug, TermId
from generator.network import Network
from generator.shelf import Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Everything that a page may be made from. `pages` are the editor's own, by the name of their file.

    The texts themselves are on the `shelf`, from which a page takes its own.
    """

    config: Config
    glossary: Glossary
    definitions: Mapping[TermId, Definition]
    articles: Mapping[Slug, Galley]
    pages: Mapping[Slug, Galley]
    network: Network
    shelf: Shelf
