"""An annotator that keeps what it was asked, and what made it answer so, word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal, NamedTuple

from duben import chinese
from duben.article.annotate import Annotator
from duben.article.term_matcher import Span, TermMatcher
from duben.model.words import Script, Word

DecidedBy = Literal["text", "article", "entry", "site"]
"""What may decide a word beforehand: an override in the text, the article's tables, an entry, the site's tables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A text as it was put to the annotator, and the words that it made of it."""

    text: str
    script: Script
    own: TermMatcher | None
    fixed: tuple[Span, ...]
    words: tuple[Word, ...]

    @property
    def written(self) -> list[str]:
        """The words as the text has them."""
        return [word.form(self.script) for word in self.words]


@dataclass(frozen=True, slots=True)
class RecordingAnnotator(Annotator):
    """An annotator that keeps the runs of a block, which are what it is asked with cuts."""

    runs: list[Run] = field(default_factory=list)

    def words(
        self,
        text: str,
        script: Script,
        own: TermMatcher | None = None,
        cuts: Sequence[int] = (),
        fixed: Sequence[Span] = (),
    ) -> list[Word]:
        """As the annotator's own."""
        words = Annotator.words(self, text, script, own, cuts, fixed)
        if cuts:
            self.runs.append(Run(text=text, script=script, own=own, fixed=tuple(fixed), words=tuple(words)))
        return words


class Causes(NamedTuple):
    """Why a word is so: what has decided it beforehand, or else why it is read and written as it is."""

    locked: DecidedBy | None
    reading: tuple[chinese.ReadCause, ...] = ()
    forms: tuple[chinese.FormCause, ...] = ()


def causes(run: Run, index: int, annotator: Annotator) -> Causes:
    """Why word number `index` of `run` is as it is."""
    written, folded = run.written, chinese.fold(run.text)
    starts = [*accumulate(map(len, written), initial=0)]
    spans = {span.start: span for span in annotator.spans(run.text, folded, run.script, run.own, run.fixed)}
    decided = {number: spans[start].word for number, start in enumerate(starts[:-1]) if start in spans}
    if index in decided:
        return Causes(_locked(run, folded, spans[starts[index]]))
    single = chinese.fold(written[index])
    if run.own and single in run.own.single_characters:
        return Causes("article")
    if single in annotator.matcher.single_characters:
        return Causes("site")
    words = chinese.word_stream(run.script, annotator.region, annotator.standard).words(written, decided)
    return Causes(
        None,
        chinese.why_read([word.simplified for word in words], index, annotator.standard),
        chinese.why_written(written, index, run.script, annotator.region),
    )


def _locked(run: Run, folded: str, span: Span) -> DecidedBy:
    if span in run.fixed:
        return "text"
    if run.own and span in run.own.spans(run.text, folded, run.script, run.fixed):
        return "article"
    return "entry" if span.word.term else "site"
