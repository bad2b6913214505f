"""Why a word of a page is read and converted as it is, where that stands, and what an editor could write instead.

1. `asking` finds the word: its article is read, and the one block annotated once more by an annotator that listens;
2. `listening` tells what locked it, or has `chinese.explain` say why it is so; 3. `whereabouts` finds its place in the
source; 4. `remedies` writes overrides and an entry, ready to be pasted. No build comes here.
"""

from __future__ import annotations

from duben.preview.explain.causes import Causes, DecidedBy
from duben.preview.explain.explain import Explanation, Location, OtherTextError, Question, explain
from duben.preview.explain.fixes import Fix

__all__ = ["Causes", "DecidedBy", "Explanation", "Fix", "Location", "OtherTextError", "Question", "explain"]
