"""Serves a live preview: the site in memory, reloaded after each change of a file.

`state` holds the site, `watch` reports changed files, `server` serves pages and reloads browsers. `explain` and
`answer` say why a word of a page has its reading and its forms.
"""

from duben.preview.address import CannotListenError
from duben.preview.server import serve

__all__ = ["CannotListenError", "serve"]
