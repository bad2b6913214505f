"""Why a word of a page is read and converted as it is, where that is written, and what an editor could write instead.

1. `explain` finds the word: it reads the article and annotates that one block again with a `RecordingAnnotator`;
2. the annotator's rules say why the word is so; 3. `locate` finds its place in the source; 4. `fixes` writes overrides
and an entry, ready to be pasted. No build comes here.
"""

from __future__ import annotations

from duben.preview.explain.explain import Explanation, Location, OtherTextError, Question, explain
from duben.preview.explain.fixes import Fix

__all__ = ["Explanation", "Fix", "Location", "OtherTextError", "Question", "explain"]
