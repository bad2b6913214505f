"""Explains why a word of a page has its reading and forms, and how to change them.

1. `explain` reads the article, and annotates the block of the word again with a `RecordingAnnotator`.
2. The rules give the reasons for the word.
3. `locate` finds the word's place in the source.
4. `fixes` writes overrides and an entry, ready to paste.
"""

from __future__ import annotations

from duben.preview.explain.explain import Explanation, Location, OtherTextError, Question, explain
from duben.preview.explain.fixes import Fix

__all__ = ["Explanation", "Fix", "Location", "OtherTextError", "Question", "explain"]
