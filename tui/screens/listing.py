"""A list over the reader: rows with a cursor, and below them all that there is to say of the row under it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.strip import Strip
from textual.widgets import Static

from tui.bars import shorten
from tui.lines import LineList, over
from tui.screens.lines import LinesScreen

T = TypeVar("T")


class Row(NamedTuple):
    """A row: a word before it, the row, and what there is to say of it. What is ``dim`` matters less."""

    tag: str
    text: str
    detail: str
    dim: bool = False


class RowList(LineList):
    """The rows."""

    COMPONENT_CLASSES = {"rows--tag", "rows--text", "rows--dim", "rows--cursor"}
    DEFAULT_CSS = """
    RowList {
        background: $panel;
        & .rows--tag { color: $accent; }
        & .rows--text { color: $foreground; }
        & .rows--dim { color: $quiet; }
        & .rows--cursor { background: $lit; }
        &:nocolor .rows--cursor, &:ansi .rows--cursor { text-style: reverse; }
    }
    """

    def __init__(self, listing: ListScreen[Any]) -> None:
        super().__init__()
        self._listing = listing
        self._tag = 0

    def show(self) -> None:
        """Show the rows of the screen."""
        self._tag = max((cell_len(row.tag) for row in self._listing.rows), default=0)
        self.set_row_count(len(self._listing.rows))
        self.styles.height = max(1, len(self._listing.rows))

    def row_strip(self, row: int, width: int) -> Strip:
        """The word, then the row as far as there is room."""
        tag, text, _, dim = self._listing.rows[row]
        shown = shorten(f"{tag}{' ' * (self._tag - cell_len(tag))}  ", max(0, width // 2))
        style = self.look("rows--dim" if dim else "rows--text")
        strip = Strip(
            [
                Segment(shown, self.look("rows--dim" if dim else "rows--tag")),
                Segment(shorten(text, width - cell_len(shown)), style),
            ]
        ).adjust_cell_length(width, self.look())
        if row == self.cursor:
            strip = over(strip, self.look("rows--cursor", partial=True))
        return strip

    def chosen(self) -> None:
        """Tell of the row under the cursor."""
        self._listing.tell("")

    def entered(self) -> None:
        """A second click is as good as Enter."""
        self.app.call_later(self._listing.action_enter)


class ListScreen(LinesScreen[T], Generic[T]):
    """A list with a heading above it, and the keys below, the cursor on the row ``at``. ``notice`` is said first, in
    the place of that row's detail. A subclass says what Enter does, and may have ``ROWS`` that look otherwise."""

    DEFAULT_CSS = """
    ListScreen {
        align: center middle;
        & Vertical { width: 96%; height: auto; background: $panel; padding: 0 1; }
        & .heading { text-style: bold; height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
        & RowList { margin: 1 0; max-height: 55vh; }
        & .detail { height: 3; }
        & .keys { color: $quiet; height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    }
    ListScreen.-low {
        & Vertical { width: 100%; }
        & RowList { margin: 0; max-height: 50vh; }
    }
    """
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-high")]
    ROWS: type[RowList] = RowList

    def __init__(
        self, heading: str, keys: str, rows: Sequence[Row] = (), *, at: int = 0, notice: str = ""
    ) -> None:
        super().__init__()
        self.rows: tuple[Row, ...] = tuple(rows)
        self.list = self.ROWS(self)
        self._heading = Static(heading, classes="heading", markup=False)
        self._detail = Static("", classes="detail", markup=False)
        self._keys = Static(keys, classes="keys", markup=False)
        self._keys_of_rows = keys
        self._notice = notice
        self.list.cursor = at

    def compose(self) -> ComposeResult:
        """Heading, rows, detail, keys."""
        with Vertical():
            yield self._heading
            yield self.list
            yield self._detail
            yield self._keys

    def on_mount(self) -> None:
        """Show the rows."""
        self._show(self._notice)
        self.call_after_refresh(self._show_cursor)

    def _show_cursor(self) -> None:
        self.list.put_cursor(self.list.cursor)  # a key may have moved it since

    def set_rows(self, heading: str, rows: Sequence[Row], notice: str = "") -> None:
        """Show other rows; the cursor stays where it is."""
        self.rows = tuple(rows)
        self._heading.update(heading)
        self._show(notice)

    def _show(self, notice: str = "") -> None:
        self.list.show()
        self.list.display = bool(self.rows)
        self._keys.update(self._keys_of_rows if self.rows else "Esc close")
        self.tell(notice)

    def tell(self, notice: str) -> None:
        """Say something, or else all of the row under the cursor."""
        row = self.rows[self.list.cursor] if self.rows else None
        self._detail.display = bool(notice or row)
        self._detail.update(
            Content.assemble((notice, "bold")) if notice else Content(row.detail if row else "")
        )

    @property
    def lines(self) -> RowList:
        """The rows."""
        return self.list

    @property
    def heading(self) -> str:
        """What is said above the list."""
        return str(self._heading.content)

    @property
    def detail(self) -> str:
        """What is said below the list."""
        return str(self._detail.content)
