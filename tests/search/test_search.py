"""The index has everything that is in the texts, in few and small files."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duben.model.words import Forms
from duben.search import IndexState, SearchArticle, SearchBlock, SearchTerm, build_index, extract, update_index
from duben.search.extracts import MAX_PARTS, parts
from duben.search.index import typed
from duben.search.postings import encode, page_of
from tests.support.search_files import search_files

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
FOLDED = str.maketrans("軟體發髮", "软体发发")


def fold(text: str) -> str:
    """A small table is enough for these sentences."""
    return text.translate(FOLDED)


def article(slug: str, *texts: str | Forms, title: str = "題", date: dt.date = dt.date(2024, 2, 1)) -> SearchArticle:
    """An article whose blocks have these texts."""
    forms = [text if isinstance(text, Forms) else Forms(text, text) for text in texts]
    blocks = tuple(SearchBlock(anchor=f"p{number}", text=text) for number, text in enumerate(forms, 1))
    return SearchArticle(slug=slug, url=f"articles/{slug}.html", title=Forms(title, title), date=date, blocks=blocks)


class Index:
    """The files, read as the browser reads them."""

    def __init__(self, articles: Iterable[SearchArticle], terms: Iterable[SearchTerm] = ()) -> None:
        self.files = search_files(articles, terms, fold)
        self.data = {}
        for path, content in self.files.items():
            call = re.fullmatch(r"dubenShard\((.*)\)\n", content.decode())
            assert call, path
            name, data = json.loads(f"[{call[1]}]")
            assert path == f"search/{name}.js"
            self.data[name] = data

    def page(self, key: str) -> tuple[dict[str, str], list[list[str]]]:
        """The postings, still encoded, and the entries on the page of a key."""
        text, entries = self.data[f"p/{page_of(key, self.data['index']['pages'])}"]
        return dict(each.split("=") for each in text.split()), entries

    def postings(self, key: str) -> dict[int, int]:
        """The mask of every record that has the key."""
        return decode(self.page(key)[0].get(key, ""))

    def urls(self, key: str) -> set[str]:
        """The articles of those records."""
        return {self.data[f"t/{record}-1-hans"][0] for record in self.postings(key)}

    def entries(self, query: str) -> set[str]:
        """The entries that answer: a Chinese query may be anywhere in a name, a Latin one begins it."""
        names = {entry[0]: entry[4].split() for entry in self.page(query)[1]}
        found = str.startswith if query.isascii() else str.__contains__
        return {url for url, each in names.items() if any(found(name, query) for name in each)}


def decode(text: str) -> dict[int, int]:
    """What `encode` wrote."""
    found: dict[int, int] = {}
    record = -1
    digits = iter(map(DIGITS.index, text))
    for first in digits:
        record += number(first, digits) + 1
        found[record] = number(next(digits), digits)
    return found


def number(digit: int, digits: Iterator[int]) -> int:
    """The number that begins with `digit`."""
    return digit if digit < 32 else digit - 32 + 32 * number(next(digits), digits)


@given(st.dictionaries(st.integers(0, 10**6), st.integers(1, 2**31 - 1), max_size=30))
def test_postings_survive_their_encoding(places: dict[int, int]) -> None:
    """Decoding gives back every record and mask."""
    assert decode(encode([record << 31 | places[record] for record in sorted(places)])) == places


TEXT = st.text(st.sampled_from("软軟体件发髮AIai1 ，。云"), max_size=60)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=6))
def test_nothing_in_a_text_is_missed(texts: list[tuple[str, str]]) -> None:
    """Every character, pair of characters and word of either script's text leads to its part, and to nothing else."""
    index = Index(article(f"a{number}", Forms(*each)) for number, each in enumerate(texts))
    for number, each in enumerate(texts):
        folded = [fold(form).lower() for form in each]
        words = {word for form in folded for word in re.findall("[a-z0-9]+", form)}
        pairs = {pair for form in folded for pair in re.findall(r"(?=([^\W\da-z_]{1,2}))", form)}
        for key in words | pairs | {pair[0] for pair in pairs}:
            assert index.postings(key)[number] == 2
    for key in ("软件", "发", "ai"):
        for number in index.postings(key):
            assert any(key in fold(form).lower() for form in texts[number])


def test_every_word_of_a_large_collection_is_found_where_it_is() -> None:
    """Postings on many pages agree with a search through all texts."""
    random = Random(5)  # noqa: S311 - only sentences come of it
    letters = [chr(0x4E00 + number) for number in range(300)] + ["GPU", "，", "2024"]
    articles = [
        article(f"a{number}", *("".join(random.choices(letters, k=200)) for _ in range(9))) for number in range(40)
    ]
    index = Index(articles)
    assert index.data["index"]["pages"] > 8
    for _ in range(300):
        some = random.choice(random.choice(articles).blocks).text.hans
        start = random.randrange(len(some) - 2)
        key = some[start : start + 2]
        if re.fullmatch(r"[^\W\da-zA-Z_]{2}", key):
            holders = {each.url for each in articles if any(key in block.text.hans for block in each.blocks)}
            assert index.urls(key) == holders


def test_the_mask_tells_title_and_part() -> None:
    """A key in the title sets the lowest bit, one in the second part the third."""
    long = article("a", "云" * 400, "软件" * 200, title="软")
    index = Index([long])
    assert index.postings("软") == {0: 0b101}
    assert index.postings("云") == {0: 0b010}


