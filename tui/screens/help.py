"""The help: every action with its keys, from the registry."""

from __future__ import annotations

from collections.abc import Sequence

from textual.binding import Binding
from textual.content import Content

from tui.action import SECTIONS, Action, Scope
from tui.screens.text import TextScreen

_KEYS_WIDTH = 14


_TRAIL = (
    "{next} and {previous} walk the trail: every mention, or the hits of a search, or one entity. "
    "Digits before a key repeat it.\n"
)


class HelpScreen(TextScreen):
    """The keys, section by section."""

    BINDINGS = [Binding("h,f1", "dismiss", "close", show=False)]

    def __init__(self, actions: Sequence[Action], scope: Scope) -> None:
        super().__init__(help_text(actions, scope))


def help_text(actions: Sequence[Action], scope: Scope = "reader") -> Content:
    """Sections and actions of a scope as the help shows them."""
    pieces: list[tuple[str, str] | str] = []
    if scope == "reader":
        pieces.append(_TRAIL.format_map({action.id: action.shown for action in actions}))
    for section in SECTIONS:
        shown = [action for action in actions if action.section == section and action.scope == scope]
        if shown:
            pieces.append((f"\n{section}\n", "bold"))
        for action in shown:
            pieces += [(f"  {action.shown:<{_KEYS_WIDTH}}", "bold $primary"), f" {action.does}\n"]
    pieces.append(("\nEsc closes this.", "$quiet"))
    return Content.assemble(*pieces)
