"""A site in memory for the targets: each check changes a few of its files, and the preview's state follows."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from zlib import crc32

from duben.model.article import Slug
from duben.preview.state import PreviewState
from duben.sources.articles import SourceFile, read_article
from tests.conftest import written
from tests.fuzz import properties
from tests.support.sites import FILES

SETTINGS = str(FILES["site.toml"]).replace("[conversions]", 'base_url = "https://example.org/r/"\n\n[conversions]')
MORE = {f"content/articles/a{number}.md": f'+++\ntitle = "山{number}"\n+++\n山高水长。\n' for number in range(9)}
"""With so many articles, an edit updates links and index instead of making them again."""
_TEXTS: Mapping[str, str | bytes] = {
    **FILES,
    **MORE,
    "site.toml": SETTINGS,
    "content/articles/fuzz.md": '+++\ntitle = "题"\n+++\n文\n',
}
BEGINNING = {path: text.encode() if isinstance(text, str) else text for path, text in _TEXTS.items()}
SLUG = Slug("fuzz")
ARTICLE = "content/articles/fuzz.md"
ALWAYS = (f"articles/{SLUG}.html", "feed.xml", "sitemap.xml", "data/articles.json", "data/mentions.json")
"""The outputs that are made in each check; all others in one check of `ONE_IN`."""
ONE_IN = 16
LIFE = 400
"""Checks after which a site begins anew, so that neither its store nor its memory grows."""


class FuzzSite:
    """A site that is edited again and again."""

    def __init__(self) -> None:
        memory = Path("/dev/shm")  # noqa: S108 - faster than a disk, where there is one
        self.folder = Path(tempfile.mkdtemp(prefix="duben-fuzz-", dir=memory if memory.is_dir() else None)).resolve()
        written(self.folder, BEGINNING)
        self.state = PreviewState(self.folder)
        assert self.state.refresh(), self.state.problems
        self._edited: set[str] = set()
        self.checks = 0

    def edit(self, files: Mapping[str, bytes]) -> bool:
        """Bring all files back to the beginning but these. Whether the site has no errors then."""
        changed = {*self._edited, *files}
        for path in self._edited - files.keys():
            if path in BEGINNING:
                (self.folder / path).write_bytes(BEGINNING[path])
            else:
                (self.folder / path).unlink(missing_ok=True)
        written(self.folder, files)
        self._edited = {*files}
        return self.state.refresh([self.folder / path for path in sorted(changed)])

    def made(self, name: str) -> dict[str, bytes]:
        """The files of one output. Raises what making it raises."""
        self.state._make(name)
        return {path: self.state._files[path] for path in self.state._records[name].paths}

    def everything(self) -> dict[str, bytes]:
        """All files of the site."""
        assert self.state._valid is not None
        return {path: data for name in self.state._valid.outputs for path, data in self.made(name).items()}

    def close(self) -> None:
        """Remove the site."""
        self.state._context.store.close()
        shutil.rmtree(self.folder)


@cache
def _sites() -> list[FuzzSite]:
    return []


@contextmanager
def fuzz_site() -> Iterator[FuzzSite]:
    """The site of this process. After an error it is not used again."""
    sites = _sites()
    if sites and sites[0].checks >= LIFE:
        sites.pop().close()
    if not sites:
        sites.append(FuzzSite())
    site = sites[0]
    site.checks += 1
    try:
        yield site
    except BaseException:
        sites.pop().close()
        raise


def check_site(files: Mapping[str, bytes]) -> bool:
    """Edit the site so, and check all that must hold of it. Whether it was built."""
    with fuzz_site() as site:
        built = site.edit(files)
        texts = {path: data.decode(errors="replace").removeprefix("\ufeff") for path, data in files.items()}
        properties.check_problems(site.state.problems, texts)
        if not built:
            return False
        valid = site.state._valid
        assert valid is not None
        outputs = valid.outputs
        is_whole = crc32(b"".join(files.values())) % ONE_IN == 0
        for name in outputs if is_whole else [name for name in ALWAYS if name in outputs]:
            for path, data in site.made(name).items():
                properties.check_file(path, data, _Paths(site), valid.site.config.base_path)
        compiled = valid.site.articles.get(SLUG)
        if compiled is not None:
            store = valid.site.article_store
            properties.check_body(store.body(compiled))
            properties.check_words(store.words(compiled))
            article, _ = read_article(SourceFile(ARTICLE, (site.folder / ARTICLE).read_bytes()))
            assert article is not None
            properties.check_text(article, store.text(compiled))
        return True


class _Paths:
    """The paths of a site's files: `path in _Paths(site)`."""

    def __init__(self, site: FuzzSite) -> None:
        self._site = site

    def __contains__(self, path: object) -> bool:
        valid = self._site.state._valid
        if valid is None or not isinstance(path, str):
            return False
        name = valid.outputs.name_of(path)
        return name is not None and (name == path or path in self._site.made(name))
