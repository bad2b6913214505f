"""Echoes: passages that two or more articles share, whichever script each is written in.

The steps:
1. `normalise` drops punctuation and spaces and lower-cases Latin, so that only the words are compared;
2. `fingerprints` keeps, for one article, a sample of the hashes of its 8-character grams. The sample is chosen by
   winnowing (Schleimer, Wilkerson and Aiken, "Winnowing: Local Algorithms for Document Fingerprinting", 2003), which
   guarantees that any run of 13 characters shared by two articles leaves the same fingerprint in both;
3. `find_echoes` joins the fingerprints of all articles, extends every meeting to its full length across small
   differences, and groups what overlaps, so that a passage in three articles is one echo.

Steps 1 and 2 need one article only: they can be cached and made in worker processes. Step 3 looks at texts only
where fingerprints meet.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations, islice
from typing import NamedTuple, TypeAlias
from zlib import crc32

from generator.model import Slug

GRAM = 8
"""Characters hashed together; shorter grams meet by chance too often, longer ones miss reworded passages."""
SHORTEST = 13
"""Fewest shared characters of an echo, after normalising."""
FEWEST_UNITS = 10
"""Fewest units of an echo; a Chinese character is a unit, and so is a Latin word or a number, however long."""
SPEAKS_FOR_ITSELF = 20
"""Shared characters from which an echo needs no word of grammar. A shorter one without any is the name of an institution
or the heading of a report (an attribution with its date) sooner than something that somebody said."""
WINDOW = SHORTEST - GRAM + 1
WIDEST_GAP = 12
"""Most differing characters between two shared runs that still make one echo."""
SHORTEST_RESUMPTION = 4
"""Fewest shared characters after a difference; never fewer than the difference is long."""

Fingerprints: TypeAlias = "array[int]"
"""Ascending; each is a 32-bit hash of a gram, then 32 bits for the gram's place in the normalised text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One article: its plain text folded to Simplified character by character, one line for each block."""

    slug: Slug
    text: str


class Passage(NamedTuple):
    """The characters `start` to `end` of an article's text."""

    slug: Slug
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """A passage that at least two articles have; `id` depends on its words only, not on where they are."""

    id: str
    passages: tuple[Passage, ...]


