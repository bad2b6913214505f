"""From a file of content to its galley: read → parse → annotate → typeset, and the problems met on the way.

What comes of a file depends on its bytes, the names of the lexicon that occur in it, the settings and Duben itself; the
key under which a proof is kept is a digest of just these.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator import hanzi
from generator.annotate import Annotator, annotate
from generator.check import check_images, check_readings
from generator.config import Config
from generator.content import read_article
from generator.diagnostics import Diagnostic
from generator.glossary import Glossary
from generator.kept import Kept
from generator.lexicon import Lexicon, lower, table_forms
from generator.model import Galley
from generator.parse import parse
from generator.typeset import typeset


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What came of one file: its galley, unless it could not be read, and every problem in it."""

    galley: Galley | None
    problems: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _File:
    """A file as it was when last read: a digest of all that its proof takes from the disk, and its folded text."""

    digest: str
    folded: str


class GalleyMemory:
    """What the making of galleys leaves to the next reading of the site."""

    def __init__(self) -> None:
        self.proofs: Kept[tuple[str, str, str], Proof] = Kept()
        self.files: dict[Path, _File] = {}
        self.signatures: dict[Path, str] = {}
        self.lexicon: Lexicon | None = None
        self.glossary: Glossary | None = None

    def forget(self, paths: Iterable[Path]) -> None:
        """Files that have changed on the disk; with none named, any may have."""
        named = set(paths)
        for path in named or list(self.files):
            self.files.pop(path, None)
            self.signatures.pop(path, None)


class Desk:
    """What the making of every galley shares: the site's folder, its glossary and the annotator."""

    def __init__(
        self,
        folder: Path,
        config: Config,
        glossary: Glossary,
        memory: GalleyMemory | None = None,
        *,
        whole: bool = True,
    ) -> None:
        """`whole` is false where a file of the glossary cannot be read; that of the last reading then stands in."""
        self._memory = memory or GalleyMemory()
        if not whole and self._memory.glossary is not None:
            glossary = self._memory.glossary
        self._memory.glossary = glossary
        self.folder, self.glossary, self.region = folder, glossary, config.traditional
        tables = table_forms(config.conversions, config.readings, config.traditional)
        self._settings = repr((config.traditional, config.reading_standard, tables))
        lexicon = self._lexicon(Lexicon(glossary, tables))
        self.annotator = Annotator(lexicon, config.traditional, config.reading_standard)

    def proof(self, path: Path) -> Proof:
        """The proof of the file `path`: the one of the last reading where that still holds."""
        file = self._file(path)
        signature = self._memory.signatures.get(path)
        if signature is None:
            signature = self._memory.signatures[path] = self.annotator.lexicon.signature(file.folded)
        return self._memory.proofs.get((file.digest, signature, self._settings), lambda: self.prove(path))

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

    def _file(self, path: Path) -> _File:
        file = self._memory.files.get(path)
        if file is None:
            data = path.read_bytes()
            digest = hashlib.sha256(path.relative_to(self.folder).as_posix().encode() + b"\0" + data)
            digest.update("\0".join(_beside(path, data)).encode())
            file = _File(digest.hexdigest(), lower(hanzi.fold(data.decode("utf-8", errors="replace"))))
            self._memory.files[path] = file
        return file

    def _lexicon(self, lexicon: Lexicon) -> Lexicon:
        """The lexicon of the last reading if it says the same; else the signatures that may have changed go."""
        last = self._memory.lexicon
        if last is not None:
            differing = lexicon.differing(last)
            if not differing:
                return last
            for path, file in self._memory.files.items():
                if any(name in file.folded for name in differing):
                    self._memory.signatures.pop(path, None)
        self._memory.lexicon = lexicon
        return lexicon


def _beside(path: Path, data: bytes) -> Iterator[str]:
    """The names of the files beside an article with images: whether an image is missing depends on them."""
    if b"![" in data:
        yield from sorted(found.name for found in path.parent.iterdir())
