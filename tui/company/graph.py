"""The company of an entity as a graph in a terminal: the entity to the left, the others below each other, joined to it
by lines that are the heavier the surer it is that they belong together, and to each other by arcs. No widget."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len

from tui.bars import shorten

SURE, PROBABLE = 10.83, 3.84
"""G² that chance gives once in a thousand and once in twenty pairs (chi-squared, one degree of freedom)."""

NARROWEST = 60  # cells: what is narrower has no room for a graph
LANES = 8
_WIDEST = 28  # cells of a name
_TRUNK = ("─━", "┬┮", "├┝", "└┕")  # by the row's place, with a light and a heavy branch


class Graph(NamedTuple):
    """Whose company it is, the names of the others with their log-likelihoods, and what is drawn beside the first of
    them (:func:`tui.company.arcs.arcs`)."""

    of: str
    names: list[str]
    scores: list[float]
    arcs: list[str]

    def row(self, row: int, between: int, width: int) -> tuple[str, str, str]:
        """What stands before the name in a row, the name, and what stands behind it: ``width`` cells, less so many
        ``between`` the first two."""
        of = shorten(self.of, min(_WIDEST, width // 3))
        before = (f"{of} ─" if row == 0 else " " * (cell_len(of) + 2)) + self._branch(row)
        room = width - cell_len(before) - between - 2 * LANES - 1
        name = shorten(self.names[row], room)
        column = min(room, max(map(cell_len, self.names[: len(self.arcs)]), default=0))
        gap = max(0, column - cell_len(name))
        beside = self.arcs[row] if row < len(self.arcs) else ""
        return before, name, f" {('─' if beside.startswith('─') else ' ') * gap}{beside}"

    def _branch(self, row: int) -> str:
        """The line from the trunk to a name: heavy, light, dashed; dotted to one that is rather elsewhere."""
        score, last = self.scores[row], len(self.scores) - 1
        stroke = "━" if score >= SURE else "─" if score >= PROBABLE else "╌" if score >= 0 else "┈"
        place = 0 if last == 0 else 1 if row == 0 else 3 if row == last else 2
        return f"{_TRUNK[place][stroke == '━']}{stroke * 2} "
