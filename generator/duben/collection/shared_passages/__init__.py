"""Echoes: passages that two or more articles share, whichever script each is written in.

The steps:
1. `normalise` drops punctuation and spaces and lower-cases Latin, so that only the words are compared;
2. `fingerprints` keeps, for one article, a sample of the hashes of its 8-character grams. The sample is chosen by
   winnowing (Schleimer, Wilkerson and Aiken, "Winnowing: Local Algorithms for Document Fingerprinting", 2003), which
   guarantees that any run of 13 characters shared by two articles leaves the same fingerprint in both;
3. `find_echoes` joins the fingerprints of all articles, extends every meeting to its full length across small
   differences, and groups what overlaps, so that a passage in three articles is one echo.

Steps 1 and 2 need one article only: they can be cached and made in worker processes. Step 3 looks at texts only
where fingerprints meet in more than chance explains. It keeps an `Index` of all prints and what every pair of articles
shares (`EchoMemory`), so that after a change only the pairs that the changed articles take part in are compared anew.
"""

from __future__ import annotations

from duben.collection.shared_passages.differences import Difference, differences
from duben.collection.shared_passages.fingerprints import SHORTEST, Fingerprints, fingerprints, normalise
from duben.collection.shared_passages.grouping import SharedPassage
from duben.collection.shared_passages.matching import FEWEST_UNITS, Passage
from duben.collection.shared_passages.search import SharedPassageIndex, Source
from duben.collection.shared_passages.stored import load_index, save_index
from duben.collection.shared_passages.wording import passage_block, passage_text

__all__ = [
    "FEWEST_UNITS",
    "SHORTEST",
    "Difference",
    "Fingerprints",
    "Passage",
    "SharedPassage",
    "SharedPassageIndex",
    "Source",
    "differences",
    "fingerprints",
    "load_index",
    "normalise",
    "passage_block",
    "passage_text",
    "save_index",
]
