"""The table of documents: columns of which a wide screen has all and a narrow one the title and how far it was read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Static

from annotate.catalogue import Entry, Order
from annotate.text import one_line
from tui.bars import shorten
from tui.documents.rows import EntryRow, HeadingRow, Row
from tui.lines import LineList, over

_SIGN = 3  # cells before the first column
_GAP = 2
_FROM = {
    "tags": 110,
    "mentions": 100,
    "source": 90,
    "entities": 70,
    "words": 60,
    "date": 60,
}  # columns of the screen
_WIDTHS = {"date": 10, "words": 9, "read": 5, "entities": 5, "mentions": 8, "tags": 14}
_HEADINGS = {"entities": "names"}
_NUMBERS = ("words", "read", "entities", "mentions")
_SORTED = {"title": "title", "date": "date", "progress": "read", "count": "entities"}


class Column(NamedTuple):
    """A column and how many cells it has."""

    name: str
    width: int


def columns(width: int, *, dates: bool, tags: bool) -> list[Column]:
    """The columns for a table of that many cells; without dates or tags where there are none."""
    order = ("date", "title", "source", "words", "read", "entities", "mentions", "tags")
    wanted = [
        name
        for name in order
        if width >= _FROM.get(name, 0) and (tags or name != "tags") and (dates or name != "date")
    ]
    room = width - _SIGN - 2 - _GAP * (len(wanted) - 1) - sum(_WIDTHS.get(name, 0) for name in wanted)
    source = room * 2 // 5 if "source" in wanted else 0
    widths = {**_WIDTHS, "title": max(0, room - source), "source": source}
    return [Column(name, widths[name]) for name in wanted]


def cell(entry: Entry, column: Column) -> str:
    """What stands in a column."""
    match column.name:
        case "title":
            return shorten(one_line(entry.heading), column.width)
        case "source":
            return _end(one_line(entry.name), column.width)
        case "date":
            return entry.date[:10]
        case "words":
            return "" if entry.words is None else f"{entry.words:,}"
        case "read":
            return "" if entry.progress is None else f"{entry.progress:.0%}"
        case "entities":
            return "" if entry.entities is None else f"{entry.entities:,}"
        case "mentions":
            return "" if entry.mentions is None else f"{entry.mentions:,}"
    return shorten(one_line(", ".join(entry.tags)), column.width)


def _end(text: str, width: int) -> str:
    """The text in at most ``width`` cells: of a path the end says most."""
    if cell_len(text) <= width:
        return text
    while text and cell_len(text) > width - 1:
        text = text[1:]
    return f"…{text}"


def _aligned(text: str, column: Column) -> str:
    if column.name in _NUMBERS:
        return " " * max(0, column.width - cell_len(text)) + text
    return set_cell_size(text, column.width)


class Heads(Static):
    """The names of the columns; the one that the list is sorted by stands out."""

    DEFAULT_CSS = """
    Heads { height: 1; color: $quiet; text-wrap: nowrap; }
    """

    def show(self, shown: Sequence[Column], order: Order) -> None:
        """Show the names."""
        pieces: list[str | tuple[str, str]] = [" " * _SIGN]
        for column in shown:
            text = _aligned(_HEADINGS.get(column.name, column.name), column) + " " * _GAP
            pieces.append((text, "bold $foreground") if _SORTED.get(order) == column.name else text)
        self.update(Content.assemble(*pieces))


class DocumentList(LineList):
    """The rows."""

    COMPONENT_CLASSES = {
        "documents--heading", "documents--title", "documents--quiet", "documents--sign", "documents--cursor",
    }  # fmt: skip
    DEFAULT_CSS = """
    DocumentList {
        background: $background;
        & .documents--heading { color: $quiet; text-style: bold; }
        & .documents--title { color: $foreground; }
        & .documents--quiet { color: $quiet; }
        & .documents--sign { color: $accent; text-style: bold; }
        & .documents--cursor { background: $lit; text-style: bold; }
        &:nocolor .documents--cursor { text-style: reverse; }
        &:ansi .documents--cursor { text-style: reverse; }
    }
    """

    class Moved(Message):
        """The cursor stands on another row."""

    class Entered(Message):
        """The row under the cursor is to be opened."""

    def __init__(self) -> None:
        super().__init__(id="documents")
        self.rows: Sequence[Row] = ()
        self.columns: Sequence[Column] = ()

    def show(self, rows: Sequence[Row], columns: Sequence[Column]) -> None:
        """Show rows; the cursor stays at its place, or goes to the next row that can be chosen."""
        self.rows, self.columns = rows, columns
        self.set_row_count(len(rows))
        if rows and not self.can_choose(self.cursor):
            self.put_cursor(self.cursor + 1)

    @property
    def current(self) -> Entry | None:
        """The document under the cursor."""
        row = self.rows[self.cursor] if self.cursor < len(self.rows) else None
        return row.entry if isinstance(row, EntryRow) else None

    @property
    def on_screen(self) -> range:
        """The places of the rows that are on the screen."""
        top = round(self.scroll_y)
        return range(top, min(self.row_count, top + self.page()))

    def can_choose(self, row: int) -> bool:
        """Headings are only read."""
        return isinstance(self.rows[row], EntryRow)

    def chosen(self) -> None:
        """Tell that the cursor has moved."""
        self.post_message(self.Moved())

    def entered(self) -> None:
        """Tell what is to be opened."""
        self.post_message(self.Entered())

    def row_strip(self, row: int, width: int) -> Strip:
        """A heading, or a document in its columns."""
        shown = self.rows[row]
        if isinstance(shown, HeadingRow):
            text = shorten(f" {one_line(shown.name).upper()}", width)
            return Strip([Segment(text, self.look("documents--heading"))]).adjust_cell_length(
                width, self.look()
            )
        entry = shown.entry
        sign = "!" if entry.trouble else "●" if shown.is_open else " "
        quiet = self.look("documents--quiet")
        segments = [Segment(f" {sign} ", self.look("documents--sign"))]
        for column in self.columns:
            plain = column.name != "title" or entry.trouble
            style = quiet if plain else self.look("documents--title")
            segments.append(Segment(_aligned(cell(entry, column), column) + " " * _GAP, style))
        strip = Strip(segments).adjust_cell_length(width, self.look())
        if row == self.cursor:
            strip = over(strip, self.look("documents--cursor", partial=True))
        return strip
