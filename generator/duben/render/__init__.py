"""Pages: the site's data becomes views, and templates make HTML of them."""

from duben.render.pages import Pages
from duben.render.renderer import TemplateFault
from duben.render.theme import Assets, Theme, read_theme

__all__ = ["Assets", "Pages", "TemplateFault", "Theme", "read_theme"]
