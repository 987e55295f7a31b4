"""The picker: one entity out of all, found by a few letters, in the place of the status line."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.strip import Strip
from textual.widgets import Input, Static

from annotate.annotation import Entity
from annotate.evidence import explain
from annotate.filtering import candidates
from annotate.labels import group_of
from annotate.query import Index
from annotate.text import one_line
from tui.bars import shorten
from tui.field import Field
from tui.lines import LineList, over


class Wanted(NamedTuple):
    """What an entity is picked for: the words before the field, the entities that are not offered (their ids), and
    what becomes of the one that is picked."""

    sign: str
    of: Collection[str]
    picked: Callable[[Entity], Awaitable[None]]


class PickList(LineList):
    """The entities that fit, the likeliest first."""

    COMPONENT_CLASSES = {"picker--name", "picker--quiet", "picker--cursor"}
    DEFAULT_CSS = """
    PickList {
        height: auto; max-height: 8; background: $panel;
        & .picker--name { color: $foreground; }
        & .picker--quiet { color: $quiet; }
        & .picker--cursor { background: $lit; text-style: bold; }
        &:nocolor .picker--cursor, &:ansi .picker--cursor { text-style: reverse; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id="candidates")
        self.can_focus = False
        self.entities: list[Entity] = []
        self._facts: list[str] = []

    def show(self, index: Index, of: Collection[str], entities: list[Entity]) -> None:
        """Show these entities, with what is known of each beside those that it is picked for."""
        reasons = {
            id_: explain(suggestion.evidence)
            for suggestion in index.annotation.suggestions
            if suggestion.state != "rejected" and {suggestion.entity, suggestion.other} & set(of)
            for id_ in (suggestion.entity, suggestion.other)
        }
        self.entities = entities
        self._facts = [
            " · ".join(filter(None, (reasons.get(entity.id), group_of(entity.label)))) for entity in entities
        ]
        self._counts = [index.count(entity.id) for entity in entities]
        self.cursor = 0
        self.set_row_count(len(entities))
        self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self.styles.height = max(1, min(len(entities), 8, self.screen.size.height // 2))

    def paint_line(self, y: int) -> Strip:
        """One line of the screen."""
        if self.entities or y > 0:
            return super().paint_line(y)
        return Strip([Segment("  No name fits.", self.look("picker--quiet"))])

    def row_strip(self, row: int, width: int) -> Strip:
        """The name, then what speaks for it and how often it stands in the text."""
        tail = f"  {self._counts[row]:>4} "
        name = shorten(f"  {one_line(self.entities[row].name)}", width - cell_len(tail))
        facts = shorten(f"  {one_line(self._facts[row])}", width - cell_len(name) - cell_len(tail))
        gap = " " * max(0, width - cell_len(name) - cell_len(facts) - cell_len(tail))
        quiet = self.look("picker--quiet")
        strip = Strip(
            [
                Segment(name, self.look("picker--name")),
                Segment(facts + gap + tail, quiet),
            ]
        ).adjust_cell_length(width, self.look())
        return over(strip, self.look("picker--cursor", partial=True)) if row == self.cursor else strip

    def entered(self) -> None:
        """A second click takes the entity."""
        self.app.call_later(self.screen.query_one(Picker).enter)


class PickField(Field):
    """What is typed of a name; up and down go through what fits."""

    def __init__(self) -> None:
        super().__init__(id="pick", compact=True, select_on_focus=False)

    async def take(self, key: str) -> bool:
        """Also the keys that move in the list."""
        steps = {"up": -1, "down": 1, "tab": 1, "shift+tab": -1, "pageup": -8, "pagedown": 8}.get(key)
        if steps is None:
            return await super().take(key)
        self.screen.query_one(PickList).move(steps)
        return True

    async def entered(self) -> None:
        """Take the entity under the cursor."""
        await self.screen.query_one(Picker).enter()

    def left(self) -> bool:
        """Take none."""
        self.screen.query_one(Picker).leave()
        return True


class Picker(Vertical):
    """The field and the list under it. A mode of the reader."""

    DEFAULT_CSS = """
    Picker {
        dock: bottom; height: auto; display: none; background: $panel;
        &.-open { display: block; }
        & #pick-line { height: 1; }
        & #pick-sign {
            width: auto; max-width: 70%; padding: 0 1; text-style: bold;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        & PickField { width: 1fr; min-width: 8; background: $panel; }
    }
    """

    def __init__(self, ended: Callable[[], None]) -> None:
        super().__init__(id="picker")
        self._field = PickField()
        self._ended = ended
        self._wanted: Wanted | None = None
        self._index: Index | None = None
        self._shown: str | None = None

    def compose(self) -> ComposeResult:
        """The question above what fits."""
        with Horizontal(id="pick-line"):
            yield Static("", id="pick-sign", markup=False)
            yield self._field
        yield PickList()

    def ask(self, wanted: Wanted, index: Index) -> None:
        """Open the picker on the entities of an index."""
        self._wanted, self._index, self._shown = wanted, index, None
        self.query_one("#pick-sign", Static).update(one_line(wanted.sign))
        self._field.value = ""
        self.add_class("-open")
        self.screen.set_focus(self._field)  # at once: the keys that follow are for this line
        self._narrow()

    async def enter(self) -> None:
        """Take the entity under the cursor."""
        self._narrow()  # the last key's change may not have been shown yet
        rows = self.query_one(PickList)
        if self._wanted is not None and rows.entities:
            await self._wanted.picked(rows.entities[rows.cursor])
            self._ended()

    def leave(self) -> None:
        """Take none."""
        self._ended()

    async def take(self, key: str, character: str) -> None:
        """A key for the field."""
        await self._field.press(key, character)

    def close(self) -> None:
        """Close the picker."""
        self._wanted = self._index = None
        self.remove_class("-open")

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._narrow()

    def _narrow(self) -> None:
        if self._wanted is not None and self._index is not None and self._field.value != self._shown:
            self._shown = self._field.value
            found = candidates(self._index, self._wanted.of, self._shown)
            self.query_one(PickList).show(self._index, self._wanted.of, found)
