"""What one reading of a site leaves to the next: the preview reads it again after every save."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Container, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import TypeVar

from duben.article.compile import ArticleCompiler, Keys, digest
from duben.article.definitions import DefinitionCache, StoredDefinition, restore, store
from duben.collection.article_store import ArticleStore
from duben.collection.links import NetworkMemory
from duben.collection.shared_passages import INDEX_SHARDS, SharedPassageIndex, SharedPassageState
from duben.model.diagnostics import Diagnostic
from duben.model.words import Region, TermId
from duben.runtime.cache import Cache
from duben.runtime.codec import UnpackError, pack, unpack
from duben.runtime.store import Store, row
from duben.runtime.version import program_version
from duben.sources.articles import SourceFile, source_files
from duben.sources.glossary import Entry, Glossary, GlossaryFiles, read_glossary

V = TypeVar("V")


class Session:
    """What a reading leaves; nothing in it can make the next one differ from one without.

    Of a site that was read in haste, `waiting` has the files that are still to be proved, with the key of the galley
    that each is to have. Meanwhile their last galleys stand in for them.
    """

    def __init__(self, store: Store, *, lasting: bool = False) -> None:
        """A `lasting` memory serves many readings in one process."""
        self.store = store
        self.article_store = ArticleStore(store)
        self.keys = Keys(program_version(), store.of_kind("signature"), lasting=lasting)
        self.compiler: ArticleCompiler | None = None
        self.glossary: Glossary | None = None
        self._glossaries: Cache[str, tuple[Glossary, tuple[Diagnostic, ...]]] = Cache(
            _left(store, "glossary", tuple[dict[TermId, Entry], tuple[Diagnostic, ...]])
        )
        stored = _left(store, "definitions", StoredDefinition)
        self.definitions: DefinitionCache = Cache({key: restore(each) for key, each in stored.items()})
        self.links = NetworkMemory(_read_echoes(store))
        self.changed: Collection[str] | None = None
        self.waiting: list[tuple[str, SourceFile]] = []
        self._urgent: Container[str] | None = None
        self._lasting = lasting
        self._manuscripts: dict[str, SourceFile] = {}
        self._standing: dict[str, str] = {}

    def expect(self, changed: Collection[str] | None, urgent: Container[str] | None) -> None:
        """Say of the next reading which files of content are other than at the last, `None` if any may be.

        In haste only the `urgent` ones are proved, and the others wait.
        """
        self.changed, self._urgent = changed, urgent

    def turn(self) -> None:
        """Begin a new reading."""
        for kept in (self.article_store, self._glossaries, self.definitions):
            kept.turn()
        for name in [*self._manuscripts] if self.changed is None else self.changed:
            self._manuscripts.pop(name, None)
        self.waiting = []

    def read_glossary(self, files: GlossaryFiles, region: Region) -> tuple[Glossary, tuple[Diagnostic, ...]]:
        """The glossary in these files, and the problems in it; one that was read before is not read again."""
        names = (f"{name} {len(data)}" for name, data in files)
        made_of = digest(b"".join(data for _, data in files), region, *names)
        return self._glossaries.get(made_of, lambda: read_glossary(files, region))

    def source_files(self, folder: Path, kind: str) -> Iterator[SourceFile]:
        """The files of `content/<kind>`; one that is as it was is not read again."""
        for file in source_files(folder, kind, self._manuscripts):
            if self._lasting:
                self._manuscripts[file.name] = file
            yield file

    def stand_in(self, key: str, file: SourceFile) -> str | None:
        """The key of the last galley of a file that is to have another under `key`; `None` where that cannot wait."""
        if self._urgent is None or file.name in self._urgent or not self._can_stand(file.name):
            return None
        self.waiting.append((key, file))
        return self._standing[file.name]

    def _can_stand(self, name: str) -> bool:
        """Whether a file has a last galley that mentions no term which is no more."""
        report = self.article_store.report(self._standing[name]) if name in self._standing else None
        if report is None or report.compiled is None:
            return report is not None
        return all(use.term in (self.glossary or {}) for use in report.compiled.uses)

    def stands(self, file: SourceFile, key: str) -> None:
        """Remember that the galley of a file is the one under `key`."""
        self._standing[file.name] = key

    def rest(self) -> None:
        """Leave in the cache, and hold no longer, what only another reading would ask for, unless there will be one."""
        if not self._lasting:
            _keep_echoes(self.store, self.links.shared_passages)
            self.links.shared_passages = SharedPassageIndex()

    def keep(self) -> None:
        """Leave in the cache what a later process can use."""
        self.store.put(row("signature", file, "", said) for file, said in self.keys.news.items())
        _leave(self.store, "glossary", self._glossaries)
        _leave(self.store, "definitions", self.definitions, store)
        self.article_store.keep()
        _keep_echoes(self.store, self.links.shared_passages)


def _left(store: Store, kind: str, of: type[V]) -> Mapping[str, V]:
    """What the last reading by this very Duben has left of a kind, by key."""
    try:
        staged, found = unpack(store.get(kind, "") or b"", tuple[str, dict[str, of]])  # type: ignore[valid-type]
    except UnpackError:
        return {}
    return found if staged == program_version() else {}


def _leave(store: Store, kind: str, kept: Cache[str, V], packed: Callable[[V], object] = lambda value: value) -> None:
    """Leave what this reading has asked for, if any of it is new."""
    if kept.is_new:
        store.put([row(kind, "", "", pack((program_version(), {key: packed(value) for key, value in kept.items()})))])
        kept.is_new = False


def _edition() -> str:
    """Names Duben itself and the order of bytes of this machine, in which the index of echoes is kept."""
    return f"{program_version()} {sys.byteorder}"


def _read_echoes(store: Store) -> SharedPassageIndex:
    """The memory of echoes that the last reading left; an empty one where any part of it is missing."""
    rows = store.of_kind("echoes")
    try:
        staged, pieces, state = unpack(rows.pop("state", b""), tuple[str, int, SharedPassageState])
    except UnpackError:
        return SharedPassageIndex()
    whole = staged == _edition() and len(rows) == pieces
    return SharedPassageIndex(state, [rows[key] for key in sorted(rows)]) if whole else SharedPassageIndex()


def _keep_echoes(store: Store, session: SharedPassageIndex) -> None:
    """Leave the memory of echoes to a later process, if it is another than it was."""
    if not session.is_new:
        return
    index = (row("echoes", f"{number:04}", "", piece) for number, piece in enumerate(session.index()))
    state = pack((_edition(), INDEX_SHARDS, session.state()))
    store.put(chain(index, [row("echoes", "state", "", state)]))
    session.is_new = False
