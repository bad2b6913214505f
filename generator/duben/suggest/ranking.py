"""Counts the candidates, compares them with known names and ranks them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log2

from duben import chinese
from duben.model.words import TermId
from duben.suggest.candidates import Candidate, Reason, SuggestSource, find_candidates, transcriptions
from duben.suggest.collocations import collocations
from duben.suggest.variants import KnownNames, lower

WEIGHTS: Mapping[Reason, float] = {
    "glossed": 3.0,
    "person": 2.5,
    "latin": 2.0,
    "title": 1.6,
    "phrase": 1.5,
    "transcription": 1.2,
    "quoted": 1.0,
    "word": 0.8,
}
"""The weight of each reason. A name found for several reasons takes the highest."""
MIN_PLACES: Mapping[Reason, int] = {"quoted": 2, "transcription": 2}
"""Minimum number of places if this is the only kind of reason; otherwise one."""
MAX_CONTEXTS = 3
CONTEXT_CHARACTERS = 16
"""Characters shown on either side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A form for a new glossary entry, or a new spelling for the entry `variant_of`."""

    form: str
    reason: Reason
    count: int
    articles: int
    contexts: tuple[str, ...]
    english: str = ""
    variant_of: TermId | None = None
    score: float


def suggest(sources: Sequence[SuggestSource], known: Mapping[str, TermId]) -> tuple[Suggestion, ...]:
    """The suggestions: first spellings of known names, then new names, each with the highest score first.

    `known` maps each name and alias, folded to Simplified, to its entry. The order of `sources` only decides which
    contexts are shown.
    """
    texts = [source.masked_text for source in sources]
    names = KnownNames(lower(known.items()))
    seen: defaultdict[str, list[tuple[int, Candidate]]] = defaultdict(list)
    for number, candidate in _all_candidates(texts, names):
        form = chinese.fold(sources[number].text[candidate.start : candidate.end]).lower()
        if form not in names.names:
            seen[form].append((number, candidate))
    found = (_suggestion(sources, form, places, names) for form, places in _outside_longer_names(seen).items())
    return tuple(sorted(filter(None, found), key=lambda each: (each.variant_of is None, -each.score, each.form)))


def _all_candidates(texts: Sequence[str], names: KnownNames) -> Iterator[tuple[int, Candidate]]:
    for number, text in enumerate(texts):
        for candidate in find_candidates(text):
            yield number, candidate
        for run in transcriptions(text):
            if place := names.within(text[run.start : run.end]):
                yield number, Candidate(run.start + place[0], run.start + place[1], run.reason)
            else:
                yield number, run
    yield from collocations(texts)


def _outside_longer_names(seen: Mapping[str, list[tuple[int, Candidate]]]) -> dict[str, list[tuple[int, Candidate]]]:
    """The names that also occur outside longer names."""
    spans: defaultdict[int, set[tuple[int, int]]] = defaultdict(set)
    for places in seen.values():
        for number, candidate in places:
            spans[number].add((candidate.start, candidate.end))
    inside: set[tuple[int, int, int]] = set()
    for number, each in spans.items():
        last = (0, 0)
        for start, end in sorted(each, key=lambda span: (span[0], -span[1])):
            if last[0] <= start and end <= last[1]:
                inside.add((number, start, end))
            else:
                last = (start, end)
    return {
        form: places
        for form, places in seen.items()
        if any((number, candidate.start, candidate.end) not in inside for number, candidate in places)
    }


def _suggestion(
    sources: Sequence[SuggestSource], form: str, places: Sequence[tuple[int, Candidate]], names: KnownNames
) -> Suggestion | None:
    """The suggestion for one form; `None` if the form is too rare."""
    reason = max((candidate.reason for _, candidate in places), key=lambda each: (WEIGHTS[each], each))
    spans = {(number, candidate.start, candidate.end) for number, candidate in places}
    close = names.close_to(form)
    if not close and len(spans) < MIN_PLACES.get(reason, 1):
        return None
    spelled = Counter(sources[number].text[start:end] for number, start, end in sorted(spans))
    articles = len({number for number, _, _ in spans})
    return Suggestion(
        form=spelled.most_common(1)[0][0],
        reason=reason,
        count=len(spans),
        articles=articles,
        contexts=tuple(_context(sources[number], start, end) for number, start, end in sorted(spans)[:MAX_CONTEXTS]),
        english=next((candidate.english for _, candidate in places if candidate.english), ""),
        variant_of=names.names[close] if close else None,
        score=round(WEIGHTS[reason] * log2(1 + len(spans)) * (1 + log2(articles)), 3),
    )


def _context(source: SuggestSource, start: int, end: int) -> str:
    """The range in its line, after the article's slug."""
    text = source.text
    first = max(text.rfind("\n", 0, start) + 1, start - CONTEXT_CHARACTERS)
    line_end = text.find("\n", end)
    last = min(line_end if line_end >= 0 else len(text), end + CONTEXT_CHARACTERS)
    return f"{source.slug}: {text[first:start]}[{text[start:end]}]{text[end:last]}"
