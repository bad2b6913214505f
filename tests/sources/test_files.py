"""Files as bytes: UTF-8 with whatever line ends, or the place where they are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duben.sources.files import decode


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param("甲\n乙".encode(), "甲\n乙", id="plain"),
        pytest.param("\ufeff甲".encode(), "甲", id="byte-order-mark"),
        pytest.param(b"a\r\nb\rc", "a\nb\nc", id="line-ends"),
        pytest.param(b"", "", id="empty"),
    ],
)
def test_text_is_read_without_mark_and_with_one_line_end(data: bytes, text: str) -> None:
    """However the editor's program saves it."""
    assert decode(data, "a.md") == (text, [])


@pytest.mark.parametrize(
    ("data", "place"),
    [
        pytest.param(b"\xff", (1, 1), id="at-once"),
        pytest.param("甲乙\r\n丙".encode() + b"\xff", (2, 2), id="second-line"),
        pytest.param("\ufeff甲".encode() + b"\xff", (1, 2), id="after-a-mark"),
        pytest.param("甲".encode()[:2], (1, 1), id="cut-short"),
        pytest.param("甲\r乙".encode() + b"\xff", (2, 2), id="old-line-ends"),
    ],
)
def test_the_first_byte_that_is_not_utf_8_has_its_place(data: bytes, place: tuple[int, int]) -> None:
    """Line and column in characters."""
    text, (problem,) = decode(data, "a.md")
    assert (problem.code, problem.line, problem.column) == ("encoding", *place)
    assert "\ufffd" in text


@given(st.binary())
def test_any_bytes_become_text(data: bytes) -> None:
    """With at most one problem, and never a carriage return."""
    text, problems = decode(data, "a.md")
    assert "\r" not in text
    assert len(problems) <= 1
