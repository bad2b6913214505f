"""The command `duben`: turns options into calls and results into lines.

Exit codes: 0 for success, 1 for errors in the content, 2 for wrong usage.
"""

from __future__ import annotations

import datetime as dt
import gc
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from duben import __version__
from duben.console import Commands, counted, number, progress, report, waiting
from duben.model.diagnostics import Severity, stops

if TYPE_CHECKING:
    from duben.build.up_to_date import BuildResult, Options
    from duben.runtime.workers import Workers

_SITE = click.option(
    "--site",
    default=".",
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of site.toml.",
)
_SCRIPTS = click.Choice(["auto", "hans", "hant"])
_REGIONS = click.Choice(["cn", "tw", "hk"])
_EXISTS = "rename or remove that file, or choose another folder with --to"


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="duben")
def main() -> None:
    """Build an annotated Chinese reader from articles and a glossary."""


@main.command()
@_SITE
@click.option(
    "--output", type=click.Path(path_type=Path, file_okay=False), help="Folder to write to.  [default: SITE/public]"
)
@click.option("--base-url", help="Address of the published site. Overrides base_url in site.toml.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--jobs", type=click.IntRange(1), help="Number of processes.  [default: one for each core]")
@click.option(
    "--cluster", metavar="ADDRESS", help="Annotate on the workers of this Dask scheduler, such as tcp://host:8786."
)
@click.option("--no-cache", is_flag=True, help="Neither read nor write the cache in SITE/.cache.")
@click.option("--timings", "timed", is_flag=True, help="Print the time of each stage.")
def build(site: Path, output: Path | None, base_url: str | None, *, strict: bool, **means: Any) -> None:  # noqa: ANN401
    """Build the site into public/."""
    from duben.build.up_to_date import Options

    result = _built(site, output or site / "public", Options(base_url=base_url, strict=strict), **means)
    report(result.problems)
    if result.changed is None:
        click.echo(f"Nothing written: {counted(result.problems)}", err=True)
        sys.exit(1)
    pages, changed = number(result.pages, "page"), number(len(result.changed), "file")
    for note in result.notes:
        click.echo(f"note: {note}", err=True)
    click.echo(f"Built {pages} in {output or site / 'public'}, {changed} changed")


def _built(  # noqa: PLR0913 - the options of the command
    site: Path,
    output: Path,
    options: Options,
    *,
    jobs: int | None,
    cluster: str | None,
    no_cache: bool,
    timed: bool,
) -> BuildResult:
    """The result of a build, or of the last one if that is up to date."""
    from duben.build.up_to_date import open_store, snapshot, up_to_date
    from duben.runtime.cache_folder import cache_folder
    from duben.runtime.staging import remove_left_over
    from duben.runtime.timings import Timings

    timings = Timings()
    with open_store(site, use=not no_cache) as store:
        with timings("compare"):
            remove_left_over(output, cache_folder(site))
            before = snapshot(site, output, options, store)
            result = up_to_date(before)
        if result is None:
            from duben.build.context import BuildContext
            from duben.build.pipeline import build as build_site

            gc.set_threshold(10_000, 50)  # only templates leave reference cycles
            with _workers(jobs, cluster) as workers:
                context = BuildContext(
                    store=store, workers=workers, timings=timings, progress=progress, waiting=waiting
                )
                result = build_site(output, options, context, before)
    if timed:
        click.echo("\n".join(timings.lines()), err=True)
    gc.freeze()  # no collection at exit
    return result


@contextmanager
def _workers(jobs: int | None, cluster: str | None) -> Iterator[Workers]:
    from duben.runtime.workers import Cluster, Processes, cores

    if cluster is None:
        yield Processes(jobs or cores())
        return
    try:
        found = Cluster(cluster)
    except ImportError as error:
        raise click.UsageError("Dask is not installed: run pip install 'duben[cluster]'") from error
    except OSError as error:
        raise click.UsageError(f"no Dask scheduler answers at {cluster}: {error}") from error
    try:
        yield found
    finally:
        found.close()


@main.command()
@_SITE
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the built site.  [default: SITE/public]",
)
def clean(site: Path, output: Path | None) -> None:
    """Remove the built site and the cache.

    Removes only files that Duben wrote and nobody changed.
    """
    from duben.runtime.cache_folder import cache_folder, remove_cache
    from duben.runtime.output import remove
    from duben.runtime.staging import remove_left_over

    output = output or site / "public"
    for path in remove(output, waiting):
        click.echo(f"note: {output / path} was changed after Duben wrote it, and stays", err=True)
    remove_left_over(output, cache_folder(site))
    remove_cache(site)


