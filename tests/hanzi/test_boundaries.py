"""Conversion never joins the end of one word with the beginning of the next, as whole-string conversion does."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.hanzi.names import traditionalise
from generator.hanzi.script import fold, to_simplified, to_traditional
from generator.hanzi.segment import segment

# Everyday words that end or begin with a character of several forms.
_WORDS = [
    "改变",
    "量子",
    "少数",
    "组织",
    "被",
    "发明",
    "粉丝",
    "发布",
    "展示",
    "了",
    "如何",
    "参与",
    "制造",
    "平台",
    "风险",
    "头发",
    "展开",
    "理发",
    "生意",
    "表面",
    "临时",
    "干净",
    "只要",
    "皮肤",
    "发现",
    "会长",
    "发言",
    "复制",
    "系统",
    "关系",
    "范围",
    "里程",
    "公里",
    "家里",
    "面试",
    "下面",
    "包括",
    "以后",
    "后来",
    "皇后",
    "台湾",
    "台阶",
    "周围",
    "周末",
    "准确",
    "批准",
    "松开",
    "放松",
    "征求",
    "长征",
    "历史",
    "日历",
    "尽管",
    "尽力",
    "获得",
    "收获",
    "签名",
    "标签",
    "冲突",
    "游戏",
    "游泳",
    "采用",
    "神采",
    "手表",
    "表示",
    "一只",
    "只有",
    "几乎",
    "茶几",
    "种子",
    "各种",
    "当然",
    "叮当",
    "云计算",
    "白云",
    "合并",
    "并且",
    "占领",
    "规划",
    "计划",
    "折叠",
    "打折",
    "借口",
    "借用",
    "克服",
    "注意",
    "注册",
    "心脏",
    "肮脏",
    "丑恶",
    "小丑",
    "谷物",
    "山谷",
    "干部",
    "饼干",
    "斗争",
    "北斗",
    "卷入",
    "试卷",
    "制度",
    "研制",
    "余额",
    "其余",
    "对于",
    "于是",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(_WORDS), min_size=2, max_size=12))
def test_a_word_keeps_its_form(words: list[str]) -> None:
    """A word of two characters or more that is cut out whole is converted as it is by itself, whatever stands beside it."""
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
