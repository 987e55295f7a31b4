"""The line in which a search is typed, in the place of the status line."""

from __future__ import annotations

from textual.message import Message
from textual.widgets import Input


class Prompt(Input):
    """Opens with / and ?; posts Input.Changed while typing and Input.Submitted on Enter."""

    DEFAULT_CSS = """
    Prompt { dock: bottom; height: 1; display: none; background: $panel; }
    Prompt.-open { display: block; }
    """

    class Opened(Message):
        """Something is to be typed."""

    def __init__(self) -> None:
        super().__init__(id="prompt", compact=True, select_on_focus=False)
        self.backward = False

    @property
    def is_open(self) -> bool:
        """Whether something is being typed."""
        return self.has_class("-open")

    def open(self, *, backward: bool) -> None:
        """Ask what to search for."""
        self.backward = backward
        self.placeholder = "search backward for …" if backward else "search for …"
        self.value = ""
        self.add_class("-open")
        self.screen.set_focus(self)  # at once: the keys that follow are for this line
        self.post_message(self.Opened())

    def close(self) -> None:
        """Give the line back."""
        self.remove_class("-open")
