"""Turns an explanation of a word into JSON for the word's card: rows of text and links, and texts to copy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from duben import chinese
from duben.model.words import Region, Script
from duben.preview.explain import Explanation, Fix, Location, Question
from duben.preview.extras import source_address

LinkedText = tuple[str, str]
"""A text and the address that it links to; an empty address is no link."""

STALE = "The file has changed since this page was made."
_SCRIPTS: dict[str, Script] = {"hans": "hans", "hant": "hant"}
_REGIONS: dict[Region, str] = {"tw": "Taiwan", "hk": "Hong Kong", "cn": "the mainland"}
_LONGEST_NUMBER = 6
_CERTAIN = 0.995
_MAX_OPTIONS = 4
_READING_SOURCES = {
    "correction": "our table of corrections",
    "neutral": "our table of neutral tones",
    "family": "our table of word families",
    "phrase": "pypinyin’s phrase",
    "character": "pypinyin, by character",
    "grammar": "a rule of grammar",
    "surname": "a family name",
    "taiwan": "Taiwan’s standard",
}
_DECIDED_BY = {
    "text": "an override in the text",
    "article": "this article’s ",
    "entry": "the entry ",
    "site": "the site’s ",
    "vocabulary": "Taiwan’s vocabulary",
}
_WHERE = {"text": " here", "article": " in article", "glossary": ""}
_ABOUT = {"reading": "Reading", "forms": "Forms", "entry": "Glossary entry"}


def parse_question(page: str, block: str, script: str, at: str) -> Question | None:
    """The question in the parameters of a request; `None` if they are not valid."""
    if script not in _SCRIPTS or not at.isdecimal() or len(at) > _LONGEST_NUMBER:
        return None
    return Question(page=page.removeprefix("/"), block=block, script=_SCRIPTS[script], at=int(at))


def answer(found: Explanation, folder: Path, source_link: str) -> dict[str, object]:
    """The explanation as JSON values for the preview's script `why.js`."""

    def place(location: Location) -> LinkedText:
        text = f"{location.path}:{location.line}:{location.column}"
        return text, source_address(source_link, folder / location.path, location.line, location.column)

    rows = {
        "Decided by": _decided(found, place),
        "Reading": _joined(_reading_sources(found.why.reading)),
        "Spoken": _joined(_spoken(found)),
        "Traditional" if found.script == "hans" else "Simplified": _joined(
            _form_sources(found.why.forms, found.region)
        ),
        "Source": [place(found.place)],
    }
    return {
        "word": [found.word.simplified, found.word.traditional],
        "rows": [{"name": name, "said": said} for name, said in rows.items() if said],
        "copies": [_copy(fix) for fix in found.fixes],
    }


def _joined(sentences: Iterator[str]) -> list[LinkedText]:
    text = "; ".join(sentences)
    return [(text, "")] if text else []


def _copy(fix: Fix) -> dict[str, str]:
    return {"label": f"{_ABOUT[fix.about]}{_WHERE[fix.where]}", "text": fix.text}


def _decided(found: Explanation, place: Callable[[Location], LinkedText]) -> list[LinkedText]:
    """The override or entry that decided the word, with its page and its place in the source."""
    decided_by = found.why.decided_by
    if decided_by is None:
        return []
    said: list[LinkedText] = [(_DECIDED_BY[decided_by], "")]
    if decided_by in {"article", "site"} and not found.decided_at:  # a table in one line has no places of its own
        said.append(("tables", ""))
    for number, location in enumerate(found.decided_at):
        page = f"/glossary/{found.word.term}.html" if decided_by == "entry" else ""
        said += [(" and " if number else "", ""), (location.about, page), (", ", ""), place(location)]
    return [(text, link) for text, link in said if text]


def _reading_sources(causes: Sequence[chinese.ReadCause]) -> Iterator[str]:
    """Each table or rule with the characters it decided, then whether the model agrees."""
    groups = [
        (by, [*group]) for by, group in groupby(causes, key=lambda cause: (cause.by, cause.said, _is_model(cause)))
    ]
    for _, group in groups:
        spelled = " ".join(syllable for cause in group for syllable in cause.syllables)
        part = "".join(cause.part for cause in group)
        yield (f"{part} {spelled}: " if len(groups) > 1 else "") + _reading_source(group[0])
    yield from _agreement([cause for cause in causes if cause.chance and cause.by != "model"])


def _agreement(causes: Sequence[chinese.ReadCause]) -> Iterator[str]:
    """How sure the model is of readings that a table decided."""
    if all(cause.chance >= _CERTAIN for cause in causes):
        yield from [f"the model agrees, {_percent(_CERTAIN)}"] if causes else []
    else:
        yield "the model agrees: " + ", ".join(f"{cause.part} {_percent(cause.chance)}" for cause in causes)


def _is_model(cause: chinese.ReadCause) -> object:
    """Grouping key: each cause from the model has its own chance, so it is a group of its own."""
    return cause if cause.by == "model" else None


def _reading_source(cause: chinese.ReadCause) -> str:
    if cause.by == "model":
        return f"the model, {_percent(cause.chance)} sure; next {cause.second}"
    if cause.by == "taiwan":
        return f"{_READING_SOURCES[cause.by]}, elsewhere {cause.said}"
    return f"{_READING_SOURCES[cause.by]} {cause.said}".strip()


def _percent(chance: float) -> str:
    """A chance in per cent, never 100%."""
    return "over 99%" if chance >= _CERTAIN else f"{chance:.0%}"


def _spoken(found: Explanation) -> Iterator[str]:
    if found.sound:
        yield f"{chinese.spell(filter(None, found.sound))}, by tone sandhi"


def _form_sources(causes: Sequence[chinese.FormCause], region: Region) -> Iterator[str]:
    """The cause of each part that changed; "unchanged" if none did."""
    changed = [cause for cause in causes if cause.by != "same"]
    if causes and not changed:
        yield "unchanged"
    for _, group in groupby(
        changed, key=lambda cause: cause if cause.by != "character" or cause.standard else cause.by
    ):
        same = [*group]
        part, form = "".join(cause.part for cause in same), "".join(cause.form for cause in same)
        label = f"{part} → {form}: " if part != form and len(causes) > 1 else f"{part}: " if len(causes) > 1 else ""
        yield label + _form_source(same[0], _REGIONS[region])


def _form_source(cause: chinese.FormCause, region: str) -> str:
    shape = f", in {region}’s shape of {cause.standard}" if cause.standard else ""
    match cause.by:
        case "own":
            return f"our table of forms. {cause.reason}"
        case "phrase":
            return f"OpenCC’s phrase {cause.part}{shape}"
        case "shape":
            return f"{region}’s shape"
        case "name":
            return "our table of proper names"
        case "rule":
            return f"{_rule(cause.rule)}. {cause.reason}"
    return f"OpenCC, by character{shape}"


def _rule(line: str) -> str:
    """A rule as it is written, with long lists of words shortened."""
    condition, _, form = line.partition("→")
    if condition.strip() == "_":
        return f"{form.strip()} where no neighbour decides otherwise"
    return "by its neighbours, " + " ".join(map(_shortened, line.split()))


def _shortened(element: str) -> str:
    options = element.split("|")
    return "|".join(options[:_MAX_OPTIONS]) + "|…" if len(options) > _MAX_OPTIONS else element
