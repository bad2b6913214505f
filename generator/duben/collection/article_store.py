"""What is made of each article alone, as rows of the cache, and the shelf it is fetched from when it is needed.

Only the galleys stay in memory: a collection may be larger than that.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from duben.article.compile import CompileResult
from duben.collection.shared_passages import Fingerprints
from duben.model.compiled import ArticleBody, CompiledArticle, PlainText, SearchExtract, SearchKeys, SearchTexts
from duben.model.diagnostics import Diagnostic
from duben.model.words import Script, TermId
from duben.runtime.cache import Cache
from duben.runtime.codec import pack, unpack
from duben.runtime.store import DamagedError, Row, Store, row

_KINDS = ("galley", "sheet", "text", "contexts", "data", "keys", "texts", "prints")
"""The kinds of rows that are kept under a galley's key."""
_TEXTS = 32
"""Texts kept at hand, since a passage is shown beside those that echo it."""


@dataclass(frozen=True, slots=True)
class CompileReport:
    """What is known of a file without its text."""

    compiled: CompiledArticle | None
    problems: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleParts:
    """All that is made of one file: its proof, its mentions by term and as data, search, and what echoes go by."""

    result: CompileResult
    contexts: Mapping[TermId, str] = field(default_factory=dict)
    data: bytes = b""
    search: SearchExtract = ({}, ())
    fingerprints: bytes = b""


def rows(key: str, compile_articles: ArticleParts) -> list[Row]:
    """The rows under a galley's key."""
    keys, texts = compile_articles.search
    return [
        row("galley", key, "", pack(CompileReport(compile_articles.result.compiled, compile_articles.result.problems))),
        row("sheet", key, "", pack(compile_articles.result.body)),
        row("text", key, "", pack(compile_articles.result.text)),
        *(row("contexts", key, term, html.encode()) for term, html in compile_articles.contexts.items()),
        row("data", key, "", compile_articles.data),
        row("keys", key, "", pack(keys)),
        row("texts", key, "", pack(texts)),
        row("prints", key, "", compile_articles.fingerprints),
    ]


class ArticleStore:
    """Gives what the cache holds of galleys."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._slips: Cache[str, CompileReport] = Cache()
        self._text = lru_cache(_TEXTS)(self._read_text)

    def turn(self) -> None:
        """Begin a new reading of the site."""
        self._slips.turn()

    def keep(self) -> None:
        """Let the cache forget what has long been asked for by no reading."""
        self.store.keep(_KINDS, self._slips.keys())

    def add(self, rows: Iterable[Row]) -> None:
        """Put these rows there."""
        self.store.put(rows)

    def report(self, key: str) -> CompileReport | None:
        """What came of a file; `None` where it has to be made. The same one each time."""
        return self._slips.find(key, lambda: self._read_slip(key))

    def body(self, compiled: CompiledArticle) -> ArticleBody:
        """The sheet of a galley."""
        return unpack(self._row("sheet", compiled), ArticleBody)

    def text(self, compiled: CompiledArticle) -> PlainText:
        """The text of a galley."""
        return self._text(compiled)

    def folded(self, compiled: CompiledArticle) -> str:
        """The text of an article, folded."""
        return self.text(compiled).folded

    def contexts(self, compiled: CompiledArticle, term: TermId) -> str:
        """The mentions of a term in an article, for the term's page."""
        return self._row("contexts", compiled, term).decode()

    def data(self, compiled: CompiledArticle) -> bytes:
        """The mentions of an article as data."""
        return self._row("data", compiled)

    def keys(self, key: str) -> SearchKeys | None:
        """What the search finds the article by that has this galley; of one that is no more, as long as it is known."""
        found = self.store.get("keys", key)
        return None if found is None else unpack(found, dict[int, str])

    def texts(self, compiled: CompiledArticle) -> SearchTexts:
        """What the search shows of an article."""
        return unpack(self._row("texts", compiled), list[dict[Script, bytes]])

    def fingerprints(self, compiled: CompiledArticle) -> Fingerprints:
        """The fingerprints of an article's text."""
        return array("Q", self._row("prints", compiled))

    def _row(self, kind: str, compiled: CompiledArticle, part: str = "") -> bytes:
        found = self.store.get(kind, compiled.key, part)
        if found is None:
            raise DamagedError(f"{kind} of {compiled.article.path} is missing")
        return found

    def _read_text(self, compiled: CompiledArticle) -> PlainText:
        return unpack(self._row("text", compiled), PlainText)

    def _read_slip(self, key: str) -> CompileReport | None:
        found = self.store.get("galley", key)
        return None if found is None else unpack(found, CompileReport)
