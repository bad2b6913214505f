"""Converts words to the spellings that find them, and spellings to the codes that find those of other typists.

A spelling is `yin'hang银行22`: syllables as one types them, the folded characters, and a tone for each. A Latin word is
its own spelling.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from duben import chinese
from duben.article.html import SCRIPTS
from duben.model.words import Script, Word

LONG = 4
"""From this length on, a run of characters also has the spellings of the words in it: 北京大学, 北京, 大学."""
SLIP = 4
"""The least letters of a word that is also found with a slip."""

_FINALS = re.compile("[aeiouvng']|(?<=[zcs])h")
_CONSONANTS = re.compile("[^aeiouv]")


@lru_cache(maxsize=50_000)
def word_spellings(word: Word) -> tuple[str, ...]:
    """The spellings of a word: of each run of Han characters, in both scripts."""
    return tuple(dict.fromkeys(found for script in SCRIPTS for found in _form_spellings(word, script)))


def _form_spellings(word: Word, script: Script) -> Iterator[str]:
    form, reading = chinese.fold(word.form(script)), word.reading(script)
    for is_read, run in groupby(zip(form, reading or (), strict=bool(reading)), key=lambda pair: pair[1] is not None):
        if is_read:
            pairs = list(run)
            text, syllables = "".join(char for char, _ in pairs), [syllable or "" for _, syllable in pairs]
            yield spelling(text, syllables)
            for part in chinese.inner_words(text) if len(text) >= LONG else ():
                start = text.index(part)
                yield spelling(part, syllables[start : start + len(part)])


def spelling(text: str, syllables: Sequence[str]) -> str:
    """`银行`, `("yín", "háng")` → `yin'hang银行22`. A neutral tone is 0."""
    return "'".join(map(typed, syllables)) + text + "".join(str(chinese.tone(syllable)) for syllable in syllables)


@lru_cache(maxsize=4096)
def typed(syllable: str) -> str:
    """A syllable as one types it: without tone mark, `v` for `ü`: `lǜ` → `lv`."""
    typed = unicodedata.normalize("NFC", syllable.lower()).translate(dict.fromkeys(map(ord, "üǖǘǚǜ"), "v"))
    return "".join(character for character in unicodedata.normalize("NFD", typed) if character.isalnum())


def codes(spelled: str) -> tuple[str, ...]:
    """The codes of a spelling: it is in the file of each.

    The first is its consonants but n, g and the h of zh, ch, sh: `yin'hang银行22` → `yh`. It survives what is typed
    most: initials (`yh`), and slips in finals and of z for zh (`yinhnag`). The second is its first letter and its
    vowels, `y-ia`: it survives other slips.
    """
    letters = re.match("[a-z']*", spelled)
    plain = letters[0] if letters else ""
    first = _FINALS.sub("", plain)[:3]
    if len(plain) < SLIP or (len(plain) < len(spelled) and "'" not in plain):
        return (first,)
    return first, f"{plain[0]}-{_CONSONANTS.sub('', plain)[:4]}"
