"""Markdown and what Duben adds to it: which pieces it becomes, and which problems are found at which place."""

from __future__ import annotations

import pytest
from hypothesis import given

from duben.article.markdown import parse, parse_inline
from duben.model.article import Attribute, Document, Fixed, Markup, Piece, Reference, Text
from duben.model.diagnostics import Severity
from tests.support.texts import CLEAN_TEXTS


def document(body: str) -> Document:
    """The document of a body that must be without problems."""
    found, problems = parse(body, "a.md", 1)
    assert problems == []
    return found


def skeleton(pieces: tuple[Piece, ...]) -> str:
    """The pieces in one line: text in ⟨ ⟩ where it may hold mentions, in « » where it may not."""
    shown = []
    for piece in pieces:
        match piece:
            case Text():
                shown.append(f"⟨{piece.text}⟩" if piece.link else f"«{piece.text}»")
            case Markup():
                shown.append(piece.html.replace("\n", ""))
            case Attribute():
                shown.append(f"={piece.text}=")
            case Fixed():
                shown.append(f"{{{piece.simplified}/{piece.traditional or ''}/{piece.pinyin}}}")
            case Reference():
                shown.append(f"→{piece.target}{'*' if piece.titled else ''}")
    return "".join(shown)


@pytest.mark.parametrize(
    ("body", "tag", "expected"),
    [
        pytest.param(
            "甲 **乙** *丙* ~~丁~~", "p", "⟨甲 ⟩<strong>⟨乙⟩</strong>⟨ ⟩<em>⟨丙⟩</em>⟨ ⟩<s>⟨丁⟩</s>", id="emphasis"
        ),
        pytest.param("甲\n乙", "p", "⟨甲乙⟩", id="line-break-between-han"),
        pytest.param("甲，\n“乙", "p", "⟨甲，“乙⟩", id="line-break-between-punctuation"),
        pytest.param("甲\nA", "p", "⟨甲 A⟩", id="line-break-before-latin"),
        pytest.param("甲  \n乙", "p", "⟨甲⟩<br>⟨乙⟩", id="hard-break"),
        pytest.param("甲\n*乙*\n丙", "p", "⟨甲⟩<em>⟨乙⟩</em>⟨丙⟩", id="line-break-beside-markup"),
        pytest.param("甲\n*B*\n丙", "p", "⟨甲 ⟩<em>⟨B⟩</em>⟨ 丙⟩", id="line-break-beside-latin-in-markup"),
        pytest.param("甲\n`b`\n丙", "p", "⟨甲 ⟩<code>b</code>⟨ 丙⟩", id="line-break-beside-code"),
        pytest.param("甲\n{行|háng}", "p", "⟨甲⟩{行//háng}", id="line-break-beside-a-reading"),
        pytest.param("`[[a]] {行|háng}`", "p", "<code>[[a]] {行|háng}</code>", id="code"),
        pytest.param("[甲](b.html)", "p", '<a href="b.html">«甲»</a>', id="link"),
        pytest.param("[甲[[b]]](c.html)", "p", "⟨[甲⟩→b*</a>⟨](c.html)⟩", id="no-reference-within-a-link"),
        pytest.param("<https://a.org/>", "p", '<a href="https://a.org/">«https://a.org/»</a>', id="address"),
        pytest.param('![甲](b.png "乙")', "p", '<img src="b.png" loading="lazy" alt="=甲=">', id="image"),
        pytest.param("[[b]]", "p", "→b*</a>", id="reference"),
        pytest.param("[[b|乙]]", "p", "→b«乙»</a>", id="reference-with-text"),
        pytest.param("[[ b ]]", "p", "→b*</a>", id="reference-with-spaces"),
        pytest.param(r"\[[b]]", "p", "⟨[[b]]⟩", id="escaped-reference"),
        pytest.param("{行|háng}", "p", "{行//háng}", id="reading"),
        pytest.param("{行|háng }", "p", "{行//háng}", id="reading-with-a-space"),
        pytest.param("{甲}", "p", "⟨{甲}⟩", id="braces"),
        pytest.param("-{于}-", "p", "{于/于/}", id="no-conversion"),
        pytest.param("-{zh-hans:软件; zh-hant:軟體}-", "p", "{软件/軟體/}", id="forms"),
        pytest.param("甲 & <乙", "p", "⟨甲 & <乙⟩", id="special-characters"),
        pytest.param("&copy;", "p", "⟨©⟩", id="entity"),
        pytest.param("甲&#x2028;乙&#13;C&#1;", "p", "⟨甲乙 C\ufffd⟩", id="references-to-control-characters"),
        pytest.param(
            '[甲](b.html "a&#x0c;b")', "p", '<a href="b.html" title="ab">«甲»</a>', id="references-in-a-title"
        ),
        pytest.param("- 甲\n- 乙", "ul", "<li>⟨甲⟩</li><li>⟨乙⟩</li>", id="tight-list"),
        pytest.param("> 甲", "blockquote", "<p>⟨甲⟩</p>", id="quotation"),
        pytest.param("```py\n甲\n```", "", '<pre><code class="language-py">甲</code></pre>', id="fence"),
        pytest.param("---", "", "<hr>", id="rule"),
        pytest.param("## 甲 [[b]]", "h2", "«甲 »→b*</a>", id="heading"),
    ],
)
def test_a_block_becomes_pieces(body: str, tag: str, expected: str) -> None:
    """Text apart from markup, and each mark of ours a piece of its own."""
    (block,) = document(body).blocks
    assert (block.tag, skeleton(block.pieces)) == (tag, expected)


