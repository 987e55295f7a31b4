"""The help: every action with its keys, from the registry."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.action import SECTIONS, Action

_KEYS_WIDTH = 14


class HelpScreen(ModalScreen[None]):
    """The keys, section by section; scrolls where the terminal is small."""

    BINDINGS = [
        Binding("escape,q,h,f1,enter", "dismiss", "close", show=False),
        Binding("j,space", "scroll_down", show=False),
        Binding("k", "scroll_up", show=False),
    ]

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        & VerticalScroll {
            width: 78; max-width: 100%; height: auto; max-height: 100%;
            background: $panel; padding: 1 2; scrollbar-size-vertical: 1;
        }
    }
    """

    def __init__(self, actions: Sequence[Action]) -> None:
        super().__init__()
        self._actions = actions

    def compose(self) -> ComposeResult:
        """One line an action."""
        with VerticalScroll():
            yield Static(help_text(self._actions))

    def action_scroll_down(self) -> None:
        """Scroll the help."""
        self.query_one(VerticalScroll).scroll_down(animate=False)

    def action_scroll_up(self) -> None:
        """Scroll the help."""
        self.query_one(VerticalScroll).scroll_up(animate=False)


def help_text(actions: Sequence[Action]) -> Content:
    """Sections and actions as the help shows them."""
    pieces: list[tuple[str, str] | str] = [
        "n and N walk the trail: every mention, or the hits of a search, or one entity. ",
        "Digits before a key repeat it.\n",
    ]
    for section in SECTIONS:
        pieces.append((f"\n{section}\n", "bold"))
        for action in actions:
            if action.section == section and action.scope == "reader":
                pieces += [(f"  {action.shown:<{_KEYS_WIDTH}}", "bold $primary"), f" {action.does}\n"]
    pieces.append(("\nEsc closes this.", "$quiet"))
    return Content.assemble(*pieces)
