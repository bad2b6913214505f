"""Accuracy of readings, conversion and capitals on labelled data (`make bench-accuracy ACCURACY_DATA=folder`).

The folder may have these sets:
- Readings, on which the model was trained (see `tools.make_model`), by cross-validation.
- Conversion, in Universal Dependencies' format for Chinese GSD: `NAME-simplified.conllu` and `NAME-traditional.conllu`,
  compared by character.
- Capitals, on the Simplified files: words tagged as proper nouns, against words with a capital, if both segment alike.

After `python -m benchmarks install`, it measures the naive pipeline too, which has no capitals.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import contenders
from benchmarks.cross_validation import FOLDS, cross_validate
from benchmarks.labelled import Labelled, Tally, read_labelled

TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
VARIANTS = str.maketrans("臺綫爲裏衆羣峯啓祕", "台線為裡眾群峰啟秘")  # a choice of convention, not an error
SHOWN = 30
Record = dict[str, Any]
Annotate = Callable[[Sequence[str], str], Iterator[Record]]


def main() -> None:
    """Print the accuracy and the most frequent errors of each set: the text, the result, the right answer."""
    folder = Path(os.environ.get("ACCURACY_DATA", ""))
    if not os.environ.get("ACCURACY_DATA") or not folder.is_dir():
        sys.exit(f"ACCURACY_DATA has to name a folder of labelled sets.\n\n{__doc__}")
    report_readings(folder)
    for simplified in sorted(folder.glob("*-simplified.conllu")):
        name = simplified.name.removesuffix("-simplified.conllu")
        sides = {"hans": texts(simplified), "hant": texts(simplified.with_name(f"{name}-traditional.conllu"))}
        for script, form in (("hans", "traditional"), ("hant", "simplified")):
            report(f"{name}: {script} to {form}", partial(measure_conversion, sides, script, form))
        report_capitals(f"{name}: capitals", simplified)


def report(name: str, measure: Callable[[Annotate], tuple[int, Tally]]) -> None:
    """Print the accuracy of the naive pipeline and of Duben on one set, and Duben's errors."""
    if contenders.has_jieba():
        show(f"{name}, naive", *measure(naive), shown=0)
    show(name, *measure(duben))


def show(name: str, total: int, wrong: Tally, shown: int = SHOWN) -> None:
    """Print one figure, and the most frequent errors."""
    print(f"{name}: {total - wrong.total()} of {total} right = {1 - wrong.total() / total:.3%}", flush=True)
    for (text, given, right), count in wrong.most_common(shown):
        print(f"  {count:5}  {text}: {given}, not {right}")


def report_readings(folder: Path) -> None:
    """Print the accuracy of readings on each labelled set, by cross-validation, and the errors."""
    if contenders.has_jieba():
        for labels in sorted(folder.glob("*.lb")):
            asked = read_labelled(labels)
            show(f"{labels.stem}: readings, naive", len(asked), wrong_readings(asked, naive), shown=0)
    for name, score in cross_validate(folder, lambda asked, root: wrong_readings(asked, partial(duben, root=root))):
        show(f"{name}: readings, {FOLDS}-fold cross-validation", score.total, score.wrong)


def wrong_readings(asked: Sequence[Labelled], annotate: Annotate) -> Tally:
    """The labelled characters that are read wrongly.

    A neutral tone counts as either, as in the audit: the sets have few of them.
    """
    wrong: Tally = Counter()
    for each, record in zip(asked, annotate([each.sentence for each in asked], "auto"), strict=True):
        given = numbered(syllables(record)[each.place])
        is_neutral = given.endswith("5") and given[:-1] == each.reading[:-1]
        if given != each.reading and not is_neutral:
            wrong[each.char, given, each.reading] += 1
    return wrong


def measure_conversion(
    sides: Mapping[str, Mapping[str, str]], script: str, form: str, annotate: Annotate
) -> tuple[int, Tally]:
    """The number of characters converted, and the wrong ones.

    If a sentence has the wrong length, all its characters count as wrong.
    """
    source, target = sides[script], sides["hant" if script == "hans" else "hans"]
    names = [name for name in source if len(source[name]) == len(target.get(name, ""))]
    wrong: Tally = Counter()
    for name, record in zip(names, annotate([source[name] for name in names], script), strict=True):
        given = "".join(word[form] for word in record["words"]).translate(VARIANTS)
        right = target[name].translate(VARIANTS)
        letters = given if len(given) == len(right) else "\0" * len(right)
        wrong.update(triple for triple in zip(source[name], letters, right, strict=True) if triple[1] != triple[2])
    return sum(len(target[name]) for name in names), wrong


