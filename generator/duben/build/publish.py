"""The last two stages: the outputs that have changed are made, and take the place of the old ones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from duben.build.context import BuildContext
from duben.build.outputs import Maker, OutputResult, all_outputs, make_outputs
from duben.build.session import SiteSession
from duben.build.up_to_date import BuildRecord, Made, Result, Snapshot, last_build, record_build
from duben.collection.site import Site
from duben.model.diagnostics import Diagnostic, in_order
from duben.render import read_theme
from duben.runtime.output import Shape, StagedSite


def render(
    folder: Path, site: Site, staged: StagedSite | None, context: BuildContext, session: SiteSession
) -> list[OutputResult]:
    """Make every output of the site that has changed. Without a `staged` site, make all and drop them."""
    with context.timings("render"):
        session.save()  # so that other processes, which share its memory, have nothing of this one to save
        outputs = all_outputs(folder, site, read_theme(folder, session), session)
        last = _untouched(last_build(session.store, staged.output), staged.shape) if staged else {}
        done = context.workers.map(make_outputs, Maker(outputs, last, staged, session), outputs, local=True)
        return [result for each in context.progress(done, len(outputs), "rendering") for result in each]


def _untouched(record: BuildRecord, present: Shape) -> dict[str, Made]:
    """The outputs of the last build of which nobody has touched a file since."""
    return {
        name: made
        for name, made in record.outputs.items()
        if all(path in present and present[path] == record.shape.get(path) for path in made.paths)
    }


def publish(
    rendered: Sequence[OutputResult],
    problems: Sequence[Diagnostic],
    before: Snapshot,
    staged: StagedSite,
    session: SiteSession,
) -> Result:
    """Put the new files in the place of the old ones, unless a template has a fault, and record the build."""
    faults = {result.fault for result in rendered if result.fault}
    if faults:
        return Result(problems=in_order([*problems, *faults]), changed=None)
    paths = [path for result in rendered for path in result.made.paths]
    changed = tuple(staged.publish(paths))
    pages = sum(path.endswith(".html") for path in paths)
    made = {result.name: result.made for result in rendered if result.made.key}
    record = BuildRecord(before.source, tuple(problems), pages, made, staged.shape)
    record_build(session.store, staged.output, record)
    session.save_all()
    return Result(problems=tuple(problems), changed=changed, pages=pages)
