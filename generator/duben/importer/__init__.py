"""Makes articles of raw texts: what a page showed, pasted or saved, becomes front matter and Markdown.

bytes → `encoding` → text → `lines` → `frame` (title, bylines and the page's furniture, read by `fields`, come off)
→ `article` (`front` matter; `headings` and paragraphs, made literal by `escape`; a name by `slug`; and the `report`).
"""

from duben.importer.article import Imported, NotImportedError, import_text, save
from duben.importer.encoding import UnreadableTextError, decode
from duben.importer.front import FrontMatter
from duben.importer.report import CODES

__all__ = [
    "CODES",
    "FrontMatter",
    "Imported",
    "NotImportedError",
    "UnreadableTextError",
    "decode",
    "import_text",
    "save",
]