@main.command()
@_SITE
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Format of the report.",
)
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--no-advice", is_flag=True, help="Leave out advice on uncertain readings and unusual spellings.")
def check(site: Path, style: str, *, strict: bool, no_advice: bool) -> None:
    """Report every problem, and write nothing."""
    from duben.build.context import BuildContext
    from duben.build.review import check as check_site
    from duben.build.review import review
    from duben.build.up_to_date import open_store
    from duben.sources.folder import SourceFolder

    with open_store(site, use=False) as store, _workers(None, None) as workers:
        sources = SourceFolder(site)
        found = check_site(sources, BuildContext(store=store, workers=workers, progress=progress))
    problems = tuple(
        problem for problem in (*found, *review(sources)) if not (no_advice and problem.severity is Severity.ADVICE)
    )
    if style == "json":
        click.echo(json.dumps([problem.as_dict() for problem in problems], ensure_ascii=False, indent=2))
    else:
        report(problems)
        click.echo(counted(problems), err=True)
    sys.exit(1 if stops(problems, strict=strict) else 0)


@main.command()
@_SITE
@click.option("--most", default=20, show_default=True, type=click.IntRange(1), help="Largest number of entries.")
def suggest(site: Path, most: int) -> None:
    """Propose glossary entries as TOML.

    Lists names and terms that the articles use and the glossary lacks.
    """
    from duben.build.review import suggest_entries
    from duben.sources.folder import SourceFolder
    from duben.suggest import as_toml

    found, taken = suggest_entries(SourceFolder(site))
    click.echo(as_toml(found[:most], taken))


@main.command()
@click.argument("file", type=click.File("r", encoding="utf-8-sig"), default="-")
@click.option(
    "--script",
    type=_SCRIPTS,
    default="auto",
    show_default=True,
    help="Script of the text. auto detects it for each line.",
)
@click.option("--region", type=_REGIONS, help="Region of the Traditional characters.  [default: the site's, or tw]")
@click.option("--why", is_flag=True, help="Add the rules that decided each word.")
def annotate(file: Iterable[str], script: str, region: str | None, *, why: bool) -> None:
    """Print each line of a text as annotated JSON.

    Reads FILE, or standard input if FILE is - or missing. In the folder of a site, uses its glossary and tables.
    """
    from duben.article.annotate_lines import annotate_lines

    try:
        for record in annotate_lines(file, Path(), script, region, why=why):
            sys.stdout.write(record)
    except UnicodeDecodeError as error:
        raise click.UsageError(f"the text is not UTF-8 ({error.reason} at byte {error.start})") from error


@main.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default="content/articles",
    show_default=True,
    help="Folder to write the articles to.",
)
@click.option(
    "--date", type=click.DateTime(["%Y-%m-%d"]), help="Day of publication, if you know it. Overrides the text."
)
@click.option("--keep-punctuation", is_flag=True, help="Leave half-width marks beside Han characters as they are.")
def import_(files: Sequence[Path], folder: Path, date: dt.datetime | None, *, keep_punctuation: bool) -> None:
    """Turn raw texts into articles.

    Reports each doubtful decision. Never overwrites a file.
    """
    from duben.importer import NotImportedError, import_text, save
    from duben.sources.files import read_problem

    failed = False
    for path in files:
        try:
            data = path.read_bytes()
        except OSError as error:
            report([read_problem(str(path), error)])
            failed = True
            continue
        try:
            day = date.date() if date else None
            imported = import_text(data, path.name, date=day, keep_punctuation=keep_punctuation)
            click.echo(f"{path} → {save(imported, folder)}")
            report(imported.diagnostics)
        except NotImportedError as error:
            report([error.diagnostic])
            failed = True
        except FileExistsError as error:
            click.echo(f"{path}:1:1: error: {error.filename} already exists\n    hint: {_EXISTS}", err=True)
            failed = True
    sys.exit(1 if failed else 0)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def new(folder: Path) -> None:
    """Create a new site in FOLDER."""
    from duben.starter import start

    try:
        made = start(folder)
    except FileExistsError as error:
        raise click.UsageError(f"{folder} is not empty: choose a new folder") from error
    click.echo("\n".join(f"Created {folder / path}" for path in made))
    click.echo(f"Next: duben serve --site {folder}")


@main.command()
@_SITE
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port to listen on, or the next free one.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on. 0.0.0.0 admits other machines.",
)
@click.option("--open", "browse", is_flag=True, help="Open the site in the browser.")
def serve(site: Path, port: int, host: str, *, browse: bool) -> None:
    """Preview the site, and update it on every change."""
    from duben.runtime.interrupts import Interrupts

    interrupts = Interrupts()  # before the imports, which take half a second
    from duben.preview import CannotListenError
    from duben.preview import serve as serve_site

    if not (site / "site.toml").is_file():
        raise click.UsageError(
            f"{site} has no site.toml: name the folder of a site with --site, or run “duben new DIR”"
        )
    try:
        serve_site(site, interrupts, host=host, port=port, browse=browse)
    except CannotListenError as error:
        raise click.UsageError(f"{error}; choose another --host or --port") from error
