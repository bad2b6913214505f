"""What is made of each article alone, as rows of the cache, and the shelf it is fetched from when it is needed.

Only the galleys stay in memory: a collection may be larger than that.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from duben.article.compile import Proof
from duben.collection.shared_passages import Fingerprints
from duben.model.compiled import Galley, PlainText, SearchExtract, SearchKeys, SearchTexts, Sheet
from duben.model.diagnostics import Diagnostic
from duben.model.words import Script, TermId
from duben.runtime.cache import Kept
from duben.runtime.codec import pack, unpack
from duben.runtime.store import Cache, DamagedError, Row, row

_KINDS = ("galley", "sheet", "text", "contexts", "data", "keys", "texts", "prints")
"""The kinds of rows that are kept under a galley's key."""
_TEXTS = 32
"""Texts kept at hand, since a passage is shown beside those that echo it."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What is known of a file without its text."""

    galley: Galley | None
    problems: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pull:
    """All that is made of one file: its proof, its mentions by term and as data, search, and what echoes go by."""

    proof: Proof
    contexts: Mapping[TermId, str] = field(default_factory=dict)
    data: bytes = b""
    search: SearchExtract = ({}, ())
    prints: bytes = b""


def rows(key: str, pull: Pull) -> list[Row]:
    """The rows under a galley's key."""
    keys, texts = pull.search
    return [
        row("galley", key, "", pack(Slip(pull.proof.galley, pull.proof.problems))),
        row("sheet", key, "", pack(pull.proof.sheet)),
        row("text", key, "", pack(pull.proof.text)),
        *(row("contexts", key, term, html.encode()) for term, html in pull.contexts.items()),
        row("data", key, "", pull.data),
        row("keys", key, "", pack(keys)),
        row("texts", key, "", pack(texts)),
        row("prints", key, "", pull.prints),
    ]


class Shelf:
    """Gives what the cache holds of galleys."""

    def __init__(self, cache: Cache) -> None:
        self.cache = cache
        self._slips: Kept[str, Slip] = Kept()
        self._text = lru_cache(_TEXTS)(self._read_text)

    def turn(self) -> None:
        """Begin a new reading of the site."""
        self._slips.turn()

    def keep(self) -> None:
        """Let the cache forget what has long been asked for by no reading."""
        self.cache.keep(_KINDS, self._slips.keys())

    def add(self, rows: Iterable[Row]) -> None:
        """Put these rows there."""
        self.cache.put(rows)

    def slip(self, key: str) -> Slip | None:
        """What came of a file; `None` where it has to be made. The same one each time."""
        return self._slips.find(key, lambda: self._read_slip(key))

    def sheet(self, galley: Galley) -> Sheet:
        """The sheet of a galley."""
        return unpack(self._row("sheet", galley), Sheet)

    def text(self, galley: Galley) -> PlainText:
        """The text of a galley."""
        return self._text(galley)

    def folded(self, galley: Galley) -> str:
        """The text of an article, folded."""
        return self.text(galley).folded

    def contexts(self, galley: Galley, term: TermId) -> str:
        """The mentions of a term in an article, for the term's page."""
        return self._row("contexts", galley, term).decode()

    def data(self, galley: Galley) -> bytes:
        """The mentions of an article as data."""
        return self._row("data", galley)

    def keys(self, key: str) -> SearchKeys | None:
        """What the search finds the article by that has this galley; of one that is no more, as long as it is known."""
        found = self.cache.get("keys", key)
        return None if found is None else unpack(found, dict[int, str])

    def texts(self, galley: Galley) -> SearchTexts:
        """What the search shows of an article."""
        return unpack(self._row("texts", galley), list[dict[Script, bytes]])

    def prints(self, galley: Galley) -> Fingerprints:
        """The fingerprints of an article's text."""
        return array("Q", self._row("prints", galley))

    def _row(self, kind: str, galley: Galley, part: str = "") -> bytes:
        found = self.cache.get(kind, galley.key, part)
        if found is None:
            raise DamagedError(f"{kind} of {galley.article.path} is missing")
        return found

    def _read_text(self, galley: Galley) -> PlainText:
        return unpack(self._row("text", galley), PlainText)

    def _read_slip(self, key: str) -> Slip | None:
        found = self.cache.get("galley", key)
        return None if found is None else unpack(found, Slip)
