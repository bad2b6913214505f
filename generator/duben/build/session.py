"""A session: what one read of a site leaves to the next, so that each makes only what has changed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from duben.article.compile import SIGNATURE, ArticleCompiler, ArticleKeys, article_compiler
from duben.article.definitions import DEFINITION
from duben.build.search_output import INDEX
from duben.collection.article_store import PARTS, REPORT, ArticleStore
from duben.collection.links import Links
from duben.collection.related import RELATED_ARTICLES, RELATED_TERMS
from duben.collection.shared_passages import SharedPassage, SharedPassageIndex, load_index, save_index
from duben.model.compiled import CompiledArticle
from duben.model.diagnostics import Diagnostic
from duben.model.words import Region, TermId
from duben.render.theme import TEMPLATE
from duben.runtime.session import Session, Task, kind_of, task_key
from duben.runtime.store import Store
from duben.runtime.workers import Workers
from duben.sources.articles import ContentFolder
from duben.sources.config import Config
from duben.sources.glossary import Entry, Glossary, GlossaryFiles, read_glossary

GLOSSARY = kind_of("glossary", tuple[dict[TermId, Entry], tuple[Diagnostic, ...]])
_KINDS = (REPORT, SIGNATURE, GLOSSARY, DEFINITION, RELATED_ARTICLES, RELATED_TERMS, INDEX, TEMPLATE)


class SiteSession(Session):
    """The results of one site's tasks, and the few objects that are faster than making a task again.

    These are `keys` (see there), the index of shared passages, and the last `links`. None of them makes a difference
    to what is made.
    """

    def __init__(self, folder: Path, store: Store, *, keep: bool = False) -> None:
        """With `keep`, the session serves many reads in one process, as in a preview."""
        super().__init__(store)
        self._keep = keep
        self.content = ContentFolder(folder, keep=keep)
        self.keys = ArticleKeys(self, keep_texts=keep)
        self.articles = ArticleStore(store)
        self.links: Links | None = None
        self.last_keys: dict[str, str] = {}
        """For each file of content, the key of the article that it last compiled to."""
        self._compiler: ArticleCompiler | None = None
        self._readable_glossary: Glossary | None = None
        self._passages: SharedPassageIndex | None = None

    def glossary(self, files: GlossaryFiles, region: Region) -> tuple[Glossary, tuple[Diagnostic, ...], bool]:
        """The glossary in these files, the problems in it, and whether all of it could be read.

        If not, it is the last one that could: a slip of the keyboard must not compile all articles twice.
        """
        parts = [part for name, data in files for part in (name, data)]
        key = task_key(GLOSSARY.name, region, *parts)
        glossary, problems = self.get(Task(GLOSSARY, key, lambda: read_glossary(files, region)))
        if any(problem.code in {"toml-syntax", "encoding"} for problem in problems):
            return self._readable_glossary or glossary, problems, False
        self._readable_glossary = glossary
        return glossary, problems, True

    def compiler(self, config: Config, glossary: Glossary) -> ArticleCompiler:
        """The compiler of the site's articles, which goes on from the last one."""
        self._compiler = article_compiler(config, glossary, self._compiler)
        return self._compiler

    def shared_passages(self, articles: Iterable[CompiledArticle], workers: Workers) -> tuple[SharedPassage, ...]:
        """All passages that these articles share."""
        if self._passages is None:
            self._passages = load_index(self.store)
        found = self._passages.search(map(self.articles.passage_source, articles), workers)
        if not self._keep:  # the index is as large as all other results, and pages have no use for it
            save_index(self.store, self._passages)
            self._passages = None
        return found

    def save_all(self) -> None:
        """Leave everything to later processes, and let the store forget what nobody uses."""
        self.save()
        self.store.forget_unused([*(kind.name for kind in _KINDS), *PARTS])
        if self._passages is not None:
            save_index(self.store, self._passages)