def test_a_table_is_one_block_aligned_by_classes() -> None:
    """An inline style would be blocked by the page's own policy."""
    (block,) = document("|甲|乙|丙|\n|-|-:|:-:|\n|丁|戊|己|").blocks
    assert block.tag == "table"
    assert "<tr><td>⟨丁⟩</td><td class=right>⟨戊⟩</td><td class=center>⟨己⟩</td></tr>" in skeleton(block.pieces)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("甲**“乙”**丙", "⟨甲⟩<strong>⟨“乙”⟩</strong>⟨丙⟩", id="quotation-marks"),
        pytest.param("甲**「乙」**丙", "⟨甲⟩<strong>⟨「乙」⟩</strong>⟨丙⟩", id="corner-brackets"),
        pytest.param("**甲：**乙", "<strong>⟨甲：⟩</strong>⟨乙⟩", id="colon"),
        pytest.param("甲**（乙）**A", "⟨甲⟩<strong>⟨（乙）⟩</strong>⟨A⟩", id="before-latin"),
        pytest.param("甲**[乙](b.html)**丙", '⟨甲⟩<strong><a href="b.html">«乙»</a></strong>⟨丙⟩', id="link"),
        pytest.param("甲**{行|háng}**丙", "⟨甲⟩<strong>{行//háng}</strong>⟨丙⟩", id="reading"),
        pytest.param("甲*“乙”*丙~~“丁”~~戊", "⟨甲⟩<em>⟨“乙”⟩</em>⟨丙⟩<s>⟨“丁”⟩</s>⟨戊⟩", id="other-marks"),
        pytest.param("𰻞**(甲)**乙", "⟨𰻞⟩<strong>⟨(甲)⟩</strong>⟨乙⟩", id="beyond-the-basic-plane"),
        pytest.param("a**(b)**c", "⟨a**(b)**c⟩", id="latin-as-in-commonmark"),
        pytest.param("甲 ** 乙", "⟨甲 ** 乙⟩", id="spaces"),
        pytest.param("甲\\*\\*乙\\*\\*", "⟨甲**乙**⟩", id="backslashes"),
        pytest.param("甲_“乙”_丙", "⟨甲_“乙”_丙⟩", id="underscores-as-in-commonmark"),
    ],
)
def test_emphasis_beside_han_characters(body: str, expected: str) -> None:
    """It needs no space there, as markdown-cjk-friendly specifies."""
    (block,) = parse(body, "a.md", 1)[0].blocks
    assert skeleton(block.pieces) == expected


@pytest.mark.parametrize(
    ("body", "anchors"),
    [
        pytest.param("甲\n\n乙", ["p1", "p2"], id="paragraphs"),
        pytest.param("## 什么是 DiT？\n\n甲", ["s-什么是-dit", "p1"], id="heading"),
        pytest.param("## 甲\n\n## 甲", ["s-甲", "s-甲-2"], id="same-heading"),
        pytest.param("## 甲\n\n## 甲\n\n## 甲-2", ["s-甲", "s-甲-2", "s-甲-2-2"], id="numbered-heading"),
        pytest.param("## ？", ["s-section"], id="heading-without-a-letter"),
        pytest.param("## p1\n\n甲", ["s-p1", "p1"], id="heading-like-a-number"),
        pytest.param("## **甲**{行|háng}`b`", ["s-甲行b"], id="heading-with-markup"),
        pytest.param("## -{zh-hans:甲; zh-hant:乙}-丙", ["s-甲丙"], id="heading-with-forms"),
        pytest.param("## [[b|甲]][乙](c.html)[[d]]", ["s-甲乙d"], id="heading-with-links"),
        pytest.param("甲\n乙\n===", ["s-甲乙"], id="heading-of-two-lines"),
    ],
)
def test_every_block_has_an_id_of_its_own(body: str, anchors: list[str]) -> None:
    """Headings by their words, the rest by number."""
    assert [block.id for block in document(body).blocks] == anchors


@given(CLEAN_TEXTS)
def test_ids_are_unique_whatever_the_text(body: str) -> None:
    """Also where headings repeat, and in footnotes."""
    found, _ = parse(body + "\n\n## 甲\n\n## 甲\n\n甲[^1]\n\n[^1]: 乙", "a.md", 1)
    ids = [block.id for block in found.blocks] + [block.id for note in found.footnotes for block in note.blocks]
    assert len(ids) == len(set(ids))


def test_lines_are_those_of_the_file() -> None:
    """A block knows its line, counted from where the body begins."""
    found, _ = parse("甲\n\n## 乙\n\n丙", "a.md", 6)
    assert [(block.line, block.level) for block in found.blocks] == [(6, 0), (8, 2), (10, 0)]


