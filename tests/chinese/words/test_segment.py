"""Conversion never joins the end of one word with the beginning of the next, as whole-string conversion does."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duben.chinese.script import fold, to_simplified, to_traditional
from duben.chinese.short_texts import traditionalise
from duben.chinese.words.segment import segment
from tests.chinese.goldens import GOLDENS

_WORDS = GOLDENS["boundaries"]["words"].split()


@settings(deadline=None)
@given(st.lists(st.sampled_from(_WORDS), min_size=2, max_size=12))
def test_a_word_keeps_its_form(words: list[str]) -> None:
    """A word of two characters or more that is cut out whole is converted as it is by itself."""
    cut = segment("".join(words))
    forms = to_traditional(cut)
    assert "".join(map(fold, forms)) == fold("".join(words))
    for word, form in zip(cut, forms, strict=True):
        if len(word) > 1 and word in _WORDS:
            assert form == to_traditional([word])[0]


@given(
    st.lists(st.text("里后发干面只台周于制系表准复征卷云斗著著乾於藉瞭徵们一三的，。“”‘’A1", min_size=1, max_size=4))
)
def test_one_form_for_each_word(words: list[str]) -> None:
    """Each word gets one form of its own length, however senseless the text."""
    for convert in (to_traditional, to_simplified):
        forms = convert(words)
        assert [len(form) for form in forms] == [len(word) for word in words]


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("改变量子比特", "改變量子比特"),
        ("少数组织", "少數組織"),
        ("被发明", "被發明"),
        ("粉丝发布", "粉絲發布"),
        ("展示了如何", "展示了如何"),
        ("参与制造", "參與製造"),
        ("平台风险", "平臺風險"),
        ("表面临时", "表面臨時"),
        ("金融系统一", "金融系統一"),
        ("规划了解体后的工作", "規劃了解體後的工作"),
        ("皮肤发黄", "皮膚發黃"),
        ("中国制造", "中國製造"),
        ("控制造价", "控制造價"),
        ("他还发明了乐器", "他還發明了樂器"),
        ("政府干预", "政府干預"),
        ("短短几年", "短短幾年"),
        ("信息社会里", "信息社會裡"),
        ("一个中型团队", "一個中型團隊"),
        ("会干什么", "會幹什麼"),
        ("学会并发展", "學會並發展"),
    ],
)
def test_whole_string_errors(simplified: str, traditional: str) -> None:
    """The well-known errors of whole-string conversion do not appear."""
    assert traditionalise(simplified, "tw") == traditional


def test_a_year_with_zeros_is_one_word() -> None:
    """The segmenter cuts at the zero of a year; it is a digit as the others."""
    year = "二\u3007二四年"
    assert segment(f"{year}和一九九八年") == [year, "和", "一九九八年"]
