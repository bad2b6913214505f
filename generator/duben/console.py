"""What all commands share: they print problems and progress, and report what the system refuses."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import click

from duben.model.diagnostics import Diagnostic, Severity
from duben.runtime.ownership import ForeignFilesError
from duben.runtime.write_error import CannotWriteError, write_error
from duben.sources.files import read_problem

T = TypeVar("T")

_WRITING = {errno.EDQUOT, errno.EFBIG, errno.ENOSPC, errno.EROFS}
"""Errors that only writing has."""


class Command(click.Command):
    """A command that reports a file that it cannot read or write, without a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; exit with 1 if the system refuses something, with 2 if files of others are in the way."""
        try:
            return super().invoke(ctx)
        except ForeignFilesError as error:
            raise click.UsageError(str(error)) from error
        except CannotWriteError as error:
            report([_unwritable(error, ctx)])
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            path = str(error.filename2 or error.filename or "duben")
            is_writing = error.errno in _WRITING
            report([_unwritable(write_error(error, path), ctx) if is_writing else read_problem(path, error)])
        sys.exit(1)


class Commands(click.Group):
    """A group of such commands."""

    command_class = Command


def _unwritable(error: CannotWriteError, ctx: click.Context) -> Diagnostic:
    """The diagnostic for users; its path is within the site, if the command has one that contains it."""
    path, site = Path(error.path), ctx.params.get("site")
    if site is not None and path.absolute().is_relative_to(site.absolute()):
        path = path.absolute().relative_to(site.absolute())
    return Diagnostic(path=str(path), line=1, column=1, code="unwritable", message=error.reason, hint=error.hint)


def report(problems: Iterable[Diagnostic]) -> None:
    """Print problems, one below the other."""
    for problem in problems:
        click.echo(str(problem), err=True)


def counted(problems: Iterable[Diagnostic]) -> str:
    """How many problems there are: `2 errors, 1 warning`."""
    severities = [problem.severity for problem in problems]
    errors, warnings = severities.count(Severity.ERROR), severities.count(Severity.WARNING)
    parts = [number(n, name) for n, name in ((errors, "error"), (warnings, "warning")) if n] or ["no problems"]
    advice = severities.count(Severity.ADVICE)
    return ", ".join([*parts, f"advice on {number(advice, 'place')}"] if advice else parts)


def number(count: int, noun: str) -> str:
    """A number of things: `1 page`, `2 pages`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def progress(results: Iterable[list[T]], total: int, label: str) -> Iterator[list[T]]:
    """Pass on the results, with a progress bar if the output is a terminal."""
    if not sys.stderr.isatty() or not total:
        yield from results
        return
    with click.progressbar(length=total, label=label, file=sys.stderr) as bar:
        for each in results:
            yield each
            bar.update(len(each))


def waiting(holder: str) -> None:
    """Say that another process builds."""
    click.echo(f"Waiting for the build of {holder}", err=True)
