"""The last two stages: make the outputs that have changed, then replace the old ones."""

from __future__ import annotations

from collections.abc import Sequence

from duben.build.context import BuildContext
from duben.build.outputs import OutputMaker, OutputResult, Outputs, make_outputs
from duben.build.session import SiteSession
from duben.build.up_to_date import BuildRecord, BuildResult, OutputRecord, Snapshot, last_build, record_build
from duben.model.diagnostics import Diagnostic, in_order
from duben.runtime.output import Shape, StagedSite


def render(
    outputs: Outputs, staged: StagedSite | None, context: BuildContext, session: SiteSession
) -> list[OutputResult]:
    """Make every output that has changed. Without a `staged` site, make all outputs and discard them."""
    session.save()  # forks copy this session: what is unsaved here would be saved by each of them
    last = _unmodified(last_build(session.store, staged.output), staged.shape) if staged else {}
    done = context.workers.map(make_outputs, OutputMaker(outputs, last, staged, session), outputs, local=True)
    return [result for each in context.progress(done, len(outputs), "rendering") for result in each]


def _unmodified(record: BuildRecord, present: Shape) -> dict[str, OutputRecord]:
    """The outputs of the last build whose files have not been modified since."""
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
) -> BuildResult:
    """Replace the old files by the new ones and record the build, unless a template has a fault."""
    faults = {result.fault for result in rendered if result.fault}
    if faults:
        return BuildResult(problems=in_order([*problems, *faults]), changed=None)
    paths = [path for result in rendered for path in result.record.paths]
    changed = tuple(staged.publish(paths))
    pages = sum(path.endswith(".html") for path in paths)
    made = {result.name: result.record for result in rendered if result.record.key}
    record = BuildRecord(before.source, tuple(problems), pages, made, staged.shape)
    record_build(session.store, staged.output, record)
    session.save_all()
    return BuildResult(problems=tuple(problems), changed=changed, pages=pages)
