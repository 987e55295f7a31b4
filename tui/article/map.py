"""The map: one column beside the article that shows where in the whole text things are."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from tui.article.panel import Article
from tui.kept import KeptLines

# By (lit, hit), outside and inside the visible window: lit spans tick towards the text, hits away from it.
GLYPHS = {
    (False, False): " │",
    (True, False): "╸┥",
    (False, True): "╺┝",
    (True, True): "━┿",
}


class Map(KeptLines):
    """Rows that stand for equal parts of the article: lit mentions, search hits, the visible window."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"map--window", "map--lit", "map--hit", "map--current"}
    DEFAULT_CSS = """
    Map {
        width: 1;
        height: 1fr;
        .map--window { color: $quiet; }
        .map--lit { color: $primary; }
        .map--hit { color: $warning; }
        .map--current { color: $foreground; text-style: bold; }
    }
    """

    @dataclass
    class Jumped(Message):
        """The reader clicked on the part of the text that begins at ``offset``."""

        offset: int

    def __init__(self, article: Article, *, id: str | None = None) -> None:  # noqa: A002 — Textual's name
        super().__init__(id=id)
        self._article = article
        self._rows: tuple[tuple[str, str], ...] = ()
        self._stale = False

    def on_mount(self) -> None:
        """Follow the article."""
        self.watch(self._article, "scroll_y", self._follow, init=False)
        self.watch(self._article, "changes", self._follow, init=False)

    def on_resize(self) -> None:
        """Another height."""
        self._follow()

    def _follow(self) -> None:
        """Draw the rows anew when all is done that a key does to the article."""
        self._stale = True
        self.check_idle()

    def on_idle(self) -> None:
        """See _follow. What looks the same is not painted again."""
        if not self._stale:
            return
        self._stale = False
        before, self._rows = self._rows, self._draw()
        changed = [y for y, (row, now) in enumerate(zip_longest(before, self._rows)) if row != now]
        if changed:
            self.refresh(*(Region(0, y, 1, 1) for y in changed))

    def _draw(self) -> tuple[tuple[str, str], ...]:
        """The glyph of each row and the component class that colours it."""
        article, height = self._article, self.size.height
        if not height or not article.size:
            return ()
        bounds = article.row_offsets(height)
        top, bottom = article.top_offset, article.bottom_offset
        whole = article.line_count <= article.size.height
        rows = []
        for start, end in pairwise(bounds):
            lit, hit = article.is_lit(start, end), article.is_hit(start, end)
            inside = not whole and start < bottom and (top < end or start == top)
            here = article.current is not None and start <= article.current[0] < end
            kind = "current" if here and (lit or hit) else "hit" if hit else "lit" if lit else "window"
            rows.append((GLYPHS[lit, hit][inside], f"map--{kind}"))
        return tuple(rows)

    def paint_line(self, y: int) -> Strip:
        """One row."""
        if y >= len(self._rows):
            return Strip.blank(1, self.look())
        glyph, kind = self._rows[y]
        return Strip([Segment(glyph, self.look(kind))], 1)

    def on_click(self, event: events.Click) -> None:
        """Jump to that part of the text."""
        bounds = self._article.row_offsets(self.size.height)
        if 0 <= event.y < len(bounds) - 1:
            self.post_message(self.Jumped(bounds[event.y]))
