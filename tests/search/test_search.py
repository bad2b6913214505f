"""The index has everything that is in the texts, in few and small files."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duben.article.html import SCRIPTS
from duben.model.compiled import SearchKeys
from duben.model.words import Forms, Word
from duben.search import (
    IndexInputs,
    IndexState,
    SearchArticle,
    SearchBlock,
    SearchTerm,
    build_index,
    extract,
    update_index,
)
from duben.search.extracts import MAX_PARTS, parts
from duben.search.postings import encode, page_of
from duben.search.spellings import codes, typed, word_spellings
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
    title_block, byline = (SearchBlock(anchor="", text=Forms(each, each)) for each in (title, ""))
    url = f"articles/{slug}.html"
    return SearchArticle(slug=slug, url=url, title=title_block, byline=byline, date=date, blocks=blocks)


def said(*words: Word, slug: str = "a") -> SearchArticle:
    """An article of one block with these words."""
    text = Forms(*("".join(word.form(script) for word in words) for script in SCRIPTS))
    made = article(slug)
    return replace(made, blocks=(SearchBlock(anchor="p1", text=text, words=words),))


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

    def page(self, key: str) -> tuple[dict[str, str], dict[str, str]]:
        """The postings, still encoded, and the numbers of entries on the page of a key."""
        postings, names = (
            dict(each.split("=") for each in text.split())
            for text in self.data[f"p/{page_of(key, self.data['index']['pages'])}"]
        )
        return postings, names

    def spellings(self, code: str) -> dict[str, int]:
        """The spellings on the page of a code, with the number of articles that have each."""
        text = self.data[f"w/{page_of(code, self.data['index']['words'], len(code))}"]
        return {spelled: int(count) for spelled, _, count in (each.partition("=") for each in text.split())}

    def postings(self, key: str) -> dict[int, int]:
        """The mask of every record that has the key."""
        return decode(self.page(key)[0].get(key, ""))

    def urls(self, key: str) -> set[str]:
        """The articles of those records."""
        return {self.data[f"t/{record}-1"][0] for record in self.postings(key)}

    def entries(self, query: str) -> set[str]:
        """The entries that answer: a Chinese query may be anywhere in a name, a Latin one begins it."""
        names = self.page(query)[1]
        numbers = {int(each) for name in names if name.startswith(query) for each in names[name].split(",")}
        return {self.data[f"e/{number // 16}"][number % 16][0] for number in numbers}


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
    assert [len(part) for part in parts(article("a", *["云" * 100] * 8))] == [4, 4]
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


SOFTWARE = Word("软件", "軟體", ("ruǎn", "jiàn"), None, ("ruǎn", "tǐ"))
TERM = SearchTerm(url="glossary/software.html", names=(SOFTWARE,), english="Computer software")
NAME = SearchTerm(url="glossary/lu.html", names=(Word("吕中云", "呂中云", ("Lǚ", "zhōng", "yún")),))


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
        assert "软軟ruǎn" in index.data[f"f/{ord(character) % 128}"].split()
    assert "发發髮fā" in index.data[f"f/{ord('髮') % 128}"].split()
    assert not any("体" in index.data[f"f/{number}"] for number in range(128))


def test_an_index_of_several_runs_is_the_same() -> None:
    """A collection too large to have all its postings in memory at once."""
    keys = [extract(article(f"a{number}", "山水云雨" + chr(0x4E00 + number) * 40), fold)[0] for number in range(30)]
    dates = [None] * len(keys)
    whole = dict(build_index(keys, dates, [], fold).files)
    assert dict(build_index(keys, dates, [], fold, run_length=7).files) == whole


SENTENCE = st.text(st.sampled_from("山水云雨风雪花月发髮a7 "), min_size=1, max_size=40)


def keys_of(name: str, text: str) -> SearchKeys:
    """The keys of an article whose words are the characters of `text`."""
    words = [Word(char, char, None if char.isascii() else ("yún",)) for char in text]
    return extract(said(*words, slug=name), fold)[0]


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
        {f"{number} {text}": keys_of(f"a{number:02}", common + text) for number, text in enumerate(each)}
        for each in (texts, edited)
    )
    days = [dt.date(2024, 1, 20) + dt.timedelta(number) for number in range(30)]
    old = build_index(before.values(), days[: len(before)], [], fold)
    files = dict(old.files)
    state = IndexState(IndexInputs(tuple(before), tuple(days[: len(before)]), ""), old.sizes)
    inputs = IndexInputs(tuple(after), tuple(days[: len(after)]), "")
    new = update_index(state, inputs, (before | after).get, files.__getitem__)
    wanted = build_index(after.values(), days[: len(after)], [], fold)
    assert new is not None
    assert new.sizes == wanted.sizes
    assert files | dict(new.files) == dict(wanted.files)


def test_an_index_is_updated_in_few_files_or_made_again() -> None:
    """A sentence touches the pages of its keys; a Han character that comes, other terms or many edits touch all."""
    texts = ["山水" + chr(0x4E00 + number) * 30 + chr(0x5E00 + number) * 600 for number in range(40)]
    keys = {text: keys_of(f"a{number:02}", text) for number, text in enumerate(texts)}
    dates = [dt.date(2024, 1, 1)] * len(texts)
    old = build_index(keys.values(), dates, [], fold)
    files = dict(old.files)
    state = IndexState(IndexInputs(tuple(texts), tuple(dates), ""), old.sizes)

    def again(*edits: str, terms: str = "", dates: list[dt.date] = dates) -> Mapping[str, bytes] | None:
        edited = [*edits, *texts[len(edits) :]]
        found = keys | {text: keys_of(f"a{number:02}", text) for number, text in enumerate(edited)}
        inputs = IndexInputs(tuple(edited), tuple(dates), terms)
        new = update_index(state, inputs, found.get, files.__getitem__)
        return None if new is None else dict(new.files)

    few = again(texts[0] + "山水山")
    assert few is not None
    assert 1 <= len(few) <= 2
    assert again() == {}
    assert set(again(dates=[dt.date(2023, 12, 1), *dates[1:]]) or ()) == {"search/index.js"}
    assert again(texts[0] + "7") is not None
    assert again(texts[0] + "雨") is None
    assert again(terms="other") is None
    assert again(*(text + "水山" for text in texts[:10])) is None


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        pytest.param(Word("银行", "銀行", ("yín", "háng")), ["yin'hang银行22"], id="one word"),
        pytest.param(SOFTWARE, ["ruan'jian软件34", "ruan'ti软体33"], id="another word in Traditional"),
        pytest.param(Word("绿", "綠", ("lǜ",)), ["lv绿4"], id="ü"),
        pytest.param(Word("妈妈", "媽媽", ("mā", "ma")), ["ma'ma妈妈10"], id="a neutral tone"),
        pytest.param(Word("卡拉OK", "卡拉OK", ("kǎ", "lā", None, None)), ["ka'la卡拉31"], id="Latin letters in a word"),
        pytest.param(
            Word("北京大学", "北京大學", ("Běi", "jīng", "dà", "xué")),
            ["bei'jing'da'xue北京大学3142", "bei'jing北京31", "da'xue大学42"],
            id="a long word and those in it",
        ),
        pytest.param(Word("GPU", "GPU"), [], id="a Latin word"),
    ],
)
def test_a_word_has_its_spellings(word: Word, expected: list[str]) -> None:
    """Syllables as they are typed, the folded characters, the tones."""
    assert list(word_spellings(word)) == expected


@pytest.mark.parametrize(
    ("spelled", "expected"),
    [
        ("yin'hang银行22", ("yh", "y-ia")),
        ("zhong'guo中国12", ("z", "z-ouo")),
        ("ren'gong'zhi'neng人工智能2124", ("rz", "r-eoie")),
        ("hao好3", ("h",)),
        ("software", ("sft", "s-oae")),
        ("gpu", ("p",)),
    ],
)
def test_a_spelling_is_in_the_files_of_its_codes(spelled: str, expected: tuple[str, ...]) -> None:
    """The consonants, which initials and most slips share; the vowels, for other slips in more than one syllable."""
    assert codes(spelled) == expected


def test_spellings_are_counted_and_found_by_each_code() -> None:
    """A word of two articles has a count of two; the same word in one article counts once."""
    bank = Word("银行", "銀行", ("yín", "háng"))
    index = Index([said(bank, bank), said(bank, slug="b"), article("c", "Sora and software")])
    for code in codes("yin'hang银行22"):
        assert index.spellings(code)["yin'hang银行22"] == 2
    assert index.spellings("sft")["software"] == 1
    assert index.spellings("sr")["sora"] == 1


def test_a_text_says_which_readings_are_not_the_common_ones() -> None:
    """A browser has one reading for each character; places are those of UTF-16."""
    words = Word("𠮷", "𠮷"), Word("银行", "銀行", ("yín", "háng")), Word("行", "行", ("xíng",))
    ((_, text),) = (item for item in Index([said(*words)]).data.items() if item[0].startswith("t/"))
    assert text[2][2] == ["p1", "𠮷银行行", "𠮷銀行行", "3háng", 0]


def test_the_overview_has_the_first_article_of_each_month() -> None:
    """Articles without a date come first, and are of no month."""
    dates = [None, dt.date(2024, 2, 3), dt.date(2024, 2, 9), dt.date(2024, 3, 1)]
    index = Index([replace(article(f"a{number}"), date=date) for number, date in enumerate(dates)])
    assert index.data["index"] | {"pages": 1, "words": 1} == {
        "pages": 1,
        "words": 1,
        "articles": 4,
        "months": {"2024-02": 1, "2024-03": 3},
    }


@pytest.mark.parametrize("text", ["Émile", "\uff25\uff4d\uff49\uff4c\uff45", "emile"])
def test_accents_and_width_do_not_matter(text: str) -> None:
    """A letter is found by its plain form."""
    assert Index([article("a", f"读{text}的信")]).postings("emile") == {0: 2}
