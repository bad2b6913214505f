"""What one reading of a site leaves to the next: the preview reads it again after every save."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator
from pathlib import Path

from generator.annotate import DefinitionsKept
from generator.cache import Cache, row
from generator.content import Manuscript, manuscripts
from generator.diagnostics import Diagnostic
from generator.galleys import Desk, Keys
from generator.glossary import Glossary, GlossaryFiles
from generator.kept import Kept
from generator.model import Region
from generator.network import NetworkMemory
from generator.shelf import Shelf
from generator.standing import imprint


class Memory:
    """What a reading leaves; nothing in it can make the next one differ from one without.

    Of a site that was read in haste, `waiting` has the files that are still to be proved, with the key of the galley
    that each is to have. Meanwhile their last galleys stand in for them.
    """

    def __init__(self, cache: Cache, *, lasting: bool = False) -> None:
        """A `lasting` memory serves many readings in one process."""
        self.cache = cache
        self.shelf = Shelf(cache)
        self.keys = Keys(imprint(), cache.of_kind("signature"), lasting=lasting)
        self.desk: Desk | None = None
        self.glossary: Glossary | None = None
        self.glossaries: Kept[tuple[GlossaryFiles, Region], tuple[Glossary, tuple[Diagnostic, ...]]] = Kept()
        self.definitions: DefinitionsKept = Kept()
        self.network = NetworkMemory()
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
        for kept in (self.shelf, self.glossaries, self.definitions, self.network):
            kept.turn()
        for name in [*self._manuscripts] if self.changed is None else self.changed:
            self._manuscripts.pop(name, None)
        self.waiting = []

    def manuscripts(self, folder: Path, kind: str) -> Iterator[Manuscript]:
        """The files of `content/<kind>`; one that is as it was is not read again."""
        for manuscript in manuscripts(folder, kind, self._manuscripts):
            if self._lasting:
                self._manuscripts[manuscript.name] = manuscript
            yield manuscript

    def stand_in(self, key: str, manuscript: Manuscript) -> str | None:
        """The key of the last galley of a file that is to have another under `key`; `None` where that cannot wait."""
        last = self._standing.get(manuscript.name)
        if self._urgent is None or manuscript.name in self._urgent or last is None or self.shelf.slip(last) is None:
            return None
        self.waiting.append((key, manuscript))
        return last

    def stands(self, manuscript: Manuscript, key: str) -> None:
        """Remember that the galley of a file is the one under `key`."""
        self._standing[manuscript.name] = key

    def keep(self) -> None:
        """Leave in the cache what a later process can use."""
        self.cache.put(row("signature", file, "", said) for file, said in self.keys.news.items())
        self.shelf.keep()