class _Normal(dict[int, str | None]):
    """`str.translate` table, filled as characters are met: one character or nothing for each character."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        if 0xFF01 <= code <= 0xFF5E:  # noqa: PLR2004 — full-width ASCII
            character = chr(code - 0xFEE0)
        lowered = character.lower()
        self[code] = normal = (lowered if len(lowered) == 1 else character) if character.isalnum() else None
        return normal


_NORMAL = _Normal()
_BOILERPLATE = re.compile(
    r"^(?=.{1,80}$).*(?:版权|未经.{0,10}(?:授权|许可|允许)|(?:禁止|谢绝|欢迎|不得|请勿|如需)转载|转载(?:请|须|自)|免责声明|原标题"
    r"|(?:责任?编辑?|校对|审核|来源|作者|记者|通讯员|文)\s*[:：/丨|]|(?:扫码|点击).{0,8}关注|公众号|copyright).*$",
    re.IGNORECASE | re.MULTILINE,
)


def _without_boilerplate(text: str) -> str:
    """Blanks the lines that every article of a paper carries; offsets stay as they are."""
    return _BOILERPLATE.sub(lambda line: " " * len(line[0]), text)


def normalise(text: str) -> str:
    """The letters, digits and characters of `text`, Latin in lower case and half width; one for one."""
    return text.translate(_NORMAL)


def fingerprints(text: str) -> Fingerprints:
    """The fingerprints of one article, from its text as `Source` has it.

    Any `SHORTEST` normalised characters in a row that are not all Latin leave at least one, and the same one wherever
    they stand. A gram of Latin alone is passed over wherever its window has another: it is a name, not a passage.
    """
    words = normalise(_without_boilerplate(text))
    latin = 1 << 64
    hashes = [
        latin if (gram := words[place : place + GRAM]).isascii() else crc32(gram.encode()) << 32 | place
        for place in range(len(words) - GRAM + 1)
    ]
    if len(hashes) < WINDOW:
        return array("Q")
    chosen = set(map(min, *(hashes[shift:] for shift in range(WINDOW))))
    chosen.discard(latin)
    return array("Q", sorted(chosen))


def find_echoes(sources: Sequence[Source], prints: Mapping[Slug, Fingerprints] | None = None) -> tuple[Echo, ...]:
    """All echoes among `sources`, in the order of their first passages.

    `prints` may hold the `fingerprints` of some or all articles; the others are computed. The result does not depend on
    the order of `sources`. A passage in more than `_too_many` articles is boilerplate and left out.
    """
    known = prints or {}
    ordered = sorted(sources, key=lambda source: source.slug)
    texts = [_Text(source) for source in ordered]
    sampled = [known[s.slug] if s.slug in known else fingerprints(s.text) for s in ordered]
    matches = [
        match
        for (first, second), anchors in sorted(_meet(texts, sampled).items())
        for match in _matches(texts[first], texts[second], sorted(anchors))
    ]
    return _identified(_grouped(matches), {text.source.slug: text for text in texts})


class _Text:
    """One article while echoes are joined; normalised only when a fingerprint of it meets another."""

    __slots__ = ("_offsets", "_words", "common", "source")

    def __init__(self, source: Source) -> None:
        self.source = source
        self.common: list[int] = []
        self._words: str | None = None
        self._offsets: list[int] | None = None

    @property
    def words(self) -> str:
        if self._words is None:
            self._words = normalise(_without_boilerplate(self.source.text))
        return self._words

    @property
    def offsets(self) -> list[int]:
        """Where each normalised character stands in the text."""
        if self._offsets is None:
            text = _without_boilerplate(self.source.text)
            self._offsets = [offset for offset, character in enumerate(text) if _NORMAL[ord(character)] is not None]
        return self._offsets

    def passage(self, start: int, end: int) -> Passage:
        return Passage(self.source.slug, self.offsets[start], self.offsets[end - 1] + 1)

    def is_boilerplate(self, start: int, end: int) -> bool:
        """Whether a third of these normalised characters is in grams that too many articles have."""
        common = {
            place + step for place in self.common for step in range(GRAM) if start <= place and place + GRAM <= end
        }
        return 3 * len(common) >= end - start

    def inside_latin(self, place: int) -> bool:
        """Whether a cut before the character at `place` would go through a Latin word or a number."""
        words, offsets = self.words, self.offsets
        return (
            0 < place < len(words)
            and words[place - 1 : place + 1].isascii()
            and offsets[place - 1] + 1 == offsets[place]
        )


def _too_many(articles: int) -> int:
    """In how many of so many articles a gram may be before it is boilerplate; this also bounds the work per gram."""
    return min(20, max(4, articles // 2))


_SHARDS = 64


def _meet(texts: Sequence[_Text], sampled: Sequence[Fingerprints]) -> dict[tuple[int, int], set[tuple[int, int]]]:
    """Places in pairs of articles with the same fingerprint, joined one range of hashes at a time to bound memory.

    A fingerprint that too many articles have is noted with their texts as boilerplate.
    """
    limit = _too_many(len(sampled))
    meetings: defaultdict[tuple[int, int], set[tuple[int, int]]] = defaultdict(set)
    for shard in range(_SHARDS):
        for holders in _shared(sampled, shard):
            if len({article for article, _ in holders}) > limit:
                for article, place in holders:
                    texts[article].common.append(place)
                continue
            for (first, here), (second, there) in combinations(holders, 2):
                if first != second:
                    meetings[first, second].add((here, there))
    return meetings


def _shared(sampled: Sequence[Fingerprints], shard: int) -> Iterator[list[tuple[int, int]]]:
    """The (article, place) pairs of every hash in the `shard` that two articles have."""
    low, high = (edge * (1 << 64) // _SHARDS for edge in (shard, shard + 1))
    ranges = [prints[bisect_left(prints, low) : bisect_left(prints, high)] for prints in sampled]
    once: set[int] = set()
    again: set[int] = set()
    for prints in ranges:
        grams = {each >> 32 for each in prints}
        again |= once & grams
        once |= grams
    holders: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for article, prints in enumerate(ranges):
        for each in prints:
            if each >> 32 in again:
                holders[each >> 32].append((article, each & 0xFFFFFFFF))
    return iter(holders.values())


class _Run(NamedTuple):
    """`length` equal characters at `here` in one normalised text and at `there` in another."""

    here: int
    there: int
    length: int


def _matches(first: _Text, second: _Text, anchors: Iterable[tuple[int, int]]) -> Iterator[tuple[Passage, Passage]]:
    """What two articles share around the places where their fingerprints meet."""
    a, b = first.words, second.words
    covered: dict[int, int] = {}
    for here, there in anchors:
        if covered.get(there - here, 0) > here or a[here : here + GRAM] != b[there : there + GRAM]:
            continue
        runs = _extended(a, b, here, there)
        for run in runs:
            covered[run.there - run.here] = max(run.here + run.length, covered.get(run.there - run.here, 0))
        runs = _whole_words(first, second, runs)
        if not runs or not _is_echo(a, runs):
            continue
        (start, other), last = runs[0][:2], runs[-1]
        end, other_end = last.here + last.length, last.there + last.length
        if not first.is_boilerplate(start, end):
            yield first.passage(start, end), second.passage(other, other_end)


def _equal(a: str, b: str, here: int, there: int) -> int:
    """How many characters from `here` and `there` on are equal."""
    length = 0
    for character, other in zip(islice(a, here, None), islice(b, there, None), strict=False):
        if character != other:
            break
        length += 1
    return length


def _extended(a: str, b: str, here: int, there: int) -> list[_Run]:
    """The runs of equal characters around `here` and `there` that only small differences keep apart, in order."""
    after = _onwards(a[here:], b[there:])
    # Backwards is forwards in the mirrored texts.
    before = _onwards(a[:here][::-1], b[:there][::-1])
    behind = [_Run(here - run.here - run.length, there - run.there - run.length, run.length) for run in before]
    ahead = [_Run(here + run.here, there + run.there, run.length) for run in after]
    middle = _Run(behind[0].here, behind[0].there, behind[0].length + ahead[0].length)
    return [*behind[:0:-1], middle, *ahead[1:]]


def _onwards(a: str, b: str) -> list[_Run]:
    """The runs from the beginning of both texts; the first may be empty."""
    runs = [_Run(0, 0, _equal(a, b, 0, 0))]
    while resumed := _resumed(a, b, runs[-1].here + runs[-1].length, runs[-1].there + runs[-1].length):
        runs.append(resumed)
    return runs


_GAPS = sorted(
    ((x, y) for x in range(WIDEST_GAP + 1) for y in range(WIDEST_GAP + 1) if x or y),
    key=lambda gap: (max(gap), sum(gap), gap),
)


def _resumed(a: str, b: str, here: int, there: int) -> _Run | None:
    """The next run after a difference at `here` and `there`, the smallest difference first."""
    for x, y in _GAPS:
        least = max(SHORTEST_RESUMPTION, x, y)
        opening = a[here + x : here + x + least]
        if len(opening) == least and b.startswith(opening, there + y):
            return _Run(here + x, there + y, _equal(a, b, here + x, there + y))
    return None


def _whole_words(first: _Text, second: _Text, runs: Sequence[_Run]) -> list[_Run]:
    """`runs` with both ends drawn in to the edge of a Latin word or number."""
    kept = list(runs)
    while kept:
        here, there, length = kept[0]
        if not (first.inside_latin(here) or second.inside_latin(there)):
            break
        kept[:1] = [_Run(here + 1, there + 1, length - 1)] if length > 1 else []
    while kept:
        here, there, length = kept[-1]
        if not (first.inside_latin(here + length) or second.inside_latin(there + length)):
            break
        kept[-1:] = [_Run(here, there, length - 1)] if length > 1 else []
    return kept


_GRAMMAR = frozenset("的了是将把被让使从到对就都也还又没不但如若因所而已着过吗呢吧这那哪我你他她它们很更")
_UNIT = re.compile(r"[^\W_a-z0-9]|[a-z0-9]+")


def _is_echo(a: str, runs: Sequence[_Run]) -> bool:
    """Whether the runs share enough; what differs between them counts against them."""
    differing = sum(
        max(after.here - run.here, after.there - run.there) - run.length
        for run, after in zip(runs, runs[1:], strict=False)
    )
    shared = [a[run.here : run.here + run.length] for run in runs]
    length = sum(map(len, shared)) - differing
    units = sum(len(_UNIT.findall(each)) for each in shared) - differing
    if length < SHORTEST or units < FEWEST_UNITS:
        return False
    return length >= SPEAKS_FOR_ITSELF or any(not _GRAMMAR.isdisjoint(each) for each in shared)


def _grouped(matches: Sequence[tuple[Passage, Passage]]) -> Iterator[set[Passage]]:
    """The matches as sets of passages, those that are mostly the same passage of an article taken together."""
    groups = list(range(len(matches)))

    def group(match: int) -> int:
        while groups[match] != match:
            groups[match] = match = groups[groups[match]]
        return match

    sides = sorted((passage, match) for match, sides in enumerate(matches) for passage in sides)
    open_sides: list[tuple[Passage, int]] = []
    for passage, match in sides:
        open_sides = [side for side in open_sides if side[0].slug == passage.slug and side[0].end > passage.start]
        for other, earlier in open_sides:
            shared = min(other.end, passage.end) - passage.start
            if 2 * shared >= max(other.end - other.start, passage.end - passage.start):
                groups[group(match)] = group(earlier)
        open_sides.append((passage, match))
    members: defaultdict[int, list[Passage]] = defaultdict(list)
    for passage, match in sides:
        members[group(match)].append(passage)
    return (set(_united(passages)) for passages in members.values())


def _united(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Sorted `passages` with those that overlap made one."""
    last: Passage | None = None
    for passage in passages:
        if last is None or passage.slug != last.slug or passage.start >= last.end:
            if last:
                yield last
            last = passage
        else:
            last = last._replace(end=max(last.end, passage.end))
    if last:
        yield last