def test_parts_hold_whole_blocks_and_are_about_as_long_as_each_other() -> None:
    """No block is cut; a very long article has longer parts, not more."""
    assert [len(part) for part in parts(article("a", *["云" * 100] * 12))] == [6, 6]
    assert parts(article("a")) == ((),)
    many = parts(article("a", *["云" * 300] * 400))
    assert MAX_PARTS - 2 < len(many) <= MAX_PARTS
    assert {len(part) for part in many[:-1]} <= {13, 14}
    assert sum(len(part) for part in many) == 400


def test_a_newer_article_leaves_the_older_records_alone() -> None:
    """Records are numbered from the oldest article, so that files of texts stay as they were."""
    old, new = article("b", "云"), article("a", "软", date=dt.date(2025, 1, 1))
    before, after = Index([old]).files, Index([new, old]).files
    texts = {path: data for path, data in before.items() if path.startswith("search/t/")}
    assert texts.items() <= after.items()
    assert Index([old, new]).files == after


TERM = SearchTerm(
    url="glossary/software.html",
    name=Forms("软件", "軟體"),
    forms=("软件", "軟體"),
    readings=(("ruǎn", "jiàn"), ("ruǎn", "tǐ")),
    english="Computer software",
)
NAME = SearchTerm(
    url="glossary/lu.html", name=Forms("吕中云", "呂中云"), forms=("吕中云",), readings=(("Lǚ", "zhōng", "yún"),)
)


@pytest.mark.parametrize(
    ("query", "url"),
    [
        *(
            pytest.param(query, TERM.url, id=query)
            for query in ("软件", "软体", "件", "ruanjian", "ruanj", "rj", "ruanti")
        ),
        *(pytest.param(query, TERM.url, id=query) for query in ("software", "soft", "computersoft", "co")),
        *(pytest.param(query, NAME.url, id=query) for query in ("吕中", "lvzhong", "lzy", "lzhy")),
    ],
)
def test_a_term_answers_to_all_its_names(query: str, url: str) -> None:
    """A form, pinyin without tones, initials and English each lead to the entry."""
    assert Index([], [TERM, NAME]).entries(query) == {url}


@pytest.mark.parametrize(
    ("syllable", "expected"), [("ruǎn", "ruan"), ("Lǜ", "lv"), ("r", "r"), ("xī'", "xi"), ("nü", "nv")]
)
def test_a_syllable_is_found_as_it_is_typed(syllable: str, expected: str) -> None:
    """Tone marks fall away, and ü is typed as v."""
    assert typed(syllable) == expected


def test_characters_that_fold_alike_are_on_the_page_of_each() -> None:
    """A query in Traditional characters is folded, and both shapes are known for showing it."""
    index = Index([article("a", "软件发云")])
    for character in "软軟":
        assert "软軟" in index.data[f"f/{ord(character) % 256}"].split()
    assert "发發髮" in index.data[f"f/{ord('髮') % 256}"].split()
    assert not any("体" in index.data[f"f/{number}"] for number in range(256))


def test_an_index_of_several_runs_is_the_same() -> None:
    """A collection too large to have all its postings in memory at once."""
    keys = [extract(article(f"a{number}", "山水云雨" + chr(0x4E00 + number) * 40), fold)[0] for number in range(30)]
    whole = dict(build_index(keys, len(keys), [], fold).files)
    assert dict(build_index(keys, len(keys), [], fold, run_length=7).files) == whole


SENTENCE = st.text(st.sampled_from("山水云雨风雪花月发髮a7 "), min_size=1, max_size=40)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.lists(SENTENCE, min_size=24, max_size=24), st.data())
def test_a_renewed_index_is_a_new_one(texts: list[str], data: st.DataObject) -> None:
    """After an edit, an article more or an article less, in every byte."""
    common = "山水云雨风雪花月发髮"  # so that no Han character comes or goes
    edited = [text + data.draw(SENTENCE) if number == 3 else text for number, text in enumerate(texts)]
    edited += [data.draw(SENTENCE)] * data.draw(st.integers(0, 1))
    edited = edited[: len(edited) - data.draw(st.integers(0, 1))]
    before, after = (
        {
            f"{number} {text}": extract(article(f"a{number:02}", common, text), fold)[0]
            for number, text in enumerate(each)
        }
        for each in (texts, edited)
    )
    old = build_index(before.values(), len(before), [], fold)
    files = dict(old.files)
    state = IndexState(tuple(before), "", old.size)
    new = update_index(state, tuple(after), "", (before | after).get, files.__getitem__)
    wanted = build_index(after.values(), len(after), [], fold)
    assert new is not None
    assert new.size == wanted.size
    assert files | dict(new.files) == dict(wanted.files)


def test_an_index_is_updated_in_few_files_or_made_again() -> None:
    """A sentence touches the pages of its keys; a Han character that comes, other terms or many edits touch all."""
    texts = ["山水" + chr(0x4E00 + number) * 30 + chr(0x5E00 + number) * 600 for number in range(40)]
    keys = {text: extract(article(f"a{number:02}", text), fold)[0] for number, text in enumerate(texts)}
    old = build_index(keys.values(), len(keys), [], fold)
    files = dict(old.files)
    state = IndexState(tuple(texts), "", old.size)

    def again(*edits: str, terms: str = "") -> dict[str, bytes] | None:
        edited = [*edits, *texts[len(edits) :]]
        found = keys | {text: extract(article(f"a{number:02}", text), fold)[0] for number, text in enumerate(edited)}
        new = update_index(state, tuple(edited), terms, found.get, files.__getitem__)
        return None if new is None else dict(new.files)

    few = again(texts[0] + "山水山")
    assert few is not None
    assert 1 <= len(few) <= 2
    assert again() == {}
    assert again(texts[0] + "7") is not None
    assert again(texts[0] + "雨") is None
    assert again(terms="other") is None
    assert again(*(text + "水山" for text in texts[:10])) is None
