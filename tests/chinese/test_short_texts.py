"""Short texts by themselves: their forms, their reading, and readings that a person has spelled."""

from __future__ import annotations

import pytest
from hypothesis import given

from duben import chinese
from tests.support.texts import ODD_TEXTS


@pytest.mark.parametrize(
    ("spelled", "text", "reading"),
    [
        pytest.param("Zhōu Hóng yī", "周鸿祎", ("Zhōu", "Hóng", "yī"), id="name"),
        pytest.param("gǔ", "A股", (None, "gǔ"), id="latin-within"),
        pytest.param("Xī'ān", "西安", ("Xī", "ān"), id="apostrophe"),
        pytest.param("Xī’ān", "西安", ("Xī", "ān"), id="typographic-apostrophe"),
        pytest.param("lu\u0308\u030c xíng", "旅行", ("lǚ", "xíng"), id="combining-marks"),
        pytest.param("wán r", "玩儿", ("wán", "r"), id="erhua"),
        pytest.param("de", "的", ("de",), id="neutral"),
        pytest.param("yín", "银行", None, id="too-few"),
        pytest.param("yín háng", "行", None, id="too-many"),
        pytest.param("yin2 hang2", "银行", None, id="digits"),
        pytest.param("yín xx", "银行", None, id="no-pinyin"),
        pytest.param("", "AGI", (None, None, None), id="nothing-to-read"),
        pytest.param("", "银", None, id="empty"),
    ],
)
def test_a_spelled_reading_fits_its_text_or_not(
    spelled: str, text: str, reading: tuple[str | None, ...] | None
) -> None:
    """One syllable of pinyin for each Han character."""
    assert chinese.syllables(spelled, text) == reading


@pytest.mark.parametrize(
    ("simplified", "traditional"), [("软件与头发", "軟件與頭髮"), ("后天", "後天"), ("AGI", "AGI"), ("", "")]
)
def test_a_name_has_a_form_in_each_script(simplified: str, traditional: str) -> None:
    """By the characters of the region, and back."""
    assert chinese.traditionalise(simplified, "tw") == traditional
    assert chinese.simplify(traditional, "tw") == simplified


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        pytest.param("银行A", ("yín", "háng", None), id="mixed"),
        pytest.param("AGI!", None, id="no-han"),
        pytest.param("", None, id="empty"),
    ],
)
def test_a_name_is_read_character_by_character(text: str, reading: tuple[str | None, ...] | None) -> None:
    """`None` for what is not Han, and for a text without any."""
    assert chinese.pronounce(text) == reading


@given(ODD_TEXTS)
def test_any_text_is_read_in_parallel(text: str) -> None:
    """A reading is as long as its text and has a syllable just where a Han character is."""
    reading = chinese.pronounce(chinese.fold(text))
    folded = chinese.fold(text)
    assert [s is not None for s in reading or [None] * len(folded)] == [chinese.is_han(char) for char in folded]
