"""Learns the weights of `chinese/data/made/polyphones.bin` from sentences with one character's reading labelled.

    python -m tools.make_model DATA

DATA holds NAME.sent and NAME.lb for the sets below, in the format of `benchmarks.labelled`. Needs numpy and scipy;
reading itself does not. `benchmarks.cross_validation` measures it.

Provenance: `cpp-dev` is the development part of the CPP set of g2pM (Park and Lee 2020); `g2pl-*` are sentences of the
g2pL set; both Apache-2.0. No sentence of theirs is kept, only weights of n-grams. Our own sentences are beside this
module. The phrases of pypinyin (MIT) and of our own tables serve as further, lighter examples.

The model is a multinomial logistic regression: each candidate reading of a character has a weight for each key of
`duben.chinese.reading.features`, and all characters share weights for how far the phrase tables are to be trusted.
L-BFGS with an L2 penalty, from zero, has one optimum, so nothing depends on chance.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
from pypinyin.contrib.tone_convert import tone3_to_tone
from scipy import optimize, sparse

from benchmarks.labelled import Labelled, read_labelled
from duben.chinese.reading.features import features, sentence, sentences
from duben.chinese.tables.files import corrections, families
from duben.chinese.tables.reading_tables import phrase
from duben.chinese.words.segment import segment
from tools.teacher import taught

PENALTY = 0.2
STEPS = 120
RAREST = 2
"""A key seen fewer times than this in training is left out."""
PHRASE_WEIGHT = 0.1
SETS = {"cpp-dev": 2.0, "g2pl-train": 1.0, "g2pl-dev": 1.0}
"""The labelled sets, and how much a sentence counts."""
OWN = Path(__file__).with_name("sentences.lb")
"""Sentences that we wrote for readings that these sets lack."""
OWN_WEIGHT = 2.0
TEACHER_WEIGHT = 0.2
ENOUGH = 60
"""With so many labelled sentences of a character, a teacher adds nothing: it read those of g2pl worse."""
UNIT = 32
"""Weights are kept as whole thirty-seconds."""
SCALES = (
    dict.fromkeys("1WSLRNwp<>de", 1.0)
    | dict.fromkeys("ABC", 0.8)
    | dict.fromkeys("cf[]", 0.7)
    | dict.fromkeys("FGHI", 0.6)
    | dict.fromkeys("abghDEkst", 0.5)
    | dict.fromkeys("{}", 0.4)
)
"""How freely a kind of key may take weight; a nearby character or word (any other key) the least."""
NEARBY = 0.25
DICTIONARY = re.compile(r"([WSLR])(\D*?)(\d*)(!?)$")
Vector: TypeAlias = "np.ndarray[Any, Any]"
TARGET = Path(__file__).parents[1] / "generator/duben/chinese/data/made/polyphones.bin"


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled character."""

    char: str
    reading: str
    keys: tuple[str, ...]
    weight: float = 1.0
    sentence: str = ""


def scale(key: str) -> float:
    """How freely `key` may take weight."""
    return SCALES.get(key[0], NEARBY)


def marked(label: str) -> str:
    """`lu:4` → `lǜ`, `de5` → `de`, `r5` → `r`."""
    plain = label.replace("u:", "ü")
    return plain[:-1] if plain.endswith("5") else tone3_to_tone(plain)


def example(each: Labelled, weight: float) -> Example:
    """The labelled character of one sentence."""
    words, place = segment(each.sentence), each.place
    for first, last in sentences(words):
        length = sum(map(len, words[first:last]))
        if place < length:
            break
        place -= length
    seen = sentence(words[first:last])
    index = next(i for i, start in enumerate(seen.starts) if start + len(seen.words[i]) > seen.starts[0] + place)
    offset = seen.starts[0] + place - seen.starts[index]
    keys = tuple(features(seen, index, offset))
    return Example(seen.words[index][offset], marked(each.reading), keys, weight, each.sentence)


def from_phrases(chars: Iterable[str]) -> Iterator[Example]:
    """Every phrase that the tables have with one of `chars`, as an example without context."""
    wanted = frozenset(chars)
    for word in sorted(PHRASES_DICT.keys() | families().keys() | corrections().keys()):
        known = phrase(word)
        if known is None or not wanted.intersection(word):
            continue
        sure = word in PHRASES_DICT or word in corrections()
        for offset, char in enumerate(word):
            reading = known[offset]
            if char in wanted and reading and (sure or char in families()[word]):
                keys = (key for key in features(sentence([word]), 0, offset) if not re.search(r"[\0^$]", key))
                yield Example(char, reading, tuple(keys), PHRASE_WEIGHT)


