"""The last two stages: make the outputs that have changed, then replace the old ones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from duben.build.context import BuildContext
from duben.build.outputs import OutputMaker, OutputResult, Outputs, make_outputs
from duben.build.session import SiteSession
from duben.build.up_to_date import BuildRecord, BuildResult, OutputRecord, Snapshot, record_build
from duben.model.diagnostics import Diagnostic, in_order
from duben.runtime.output import StagedSite
from duben.runtime.ownership import ForeignFilesError, same_file
from duben.sources.folder import FOLDERS


def refuse_unsafe(folder: Path, output: Path) -> None:
    """Raise `ForeignFilesError` if the files of a site in `output` would mix with the sources in `folder`."""
    site, target = folder.resolve(), output.resolve()
    sources = {site / name for name in FOLDERS}
    sources |= {source.resolve() for source in sources}
    above_site = (site, *site.parents)
    if any(same_file(target, place) for place in above_site):
        raise ForeignFilesError(
            f"{output} contains the site: name another folder with --output, such as {folder / 'public'}"
        )
    if any(place == source or same_file(place, source) for place in (target, *target.parents) for source in sources):
        raise ForeignFilesError(f"{output} is among the sources of the site: name another folder with --output")


class Target(NamedTuple):
    """Where a build goes: the staged site, and what was there before."""

    staged: StagedSite
    before: Snapshot


def render(
    outputs: Outputs, context: BuildContext, session: SiteSession, target: Target | None = None
) -> list[OutputResult]:
    """Make every output that has changed. Without a `target`, make all outputs and discard them."""
    session.save()  # forks copy this session: what is unsaved here would be saved by each of them
    staged, last = (target.staged, _unmodified(target.before)) if target else (None, {})
    done = context.workers.map(make_outputs, OutputMaker(outputs, last, staged, session), outputs, local=True)
    return [result for each in context.progress(done, len(outputs), "rendering") for result in each]


def _unmodified(before: Snapshot) -> dict[str, OutputRecord]:
    """The outputs of the last build whose files have not been modified since."""
    then, now = before.last.shape, before.present.shape
    return {
        name: made
        for name, made in before.last.outputs.items()
        if all(path in now and now[path] == then.get(path) for path in made.paths)
    }


def publish(
    rendered: Sequence[OutputResult],
    problems: Sequence[Diagnostic],
    target: Target,
    context: BuildContext,
    session: SiteSession,
) -> BuildResult:
    """Replace the old files by the new ones and record the build, unless a template has a fault.

    Raises the errors of `StagedSite.publish`.
    """
    faults = {result.fault for result in rendered if result.fault}
    if faults:
        return BuildResult(problems=in_order([*problems, *faults]), changed=None)
    paths = [path for result in rendered for path in result.record.paths]
    made = {path: digest for result in rendered for path, digest in result.digests.items()}
    done = target.staged.publish(paths, made, context.waiting)
    pages = sum(path.endswith(".html") for path in paths)
    outputs = {result.name: result.record for result in rendered if result.record.key}
    record = BuildRecord(target.before.digest, tuple(problems), pages, outputs, done.shape)
    record_build(session.store, target.staged.output, record)
    session.save_all()
    return BuildResult(problems=tuple(problems), changed=done.changed, pages=pages, notes=done.notes)
