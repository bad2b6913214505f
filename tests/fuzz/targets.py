"""Gives inputs to the program, and checks what must hold whatever they are."""

from __future__ import annotations

import json
import shutil
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import unquote

from duben.article.annotate_lines import annotate_lines
from duben.build.context import BuildContext
from duben.build.outputs import all_outputs, make_output
from duben.build.pipeline import load_site
from duben.build.session import SiteSession
from duben.build.up_to_date import Options
from duben.chinese import is_han
from duben.importer import NotImportedError, import_text
from duben.model.compiled import BlockWords
from duben.model.diagnostics import Diagnostic, Severity, stops
from duben.model.texts import clean
from duben.render import read_theme
from duben.runtime.output import Data
from duben.runtime.store import Store
from duben.sources.folder import SourceFolder
from tests.conftest import written
from tests.fuzz.grammar import ODD_ADDRESSES
from tests.support import pages
from tests.support.sites import PIXEL
from tests.support.texts import ENTRIES

DANGEROUS = ("javascript:", "data:text", "vbscript:")
KNOWN: dict[str, str | bytes] = {
    "site.toml": 'title = "試"\nbase_url = "https://a.org/b/"\n',
    "content/glossary/a.toml": ENTRIES,
    "content/articles/first.md": "+++\ntitle = '第一'\ndate = 2024-01-01\n+++\nAGI 与奥特曼。\n",
    "content/articles/picture.gif": PIXEL,
    "content/articles/pic ture.gif": PIXEL,
}
"""The files that every site has, unless an input replaces them."""


class Fuzzer:
    """Builds sites in a folder of its own, one after the other, with one cache."""

    def __init__(self) -> None:
        place = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a folder in memory, where there is one
        self._folder = Path(tempfile.mkdtemp(prefix="duben-fuzz-", dir=place))
        self._store = Store()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._store.close()
        shutil.rmtree(self._folder)

    def check_site(self, inputs: Mapping[str, str | bytes]) -> int:
        """Build a site of these files and check all that must hold. Returns how many of the files it contains.

        Files with an error are left out, for no site is built with them.
        """
        site = written(self._folder / "site", {**KNOWN, **inputs})
        try:
            while bad := self._bad_files(site):
                for name in bad:
                    (site / name).unlink()
                    written(site, {name: KNOWN[name]} if name in KNOWN else {})
            left = {name: (site / name).read_bytes() for name in inputs if (site / name).exists()}
            return sum(left.get(name) == encoded(data) for name, data in inputs.items())
        finally:
            shutil.rmtree(site)

    def _bad_files(self, site: Path) -> set[str]:
        """The files with an error; if there are none, the site's outputs are made and checked."""
        sources, session = SourceFolder(site), SiteSession(self._store)
        loaded = load_site(sources, Options(drafts=True), BuildContext(store=self._store), session)
        check_problems(loaded.problems)
        if stops(loaded.problems, strict=False):
            return {problem.path for problem in loaded.problems if problem.severity is Severity.ERROR}
        for compiled in (*loaded.site.articles.values(), *loaded.site.pages.values()):
            check_words(session.article_store.words(compiled))
        made: dict[str, bytes] = {}

        def write(path: str, data: Data) -> None:
            made[path] = data if isinstance(data, bytes) else b"".join(data)

        for output in all_outputs(loaded.site, loaded.media, read_theme(loaded.theme, session), session).values():
            make_output(output, None, made.__getitem__, write)
        session.save()
        check_files(made)
        return set()


def check_import(data: bytes) -> str | None:
    """The article that this raw text becomes, if any. No line of it is lost without a word."""
    try:
        imported = import_text(data, "raw.txt")
    except NotImportedError as error:
        check_problems((error.diagnostic,))
        return None
    check_problems(imported.diagnostics)
    return imported.markdown()


def check_line(line: str, site: Path) -> None:
    """The words of an annotated text are its lines again, each in its script."""
    records = [json.loads(record) for record in annotate_lines([line], site, "auto", None, why=True)]
    forms = ["simplified" if record["script"] == "hans" else "traditional" for record in records]
    lines = ["".join(word[form] for word in record["words"]) for form, record in zip(forms, records, strict=True)]
    assert "\n".join(lines) == clean(line)[0].removesuffix("\n")


def check_problems(problems: Iterable[Diagnostic]) -> None:
    """Each problem has a place, and is one line with a hint."""
    for problem in problems:
        str(problem).encode()
        assert min(problem.line, problem.column) >= 1, problem
        assert len(str(problem).splitlines()) == 1 + bool(problem.hint), problem


def check_words(blocks: Iterable[BlockWords]) -> None:
    """Each reading is parallel to its own form, and only Han characters have syllables."""
    for word in {word for block in blocks for _, words in block.runs for word in words}:
        for form, reading in ((word.simplified, word.reading("hans")), (word.traditional, word.reading("hant"))):
            if reading is not None:
                assert len(reading) == len(form), word
                assert all(is_han(char) or not syllable for char, syllable in zip(form, reading, strict=True)), word


def check_files(files: Mapping[str, bytes]) -> None:
    """Pages close their tags, links lead somewhere, the other files are well-formed."""
    for path, data in files.items():
        if path.endswith(".html"):
            page = pages.read(data.decode())
            assert page.faults == [], path
            assert not [link for link in page.links if link.lower().lstrip().startswith(DANGEROUS)], path
            assert len(page.ids) == len({*page.ids}), path
        elif path.endswith(".xml"):
            ET.fromstring(data)  # noqa: S314 - we wrote it
        elif path.endswith(".json"):
            json.loads(data)
    links = (message.split(": ", 1)[1].rpartition(" leads")[0] for message in pages.broken_links(files, "/b/"))
    assert {*map(unquote, links)} <= {*ODD_ADDRESSES}


def encoded(data: str | bytes) -> bytes:
    """The bytes of a file."""
    return data.encode() if isinstance(data, str) else data
