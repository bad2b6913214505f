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
from duben.article.term_matcher import TermMatcher, lower, table_forms
from duben.article.validate import check_images, check_readings
from duben.model.article import Mention
from duben.model.compiled import ArticleBody, CompiledArticle, PlainText
from duben.model.diagnostics import Diagnostic
from duben.model.words import Region
from duben.sources.articles import SourceFile, read_article
from duben.sources.config import Config
from duben.sources.glossary import Glossary


@dataclass(frozen=True, slots=True, kw_only=True)
class CompileResult:
    """What came of one file: galley, sheet, text and mentions, unless it could not be read; and every problem in it."""

    compiled: CompiledArticle | None
    body: ArticleBody | None
    text: PlainText | None
    mentions: tuple[Mention, ...] = ()
    problems: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class ArticleCompiler:
    """What the making of every galley shares. It can be sent to another process."""

    annotator: Annotator
    glossary: Glossary
    region: Region

    def compile(self, file: SourceFile, key: str = "") -> CompileResult:
        """The proof of a file; `key` is the galley's."""
        article, problems = read_article(file)
        if article is None:
            return CompileResult(compiled=None, body=None, text=None, problems=tuple(problems))
        document, found = parse(article.body, article.path, article.body_line)
        problems += found
        problems += check_images(article.path, document, file.beside)
        problems += check_readings(article.path, article.readings, article.reading_places)
        annotated = annotate(document, article, self.annotator)
        compiled, body, text = typeset(annotated, self.glossary, self.region, key)
        return CompileResult(
            compiled=compiled, body=body, text=text, mentions=annotated.mentions, problems=tuple(problems)
        )


def compiler(config: Config, glossary: Glossary, last: ArticleCompiler | None = None) -> ArticleCompiler:
    """The desk of a site; a lexicon that says what that of the `last` one says is taken from there."""
    tables = tuple(table_forms(config.conversions, config.readings, config.traditional))
    matcher = last.annotator.matcher if last else TermMatcher(glossary, tables)
    if last and (last.glossary is not glossary or matcher.tables != tables):
        now = TermMatcher(glossary, tables)
        matcher = matcher if now.digest == matcher.digest else now
    annotator = Annotator(matcher, config.traditional, config.reading_standard)
    return ArticleCompiler(annotator, glossary, config.traditional)


class Keys:
    """Works out the keys of galleys. What it has looked up for a file is not looked up again while that still holds."""

    def __init__(self, version: str, known: Mapping[str, bytes] | None = None, *, lasting: bool = False) -> None:
        """`edition` names Duben itself; `known` has what `news` gave in an earlier process.

        One that is `lasting` keeps the texts, and after a change of the lexicon looks only at those it may concern.
        """
        self._edition, self._known, self._lasting = version, known or {}, lasting
        self._lexicon: TermMatcher | None = None
        self._digests: dict[str, str] = {}
        self._folded: dict[str, str] = {}
        self._signatures: dict[str, str] = {}
        self._keys: dict[str, tuple[tuple[str, str, str], str]] = {}
        self.news: dict[str, bytes] = {}

    def begin(self, matcher: TermMatcher, changed: Iterable[str] | None = None) -> None:
        """Begin a reading; `changed` are the files that are other than at the last, `None` if any may be."""
        for name in list(self._digests) if changed is None else changed:
            for kept in (self._digests, self._folded, self._signatures):
                kept.pop(name, None)
        if self._lexicon is not None and matcher is not self._lexicon:
            differing = matcher.differing(self._lexicon)
            for name, folded in self._folded.items():
                if any(each in folded for each in differing):
                    self._signatures.pop(name, None)
        self._lexicon = matcher

    def key(self, file: SourceFile, compiler: ArticleCompiler) -> str:
        """The key of the galley of a file."""
        name = file.name
        if name not in self._digests:
            beside = sorted(file.beside) if b"![" in file.data else []
            self._digests[name] = digest(file.data, name, *beside)
            if self._lasting:
                self._folded[name] = _folded(file)
        if name not in self._signatures:
            self._signatures[name] = self._signature(file, compiler.annotator.matcher)
        parts = (f"{compiler.region} {compiler.annotator.standard}", self._digests[name], self._signatures[name])
        made_of, key = self._keys.get(name, (None, ""))
        if made_of != parts:
            key = digest(b"", self._edition, *parts)
            self._keys[name] = parts, key
        return key

    def _signature(self, file: SourceFile, matcher: TermMatcher) -> str:
        content = self._digests[file.name]
        said, _, signature = self._known.get(content, b"").decode().partition(" ")
        if said != matcher.digest:
            signature = matcher.signature(self._folded.get(file.name) or _folded(file))
            self.news[content] = f"{matcher.digest} {signature}".encode()
        return signature


def _folded(file: SourceFile) -> str:
    return lower(chinese.fold(file.data.decode("utf-8", errors="replace")))


def digest(data: bytes, *names: str) -> str:
    """A name for these bytes and names together."""
    found = hashlib.sha256("\0".join(names).encode() + b"\0\0")
    found.update(data)
    return found.hexdigest()[:32]
