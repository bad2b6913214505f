"""What there is to be made for a site, in jobs: each knows its files, and by a key whether they are still the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any, NamedTuple

from duben import chinese
from duben.article.compile import digest
from duben.collection.site import Site
from duben.exports import exports
from duben.model.article import Slug
from duben.model.compiled import CompiledArticle, SearchKeys
from duben.model.diagnostics import Diagnostic
from duben.render import Assets, Renderer, TemplateFault
from duben.runtime.codec import pack, unpack
from duben.runtime.output import Data, StagedSite
from duben.runtime.store import DamagedError, row
from duben.search import Index, IndexState, SearchTerm, build_index, text_files, update_index
from duben.search.documents import search_term
from duben.sources.articles import media_files

Files = Iterable[tuple[str, Data]]
Read = Callable[[str], bytes]
"""Gives a file of the last edition."""


def whole(files: Files) -> dict[str, bytes]:
    """The content of files by their paths."""
    return {path: data if isinstance(data, bytes) else b"".join(data) for path, data in files}


class Job(NamedTuple):
    """Makes some of the files `of` something; `key` gives a digest of all they depend on, if that is worth it.

    `renew` makes only those that differ from the last edition's, of which it is given the key and a reader, or nothing
    where that cannot be told.
    """

    make: Callable[..., Files]
    key: Callable[..., str | None]
    of: tuple[Any, ...] = ()
    renew: Callable[[str, Read], Files | None] = lambda _key, _read: None

    def files(self) -> Files:
        """Its files, all of them."""
        return self.make(*self.of)


class Done(NamedTuple):
    """What came of a job: its key and the paths of its files, or the fault of a template."""

    name: str
    key: str | None
    paths: tuple[str, ...]
    fault: Diagnostic | None = None


class Printer(NamedTuple):
    """What all jobs share: the jobs by name, what the last edition had of each, and the new one."""

    jobs: Mapping[str, Job]
    last: Mapping[str, tuple[str, tuple[str, ...]]]
    staged: StagedSite | None


def jobs(folder: Path, site: Site, assets: Assets, renderer: Renderer) -> dict[str, Job]:
    """Every job, the largest first."""
    by_age = sorted(site.articles.values(), key=_age)
    index = Indexing(site, by_age)
    found = {"search": Job(index.files, index.key, renew=index.renewed)}
    large = {"data/mentions.json": _mentions_key, "data/echoes.json": _shared_passages_key}
    for path, make in exports(site).items():
        found[path] = Job(partial(_file, path, make), partial(large[path], site) if path in large else _no_key)
    page, texts = (partial(_page, renderer), renderer.key), (partial(_texts, site), _texts_key)
    for path in renderer.pages:
        found[path] = Job(*page, (path,))
    for number, compiled in enumerate(by_age):
        found[f"search/t/{number}"] = Job(*texts, (number, compiled))
    found["static"] = Job(assets.files.items, _no_key)
    found["media"] = Job(partial(_media, folder), _no_key)
    return found


def do(printer: Printer, names: Sequence[str]) -> list[Done]:
    """Do these jobs, but for those of which the last edition has all that they would make."""
    return [_done(printer, name) for name in names]


def _done(printer: Printer, name: str) -> Done:
    job = printer.jobs[name]
    key = job.key(*job.of)
    if key is not None and name in printer.last and _shown(printer.last[name][0]) == _shown(key):
        return Done(name, key, printer.last[name][1])
    try:
        files, paths = _files(printer, job, name)
        for path, data in files:
            paths.append(path)
            if printer.staged:
                printer.staged.add(path, data)
    except TemplateFault as fault:
        return Done(name, key, (), fault.diagnostic)
    return Done(name, key, tuple(paths))


def _files(printer: Printer, job: Job, name: str) -> tuple[Files, list[str]]:
    """What a job makes, and the paths of those of its files that stay as they are."""
    if name in printer.last and printer.staged:
        key, paths = printer.last[name]
        renewed = job.renew(key, printer.staged.last)
        if renewed is not None:
            files = dict(renewed)
            return files.items(), [path for path in paths if path not in files]
    return job.files(), []


def _shown(key: str) -> str:
    """What of a key says whether the files are still the same; a page's `Renderer.key` has more to say."""
    return key.partition("\n")[0]


def _no_key() -> None:
    return None


def _file(path: str, make: Callable[[], Data]) -> Iterator[tuple[str, Data]]:
    yield path, make()


def _page(renderer: Renderer, path: str) -> Iterator[tuple[str, bytes]]:
    yield path, renderer.page(path)


def _age(compiled: CompiledArticle) -> tuple[dt.date, Slug]:
    """Articles are numbered from the oldest, so that a new one changes few of the numbers."""
    return compiled.article.date or dt.date.min, compiled.article.slug


class Indexing:
    """Makes the search index, or renews the last one."""

    def __init__(self, site: Site, by_age: Sequence[CompiledArticle]) -> None:
        self._shelf, self._glossary = site.article_store, site.glossary
        self._articles = tuple(compiled.key for compiled in by_age)

    @cached_property
    def _terms(self) -> list[SearchTerm]:
        return [search_term(entry) for entry in self._glossary.values()]

    @cached_property
    def _terms_key(self) -> str:
        return digest(repr(self._terms).encode())

    def key(self) -> str:
        """A digest of all that the index depends on."""
        return _index_key(self._terms_key, self._articles)

    def files(self) -> Files:
        """Every file."""
        return self._kept(build_index(self._keys(), len(self._articles), self._terms, chinese.fold))

    def renewed(self, key: str, read: Read) -> Files | None:
        """What differs from the last edition, of which `key` was the index's."""
        last = self._last()
        if last is None or _index_key(last.terms, last.articles) != key:
            return None
        index = update_index(last, self._articles, self._terms_key, self._shelf.keys, read)
        return None if index is None else self._kept(index)

    def _last(self) -> IndexState | None:
        found = self._shelf.store.get("index", "")
        return None if found is None else unpack(found, IndexState)

    def _kept(self, index: Index) -> Files:
        state = IndexState(self._articles, self._terms_key, index.size)
        self._shelf.store.put([row("index", "", "", pack(state))])
        return index.files

    def _keys(self) -> Iterator[SearchKeys]:
        for key in self._articles:
            found = self._shelf.keys(key)
            if found is None:
                raise DamagedError("the keys of an article are missing")
            yield found


def _index_key(terms: str, articles: Iterable[str]) -> str:
    return digest(b"", terms, *articles)


def _texts(site: Site, number: int, compiled: CompiledArticle) -> Files:
    return text_files(number, site.article_store.texts(compiled))


def _texts_key(_number: int, compiled: CompiledArticle) -> str:
    return digest(b"", compiled.key)


def _mentions_key(site: Site) -> str:
    return digest(b"", *(site.articles[slug].key for slug in site.links.order))


def _shared_passages_key(site: Site) -> str:
    passages = ((shared.id, passage) for shared in site.links.shared_passages for passage in shared.passages)
    return digest(b"", *(f"{shared} {passage} {site.articles[passage.slug].key}" for shared, passage in passages))


def _media(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The images beside articles and pages."""
    for kind, place in (("articles", "articles/"), ("pages", "")):
        for path in media_files(folder, kind):
            yield place + path.relative_to(folder / "content" / kind).as_posix(), path.read_bytes()
