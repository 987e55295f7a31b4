"""A virtual list: any number of one-line rows, of which only those on the screen are ever made."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from tui.kept import KeptLines


def over(strip: Strip, style: Style) -> Strip:
    """The strip with a style laid over that of its segments."""
    return Strip(Segment.apply_style(strip, post_style=style), strip.cell_length)


class LineList(ScrollView, KeptLines, can_focus=True, inherit_bindings=False):
    """Rows with a cursor. A subclass says how many there are, which can be chosen, and how one looks."""

    DEFAULT_CSS = """
    LineList {
        scrollbar-size-vertical: 1;
        scrollbar-size-horizontal: 0;
        overflow-x: hidden;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
        scrollbar-color: $rule;
        scrollbar-color-hover: $quiet;
        scrollbar-color-active: $quiet;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's own name for it)
        super().__init__(id=id)
        self.cursor = 0
        self.row_count = 0

    def row_strip(self, row: int, width: int) -> Strip:
        """The row as it looks, ``width`` cells wide."""
        raise NotImplementedError

    def can_choose(self, row: int) -> bool:
        """Whether the cursor may stand on the row."""
        return True

    def is_chosen(self, row: int) -> bool:
        """Whether the row with the cursor was chosen, and not only where the cursor stands at first."""
        return True

    def chosen(self) -> None:
        """The reader moved the cursor to another row."""

    def entered(self) -> None:
        """The reader clicked on the row with the cursor, or wants it opened."""

    def set_row_count(self, count: int) -> None:
        """Say how many rows there are now; what they hold may have changed."""
        self.row_count = count
        self.cursor = min(self.cursor, max(0, count - 1))
        # Textual would lay the whole screen out anew; only a scroll bar that comes or goes asks for that.
        self.set_reactive(Widget.virtual_size, Size(self.size.width, count))
        if self.size and self.show_vertical_scrollbar != (count > self.size.height):
            self.refresh(layout=True)
        elif self.show_vertical_scrollbar:
            self.vertical_scrollbar.window_virtual_size = count
        self.scroll_y = min(self.scroll_y, self.max_scroll_y)
        self.refresh()

    def put_cursor(self, row: int) -> None:
        """Put the cursor on a row and bring it on the screen, without telling anyone."""
        if not 0 <= row < self.row_count:
            return
        for changed in (self.cursor, row):
            self._refresh_row(changed)
        self.cursor = row
        self.scroll_to_region(
            Region(0, row, 1, 1), animate=False, force=True, immediate=True, y_axis=True, x_axis=False
        )

    def move(self, steps: int) -> None:
        """Move the cursor by so many rows that can be chosen, as far as there are any."""
        row, direction = self.cursor, 1 if steps > 0 else -1
        for _ in range(abs(steps)):
            ahead = row + direction
            while 0 <= ahead < self.row_count and not self.can_choose(ahead):
                ahead += direction
            if not 0 <= ahead < self.row_count:
                break
            row = ahead
        if row == self.cursor and direction < 0:
            self.scroll_to(y=0, animate=False, force=True)  # headings above the first row come into view
        if row != self.cursor:
            self.put_cursor(row)
            self.chosen()

    def move_to_end(self, *, last: bool) -> None:
        """Move the cursor to the first or the last row that can be chosen."""
        rows = range(self.row_count)
        row = next(filter(self.can_choose, reversed(rows) if last else rows), self.cursor)
        if not last:
            self.scroll_to(y=0, animate=False, force=True)  # headings above the first row come into view
        if row != self.cursor:
            self.put_cursor(row)
            self.chosen()

    def page(self) -> int:
        """How many rows the screen shows."""
        return max(1, self.size.height)

    @property
    def max_scroll_y(self) -> int:
        """The last row that can be the first one on the screen."""
        return max(0, self.row_count - self.size.height)

    def paint_line(self, y: int) -> Strip:
        """One line of the screen."""
        width = self.size.width - self.scrollbar_size_vertical
        row = y + round(self.scroll_y)
        return self.row_strip(row, width) if row < self.row_count else Strip.blank(width, self.look())

    def on_focus(self) -> None:
        """The cursor looks different with the focus, and is on the screen."""
        self.put_cursor(self.cursor)

    def on_blur(self) -> None:
        """The cursor looks different without the focus."""
        self._refresh_row(self.cursor)

    def on_click(self, event: events.Click) -> None:
        """Choose the row under the mouse; open it on a second click.

        Choosing may move the rows, so the second of a double click is for the row of the first.
        """
        if event.chain > 1:
            self.entered()
            return
        row = event.get_content_offset_capture(self).y + round(self.scroll_y)
        if 0 <= row < self.row_count and self.can_choose(row):
            again = row == self.cursor and self.is_chosen(row)
            self.put_cursor(row)
            if again:
                self.entered()
            else:
                self.chosen()

    def _refresh_row(self, row: int) -> None:
        y = row - round(self.scroll_y)
        self.refresh(Region(0, y, self.size.width, 1))
