"""The sidebar: who and what the text names, with every alias and the reason for it."""

from tui.sidebar.panel import Sidebar

__all__ = ["Sidebar"]
