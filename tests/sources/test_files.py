"""Files as bytes: UTF-8 with whatever line ends, or the place where they are not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duben.model.diagnostics import Severity
from duben.model.texts import clean
from duben.sources.files import decode, read_file


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param("甲\n乙".encode(), "甲\n乙", id="plain"),
        pytest.param("\ufeff甲".encode(), "甲", id="byte-order-mark"),
        pytest.param(b"a\r\nb\rc", "a\nb\nc", id="line-ends"),
        pytest.param("a\v\f\x85\u2028\u2029b".encode(), "a\n\n\n\n\nb", id="other-line-separators"),
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
        pytest.param("甲\u2028乙".encode() + b"\xff", (2, 2), id="other-line-separators"),
    ],
)
def test_the_first_byte_that_is_not_utf_8_has_its_place(data: bytes, place: tuple[int, int]) -> None:
    """Line and column in characters."""
    text, (problem,) = decode(data, "a.md")
    assert (problem.code, problem.line, problem.column) == ("encoding", *place)
    assert "\ufffd" in text


@given(st.binary())
def test_any_bytes_become_clean_text(data: bytes) -> None:
    """With at most one problem of each kind."""
    text, problems = decode(data, "a.md")
    assert clean(text) == (text, None)
    assert [problem.code for problem in problems] in (
        [],
        ["encoding"],
        ["control-character"],
        ["encoding", "control-character"],
    )


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        pytest.param("甲\x01乙", "the control character U+0001 is left out", (1, 2), id="one"),
        pytest.param(
            "甲\r\n\u2028\x0c丙\ufffe\x7f",
            "the control character U+FFFE is left out (2 in this file)",
            (4, 2),
            id="two",
        ),
    ],
)
def test_the_first_control_character_has_its_place(text: str, message: str, place: tuple[int, int]) -> None:
    """And is counted with the others; it is a warning, because the text is readable without it."""
    _, (problem,) = decode(text.encode(), "a.md")
    assert (problem.code, problem.severity, problem.message) == ("control-character", Severity.WARNING, message)
    assert (problem.line, problem.column) == place


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes in folders")
def test_only_a_regular_file_is_read(tmp_path: Path) -> None:
    """A pipe is refused at once, although nobody writes to it."""
    os.mkfifo(tmp_path / "pipe")
    for name in ("pipe", "", "nothing"):
        with pytest.raises(OSError, match=r"."):
            read_file(tmp_path / name)
    (tmp_path / "file").write_bytes(b"x")
    assert read_file(tmp_path / "file") == b"x"
