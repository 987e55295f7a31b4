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
    """Rows with a cursor. A subclass says how many there are, which can be chosen, and how one looks.

    It draws its scroll bar itself, in the last column: Textual's is a widget of its own, painted and told of each move.
    """

    COMPONENT_CLASSES = {"lines--bar"}
    DEFAULT_CSS = """
    LineList {
        scrollbar-size: 0 0;
        overflow-x: hidden;
        overflow-y: scroll;
        & .lines--bar { color: $rule; }
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
        # Textual would lay the whole screen out anew.
        self.set_reactive(Widget.virtual_size, Size(self.size.width, count))
        self.scroll_y = min(self.scroll_y, self.max_scroll_y)
        self.refresh()

    def put_cursor(self, row: int) -> None:
        """Put the cursor on a row and bring it on the screen, without telling anyone."""
        if not 0 <= row < self.row_count:
            return
        for changed in (self.cursor, row):
            self._refresh_row(changed)
        self.cursor = row
        top = round(self.scroll_y)
        shown = min(max(top, row - self.size.height + 1), row)
        if shown != top:
            self.scroll_to(y=shown, animate=False, force=True)

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

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Textual scrolled (the wheel, or a method of ours)."""
        if round(old_value) != round(new_value):
            self.refresh(self.size.region)

    def paint_line(self, y: int) -> Strip:
        """One line of the screen."""
        (width, height), count, first = self.size, self.row_count, round(self.scroll_y)
        if count <= height:
            return self.row_strip(y, width) if y < count else Strip.blank(width, self.look())
        length = max(1, height * height // count)
        top = first * (height - length) // (count - height)
        sign = Segment("█", self.look("lines--bar")) if top <= y < top + length else Segment(" ", self.look())
        return Strip([*self.row_strip(y + first, width - 1), sign], width)

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
        if self._is_bar(event):
            return
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

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """The bar goes where it is dragged."""
        if self._is_bar(event):
            self.capture_mouse()
            self._drag(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """See on_mouse_down."""
        if self.app.mouse_captured is self:
            self._drag(event)

    def on_mouse_up(self) -> None:
        """See on_mouse_down."""
        self.release_mouse()

    def _is_bar(self, event: events.MouseEvent) -> bool:
        return self.row_count > self.size.height and event.x == self.size.width - 1

    def _drag(self, event: events.MouseEvent) -> None:
        share = event.y / max(1, self.size.height - 1)
        self.scroll_to(y=round(share * self.max_scroll_y), animate=False, force=True)

    def _refresh_row(self, row: int) -> None:
        y = row - round(self.scroll_y)
        self.refresh(Region(0, y, self.size.width, 1))
