"""What one reading of a site leaves to the next: the preview reads it again after every save."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Container, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import TypeVar

from duben.article.compile import Desk, Keys, digest
from duben.article.definitions import DefinitionsKept, StoredDefinition, restore, store
from duben.collection.article_store import Shelf
from duben.collection.links import NetworkMemory
from duben.collection.shared_passages import INDEX_PIECES, EchoMemory, EchoState
from duben.model.diagnostics import Diagnostic
from duben.model.words import Region, TermId
from duben.runtime.cache import Kept
from duben.runtime.codec import UnpackError, pack, unpack
from duben.runtime.store import Cache, row
from duben.runtime.version import program_version
from duben.sources.articles import Manuscript, manuscripts
from duben.sources.glossary import Entry, Glossary, GlossaryFiles, read_glossary

V = TypeVar("V")


class Memory:
    """What a reading leaves; nothing in it can make the next one differ from one without.

    Of a site that was read in haste, `waiting` has the files that are still to be proved, with the key of the galley
    that each is to have. Meanwhile their last galleys stand in for them.
    """

    def __init__(self, cache: Cache, *, lasting: bool = False) -> None:
        """A `lasting` memory serves many readings in one process."""
        self.cache = cache
        self.shelf = Shelf(cache)
        self.keys = Keys(program_version(), cache.of_kind("signature"), lasting=lasting)
        self.desk: Desk | None = None
        self.glossary: Glossary | None = None
        self._glossaries: Kept[str, tuple[Glossary, tuple[Diagnostic, ...]]] = Kept(
            _left(cache, "glossary", tuple[dict[TermId, Entry], tuple[Diagnostic, ...]])
        )
        stored = _left(cache, "definitions", StoredDefinition)
        self.definitions: DefinitionsKept = Kept({key: restore(each) for key, each in stored.items()})
        self.network = NetworkMemory(_read_echoes(cache))
        self.changed: Collection[str] | None = None
        self.waiting: list[tuple[str, Manuscript]] = []
        self._urgent: Container[str] | None = None
        self._lasting = lasting
        self._manuscripts: dict[str, Manuscript] = {}
        self._standing: dict[str, str] = {}

    def expect(self, changed: Collection[str] | None, urgent: Container[str] | None) -> None:
        """Say of the next reading which files of content are other than at the last, `None` if any may be.

        In haste only the `urgent` ones are proved, and the others wait.
        """
        self.changed, self._urgent = changed, urgent

    def turn(self) -> None:
        """Begin a new reading."""
        for kept in (self.shelf, self._glossaries, self.definitions):
            kept.turn()
        for name in [*self._manuscripts] if self.changed is None else self.changed:
            self._manuscripts.pop(name, None)
        self.waiting = []

    def read_glossary(self, files: GlossaryFiles, region: Region) -> tuple[Glossary, tuple[Diagnostic, ...]]:
        """The glossary in these files, and the problems in it; one that was read before is not read again."""
        names = (f"{name} {len(data)}" for name, data in files)
        made_of = digest(b"".join(data for _, data in files), region, *names)
        return self._glossaries.get(made_of, lambda: read_glossary(files, region))

    def manuscripts(self, folder: Path, kind: str) -> Iterator[Manuscript]:
        """The files of `content/<kind>`; one that is as it was is not read again."""
        for manuscript in manuscripts(folder, kind, self._manuscripts):
            if self._lasting:
                self._manuscripts[manuscript.name] = manuscript
            yield manuscript

    def stand_in(self, key: str, manuscript: Manuscript) -> str | None:
        """The key of the last galley of a file that is to have another under `key`; `None` where that cannot wait."""
        if self._urgent is None or manuscript.name in self._urgent or not self._can_stand(manuscript.name):
            return None
        self.waiting.append((key, manuscript))
        return self._standing[manuscript.name]

    def _can_stand(self, name: str) -> bool:
        """Whether a file has a last galley that mentions no term which is no more."""
        slip = self.shelf.slip(self._standing[name]) if name in self._standing else None
        if slip is None or slip.galley is None:
            return slip is not None
        return all(use.term in (self.glossary or {}) for use in slip.galley.uses)

    def stands(self, manuscript: Manuscript, key: str) -> None:
        """Remember that the galley of a file is the one under `key`."""
        self._standing[manuscript.name] = key

    def rest(self) -> None:
        """Leave in the cache, and hold no longer, what only another reading would ask for, unless there will be one."""
        if not self._lasting:
            _keep_echoes(self.cache, self.network.echoes)
            self.network.echoes = EchoMemory()

    def keep(self) -> None:
        """Leave in the cache what a later process can use."""
        self.cache.put(row("signature", file, "", said) for file, said in self.keys.news.items())
        _leave(self.cache, "glossary", self._glossaries)
        _leave(self.cache, "definitions", self.definitions, store)
        self.shelf.keep()
        _keep_echoes(self.cache, self.network.echoes)


def _left(cache: Cache, kind: str, of: type[V]) -> Mapping[str, V]:
    """What the last reading by this very Duben has left of a kind, by key."""
    try:
        edition, found = unpack(cache.get(kind, "") or b"", tuple[str, dict[str, of]])  # type: ignore[valid-type]
    except UnpackError:
        return {}
    return found if edition == program_version() else {}


def _leave(cache: Cache, kind: str, kept: Kept[str, V], store: Callable[[V], object] = lambda value: value) -> None:
    """Leave what this reading has asked for, if any of it is new."""
    if kept.is_new:
        cache.put([row(kind, "", "", pack((program_version(), {key: store(value) for key, value in kept.items()})))])
        kept.is_new = False


def _edition() -> str:
    """Names Duben itself and the order of bytes of this machine, in which the index of echoes is kept."""
    return f"{program_version()} {sys.byteorder}"


def _read_echoes(cache: Cache) -> EchoMemory:
    """The memory of echoes that the last reading left; an empty one where any part of it is missing."""
    rows = cache.of_kind("echoes")
    try:
        edition, pieces, state = unpack(rows.pop("state", b""), tuple[str, int, EchoState])
    except UnpackError:
        return EchoMemory()
    whole = edition == _edition() and len(rows) == pieces
    return EchoMemory(state, [rows[key] for key in sorted(rows)]) if whole else EchoMemory()


def _keep_echoes(cache: Cache, memory: EchoMemory) -> None:
    """Leave the memory of echoes to a later process, if it is another than it was."""
    if not memory.is_new:
        return
    index = (row("echoes", f"{number:04}", "", piece) for number, piece in enumerate(memory.index()))
    state = pack((_edition(), INDEX_PIECES, memory.state()))
    cache.put(chain(index, [row("echoes", "state", "", state)]))
    memory.is_new = False
