"""The outputs of a site: every file that it consists of, each with a key of what it shows.

A build makes the outputs that have changed, and a preview the one that a browser asks for; nothing else differs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from duben.build.search_output import SearchOutput
from duben.build.up_to_date import Made
from duben.collection.site import Site
from duben.exports import exports
from duben.model.article import Slug
from duben.model.compiled import CompiledArticle
from duben.model.diagnostics import Diagnostic
from duben.render import Pages, TemplateFault, Theme
from duben.runtime.output import Data, StagedSite
from duben.runtime.session import Session, task_key
from duben.search import text_files
from duben.sources.articles import media_files

Files = Iterable[tuple[str, Data]]
Read = Callable[[str], bytes]
"""Gives a file of the last build."""


def _no_key() -> None:
    return None


def _no_update(_key: str, _read: Read) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Output:
    """Some files of the site.

    `key` covers all that they depend on; `None` says that they are always made, and compared. `update` makes only the
    files that differ from those that had another key, if that is possible.
    """

    make: Callable[[], Files]
    key: Callable[[], str | None] = _no_key
    update: Callable[[str, Read], Files | None] = _no_update


class Outputs(dict[str, Output]):
    """The outputs of a site by name. A name is the path of a file, or the beginning of the paths of several."""

    def at(self, path: str) -> str | None:
        """The name of the output that has the file at `path`, if there is one."""
        return next((name for name in (path, path.partition("-")[0], path.partition("/")[0]) if name in self), None)


def all_outputs(folder: Path, site: Site, theme: Theme, session: Session) -> Outputs:
    """Every output of the site in `folder`, the largest first."""
    by_age = sorted(site.articles.values(), key=_age)
    index = SearchOutput(site, by_age, session)
    pages = Pages(site, theme, session)
    found = Outputs(search=Output(index.files, index.key, index.update))
    keys = {"data/mentions.json": _mentions_key, "data/echoes.json": _passages_key}
    for path, make in exports(site).items():
        found[path] = Output(partial(_file, path, make), partial(keys[path], site) if path in keys else _no_key)
    for path in pages.paths:
        found[path] = Output(partial(_file, path, partial(pages.html, path)), partial(pages.key, path))
    for number, compiled in enumerate(by_age):
        texts = partial(_search_texts, site, number, compiled)
        found[f"search/t/{number}"] = Output(texts, partial(task_key, "search-texts", compiled.key))
    found["static"] = Output(theme.assets.files.items)
    for path, file in _media(folder):
        found.setdefault(path, Output(partial(_file, path, file.read_bytes)))
    return found


def _age(compiled: CompiledArticle) -> tuple[dt.date, Slug]:
    """Articles are numbered from the oldest, so that a new one changes few of the numbers."""
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


def _media(folder: Path) -> Iterator[tuple[str, Path]]:
    """The images beside articles and pages, by their paths in the site."""
    for kind, place in (("articles", "articles/"), ("pages", "")):
        for file in media_files(folder, kind):
            yield place + file.relative_to(folder / "content" / kind).as_posix(), file


def make_output(output: Output, last: Made | None, read: Read, write: Callable[[str, Data], object]) -> Made:
    """Make an output, unless it has not changed since it was made last. Raises `TemplateFault`."""
    key = output.key()
    if last and last.key is not None and last.key == key:
        return last
    updated = output.update(last.key, read) if last and last.key is not None else None
    if last is None or updated is None:
        return Made(key, tuple([_write(write, path, data) for path, data in output.make()]))
    changed = [_write(write, path, data) for path, data in updated]
    return Made(key, tuple(dict.fromkeys((*last.paths, *changed))))


def _write(write: Callable[[str, Data], object], path: str, data: Data) -> str:
    write(path, data)
    return path


class OutputResult(NamedTuple):
    """An output, made; or the fault of a template."""

    name: str
    made: Made
    fault: Diagnostic | None = None


class Maker(NamedTuple):
    """What making outputs takes: all outputs, what the last build made of each, and where files go.

    Without a `staged` site they are made and dropped.
    """

    outputs: Outputs
    last: Mapping[str, Made]
    staged: StagedSite | None
    session: Session


def make_outputs(maker: Maker, names: Sequence[str]) -> list[OutputResult]:
    """Make the outputs of these names, in any process that has the same memory and disk."""
    made = [_result(maker, name) for name in names]
    maker.session.save()
    return made


def _result(maker: Maker, name: str) -> OutputResult:
    staged = maker.staged
    try:
        if staged is None:
            return OutputResult(name, make_output(maker.outputs[name], None, _nothing, _drop))
        return OutputResult(name, make_output(maker.outputs[name], maker.last.get(name), staged.last, staged.add))
    except TemplateFault as fault:
        return OutputResult(name, Made(None, ()), fault.diagnostic)


def _nothing(path: str) -> bytes:
    raise FileNotFoundError(path)


def _drop(_path: str, _data: Data) -> None:
    return None