def test_footnotes_stand_apart_and_know_who_refers_to_them() -> None:
    """Numbered as they are referred to; a second reference has the same number."""
    found = document("甲[^b]，乙[^a]。\n\n丙[^b]\n\n[^a]: 注一\n\n[^b]: 注二\n\n    又一段")
    assert [(note.number, note.block, len(note.blocks)) for note in found.footnotes] == [(1, "p1", 2), (2, "p1", 1)]
    assert skeleton(found.footnotes[1].blocks[0].pieces) == "⟨注一⟩"
    assert "href=#fn-1" in skeleton(found.blocks[1].pieces)


def test_links_and_images_are_kept_with_their_place() -> None:
    """Two links to one target have two places."""
    found, _ = parse("甲[[b]]和[[b]]\n\n- ![丙](丙.png)和[戊](d/%E6%88%8A.PDF#page=2)\n- [[c|丁]]", "a.md", 3)
    assert [(link.target, link.block, link.line, link.column) for link in found.links] == [
        ("b", "p1", 3, 2),
        ("b", "p1", 3, 8),
        ("c", "p2", 6, 3),
    ]
    assert [(each.address.text, each.line, each.column, each.is_image) for each in found.addresses] == [
        ("%E4%B8%99.png", 5, 3, True),
        ("d/%E6%88%8A.PDF#page=2", 5, 15, False),
    ]
    assert found.media == ("d/戊.PDF", "丙.png")


@pytest.mark.parametrize(
    ("body", "shown", "places"),
    [
        pytest.param("甲[乙](javascript:x)丙", "⟨甲乙丙⟩", [(3, 2)], id="link"),
        pytest.param("甲[乙](<java&#10;script:x>)丙", "⟨甲乙丙⟩", [(3, 2)], id="hidden-by-a-line-feed"),
        pytest.param("甲\n[乙][r]\n\n[r]: data:text/html,x", "⟨甲乙⟩", [(4, 1)], id="reference"),
        pytest.param("甲<vbscript:x>", "⟨甲vbscript:x⟩", [(3, 2)], id="autolink"),
        pytest.param("[甲]()和[乙](//a.org)", "⟨甲和乙⟩", [(3, 1), (3, 7)], id="empty-and-without-a-scheme"),
        pytest.param("![甲](data:image/png;base64,AA)", "⟨甲⟩", [(3, 1)], id="image"),
        pytest.param("[![甲](javascript:x)](http://[x)", "⟨甲⟩", [(3, 1), (3, 2)], id="image-in-a-link"),
    ],
)
def test_a_link_without_an_allowed_address_is_text(body: str, shown: str, places: list[tuple[int, int]]) -> None:
    """It is reported at its place: an image as an error, a link as a warning."""
    found, problems = parse(body, "a.md", 3)
    assert "".join(skeleton(block.pieces) for block in found.blocks) == shown
    assert [(problem.line, problem.column) for problem in problems] == places
    assert {problem.code for problem in problems} == {"bad-address"}
    assert not found.addresses


@pytest.mark.parametrize(
    ("body", "code", "line", "column"),
    [
        pytest.param("甲\n乙<b>丙", "raw-html", 4, 2, id="tag"),
        pytest.param("甲\n\n<div>\n乙", "raw-html", 5, 1, id="block-of-html"),
        pytest.param("甲 -{zh-hans:软件}-", "bad-override", 3, 3, id="one-form-only"),
        pytest.param("-{zh-tw:甲}-", "bad-override", 3, 1, id="other-language"),
        pytest.param("甲\n-{}-", "bad-override", 4, 1, id="nothing"),
    ],
)
def test_a_problem_has_its_place(body: str, code: str, line: int, column: int) -> None:
    """Line in the file, column in characters; the text is unchanged."""
    _, (problem,) = parse(body, "a.md", 3)
    assert (problem.path, problem.code, problem.line, problem.column) == ("a.md", code, line, column)


def test_raw_html_is_a_warning_and_two_tags_are_two() -> None:
    """Each at its own place, and the text keeps both."""
    found, problems = parse("<b>甲</b>和<b>", "a.md", 1)
    assert [(p.column, p.severity) for p in problems] == [
        (1, Severity.WARNING),
        (5, Severity.WARNING),
        (10, Severity.WARNING),
    ]
    assert skeleton(found.blocks[0].pieces) == "⟨<b>甲</b>和<b>⟩"


@pytest.mark.parametrize("text", ["1 < 2 > 1", "`<b>`", "<https://a.org>", "a<b，c>d"])
def test_what_is_no_tag_is_no_html(text: str) -> None:
    """A comparison, code and an address are no HTML."""
    assert parse(text, "a.md", 1)[1] == []


def test_inline_markdown_is_pieces_without_a_block() -> None:
    """As a definition is written."""
    assert skeleton(parse_inline("*甲*与[[b]]")) == "<em>⟨甲⟩</em>⟨与⟩→b*</a>"
