"""The answer to why a word is so, as its card shows it: rows of words and links, and texts to copy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from duben import chinese
from duben.model.words import Region, Script
from duben.preview.explain import Explanation, Fix, Location, Question
from duben.preview.extras import source_address

Said = tuple[str, str]
"""Some words, and where they lead, if anywhere."""

STALE = "The file has changed since this page was made."
_SCRIPTS: dict[str, Script] = {"hans": "hans", "hant": "hant"}
_REGIONS: dict[Region, str] = {"tw": "Taiwan", "hk": "Hong Kong", "cn": "the mainland"}
_LONGEST_NUMBER = 6
_SURE = 0.995
_MANY = 4
_READ = {
    "correction": "our corrections",
    "neutral": "our neutral tones",
    "family": "our word families",
    "phrase": "pypinyin’s phrase",
    "character": "pypinyin, by character",
    "grammar": "a rule of grammar",
    "surname": "a family name",
    "taiwan": "Taiwan’s standard",
}
_DECIDED = {
    "text": "an override in the text",
    "article": "this article’s ",
    "entry": "the entry ",
    "site": "the site’s ",
}
_WHERE = {"text": " here", "article": " in article", "glossary": ""}
_ABOUT = {"reading": "Reading", "forms": "Forms", "entry": "Glossary entry"}


def question(page: str, block: str, script: str, at: str) -> Question | None:
    """What a page asks, if it makes sense."""
    if script not in _SCRIPTS or not at.isdecimal() or len(at) > _LONGEST_NUMBER:
        return None
    return Question(page=page.removeprefix("/"), block=block, script=_SCRIPTS[script], at=int(at))


def answer(found: Explanation, folder: Path, source_link: str) -> dict[str, object]:
    """The explanation for the preview's script `why.js`."""

    def place(location: Location) -> Said:
        text = f"{location.path}:{location.line}:{location.column}"
        return text, source_address(source_link, folder / location.path, location.line, location.column)

    rows = {
        "Decided by": _decided(found, place),
        "Reading": _words(_reading(found.why.reading)),
        "Spoken": _words(_sound(found)),
        "Traditional" if found.script == "hans" else "Simplified": _words(_forms(found.why.forms, found.region)),
        "Source": [place(found.place)],
    }
    return {
        "word": [found.word.simplified, found.word.traditional],
        "rows": [{"name": name, "said": said} for name, said in rows.items() if said],
        "copies": [_copy(fix) for fix in found.fixes],
    }


def _words(sentences: Iterator[str]) -> list[Said]:
    text = "; ".join(sentences)
    return [(text, "")] if text else []


def _copy(fix: Fix) -> dict[str, str]:
    return {"label": f"{_ABOUT[fix.about]}{_WHERE[fix.where]}", "text": fix.text}


def _decided(found: Explanation, place: Callable[[Location], Said]) -> list[Said]:
    """What has decided the word beforehand, with its page and its place."""
    decided_by = found.why.decided_by
    if decided_by is None:
        return []
    said: list[Said] = [(_DECIDED[decided_by], "")]
    if decided_by in {"article", "site"} and not found.rulings:  # a table in one line has no places
        said.append(("tables", ""))
    for number, ruling in enumerate(found.rulings):
        page = f"/glossary/{found.word.term}.html" if decided_by == "entry" else ""
        said += [(" and " if number else "", ""), (ruling.about, page), (", ", ""), place(ruling)]
    return [(text, link) for text, link in said if text]


def _reading(causes: Sequence[chinese.ReadCause]) -> Iterator[str]:
    """Each table or rule with the characters it speaks for, then the model's agreement."""
    groups = [
        (by, [*group]) for by, group in groupby(causes, key=lambda cause: (cause.by, cause.said, _is_model(cause)))
    ]
    for _, group in groups:
        spelled = " ".join(syllable for cause in group for syllable in cause.syllables)
        part = "".join(cause.part for cause in group)
        yield (f"{part} {spelled}: " if len(groups) > 1 else "") + _by(group[0])
    yield from _agreement([cause for cause in causes if cause.chance and cause.by != "model"])


def _agreement(causes: Sequence[chinese.ReadCause]) -> Iterator[str]:
    """What the model says where a table has the same, from the word alone."""
    if all(cause.chance >= _SURE for cause in causes):
        yield from [f"the model agrees, {_percent(_SURE)}"] if causes else []
    else:
        yield "the model agrees: " + ", ".join(f"{cause.part} {_percent(cause.chance)}" for cause in causes)


def _is_model(cause: chinese.ReadCause) -> object:
    """What sets a cause of the model's apart from its neighbours: every one has its own chance."""
    return cause if cause.by == "model" else None


def _by(cause: chinese.ReadCause) -> str:
    if cause.by == "model":
        return f"the model, {_percent(cause.chance)} sure; next {cause.second}"
    if cause.by == "taiwan":
        return f"{_READ[cause.by]}, elsewhere {cause.said}"
    return f"{_READ[cause.by]} {cause.said}".strip()


def _percent(chance: float) -> str:
    """A chance is never whole."""
    return "over 99%" if chance >= _SURE else f"{chance:.0%}"


def _sound(found: Explanation) -> Iterator[str]:
    if found.sound:
        yield f"{chinese.spell(filter(None, found.sound))}, by tone sandhi"


def _forms(causes: Sequence[chinese.FormCause], region: Region) -> Iterator[str]:
    """Each part that something decided; what only stays as it is, is said of a whole word."""
    changed = [cause for cause in causes if cause.by != "same"]
    if causes and not changed:
        yield "unchanged"
    for _, group in groupby(
        changed, key=lambda cause: cause if cause.by != "character" or cause.standard else cause.by
    ):
        same = [*group]
        part, form = "".join(cause.part for cause in same), "".join(cause.form for cause in same)
        label = f"{part} → {form}: " if part != form and len(causes) > 1 else f"{part}: " if len(causes) > 1 else ""
        yield label + _because(same[0], _REGIONS[region])


def _because(cause: chinese.FormCause, region: str) -> str:
    shape = f", in {region}’s shape of {cause.standard}" if cause.standard else ""
    match cause.by:
        case "own":
            return f"our table. {cause.reason}"
        case "phrase":
            return f"OpenCC’s phrase {cause.part}{shape}"
        case "shape":
            return f"{region}’s shape"
        case "name":
            return "our names"
        case "rule":
            return f"{_rule(cause.rule)}. {cause.reason}"
    return f"OpenCC, by character{shape}"


def _rule(line: str) -> str:
    """A rule as it is written, but for long lists of words."""
    condition, _, form = line.partition("→")
    if condition.strip() == "_":
        return f"{form.strip()} where no neighbour decides otherwise"
    return "by its neighbours, " + " ".join(map(_shortened, line.split()))


def _shortened(element: str) -> str:
    options = element.split("|")
    return "|".join(options[:_MANY]) + "|…" if len(options) > _MANY else element
