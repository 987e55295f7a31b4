"""The company of an entity: who and what is named in the same paragraphs, as a list and where there is room a graph."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from textual import work
from textual.binding import Binding
from textual.strip import Strip

from annotate.annotation import Block, Entity
from annotate.cooccurrence import Link, company, links, paragraphs, shared_places
from annotate.query import Index
from annotate.text import one_line
from tui.company.arcs import Arc, arcs
from tui.company.graph import LANES, NARROWEST, PROBABLE, SURE, Graph
from tui.lines import over
from tui.screens.listing import ListScreen, Row, RowList
from tui.trail import Trail

_JOINED = 24  # so many rows have arcs beside them


class CompanyList(RowList):
    """The rows; as a graph where there is room for one."""

    graph = Graph("", (), (), ())

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
        Binding("l,right", "into", "the company of the row", show=False),
        Binding("h,left,backspace", "back", "the company before", show=False),
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
    def _count(self, entity: Entity, other: str = "") -> None:
        """Count the company of an entity; the cursor goes to the ``other``."""
        self._paragraphs = self._paragraphs or list(paragraphs(self._index.mentions, self._blocks))
        found = company(self._paragraphs, entity.id)
        rows = {link.other: row for row, link in enumerate(found[:_JOINED])}
        between = links(named & rows.keys() for named in self._paragraphs)
        joined = [
            (min(ends), max(ends))
            for link in between
            if link.score >= PROBABLE and (ends := (rows[link.one], rows[link.other]))
        ]
        self.app.call_from_thread(self._show_company, entity, found, joined, other)

    def _show_company(self, entity: Entity, found: list[Link[str]], joined: list[Arc], other: str) -> None:
        if entity is not self._way[-1] or not self.is_attached:
            return  # the reader has gone on
        names = tuple([one_line(self._index.entities[link.other].name) for link in found])
        name = one_line(entity.name)
        beside = tuple(arcs(joined, min(len(found), _JOINED), LANES))
        self.lines.graph = Graph(name, names, tuple([link.score for link in found]), beside)
        self._links = found
        self.list.cursor = next((row for row, link in enumerate(found) if link.other == other), 0)
        width = len(str(max((link.shared for link in found), default=0)))
        rows = [
            Row(f"{link.shared:>{width}}", shown, _detail(link, name, shown), link.score < 0)
            for link, shown in zip(found, names, strict=True)
        ]
        alone = f"{name} shares no paragraph with another name."
        self.set_rows(f"{name} · in the same paragraphs as {len(rows)} others" if rows else alone, rows)
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
            self.dismiss(Trail("shared", f"{one.name} + {other.name}", places, one.id))

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


def _detail(link: Link[str], name: str, other: str) -> str:
    """All that there is to say of a link."""
    if link.score >= SURE:
        says = "surely no chance"
    elif link.score >= PROBABLE:
        says = "probably no chance"
    else:
        says = "perhaps chance" if link.score >= 0 else "less often than by chance"
    shared = f"{link.shared} paragraph{'' if link.shared == 1 else 's'} with both"
    return (
        f"{shared}, of {link.of_one} with {name} and {link.of_other} with {other}. "
        f"Log-likelihood {link.score:.2f}: {says}."
    )
