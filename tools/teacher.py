"""Further labels from g2pM, a neural reader of polyphones (Park and Lee 2020, Apache-2.0), for `tools.make_model`.

    python -m tools.teacher DATA

Reads the sentences of the labelled sets in the folder DATA and writes how g2pM reads them to DATA/teacher.tsv. Needs
g2pM; takes 20 minutes. Only characters that no table of ours decides become examples, those of single-character words
and of words that no table has; and only characters of which the sets have few sentences.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Container, Iterator
from pathlib import Path

from benchmarks.labelled import Labelled, read_labelled
from duben.chinese.tables.reading_tables import phrase
from duben.chinese.words.segment import segment

FILE = "teacher.tsv"
MOST = 300
"""Maximum number of examples of one reading of a character."""


def taught(folder: Path, chars: Container[str], labelled: Container[tuple[str, int]]) -> Iterator[Labelled]:
    """The labels of the teacher for `chars`, without the places that are `labelled`; none if there is no file."""
    path = folder / FILE
    counts: Counter[tuple[str, str]] = Counter()
    for line in path.read_text("utf-8").splitlines() if path.exists() else ():
        text, _, read = line.partition("\t")
        syllables, at = read.split(" "), 0
        for word in segment(text):
            known = len(word) > 1 and phrase(word) is not None
            for place in range(at, at + len(word)):
                each = Labelled(text, place, syllables[place])
                if not known and each.char in chars and (text, place) not in labelled:
                    counts[each.char, each.reading] += 1
                    if counts[each.char, each.reading] <= MOST:
                        yield each
            at += len(word)


def main(folder: Path, sets: tuple[str, ...] = ("cpp-dev", "g2pl-train", "g2pl-dev")) -> None:
    """Write how g2pM reads the sentences."""
    from g2pM import G2pM  # noqa: PLC0415 - for this tool only

    reader = G2pM()
    texts = dict.fromkeys(each.sentence for name in sets for each in read_labelled(folder / f"{name}.lb"))
    with (folder / FILE).open("w", encoding="utf-8") as file:
        for text in texts:
            syllables = reader(text, tone=True, char_split=True)
            if len(syllables) == len(text):
                file.write(f"{text}\t{' '.join(syllables)}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
