"""The article: a text of any length with its mentions, read, scrolled and selected a line at a time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from time import perf_counter
from typing import ClassVar, Literal

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.cache import LRUCache
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from annotate.annotation import Block, Mention
from annotate.column import COLUMN
from tui.article.cells import joins
from tui.article.column import column_in
from tui.article.flow import Flow
from tui.article.looks import COMPONENT_CLASSES, CSS, MARKED, look_of, palette
from tui.article.paint import Layer, Palette, Run, paint, runs
from tui.article.words import word_at
from tui.article.wrap import Wrap
from tui.kept import KeptLines

Span = tuple[int, int]
Where = Literal["center", "top", "visible"]

MARK = "●"
SLICE = 0.004  # seconds of wrapping at a time behind the reader's back, so that no key waits longer


class Article(ScrollView, KeptLines, can_focus=True, inherit_bindings=False):
    """A text in a column of readable width. Offsets are code points of the text as it was given.

    What is shown over the text is set by ``set_mentions``, ``light`` and the other methods that begin with ``set_``;
    only the lines that look different then are painted again. ``changes`` goes up when the map must be drawn anew.
    The panel draws its own margins: it takes no border and no padding.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = COMPONENT_CLASSES
    DEFAULT_CSS = (
        """
    Article {
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size: 0 0;
        &:focus { background-tint: initial; }
    }
    """
        + CSS
    )

    changes: var[int] = var(0)

    @dataclass
    class Clicked(Message):
        """A character was clicked."""

        offset: int

    @dataclass
    class SelectedText(Message):
        """The reader selected ``text[start:end]`` with the mouse."""

        start: int
        end: int

    def __init__(
        self,
        text: str,
        blocks: Sequence[Block],
        *,
        column: int = COLUMN,
        id: str | None = None,  # noqa: A002 — Textual's name
    ) -> None:
        super().__init__(id=id)
        self._column = column  # cells that a line takes at most
        self.text = text
        self._end = len(text.rstrip())  # white space behind the text is nothing to read
        self._anchor = 0  # the offset that stays on the first line when the width changes
        self._pending: tuple[int, Where] | None = None  # where to go once the size is known
        # What lies over the text, topmost last.
        self._layers = dict.fromkeys(
            ("kinds", "mentions", "confirmed", "lit", "hits", "marked", "current", "chosen", "caret"), Layer()
        )
        self._take_blocks(blocks, column)
        self._lit: Sequence[Mention] = ()
        self._hits: Sequence[Span] = ()
        self.current: Span | None = None
        self.selected_span: Span | None = None
        self._palette: Palette | None = None
        self._strips: LRUCache[tuple[Run, ...], Strip] = LRUCache(1024)
        self._settling: Timer | None = None

    def set_blocks(self, blocks: Sequence[Block]) -> None:
        """Lay the text out by other blocks, where those before were of a part of it. The text on the screen stays."""
        self._take_blocks(blocks, self._wrap.width)
        if self.size:
            self._lay_out()
            self.refresh()

    def _take_blocks(self, blocks: Sequence[Block], width: int) -> None:
        self.blocks = tuple(blocks)
        self._flow = Flow(self.text, self.blocks)
        self._wrap = Wrap(self._flow, width)
        other = [block for block in self.blocks if block.kind != "paragraph"]
        self._layers["kinds"] = Layer.of_objects(other, attrgetter("kind"))

    # What is shown over the text

    def set_mentions(self, mentions: Sequence[Mention], longest: int | None = None) -> None:
        """Show these mentions, sorted by start, by the group of their label and by what a person said of them. How
        long the ``longest`` is need not be found out where it is given."""
        self._lay(
            mentions=Layer.of_objects(mentions, look_of, longest),
            confirmed=Layer.of_objects(mentions, _confirmed, longest),
        )

    def set_marked(self, spans: Sequence[Span]) -> None:
        """Show that these spans, sorted by start, are marked; a sign stands before each line that has one."""
        self._lay(marked=Layer.of(spans, MARKED))

    def set_caret(self, span: Span | None) -> None:
        """Show the caret over a span, or none; it is not scrolled to."""
        self._lay(caret=Layer.of([span] if span else (), "caret"))

    def light(self, mentions: Sequence[Mention], longest: int | None = None) -> None:
        """Light these mentions, sorted by start: those of the selected entity. See ``set_mentions``."""
        if mentions is not self._lit:
            self._lit = mentions
            self._lay(lit=Layer.of_objects(mentions, lambda _: "lit", longest))

    def set_hits(self, spans: Sequence[Span]) -> None:
        """Mark these spans, sorted by start, as what a search found."""
        if spans is not self._hits:
            self._hits = spans
            self._lay(hits=Layer.of(spans, "hit"))
            self.set_current(self.current)

    def set_current(self, span: Span | None) -> None:
        """Mark the mention or the search hit where the reader is; it is not scrolled to."""
        self.current = span
        look = "current-hit" if span and span in self._layers["hits"] else "current"
        self._lay(current=Layer.of([span] if span else (), look))

    def is_lit(self, start: int, end: int) -> bool:
        """Whether what is lit begins in ``text[start:end]``."""
        return self._layers["lit"].begins_in(start, end)

    def is_hit(self, start: int, end: int) -> bool:
        """Whether a search hit begins in ``text[start:end]``."""
        return self._layers["hits"].begins_in(start, end)

    # Where the reader is

    @property
    def top_offset(self) -> int:
        """The first code point on the first visible line."""
        if self._pending:
            return self._pending[0]
        return self._span(self._top)[0]

    @property
    def bottom_offset(self) -> int:
        """The end of the last visible line."""
        return self._span(self._top + max(1, self.size.height) - 1)[1]

    @property
    def progress(self) -> float:
        """How much of the text stands above the last visible line's end, from 0 to 1."""
        return min(1.0, self.bottom_offset / self._end) if self._end else 1.0

    @property
    def line_count(self) -> int:
        """How many lines the text has at this width; for some moments after a resize an estimate."""
        return self._wrap.line_count

    def go_to(self, offset: int, *, where: Where = "center") -> None:
        """Scroll at once so that ``offset`` is in the middle or at the top.

        ``visible`` does not scroll when it is on the screen, else brings it to the middle.
        """
        if not self.size:
            self._pending = (offset, where)
            return
        height = self.size.height
        self._settle_around(offset, height, 2 * height)
        line = self._wrap.line_of(offset)
        if where == "visible" and self._top <= line < self._top + height:
            return
        self._scroll_to_line(line if where == "top" else line - height // 2)

    def scroll_lines(self, count: int = 1) -> None:
        """Scroll down by so many lines, up when negative."""
        height = self.size.height
        self._settle_around(self._anchor, height + max(0, -count), 2 * height + max(0, count))
        self._scroll_to_line(self._top + count)

    def offset_in_line(self, offset: int, lines: int) -> int:
        """The offset so many lines below that of ``offset`` (above when negative), about in the same column; those of
        the first and the last line stay where they are."""
        self._settle_around(offset, abs(lines) + 1, abs(lines) + 1)
        line = self._wrap.line_of(offset)
        below = min(max(0, line + lines), self._wrap.line_count - 1)
        return self._wrap.offset_at(below, self._wrap.column_of(offset)) if below != line else offset

    def row_offsets(self, rows: int) -> list[int]:
        """Where each of ``rows`` parts of as many lines begins, and the end. A line each if all fit."""
        lines = max(rows, self._wrap.line_count)
        return [*(self._wrap.offset_near(row * lines // rows) for row in range(rows)), len(self.text)]

    # Selection

    def select(self, start: int, end: int) -> None:
        """Select ``text[start:end]``, as the mouse does."""
        self.screen.selections = {self: Selection(Offset(start, 0), Offset(end, 0))}

    def selection_updated(self, selection: Selection | None) -> None:
        """Textual's selection changed: its columns are code points, its line always 0 (see render_line)."""
        self.selected_span = self._resolve(selection) if selection else None
        self._lay(chosen=Layer.of([self.selected_span] if self.selected_span else (), "selection"))

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected slice of the text as it was given: without the line ends of wrapping."""
        span = self._resolve(selection)
        return (self.text[slice(*span)], "\n") if span else None

    def _resolve(self, selection: Selection) -> Span | None:
        """The span of a selection without white space around it; past the panel it ends with the screen."""
        if selection.start is None and selection.end is None:
            start, end = 0, len(self.text)
        else:
            start = selection.start.x if selection.start else self.top_offset
            end = selection.end.x if selection.end else self.bottom_offset
        chosen = self.text[start:end]
        start += len(chosen) - len(chosen.lstrip())
        end = start + len(chosen.strip())
        while joins(self.text, end):
            end += 1
        return (start, end) if start < end else None

    # Mouse

    def on_click(self, event: events.Click) -> None:
        """A click names a character; a double click selects a word, a triple one a block."""
        event.prevent_default()  # Textual's own double click would select the whole text
        offset = self._offset_under(event.x, event.y)
        if offset is None:
            return
        if event.chain == 1 and not self.selected_span:
            self.post_message(self.Clicked(offset))
        elif event.chain > 1:
            span = word_at(self.text, offset) if event.chain == 2 else self._block_at(offset)
            if span:
                self.select(*span)
                self.post_message(self.SelectedText(*span))

    def on_mouse_up(self) -> None:
        """The end of a drag."""
        if self.selected_span:
            self.post_message(self.SelectedText(*self.selected_span))

    def _offset_under(self, x: int, y: int) -> int | None:
        """The offset of the character in a cell of the panel, None for a cell without one."""
        line, column = self._top + y, x - self._margin
        if column < 0 or not 0 <= line < self._wrap.line_count:
            return None
        offset = self._wrap.offset_at(line, column)
        return offset if offset < self._wrap.line_span(line)[1] else None

    def _block_at(self, offset: int) -> Span | None:
        index = bisect_right(self.blocks, offset, key=lambda block: block.start) - 1
        block = self.blocks[index] if index >= 0 else None
        return (block.start, block.end) if block and offset < block.end else None

    # Layout

    @property
    def max_scroll_y(self) -> int:
        """The last line that can be the first one on the screen."""
        return max(0, self._wrap.line_count - self.size.height)

    @property
    def _top(self) -> int:
        """The number of the first visible line."""
        return round(self.scroll_y)

    @property
    def _margin(self) -> int:
        return max(0, self.size.width - self._wrap.width) // 2

    def _span(self, line: int) -> Span:
        """The span of a line; that of the last one for what is below it."""
        return self._wrap.line_span(min(line, self._wrap.line_count - 1))

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        """Textual's layout gave a size: wrapped here and not on Resize, which comes after the first paint."""
        old, anchor = self._size, self._anchor
        at_end = 0 < self.max_scroll_y <= self._top
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        if size != old and self.size:
            self._anchor = anchor
            self._lay_out()
            if at_end and size.width == old.width and size.height < old.height:
                # A long notice below does not take the last line away.
                self._scroll_to_line(self.max_scroll_y)
        return changed

    def _lay_out(self) -> None:
        """Wrap for the panel's width, what is visible first, with the same text at the top as before."""
        width = column_in(self.size.width, self._column)
        if width != self._wrap.width:
            self._wrap = Wrap(self._flow, width)
        self._strips.clear()
        if self._pending:
            (offset, where), self._pending = self._pending, None
            self.go_to(offset, where=where)
        else:
            self._settle_around(self._anchor, 2 * self.size.height, 3 * self.size.height)
            self._hold()
        self.changes += 1
        if not self._wrap.settled and self._settling is None:
            self._settling = self.set_interval(0.02, self._settle_more)

    def _settle_around(self, offset: int, before: int, after: int) -> None:
        """Make line numbers around an offset exact, without any movement on the screen."""
        if self._wrap.settle(offset, before=before, after=after):
            self._hold()

    def _settle_more(self) -> None:
        """Wrap what is left of the text, a little at a time."""
        until = perf_counter() + SLICE
        while perf_counter() < until and self._wrap.settle_next():
            pass
        self._hold()
        if self._wrap.settled and self._settling is not None:
            self._settling.stop()
            self._settling = None
            self.changes += 1

    def _hold(self) -> None:
        """Keep the anchor on the first line after line numbers have moved; nothing is painted for that."""
        line = min(self._wrap.line_of(self._anchor), self.max_scroll_y)
        self.set_reactive(Widget.scroll_y, line)
        self.set_reactive(Widget.scroll_target_y, line)

    def _scroll_to_line(self, line: int) -> None:
        self.scroll_to(y=max(0, min(line, self.max_scroll_y)), animate=False)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Textual scrolled (the wheel, or a method of ours)."""
        if round(old_value) != round(new_value):  # there is no scroll bar to be told
            self.refresh_moved(round(new_value) - round(old_value))
            self._anchor = self._span(self._top)[0]
            height = self.size.height
            self._settle_around(self._anchor, 2 * height, 3 * height)

    # Painting

    def paint_line(self, y: int) -> Strip:
        """A line on the screen."""
        line, width = self._top + y, self.size.width
        if line >= self._wrap.line_count:
            return Strip.blank(width, self._style.plain)
        key = runs(self._layers.values(), *self._wrap.line_span(line))
        painted = self._strips.get(key)
        if painted is None:
            text = self._flow.line(key[0].start, key[-1].end)
            sign = MARK if any(MARKED in run.looks for run in key) else ""
            painted = self._strips[key] = paint(text, key, self._style, self._margin, width, sign)
        return painted

    def render_line(self, y: int) -> Strip:
        """A line as Textual looks up what is under the mouse: an offset in each cell.

        Textual counts selections in (column, line). Ours are on one endless line whose columns are the
        offsets of the text, so that a selection stays what it is when the text is wrapped anew.
        """
        line, width = self._top + y, self.size.width
        if line >= self._wrap.line_count:
            offsets = [len(self.text)] * width
        else:
            offsets = [self._wrap.offset_at(line, column - self._margin) for column in range(width)]
        return Strip([Segment(" ", Style.from_meta({"offset": (offset, 0)})) for offset in offsets], width)

    def _lay(self, **layers: Layer) -> None:
        """Lay other layers over the text, and paint the visible lines anew that look different now."""
        changed: set[tuple[int, int, str]] = set()
        for name, layer in layers.items():
            before, self._layers[name] = self._layers[name], layer
            if self.size:
                visible = self.top_offset, self.bottom_offset
                changed |= {*before.on(*visible)} ^ {*layer.on(*visible)}
        self.changes += 1
        lines = {
            line
            for start, end, _ in changed
            for line in range(self._wrap.line_of(start), self._wrap.line_of(end - 1) + 1)
        }
        if lines:
            self.refresh(*(Region(0, line - self._top, self.size.width, 1) for line in lines))

    @property
    def _style(self) -> Palette:
        if self._palette is None:
            self._palette = palette(self)
        return self._palette

    def notify_style_update(self) -> None:
        """Another theme, or a class that changes colours."""
        super().notify_style_update()
        self._palette = None
        self._strips.clear()


def _confirmed(mention: Mention) -> str:
    return "confirmed" if mention.state == "confirmed" else ""
