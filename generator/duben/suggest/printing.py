"""Suggestions as TOML, ready to be pasted into `content/glossary/` and completed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from duben import chinese
from duben.model.words import TermId
from duben.suggest.ranking import Suggestion
from duben.suggest.sightings import Why

_KINDS: dict[Why, str] = {"person": "person", "transcription": "person", "title": "work"}
_WHY: dict[Why, str] = {
    "glossed": "followed by its English name",
    "person": "a person who speaks or has a title",
    "latin": "in Latin letters",
    "title": "between 《 and 》",
    "phrase": "words that often occur together",
    "transcription": "looks like a foreign name",
    "quoted": "in quotation marks",
    "word": "a repeated word",
}


def as_toml(suggestions: Iterable[Suggestion], taken: Iterable[TermId] = ()) -> str:
    """The suggestions as TOML with their counts and contexts as comments; no id is one of those `taken`."""
    used = set[str](taken)
    return "\n".join(line for suggestion in suggestions for line in _lines(suggestion, used))


def _lines(suggestion: Suggestion, used: set[str]) -> Iterator[str]:
    """One suggestion: a new entry, or, for a spelling, a comment that says to which entry it would go."""
    times = f"{suggestion.count} times in {suggestion.articles} article{'s'[: suggestion.articles > 1]}"
    yield f"# {times}: {_WHY[suggestion.why]}"
    yield from (f"#   {context}" for context in suggestion.contexts)
    if suggestion.variant_of:
        yield f'# If this is "{suggestion.variant_of}", add to that entry: aliases = [{_quoted(suggestion.form)}]'
        yield ""
        return
    named = suggestion.english if suggestion.english.isascii() else ""
    yield "[[entry]]"
    yield f"id = {_quoted(free_id(named or suggestion.form, used))}"
    yield f"name = {_quoted(suggestion.form)}"
    yield f'kind = "{_KINDS.get(suggestion.why, "concept")}"'
    if suggestion.english:
        yield f"english = {_quoted(suggestion.english)}"
    yield 'definition = ""'
    yield ""


def _quoted(text: str) -> str:
    """A basic string of TOML, which JSON's strings are too."""
    return json.dumps(text, ensure_ascii=False)


def free_id(text: str, used: set[str]) -> str:
    """An id that is not `used`, and now is: the English or Latin name, else pinyin without tones."""
    words = [text]
    if not words[0].isascii():
        words = chinese.segment(chinese.fold(text))
        readings = chinese.read(words)
        words = [
            "".join(filter(None, reading)) if reading else word for word, reading in zip(words, readings, strict=True)
        ]
    typed = chinese.without_tones(" ".join(words)).lower().replace("ü", "v")
    base = "-".join(re.findall("[a-z0-9]+", typed)) or "entry"
    number, name = 1, base
    while name in used:
        number += 1
        name = f"{base}-{number}"
    used.add(name)
    return name
