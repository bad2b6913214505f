"""Finds shared passages: text that two or more articles have in common, whatever their scripts.

The steps:
1. `normalise` drops punctuation and spaces and makes Latin lower-case, so that only words are compared.
2. `fingerprints` samples the hashes of an article's 8-character grams. It uses winnowing (Schleimer, Wilkerson and
   Aiken, "Winnowing: Local Algorithms for Document Fingerprinting", 2003). Any run of 13 characters in two articles
   leaves the same fingerprint in both.
3. `SharedPassageIndex.search` joins the fingerprints of all articles and extends each common one to a match, across
   small differences. Overlapping matches form one shared passage, so a passage in three articles counts once.

Steps 1 and 2 need one article only, so workers can run them and the cache can store them. Step 3 loads texts only where
articles share fingerprints. A `SharedPassageIndex` stores all fingerprints and matches. After an edit, only pairs with
a changed article are compared again.
"""

from __future__ import annotations

from duben.collection.shared_passages.differences import Difference, differences
from duben.collection.shared_passages.find import (
    ArticleText,
    SharedPassageIndex,
)
from duben.collection.shared_passages.fingerprints import SHORTEST, Fingerprints, fingerprints, normalise
from duben.collection.shared_passages.grouping import SharedPassage
from duben.collection.shared_passages.matching import FEWEST_UNITS, Passage
from duben.collection.shared_passages.stored import load_index, save_index
from duben.collection.shared_passages.wording import passage_block, passage_text

__all__ = [
    "FEWEST_UNITS",
    "SHORTEST",
    "ArticleText",
    "Difference",
    "Fingerprints",
    "Passage",
    "SharedPassage",
    "SharedPassageIndex",
    "differences",
    "fingerprints",
    "load_index",
    "normalise",
    "passage_block",
    "passage_text",
    "save_index",
]
