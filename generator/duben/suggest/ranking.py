"""Sightings counted, compared with the known names, and put in order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log2

from duben import chinese
from duben.model.words import TermId
from duben.suggest.phrases import phrases
from duben.suggest.sightings import Sighting, SuggestSource, Why, sightings, transcriptions
from duben.suggest.variants import Known, lower

WEIGHTS: Mapping[Why, float] = {
    "glossed": 3.0,
    "person": 2.5,
    "latin": 2.0,
    "title": 1.6,
    "phrase": 1.5,
    "transcription": 1.2,
    "quoted": 1.0,
    "word": 0.8,
}
"""How telling each reason is; a name found for several reasons has the best of them."""
FEWEST: Mapping[Why, int] = {"quoted": 2, "transcription": 2}
"""How often a name must be seen that only this reason speaks for; once, unless said here."""
CONTEXTS = 3
AROUND = 16
"""Characters shown on either side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A name that the glossary might take up, or a spelling that the entry `variant_of` might."""

    form: str
    why: Why
    count: int
    articles: int
    contexts: tuple[str, ...]
    english: str = ""
    variant_of: TermId | None = None
    score: float


def suggest(sources: Sequence[SuggestSource], known: Mapping[str, TermId]) -> tuple[Suggestion, ...]:
    """The best first: spellings of known names, then new names.

    `known` gives the entry of each name and alias, folded to Simplified. The order of `sources` decides which contexts
    are shown, nothing else.
    """
    texts = [source.open_text for source in sources]
    names = Known(lower(known.items()))
    seen: defaultdict[str, list[tuple[int, Sighting]]] = defaultdict(list)
    for number, sighting in _sightings(texts, names):
        form = chinese.fold(sources[number].text[sighting.start : sighting.end]).lower()
        if form not in names.names:
            seen[form].append((number, sighting))
    found = (_suggestion(sources, form, places, names) for form, places in _without_parts(seen).items())
    return tuple(sorted(filter(None, found), key=lambda each: (each.variant_of is None, -each.score, each.form)))


def _sightings(texts: Sequence[str], names: Known) -> Iterator[tuple[int, Sighting]]:
    for number, text in enumerate(texts):
        for sighting in sightings(text):
            yield number, sighting
        for run in transcriptions(text):
            if place := names.within(text[run.start : run.end]):
                yield number, Sighting(run.start + place[0], run.start + place[1], run.why)
            else:
                yield number, run
    yield from phrases(texts)


def _without_parts(seen: Mapping[str, list[tuple[int, Sighting]]]) -> dict[str, list[tuple[int, Sighting]]]:
    """The names that are seen outside longer names too."""
    spans: defaultdict[int, set[tuple[int, int]]] = defaultdict(set)
    for places in seen.values():
        for number, sighting in places:
            spans[number].add((sighting.start, sighting.end))
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
        if any((number, sighting.start, sighting.end) not in inside for number, sighting in places)
    }


def _suggestion(
    sources: Sequence[SuggestSource], form: str, places: Sequence[tuple[int, Sighting]], names: Known
) -> Suggestion | None:
    """What is known of one form; `None` where it is not seen often enough."""
    why = max((sighting.why for _, sighting in places), key=lambda each: (WEIGHTS[each], each))
    spans = {(number, sighting.start, sighting.end) for number, sighting in places}
    close = names.close_to(form)
    if not close and len(spans) < FEWEST.get(why, 1):
        return None
    spelled = Counter(sources[number].text[start:end] for number, start, end in sorted(spans))
    articles = len({number for number, _, _ in spans})
    return Suggestion(
        form=spelled.most_common(1)[0][0],
        why=why,
        count=len(spans),
        articles=articles,
        contexts=tuple(_context(sources[number], start, end) for number, start, end in sorted(spans)[:CONTEXTS]),
        english=next((sighting.english for _, sighting in places if sighting.english), ""),
        variant_of=names.names[close] if close else None,
        score=round(WEIGHTS[why] * log2(1 + len(spans)) * (1 + log2(articles)), 3),
    )


def _context(source: SuggestSource, start: int, end: int) -> str:
    """A place in its line, after the article's name."""
    text = source.text
    first = max(text.rfind("\n", 0, start) + 1, start - AROUND)
    line_end = text.find("\n", end)
    last = min(line_end if line_end >= 0 else len(text), end + AROUND)
    return f"{source.slug}: {text[first:start]}[{text[start:end]}]{text[end:last]}"
