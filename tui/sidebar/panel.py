"""The sidebar's widgets: the filter, and the virtual list of entities under it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input, Static

from annotate.annotation import Entity, State
from annotate.filtering import narrow, parse
from annotate.query import Index, Order, sort_entities
from annotate.text import visible
from tui.actions import bindings
from tui.bars import shorten
from tui.field import Field
from tui.lines import LineList, over
from tui.marks import Marked
from tui.sidebar.rows import AliasRow, EntityRow, GroupRow, Rows
from tui.states import LISTED, SIGNS

_INDENT = "    "
_COUNT_WIDTH = 3
SHORTEST_REASON = 4  # "book"


class EntityList(LineList):
    """The entities under their groups; the one with the cursor is unfolded into its aliases."""

    BINDINGS = bindings("sidebar")

    COMPONENT_CLASSES = {
        "entities--group", "entities--people", "entities--organisations", "entities--places",
        "entities--groups", "entities--events", "entities--other", "entities--quiet", "entities--cursor",
        "entities--mark", "entities--rejected",
    }  # fmt: skip

    DEFAULT_CSS = """
    EntityList {
        background: $background;
        & .entities--group { color: $quiet; text-style: bold; }
        & .entities--people { color: $mention-people; }
        & .entities--organisations { color: $mention-organisations; }
        & .entities--places { color: $mention-places; }
        & .entities--groups { color: $mention-groups; }
        & .entities--events { color: $mention-events; }
        & .entities--other { color: $mention-other; }
        & .entities--quiet { color: $quiet; }
        & .entities--mark { color: $accent; text-style: bold; }
        & .entities--rejected { color: $quiet; text-style: strike; }
        & .entities--cursor { background: $lit; text-style: bold; }
        &:nocolor .entities--cursor { text-style: reverse; }
        &:ansi .entities--cursor { text-style: reverse; }
    }
    """

    @dataclass
    class Chosen(Message):
        """The cursor stands on an entity, or on one of its aliases."""

        entity: str
        alias: str | None

    @dataclass
    class Entered(Message):
        """An entity, or one of its aliases, is to be the trail."""

        entity: str
        alias: str | None

    def __init__(self) -> None:
        super().__init__(id="entities")
        self.rows: Rows | None = None
        self.unfolded = ""
        self.marked: frozenset[tuple[str, str | None]] = frozenset()  # entities, and aliases of them

    def show(self, rows: Rows, unfolded: str) -> None:
        """Show rows with an entity unfolded.

        The cursor goes to that entity, or stays on the alias of it where it stood; the list scrolls only when
        the cursor was on the screen or the entity is another one. Without the entity it is on the first row, or, where
        that has just gone, on the next one.
        """
        alias = None
        if self.rows is not None and self.cursor < len(self.rows):
            before = self.rows[self.cursor]
            alias = before.name if isinstance(before, AliasRow) else None
        height = self.cursor - round(self.scroll_y)
        follow = unfolded != self.unfolded or 0 <= height < self.page()
        gone = self.unfolded != "" == unfolded
        self.rows, self.unfolded = rows, unfolded
        rows.unfold(unfolded)
        self._name_width = max((cell_len(visible(row.name)) for row in rows.aliases), default=0)
        self._reason_width = max((cell_len(row.reason) for row in rows.aliases), default=0)
        self.set_row_count(len(rows))
        row = rows.row_of(unfolded, alias)
        if row is None and gone and self.has_focus:
            self._put_cursor_near(self.cursor)
        elif row is None:
            self.cursor = min(1, len(rows))  # the first entity, under its heading
        elif follow:
            # The row under the reader's eyes stays at its height when the rows above it fold.
            self.scroll_to(y=max(0, row - height), animate=False, force=True, immediate=True)
            self.put_cursor(row)
            if row > 0 and isinstance(rows[row - 1], GroupRow) and self.scroll_y >= row:
                self.scroll_to(y=row - 1, animate=False, force=True, immediate=True)
        else:
            self.cursor = row

    def _put_cursor_near(self, row: int) -> None:
        """Put the cursor on the first row from there on that can be chosen, else on the last."""
        choosable = [
            place for place in range(min(row, len(self.rows or ())), self.row_count) if self.can_choose(place)
        ]
        self.put_cursor(choosable[0] if choosable else self.row_count - 1)

    def current(self) -> tuple[str, str | None] | None:
        """The entity (its id) and the alias that the cursor stands on."""
        if self.rows is None or self.cursor >= len(self.rows):
            return None
        match self.rows[self.cursor]:
            case EntityRow(entity=entity):
                return entity.id, None
            case AliasRow(entity=entity, name=name):
                return entity.id, name
        return None

    def can_choose(self, row: int) -> bool:
        """Headings are only read."""
        return self.rows is not None and not isinstance(self.rows[row], GroupRow)

    def is_chosen(self, row: int) -> bool:
        """An entity that was chosen is unfolded."""
        current = self.current()
        return current is not None and current[0] == self.unfolded

    def chosen(self) -> None:
        """Say where the cursor stands now."""
        if current := self.current():
            self.post_message(self.Chosen(*current))

    def entered(self) -> None:
        """Say what is to be the trail."""
        if current := self.current():
            self.post_message(self.Entered(*current))

    def row_strip(self, row: int, width: int) -> Strip:
        """A heading, an entity with its count, or an alias with its count and reason."""
        assert self.rows is not None
        match self.rows[row]:
            case GroupRow(group):
                return self._strip([(f" {group.upper()}", "group")], "", width)
            case EntityRow(entity, group, count, state, listed):
                fold = "▾" if entity.id == self.unfolded else "▸"
                mark = "●" if (entity.id, None) in self.marked else " "
                name = (visible(entity.name), _style_of(group, state))
                tail = f"{SIGNS[state]} {count} " if SIGNS[state] else f"{count} "
                flag = [(f"{LISTED} ", "mark")] if listed else []
                strip = self._strip([(mark, "mark"), (f"{fold} ", "quiet"), *flag, name], tail, width)
            case AliasRow(entity, group, name, count, why, state):
                room = width - cell_len(_INDENT) - _COUNT_WIDTH - min(self._name_width, width * 3 // 5) - 3
                reason_width = (
                    max(SHORTEST_REASON, min(self._reason_width, room)) if self._reason_width else 0
                )
                mark = "●" if (entity.id, name) in self.marked else " "
                counted = f"{SIGNS[state]}{count:>{_COUNT_WIDTH - 1 if SIGNS[state] else _COUNT_WIDTH}}"
                tail = f"{counted}  {shorten(why, reason_width):<{reason_width}} "
                strip = self._strip(
                    [(f"{'':3}{mark}", "mark"), (visible(name), _style_of(group, state))], tail, width
                )
        if row == self.cursor and (self.has_focus or self.unfolded):
            strip = over(strip, self._cursor_style())
        return strip

    def _cursor_style(self) -> Style:
        style = self.look("entities--cursor", partial=True)
        return style if self.has_focus else Style(bold=True)

    def _strip(self, left: list[tuple[str, str]], right: str, width: int) -> Strip:
        room = width - cell_len(right)
        segments: list[Segment] = []
        for text, name in left:
            style = self.look(f"entities--{name}")
            text = shorten(text, room - 1 if right and name not in ("quiet", "mark") else room)
            room -= cell_len(text)
            segments.append(Segment(text, style))
        quiet = self.look("entities--quiet")
        segments.append(Segment(" " * max(0, room) + right, quiet))
        return Strip(segments).adjust_cell_length(width, self.look())


def _style_of(group: str, state: State) -> str:
    return "rejected" if state == "rejected" else group if group != "dates and numbers" else "quiet"


class FilterField(Field):
    """The filter; Enter goes on to the first name that it leaves."""

    def __init__(self) -> None:
        super().__init__(id="filter", placeholder="filter", compact=True, select_on_focus=False)

    async def entered(self) -> None:
        """Go on to the list."""
        self.screen.query_one(Sidebar).leave_filter()


class Sidebar(Vertical):
    """Filter, list, and a line that says what is going on when there is nothing to list."""

    DEFAULT_CSS = """
    Sidebar {
        background: $background;
        & #filter-line { height: 1; margin: 0 0 1 0; }
        & #filter-sign { width: 3; color: $quiet; content-align: center middle; }
        & #filter { background: $background; color: $foreground; width: 1fr; }
        & #filter:focus { background: $panel; }
        & #empty { color: $quiet; padding: 0 2; height: auto; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id="sidebar")
        self.order: Order = "count"
        self.selected = ""
        self._index: Index | None = None
        self._sorted: list[Entity] = []
        self._finding = True
        self._complaint = ""

    def compose(self) -> ComposeResult:
        """The filter above the list."""
        with Horizontal(id="filter-line"):
            yield Static("⌕", id="filter-sign")
            yield FilterField()
        yield Static("", id="empty", markup=False)
        yield EntityList()

    @cached_property
    def list(self) -> EntityList:
        """The list of entities."""
        return self.query_one(EntityList)

    @property
    def filter(self) -> Input:
        """The filter's field."""
        return self.query_one("#filter", Input)

    @property
    def shows_rejected(self) -> bool:
        """Whether what is rejected is asked for."""
        return "rejected" in parse(self.filter.value).states

    def show(
        self, index: Index, selected: str, marked: Iterable[Marked], *, finding: bool, complaint: str = ""
    ) -> None:
        """Show the entities of an index, one of them unfolded, and signs before those that are marked.

        ``finding`` while more may come: what stands in the list stays where it is, and new entities come below it, each
        in its group. ``complaint`` says why no more will come, where something went wrong.
        """
        self._index, self.selected, self._finding, self._complaint = index, selected, finding, complaint
        self._set_marked(marked)
        self._sort(stay=finding)

    def show_marks(self, marked: Iterable[Marked]) -> None:
        """Show signs before what is marked."""
        self._set_marked(marked)
        if "is:m" in self.filter.value:
            self._rebuild()
        self.list.refresh()

    def _set_marked(self, marked: Iterable[Marked]) -> None:
        self.list.marked = frozenset((one.entity, one.alias) for one in marked)

    def select(self, entity: str) -> None:
        """Unfold an entity (none for "") and bring it on the screen."""
        self.selected = entity
        if self.list.rows is not None:
            self.list.show(self.list.rows, entity)

    def set_order(self, order: Order) -> None:
        """Sort the entities anew."""
        self.order = order
        self._sort()

    def leave_filter(self) -> None:
        """Go on to the names that the filter leaves."""
        self._rebuild()  # the last key's change may not have been shown yet
        self.screen.set_focus(self.list)
        self.list.chosen()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter while the reader types."""
        event.stop()
        self._rebuild()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Prepare the names for the filter before its first letter is typed."""
        if event.widget is self.filter and self._index is not None:
            self.run_worker(asyncio.to_thread(getattr, self._index, "keys"), group="keys")

    def on_entity_list_chosen(self, event: EntityList.Chosen) -> None:
        """Unfold the entity under the cursor."""
        if event.entity != self.selected:
            self.select(event.entity)

    def _sort(self, *, stay: bool = False) -> None:
        """Sort the entities; those that are listed ``stay`` before the others, in their order."""
        if self._index is not None:
            everything = (*self._index.entities.values(), *self._index.hidden.values())
            before = {entity.id: place for place, entity in enumerate(self._sorted)} if stay else {}
            self._sorted = sort_entities(self._index, everything, self.order)
            self._sorted.sort(key=lambda entity: before.get(entity.id, len(before)))
        self._rebuild()

    def _rebuild(self) -> None:
        query = self.filter.value
        rows = None
        if self._index is not None:
            marked = {entity for entity, _ in self.list.marked}
            rows = Rows(self._index, narrow(self._index, self._sorted, query, marked))
            self.list.show(rows, self.selected)
        empty = self.query_one("#empty", Static)
        empty.display, self.list.display = not rows, bool(rows)
        if query.strip() and self._index:
            why = f"No name fits “{visible(query)}”. Esc clears the filter; is:rejected shows what you rejected."
        else:
            why = "Finding names …" if self._finding else self._complaint or "No names in this text."
        empty.update(why)
