"""Words to HTML: ruby, term links and the pair of copies that each block is; strings joined, each word set once.

A word is `<ruby>优化<rt>yōuhuà</rt></ruby>`, one ruby for a word (GB/T 16159), with a class that says how common its rarest
character is: `a` among the 500 most frequent, `b` 1,000, `c` 1,500, `d` 2,500, no class beyond. The copy in the source's own
script is shown; the other carries `hidden`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from itertools import groupby

from generator import hanzi
from generator.model import AnnotatedBlock, AnnotatedPiece, Forms, Markup, Reading, Reference, Region, Script, TermId, Word, Words

_CLASSES = ((500, "a"), (1000, "b"), (1500, "c"), (2500, "d"))
_QUOTED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})

OpenReference = Callable[[Reference, Script], str]
"""The opening tag of a `[[…]]` (with its title, where that is the text)."""


class TypeCase:
    """The HTML of words in one script, made once for each word."""

    def __init__(self, script: Script) -> None:
        self.script: Script = script
        self._set: dict[Word, str] = {}

    def words(self, words: Iterable[Word]) -> str:
        """The words without links."""
        done = self._set
        try:
            return "".join([done[word] for word in words])
        except KeyError:
            return "".join([self.word(word) for word in words])

    def word(self, word: Word) -> str:
        """One word, with its reading as ruby."""
        html = self._set.get(word)
        if html is None:
            html = self._set[word] = _ruby(word.form(self.script), word.reading(self.script))
        return html


@cache
def type_case(script: Script) -> TypeCase:
    """The one type case of a script in this process."""
    return TypeCase(script)


def language_tag(script: Script, region: Region) -> str:
    """The `lang` of a copy: the Traditional one is Hong Kong's where the region is, else Taiwan's."""
    return "zh-Hans" if script == "hans" else "zh-Hant-HK" if region == "hk" else "zh-Hant-TW"


def pair(
    annotated: AnnotatedBlock,
    source: Script,
    region: Region,
    terms: Mapping[int, str],
    number: int,
    open_reference: OpenReference,
) -> tuple[str, int]:
    """The HTML of a block in both scripts, and the number of the last mention in it.

    `terms` gives the class of each numbered mention's link; `number` is that of the last mention before this block.
    """
    block = annotated.block
    if not block.tag:
        html = "".join(piece.html for piece in annotated.pieces if isinstance(piece, Markup))
        return f'<div class="pair" id="{escape(block.id)}">{html}</div>\n', number
    copies, last = [], number
    for script in _SCRIPTS[source]:
        inside, last = _pieces(annotated.pieces, type_case(script), terms, number, open_reference)
        hidden = "" if script == source else " hidden"
        copies.append(f'<{block.tag} lang="{language_tag(script, region)}"{hidden}{block.attributes}>{inside}</{block.tag}>')
    return f'<div class="pair" id="{escape(block.id)}">{"".join(copies)}</div>\n', last


_SCRIPTS: Mapping[Script, tuple[Script, Script]] = {"hans": ("hans", "hant"), "hant": ("hant", "hans")}


def inline(
    pieces: Sequence[AnnotatedPiece], script: Script, links: Callable[[TermId], str], open_reference: OpenReference, *, ruby: bool
) -> str:
    """Pieces of a definition in one script, with or without readings; `links` gives the target of a term."""
    case = type_case(script)
    parts = []
    for piece in pieces:
        if isinstance(piece, Words):
            for word in piece.words:
                target = links(word.term) if word.term else ""
                html = case.word(word) if ruby else word.form(script).translate(_QUOTED)
                parts.append(f'<a class="term" href="{escape(target)}">{html}</a>' if target else html)
        else:
            parts.append(_other(piece, case, open_reference))
    return "".join(parts)


def _pieces(
    pieces: Sequence[AnnotatedPiece], case: TypeCase, terms: Mapping[int, str], number: int, open_reference: OpenReference
) -> tuple[str, int]:
    parts = []
    for piece in pieces:
        if not isinstance(piece, Words):
            parts.append(_other(piece, case, open_reference))
        elif not piece.link or not any(word.term for word in piece.words):
            parts.append(case.words(piece.words))
        else:
            for word in piece.words:
                if word.term:
                    number += 1
                    name = terms.get(number)
                    html = case.word(word)
                    parts.append(f'<a class="{name}" href="#term-{word.term}">{html}</a>' if name else html)
                else:
                    parts.append(case.word(word))
    return "".join(parts), number


def _other(piece: AnnotatedPiece, case: TypeCase, open_reference: OpenReference) -> str:
    if isinstance(piece, Forms):
        return escape(piece.form(case.script))
    if isinstance(piece, Reference):
        return open_reference(piece, case.script)
    assert isinstance(piece, Markup)
    return piece.html


def _ruby(form: str, reading: Reading | None) -> str:
    if reading is None:
        return form.translate(_QUOTED)
    parts = []
    for is_read, run in groupby(zip(form, reading, strict=True), key=lambda pair: pair[1] is not None):
        pairs = list(run)
        text = "".join(char for char, _ in pairs)
        if is_read:
            name = _commonness(text)
            spelled = hanzi.spell([syllable for _, syllable in pairs if syllable is not None])
            parts.append(f"<ruby{f' class={name}' if name else ''}>{text}<rt>{spelled}</rt></ruby>")
        else:
            parts.append(text.translate(_QUOTED))
    return "".join(parts)


def _commonness(text: str) -> str:
    ranks = _ranks()
    rank = max(ranks.get(hanzi.fold(char), _BEYOND) for char in text)
    return next((name for most, name in _CLASSES if rank <= most), "")


_BEYOND = 1_000_000


@cache
def _ranks() -> Mapping[str, int]:
    lines = files("generator.hanzi").joinpath("data/frequency.txt").read_text(encoding="utf-8").splitlines()
    return {char: rank for rank, char in enumerate("".join(line for line in lines if not line.startswith("#")), 1)}
