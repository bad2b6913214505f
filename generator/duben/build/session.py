"""Keeps the results of a site between builds, so that only what changed is made again."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from duben.article.compile import NAMES, SIGNATURE, ArticleCompiler, ArticleKeys, article_compiler
from duben.article.definitions import DEFINITION
from duben.build.search_output import INDEX
from duben.collection.article_store import PARTS, REPORT, ArticleStore
from duben.collection.links import Links
from duben.collection.related import RELATED_ARTICLES, RELATED_TERMS
from duben.collection.shared_passages import SharedPassage, SharedPassageIndex, load_index, save_index
from duben.model.compiled import CompiledArticle
from duben.model.diagnostics import Diagnostic
from duben.model.words import Region, TermId
from duben.render import TEMPLATE
from duben.runtime.session import Session, Task, kind_of, task_key
from duben.runtime.store import Store
from duben.runtime.workers import Workers
from duben.sources.articles import ContentFolder
from duben.sources.config import Config
from duben.sources.folder import SourceFolder
from duben.sources.glossary import Entry, Glossary, glossary_files, read_glossary
from duben.sources.theme import ThemeFiles, theme_files

GLOSSARY = kind_of("glossary", tuple[dict[TermId, Entry], tuple[Diagnostic, ...]])
_KINDS = (REPORT, SIGNATURE, GLOSSARY, DEFINITION, RELATED_ARTICLES, RELATED_TERMS, INDEX, TEMPLATE)


class SiteSession(Session):
    """The results of one site's tasks, and a few objects that update themselves.

    These are `keys`, the index of shared passages and the last `links`: updating them is faster than a task. None of
    them affects the site that is built.
    """

    def __init__(self, store: Store, *, long_lived: bool = False) -> None:
        """With `long_lived`, one process loads the site many times, as a preview does."""
        super().__init__(store)
        self._long_lived = long_lived
        self.content = ContentFolder(keep=long_lived)
        self.keys = ArticleKeys(self, keep_texts=long_lived)
        self.article_store = ArticleStore(store)
        self.links: Links | None = None
        self.last_keys: dict[str, str] = {}
        """For each content file, the key of its last compiled article."""
        self._compiler: ArticleCompiler | None = None
        self._readable_glossary: Glossary | None = None
        self._passages: SharedPassageIndex | None = None
        self._theme_files: ThemeFiles | None = None

    def forget(self, changed: Collection[str] | None) -> None:
        """Read these source files again, by their paths within the site; for `None`, all of them."""
        self.content.forget(changed)
        if changed is None or any(name.startswith(("static", "templates")) for name in changed):
            self._theme_files = None

    def theme_files(self, sources: SourceFolder) -> ThemeFiles:
        """The files of the site's theme."""
        if self._theme_files is None:
            self._theme_files = theme_files(sources)
        return self._theme_files

    def glossary(self, sources: SourceFolder, region: Region) -> tuple[Glossary, tuple[Diagnostic, ...], bool]:
        """The glossary of a site, its problems, and whether every file could be read.

        If a file cannot be read, returns the last glossary without such an error. So a typing mistake does not make
        the preview compile all articles twice.
        """
        files, unreadable = glossary_files(sources)
        parts = [part for name, data in files for part in (name, data)]
        key = task_key(GLOSSARY.name, region, *parts)
        glossary, found = self.get(Task(GLOSSARY, key, lambda: read_glossary(files, region)))
        problems = (*unreadable, *found)
        if any(problem.code in {"toml-syntax", "encoding", "unreadable"} for problem in problems):
            return self._readable_glossary or glossary, problems, False
        self._readable_glossary = glossary
        return glossary, problems, True

    def compiler(self, config: Config, glossary: Glossary) -> ArticleCompiler:
        """The compiler of the site's articles. It reuses the term matcher of the last one if possible."""
        self._compiler = article_compiler(config, glossary, self._compiler)
        return self._compiler

    def shared_passages(self, articles: Iterable[CompiledArticle], workers: Workers) -> tuple[SharedPassage, ...]:
        """All passages that two or more of these articles share."""
        if self._passages is None:
            self._passages = load_index(self.store)
        found = self._passages.search(map(self.article_store.passage_source, articles), workers)
        if not self._long_lived:  # the index is as large as all other results, and rendering does not need it
            save_index(self.store, self._passages)
            self._passages = None
        return found

    def save_all(self) -> None:
        """Save everything to the store, and delete unused rows from it."""
        self.save()
        self.store.forget_unused([*(kind.name for kind in _KINDS), NAMES, *PARTS])
        if self._passages is not None:
            save_index(self.store, self._passages)
