"""How often readings and conversion are right, on sets of known answers (`make bench-accuracy ACCURACY_DATA=folder`).

Two kinds of sets are found in the folder. Readings, as g2pM publishes them: `NAME.sent` has one sentence a line,
with the character in question between two ▁, and `NAME.lb` its syllable with a tone digit (`lu:4`; 5 is neutral).
Conversion, as Universal Dependencies publishes Chinese GSD: `NAME-simplified.conllu` and `NAME-traditional.conllu`,
compared by character.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
VARIANTS = str.maketrans("臺綫爲裏衆羣峯啓祕", "台線為裡眾群峰啟秘")  # a choice of convention, not an error
SHOWN = 30
Record = dict[str, Any]
Tally = Counter[tuple[str, str, str]]


def main() -> None:
    """Print the accuracy and the most frequent errors (the text, what was given, what is right) for each set."""
    folder = Path(os.environ.get("ACCURACY_DATA", ""))
    if not os.environ.get("ACCURACY_DATA") or not folder.is_dir():
        sys.exit(f"ACCURACY_DATA has to name a folder of labelled sets.\n\n{__doc__}")
    for labels in sorted(folder.glob("*.lb")):
        report(f"{labels.stem}: readings", *measure_readings(labels.with_suffix(".sent"), labels))
    for simplified in sorted(folder.glob("*-simplified.conllu")):
        name = simplified.name.removesuffix("-simplified.conllu")
        pair = texts(simplified), texts(simplified.with_name(f"{name}-traditional.conllu"))
        report(f"{name}: simplified to traditional", *measure_conversion(*pair, "hans", "traditional"))
        report(f"{name}: traditional to simplified", *measure_conversion(*pair[::-1], "hant", "simplified"))


def report(name: str, total: int, wrong: Tally) -> None:
    """Print one set."""
    print(f"{name}: {total - wrong.total()} of {total} right = {1 - wrong.total() / total:.3%}")
    for (text, given, right), count in wrong.most_common(SHOWN):
        print(f"  {count:5}  {text}: {given}, not {right}")


def measure_readings(sentences: Path, labels: Path) -> tuple[int, Tally]:
    """How many characters were asked for, and those read otherwise."""
    asked = sentences.read_text("utf-8").splitlines()
    wanted = labels.read_text("utf-8").split()
    wrong: Tally = Counter()
    for sentence, record, right in zip(asked, annotate([s.replace("▁", "") for s in asked]), wanted, strict=True):
        place = sentence.index("▁")
        given = numbered(syllables(record)[place])
        if given != right:
            wrong[sentence[place + 1], given, right] += 1
    return len(asked), wrong


def measure_conversion(source: dict[str, str], target: dict[str, str], script: str, form: str) -> tuple[int, Tally]:
    """How many characters were converted, and those that came out otherwise.

    A sentence that comes out in another length is wrong in every character.
    """
    names = [name for name in source if len(source[name]) == len(target.get(name, ""))]
    wrong: Tally = Counter()
    for name, record in zip(names, annotate([source[name] for name in names], "--script", script), strict=True):
        given = "".join(word[form] for word in record["words"]).translate(VARIANTS)
        right = target[name].translate(VARIANTS)
        letters = given if len(given) == len(right) else "\0" * len(right)
        wrong.update(triple for triple in zip(source[name], letters, right, strict=True) if triple[1] != triple[2])
    return sum(len(target[name]) for name in names), wrong


def annotate(lines: Sequence[str], *options: str) -> Iterator[Record]:
    """What `duben annotate` says of each line."""
    command = [sys.executable, "-m", "generator", "annotate", "-", *options]
    done = subprocess.run(
        command, input="\n".join(lines) + "\n", stdout=subprocess.PIPE, check=True, text=True, encoding="utf-8"
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
    """The sentences of a CoNLL-U file by their id."""
    comments = re.findall(r"^# (sent_id|text) = (.*)$", path.read_text("utf-8"), re.MULTILINE)
    values = {kind: [value for found, value in comments if found == kind] for kind in ("sent_id", "text")}
    return dict(zip(values["sent_id"], values["text"], strict=True))


if __name__ == "__main__":
    main()
