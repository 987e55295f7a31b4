"""Painting again what has changed on the screen, and only that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rich.console import Console
from textual._compositor import Compositor, CompositorUpdate
from textual.geometry import Region
from textual.strip import Strip


class Piece(NamedTuple):
    """A part of a row of the screen, and the cell in which it begins."""

    x: int
    y: int
    strip: Strip


class Repainted(CompositorUpdate):
    """What is written to the terminal for some pieces of the screen."""

    def __init__(self, pieces: list[Piece]) -> None:
        self._pieces = pieces

    def render_segments(self, console: Console) -> str:
        """Each piece in its place; a strip keeps what it was rendered to."""
        return "".join([f"\x1b[{y + 1};{x + 1}H{strip.render(console)}" for x, y, strip in self._pieces])


class Repainter(Compositor):
    """Asks the widgets for the parts of their lines that have changed.

    Textual's own asks every widget between the first and the last of these lines for all lines it has, and cuts each
    at the edges of every other widget: 25 ms for a key where this takes one or two.
    """

    def render_partial_update(self) -> Repainted | None:  # type: ignore[override]
        """The parts of the screen that are said to have changed; None where none are."""
        regions, self._dirty_regions = self._dirty_regions, set()
        seen = [region.intersection(self.size.region) for region in regions]
        pieces = [piece for span in self._regions_to_spans(seen) for piece in self._pieces(*span)]
        return Repainted(pieces) if pieces else None

    def _pieces(self, y: int, start: int, end: int) -> Iterator[Piece]:
        """The cells of a row from ``start`` to ``end``, each from the topmost widget that is there."""
        bare = [(start, end)]
        for widget, shown, region in self.layers_visible[y]:
            rest = []
            for left, right in bare:
                first, last = max(left, shown.x), min(right, shown.right)
                if first >= last:
                    rest.append((left, right))
                    continue
                crop = Region(first - region.x, y - region.y, last - first, 1)
                yield Piece(first, y, widget.render_lines(crop)[0])
                rest += [(a, b) for a, b in ((left, first), (last, right)) if a < b]
            if not rest:
                return
            bare = rest
