"""The types of compiling an article, and its cache key."""

from __future__ import annotations

from dataclasses import dataclass

from duben import chinese
from duben.article.annotate import Annotator
from duben.article.term_matcher import TermMatcher, lower, table_forms
from duben.model.article import AnnotatedArticle, Mention, Words
from duben.model.compiled import ArticleBody, BlockWords, CompiledArticle, PlainText
from duben.model.diagnostics import Diagnostic
from duben.model.words import Region
from duben.runtime.session import Session, Task, kind_of, task_key
from duben.sources.articles import SourceFile
from duben.sources.config import Config
from duben.sources.glossary import Glossary

SIGNATURE = kind_of("signature", str)


@dataclass(frozen=True, slots=True)
class CompileResult:
    """The result of compiling one file. If its front matter cannot be used, there are only problems."""

    compiled: CompiledArticle | None = None
    body: ArticleBody | None = None
    text: PlainText | None = None
    mentions: tuple[Mention, ...] = ()
    words: tuple[BlockWords, ...] = ()
    problems: tuple[Diagnostic, ...] = ()


def block_words(annotated: AnnotatedArticle) -> tuple[BlockWords, ...]:
    """The words of each block of an article, footnotes left out."""
    return tuple(
        BlockWords(each.block.id, tuple((piece.link, piece.words) for piece in each.pieces if isinstance(piece, Words)))
        for each in annotated.blocks
    )


@dataclass(frozen=True, slots=True)
class ArticleCompiler:
    """All that is needed to compile the articles of a site. It can be sent to another process."""

    annotator: Annotator
    glossary: Glossary
    region: Region


def article_compiler(config: Config, glossary: Glossary, last: ArticleCompiler | None = None) -> ArticleCompiler:
    """The compiler of a site. It reuses the matcher of the `last` compiler if that matches the same."""
    tables = tuple(table_forms(config.conversions, config.readings, config.traditional))
    matcher = last.annotator.matcher if last else TermMatcher(glossary, tables)
    if last and (last.glossary is not glossary or matcher.tables != tables):
        now = TermMatcher(glossary, tables)
        matcher = matcher if now.digest == matcher.digest else now
    annotator = Annotator(matcher, config.traditional, config.reading_standard)
    return ArticleCompiler(annotator, glossary, config.traditional)


class ArticleKeys:
    """Computes the cache keys of compiled articles.

    A key covers the file's bytes, the glossary's names in it, the settings and the program.

    With `keep_texts`, the texts stay in memory. After an edit of the glossary, only the changed names are searched for:
    30 ms instead of 1.2 s at 1,000 articles.
    """

    def __init__(self, session: Session, *, keep_texts: bool = False) -> None:
        self._session, self._keep_texts = session, keep_texts
        self._known: dict[str, _KnownFile] = {}
        self._differing: tuple[TermMatcher, TermMatcher, frozenset[str]] | None = None

    def key(self, file: SourceFile, compiler: ArticleCompiler) -> str:
        """The key of the article that this file compiles to."""
        matcher, settings = compiler.annotator.matcher, f"{compiler.region} {compiler.annotator.standard}"
        known = self._known.get(file.name)
        if known and (known.file, known.settings) == (file.digest, settings) and self._has_same_matches(known, matcher):
            known.matcher = matcher
            return known.key
        folded = _folded(file) if self._keep_texts else ""
        matched = task_key("signature", matcher.digest)
        signature = self._session.get(
            Task(SIGNATURE, matched, lambda: matcher.signature(folded or _folded(file)), file.digest)
        )
        key = task_key("article", settings, file.digest, signature)
        if self._keep_texts:
            self._known[file.name] = _KnownFile(file.digest, folded, settings, matcher, key)
        return key

    def _has_same_matches(self, known: _KnownFile, matcher: TermMatcher) -> bool:
        """Whether `matcher` finds the same in a known text as the last matcher did."""
        if known.matcher is matcher:
            return True
        if self._differing is None or self._differing[:2] != (known.matcher, matcher):
            self._differing = known.matcher, matcher, matcher.differing(known.matcher)
        return not any(name in known.folded for name in self._differing[2])


@dataclass(slots=True)
class _KnownFile:
    """A file by its digest, with its folded text, and the key that it has with these settings and this matcher."""

    file: str
    folded: str
    settings: str
    matcher: TermMatcher
    key: str


def _folded(file: SourceFile) -> str:
    return lower(chinese.fold(file.data.decode("utf-8", errors="replace")))
