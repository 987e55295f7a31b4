"""The line in which a search is typed, in the place of the status line."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from tui.field import Field


class SearchField(Field):
    """What is searched for; posts Input.Changed while it is typed."""

    def __init__(self, enter: Callable[[str], None]) -> None:
        super().__init__(id="search", compact=True, select_on_focus=False)
        self._enter = enter

    def entered(self) -> None:
        """Search."""
        self._enter(self.value)


class Prompt(Horizontal):
    """The sign of the search, the field, and how much was found while typing."""

    DEFAULT_CSS = """
    Prompt {
        dock: bottom; height: 1; display: none; background: $panel;
        & #sign { width: 2; padding: 0 0 0 1; text-style: bold; }
        & SearchField { width: 1fr; background: $panel; }
        & #tally { width: auto; padding: 0 1; color: $quiet; }
        &.-open { display: block; layout: horizontal; }
    }
    """

    def __init__(self, enter: Callable[[str], None]) -> None:
        super().__init__(id="prompt")
        self._field = SearchField(enter)
        self.backward = False

    def compose(self) -> ComposeResult:
        """Sign, field, tally."""
        yield Static("/", id="sign")
        yield self._field
        yield Static("", id="tally")

    @property
    def is_open(self) -> bool:
        """Whether something is being typed."""
        return self.has_class("-open")

    def open(self, *, backward: bool) -> None:
        """Ask what to search for."""
        self.backward = backward
        self.query_one("#sign", Static).update("?" if backward else "/")
        self._field.value = ""
        self.tell(None)
        self.add_class("-open")
        self.screen.set_focus(self._field)  # at once: the keys that follow are for this line

    def close(self) -> None:
        """Give the line back."""
        self.remove_class("-open")

    def tell(self, hits: int | None) -> None:
        """Say how many hits there are for what is typed; None says nothing."""
        said = "" if hits is None else "not found" if hits == 0 else f"{hits} hit{'' if hits == 1 else 's'}"
        self.query_one("#tally", Static).update(said)
