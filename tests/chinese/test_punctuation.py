"""Half-width marks beside Han characters become full-width; all others stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duben import chinese

CHANGED = [
    ("雨停了,街上人多.", "雨停了，街上人多。"),
    ("真的?!不会吧;好:", "真的？！不会吧；好："),
    ("雨停了, 人来了", "雨停了，人来了"),
    ("用 Python, 然后", "用 Python，然后"),
    ("Q: 谁? A: 我", "Q：谁？A：我"),
    ("模型 (Sora) 来了", "模型（Sora）来了"),
    ("(注:见下.)", "（注：见下。）"),
    ("(1)雨", "（1）雨"),
    ('他说:"不知道."走了', "他说：“不知道。”走了"),
    ('"A"和"B"', "“A”和“B”"),
    ("他叫'小明'吗?", "他叫‘小明’吗？"),
    ("“雨停了”, 他说", "“雨停了”，他说"),
    ("调用print()方法;好", "调用print()方法；好"),
    ("时间:10:30到11:00", "时间：10:30到11:00"),
    ("价3.5元,在https://a.org/b,c?d=1,可买", "价3.5元，在https://a.org/b,c?d=1，可买"),
    ("写信到a.b@c.org,谢谢", "写信到a.b@c.org，谢谢"),
    ("代码`a,b`,好", "代码`a,b`，好"),
    ('5"的屏幕,很大', '5"的屏幕，很大'),
    ("见[这里](a.md),好", "见[这里](a.md)，好"),
]
KEPT = [
    "1. 雨",
    "1,000人",
    "比分3:2",
    "e.g. 雨",
    "文件.txt",
    "雨停了...",
    "好的:)",
    "函数f(x)的值",
    "图![雨](a.png)",
    "1)雨",
    "用 A, B 和 C 写",
    "“hi”, she said",
    "It's 5 o'clock, he said.",
    "한국어, 그리고",
    "已经是，全角。",
]


@pytest.mark.parametrize(("text", "shown"), CHANGED)
def test_beside_han_characters(text: str, shown: str) -> None:
    """In a Chinese sentence a mark is full-width, a quotation mark has a direction, and spaces beside them go."""
    assert chinese.with_full_width(text) == shown
    assert chinese.with_full_width(shown) == shown


@pytest.mark.parametrize("text", KEPT)
def test_elsewhere(text: str) -> None:
    """Numbers, Latin text, addresses, code, Markdown, faces, and marks without a partner stay."""
    assert chinese.with_full_width(text) == text


def test_traditional_quotation_marks() -> None:
    """Traditional texts have corner brackets, the double ones inside."""
    assert chinese.with_full_width("""他說:"我叫'小明'."他叫'小華'""", "hant") == "他說：「我叫『小明』。」他叫「小華」"


@given(st.text("雨,.;:?!()\"'「 aZ19`[]*\n", max_size=30))
def test_nothing_else_changes(text: str) -> None:
    """Only marks are replaced, each by one mark, and only spaces are removed."""
    found = chinese.full_width(text)
    assert all(text[at] == " " if mark == "" else text[at] in ",.;:?!()\"'" for at, mark in found.items())
    assert all(len(mark) <= 1 for mark in found.values())
