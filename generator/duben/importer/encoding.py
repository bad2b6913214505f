"""Detects the encoding of a Chinese text.

A byte order mark or valid UTF-8 decides. Otherwise the legacy encodings compete. GB18030 and Big5 accept each other's
bytes, so a strict decoder cannot tell them apart. A wrong decoding yields rare characters: the decoding with the most
common characters wins. If no decoding clearly wins, the text is unreadable.
"""

from __future__ import annotations

import codecs
import unicodedata

from duben.chinese import fold

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LEGACY = (("gb18030",), ("cp950", "big5hkscs"))
"""Encoding families. Of each family, the first encoding that decodes every byte competes. HKSCS extends Big5."""
_TRIED = "GB18030, Big5 or Big5-HKSCS"
_PLAUSIBLE = 0.25
"""Minimum share of common characters. Prose has about 0.7, dense Cantonese 0.4, a wrong decoding under 0.1."""
_MARGIN = 2.0
"""The best decoding must score this many times higher than any other."""
_EVIDENCE = 2
"""Minimum number of letters; fewer prove nothing."""
_COMMON = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然"
    "家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把"
    "机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果"
    "加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔"
    "更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展"
    "马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共"
    "确传师观清今切院让识候带导争运"
)
"""The most common characters of written Chinese, folded. They make up two thirds of ordinary text."""


class UnreadableTextError(ValueError):
    """The bytes are not text in any supported encoding; `offset` is the first byte that is not UTF-8."""

    def __init__(self, message: str, offset: int = 0) -> None:
        super().__init__(message)
        self.offset = offset


def decode(data: bytes) -> tuple[str, str]:
    """The text of `data`, and the Python name of its encoding.

    `utf-8`, `utf-8-sig` (with byte order mark) and `utf-16` are certain. `gb18030`, `cp950` and `big5hkscs` are guesses
    from the text. Raises `UnreadableTextError` if no encoding gives plausible text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding), encoding
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return _legacy(data, error.start)
    if "\0" in text:
        message = "the file contains NUL bytes: it is binary, or UTF-16 without a byte order mark"
        raise UnreadableTextError(message, data.index(0))
    return text, "utf-8"


def _strictly(data: bytes, encoding: str) -> str:
    """Decode with the encoding that the byte order mark announces."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        message = f"the byte order mark says {encoding}, but the file is not {encoding}: {error.reason}"
        raise UnreadableTextError(message) from None
    if "\0" in text:
        message = f"the byte order mark says {encoding}, but the text contains NUL characters"
        raise UnreadableTextError(message)
    return text


def _legacy(data: bytes, offset: int) -> tuple[str, str]:
    """Decode with the one legacy encoding that gives plausible Chinese."""
    readings = [reading for family in _LEGACY if (reading := _first_decoding(data, family))]
    ranked = sorted(((_plausibility(text), text, encoding) for text, encoding in readings), reverse=True)
    best, *others = [score for score, _, _ in ranked] or [0.0]
    if best < _PLAUSIBLE or any(best < _MARGIN * other for other in others):
        raise UnreadableTextError(
            f"byte {offset + 1} is not UTF-8, and the file is not Chinese text in {_TRIED}", offset
        )
    return ranked[0][1], ranked[0][2]


def _first_decoding(data: bytes, family: tuple[str, ...]) -> tuple[str, str] | None:
    """The text and the name of the first encoding in a family that decodes every byte."""
    for encoding in family:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return None


def _plausibility(text: str) -> float:
    """The share of common Han characters among all non-ASCII letters, unassigned and private-use ones included."""
    letters = [
        char
        for char in fold(text)
        if not char.isascii() and (char.isalpha() or unicodedata.category(char) in {"Co", "Cn"})
    ]
    if "\0" in text or len(letters) < _EVIDENCE:
        return 0.0
    return sum(char in _COMMON for char in letters) / len(letters)