def _identified(groups: Iterable[set[Passage]], texts: Mapping[Slug, _Text]) -> tuple[Echo, ...]:
    """An echo is named for its shortest wording, which the next article that shares it seldom changes."""
    named: defaultdict[str, set[Passage]] = defaultdict(set)
    for passages in groups:
        wordings = {normalise(texts[slug].source.text[start:end]) for slug, start, end in passages}
        shortest = min(wordings, key=lambda wording: (len(wording), wording))
        named[hashlib.sha256(shortest.encode()).hexdigest()[:12]] |= passages
    echoes = [Echo(id=name, passages=tuple(sorted(passages))) for name, passages in named.items()]
    return tuple(sorted(echoes, key=lambda echo: (echo.passages, echo.id)))


class Difference(NamedTuple):
    """A run of two wordings that is `equal` but for punctuation and capitals, or in which the words differ."""

    equal: bool
    first: str
    second: str


_TOKEN = re.compile(r"(?:[A-Za-z0-9]+|[^\W_])[\W_]*|^[\W_]+")


def differences(first: str, second: str) -> tuple[Difference, ...]:
    """Two wordings cut into runs to show side by side; joined, the runs give both back."""
    a, b = _tokens(first), _tokens(second)
    matcher = SequenceMatcher(None, [normalise(token) for token in a], [normalise(token) for token in b], autojunk=False)
    return tuple(
        Difference(operation == "equal", "".join(a[i:j]), "".join(b[k:m]))
        for operation, i, j, k, m in matcher.get_opcodes()
    )


def _tokens(text: str) -> list[str]:
    """Latin words and single characters, each with the punctuation after it."""
    return _TOKEN.findall(text)
