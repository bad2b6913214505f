"""Finds terms and overrides in a text: names and aliases of the glossary, and the tables of a site or an article.

Matching uses the folded text, with one form for each letter, width and interpunct. It has the same length as the text,
so offsets are the same. The leftmost and longest name wins. A Han name matches only words (not the 生成 in 学生成绩), a
Latin name only a whole token (not the `GPT-4` in `GPT-4.5`). An article's own tables override the glossary; the
glossary overrides the site's tables.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from ahocorasick_rs import AhoCorasick

from duben import chinese
from duben.chinese import Span
from duben.model.words import Reading, Region, Script, TermId, Word
from duben.sources.glossary import Entry, Form, Glossary

_WORDLIKE = re.compile(r"[0-9A-Za-z_]")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s\u3000-\uffef\u4e00-\u9fff]+"  # an address
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # an e-mail address
    r"|(?:\.{1,2}|~)/[\w./-]+"
    r"|(?<![\w/-])~?\.{0,2}/*(?:[\w-]+/)+[\w-]*(?:\.[\w-]+)*\.[a-z]\w{0,4}\b",  # a path of a file
    re.ASCII,
)
"""Each is looked for only where it may begin, so that a long text without one takes no longer."""
_QUOTED_FORM = re.compile(
    r"(?:(?:[俗又也亦或旧原简全统通别译昵][称名叫作写]|[称名叫译写叫做][为作做]|[为作做]名)"
    r"|(?:台湾|香港|澳门|大陆|内地|中国|台|港|澳|星马|新加坡|马来西亚|繁体|简体|中文|英文|日文|民间|当地|业内)"
    r"[^，。；：！？、“”‘’]{0,6}[称叫译写作说])[“‘]$"
)
"""What stands before a form that is mentioned as a form: 台湾称“辉达”."""
_CLOSING = frozenset("”’」』")
_SAME = str.maketrans(
    {0xFF01 + offset: 0x21 + offset for offset in range(94)}
    | dict.fromkeys("\u30fb\u2027\u2022\uff0e\uff65", "·")
    | dict.fromkeys("\u00a0\u3000\n", " ")
)
"""Full width letters, interpuncts and spaces, each to one form."""
_HAN_LATIN_BORDER = re.compile(
    r"(?<=[\u2e80-\u9fff\uf900-\ufaff]) ?(?=[0-9A-Za-z])|(?<=[0-9A-Za-z]) ?(?=[\u2e80-\u9fff\uf900-\ufaff])"
)

DecidedBy = Literal["text", "article", "entry", "site"]
"""What may decide a word beforehand: an override in the text, the article's tables, an entry, the site's tables."""


class _Pattern(NamedTuple):
    """A spelling of a name, folded and in lower case. A lower `priority` wins.

    If case matters, `exact` has the spelling folded only. `link` is here because it is part of the signature.
    """

    text: str
    term: TermId | None
    priority: int
    exact: tuple[str, ...]
    link: str
    form: Form


class TermMatcher:
    """Finds terms and overrides in texts.

    `single_characters` has the overrides of one character. These apply only to whole words, so `annotate` applies them
    after segmentation.
    """

    def __init__(
        self, glossary: Glossary, tables: Iterable[Form] = (), tables_of: Literal["article", "site"] = "site"
    ) -> None:
        """`tables_of` says whose the tables of overrides are."""
        self.tables = tuple(tables)
        self.tables_of: DecidedBy = tables_of
        self.single_characters = {form.simplified: form for form in self.tables if len(form.simplified) == 1}
        patterns = [p for entry in glossary.values() for f in entry.forms for p in _patterns(f, 0, entry)]
        patterns += [p for form in self.tables if len(form.simplified) > 1 for p in _patterns(form, 1)]
        self._patterns = tuple(patterns)
        self._automaton = AhoCorasick([p.text for p in patterns]) if patterns else None
        self._words: dict[tuple[int, str, Script, bool], Word] = {}
        self._digests: dict[int, bytes] = {}
        self._glossary = glossary
        self._table_digest = hashlib.sha256(repr(sorted(self.single_characters.items())).encode()).hexdigest()

    def __reduce__(self) -> tuple[type[TermMatcher], tuple[Glossary, tuple[Form, ...], DecidedBy]]:
        """Pickle the inputs, because the automaton itself cannot be pickled."""
        return TermMatcher, (self._glossary, self.tables, self.tables_of)

    @cached_property
    def digest(self) -> str:
        """Identifies all names of this matcher and their words."""
        found = hashlib.sha256(self._table_digest.encode())
        for number in range(len(self._patterns)):
            found.update(self._digest(number))
        return found.hexdigest()

    def spans(self, text: str, folded: str, script: Script, first: Iterable[Span] = ()) -> list[Span]:
        """The matches in `text`, in order and without overlaps. Those in `first` take precedence."""
        taken = sorted(first, key=_start)
        for number, start, end in self._matches(folded):
            place = bisect_right(taken, start, key=_start)
            if (not place or taken[place - 1].end <= start) and (place == len(taken) or end <= taken[place].start):
                by = self.tables_of if self._patterns[number].term is None else "entry"
                is_quoted = _is_quoted_form(folded, start, end)
                word = self._word(number, text[start:end], script, is_quoted=is_quoted)
                taken.insert(place, Span(start, end, word, by))
        return taken

    def signature(self, folded: str) -> str:
        """A digest of the names that occur in a text, and of their words; `folded` is folded and in lower case.

        Two matchers with the same signature find the same in this text.
        """
        digest = hashlib.sha256(self._table_digest.encode())
        if self._automaton is not None:
            found = {number for number, _, _ in self._automaton.find_matches_as_indexes(folded, overlapping=True)}
            for number in sorted(found):
                digest.update(self._digest(number))
        return digest.hexdigest()

    def _digest(self, number: int) -> bytes:
        if number not in self._digests:
            self._digests[number] = repr(self._patterns[number]).encode()
        return self._digests[number]

    def differing(self, other: TermMatcher) -> frozenset[str]:
        """The names, folded and in lower case, that differ between the two matchers."""
        if self._table_digest != other._table_digest:
            return frozenset(pattern.text for pattern in (*self._patterns, *other._patterns)) | {""}
        return frozenset(pattern.text for pattern in {*self._patterns} ^ {*other._patterns})

    def _matches(self, folded: str) -> list[tuple[int, int, int]]:
        if self._automaton is None:
            return []
        patterns, plain = self._patterns, folded.translate(_SAME)
        addresses = [match.span() for match in _ADDRESS.finditer(plain)] if "/" in plain or "@" in plain else []
        # Sorted by priority, then start, then length: the longest of those that start together comes first.
        found = [
            (patterns[number].priority, start, -end, number)
            for number, start, end in self._automaton.find_matches_as_indexes(_lowered(plain), overlapping=True)
            if not _is_in_address(addresses, start, end)
            and _is_whole_token(plain, start, end)
            and (not patterns[number].exact or plain[start:end] in patterns[number].exact)
            and (self.tables_of == "article" or chinese.keeps_to_words(folded, start, end))
        ]
        found.sort()
        longest, reached, last_priority = [], 0, 0
        for priority, start, minus_end, number in found:
            if priority != last_priority:
                reached, last_priority = 0, priority
            if start >= reached:
                longest.append((number, start, -minus_end))
                reached = -minus_end
        return longest

    def _word(self, number: int, written: str, script: Script, *, is_quoted: bool) -> Word:
        key = (number, written, script, is_quoted)
        word = self._words.get(key)
        if word is None:
            pattern = self._patterns[number]
            form = _as_written(written, script) if is_quoted else pattern.form
            word = self._words[key] = word_of_form(form, written, script, pattern.term)
        return word


def _start(span: Span) -> int:
    return span.start


def table_forms(conversions: Mapping[str, str], readings: Mapping[str, str], region: Region) -> list[Form]:
    """The forms in the tables `[conversions]` and `[readings]` of a site or an article.

    Keys and values may be in either script. A reading that does not fit its word is skipped; `check` reports it.
    """
    forms: dict[str, Form] = {}
    for simplified, traditional in conversions.items():
        forms[chinese.fold(simplified)] = Form(
            simplified=simplified, traditional=traditional, pinyin=chinese.pronounce(simplified)
        )
    for word, spelled in readings.items():
        simplified = chinese.fold(word)
        known = forms.get(simplified)
        traditional = known.traditional if known else chinese.traditionalise(simplified, region)
        pinyin = chinese.syllables(spelled, simplified)
        if pinyin is not None:
            forms[simplified] = Form(simplified=simplified, traditional=traditional, pinyin=pinyin)
    return list(forms.values())


def word_of_form(form: Form, written: str, script: Script, term: TermId | None) -> Word:
    """The word for `written`, a text in `script` that names `form`.

    It keeps the text in its own script and takes the other script from the form.
    """
    if script == "hans":
        simplified, traditional = written, _with_case_of(written, form.traditional)
    else:
        simplified, traditional = _with_case_of(written, form.simplified), written
    return Word.of(simplified, traditional, _reading_of(form, simplified), _reading_of(form, traditional), term)


def lower(text: str) -> str:
    """`text` with one form of each letter, width and interpunct, and the same length: İ stays, its small one is two."""
    return _lowered(text.translate(_SAME))


def _lowered(text: str) -> str:
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _patterns(form: Form, priority: int, entry: Entry | None = None) -> Iterable[_Pattern]:
    seen = set()
    for written in (form.simplified, form.traditional):
        for spaced in (written, _HAN_LATIN_BORDER.sub("", written), _HAN_LATIN_BORDER.sub(" ", written)):
            text = lower(chinese.fold(spaced))
            if text not in seen:
                seen.add(text)
                exact = (chinese.fold(spaced).translate(_SAME),) if entry and entry.case_sensitive else ()
                yield _Pattern(text, entry.id if entry else None, priority, exact, entry.link if entry else "", form)


def _is_in_address(addresses: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a name overlaps one of the addresses, which are in order and apart from each other."""
    place = bisect_left(addresses, (end, 0))
    return place > 0 and addresses[place - 1][1] > start


