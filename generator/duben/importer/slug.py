"""Chooses the slug of an imported article: from the file name if that is meaningful, else from date and title."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

from duben.chinese import fold, read, segment
from duben.model.article import Slug

if TYPE_CHECKING:
    import datetime as dt

_LONGEST = 40
_LONGEST_NAME = 200
"""Systems allow 255 bytes, and a character such as ㎢ becomes several letters."""
_SHORTEST_WORD = 3
_GENERIC = re.compile(
    r"articles?|copy|doc|document|download|draft|file|import|input|item|news|output|page|paste|post|raw|sample|seed|story"
    r"|temp|test|text|untitled|web"
)
"""Words that a meaningless file name may have."""


def make_slug(stem: str, title: str, date: dt.date | None) -> Slug:
    """A slug of lower-case ASCII words joined by hyphens; the same for the same file.

    `stem` is the file's name without its extension, `title` the article's title, `date` its day of publication if
    known. A Chinese title becomes pinyin: `老人谈小城的灯` → `laoren-tan-xiaocheng-de-deng`.
    """
    words = _ascii_words(stem)
    if any(_is_meaningful(word) for word in words):
        return Slug("-".join(words)[:_LONGEST_NAME].strip("-"))
    read_title = _shortened(_in_pinyin(title))
    if not read_title:
        read_title = [f"text-{hashlib.sha256((stem + title).encode()).hexdigest()[:8]}"]
    return Slug("-".join(([date.isoformat()] if date else []) + read_title))


def _ascii_words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text)
    return re.findall(r"[a-z0-9]+", "".join(char for char in plain if not unicodedata.combining(char)).lower())


def _is_meaningful(word: str) -> bool:
    """Whether a word of a file name is not a number, a hash or a generic word."""
    pronounceable = word.isalpha() and re.search("[aeiouy]", word) is not None
    return pronounceable and len(word) >= _SHORTEST_WORD and not _GENERIC.fullmatch(word)


def _in_pinyin(title: str) -> list[str]:
    """The words of a title in ASCII. Chinese words become pinyin without tones, with v for ü as in input methods."""
    words = segment(fold(title))
    spelled = (
        "".join(syllable or "" for syllable in reading) if reading else word
        for word, reading in zip(words, read(words), strict=True)
    )
    return [ascii_word for word in spelled for ascii_word in _ascii_words(re.sub("[üǖǘǚǜ]", "v", word))]


def _shortened(words: list[str]) -> list[str]:
    """As many words as fit, counted from the first; at least one."""
    kept: list[str] = []
    for word in words:
        if kept and len("-".join([*kept, word])) > _LONGEST:
            break
        kept.append(word[:_LONGEST])
    return kept
