"""Syllables joined into written words by GB/T 16159, and what a dictionary orders words by."""

from __future__ import annotations

from itertools import islice

import pytest

from duben import chinese
from tests.chinese.goldens import pairs


@pytest.mark.parametrize(
    ("syllables", "word"),
    [
        pytest.param(["yōu", "huà"], "yōuhuà", id="joined"),
        pytest.param(["Xī", "ān"], "Xī'ān", id="apostrophe-before-a"),
        pytest.param(["nǚ", "ér"], "nǚ'ér", id="apostrophe-before-e"),
        pytest.param(["hǎi", "ōu"], "hǎi'ōu", id="apostrophe-before-o"),
        pytest.param(["ān", "quán"], "ānquán", id="none-at-the-beginning"),
        pytest.param(["Tiān", "ān", "mén"], "Tiān'ānmén", id="within"),
        pytest.param(["Zhōu", "Hóng", "yī"], "Zhōu Hóngyī", id="surname-and-name"),
        pytest.param(["Běi", "jīng", "Ān", "zhēn"], "Běijīng Ānzhēn", id="a-capital-needs-no-apostrophe"),
        pytest.param(["wán", "r"], "wánr", id="erhua"),
        pytest.param([], "", id="nothing"),
    ],
)
def test_syllables_are_joined_into_a_word(syllables: list[str], word: str) -> None:
    """With an apostrophe before a vowel, and a space before a capital."""
    assert chinese.spell(syllables) == word


@pytest.mark.parametrize(("spelled", "plain"), [("lǜ", "lü"), ("ǹg", "ng"), ("Ào", "Ao"), ("r", "r"), ("ê̄", "ê")])
def test_tones_are_taken_off(spelled: str, plain: str) -> None:
    """And nothing else: ü and ê keep their marks."""
    assert chinese.without_tones(spelled) == plain


@pytest.mark.parametrize(
    ("text", "reading", "key"),
    [
        pytest.param("奥特曼", ("Ào", "tè", "màn"), "aoteman", id="han"),
        pytest.param("OpenAI", None, "openai", id="latin"),
        pytest.param("A股", (None, "gǔ"), "agu", id="mixed"),
    ],
)
def test_words_are_ordered_by_how_they_sound(text: str, reading: tuple[str | None, ...] | None, key: str) -> None:
    """Without tones and capitals."""
    assert chinese.sort_key(text, reading) == key


def printed(text: str) -> str:
    """The words of `text` as they are printed, separated by spaces."""
    words = chinese.segment(text)
    found = []
    for word, reading in zip(words, chinese.read(words), strict=True):
        syllables = iter([syllable for syllable in reading or () if syllable])
        found += [chinese.spell(islice(syllables, len(part)), chinese.hyphens(part)) for part in chinese.parts(word)]
    return " ".join(filter(None, found))


@pytest.mark.parametrize(("text", "expected"), pairs("printed").values(), ids=pairs("printed"))
def test_words_are_printed_as_the_standard_spells_them(text: str, expected: str) -> None:
    """A numeral is apart from what it counts; a hyphen joins two parts of one word."""
    assert printed(text) == expected


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        pytest.param("自动驾驶", "zìdòng jiàshǐ", id="two-words"),
        pytest.param("大语言模型", "dà yǔyán móxíng", id="a-large-one"),
        pytest.param("文生视频", "wénshēng shìpín", id="two-characters-are-a-word"),
        pytest.param("朋友圈广告", "péngyouquān guǎnggào", id="a-suffix"),
        pytest.param("神经网络", "shénjīng wǎngluò", id="a-phrase-of-a-table"),
        pytest.param("大力出奇迹", "dàlì chū qíjì", id="a-verb-of-one-character"),
        pytest.param("光刻机", "guāngkèjī", id="three-characters"),
        pytest.param("马斯克", "Mǎsīkè", id="a-name"),
        pytest.param("奇技淫巧", "qíjì-yínqiǎo", id="an-idiom"),
    ],
)
def test_a_term_of_several_words_is_spelled_as_these(term: str, expected: str) -> None:
    """One name, and its words apart, unless it cannot be cut into words."""
    (reading,) = chinese.read([term])
    assert chinese.spell_term(term, tuple(filter(None, reading or ()))) == expected


@pytest.mark.parametrize(
    ("name", "reading", "expected"),
    [
        ("360集团", "Jí tuán", "360 Jítuán"),
        ("GPT-3时刻", "shí kè", "GPT-3 shíkè"),
        ("无界AI", "Wú jiè", "Wújiè AI"),
        ("领跑-跟跑", "lǐng pǎo gēn pǎo", "lǐngpǎo-gēnpǎo"),
        ("安娜·M. 贝尔", "Ān nà Bèi ěr", "Ānnà M. Bèi'ěr"),
        ("莫斯塔克", "Mò sī tǎ kè", "Mòsītǎkè"),
        ("《三体》", "Sān tǐ", "Sāntǐ"),
    ],
)
def test_a_name_keeps_its_numerals_and_latin_letters(name: str, reading: str, expected: str) -> None:
    """Spaces divide them from what is read; brackets and dots between names are left out."""
    laid = chinese.syllables(reading, name)
    assert laid
    assert chinese.spell_name(name, laid) == expected