def _is_whole_token(text: str, start: int, end: int) -> bool:
    """Whether no letter or digit joins the name, nor a point with one behind it: not `Node` in `Node.js`.

    A hyphen joins only behind a digit (`GPT-4-turbo` is not `GPT-4`, but `Sora-like` is like Sora).
    """
    if _WORDLIKE.match(text, start) or text[start] == ".":
        before = text[max(0, start - 2) : start]
        if before and (_WORDLIKE.match(before[-1]) or before[-1] == "@" or _joined(before[::-1], ".")):
            return False
    if not _WORDLIKE.match(text, end - 1):
        return True
    after = text[end : end + 2]
    joining = ".@-" if text[end - 1].isdigit() else ".@"
    return not after or not (_WORDLIKE.match(after) or _joined(after, joining) or after[0] == "#" or after == "++")


def _joined(beside: str, joining: str) -> bool:
    return beside[0] in joining and len(beside) > 1 and _WORDLIKE.match(beside[1]) is not None


def _is_quoted_form(folded: str, start: int, end: int) -> bool:
    """Whether a name is only mentioned as what something is called: 台湾称“辉达”."""
    if folded[end : end + 1] not in _CLOSING:
        return False
    before = folded[max(0, start - 12) : start].replace("「", "“").replace("『", "‘")
    return _QUOTED_FORM.search(before) is not None