def report_capitals(name: str, treebank: Path) -> None:
    """Print precision and recall of capitals for names, and the errors of both kinds."""
    sentences = tagged(treebank)
    counts: Counter[tuple[bool, bool]] = Counter()
    wrong: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    lines = ["".join(token for token, _ in sentence) for sentence in sentences]
    for sentence, record in zip(sentences, duben(lines, "hans"), strict=True):
        words = spans((word["simplified"], word["pinyin"]) for word in record["words"])
        for place, is_name in spans((token, tag == "PROPN") for token, tag in sentence).items():
            if words.get(place):
                has_capital = any(syllable and syllable[0].isupper() for syllable in words[place])
                counts[has_capital, is_name] += 1
                if has_capital != is_name:
                    wrong[has_capital][place[2]] += 1
    right = counts[True, True]
    capitals, names = right + counts[True, False], right + counts[False, True]
    print(f"{name}: precision {right} of {capitals} = {right / capitals:.2%}, recall {right} of {names}")
    print(f"  = {right / names:.2%}, of {counts.total()} words that are cut alike")
    for has_capital, title in ((True, "with a capital, not tagged as names"), (False, "names without one")):
        print(f"  {title}:", *(f"{word} {count}" for word, count in wrong[has_capital].most_common(3 * SHOWN)))


def spans(words: Iterable[tuple[str, Any]]) -> dict[tuple[int, int, str], Any]:
    """The value of each word, by its range and text."""
    found, at = {}, 0
    for word, said in words:
        found[at, at + len(word), word] = said
        at += len(word)
    return found


def duben(lines: Sequence[str], script: str, root: Path | None = None) -> Iterator[Record]:
    """The records of `duben annotate` for each line; by the copy of the program in the folder `root`, if given."""
    environment = {**os.environ, "PYTHONPATH": str(root)} if root else None
    return _records([sys.executable, "-m", "duben", "annotate", "-", "--script", script], lines, environment)


def naive(lines: Sequence[str], script: str) -> Iterator[Record]:
    """The records of the naive pipeline for each line."""
    command = [sys.executable, str(Path(__file__).with_name("naive_stream.py")), script.replace("auto", "hans")]
    return _records(command, lines, contenders.jieba_environment())


def _records(
    command: Sequence[str], lines: Sequence[str], environment: Mapping[str, str] | None = None
) -> Iterator[Record]:
    text = "\n".join(lines) + "\n"
    done = subprocess.run(
        command, input=text, stdout=subprocess.PIPE, check=True, text=True, encoding="utf-8", env=environment
    )
    return map(json.loads, done.stdout.splitlines())


def syllables(record: Record) -> list[str | None]:
    """One reading for each character of the Simplified line."""
    return [s for word in record["words"] for s in word["pinyin"] or [None] * len(word["simplified"])]


def numbered(syllable: str | None) -> str:
    """The syllable with a tone digit: `lǜ` is `lu:4`."""
    marks = unicodedata.normalize("NFD", (syllable or "-").lower())
    tone = next((TONES[mark] for mark in marks if mark in TONES), "5")
    return "".join(":" if mark == "\u0308" else mark for mark in marks if mark not in TONES) + tone


def texts(path: Path) -> dict[str, str]:
    """The sentences of a CoNLL-U file, by id."""
    comments = re.findall(r"^# (sent_id|text) = (.*)$", path.read_text("utf-8"), re.MULTILINE)
    values = {kind: [value for found, value in comments if found == kind] for kind in ("sent_id", "text")}
    return dict(zip(values["sent_id"], values["text"], strict=True))


def tagged(path: Path) -> list[list[tuple[str, str]]]:
    """The words of each sentence in a CoNLL-U file, with their parts of speech."""
    blocks = path.read_text("utf-8").strip().split("\n\n")
    rows = [[line.split("\t") for line in block.splitlines() if line[:1].isdigit()] for block in blocks]
    return [[(row[1], row[3]) for row in block if row[0].isdigit()] for block in rows]


if __name__ == "__main__":
    main()
