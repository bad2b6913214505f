"""Lists the outputs of a site: its files, each with a cache key.

A build makes all outputs that have changed. The preview makes the one that a browser asks for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from duben.build.media import Media
from duben.build.search_output import SearchOutput
from duben.build.up_to_date import OutputRecord
from duben.collection.site import Site
from duben.exports import exports
from duben.model.article import Slug
from duben.model.compiled import CompiledArticle
from duben.model.diagnostics import Diagnostic
from duben.render import Pages, TemplateFault, Theme
from duben.runtime.file_list import Digests
from duben.runtime.output import Data, StagedSite
from duben.runtime.session import Session, task_key
from duben.search import text_files
from duben.sources.files import read_file

Files = Iterable[tuple[str, Data]]
Read = Callable[[str], bytes]
"""Returns the bytes of a file of the last build, by its path."""


def _no_key() -> None:
    return None


def _no_update(_key: str, _read: Read) -> None:
    return None


class Output(NamedTuple):
    """One file of the site, or several that are made together.

    `key` covers all that the files depend on. Without a key, they are made in every build and compared with the old
    ones. `update(key, read)` makes only the files that differ from those with that older key, or returns `None`.
    """

    make: Callable[[], Files]
    key: Callable[[], str | None] = _no_key
    update: Callable[[str, Read], Files | None] = _no_update


class Outputs(dict[str, Output]):
    """The outputs of a site by name. A name is the path of a file, or the start of the paths of several."""

    def name_of(self, path: str) -> str | None:
        """The name of the output that contains the file at `path`; `None` if there is none."""
        return next((name for name in (path, path.partition("-")[0], path.partition("/")[0]) if name in self), None)


def all_outputs(site: Site, media: Iterable[Media], theme: Theme, session: Session) -> Outputs:
    """Every output of a site, the largest first."""
    oldest_first = sorted(site.articles.values(), key=_date_and_slug)
    index = SearchOutput(site, oldest_first, session)
    pages = Pages(site, theme, session)
    found = Outputs(search=Output(index.files, index.key, index.update))
    keys = {"data/mentions.json": _mentions_key, "data/echoes.json": _passages_key}
    for path, make in exports(site).items():
        found[path] = Output(partial(_file, path, make), partial(keys[path], site) if path in keys else _no_key)
    for path in pages.paths:
        found[path] = Output(partial(_file, path, partial(pages.file, path)), partial(pages.key, path))
    for number, compiled in enumerate(oldest_first):
        texts = partial(_search_texts, site, number, compiled)
        found[f"search/t/{number}"] = Output(texts, partial(str, compiled.key))
    found["static"] = Output(theme.assets.files.items)
    for each in media:
        if each.is_shown:
            found[each.path] = Output(partial(_file, each.path, partial(read_file, each.file)))
    return found


def _date_and_slug(compiled: CompiledArticle) -> tuple[dt.date, Slug]:
    """Sort key: articles are numbered from the oldest, so that a new one changes few numbers."""
    return compiled.article.date or dt.date.min, compiled.article.slug


def _file(path: str, make: Callable[[], Data]) -> Iterator[tuple[str, Data]]:
    yield path, make()


def _search_texts(site: Site, number: int, compiled: CompiledArticle) -> Files:
    return text_files(number, site.article_store.search_texts(compiled))


def _mentions_key(site: Site) -> str:
    return task_key("mentions", *(compiled.key for compiled in site.links.articles))


def _passages_key(site: Site) -> str:
    passages = ((shared.id, passage) for shared in site.links.shared_passages for passage in shared.passages)
    return task_key("passages", *(f"{id_} {each} {site.articles[each.slug].key}" for id_, each in passages))


def make_output(
    output: Output, last: OutputRecord | None, read: Read, write: Callable[[str, Data], object]
) -> OutputRecord:
    """Make an output if its key differs from that of its `last` record. Raises `TemplateFault`."""
    key = output.key()
    if last and last.key is not None and last.key == key:
        return last
    updated = output.update(last.key, read) if last and last.key is not None else None
    if last is None or updated is None:
        return OutputRecord(key, tuple([_write(write, path, data) for path, data in output.make()]))
    changed = [_write(write, path, data) for path, data in updated]
    return OutputRecord(key, tuple(dict.fromkeys((*last.paths, *changed))))


def _write(write: Callable[[str, Data], object], path: str, data: Data) -> str:
    write(path, data)
    return path


class OutputResult(NamedTuple):
    """The record of an output, with the digest of each file that was made; or the problem of its template."""

    name: str
    record: OutputRecord
    digests: Digests
    fault: Diagnostic | None = None


class OutputMaker(NamedTuple):
    """The arguments of `make_outputs`: all outputs, their records in the `last` build, and where the files go.

    Without a `staged` site, every output is made and discarded: `duben check` does this to find template errors.
    """

    outputs: Outputs
    last: Mapping[str, OutputRecord]
    staged: StagedSite | None
    session: Session


def make_outputs(maker: OutputMaker, names: Sequence[str]) -> list[OutputResult]:
    """Make the outputs with these names. A worker must share the memory (a fork) and the disk of this process."""
    made = [_result(maker, name) for name in names]
    maker.session.save()
    return made


def _result(maker: OutputMaker, name: str) -> OutputResult:
    staged = maker.staged
    digests: dict[str, str] = {}

    def write(path: str, data: Data) -> None:
        if staged is not None:
            digests[path] = staged.add(path, data)

    read = _no_file if staged is None else staged.last
    try:
        return OutputResult(name, make_output(maker.outputs[name], maker.last.get(name), read, write), digests)
    except TemplateFault as fault:
        return OutputResult(name, OutputRecord(None, ()), {}, fault.diagnostic)


def _no_file(path: str) -> bytes:
    raise FileNotFoundError(path)
