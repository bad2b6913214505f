"""What a text is written in."""

from __future__ import annotations

import pytest

from duben.chinese.detection import detect, evidence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("这是简体中文，软件和视频。", ("hans", "cn"), id="simplified"),
        pytest.param("這是為了說明軟體裡的影片。", ("hant", "tw"), id="taiwan"),
        pytest.param("這是為了説明軟件裏的視像。", ("hant", "hk"), id="hong-kong"),
        pytest.param("這是爲了說明軟件裏的視頻。", ("hant", "cn"), id="mainland-print"),
        pytest.param("網路資料庫", ("hant", "tw"), id="vocabulary-of-taiwan"),
        pytest.param("網絡數據與信息", ("hant", "cn"), id="vocabulary-of-the-mainland"),
        pytest.param("開門見山", ("hant", "tw"), id="nothing-regional"),
        pytest.param("你好", ("hans", "cn"), id="nothing-of-one-script"),
        pytest.param("", ("hans", "cn"), id="empty"),
    ],
)
def test_detect(text: str, expected: tuple[str, str]) -> None:
    """Characters of one script decide the script, shapes before vocabulary the region."""
    assert detect(text) == expected


def test_characters_of_both_scripts_decide_nothing() -> None:
    """里, 后 and 台 are written in both scripts, 温 and 秘 in a Traditional region too."""
    found = evidence("里后台只干秘温")
    assert not found.simplified
    assert not found.traditional


def test_describe_a_mixed_source() -> None:
    """The line for the editor gives the region, vocabulary that does not fit it, characters of the other script."""
    line = evidence("我們説，這裏的視頻、視頻和信息，由评论员寫。").describe()
    assert line == (
        "Traditional characters as in Hong Kong (裏 1, 説 1), with the vocabulary of the mainland (視頻 2, 信息 1);"
        " of the other script: 员 1, 论 1, 评 1"
    )


def test_describe_a_plain_source() -> None:
    """A text without anything strange is told in two words."""
    assert evidence("这是简体。").describe() == "Simplified characters"
