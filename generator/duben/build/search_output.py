"""Makes the search index, or updates only the files of it that an edit affects.

At 1,000 articles an update takes 25 ms, a new index 13 s. This is why the index does not simply have a key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from duben import chinese
from duben.collection.site import Site
from duben.model.compiled import CompiledArticle, SearchKeys
from duben.runtime.output import Data
from duben.runtime.session import Session, Task, digest, kind_of, task_key
from duben.runtime.store import DamagedError
from duben.search import Index, IndexInputs, IndexState, SearchTerm, build_index, update_index
from duben.search.documents import search_term

INDEX = kind_of("search-index", IndexState)


class SearchOutput:
    """The search index of a site, as the functions of an `Output`."""

    def __init__(self, site: Site, oldest_first: Sequence[CompiledArticle], session: Session) -> None:
        self._store, self._glossary, self._session = site.article_store, site.glossary, session
        self._articles = tuple(compiled.key for compiled in oldest_first)
        self._dates = tuple(compiled.article.date for compiled in oldest_first)

    @cached_property
    def _terms(self) -> list[SearchTerm]:
        return [search_term(entry) for entry in self._glossary.values()]

    @cached_property
    def _terms_key(self) -> str:
        return digest(repr(self._terms))

    @cached_property
    def _inputs(self) -> IndexInputs:
        return IndexInputs(self._articles, self._dates, self._terms_key)

    def key(self) -> str:
        """The cache key of the index: a digest of the articles and the terms."""
        return task_key(INDEX.name, self._terms_key, *self._articles)

    def files(self) -> Iterable[tuple[str, Data]]:
        """Every file of the index."""
        return self._recorded(build_index(self._keys(), self._dates, self._terms, chinese.fold))

    def update(self, key: str, read: Callable[[str], bytes]) -> Iterable[tuple[str, Data]] | None:
        """The files that differ from the index with this `key`; `None` if it cannot be updated.

        `read(path)` returns the bytes of a file of that older index.
        """
        last = self._session.find(INDEX, key)
        index = last and update_index(last, self._inputs, self._store.search_keys, read)
        return self._recorded(index) if index else None

    def _recorded(self, index: Index) -> Iterable[tuple[str, Data]]:
        state = IndexState(self._inputs, index.sizes)
        self._session.get(Task(INDEX, self.key(), lambda: state))
        return index.files

    def _keys(self) -> Iterator[SearchKeys]:
        for key in self._articles:
            found = self._store.search_keys(key)
            if found is None:
                raise DamagedError("the search keys of an article are missing")
            yield found
