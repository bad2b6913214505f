"""What one article gives to the search for echoes: its words without punctuation, and a sample of their hashes."""

from __future__ import annotations

import re
from array import array
from typing import TypeAlias
from zlib import crc32

GRAM = 8
"""Characters hashed together; shorter grams meet by chance too often, longer ones miss reworded passages."""
SHORTEST = 13
"""Fewest shared characters of an echo, after normalising."""
WINDOW = SHORTEST - GRAM + 1

Fingerprints: TypeAlias = "array[int]"
"""Ascending; each is a 32-bit hash of a gram, then 32 bits for the gram's place in the normalised text."""
HALF = 1 << 32
"""What divides the two."""


class _Normal(dict[int, str | None]):
    """`str.translate` table, filled as characters are met: one character or nothing for each character."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        if 0xFF01 <= code <= 0xFF5E:  # noqa: PLR2004 — full-width ASCII
            character = chr(code - 0xFEE0)
        lowered = character.lower()
        self[code] = normal = (lowered if len(lowered) == 1 else character) if character.isalnum() else None
        return normal


NORMAL = _Normal()
"""The normalised character for a code point, `None` for one that is dropped."""
_PLAIN_MARKS = re.compile(r"[ \n，。、；：？！“”‘’（）《》「」『』—…]+")
_OTHER = re.compile(r"[^0-9a-z\u3400-\u4dbf\u4e00-\u9fff]+")
"""What the table is asked for; it would leave the rest as it is."""
_BOILERPLATE = re.compile(
    r"^(?=.{1,80}$).*(?:版权|未经.{0,10}(?:授权|许可|允许)|(?:禁止|谢绝|欢迎|不得|请勿|如需)转载|转载(?:请|须|自)|免责声明|原标题"
    r"|(?:责任?编辑?|校对|审核|来源|作者|记者|通讯员|文)\s*[:：/丨|]|(?:扫码|点击).{0,8}关注|公众号|copyright).*$",
    re.IGNORECASE | re.MULTILINE,
)


def without_boilerplate(text: str) -> str:
    """Blanks the lines that every article of a paper carries; offsets stay as they are."""
    return _BOILERPLATE.sub(lambda line: " " * len(line[0]), text)


def normalise(text: str) -> str:
    """The letters, digits and characters of `text`, Latin in lower case and half width; one for one."""
    return _OTHER.sub(lambda run: run[0].translate(NORMAL), _PLAIN_MARKS.sub("", text))


_LATIN = re.compile(rf"[\x00-\x7f]{{{GRAM},}}")
_NEVER = 1 << 64


def fingerprints(text: str) -> Fingerprints:
    """The fingerprints of one article, from its text as `Source` has it.

    Any `SHORTEST` normalised characters in a row that are not all Latin leave at least one, and the same one wherever
    they stand. A gram of Latin alone is passed over wherever its window has another: it is a name, not a passage.
    """
    words = normalise(without_boilerplate(text))
    data = words.encode("utf-32-le")
    hashes = [
        crc32(data[4 * place : 4 * (place + GRAM)]) << 32 | place for place in range(max(0, len(words) - GRAM + 1))
    ]
    for latin in _LATIN.finditer(words):
        for place in range(latin.start(), latin.end() - GRAM + 1):
            hashes[place] = _NEVER
    if len(hashes) < WINDOW:
        return array("Q")
    chosen = set(map(min, *(hashes[shift:] for shift in range(WINDOW))))
    chosen.discard(_NEVER)
    return array("Q", sorted(chosen))