def _as_written(written: str, script: Script) -> Form:
    """A form of its own: in the other script the same characters, not the name that is used there."""
    (other,) = (chinese.to_traditional if script == "hans" else chinese.to_simplified)([written])
    simplified, traditional = (written, other) if script == "hans" else (other, written)
    return Form(simplified=simplified, traditional=traditional, pinyin=chinese.pronounce(chinese.fold(simplified)))


def _is_same_form(folded: str, form: str) -> bool:
    return lower(folded).replace(" ", "") == lower(chinese.fold(form)).replace(" ", "")


def _with_case_of(written: str, form: str) -> str:
    """`form` with the Latin letters of `written` where these differ only in case, if both have the same length."""
    if len(written) != len(form):
        return form
    return "".join(w if lower(w) == lower(f) else f for w, f in zip(written, form, strict=True))


def _reading_of(form: Form, shown: str) -> Reading | None:
    """The reading of `shown`, which is one of the two forms or another spelling."""
    for known, reading in ((form.simplified, form.pinyin), (form.traditional, form.pinyin_traditional)):
        if reading is not None and _is_same_form(chinese.fold(shown), known):
            syllables = iter([syllable for char, syllable in zip(known, reading, strict=True) if char != " "])
            return tuple(None if char == " " else next(syllables) for char in shown)
    return chinese.pronounce(chinese.fold(shown))
