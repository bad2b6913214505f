"""The parts of each compiled article, in the store until a page asks for them.

Only the `CompiledArticle` stays in memory: a collection may be larger than that.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from functools import lru_cache

from duben.collection.shared_passages import ArticleText, Fingerprints
from duben.model.compiled import ArticleBody, BlockWords, CompiledArticle, PlainText, SearchKeys, SearchTexts
from duben.model.diagnostics import Diagnostic
from duben.model.words import Script, TermId
from duben.runtime.codec import unpack
from duben.runtime.session import kind_of
from duben.runtime.store import DamagedError, Store

PARTS = ("body", "text", "words", "contexts", "data", "search-keys", "search-texts", "fingerprints")
"""The kinds of rows under the key of a compiled article, beside its report."""
_TEXTS = 32
"""Texts in memory, since a shared passage is shown beside its other wordings."""


@dataclass(frozen=True, slots=True)
class CompileReport:
    """The result of compiling a file, without its parts: the article, unless it cannot be used, and its problems."""

    compiled: CompiledArticle | None
    problems: tuple[Diagnostic, ...]


REPORT = kind_of("article", CompileReport)


class ArticleStore:
    """Reads the parts of compiled articles. Raises `DamagedError` where the store has lost one."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.text = lru_cache(_TEXTS)(self._text)
        """The text of an article."""

    def body(self, compiled: CompiledArticle) -> ArticleBody:
        """The body of an article, as HTML."""
        return unpack(self._row("body", compiled), ArticleBody)

    def _text(self, compiled: CompiledArticle) -> PlainText:
        return unpack(self._row("text", compiled), PlainText)

    def words(self, compiled: CompiledArticle) -> tuple[BlockWords, ...]:
        """The words of an article, block by block."""
        return unpack(self._row("words", compiled), tuple[BlockWords, ...])

    def contexts(self, compiled: CompiledArticle, term: TermId) -> str:
        """The mentions of a term in an article, as HTML for the term's page."""
        return self._row("contexts", compiled, term).decode()

    def data(self, compiled: CompiledArticle) -> bytes:
        """The mentions of an article, as JSON."""
        return self._row("data", compiled)

    def search_keys(self, key: str) -> SearchKeys | None:
        """What the search finds the article by that has this key; also of an earlier version, while it is there."""
        found = self._store.get("search-keys", key)
        return None if found is None else unpack(found, dict[int, str])

    def search_texts(self, compiled: CompiledArticle) -> SearchTexts:
        """What the search shows of an article."""
        return unpack(self._row("search-texts", compiled), list[dict[Script, bytes]])

    def fingerprints(self, compiled: CompiledArticle) -> Fingerprints:
        """The fingerprints of an article's text."""
        return array("Q", self._row("fingerprints", compiled))

    def passage_source(self, compiled: CompiledArticle) -> ArticleText:
        """What the search for shared passages may ask of an article."""
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