def dictionary_counts(chars: Iterable[str]) -> dict[str, Counter[str]]:
    """How many phrases of the tables read each character how."""
    counts: dict[str, Counter[str]] = {char: Counter() for char in chars}
    for word in PHRASES_DICT.keys() | families().keys() | corrections().keys():
        known = phrase(word) or ()
        for char, reading in zip(word, known, strict=False):
            if char in counts and reading:
                counts[char][reading] += 1
    return counts


class Design:
    """The examples as a matrix with a row for each candidate reading of each example."""

    def __init__(self, examples: Sequence[Example], labels: Sequence[Example]) -> None:
        """Lays out `examples`; the candidates come from the tables and from `labels`."""
        self.examples = examples
        self.counts = dictionary_counts({e.char for e in examples})
        self.candidates = self._candidates(labels)
        seen = {(e.char, e.reading) for e in labels}
        times = Counter(char for char, _ in seen)
        self.contested = "".join(sorted(char for char, number in times.items() if number > 1))
        self.columns: dict[tuple[str, str, str], int] = {}
        self.shared: dict[tuple[object, ...], int] = {}
        rows, ids, data, gold, sizes = [0], [], [], [], []
        for each in examples:
            readings = self.candidates[each.char]
            gold.append(readings.index(each.reading) if each.reading in readings else -1)
            sizes.append(len(readings))
            for reading in readings:
                for key in each.keys:
                    ids.append(self.columns.setdefault((each.char, reading, key), len(self.columns)))
                    data.append(scale(key))
                    for common in self.common(each.char, reading, key):
                        ids.append(-1 - self.shared.setdefault(common, len(self.shared)))
                        data.append(1.0)
                rows.append(len(ids))
        columns = np.array(ids, dtype=np.int64)
        columns[columns < 0] = len(self.columns) - 1 - columns[columns < 0]
        width = len(self.columns) + len(self.shared)
        self.matrix = sparse.csr_matrix((np.array(data, dtype=np.float32), columns, rows), shape=(len(rows) - 1, width))
        self.gold, self.sizes = np.array(gold), np.array(sizes)
        self.starts = np.concatenate([[0], np.cumsum(self.sizes)])
        self.weights = np.array([each.weight for each in examples])

    def _candidates(self, labels: Iterable[Example]) -> dict[str, list[str]]:
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for each in labels:
            found[each.char][each.reading] += 1000
        for char, counts in self.counts.items():
            found[char].update(counts)
            found[char].update(PINYIN_DICT.get(ord(char), "").split(",")[:4])
        found["儿"]["r"] += 1
        return {
            char: [r for r, _ in sorted(c.items(), key=lambda rc: (-rc[1], rc[0])) if r] for char, c in found.items()
        }

    def common(self, char: str, reading: str, key: str) -> Iterator[tuple[object, ...]]:
        """The columns that all characters share: trust in the tables, and in a reading by itself."""
        if key == "1":
            known = PINYIN_DICT[ord(char)].split(",")
            rank = known.index(reading) if reading in known else -1
            counts = self.counts[char]
            yield "rank", rank
            yield "share", round(4 * counts[reading] / (1 + counts.total()))
            yield "phrases", min(5, (1 + counts[reading]).bit_length())
            yield "neutral", not re.search(r"[^a-zü]", reading)
        elif key[0] in "WSLR" and (parts := DICTIONARY.match(key)):
            kind, said, shape, ours = parts.groups()
            yield kind, said == reading
            yield kind, said == reading, shape[:1], ours
            yield kind, said == reading, shape, ours

    def rows(self, ids: Sequence[int]) -> Vector:
        """The rows of the examples `ids`."""
        return np.concatenate([np.arange(self.starts[i], self.starts[i + 1]) for i in ids])

    def fit(self, ids: Sequence[int]) -> Vector:
        """The weights learnt from the examples `ids`."""
        ids = [i for i in ids if self.gold[i] >= 0]
        matrix = self.matrix[self.rows(ids)]
        used = np.nonzero(np.bincount(matrix.indices, minlength=matrix.shape[1]) >= RAREST)[0]
        weights = np.zeros(matrix.shape[1])
        weights[used] = minimise(matrix[:, used].tocsr(), self.gold[ids], self.sizes[ids], self.weights[ids])
        return weights

    def predict(self, ids: Sequence[int], weights: Vector) -> list[int]:
        """Which candidate has the highest score, for each of `ids`."""
        scores = self.matrix @ weights
        return [int(np.argmax(scores[self.starts[i] : self.starts[i + 1]])) for i in ids]


