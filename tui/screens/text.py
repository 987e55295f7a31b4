"""A panel of text over the reader: what the help, the card and the verdict are made of."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static


class TextScreen(ModalScreen[None]):
    """Shows a text, scrolls it where the terminal is small, and closes."""

    BINDINGS = [
        Binding("escape,q,enter", "dismiss", "close", show=False),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("space,f,pagedown", "page(1)", show=False),
        Binding("b,pageup", "page(-1)", show=False),
    ]
    DEFAULT_CSS = """
    TextScreen {
        align: center middle;
        & VerticalScroll {
            width: 78; max-width: 100%; height: auto; max-height: 100%;
            background: $panel; padding: 1 2; scrollbar-size-vertical: 1;
        }
    }
    """

    def __init__(self, content: Content) -> None:
        super().__init__()
        self._content = content

    def compose(self) -> ComposeResult:
        """The text."""
        with VerticalScroll():
            yield Static(self._content)

    def show(self, content: Content) -> None:
        """Show another text, if it is not closed already."""
        if self.is_attached:
            self.query_one(Static).update(content)

    def action_page(self, pages: int) -> None:
        """Scroll the text by screens; one line of the one before stays."""
        self.action_scroll(
            pages * max(1, self.query_one(VerticalScroll).scrollable_content_region.height - 1)
        )

    def action_scroll(self, lines: int) -> None:
        """Scroll the text."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)
