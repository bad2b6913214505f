"""Computes the fingerprints of one article: a sample of the hashes of its normalised text."""

from __future__ import annotations

import re
from array import array
from itertools import chain, repeat
from typing import TypeAlias
from zlib import crc32

GRAM = 8
"""Characters in a gram. Shorter grams match by chance too often; longer ones miss reworded passages."""
SHORTEST = 13
"""Minimum length of a shared passage in normalised characters."""
WINDOW = SHORTEST - GRAM + 1
REPEATS = 2
"""Places of one gram in an article that count, from the first. A text that repeats itself has any number."""

Fingerprints: TypeAlias = "array[int]"
"""Ascending; each is `hash * PLACES + place`: a 32-bit hash of a gram, and its place in the normalised text."""
PLACES = 1 << 32
"""Number of possible places in a text."""


class _NormalisedCharacters(dict[int, str | None]):
    """A `str.translate` table that fills itself: each character becomes one character or nothing."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        if 0xFF01 <= code <= 0xFF5E:  # noqa: PLR2004 — full-width ASCII
            character = chr(code - 0xFEE0)
        lowered = character.lower()
        self[code] = normal = (lowered if len(lowered) == 1 else character) if character.isalnum() else None
        return normal


NORMALISED = _NormalisedCharacters()
"""The normalised character of a code point; `None` for one that is dropped."""
_COMMON_PUNCTUATION = re.compile(r"[ \n，。、；：？！“”‘’（）《》「」『』—…]+")
_NEEDS_TABLE = re.compile(r"[^0-9a-z\u3400-\u4dbf\u4e00-\u9fff]+")
"""Characters to look up in the table; it maps all others to themselves."""
_BOILERPLATE = re.compile(
    r"^(?=.{1,80}$).*(?:版权|未经.{0,10}(?:授权|许可|允许)|(?:禁止|谢绝|欢迎|不得|请勿|如需)转载|转载(?:请|须|自)|免责声明|原标题"
    r"|(?:责任?编辑?|校对|审核|来源|作者|记者|通讯员|文)\s*[:：/丨|]|(?:扫码|点击).{0,8}关注|公众号|copyright).*$",
    re.IGNORECASE | re.MULTILINE,
)


def without_boilerplate(text: str) -> str:
    """The text with boilerplate lines blanked, such as copyright notices and credits. Offsets stay the same."""
    return _BOILERPLATE.sub(lambda line: " " * len(line[0]), text)


def normalise(text: str) -> str:
    """The letters, digits and Han characters of `text`; Latin in lower case and half width."""
    return _NEEDS_TABLE.sub(lambda run: run[0].translate(NORMALISED), _COMMON_PUNCTUATION.sub("", text))


_LATIN = re.compile(rf"[\x00-\x7f]{{{GRAM},}}")
_UNSAMPLED = 1 << 64


def fingerprints(text: str) -> Fingerprints:
    """The fingerprints of one article, from its text as in `ArticleText`.

    Any `SHORTEST` normalised characters in a row leave at least one, the same one in each article, unless all are
    Latin, or an article repeats them. A gram of Latin alone is skipped if its window has another: it is a name, not a
    passage.
    """
    words = normalise(without_boilerplate(text))
    data = words.encode("utf-32-le")
    hashes = [
        crc32(data[4 * place : 4 * (place + GRAM)]) << 32 | place for place in range(max(0, len(words) - GRAM + 1))
    ]
    for latin in _LATIN.finditer(words):
        for place in range(latin.start(), latin.end() - GRAM + 1):
            hashes[place] = _UNSAMPLED
    if len(hashes) < WINDOW:
        return array("Q")
    chosen = set(map(min, *(hashes[shift:] for shift in range(WINDOW))))
    chosen.discard(_UNSAMPLED)
    ordered = sorted(chosen)
    earlier = chain(repeat(0, REPEATS), ordered)
    return array("Q", [each for each, other in zip(ordered, earlier, strict=False) if each >> 32 != other >> 32])
