"""Renders pages: turns the site into views, and views into HTML by templates."""

from duben.render.pages import Pages
from duben.render.renderer import TemplateFault
from duben.render.theme import TEMPLATE, Assets, Theme, read_theme

__all__ = ["TEMPLATE", "Assets", "Pages", "TemplateFault", "Theme", "read_theme"]