def minimise(matrix: sparse.csr_matrix, gold: Vector, sizes: Vector, weights: Vector) -> Vector:
    """The minimum of the weighted logistic loss with an L2 penalty."""
    starts = np.concatenate([[0], np.cumsum(sizes)])[:-1]
    example = np.repeat(np.arange(len(sizes)), sizes)
    right = starts + gold
    transposed = matrix.T.tocsr()

    def loss(point: Vector) -> tuple[float, Vector]:
        scores = (matrix @ point.astype(np.float32)).astype(np.float64)
        scores -= np.maximum.reduceat(scores, starts)[example]
        odds = np.exp(scores)
        totals = np.add.reduceat(odds, starts)
        slope = odds / totals[example] * weights[example]
        slope[right] -= weights
        value = -(weights * (scores[right] - np.log(totals))).sum() + PENALTY / 2 * (point @ point)
        return value, (transposed @ slope.astype(np.float32)).astype(np.float64) + PENALTY * point

    options = {"maxiter": STEPS, "maxcor": 6}
    found: Vector = optimize.minimize(loss, np.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B", options=options).x
    return found


class Training:
    """What the model learns from: the labelled sets in a folder, our own sentences, and phrases of the tables."""

    def __init__(self, folder: Path) -> None:
        """Reads the sets. Raises OSError if one is missing."""
        sets = {folder / f"{name}.lb": weight for name, weight in SETS.items()} | {OWN: OWN_WEIGHT}
        labels = [(each, weight) for path, weight in sets.items() for each in read_labelled(path)]
        real = [example(each, weight) for each, weight in labels]
        chars = {each.char for each in real}
        times = Counter(each.char for each in real)
        rare = {char for char in chars if times[char] < ENOUGH}
        by_teacher = taught(folder, rare, {(each.sentence, each.place) for each, _ in labels})
        others = [example(each, TEACHER_WEIGHT) for each in by_teacher]
        self._design = Design([*real, *others, *from_phrases(chars)], real)

    def write(self, target: Path, left_out: Collection[str] = ()) -> None:
        """Trains on all but the sentences `left_out`, and writes the weights."""
        ids = [i for i, each in enumerate(self._design.examples) if each.sentence not in left_out]
        write(self._design, self._design.fit(ids), target)


def main() -> None:
    """Reads the arguments; trains and writes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path)
    Training(parser.parse_args().data).write(TARGET)


def write(design: Design, weights: Vector, target: Path) -> None:
    """Writes the weights in the format that `duben.chinese.reading.model` reads."""
    tables: dict[str, dict[str, list[float]]] = defaultdict(dict)
    for (char, reading, key), column in design.columns.items():
        value = weights[column] * scale(key)
        row = tables[char].setdefault(key, [0.0] * len(design.candidates[char]))
        row[design.candidates[char].index(reading)] += value
    for char, table in tables.items():
        readings = design.candidates[char]
        for key in {*table, *dictionary_keys(readings)}:
            row = table.setdefault(key, [0.0] * len(readings))
            for place, reading in enumerate(readings):
                common = (design.shared.get(column) for column in design.common(char, reading, key))
                row[place] += sum(weights[len(design.columns) + column] for column in common if column is not None)
    target.write_bytes(packed(design, tables))


def dictionary_keys(readings: Sequence[str]) -> Iterator[str]:
    """Every key by which the tables may speak for one of `readings`."""
    for reading in readings:
        for length in range(2, 5):
            yield from (f"{kind}{reading}{length}" for kind in "LR")
            for ours in ("", "!"):
                yield f"W{reading}{length}{ours}"
                yield from (f"S{reading}{length}{place}{ours}" for place in range(length))


def packed(design: Design, tables: dict[str, dict[str, list[float]]]) -> bytes:
    """The tables as compressed bytes: an index in JSON, the keys, the weights of each candidate against the first."""
    index, texts, numbers = {}, [], array("h")
    for char in sorted(tables):
        kept = {}
        for key, row in tables[char].items():
            against = [round(UNIT * (value - row[0])) for value in row[1:]]
            if any(against):
                kept[key] = against
        index[char] = design.candidates[char]
        keys = sorted(kept)
        texts.append("\x1f".join(keys))
        for place in range(len(design.candidates[char]) - 1):
            numbers.extend(kept[key][place] for key in keys)
    head = json.dumps({"unit": UNIT, "contested": design.contested, "readings": index}, ensure_ascii=False)
    body = "\x1e".join([head, *texts]).encode()
    print(f"{sum(map(len, tables.values()))} keys, {len(numbers)} weights kept", file=sys.stderr)
    if sys.byteorder == "big":
        numbers.byteswap()
    return lzma.compress(len(body).to_bytes(4, "big") + body + numbers.tobytes(), preset=9)


if __name__ == "__main__":
    main()
