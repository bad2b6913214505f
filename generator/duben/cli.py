"""The command `duben`: thin functions that turn options into calls and results into lines.

Exit codes: 0 all is well; 1 the content has errors; 2 wrong usage.
"""

from __future__ import annotations

import datetime as dt
import gc
import json
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from duben import __version__
from duben.model.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from duben.build.up_to_date import Options, Result
    from duben.runtime.workers import Workers

T = TypeVar("T")

_SITE = click.option(
    "--site",
    default=".",
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder that holds site.toml.",
)
_SCRIPTS = click.Choice(["auto", "hans", "hant"])
_REGIONS = click.Choice(["cn", "tw", "hk"])


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="duben")
def main() -> None:
    """Duben 讀本: from Chinese articles and a glossary to an annotated reader in both scripts."""


@main.command()
@_SITE
@click.option(
    "--output", type=click.Path(path_type=Path, file_okay=False), help="Folder to write to.  [default: SITE/public]"
)
@click.option("--base-url", help="Address the site will have; wins over base_url in site.toml.")
@click.option("--strict", is_flag=True, help="Let warnings fail the build.")
@click.option("--jobs", type=click.IntRange(1), help="Processes to work in.  [default: one for each core]")
@click.option("--cluster", metavar="ADDRESS", help="Dask scheduler whose workers annotate, such as tcp://host:8786.")
@click.option("--no-cache", is_flag=True, help="Make everything anew, and keep nothing in SITE/.cache.")
@click.option("--timings", "timed", is_flag=True, help="Say how long each stage took.")
def build(site: Path, output: Path | None, base_url: str | None, *, strict: bool, **means: Any) -> None:  # noqa: ANN401
    """Build the site."""
    from duben.build.up_to_date import Options
    from duben.runtime.output import ForeignFolder

    try:
        result = _built(site, output or site / "public", Options(base_url=base_url, strict=strict), **means)
    except ForeignFolder as error:
        raise click.UsageError(str(error)) from error
    _report(result.problems)
    if result.changed is None:
        click.echo(f"{_count(result.problems)}; nothing was written", err=True)
        sys.exit(1)
    click.echo(f"{result.pages} pages in {output or site / 'public'}, {len(result.changed)} files changed")


def _built(  # noqa: PLR0913 - the options of the command
    site: Path,
    output: Path,
    options: Options,
    *,
    jobs: int | None,
    cluster: str | None,
    no_cache: bool,
    timed: bool,
) -> Result:
    """What came of the build, or of the last one if that still stands."""
    from duben.build.up_to_date import again, last, open_cache, stand
    from duben.runtime.timings import Timings

    timings = Timings()
    with open_cache(site, use=not no_cache) as store:
        with timings("compare"):
            standing = stand(site, output, options)
            result = again(last(store, output), standing)
        if result is None:
            from duben.build.pipeline import BuildContext
            from duben.build.pipeline import build as build_site

            gc.set_threshold(10_000, 50)  # what a template leaves goes in circles, but for that next to nothing does
            with _workers(jobs, cluster) as workers:
                means = BuildContext(store=store, workers=workers, timings=timings, progress=_progress)
                result = build_site(site, output, options, means, standing)
    if timed:
        click.echo("\n".join(timings.lines()), err=True)
    gc.freeze()  # and on leaving, nothing need be looked for
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
        raise click.UsageError("a cluster needs the extra: pip install 'duben[cluster]'") from error
    except OSError as error:
        raise click.UsageError(f"no scheduler answers at {cluster}: {error}") from error
    try:
        yield found
    finally:
        found.close()


@main.command()
@_SITE
@click.option(
    "--output", type=click.Path(path_type=Path, file_okay=False), help="Folder built into.  [default: SITE/public]"
)
def clean(site: Path, output: Path | None) -> None:
    """Remove the cache and what was built."""
    from duben.runtime.output import ForeignFolder, remove

    try:
        remove(output or site / "public")
    except ForeignFolder as error:
        raise click.UsageError(str(error)) from error
    shutil.rmtree(site / ".cache", ignore_errors=True)


