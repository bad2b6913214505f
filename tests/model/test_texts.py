"""Texts at the door: line ends and control characters, and that XML takes what is left."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duben.model.texts import Removed, clean


@pytest.mark.parametrize(
    ("text", "cleaned", "removed"),
    [
        pytest.param("甲\t乙\n", "甲\t乙\n", None, id="clean"),
        pytest.param("a\r\nb\rc\vd\fe\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh", None, id="separators"),
        pytest.param("a\n\r\nb", "a\n\nb", None, id="blank-line"),
        pytest.param("甲\n乙\x00丙\x1f", "甲\n乙丙", Removed("\0", 2, 2, 2), id="c0"),
        pytest.param("\x7f\x84\x9f", "", Removed("\x7f", 1, 1, 3), id="delete-and-c1"),
        pytest.param("\ufffe\uffff\ufdd0\U0010ffff", "", Removed("\ufffe", 1, 1, 4), id="noncharacters"),
        pytest.param("a\ud800b", "ab", Removed("\ud800", 1, 2, 1), id="surrogate"),
        pytest.param("\ufeff\u200b\u202e\ue000\ufffd", "\ufeff\u200b\u202e\ue000\ufffd", None, id="text-all-the-same"),
    ],
)
def test_a_text_is_cleaned(text: str, cleaned: str, removed: Removed | None) -> None:
    """Line separators become line feeds; what nobody can see or XML forbids goes, with its place."""
    assert clean(text) == (cleaned, removed)


@given(st.text(st.characters()))
def test_clean_text_stands_in_xml(text: str) -> None:
    """Whatever it was; a parser gives it back, and cleaning again changes nothing."""
    cleaned, removed = clean(text)
    element = ET.Element("a")
    element.text = cleaned
    assert ET.fromstring(ET.tostring(element, encoding="utf-8")).text == (cleaned or None)  # noqa: S314 - our own
    assert clean(cleaned) == (cleaned, None)
    assert (removed is None) == (len(cleaned) == len(text.replace("\r\n", "\n")))
