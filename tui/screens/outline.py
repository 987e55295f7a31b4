"""The outline: the headings, chapters or pages of the text; Enter goes there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from textual.binding import Binding

from annotate.sources.outline import Entry
from annotate.text import one_line
from tui.screens.listing import ListScreen, Row


class OutlineScreen(ListScreen[int | None]):
    """The entries, the cursor on the one that the ``offset`` is in. Dismissed with the offset to go to, or None."""

    BINDINGS = [Binding("o", "dismiss", show=False)]

    def __init__(self, entries: Sequence[Entry], length: int, offset: int) -> None:
        self._starts = [entry.start for entry in entries]
        super().__init__(
            "Where to",
            "Enter go there  Esc close",
            [_row(entry, length) for entry in entries],
            at=max(0, bisect_right(self._starts, offset) - 1),
        )

    async def action_enter(self) -> None:
        """Go to the entry under the cursor."""
        self.dismiss(self._starts[self.list.cursor])


def _row(entry: Entry, length: int) -> Row:
    origin = one_line(entry.origin)
    tag = "" if origin.casefold() == entry.text.casefold() else origin
    place = f"{entry.start / length:.0%}"
    return Row(tag, entry.text, " · ".join(filter(None, (place, tag, entry.text))))
