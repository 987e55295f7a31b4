"""The concordance (keyword in context): spans in their context, one a line; Enter goes there."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.strip import Strip
from textual.widgets import Static

from annotate.query import concordance
from annotate.text import visible
from tui.lines import LineList, over
from tui.screens.lines import LinesScreen
from tui.session import mentions_in_words

# Characters of context that are cut from the text on either side: more than any screen shows.
_CONTEXT = 200


class ConcordanceList(LineList):
    """The lines, aligned on the name; each is cut from the text when it is drawn."""

    COMPONENT_CLASSES = {"concordance--name", "concordance--context", "concordance--cursor"}
    DEFAULT_CSS = """
    ConcordanceList {
        background: $panel;
        & .concordance--name { color: $accent; text-style: bold; }
        & .concordance--context { color: $foreground; }
        & .concordance--cursor { background: $lit; }
        &:nocolor .concordance--cursor { text-style: reverse; }
        &:ansi .concordance--cursor { text-style: reverse; }
    }
    """

    def __init__(self, text: str, spans: Sequence[tuple[int, int]], at: int) -> None:
        super().__init__()
        self._text, self._spans, self._at = text, spans, at

    def on_mount(self) -> None:
        """Start at the span that the reader is at."""
        self.set_row_count(len(self._spans))
        self.cursor = self._at
        self.call_after_refresh(self._show_cursor)

    def _show_cursor(self) -> None:
        self.put_cursor(self.cursor)  # a key may have moved it since

    def row_strip(self, row: int, width: int) -> Strip:
        """Left context, name, right context; the names stand below each other."""
        (line,) = concordance(self._text, [self._spans[row]], _CONTEXT)
        left_width = max(0, width * 2 // 5)
        left, name, right = visible(line.left), visible(line.name), visible(line.right)
        while cell_len(left) > left_width:
            left = left[1 + (cell_len(left) - left_width) // 2 :]
        name_style = self.look("concordance--name")
        style = self.look("concordance--context")
        strip = Strip(
            [
                Segment(" " * (left_width - cell_len(left)) + left, style),
                Segment(name, name_style),
                Segment(set_cell_size(right, max(0, width - left_width - cell_len(name))), style),
            ]
        ).adjust_cell_length(width, self.look())
        if row == self.cursor:
            strip = over(strip, self.look("concordance--cursor", partial=True))
        return strip

    def entered(self) -> None:
        """A second click goes there."""
        self.screen.dismiss(self._spans[self.cursor] if self._spans else None)


class ConcordanceScreen(LinesScreen[tuple[int, int] | None]):
    """All spans of a trail in their context. Dismissed with the span to go to, or None."""

    BINDINGS = [
        Binding("ampersand", "dismiss", "close", show=False),
        Binding("n", "move(1)", show=False),
        Binding("N", "move(-1)", show=False),
        Binding("f", "page(1)", show=False),
    ]
    DEFAULT_CSS = """
    ConcordanceScreen {
        align: center middle;
        & Vertical { width: 96%; height: 90%; background: $panel; padding: 0 1; }
        & #concordance-title { text-style: bold; height: 1; margin: 0 0 1 0; }
        & #concordance-keys { color: $quiet; height: 1; dock: bottom; }
    }
    """

    def __init__(self, heading: str, text: str, spans: Sequence[tuple[int, int]], at: int) -> None:
        super().__init__()
        self._heading, self._text, self._spans, self._at = heading, text, spans, at

    def compose(self) -> ComposeResult:
        """Title, lines, keys."""
        count = len(self._spans)
        with Vertical():
            yield Static(
                f"{visible(self._heading)} · {mentions_in_words(count)}",
                id="concordance-title",
                markup=False,
            )
            yield ConcordanceList(self._text, self._spans, self._at)
            yield Static("Enter go there  Esc close", id="concordance-keys")

    @property
    def lines(self) -> ConcordanceList:
        """The lines."""
        return self.query_one(ConcordanceList)

    async def action_enter(self) -> None:
        """Go to the span under the cursor."""
        self.lines.entered()
