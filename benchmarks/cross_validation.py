"""Accuracy of readings on sentences that the model has not seen: k-fold cross-validation of the whole program.

For each fold, the model is trained without the fold's sentences, and a copy of the program with that model reads them.
Equal sentences are in one fold, whichever of their characters is labelled.
"""

from __future__ import annotations

import shutil
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import duben
from benchmarks.labelled import Labelled, Tally, read_labelled

FOLDS = 5
_MODEL = "duben/chinese/data/made/polyphones.bin"
WrongReadings = Callable[[Sequence[Labelled], Path], Tally]
"""The labelled characters that a copy of the program, in a folder, reads wrongly."""


class Score(NamedTuple):
    """How many labelled characters a set has, and those that were read wrongly."""

    total: int
    wrong: Tally


def cross_validate(folder: Path, wrong_readings: WrongReadings, folds: int = FOLDS) -> Iterable[tuple[str, Score]]:
    """Each labelled set in the folder with its score: a model reads only sentences that it was trained without."""
    from tools.make_model import SETS, Training  # noqa: PLC0415 - needs numpy and scipy

    training, sets = Training(folder), {name: read_labelled(folder / f"{name}.lb") for name in SETS}
    scores = {name: Score(len(labelled), Counter()) for name, labelled in sets.items()}
    for fold in range(folds):
        held = {name: [each for each in labelled if _fold(each) % folds == fold] for name, labelled in sets.items()}
        with TemporaryDirectory() as copy:
            shutil.copytree(Path(duben.__file__).parent, Path(copy, "duben"))
            training.write(Path(copy, _MODEL), {each.sentence for labelled in held.values() for each in labelled})
            for name, labelled in held.items():
                scores[name].wrong.update(wrong_readings(labelled, Path(copy)))
    return scores.items()


def _fold(labelled: Labelled) -> int:
    return zlib.crc32(labelled.sentence.encode())
