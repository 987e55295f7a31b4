"""Lines that are painted once and kept, for widgets that are painted a line at a time and have no border or padding."""

from __future__ import annotations

from typing import Any, Self

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget


class KeptLines(Widget):
    """A widget whose lines stay as they are until it says that they changed (``refresh``) or gets another style.

    Textual takes every line through a pass for borders and padding, and one for its filters, and forgets the styles of
    components with every change. Here the styles are filtered, once each.
    """

    def __init__(self, *children: Widget, **options: Any) -> None:
        super().__init__(*children, **options)
        self._kept: dict[int, Strip] = {}
        self._kept_width = 0
        self._looks: dict[tuple[str, bool], Style] = {}

    @property
    def size(self) -> Size:
        """The size, without a look into the layout."""
        return self.outer_size

    def paint_line(self, y: int) -> Strip:
        """A line of the screen, as wide as the widget or less, in filtered styles."""
        raise NotImplementedError

    def look(self, name: str = "", *, partial: bool = False) -> Style:
        """The style of a component class, or of the widget itself; ``partial`` is only what the class adds to that."""
        style = self._looks.get((name, partial))
        if style is None:
            style = self.get_component_rich_style(name, partial=partial) if name else self.rich_style
            style = self._looks[name, partial] = self.filtered(style)
        return style

    def filtered(self, style: Style) -> Style:
        """The style as it may reach the terminal, by the application's filters: without colours for NO_COLOR, say."""
        segments = [Segment(" ", style)]
        for line_filter in self.get_line_filters():
            segments = line_filter.apply(segments, self.background_colors[1])
        return segments[0].style or style

    def render_lines(self, crop: Region) -> list[Strip]:
        """A part of the widget."""
        if self._kept_width != self.size.width:
            self._kept_width = self.size.width
            self._kept.clear()
        return [self._line(y).crop(*crop.column_span) for y in crop.line_range]

    def render_line(self, y: int) -> Strip:
        """A line, also for Textual to look up what is under the mouse."""
        return self._line(y)

    def _line(self, y: int) -> Strip:
        strip = self._kept.get(y)
        if strip is None:
            strip = self._kept[y] = self.paint_line(y).adjust_cell_length(self.size.width, self.look())
        return strip

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Paint lines anew: those of some regions of the widget, or all."""
        if regions:
            for region in regions:
                for y in region.line_range:
                    self._kept.pop(y, None)
        elif repaint:
            self._kept.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def refresh_moved(self, lines: int) -> None:
        """The lines have moved up by so many, down when negative: only those that come on the screen are painted."""
        moved = {y - lines: strip for y, strip in self._kept.items() if 0 <= y - lines < self.size.height}
        self.refresh(self.size.region)
        self._kept |= moved

    def notify_style_update(self) -> None:
        """Another theme, the focus, or a class that changes colours."""
        super().notify_style_update()
        self._looks.clear()
        self._kept.clear()
