"""Writes `chinese/data/made/phrases.txt`, what the segmenter should never cut; to run after changing a table.

Every phrase taught may also swallow the edges of its neighbours (平台|风险 → 平|台风险), so few are: a list of our own,
and OpenCC's phrases of four characters and more, or of three where no part is a word by itself, if the segmenter would
cut them and the pieces would be converted otherwise. Shorter ones are left to the rules. Names of three characters and
more that the segmenter's dictionary lacks are taught too.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import rjieba

from duben.chinese.conversion.rules import Piece, form_of, tables
from duben.chinese.script import fold, to_traditional
from duben.chinese.tables.conversion_tables import own_data
from duben.chinese.tables.files import MADE, proper_names

_LONG = 4
_UNTAUGHT = rjieba.Jieba()
"""The module's own one is taught what is here."""


def phrases() -> Iterator[str]:
    """The phrases, folded."""
    yield from own_data("forms")["teach"]["words"].split()
    yield from _names()
    facts = tables("s2t", "tw")
    for phrase in facts.dictionary.phrases:
        if _is_safe(phrase) and _is_needed(phrase, form_of(Piece(phrase), facts).text):
            yield phrase


def _names() -> Iterator[str]:
    """The long names of our table that the segmenter does not know."""
    for name in (name.replace("·", "") for name in proper_names()):
        if len(name) >= _LONG - 1 and fold(name) == name and not _UNTAUGHT.has_word(name):
            yield name


def _is_safe(phrase: str) -> bool:
    """Whether a phrase is Simplified, and long or without a word at either end that might belong to a neighbour."""
    if fold(phrase) != phrase:
        return False
    if len(phrase) >= _LONG:
        return True
    return len(phrase) == _LONG - 1 and not any(map(_UNTAUGHT.has_word, (phrase[1:], phrase[:-1])))


def _is_needed(phrase: str, form: str) -> bool:
    """Whether the segmenter would cut the phrase and its words would then be converted otherwise."""
    words = _UNTAUGHT.cut(phrase, hmm=False)
    return len(words) > 1 and "".join(to_traditional(words, "tw")) != form


def main() -> None:
    """Write the file."""
    Path(str(MADE)).joinpath("phrases.txt").write_text(
        "".join(f"{phrase}\n" for phrase in sorted(set(phrases()))), "utf-8"
    )


if __name__ == "__main__":
    main()
