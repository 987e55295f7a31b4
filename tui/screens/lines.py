"""A list of lines over the reader: the keys that move its cursor, open a line and close the screen."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual import events
from textual.binding import Binding
from textual.screen import ModalScreen

from tui.lines import LineList

T = TypeVar("T")


class LinesScreen(ModalScreen[T], Generic[T]):
    """A list over the reader. A subclass says which, and what Enter does."""

    BINDINGS = [
        Binding("escape,q", "dismiss", "close", show=False),
        Binding("enter", "enter", show=False),
        Binding("j,down", "move(1)", show=False),
        Binding("k,up", "move(-1)", show=False),
        Binding("space,pagedown", "page(1)", show=False),
        Binding("b,pageup", "page(-1)", show=False),
        Binding("g,home", "ends(False)", show=False),
        Binding("G,end", "ends(True)", show=False),
    ]

    @property
    def lines(self) -> LineList:
        """The list."""
        raise NotImplementedError

    async def take_key(self, event: events.Key) -> bool:
        """Take a key that no widget took, in the order of typing; whether no binding gets it."""
        return False

    async def action_enter(self) -> None:
        """What Enter does."""
        raise NotImplementedError

    def action_move(self, steps: int) -> None:
        """Move the cursor."""
        self.lines.move(steps)

    def action_page(self, pages: int) -> None:
        """Move the cursor by screens."""
        self.lines.move(pages * self.lines.page())

    def action_ends(self, last: bool) -> None:
        """Go to the first or the last line."""
        self.lines.move_to_end(last=last)
