"""What the segmenter should never cut: phrases whose pieces, converted one by one, would give another form.

Every phrase taught may also swallow the edges of its neighbours (平台|风险 → 平|台风险), so few are: a list of our own,
OpenCC's phrases of four characters and more, and of three where no part is a word by itself. Shorter ones are left to
the rules.
"""

from __future__ import annotations

from collections.abc import Iterator

import rjieba

from generator.hanzi.conversion import converter
from generator.hanzi.dictionaries import own_data, to_traditional_dictionary


def phrase_keys() -> Iterator[str]:
    """The phrases, folded, that the segmenter is to keep whole."""
    yield from own_data("forms")["teach"]["words"].split()
    for phrase, form in to_traditional_dictionary("tw").phrases.items():
        if _is_safe(phrase) and _is_needed(phrase, form):
            yield phrase


def _is_safe(phrase: str) -> bool:
    """Whether a phrase is long, or has no word at either end that might belong to a neighbour."""
    long = 4
    return len(phrase) >= long or (
        len(phrase) == long - 1 and not rjieba.has_word(phrase[1:]) and not rjieba.has_word(phrase[:-1])
    )


def _is_needed(phrase: str, form: str) -> bool:
    """Whether the segmenter would cut the phrase and its words would then be converted otherwise."""
    dictionary = to_traditional_dictionary("tw")
    if form == "".join(map(dictionary.form, phrase)):
        return False
    words = rjieba.cut(phrase, False)  # noqa: FBT003 - the library's own signature
    return len(words) > 1 and "".join(converter("s2t", "tw").convert(words)) != form
