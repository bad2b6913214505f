"""Writes overrides and entries for a word, with its present reading and forms, for the editor to change."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from duben import chinese
from duben.article.markdown import parse_inline
from duben.model.article import Article, Fixed
from duben.model.words import Region, TermId, Word
from duben.suggest import free_id


class Fix(NamedTuple):
    """A text to paste. `where`: over the word, into the front matter, or into a glossary file."""

    where: Literal["text", "article", "glossary"]
    about: Literal["reading", "forms", "entry"]
    text: str


def text_fixes(word: Word, written: str) -> Iterator[Fix]:
    """Overrides for this place in the text; only those that the parser can read."""
    spelled = _spelled(word)
    texts: list[Fix] = []
    if spelled:
        texts.append(Fix("text", "reading", f"{{{written}|{spelled}}}"))
    texts.append(Fix("text", "forms", f"-{{zh-hans:{word.simplified}; zh-hant:{word.traditional}}}-"))
    for fix in texts:
        (piece, *more) = parse_inline(fix.text)
        if isinstance(piece, Fixed) and not more:
            yield fix


def front_matter_fixes(word: Word, article: Article) -> Iterator[Fix]:
    """Lines for the article's tables, with the table's header if the article does not have it."""
    spelled = _spelled(word)
    if spelled:
        head = "" if article.readings else "[readings]\n"
        yield Fix("article", "reading", f"{head}{_quoted(word.simplified)} = {_quoted(spelled)}")
    head = "" if article.conversions else "[conversions]\n"
    yield Fix("article", "forms", f"{head}{_quoted(word.simplified)} = {_quoted(word.traditional)}")


def new_entry(word: Word, written: str, region: Region, taken: Iterable[TermId], *, is_person: bool) -> Fix:
    """A glossary entry with the word's present forms and reading; the definition is left open."""
    fields = {
        "id": free_id(word.simplified, {*taken}),
        "name": written,
        "kind": "person" if is_person else "concept",
        **_other_form(word, written, region),
        "pinyin": _spelled(word),
        "definition": "…",
    }
    lines = (f"{key} = {_quoted(value)}" for key, value in fields.items() if value)
    return Fix("glossary", "entry", "\n".join(("[[entry]]", *lines)))


def _other_form(word: Word, written: str, region: Region) -> dict[str, str]:
    """The other form, if conversion of the name would not give it."""
    if chinese.fold(written) != written:
        return {} if chinese.simplify(written, region) == word.simplified else {"simplified": word.simplified}
    return {} if chinese.traditionalise(written, region) == word.traditional else {"traditional": word.traditional}


def _spelled(word: Word) -> str:
    """The pinyin as an editor writes it; empty if it cannot be written so."""
    spelled = " ".join(syllable for syllable in word.pinyin or () if syllable)
    return spelled if chinese.syllables(spelled, word.simplified) else ""


def _quoted(text: str) -> str:
    """A basic string of TOML. A JSON string is one, also as a key."""
    return json.dumps(text, ensure_ascii=False)
