"""The types of compiling an article, and its cache key."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from duben import chinese
from duben.article.annotate import Annotator, searched_texts
from duben.article.html import SCRIPTS, words_of
from duben.article.term_matcher import TermMatcher, lower, table_forms
from duben.model.article import AnnotatedArticle, Article, Document, Mention, Piece, Words
from duben.model.compiled import ArticleBody, BlockWords, CompiledArticle, PlainText
from duben.model.diagnostics import Diagnostic
from duben.model.words import Region, Word
from duben.runtime.session import Session, Task, kind_of, task_key
from duben.sources.articles import SourceFile
from duben.sources.config import Config
from duben.sources.glossary import Glossary

SIGNATURE = kind_of("signature", str)
NAMES = "names"
"""The kind of the rows that have the text of a file in which names are searched, folded and in lower case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompileResult:
    """The result of compiling one file, to be stored under `key`. Without usable front matter, it has only problems.

    `names` is the text in which names are searched, to be stored under `names_key`. `lines` are the words of each line
    of `text`, after those of the title.
    """

    key: str
    names_key: str
    names: str
    compiled: CompiledArticle | None = None
    body: ArticleBody | None = None
    text: PlainText | None = None
    mentions: tuple[Mention, ...] = ()
    words: tuple[BlockWords, ...] = ()
    lines: tuple[tuple[Word, ...], ...] = ()
    problems: tuple[Diagnostic, ...] = ()


def block_words(annotated: AnnotatedArticle) -> tuple[BlockWords, ...]:
    """The words of each block of an article, footnotes left out."""
    return tuple(
        BlockWords(each.block.id, tuple((piece.link, piece.words) for piece in each.pieces if isinstance(piece, Words)))
        for each in annotated.blocks
    )


def line_words(annotated: AnnotatedArticle) -> tuple[tuple[Word, ...], ...]:
    """The words of an article's title, then of each block and each block of a footnote."""
    blocks = (*annotated.blocks, *(block for _, inside in annotated.footnotes for block in inside))
    return (annotated.title, *(tuple(words_of(block)) for block in blocks))


@dataclass(frozen=True, slots=True)
class ArticleCompiler:
    """All that is needed to compile the articles of a site. It can be sent to another process."""

    annotator: Annotator
    glossary: Glossary
    region: Region


def searched_text(article: Article, document: Document) -> str:
    """The text of an article in which names are searched, folded and in lower case.

    It is not the text of the file: Markdown takes line breaks and markup out of it (人工**智能**).
    """
    notes = (block for note in document.footnotes for block in note.blocks)
    blocks = [block.pieces for block in (*document.blocks, *notes)]
    texts = (text for pieces in blocks for text in searched_texts(pieces, article.script))
    return _searchable((article.title, article.summary, *texts))


def searched_definition(pieces: Iterable[Piece]) -> str:
    """As `searched_text`, for a definition in either script."""
    return _searchable(text for script in SCRIPTS for text in searched_texts(pieces, script))


def _searchable(texts: Iterable[str]) -> str:
    return "\n".join(lower(chinese.fold(text)) for text in texts)


def names_key(file: SourceFile) -> str:
    """The key of the text of a file in which names are searched."""
    return task_key(NAMES, file.digest)


def article_key(file: SourceFile, compiler: ArticleCompiler, signature: str) -> str:
    """The key of the article that a file compiles to: `signature` covers the names in it and their words."""
    return task_key("article", compiler.annotator.settings, file.digest, signature)


def article_compiler(config: Config, glossary: Glossary, last: ArticleCompiler | None = None) -> ArticleCompiler:
    """The compiler of a site. It reuses the matcher of the `last` compiler if that matches the same."""
    tables = tuple(table_forms(config.conversions, config.readings, config.traditional))
    matcher = last.annotator.matcher if last else TermMatcher(glossary, tables)
    if last and (last.glossary is not glossary or matcher.tables != tables):
        now = TermMatcher(glossary, tables)
        matcher = matcher if now.digest == matcher.digest else now
    annotator = Annotator(matcher, config.traditional, config.reading_standard, config.vocabulary)
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

    def key(self, file: SourceFile, compiler: ArticleCompiler) -> str | None:
        """The key of the article that this file compiles to; `None` if the file was never compiled.

        Only then is it known which names are in it.
        """
        matcher, settings = compiler.annotator.matcher, compiler.annotator.settings
        known = self._known.get(file.name)
        if known and (known.file, known.settings) == (file.digest, settings) and self._has_same_matches(known, matcher):
            known.matcher = matcher
            return known.key
        stored = names_key(file)
        self._session.keep(stored)
        matched = task_key("signature", matcher.digest)
        signature = None if self._keep_texts else self._session.find(SIGNATURE, matched, file.digest)
        if signature is None:
            names = self._session.store.get(NAMES, stored)
            if names is None:
                return None
            text = names.decode()
            signature = self._session.get(Task(SIGNATURE, matched, lambda: matcher.signature(text), file.digest))
        key = article_key(file, compiler, signature)
        if self._keep_texts:
            self._known[file.name] = _KnownFile(file.digest, text, settings, matcher, key)
        return key

    def _has_same_matches(self, known: _KnownFile, matcher: TermMatcher) -> bool:
        """Whether `matcher` finds the same in a known text as the last matcher did."""
        if known.matcher is matcher:
            return True
        if self._differing is None or self._differing[:2] != (known.matcher, matcher):
            self._differing = known.matcher, matcher, matcher.differing(known.matcher)
        return not any(name in known.names for name in self._differing[2])


@dataclass(slots=True)
class _KnownFile:
    """A file by its digest, the text in which names are searched, and its key with these settings and this matcher."""

    file: str
    names: str
    settings: str
    matcher: TermMatcher
    key: str
