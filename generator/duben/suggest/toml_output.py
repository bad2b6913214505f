"""Writes suggestions as TOML, ready to paste into `content/glossary/` and complete."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator

from duben import chinese
from duben.model.words import TermId
from duben.suggest.candidates import Reason
from duben.suggest.ranking import Suggestion

_KINDS: dict[Reason, str] = {"person": "person", "transcription": "person", "title": "work"}
_REASONS: dict[Reason, str] = {
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
    """The suggestions as TOML, with counts and contexts as comments. New ids differ from those in `taken`."""
    used = {*taken}
    lines: list[str] = []
    for suggestion in suggestions:
        lines += _comment(suggestion)
        if suggestion.variant_of:
            lines += _alias(suggestion.variant_of, suggestion.form)
        else:
            name = suggestion.english if suggestion.english.isascii() else ""
            used.add(entry_id := free_id(name or suggestion.form, used))
            lines += _entry(entry_id, suggestion)
    return "\n".join(lines)


def _comment(suggestion: Suggestion) -> Iterator[str]:
    times = f"{suggestion.count} times in {suggestion.articles} article{'s'[: suggestion.articles > 1]}"
    yield f"# {times}: {_REASONS[suggestion.reason]}"
    yield from (f"#   {context}" for context in suggestion.contexts)


def _alias(entry: TermId, form: str) -> Iterator[str]:
    """A comment that says which entry a spelling belongs to."""
    yield f'# If this is "{entry}", add to that entry: aliases = [{_quoted(form)}]'
    yield ""


def _entry(entry_id: TermId, suggestion: Suggestion) -> Iterator[str]:
    """A new entry, its definition left empty."""
    yield "[[entry]]"
    yield f"id = {_quoted(entry_id)}"
    yield f"name = {_quoted(suggestion.form)}"
    yield f'kind = "{_KINDS.get(suggestion.reason, "concept")}"'
    if suggestion.english:
        yield f"english = {_quoted(suggestion.english)}"
    yield 'definition = ""'
    yield ""


def _quoted(text: str) -> str:
    """A TOML basic string; JSON strings have the same syntax."""
    return json.dumps(text, ensure_ascii=False)


def free_id(text: str, used: Collection[str]) -> TermId:
    """An id for a name that is not in `used`: the Latin name itself, otherwise pinyin without tones.

    `石桥` → `shiqiao`; if that is in use, `shiqiao-2`.
    """
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
    return TermId(name)
