"""Reads the parts of compiled articles from the store.

Only each `CompiledArticle` stays in memory; the bodies and texts of a large collection would not fit.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from functools import lru_cache

from duben.collection.shared_passages import ArticleText, Fingerprints
from duben.model.compiled import ArticleBody, BlockWords, CompiledArticle, PlainText, SearchKeys, SearchTexts
from duben.model.diagnostics import Diagnostic
from duben.model.words import TermId
from duben.runtime.codec import unpack
from duben.runtime.session import kind_of
from duben.runtime.store import DamagedError, Store

PARTS = ("body", "text", "words", "contexts", "data", "search-keys", "search-texts", "fingerprints")
"""The kinds of rows under the key of a compiled article, besides its report."""
_CACHED_TEXTS = 32
"""Number of texts in memory: a shared passage is shown beside the texts of other articles."""


@dataclass(frozen=True, slots=True)
class CompileReport:
    """The result of compiling a file: its problems, and the article, unless its front matter cannot be used."""

    compiled: CompiledArticle | None
    problems: tuple[Diagnostic, ...]


REPORT = kind_of("article", CompileReport)


class ArticleStore:
    """Reads the parts of compiled articles. Each method raises `DamagedError` if the store has lost a part."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.text = lru_cache(_CACHED_TEXTS)(self._text)
        """The plain text of an article, in both scripts."""

    def body(self, compiled: CompiledArticle) -> ArticleBody:
        """The body of an article as HTML blocks."""
        return unpack(self._row("body", compiled), ArticleBody)

    def _text(self, compiled: CompiledArticle) -> PlainText:
        return unpack(self._row("text", compiled), PlainText)

    def words(self, compiled: CompiledArticle) -> tuple[BlockWords, ...]:
        """The words of an article, block by block."""
        return unpack(self._row("words", compiled), tuple[BlockWords, ...])

    def contexts(self, compiled: CompiledArticle, term: TermId) -> str:
        """The sentences of an article that mention a term, as HTML for the term's page."""
        return self._row("contexts", compiled, term).decode()

    def mentions_data(self, compiled: CompiledArticle) -> bytes:
        """The mentions in an article, as JSON."""
        return self._row("data", compiled)

    def search_keys(self, key: str) -> SearchKeys | None:
        """The search keys of an article, or of an older version of it, by its key; `None` if there are none."""
        found = self._store.get("search-keys", key)
        return None if found is None else unpack(found, dict[int, str])

    def search_texts(self, compiled: CompiledArticle) -> SearchTexts:
        """The texts that the search shows of an article."""
        return unpack(self._row("search-texts", compiled), list[bytes])

    def fingerprints(self, compiled: CompiledArticle) -> Fingerprints:
        """The fingerprints of an article's text."""
        return array("Q", self._row("fingerprints", compiled))

    def passage_source(self, compiled: CompiledArticle) -> ArticleText:
        """An article as the search for shared passages reads it."""
        return ArticleText(
            slug=compiled.article.slug,
            digest=compiled.wording,
            text=lambda: self.text(compiled).folded,
            fingerprints=lambda: self.fingerprints(compiled),
        )

    def _row(self, kind: str, compiled: CompiledArticle, part: str = "") -> bytes:
        found = self._store.get(kind, compiled.key, part)
        if found is None:
            raise DamagedError(f"{kind} of {compiled.article.path} is missing")
        return found