@main.command()
@_SITE
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Let warnings fail the check.")
@click.option("--no-advice", is_flag=True, help="Leave out what is only advice: uncertain readings, odd spellings.")
def check(site: Path, style: str, *, strict: bool, no_advice: bool) -> None:
    """Report every problem in the site, and write nothing."""
    from duben.build.pipeline import BuildContext, inspect, stops
    from duben.build.review import advise
    from duben.build.up_to_date import open_cache

    with open_cache(site, use=False) as store, _workers(None, None) as workers:
        found = inspect(site, BuildContext(store=store, workers=workers, progress=_progress))
    problems = (*found, *(() if no_advice else advise(site)))
    if style == "json":
        click.echo(json.dumps([problem.as_dict() for problem in problems], ensure_ascii=False, indent=2))
    else:
        _report(problems)
        click.echo(_count(problems), err=True)
    sys.exit(1 if stops(problems, strict=strict) else 0)


@main.command()
@_SITE
@click.option("--most", default=20, show_default=True, type=click.IntRange(1), help="How many to propose.")
def suggest(site: Path, most: int) -> None:
    """Propose glossary entries: what the articles speak of and no entry covers, as TOML to complete."""
    from duben.build.review import propose
    from duben.suggest import as_toml

    found, taken = propose(site)
    click.echo(as_toml(found[:most], taken))


@main.command()
@click.argument("file", type=click.File("r", encoding="utf-8-sig"), default="-")
@click.option(
    "--script", type=_SCRIPTS, default="auto", show_default=True, help="Script of the text; auto looks at each line."
)
@click.option("--region", type=_REGIONS, help="Whose Traditional characters.  [default: the site's, else tw]")
@click.option("--why", is_flag=True, help="Add to each word the rules that decided its reading and its other form.")
def annotate(file: Iterable[str], script: str, region: str | None, *, why: bool) -> None:
    """Annotate each line of FILE (- for standard input) as one line of JSON.

    Inside a site its glossary and tables are used.
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
    help="Folder for the articles.",
)
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="Day of publication, where the text does not say it.")
def import_(files: Sequence[Path], folder: Path, date: dt.datetime | None) -> None:
    """Make articles of raw texts; what is doubtful is reported, and an existing file is never overwritten."""
    from duben.importer import NotImportedError, import_text, save

    failed = False
    for path in files:
        try:
            imported = import_text(path.read_bytes(), path.name, date=date.date() if date else None)
            click.echo(f"{path} → {save(imported, folder)}")
            _report(imported.diagnostics)
        except NotImportedError as error:
            _report([error.diagnostic])
            failed = True
        except FileExistsError as error:
            click.echo(f"{path}: {error.filename} exists and is left as it is", err=True)
            failed = True
    sys.exit(1 if failed else 0)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def new(folder: Path) -> None:
    """Make an empty site in FOLDER that builds."""
    from duben.starter import start

    try:
        made = start(folder)
    except FileExistsError as error:
        raise click.UsageError(f"{folder} is not empty") from error
    click.echo("\n".join(f"made {path}" for path in made))
    click.echo(f"next: duben build --site {folder}")


@main.command()
@_SITE
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port; another is taken if it is in use.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on; others can read along if you change it.",
)
@click.option("--open", "browse", is_flag=True, help="Open the site in the browser.")
def serve(site: Path, port: int, host: str, *, browse: bool) -> None:
    """Build, show and rebuild on every change."""
    from duben.preview import serve as serve_site

    serve_site(site, host=host, port=port, browse=browse)


def _progress(results: Iterable[list[T]], total: int, label: str) -> Iterator[list[T]]:
    """A bar while a terminal watches, else nothing."""
    if not sys.stderr.isatty() or not total:
        yield from results
        return
    with click.progressbar(length=total, label=label, file=sys.stderr) as bar:
        for each in results:
            yield each
            bar.update(len(each))


def _report(problems: Iterable[Diagnostic]) -> None:
    for problem in problems:
        click.echo(str(problem), err=True)


def _count(problems: Iterable[Diagnostic]) -> str:
    severities = [problem.severity for problem in problems]
    errors, warnings = severities.count(Severity.ERROR), severities.count(Severity.WARNING)
    parts = [f"{n} {name}{'' if n == 1 else 's'}" for n, name in ((errors, "error"), (warnings, "warning")) if n]
    advice = severities.count(Severity.ADVICE)
    return (", ".join(parts) or "no problems") + (f"; {advice} of advice" if advice else "")
