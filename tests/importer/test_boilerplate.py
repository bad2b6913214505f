"""Removing the boilerplate around a text."""

from __future__ import annotations

import pytest

from duben.importer.boilerplate import strip_boilerplate
from duben.importer.lines import split_lines

PARAGRAPH = "小城的图书馆在清晨六点就亮起了灯,门口已经排着十几个来听课的人。"
ENDING = "等到最后一盏灯熄灭,人们才想起明天还要再来一次。"


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("// 本期推荐", id="column"),
        pytest.param("首页 > 文化 > 正文", id="crumbs"),
        pytest.param("您的位置：文化", id="place"),
        pytest.param("* * *", id="rule"),
        pytest.param("浏览 1200", id="counter"),
        pytest.param("责任编辑：何山", id="credit"),
        pytest.param("5分钟前", id="posted"),
        pytest.param("+关注", id="button"),
        pytest.param("登录 | 注册", id="buttons"),
        pytest.param("小城的灯", id="title again"),
    ],
)
def test_noise_above_the_body_is_taken_off(line: str) -> None:
    """Between title and body, what belongs to the page is removed."""
    stripped = strip_boilerplate(split_lines(f"小城的灯\n{line}\n{PARAGRAPH}\n{ENDING}"))
    assert stripped.title == "小城的灯"
    assert [removed.line.text for removed in stripped.removed] == [line]
    assert [kept.text for kept in stripped.body] == [PARAGRAPH, ENDING]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("- 0000", id="empty counter"),
        pytest.param("\ue601 点赞 30", id="counter with its icon"),
        pytest.param("收藏", id="button"),
        pytest.param("歡迎關注小城的微信公眾號", id="call to follow"),
        pytest.param("更多内容,请关注小城公众号", id="longer call"),
        pytest.param("未经允许不得转载。版权所有", id="copyright"),
        pytest.param("以上文章不代表本刊立场。", id="disclaimer"),
        pytest.param("© 2023 Xiaocheng. All rights reserved.", id="copyright in english"),
        pytest.param("(完)", id="end"),
        pytest.param("返回小城网，查看更多", id="button"),
        pytest.param("上一篇：大江的桥", id="other article"),
        pytest.param("本文仅代表作者观点,侵权请联系删除", id="disclaimer of a platform"),
        pytest.param("責任編輯：何山", id="credit"),
        pytest.param("小城晚報記者 何山", id="byline"),
    ],
)
def test_noise_below_the_body_is_taken_off(line: str) -> None:
    """After the last paragraph, what belongs to the page is removed, however much there is of it."""
    stripped = strip_boilerplate(split_lines(f"小城的灯\n{PARAGRAPH}\n{ENDING}\n{line}\n{line}\n"))
    assert [removed.line.text for removed in stripped.removed] == [line, line]
    assert [kept.text for kept in stripped.body] == [PARAGRAPH, ENDING]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("这并不代表老人的观点。", id="no disclaimer"),
        pytest.param("谁来关注我们的明天?", id="no call to follow"),
        pytest.param("……", id="silence"),
        pytest.param("我们都在等下一篇。", id="no other article"),
        pytest.param("「完了。」", id="speech"),
        pytest.param("点赞的人很多。", id="no counter"),
        pytest.param("记者来了又走。", id="no byline"),
        pytest.param("请下载过这本书的人举手,他说。", id="no call to download"),
    ],
)
def test_a_last_line_of_the_text_stays(line: str) -> None:
    """A line that only resembles the page's furniture is of the body."""
    stripped = strip_boilerplate(split_lines(f"小城的灯\n{PARAGRAPH}\n{line}"))
    assert stripped.body[-1].text == line


@pytest.mark.parametrize("line", ["- 0000", "点赞 30", "文 | 林小雨", "版权所有"])
def test_a_line_inside_the_body_is_never_taken_off(line: str) -> None:
    """Only what stands above the first paragraph or below the last is judged."""
    stripped = strip_boilerplate(split_lines(f"小城的灯\n{PARAGRAPH}\n{line}\n{ENDING}"))
    assert [kept.text for kept in stripped.body] == [PARAGRAPH, line, ENDING]
    assert not stripped.removed


@pytest.mark.parametrize("first", [pytest.param(ENDING, id="sentence"), pytest.param("01", id="number")])
def test_a_text_that_begins_with_its_body_has_no_title(first: str) -> None:
    """A first line that ends as a sentence does, or numbers a section, is of the body."""
    stripped = strip_boilerplate(split_lines(f"{first}\n{PARAGRAPH}"))
    assert (stripped.title, stripped.title_line) == ("", None)
    assert [line.text for line in stripped.body] == [first, PARAGRAPH]


def test_a_byline_may_stand_above_the_title() -> None:
    """Noise and fields come before or after the title; the title is the first line that is neither."""
    stripped = strip_boilerplate(
        split_lines(f"// 本期推荐\n文 | 林小雨\n小城的灯_文化_南山网\n2023-05-06\n{PARAGRAPH}")
    )
    assert stripped.title == "小城的灯"
    assert [(found.field.kind, found.field.value, found.line.number) for found in stripped.found] == [
        ("author", "林小雨", 2),
        ("date", "2023-05-06", 4),
        ("source", "南山网", 3),
    ]


def test_a_notice_that_names_one_book_may_name_the_source() -> None:
    """The publication that claims the copyright may be the source; of two, neither is."""
    stripped = strip_boilerplate(split_lines(f"小城的灯\n{PARAGRAPH}\n未经《小城》杂志允许不得转载,《小城》版权所有"))
    assert [(found.field.value, found.field.certain) for found in stripped.found] == [("小城", False)]
    stripped = strip_boilerplate(split_lines(f"小城的灯\n{PARAGRAPH}\n《小城》与《大江》版权所有"))
    assert not stripped.found


def test_lines_lose_their_indents_and_keep_their_numbers() -> None:
    """Blank lines of any kind of space are no lines; the rest know where they stand in the file."""
    lines = split_lines("\ufeff甲\n\u00a0\n\u3000\u3000乙 丙 \n丁\n\n")
    assert [(line.number, line.column, line.text) for line in lines] == [(1, 2, "甲"), (3, 3, "乙 丙"), (4, 1, "丁")]
