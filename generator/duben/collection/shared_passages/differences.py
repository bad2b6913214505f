"""Compares two wordings of a shared passage."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from duben.collection.shared_passages.fingerprints import normalise


class Difference(NamedTuple):
    """Aligned parts of two wordings. If `equal`, they differ at most in punctuation and capitals."""

    equal: bool
    first: str
    second: str


_TOKEN = re.compile(r"(?:[A-Za-z0-9]+|[^\W_])[\W_]*|^[\W_]+")


def differences(first: str, second: str) -> tuple[Difference, ...]:
    """Two wordings divided into aligned parts. The joined parts give back both wordings."""
    a, b = _tokens(first), _tokens(second)
    matcher = SequenceMatcher(None, list(map(normalise, a)), list(map(normalise, b)), autojunk=False)
    return tuple(
        Difference(operation == "equal", "".join(a[i:j]), "".join(b[k:m]))
        for operation, i, j, k, m in matcher.get_opcodes()
    )


def _tokens(text: str) -> list[str]:
    """Latin words and single characters, each with the punctuation after it."""
    return _TOKEN.findall(text)
