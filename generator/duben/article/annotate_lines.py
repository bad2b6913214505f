"""Lines of text to lines of JSON: the word stream, for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast

from duben import chinese
from duben.article.annotate import Annotator
from duben.article.term_matcher import TermMatcher, table_forms
from duben.model.words import Region, Script, Word
from duben.sources.config import Config, read_config
from duben.sources.glossary import glossary_files, read_glossary


def annotate_lines(lines: Iterable[str], site: Path, script: str, region: str | None) -> Iterator[str]:
    """One JSON line for each line: `{"script": …, "words": [{"simplified", "traditional", "pinyin", "term"}]}`.

    The forms of the line's own script, joined, are the line. A word read otherwise in Traditional has also
    `pinyin_traditional`. `site` may be a folder without a site. The glossary's problems are `duben check`'s to report.
    """
    annotator = _annotator(site, region)
    written: dict[Word, str] = {}
    for line in lines:
        text = line.removesuffix("\n").removesuffix("\r")
        found = chinese.detect(text)[0] if script == "auto" else cast("Script", script)
        words = annotator.words(text, found)
        parts = []
        for word in words:
            record = written.get(word)
            if record is None:
                record = written[word] = _record(word)
            parts.append(record)
        yield f'{{"script": "{found}", "words": [{", ".join(parts)}]}}\n'


def _annotator(site: Path, region: str | None) -> Annotator:
    if not (site / "site.toml").is_file():
        return Annotator(TermMatcher({}), cast("Region", region or "tw"))
    config, _ = read_config(site)
    wanted = _region(config, region)
    glossary, _ = read_glossary(glossary_files(site), wanted)
    return Annotator(
        TermMatcher(glossary, table_forms(config.conversions, config.readings, wanted)), wanted, config.reading_standard
    )


def _region(config: Config, region: str | None) -> Region:
    return cast("Region", region) if region else config.traditional


def _record(word: Word) -> str:
    fields: dict[str, object] = {
        "simplified": word.simplified,
        "traditional": word.traditional,
        "pinyin": word.pinyin,
        "term": word.term,
    }
    if word.pinyin_traditional is not None:
        fields["pinyin_traditional"] = word.pinyin_traditional
    return json.dumps(fields, ensure_ascii=False)
