"""Recognises 得 děi, must: too rare in labelled sentences for the model to learn it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.hanzi.segment import word_class

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
_BEFORE = frozenset(
    (
        *(
            "我",
            "你",
            "您",
            "他",
            "她",
            "它",
            "咱",
            "我们",
            "你们",
            "他们",
            "她们",
            "它们",
            "咱们",
            "大家",
            "自己",
            "谁",
        ),
        *("就", "还", "也", "都", "总", "只", "必须", "一定", "肯定", "可", "又", "非", "仍", "最后", "还是"),
    )
)
_RESULTS = frozenset("了到过出以着起来去知很更太不最")
"""What makes it to gain (我得了奖), or the mark of a complement (总得来说)."""
_CLASSES = ("v", "p", "d", "ad")
"""How the class of what follows begins: a verb, a preposition or an adverb (`ad` is an adjective used as one)."""


def obligations(words: Sequence[str]) -> Iterator[int]:
    """The indices of the words 得 that mean must: after a person or such an adverb, before something to be done."""
    for index in range(1, len(words) - 1):
        before, word, after = words[index - 1 : index + 2]
        if word == "得" and before in _BEFORE and after not in _RESULTS and word_class(after).startswith(_CLASSES):
            yield index
