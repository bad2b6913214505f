"""Annotates lines of text as lines of JSON, for `duben annotate`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast

from duben import chinese
from duben.article.annotate import Annotator
from duben.article.term_matcher import TermMatcher, table_forms
from duben.model.texts import clean
from duben.model.words import Region, Script, Word
from duben.sources.config import Config, read_config
from duben.sources.folder import SETTINGS, SourceFolder
from duben.sources.glossary import glossary_files, read_glossary

_CACHED_RECORDS = 100_000
"""Maximum number of words whose JSON is cached."""


def annotate_lines(
    lines: Iterable[str], site: Path, script: str, region: str | None, *, why: bool = False
) -> Iterator[str]:
    """One JSON line for each line: `{"script": …, "words": [{"simplified", "traditional", "pinyin", "term"}]}`.

    The forms in the line's script, joined, are the line without control characters (`model.texts.clean`). A word with
    another reading in Traditional also has `pinyin_traditional`. With `why`, each word has `why`: the rules that
    decided it. If the folder `site` has no `site.toml`, there are no terms. Problems in the glossary are ignored:
    `duben check` reports them.
    """
    annotator = _annotator(site, region)
    records: dict[Word, str] = {}
    for text in _clean_lines(lines):
        found = chinese.detect(text)[0] if script == "auto" else cast("Script", script)
        run = annotator.run(text, found)
        parts = []
        for index, word in enumerate(run.words):
            record = None if why else records.get(word)
            if record is None:
                if len(records) >= _CACHED_RECORDS:
                    records.clear()
                record = records[word] = _record(word, _reasons(run.why(index)) if why else None)
            parts.append(record)
        yield f'{{"script": "{found}", "words": [{", ".join(parts)}]}}\n'


def _clean_lines(lines: Iterable[str]) -> Iterator[str]:
    """The lines without their line feeds; one with another line separator in it becomes two."""
    for line in lines:
        yield from clean(line)[0].removesuffix("\n").split("\n")


def _annotator(site: Path, region: str | None) -> Annotator:
    sources = SourceFolder(site)
    if SETTINGS not in sources.names:
        return Annotator(TermMatcher({}), cast("Region", region or "tw"))
    config, _ = read_config(sources)
    wanted = _region(config, region)
    glossary, _ = read_glossary(glossary_files(sources)[0], wanted)
    matcher = TermMatcher(glossary, table_forms(config.conversions, config.readings, wanted))
    return Annotator(matcher, wanted, config.reading_standard, config.vocabulary)


def _region(config: Config, region: str | None) -> Region:
    return cast("Region", region) if region else config.traditional


def _record(word: Word, why: object) -> str:
    fields: dict[str, object] = {
        "simplified": word.simplified,
        "traditional": word.traditional,
        "pinyin": word.pinyin,
        "term": word.term,
    }
    if word.pinyin_traditional is not None:
        fields["pinyin_traditional"] = word.pinyin_traditional
    if why is not None:
        fields["why"] = why
    return json.dumps(fields, ensure_ascii=False)


def _reasons(why: chinese.Why) -> dict[str, object]:
    """The override that decided a word, or else the reasons for its reading and its other form."""
    if why.decided_by:
        return {"decided_by": why.decided_by}
    return {"reading": [*map(_fields, why.reading)], "form": [*map(_fields, why.forms)]}


def _fields(cause: chinese.ReadCause | chinese.FormCause) -> dict[str, object]:
    """The fields of a reason that are not empty."""
    return {
        name: round(value, 3) if isinstance(value, float) else value for name, value in cause._asdict().items() if value
    }
