"""The company of an entity: who and what is named in the same paragraphs, as a list and where there is room a graph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import work
from textual.binding import Binding
from textual.strip import Strip

from annotate.annotation import Block, Entity
from annotate.cooccurrence import Link, company, links, paragraphs, shared_places
from annotate.query import Index
from annotate.text import one_line
from tui.company.arcs import arcs
from tui.company.graph import LANES, NARROWEST, PROBABLE, SURE, Graph
from tui.lines import over
from tui.screens.listing import ListScreen, Row, RowList
from tui.trail import Trail

_JOINED = 24  # so many rows have arcs beside them


class _Company(NamedTuple):
    """What was counted of an entity."""

    entity: Entity
    links: list[Link[str]]
    graph: Graph
    rows: list[Row]


class CompanyList(RowList):
    """The rows; as a graph where there is room for one."""

    graph = Graph("", [], [], [])

    def row_strip(self, row: int, width: int) -> Strip:
        """The lines to the left, how many paragraphs are shared, the name, the arcs."""
        if width < NARROWEST:
            return super().row_strip(row, width)
        count, _, _, dim = self._listing.rows[row]
        before, name, behind = self.graph.row(row, cell_len(count) + 1, width)
        quiet, text = self.look("rows--dim"), self.look("rows--text")
        strip = Strip(
            [
                Segment(before, quiet),
                Segment(f"{count} ", self.look("rows--tag")),
                Segment(name, quiet if dim else text),
                Segment(behind, quiet),
            ]
        ).adjust_cell_length(width, self.look())
        return over(strip, self.look("rows--cursor", partial=True)) if row == self.cursor else strip


class CompanyScreen(ListScreen[Trail | None]):
    """Who shares paragraphs with an entity. Dismissed with a trail along those of the two, or None.

    What is counted is counted in the background.
    """

    ROWS = CompanyList
    BINDINGS = [
        Binding("plus", "dismiss", "close", show=False),
        Binding("right", "into", "the company of the row", show=False),
        Binding("left,backspace", "back", "the company before", show=False),
    ]

    def __init__(self, index: Index, blocks: Sequence[Block], entity: Entity) -> None:
        super().__init__(
            f"{one_line(entity.name)} · …", "Enter their paragraphs  → its company  ← back  Esc close"
        )
        self._index, self._blocks = index, blocks
        self._paragraphs: list[frozenset[str]] = []
        self._way = [entity]  # that led here
        self._links: list[Link[str]] = []

    def on_mount(self) -> None:
        """Count."""
        super().on_mount()
        self._count(self._way[-1])

    @work(thread=True, exclusive=True)
    def _count(self, entity: Entity, at: str = "") -> None:
        """Count the company of an entity; the cursor goes to the other that is ``at``."""
        self._paragraphs = self._paragraphs or list(paragraphs(self._index.mentions, self._blocks))
        self.app.call_from_thread(self._show_company, _counted(self._index, self._paragraphs, entity), at)

    def _show_company(self, counted: _Company, at: str) -> None:
        if counted.entity is not self._way[-1] or not self.is_attached:
            return  # the reader has gone on
        self._links, self.lines.graph = counted.links, counted.graph
        self.list.cursor = next((row for row, link in enumerate(self._links) if link.other == at), 0)
        name, count = counted.graph.of, len(self._links)
        shared = f"{name} · in the same paragraphs as {count} other{'' if count == 1 else 's'}"
        self.set_rows(shared if count else f"{name} shares no paragraph with another name.", counted.rows)
        self.call_after_refresh(self._show_cursor)

    @property
    def lines(self) -> CompanyList:
        """The rows."""
        assert isinstance(self.list, CompanyList)
        return self.list

    async def action_enter(self) -> None:
        """Walk along the paragraphs that the entity shares with that of the row."""
        if self._links:
            one, other = self._way[-1], self._index.entities[self._links[self.list.cursor].other]
            places = shared_places(self._index.mentions, self._blocks, one.id, other.id)
            self.dismiss(Trail("shared", f"{one.name} + {other.name}", tuple(places), one.id))

    def action_into(self) -> None:
        """Show the company of the row's entity."""
        if self._links:
            self._way.append(self._index.entities[self._links[self.list.cursor].other])
            self._links = []
            self._count(self._way[-1])

    def action_back(self) -> None:
        """Show the company that led here, the cursor where it was."""
        if len(self._way) > 1:
            left = self._way.pop()
            self._links = []
            self._count(self._way[-1], left.id)


def _counted(index: Index, paragraphs: Sequence[frozenset[str]], entity: Entity) -> _Company:
    """Who shares paragraphs with an entity, and which of the first of them are also with each other."""
    found = company(paragraphs, entity.id)
    name, names = one_line(entity.name), [one_line(index.entities[link.other].name) for link in found]
    place = {link.other: row for row, link in enumerate(found[:_JOINED])}
    joined = [
        (min(ends), max(ends))
        for link in links(named & place.keys() for named in paragraphs)
        if link.score >= PROBABLE and (ends := (place[link.one], place[link.other]))
    ]
    graph = Graph(name, names, [link.score for link in found], arcs(joined, len(place), LANES))
    width = len(str(max((link.shared for link in found), default=0)))
    rows = [
        Row(f"{link.shared:>{width}}", other, _detail(link, name, other), link.score < 0)
        for link, other in zip(found, names, strict=True)
    ]
    return _Company(entity, found, graph, rows)


def _detail(link: Link[str], name: str, other: str) -> str:
    """All that there is to say of a link."""
    if link.score >= SURE:
        says = "surely not by chance"
    elif link.score >= PROBABLE:
        says = "hardly by chance"
    else:
        says = "perhaps by chance" if link.score >= 0 else "less often than by chance"
    shared = f"{link.shared} paragraph{'' if link.shared == 1 else 's'}"
    return (
        f"Both in {shared}, {name} in {link.of_one}, {other} in {link.of_other}. "
        f"Log-likelihood {link.score:.2f}, {says}."
    )
