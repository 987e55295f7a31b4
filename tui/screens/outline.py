"""The outline: the headings, chapters or pages of the text; Enter goes there."""

from __future__ import annotations

from collections.abc import Sequence

from textual.binding import Binding

from annotate.sources.outline import Entry
from annotate.text import one_line
from tui.screens.listing import ListScreen, Row


class OutlineScreen(ListScreen[int | None]):
    """The entries, the cursor on the one that is being read. Dismissed with the offset to go to, or None."""

    BINDINGS = [Binding("o", "dismiss", show=False)]

    def __init__(self, entries: Sequence[Entry], length: int, at: int) -> None:
        super().__init__("Where to", "Enter go there  Esc close", [_row(entry, length) for entry in entries])
        self._starts = [entry.start for entry in entries]
        self._at = at

    def on_mount(self) -> None:
        """Begin at the last entry that the reader has passed."""
        super().on_mount()
        self.list.cursor = max(0, sum(start <= self._at for start in self._starts) - 1)
        self.tell("")
        self.call_after_refresh(self._show_cursor)

    def _show_cursor(self) -> None:
        self.list.put_cursor(self.list.cursor)  # a key may have moved it since

    async def action_enter(self) -> None:
        """Go to the entry under the cursor."""
        self.dismiss(self._starts[self.list.cursor])


def _row(entry: Entry, length: int) -> Row:
    origin = one_line(entry.origin)
    tag = "" if origin.casefold() == entry.text.casefold() else origin
    place = f"{entry.start / length:.0%}"
    return Row(tag, entry.text, " · ".join(filter(None, (place, origin, entry.text))))
