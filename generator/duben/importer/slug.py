"""Names an imported article: by its file's name if that says something, else by its date and how its title is read."""

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
_SHORTEST_WORD = 3
_SAYS_NOTHING = re.compile(
    r"articles?|copy|doc|document|download|draft|file|import|input|item|news|output|page|paste|post|raw|sample|seed|story"
    r"|temp|test|text|untitled|web"
)
"""Names that any file could have."""


def slug_of(stem: str, title: str, date: dt.date | None) -> Slug:
    """A name of ASCII words in lower case, joined by hyphens; the same for the same file.

    `stem` is the file's name without its ending, `title` the article's, `date` when it was published, if known.
    """
    words = _ascii_words(stem)
    if any(_says_something(word) for word in words):
        return Slug("-".join(words))
    read_title = _shortened(_spelled(title))
    if not read_title:
        read_title = [f"text-{hashlib.sha256((stem + title).encode()).hexdigest()[:8]}"]
    return Slug("-".join(([date.isoformat()] if date else []) + read_title))


def _ascii_words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text)
    return re.findall(r"[a-z0-9]+", "".join(char for char in plain if not unicodedata.combining(char)).lower())


def _says_something(word: str) -> bool:
    """Whether a word of a file's name is more than a number, a hash or a name that any file could have."""
    pronounceable = word.isalpha() and re.search("[aeiouy]", word) is not None
    return pronounceable and len(word) >= _SHORTEST_WORD and not _SAYS_NOTHING.fullmatch(word)


def _spelled(title: str) -> list[str]:
    """The words of a title in ASCII: Chinese ones as toneless pinyin (ü as v, as one types it)."""
    words = segment(fold(title))
    spelled = (
        "".join(syllable or "" for syllable in reading) if reading else word
        for word, reading in zip(words, read(words), strict=True)
    )
    return [ascii_word for word in spelled for ascii_word in _ascii_words(re.sub("[üǖǘǚǜ]", "v", word))]


def _shortened(words: list[str]) -> list[str]:
    """As many of the first words as fit; at least one."""
    kept: list[str] = []
    for word in words:
        if kept and len("-".join([*kept, word])) > _LONGEST:
            break
        kept.append(word[:_LONGEST])
    return kept
