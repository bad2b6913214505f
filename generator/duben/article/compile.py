"""From a file of content to its galley: read → parse → annotate → typeset, and the problems met on the way.

What comes of a file depends on its bytes, the names of the lexicon that occur in it, the settings and Duben itself; the
key of a galley is a digest of just these.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from duben import chinese
from duben.article.annotate import Annotator, annotate
from duben.article.html import typeset
from duben.article.markdown import parse
from duben.article.term_matcher import Lexicon, lower, table_forms
from duben.article.validate import check_images, check_readings
from duben.model.article import Mention
from duben.model.compiled import Galley, PlainText, Sheet
from duben.model.diagnostics import Diagnostic
from duben.model.words import Region
from duben.sources.articles import Manuscript, read_article
from duben.sources.config import Config
from duben.sources.glossary import Glossary


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What came of one file: galley, sheet, text and mentions, unless it could not be read; and every problem in it."""

    galley: Galley | None
    sheet: Sheet | None
    text: PlainText | None
    mentions: tuple[Mention, ...] = ()
    problems: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """What the making of every galley shares. It can be sent to another process."""

    annotator: Annotator
    glossary: Glossary
    region: Region

    def prove(self, manuscript: Manuscript, key: str = "") -> Proof:
        """The proof of a file; `key` is the galley's."""
        article, problems = read_article(manuscript)
        if article is None:
            return Proof(galley=None, sheet=None, text=None, problems=tuple(problems))
        document, found = parse(article.body, article.path, article.body_line)
        problems += found
        problems += check_images(article.path, document, manuscript.beside)
        problems += check_readings(article.path, article.readings, article.reading_places)
        annotated = annotate(document, article, self.annotator)
        galley, sheet, text = typeset(annotated, self.glossary, self.region, key)
        return Proof(galley=galley, sheet=sheet, text=text, mentions=annotated.mentions, problems=tuple(problems))


def desk(config: Config, glossary: Glossary, last: Desk | None = None) -> Desk:
    """The desk of a site; a lexicon that says what that of the `last` one says is taken from there."""
    tables = tuple(table_forms(config.conversions, config.readings, config.traditional))
    lexicon = last.annotator.lexicon if last else Lexicon(glossary, tables)
    if last and (last.glossary is not glossary or lexicon.tables != tables):
        now = Lexicon(glossary, tables)
        lexicon = lexicon if now.digest == lexicon.digest else now
    annotator = Annotator(lexicon, config.traditional, config.reading_standard)
    return Desk(annotator, glossary, config.traditional)


class Keys:
    """Works out the keys of galleys. What it has looked up for a file is not looked up again while that still holds."""

    def __init__(self, edition: str, known: Mapping[str, bytes] | None = None, *, lasting: bool = False) -> None:
        """`edition` names Duben itself; `known` has what `news` gave in an earlier process.

        One that is `lasting` keeps the texts, and after a change of the lexicon looks only at those it may concern.
        """
        self._edition, self._known, self._lasting = edition, known or {}, lasting
        self._lexicon: Lexicon | None = None
        self._digests: dict[str, str] = {}
        self._folded: dict[str, str] = {}
        self._signatures: dict[str, str] = {}
        self._keys: dict[str, tuple[tuple[str, str, str], str]] = {}
        self.news: dict[str, bytes] = {}

    def begin(self, lexicon: Lexicon, changed: Iterable[str] | None = None) -> None:
        """Begin a reading; `changed` are the files that are other than at the last, `None` if any may be."""
        for name in list(self._digests) if changed is None else changed:
            for kept in (self._digests, self._folded, self._signatures):
                kept.pop(name, None)
        if self._lexicon is not None and lexicon is not self._lexicon:
            differing = lexicon.differing(self._lexicon)
            for name, folded in self._folded.items():
                if any(each in folded for each in differing):
                    self._signatures.pop(name, None)
        self._lexicon = lexicon

    def key(self, manuscript: Manuscript, desk: Desk) -> str:
        """The key of the galley of a file."""
        name = manuscript.name
        if name not in self._digests:
            beside = sorted(manuscript.beside) if b"![" in manuscript.data else []
            self._digests[name] = digest(manuscript.data, name, *beside)
            if self._lasting:
                self._folded[name] = _folded(manuscript)
        if name not in self._signatures:
            self._signatures[name] = self._signature(manuscript, desk.annotator.lexicon)
        parts = (f"{desk.region} {desk.annotator.standard}", self._digests[name], self._signatures[name])
        made_of, key = self._keys.get(name, (None, ""))
        if made_of != parts:
            key = digest(b"", self._edition, *parts)
            self._keys[name] = parts, key
        return key

    def _signature(self, manuscript: Manuscript, lexicon: Lexicon) -> str:
        file = self._digests[manuscript.name]
        said, _, signature = self._known.get(file, b"").decode().partition(" ")
        if said != lexicon.digest:
            signature = lexicon.signature(self._folded.get(manuscript.name) or _folded(manuscript))
            self.news[file] = f"{lexicon.digest} {signature}".encode()
        return signature


def _folded(manuscript: Manuscript) -> str:
    return lower(chinese.fold(manuscript.data.decode("utf-8", errors="replace")))


def digest(data: bytes, *names: str) -> str:
    """A name for these bytes and names together."""
    found = hashlib.sha256("\0".join(names).encode() + b"\0\0")
    found.update(data)
    return found.hexdigest()[:32]
