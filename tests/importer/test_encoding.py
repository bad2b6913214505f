"""The encoding of a raw text."""

from __future__ import annotations

import pytest

from duben.importer import UnreadableTextError, decode

SIMPLIFIED = "今天我们在图书馆里读到一篇新的文章,作者说机器也会做梦。"
TRADITIONAL = "今天我們在圖書館裏讀到一篇新的文章，作者說機器也會做夢。"
CANTONESE = "我哋喺圖書館度睇書,佢話呢篇文章係新嘅,啲機器都識發夢。"


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        pytest.param(SIMPLIFIED, "utf-8", "utf-8", id="utf-8"),
        pytest.param("Plain ASCII", "ascii", "utf-8", id="ascii"),
        pytest.param("", "ascii", "utf-8", id="empty"),
        pytest.param(SIMPLIFIED, "utf-8-sig", "utf-8-sig", id="utf-8 with a mark"),
        pytest.param(TRADITIONAL, "utf-16", "utf-16", id="utf-16 with a mark"),
        pytest.param("\ufeff" + TRADITIONAL, "utf-16-be", "utf-16", id="utf-16, big end first"),
        pytest.param(SIMPLIFIED, "gb18030", "gb18030", id="simplified in gb18030"),
        pytest.param(TRADITIONAL, "gb18030", "gb18030", id="traditional in gb18030"),
        pytest.param(SIMPLIFIED + "𠮷", "gb18030", "gb18030", id="four bytes in gb18030"),
        pytest.param(TRADITIONAL, "cp950", "cp950", id="big5"),
        pytest.param(CANTONESE, "big5hkscs", "big5hkscs", id="big5 with the hong kong characters"),
        pytest.param("天下", "gb18030", "gb18030", id="two characters in gb18030"),
        pytest.param("天下", "cp950", "cp950", id="two characters in big5"),
    ],
)
def test_a_text_comes_back_from_each_encoding(text: str, encoding: str, named: str) -> None:
    """What was written in an encoding is read as it was, without a byte order mark, and the encoding is named."""
    assert decode(text.encode(encoding)) == (text.removeprefix("\ufeff"), named)


@pytest.mark.parametrize(
    ("data", "offset"),
    [
        pytest.param(SIMPLIFIED.encode()[:-1], 79, id="utf-8 that was cut off"),
        pytest.param("naïve café".encode("latin-1"), 2, id="latin-1"),
        pytest.param("日本語のテキストです。".encode("shift-jis"), 0, id="japanese"),
        pytest.param("한국어 문장입니다.".encode("euc-kr"), 0, id="korean"),
        pytest.param(SIMPLIFIED.encode("utf-16-le"), None, id="utf-16 without a mark"),
        pytest.param(b"a\0b", 1, id="binary"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 0, id="picture"),
        pytest.param(b"\xef\xbb\xbf\xff", 0, id="mark of utf-8 on something else"),
        pytest.param(b"\xff\xfea", 0, id="half a character of utf-16"),
        pytest.param(b"\xff\xfe\0\0a\0\0\0", 0, id="utf-32"),
    ],
)
def test_an_implausible_text_is_refused(data: bytes, offset: int | None) -> None:
    """Bytes that no encoding makes an ordinary text of raise an error that says where they cease to be UTF-8."""
    with pytest.raises(UnreadableTextError) as caught:
        decode(data)
    assert offset is None or caught.value.offset == offset
