"""The article panel: wrapping, painting, the scrolling widget and the map beside it."""

from tui.article.map import Map
from tui.article.panel import Article

__all__ = ["Article", "Map"]
