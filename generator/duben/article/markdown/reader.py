"""Reads the parser's tokens into a `Document`, and finds the place of each link and problem."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from html import escape
from typing import NamedTuple

from markdown_it.common.normalize_url import normalizeLink
from markdown_it.token import Token

from duben.article.markdown.pieces import merged
from duben.article.markdown.syntax import markdown
from duben.model.addresses import Address, parse_address, refusal
from duben.model.article import (
    Attribute,
    Block,
    Document,
    Fixed,
    Footnote,
    Link,
    Markup,
    Piece,
    Reference,
    Text,
    WrittenAddress,
)
from duben.model.diagnostics import Diagnostic, Severity
from duben.model.texts import CJK, in_one_line
from duben.model.words import Script

_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>")
_STRAY = re.compile(rf"[{CJK}] ?\*\*|\*\* ?[{CJK}]")
_NOT_IN_ANCHOR = re.compile(r"[^\w-]+")
_LINK_HINT = "use https://, http://, mailto: or a relative path; the text is shown without the link"
_IMAGE_HINT = "put the picture beside the article, and write its name"


def parse(body: str, path: str, first_line: int, script: Script = "hans") -> tuple[Document, list[Diagnostic]]:
    """The document in an article's Markdown, with its problems.

    The Markdown starts at line `first_line` of the file `path`. The ids of its headings are in `script`.
    """
    tokens = markdown().parse(body)
    reader = _Reader(path, first_line, body, script)
    blocks, footnotes = [], []
    groups = list(_top_level(tokens))
    for group in groups:
        if group[0].type == "footnote_block_open":
            footnotes = [reader.footnote(note) for note in _top_level(group[1:-1])]
        else:
            blocks.append(reader.block(group))
    return (
        Document(
            blocks=tuple(blocks),
            footnotes=tuple(footnotes),
            links=tuple(reader.links),
            addresses=tuple(reader.addresses),
        ),
        reader.problems,
    )


class InlineText(NamedTuple):
    """One line of inline Markdown: its pieces, its addresses, and a diagnostic without a path for each problem."""

    pieces: tuple[Piece, ...]
    addresses: tuple[WrittenAddress, ...]
    problems: tuple[Diagnostic, ...]


@lru_cache(maxsize=20_000)
def read_inline(text: str) -> InlineText:
    """One line of inline Markdown, such as a definition."""
    reader = _Reader("", 1, text)
    pieces = tuple(merged(reader.inline(markdown().parseInline(text))))
    return InlineText(pieces, tuple(reader.addresses), tuple(reader.problems))


def parse_inline(text: str) -> tuple[Piece, ...]:
    """The pieces of one line of inline Markdown."""
    return read_inline(text).pieces


class _Reader:
    """Converts markdown-it's tokens to blocks, and collects links, addresses and problems."""

    def __init__(self, path: str, first_line: int, body: str, script: Script = "hans") -> None:
        self.path, self.first_line, self.text, self.script = path, first_line, body, script
        self._starts = [0, *(match.end() for match in re.finditer("\n", body)), len(body) + 1]
        self.links: list[Link] = []
        self.addresses: list[WrittenAddress] = []
        self.problems: list[Diagnostic] = []
        self._paragraphs = 0
        self._anchors: Counter[str] = Counter()
        self._block = ""
        self._noted_in: dict[int, str] = {}
        self._searched: dict[int, int] = {}
        self._end = len(body)

    def block(self, tokens: Sequence[Token]) -> Block:
        first = tokens[0]
        line = (first.map[0] if first.map else 0) + self.first_line
        level = int(first.tag[1]) if first.type == "heading_open" else 0
        self._block = self._anchor(self._heading(tokens[1].children or ())) if level else self._next_paragraph()
        if first.nesting == 0:
            return Block(id=self._block, tag="", line=line, pieces=(Markup(_html(first)),))
        pieces = tuple(merged(self.inline(tokens[1:-1], link=not level)))
        attributes = "".join(f' {name}="{escape(str(value))}"' for name, value in first.attrs.items())
        return Block(id=self._block, tag=first.tag, line=line, pieces=pieces, attributes=attributes, level=level)

    def footnote(self, tokens: Sequence[Token]) -> Footnote:
        number = tokens[0].meta["id"] + 1
        inside = [token for token in tokens[1:-1] if token.type != "footnote_anchor"]
        blocks = tuple(self.block(group) for group in _top_level(inside))
        return Footnote(number=number, block=self._noted_in.get(number, ""), blocks=blocks)

    def inline(self, tokens: Iterable[Token], line: int = 0, *, link: bool = True) -> Iterator[Piece]:
        depth = 0
        for token in tokens:
            start = token.map[0] if token.map else line
            depth += token.nesting if token.type in {"link_open", "link_close"} else 0
            match token.type:
                case "inline":
                    self._end = self._starts[token.map[1]] if token.map else len(self.text)
                    yield from self.inline(self._allowed(token.children or (), start), start, link=link)
                case "text":
                    self._warn_of_html(token.content, start)
                    self._warn_of_emphasis(token.content, start)
                    yield Text(token.content, link and not depth)
                case "softbreak":
                    yield Text("\n", link and not depth)
                case "image":
                    yield from self._image(token, start)
                case "reference":
                    yield from self._reference(token, start)
                case "fixed":
                    yield self._fixed(token, start)
                case "th_open" | "td_open":
                    yield Markup(_cell(token))
                case "footnote_ref":
                    yield self._footnote_reference(token.meta["id"] + 1)
                case _:
                    yield Markup(_html(token))

    def _allowed(self, tokens: Iterable[Token], start: int) -> Iterator[Token]:
        """The tokens without the links whose address is refused: only their text stays."""
        address = None
        for token in tokens:
            if token.type == "link_open":
                address = self._address(token, str(token.attrs["href"]), start)
                token.attrs["href"] = address.text if address else ""
            if address or token.type not in {"link_open", "link_close"}:
                yield token

    def _image(self, token: Token, start: int) -> Iterator[Piece]:
        address = self._address(token, str(token.attrs["src"]), start)
        if address is None:
            yield Text(token.content)
            return
        yield Markup(f'<img src="{escape(address.text)}" loading="lazy" alt="')
        yield Attribute(in_one_line(token.content))
        yield Markup('">')

    def _address(self, token: Token, target: str, start: int) -> Address | None:
        """The address of a link or an image; `None` with a diagnostic if it is refused."""
        address, reason = parse_address(normalizeLink(target))
        is_image, markup = token.type == "image", token.meta["written"]
        if is_image and address and address.scheme == "mailto":
            address, reason = None, "is not the address of an image"
        if address is None:
            hint = _IMAGE_HINT if is_image else _LINK_HINT
            self._report(markup, start, "bad-address", refusal(target, reason), hint, grave=is_image)
            return None
        line, column = self._find(markup, start)
        self.addresses.append(WrittenAddress(address=address, line=line, column=column, is_image=is_image))
        return address

    def _reference(self, token: Token, start: int) -> Iterator[Piece]:
        target, label = token.meta["means"]
        line, column = self._find(token.markup, start)
        self.links.append(Link(target=target, block=self._block, line=line, column=column))
        yield Reference(target, titled=not label)
        if label:
            yield Text(label, link=False)
        yield Markup("</a>")

    def _fixed(self, token: Token, start: int) -> Piece:
        fixed: Fixed | None = token.meta["means"]
        if fixed is None:
            hint = "write -{zh-hans:软件; zh-hant:軟體}- or -{于}-"
            message = f"{token.markup} does not give a form for each script"
            self._report(token.markup, start, "bad-override", message, hint)
            return Text(token.markup)
        return fixed

    def _footnote_reference(self, number: int) -> Markup:
        self._noted_in.setdefault(number, self._block)
        return Markup(f"<sup class=fn><a href=#fn-{number} role=doc-noteref>{number}</a></sup>")

    def _warn_of_html(self, text: str, start: int) -> None:
        hint = "use Markdown, or put the tag between backticks to show it"
        for tag in _TAG.findall(text) if "<" in text else ():
            message = f"{tag} is shown as text: articles cannot contain HTML"
            self._report(tag, start, "raw-html", message, hint, grave=False)

    def _warn_of_emphasis(self, text: str, start: int) -> None:
        """Report asterisks that are shown beside a Han character. Those written with a backslash are meant."""
        stray = _STRAY.search(text) if "**" in text else None
        if stray and (found := self._find(stray[0], start)) != (start + self.first_line, 1):
            hint = "write both ** close to the words between them, or \\*\\* to show asterisks"
            self._problem(found, "stray-emphasis", "** is shown as text: it has no partner", hint, Severity.WARNING)

    def _report(self, markup: str, start: int, code: str, message: str, hint: str, *, grave: bool = True) -> None:  # noqa: PLR0913 - the parts of a diagnostic
        severity = Severity.ERROR if grave else Severity.WARNING
        self._problem(self._find(markup, start), code, message, hint, severity)

    def _problem(self, place: tuple[int, int], code: str, message: str, hint: str, severity: Severity) -> None:
        line, column = place
        self.problems.append(
            Diagnostic(
                path=self.path, line=line, column=column, code=code, message=message, hint=hint, severity=severity
            )
        )

    def _find(self, markup: str, start: int) -> tuple[int, int]:
        """Line in the file and column of `markup`, in the inline text that begins at line `start` of the body.

        The text is searched once: each search goes on behind the start of what the last one found.
        """
        place = self.text.find(markup, self._searched.get(start, self._starts[start]), self._end)
        if place < 0:
            return start + self.first_line, 1
        self._searched[start] = place + 1
        line = bisect_right(self._starts, place) - 1
        return line + self.first_line, place - self._starts[line] + 1

    def _next_paragraph(self) -> str:
        self._paragraphs += 1
        return f"p{self._paragraphs}"

    def _heading(self, tokens: Iterable[Token]) -> str:
        """The text of a heading as a reader sees it in the script of the source."""
        return in_one_line("".join(self._shown(token) for token in tokens))

    def _shown(self, token: Token) -> str:
        match token.type:
            case "text" | "code_inline":
                return token.content
            case "softbreak" | "hardbreak":
                return "\n"
            case "reference":
                target, label = token.meta["means"]
                return str(label or target)
            case "fixed":
                fixed: Fixed | None = token.meta["means"]
                own = fixed.traditional if fixed and self.script == "hant" else None
                return own or (fixed.simplified if fixed else token.markup)
        return ""

    def _anchor(self, heading: str) -> str:
        """The id of a heading: its words, with a prefix that no numbered id has."""
        base = "s-" + (_NOT_IN_ANCHOR.sub("-", heading).strip("-").lower() or "section")
        anchor = base
        while anchor in self._anchors:
            self._anchors[base] += 1
            anchor = f"{base}-{self._anchors[base]}"
        self._anchors[anchor] = 1
        return anchor


def _html(token: Token) -> str:
    html: str = markdown().renderer.render([token], markdown().options, {})
    return html.strip("\n")


def _cell(token: Token) -> str:
    """A cell with its alignment as a class, because the page's Content-Security-Policy forbids inline styles."""
    align = str(token.attrs.get("style", "")).removeprefix("text-align:")
    return f"<{token.tag} class={align}>" if align else f"<{token.tag}>"


def _top_level(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    group: list[Token] = []
    depth = 0
    for token in tokens:
        group.append(token)
        depth += token.nesting
        if depth == 0:
            yield group
            group = []
