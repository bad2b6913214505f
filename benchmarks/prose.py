"""Generates Chinese prose: sentences of plausible words, with frequencies by Zipf's law.

The words in `words.toml` are the most frequent. pypinyin's phrase table follows, words of frequent characters first. So
the number of different words grows with the text, as in real prose.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import TypeVar

from pypinyin.phrases_dict import phrases_dict

_TABLES: dict[str, str] = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))
WORDS = {key: text.split() for key, text in _TABLES.items()}
CLAUSES = """
n d v n|n v n 的 n|a 的 n d v n|n 对 n 的 n d v n|在 n 里 ， n v 了 n|n 把 n v 得 d a|一 m n 被 n v 了|n 和 n d v 着 n
n 的 n 比 n a|这 m n d a|没有 n 能 v n|n d 会 v n|有 m a 的 n v 着 n|n 从 n v n|如何 v n 才 a|n 给 n v 了 三 m n
n v n 之后 ， n 就 v n|i|n d i
"""
OPENED = 0.25
ENDS = "。。。。。。。。。？！；"
BATCH = 4096
FLATTENING = 6  # flattens the head of Zipf's law: the second word is more than half as frequent as the first


Item = TypeVar("Item")


class Prose:
    """Generates words, clauses and sentences as lists of words. A caller may put its own names in place of nouns."""

    def __init__(self, random: Random) -> None:
        self.random = random
        tail = _phrases()
        classes: dict[str, list[str]] = {
            "n": WORDS["nouns"] + [word for word in tail if len(word) in {2, 3}],
            "v": WORDS["verbs"],
            "a": WORDS["adjectives"],
            "d": WORDS["adverbs"],
            "m": WORDS["measures"],
            "o": WORDS["openers"],
            "i": [word for word in tail if len(word) == 4],  # noqa: PLR2004 - as idioms have
        }
        self._draws = {name: self.drawn(words) for name, words in classes.items()}
        self._clauses = self.drawn([part.split() for line in CLAUSES.strip().split("\n") for part in line.split("|")])

    def word(self, kind: str = "n") -> str:
        """A word of the class `kind`."""
        return next(self._draws[kind])

    def clause(self, subject: str = "") -> list[str]:
        """About six words without end punctuation; `subject` replaces their first noun."""
        parts = next(self._clauses)
        words = [next(self._draws[part]) if part in self._draws else part for part in parts]
        if subject:
            words[parts.index("n") if "n" in parts else 0] = subject
        return words

    def sentence(self, subject: str = "") -> list[str]:
        """One to four clauses; the last element is the end punctuation."""
        words = [next(self._draws["o"]), "，"] if self.random.random() < OPENED else []
        words += [*self.clause(subject), "，"]
        for _ in range(self.random.randrange(4)):
            words += [*self.clause(), "，"]
        words[-1] = self.random.choice(ENDS)
        return words

    def drawn(self, items: list[Item]) -> Iterator[Item]:
        """Random items without end, weighted by rank; many at a time for speed."""
        weights = list(accumulate(1 / (rank + FLATTENING) for rank in range(len(items))))
        while True:
            yield from self.random.choices(items, cum_weights=weights, k=BATCH)


@cache
def _phrases() -> list[str]:
    """Words of the phrase table, sorted by the frequency of their characters; none has a rare character."""
    lines = files("duben.chinese").joinpath("data/made/frequency.txt").read_text("utf-8").splitlines()
    ranks = {character: rank for rank, character in enumerate("".join(lines[1:]))}
    known = set().union(*WORDS.values())
    words = [word for word in phrases_dict if word not in known and all(character in ranks for character in word)]
    return sorted(words, key=lambda word: (sum(ranks[character] for character in word) / len(word), word))
