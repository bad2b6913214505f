"""What holds of every site, whatever people wrote."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Container, Iterable
from xml.etree import ElementTree as ET

from duben import chinese
from duben.article.markdown import parse
from duben.model.article import Article, Block, Fixed, Text
from duben.model.compiled import ArticleBody, BlockWords, PlainText
from duben.model.diagnostics import Diagnostic
from duben.model.texts import clean
from duben.model.words import Script, Word
from tests.support import pages

IN_ARTICLES = frozenset(
    [
        *["div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "hr"],
        *["table", "thead", "tbody", "tr", "th", "td"],
        *["ruby", "rt", "a", "em", "strong", "s", "sup", "code", "img", "br", "wbr"],
    ]
)
"""The elements that an article may have."""
_OWN_LINK = re.compile(r"<a(?: class=(?:\w+|\"[\w ]+\"))? href=([^\s\"'>]+)")
"""A link of ours: an author's has quotation marks."""


def parsed(html: str) -> pages.Page:
    """The elements of HTML; fails if its tags do not match."""
    assert clean(html) == (html, None), "a page has a control character"
    page = pages.read(html)
    assert not page.faults, page.faults
    return page


def check_body(body: ArticleBody) -> None:
    """An article has only elements that Markdown and we have, and nothing that runs."""
    html = "".join([*(block.html for block in body.blocks), *(note.html for note in body.notes)])
    found = pages.read(re.sub("\ufdd0(?:hans|hant)\ufdd1[^\ufdd2]*\ufdd2[01]\ufdd3", "<a>", html))
    assert not found.faults, found.faults
    assert found.tags <= IN_ARTICLES, found.tags - IN_ARTICLES
    assert not [name for name in found.attributes if name.startswith("on") or name == "style"]
    assert len(found.ids) == len(set(found.ids)), "two elements have one id"


def check_words(blocks: Iterable[BlockWords]) -> None:
    """Each reading is parallel to its own form, with a syllable for each Han character."""
    for block in blocks:
        for _, words in block.runs:
            for word in words:
                _check_reading(word, "hans")
                _check_reading(word, "hant")


def _check_reading(word: Word, script: Script) -> None:
    form, reading = word.form(script), word.reading(script)
    if reading is None:
        assert not any(map(chinese.is_han, chinese.fold(form))), f"{word} has no reading"
        return
    assert len(form) == len(reading), word
    for char, syllable in zip(chinese.fold(form), reading, strict=True):
        assert (syllable is not None) or not chinese.is_han(char), word


def check_text(article: Article, text: PlainText) -> None:
    """The words of each block, joined in the article's own script, are its text."""
    document, _ = parse(article.body, article.path, article.body_line)
    blocks = [*document.blocks, *(block for note in document.footnotes for block in note.blocks)]
    expected = [_written(block, article.script) for block in blocks]
    assert text.forms.form(article.script) == "\n".join(expected)
    assert len(text.lines) == len(blocks)
    assert text.forms.hans.count("\n") == text.forms.hant.count("\n")


def _written(block: Block, script: Script) -> str:
    parts = []
    for piece in block.pieces:
        if isinstance(piece, Text):
            parts.append(piece.text)
        elif isinstance(piece, Fixed):
            is_other = script == "hant" and piece.traditional is not None
            parts.append(piece.traditional or "" if is_other else piece.simplified)
    return "".join(parts)


def check_page(path: str, data: bytes, paths: Container[str], base: str) -> None:
    """A page is sound HTML, and each link of ours leads to a file of the site or to an element of the page.

    `base` is the path of the site on its host.
    """
    html = data.decode()
    page = parsed(html)
    for target in _OWN_LINK.findall(html):
        place, _, fragment = target.partition("#")
        if place.startswith(("http:", "https:", "mailto:")):
            continue
        if place:
            found = posixpath.join(posixpath.dirname(base + path), place)
            found = posixpath.normpath(f"{found}index.html" if found.endswith("/") else found).removeprefix(base)
            assert found in paths, f"{path} links to {target}"
        elif fragment:
            assert fragment in page.ids, f"{path} links to {target}"


def check_file(path: str, data: bytes, paths: Container[str], base: str) -> None:
    """Any file is well-formed for what its name says."""
    if path.endswith(".html"):
        check_page(path, data, paths, base)
    elif path.endswith(".xml"):
        ET.fromstring(data)  # noqa: S314 - our own
    elif path.endswith(".json"):
        json.loads(data)
    elif path.startswith("search/"):
        json.loads(b"[" + data.removeprefix(b"dubenShard(").removesuffix(b")\n") + b"]")


def check_problems(problems: Iterable[Diagnostic], texts: dict[str, str]) -> None:
    """Each problem has a place in the file that it is about, and is printable in one line."""
    for problem in problems:
        assert "\n" not in problem.message, problem
        assert "\n" not in problem.hint, problem
        assert problem.line >= 1, problem
        assert problem.column >= 1, problem
        if problem.path in texts:
            lines = clean(texts[problem.path])[0].split("\n")
            assert problem.line <= len(lines), problem
            assert problem.column <= len(lines[problem.line - 1]) + 1 or problem.code == "encoding", problem
