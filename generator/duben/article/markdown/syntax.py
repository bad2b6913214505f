"""The parser: markdown-it with three inline rules for Duben's syntax, and emphasis beside Han characters.

`[[target|text]]` refers to an article or an entry; `{行|háng}` sets a reading; `-{zh-hans:软件; zh-hant:軟體}-` sets
both forms and `-{于}-` prevents conversion (as in MediaWiki). Raw HTML becomes text.

Emphasis follows the specification markdown-cjk-friendly: `**“强调”**文字` is strong. CommonMark wants a space there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import chain

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline, RuleFuncInlineType
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline import autolink as autolink_rule
from markdown_it.rules_inline import image as image_rule
from markdown_it.rules_inline import link as link_rule
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.footnote import footnote_plugin

from duben.model.article import Fixed
from duben.model.texts import clean, is_cjk

_WIKI = re.compile(r"\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]+))?\]\]")
_READING = re.compile(r"\{([^{}|\n]+)\|([^{}|\n]+)\}")
_FORMS = re.compile(r"-\{([^{}\n]*)\}-")
_VARIATION_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE0F), *range(0xE0100, 0xE01F0))))
_RECORDED = 100
"""Maximum length of the source by which a link or an image is found again."""


class _Parser(MarkdownIt):
    """A parser that leaves addresses as written, and accepts all: `_Reader` checks and reports them."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - markdown-it's name
        return url

    def validateLink(self, url: str) -> bool:  # noqa: N802 - as above
        del url
        return True


class _Inline(ParserInline):
    """The inline parser, with the states of the class below."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class _State(StateInline):
    """A state in which `*` and `~~` can open and close emphasis beside a CJK character, if no space is beside them."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803, FBT001 - markdown-it's names
        found = super().scanDelims(start, canSplitWord)
        end = start + found.length
        if not canSplitWord or start == 0 or end >= self.posMax:
            return found
        before, after = self.src[start - 1], self.src[end]
        if before in _VARIATION_SELECTORS and start > 1:
            before = self.src[start - 2]
        if before.isspace() or after.isspace() or not (is_cjk(before) or is_cjk(after)):
            return found
        return Scanned(can_open=True, can_close=True, length=found.length)


@cache
def markdown() -> MarkdownIt:
    """The parser."""
    parser = _Parser()
    parser.inline = _Inline()
    parser.configure("commonmark", {"html": False, "xhtmlOut": False}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin, inline=False)
    for name, rule in (("link", link_rule), ("image", image_rule), ("autolink", autolink_rule)):
        parser.inline.ruler.at(name, _recorded(rule))
    parser.core.ruler.push("clean", _clean_tokens)
    parser.inline.ruler.before("link", "reference", _rule("reference", _WIKI, lambda m: (m[1].strip(), m[2] or "")))
    parser.inline.ruler.before("link", "reading", _rule("fixed", _READING, lambda m: Fixed(m[1], None, m[2].strip())))
    parser.inline.ruler.before("link", "forms", _rule("fixed", _FORMS, lambda m: _forms(m[1])))
    return parser


def _recorded(rule: RuleFuncInlineType) -> RuleFuncInlineType:
    """The rule of a link or an image; its token gets the start of its own source."""

    def recorded(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
        start, first = state.pos, len(state.tokens)
        found = rule(state, silent)
        if found and not silent:
            opening = next(token for token in state.tokens[first:] if token.type in {"link_open", "image"})
            opening.meta["written"] = state.src[start : min(state.pos, start + _RECORDED)].partition("\n")[0]
        return found

    return recorded


def _clean_tokens(state: StateCore) -> None:
    """Clean what character references such as `&#13;` become; all else is clean already."""
    if "&#" in state.src:
        for token in chain(state.tokens, *(token.children or () for token in state.tokens)):
            token.content = clean(token.content)[0]
            token.attrs = {name: clean(str(value))[0] for name, value in token.attrs.items()}


def _rule(name: str, pattern: re.Pattern[str], read: Callable[[re.Match[str]], object]) -> RuleFuncInlineType:
    """An inline rule: a match of `pattern` becomes a token `name` that holds the result of `read`."""

    def rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
        match = pattern.match(state.src, state.pos)
        if match and not silent:
            token = state.push(name, "", 0)
            token.markup, token.meta = match[0], {"means": read(match)}
        state.pos = match.end() if match else state.pos
        return match is not None

    return rule


def _forms(inside: str) -> Fixed | None:
    sides = {script.strip(): form.strip() for script, _, form in (side.partition(":") for side in inside.split(";"))}
    if {"zh-hans", "zh-hant"} <= sides.keys():
        return Fixed(sides["zh-hans"], sides["zh-hant"])
    return Fixed(inside, inside) if inside and ":" not in inside else None
