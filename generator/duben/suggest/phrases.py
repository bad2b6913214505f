"""Terms that no pattern shows: words that keep company more often than chance would have it.

A run of words is a term when its parts attract each other (pointwise mutual information) and its neighbours vary on
both sides (boundary entropy), after Church and Hanks, "Word Association Norms" (1990).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import log2

from duben import chinese
from duben.suggest.sightings import GRAMMAR, Sighting, Why, han_runs

FEWEST = 3
"""Times that a term must occur."""
MOST_WORDS = 4
SHORTEST, LONGEST = 3, 8
"""Characters in a term."""
ATTRACTION = 4.0
"""Least mutual information between its parts, in bits."""
VARIETY = 0.8
"""Least entropy of its neighbours on either side, in bits."""

Words = tuple[str, ...]


def phrases(texts: Sequence[str]) -> Iterator[tuple[int, Sighting]]:
    """The number of the text, and the place, of every occurrence of every term in some `open_text`s."""
    runs = [
        (number, run.start(), chinese.segment(run[0])) for number, text in enumerate(texts) for run in han_runs(text)
    ]
    counts: Counter[Words] = Counter()
    for _, _, words in runs:
        counts.update(
            tuple(words[i:j]) for i in range(len(words)) for j in range(i + 1, min(i + MOST_WORDS, len(words)) + 1)
        )
    total = sum(count for gram, count in counts.items() if len(gram) == 1)
    terms = {
        gram
        for gram, count in counts.items()
        if count >= FEWEST and _may_be_term(gram) and _attracts(gram, counts, total)
    }
    terms &= _varied(terms, [words for _, _, words in runs])
    for number, start, words in runs:
        yield from ((number, sighting) for sighting in _places(words, start, terms))


def _may_be_term(gram: Words) -> bool:
    """Whether it is of the right length, and all of it more than grammar."""
    if not SHORTEST <= sum(map(len, gram)) <= LONGEST:
        return False
    return not any(GRAMMAR.issuperset(word) for word in gram) and not gram[0][0].isnumeric()


def _attracts(gram: Words, counts: Counter[Words], total: int) -> bool:
    return all(
        log2(counts[gram] * total / (counts[gram[:cut]] * counts[gram[cut:]])) >= ATTRACTION
        for cut in range(1, len(gram))
    )


def _varied(terms: set[Words], runs: Sequence[Sequence[str]]) -> set[Words]:
    """The terms whose neighbours vary; the end of a run is a new neighbour every time."""
    before: defaultdict[Words, Counter[str]] = defaultdict(Counter)
    after: defaultdict[Words, Counter[str]] = defaultdict(Counter)
    for number, words in enumerate(runs):
        for i in range(len(words)):
            for j in range(i + 1, min(i + MOST_WORDS, len(words)) + 1):
                if (gram := tuple(words[i:j])) in terms:
                    before[gram][words[i - 1] if i else f"^{number}"] += 1
                    after[gram][words[j] if j < len(words) else f"${number}"] += 1
    return {gram for gram in terms if min(_entropy(before[gram]), _entropy(after[gram])) >= VARIETY}


def _entropy(counts: Counter[str]) -> float:
    total = counts.total()
    return -sum(count / total * log2(count / total) for count in counts.values())


def _places(words: Sequence[str], start: int, terms: set[Words]) -> Iterator[Sighting]:
    """The longest term at each place, from left to right."""
    i = 0
    while i < len(words):
        longest = min(i + MOST_WORDS, len(words))
        j = next((j for j in range(longest, i, -1) if tuple(words[i:j]) in terms), i)
        why: Why = "phrase" if j - i > 1 else "word"
        length = sum(map(len, words[i : max(j, i + 1)]))
        if j > i:
            yield Sighting(start, start + length, why)
        start += length
        i = max(j, i + 1)
