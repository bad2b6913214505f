"""The live preview: the site kept in memory, rebuilt as files are saved, shown by livereload's server.

`state` holds the site, `watch` hears of changes from the operating system, `server` answers browsers and tells them to
reload; `why` puts into words what an editor asks about a word.
"""

from duben.preview.server import serve

__all__ = ["serve"]
