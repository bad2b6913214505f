"""Turns a raw text, pasted or saved from a page, into an article: front matter and Markdown.

The stages are in this order:
1. `encoding` decodes the bytes; `lines` splits the text.
2. `boilerplate` separates title, body and the page's own lines. `metadata` reads author, date and source from them.
3. `headings` finds headings in the body; `escape` writes each line as literal Markdown.
4. `front_matter` chooses the keys, `slug` the file name; `report` lists everything that the editor should check.
"""

from duben.importer.article import ImportedArticle, NotImportedError, import_text, save
from duben.importer.encoding import UnreadableTextError, decode
from duben.importer.front_matter import FrontMatter
from duben.importer.report import CODES

__all__ = [
    "CODES",
    "FrontMatter",
    "ImportedArticle",
    "NotImportedError",
    "UnreadableTextError",
    "decode",
    "import_text",
    "save",
]
