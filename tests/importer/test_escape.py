"""Plain text as Markdown, read back by the parser of articles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duben.article.markdown import parse
from duben.importer.escape import heading, paragraph
from tests.support.texts import plain_text

_SIGNS = "*_`~[](){}<>#+-=|!&;:.\\/^@$0123456789 \t"
TEXT = st.text(
    alphabet=st.one_of(st.sampled_from(_SIGNS + "的漢字，。Aaβ"), st.characters(exclude_categories=["Cc", "Cs"]))
)
LINE = TEXT.map(str.strip).filter(bool)


def said(markdown: str) -> list[tuple[str, int, str]]:
    """Tag, level and text of each block that Duben makes of an article's body, which says nothing but text."""
    document, problems = parse(markdown, "a.md", 1)
    assert not document.links
    assert not document.addresses
    assert not document.footnotes
    assert {problem.code for problem in problems} <= {"raw-html"}
    return [(block.tag, block.level, plain_text(block.pieces)) for block in document.blocks]


@given(st.lists(LINE, min_size=1, max_size=4))
def test_any_lines_read_as_they_are(lines: list[str]) -> None:
    """Whatever lines of text there are, each becomes a paragraph that reads as the line does."""
    assert said("\n\n".join(map(paragraph, lines))) == [("p", 0, line) for line in lines]


@given(LINE)
def test_any_heading_reads_as_it_is(line: str) -> None:
    """Whatever a heading says, it is a heading of the second level that reads so."""
    assert said(heading(line)) == [("h2", 2, line)]


@pytest.mark.parametrize(
    ("line", "markdown"),
    [
        pytest.param("平常的句子，不必改动。", "平常的句子，不必改动。", id="nothing to do"),
        pytest.param("1,第一点", "1,第一点", id="number that is no list"),
        pytest.param("1. 第一点", r"1\. 第一点", id="number that would be a list"),
        pytest.param("12) 第十二点", r"12\) 第十二点", id="number with a bracket"),
        pytest.param("- 一项", r"\- 一项", id="dash that would be a list"),
        pytest.param("-5度", "-5度", id="minus sign"),
        pytest.param("---", r"\---", id="rule"),
        pytest.param("+++", r"\+++", id="fence of front matter"),
        pytest.param("# 号", r"\# 号", id="hash that would be a heading"),
        pytest.param("> 引用", r"\> 引用", id="quotation"),
        pytest.param("[[甲]]和[乙](丙)", r"\[\[甲]]和\[乙](丙)", id="links"),
        pytest.param("{行|háng}", r"\{行|háng}", id="reading"),
        pytest.param("-{于}-", r"-\{于}-", id="forced form"),
        pytest.param("a*b_c`d`<b>", r"a\*b\_c\`d\`\<b>", id="signs"),
        pytest.param("10~20年,~~删~~", r"10~20年,\~\~删\~\~", id="tilde and strikethrough"),
        pytest.param("AT&T与&amp;", r"AT&T与\&amp;", id="ampersand and entity"),
        pytest.param("C:\\路径", r"C:\\路径", id="backslash"),
    ],
)
def test_only_signs_that_matter_are_escaped(line: str, markdown: str) -> None:
    """A line stays as readable in Markdown as it can: a sign is escaped only where it would be one."""
    assert paragraph(line) == markdown
