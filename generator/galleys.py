"""From a file of content to its galley: read → parse → annotate → typeset, and the problems met on the way.

What comes of a file depends on its bytes, the names of the lexicon that occur in it, the settings and Duben itself; the key
under which a proof is kept is a digest of just these.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator import hanzi
from generator.annotate import Annotator, annotate
from generator.check import check_images, check_readings
from generator.config import Config
from generator.content import read_article
from generator.diagnostics import Diagnostic
from generator.glossary import Glossary
from generator.lexicon import Lexicon, table_forms
from generator.model import Galley
from generator.parse import parse
from generator.typeset import typeset


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What came of one file: its galley, unless it could not be read, and every problem in it."""

    galley: Galley | None
    problems: tuple[Diagnostic, ...]


class Proofs:
    """The proofs of one reading of a site, by their keys, kept for the next."""

    def __init__(self) -> None:
        self._last: dict[str, Proof] = {}
        self._now: dict[str, Proof] = {}

    def begin(self) -> None:
        """A new reading: what it does not ask for is forgotten at the one after."""
        self._last, self._now = self._now, {}

    def get(self, key: str, make: Callable[[], Proof]) -> Proof:
        """The proof kept under `key`, or else the one that `make` makes."""
        found = self._now[key] = self._last.get(key) or make()
        return found


class Desk:
    """What the making of every galley shares: the site's folder, its glossary and the annotator."""

    def __init__(self, folder: Path, config: Config, glossary: Glossary, proofs: Proofs | None = None) -> None:
        self.folder, self.glossary, self.region = folder, glossary, config.traditional
        self._settings = repr((config.traditional, config.reading_standard, config.conversions, config.readings))
        tables = table_forms(config.conversions, config.readings, config.traditional)
        self.annotator = Annotator(Lexicon(glossary, tables), config.traditional, config.reading_standard)

        self._proofs = proofs
        if proofs:
            proofs.begin()

    def proof(self, path: Path) -> Proof:
        """The proof of the file `path`: the one of the last reading where that still holds."""
        return self._proofs.get(self.key(path), lambda: self.prove(path)) if self._proofs else self.prove(path)

    def prove(self, path: Path) -> Proof:
        """The proof of the file `path`, made anew."""
        article, problems = read_article(self.folder, path)
        if article is None:
            return Proof(galley=None, problems=tuple(problems))
        document, found = parse(article.body, article.path, article.body_line)
        problems += found
        problems += check_images(article.path, document, path.parent)
        problems += check_readings(article.path, article.readings, article.reading_places)
        galley = typeset(annotate(document, article, self.annotator), self.glossary, self.region)
        return Proof(galley=galley, problems=tuple(problems))

    def key(self, path: Path) -> str:
        """A digest of all that the proof of `path` depends on."""
        data = path.read_bytes()
        folded = hanzi.fold(data.decode("utf-8", errors="replace"))
        digest = hashlib.sha256(self._base)
        digest.update(path.relative_to(self.folder).as_posix().encode() + b"\0")
        digest.update(data + b"\0")
        digest.update(self.annotator.lexicon.signature(folded).encode())
        digest.update("\0".join(_beside(path, data)).encode())
        return digest.hexdigest()

    @cached_property
    def _base(self) -> bytes:
        return self._settings.encode()


def _beside(path: Path, data: bytes) -> Iterator[str]:
    """The names of the files beside an article with images: whether an image is missing depends on them."""
    if b"![" in data:
        yield from sorted(found.name for found in path.parent.iterdir())
