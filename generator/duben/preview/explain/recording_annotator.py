"""An annotator that records the words of a block, to explain them later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from duben.article.annotate import Annotator, Run
from duben.article.term_matcher import TermMatcher
from duben.chinese import Span
from duben.model.words import Script


@dataclass(frozen=True, slots=True)
class RecordingAnnotator(Annotator):
    """An annotator that records the runs of a block. Only these have cuts; attributes have none."""

    runs: list[Run] = field(default_factory=list)

    def run(
        self,
        text: str,
        script: Script,
        own: TermMatcher | None = None,
        cuts: Sequence[int] = (),
        fixed: Sequence[Span] = (),
    ) -> Run:
        """As `Annotator.run`, but recorded."""
        run = Annotator.run(self, text, script, own, cuts, fixed)
        if cuts:
            self.runs.append(run)
        return run
