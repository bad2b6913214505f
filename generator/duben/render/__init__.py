"""Pages: each is rendered on its own, so that a build writes all and a preview only what is asked for."""

from duben.render.environment import Assets, environment, read_assets
from duben.render.pages import Renderer, TemplateFault

__all__ = ["Assets", "Renderer", "TemplateFault", "environment", "read_assets"]
