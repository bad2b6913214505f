"""Finds terms that no pattern matches: words that occur together more often than by chance.

A sequence of words is a term if two conditions hold. Its parts attract each other (pointwise mutual information, after
Church and Hanks, "Word Association Norms", 1990). Its neighbours vary on both sides (boundary entropy).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import log2

from duben import chinese
from duben.suggest.candidates import FUNCTION_CHARACTERS, Candidate, Reason, han_runs

MIN_COUNT = 3
"""Minimum number of occurrences."""
MAX_WORDS = 4
MIN_LENGTH, MAX_LENGTH = 3, 8
"""Length of a term in characters."""
MIN_MUTUAL_INFORMATION = 4.0
"""Minimum mutual information between the parts, in bits."""
MIN_NEIGHBOUR_ENTROPY = 0.8
"""Minimum entropy of the neighbours on either side, in bits."""

Words = tuple[str, ...]


def collocations(texts: Sequence[str]) -> Iterator[tuple[int, Candidate]]:
    """Each occurrence of each term in some `masked_text`s, with the index of its text."""
    runs = [
        (number, run.start(), chinese.segment(run[0])) for number, text in enumerate(texts) for run in han_runs(text)
    ]
    counts: Counter[Words] = Counter()
    for _, _, words in runs:
        counts.update(
            tuple(words[i:j]) for i in range(len(words)) for j in range(i + 1, min(i + MAX_WORDS, len(words)) + 1)
        )
    total = sum(count for gram, count in counts.items() if len(gram) == 1)
    terms = {
        gram
        for gram, count in counts.items()
        if count >= MIN_COUNT and _is_possible_term(gram) and _is_cohesive(gram, counts, total)
    }
    terms &= _with_varied_neighbours(terms, [words for _, _, words in runs])
    for number, start, words in runs:
        yield from ((number, candidate) for candidate in _occurrences(words, start, terms))


def _is_possible_term(gram: Words) -> bool:
    """Whether the length fits and no word is a function word or begins with a numeral."""
    if not MIN_LENGTH <= sum(map(len, gram)) <= MAX_LENGTH:
        return False
    return not any(FUNCTION_CHARACTERS.issuperset(word) for word in gram) and not gram[0][0].isnumeric()


def _is_cohesive(gram: Words, counts: Counter[Words], total: int) -> bool:
    return all(
        log2(counts[gram] * total / (counts[gram[:cut]] * counts[gram[cut:]])) >= MIN_MUTUAL_INFORMATION
        for cut in range(1, len(gram))
    )


def _with_varied_neighbours(terms: set[Words], runs: Sequence[Sequence[str]]) -> set[Words]:
    """The terms whose neighbours vary. The end of a run counts as a new neighbour each time."""
    before: defaultdict[Words, Counter[str]] = defaultdict(Counter)
    after: defaultdict[Words, Counter[str]] = defaultdict(Counter)
    for number, words in enumerate(runs):
        for i in range(len(words)):
            for j in range(i + 1, min(i + MAX_WORDS, len(words)) + 1):
                if (gram := tuple(words[i:j])) in terms:
                    before[gram][words[i - 1] if i else f"^{number}"] += 1
                    after[gram][words[j] if j < len(words) else f"${number}"] += 1
    return {gram for gram in terms if min(_entropy(before[gram]), _entropy(after[gram])) >= MIN_NEIGHBOUR_ENTROPY}


def _entropy(counts: Counter[str]) -> float:
    total = counts.total()
    return -sum(count / total * log2(count / total) for count in counts.values())


def _occurrences(words: Sequence[str], start: int, terms: set[Words]) -> Iterator[Candidate]:
    """The longest term at each position, from left to right."""
    i = 0
    while i < len(words):
        longest = min(i + MAX_WORDS, len(words))
        j = next((j for j in range(longest, i, -1) if tuple(words[i:j]) in terms), i)
        reason: Reason = "phrase" if j - i > 1 else "word"
        length = sum(map(len, words[i : max(j, i + 1)]))
        if j > i:
            yield Candidate(start, start + length, reason)
        start += length
        i = max(j, i + 1)
