"""Headings and short paragraphs."""

from __future__ import annotations

import pytest

from duben.importer.headings import find_headings
from duben.importer.lines import split_lines

LONG = "小城的图书馆在清晨六点就亮起了灯,门口已经排着十几个来听课的人。"
SPEECH = "老人说:“我在这里看了四十年的书,从来没有想过会有这么一天。”"


def headings(*lines: str) -> tuple[list[str], list[str]]:
    """The certain and the doubtful headings of a body."""
    found = find_headings(split_lines("\n".join(lines)))
    return [lines[place] for place in sorted(found.certain)], [lines[place] for place in sorted(found.doubtful)]


@pytest.mark.parametrize(
    ("lines", "certain", "doubtful"),
    [
        pytest.param((LONG, "灯下的人", SPEECH), ["灯下的人"], [], id="between paragraphs"),
        pytest.param(
            (LONG, "灯下:看書,還是看“人”", LONG), ["灯下:看書,還是看“人”"], [], id="marks inside, quotation at its end"
        ),
        pytest.param(
            (LONG, "谁来点灯?", LONG, "灯下的人", LONG), ["谁来点灯?", "灯下的人"], [], id="question among headings"
        ),
        pytest.param((LONG, "谁来点灯?", LONG), [], ["谁来点灯?"], id="question alone"),
        pytest.param((LONG, "天亮了。", LONG), [], [], id="short sentence"),
        pytest.param((LONG, "他低声说道:", LONG), [], [], id="colon"),
        pytest.param((LONG, "“好的”", LONG), [], [], id="speech"),
        pytest.param((LONG, "图源:小城档案馆", LONG), [], [], id="caption"),
        pytest.param((LONG, "(资料图)", LONG), [], [], id="caption in brackets"),
        pytest.param((LONG, "資料圖片", LONG), [], [], id="traditional caption"),
        pytest.param((LONG, "灯下的人", "天亮了。", LONG), [], ["灯下的人"], id="before a short line"),
        pytest.param(("灯下的人", LONG, LONG), [], ["灯下的人"], id="first line"),
        pytest.param((LONG, LONG, "灯下的人"), [], ["灯下的人"], id="last line"),
        pytest.param((LONG, "资源之争", LONG), ["资源之争"], [], id="word that begins like a caption's"),
        pytest.param(("01", LONG, "02", "天亮了。", "03", LONG), ["01", "02", "03"], [], id="numbers from one"),
        pytest.param(("0", LONG, "1", LONG), ["0", "1"], [], id="numbers from nought"),
        pytest.param(("01", "灯下的人", LONG, "02", LONG), ["01", "灯下的人", "02"], [], id="title under a number"),
        pytest.param((LONG, "01", LONG), [], ["01"], id="one number"),
        pytest.param((LONG, "01", LONG, "03", LONG), [], ["01", "03"], id="numbers with a gap"),
        pytest.param((LONG, "1998", LONG), ["1998"], [], id="year"),
    ],
)
def test_only_certain_headings_become_headings(lines: tuple[str, ...], certain: list[str], doubtful: list[str]) -> None:
    """A line is a heading where the stated rule says so for certain; where it may be one, it is told as doubtful."""
    assert headings(*lines) == (certain, doubtful)
