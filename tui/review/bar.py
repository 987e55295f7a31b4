"""The lines of the review, in the place of the status line: the question, the evidence, and where the names stand."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from annotate.query import concordance
from annotate.review import Item
from annotate.text import visible
from tui.bars import shorten

KEYS = (
    ("y", "y", "yes"),
    ("n", "n", "no"),
    ("Space", "space", "skip"),
    ("Tab", "tab", "next place"),
    ("u", "u", "undo"),
    ("A", "A", "accept all above …"),
    ("Esc", "escape", "leave"),
)
"""What is shown, the key as Textual names it, and what it does."""

_LOW = 16  # rows of the screen: below this the review takes three
_SHORTEST_NAME = 8  # cells
_CONTEXT = 200  # characters of the text on either side of a name: more than any screen shows

Piece = str | tuple[str, str]


class Shown(NamedTuple):
    """What the bar shows: a question, how far the review is, the places (one of each side) and a notice."""

    item: Item
    heading: str
    places: tuple[tuple[int, int], ...]
    notice: str


class ReviewBar(Widget):
    """Shows one question."""

    DEFAULT_CSS = """
    ReviewBar { dock: bottom; height: auto; background: $panel; color: $foreground; }
    """

    def __init__(self, text: str, shown: Shown, press: Callable[[str], Awaitable[None]]) -> None:
        super().__init__(id="review")
        self._text, self._shown, self._press = text, shown, press
        self._spots: list[tuple[int, int, str]] = []

    def show(self, shown: Shown) -> None:
        """Show another question, or the same with another notice."""
        self._shown = shown
        self.refresh(layout=True)

    @property
    def question(self) -> str:
        """What is asked, for those who read the screen another way."""
        return self._shown.item.question

    @property
    def heading(self) -> str:
        """How far the review is."""
        return self._shown.heading

    @property
    def notice(self) -> str:
        """What was said last."""
        return self._shown.notice

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Three rows where the screen is low, else one for each thing."""
        return len(self._rows(width))

    def render(self) -> Content:
        """The rows."""
        return Content("\n").join(self._rows(self.size.width))

    def _rows(self, width: int) -> list[Content]:
        item, heading, places, notice = self._shown
        question: list[Piece] = [" ", (_fitted(item.question, width - 2), "bold")]
        room = width - cell_len(item.question) - 4
        if self.screen.size.height < _LOW:
            score = "" if item.score is None else f" {item.score:.2f}"
            if cell_len(item.evidence) <= room:
                question += ["  ", (item.evidence, "$quiet")]
            elif room > 8:
                question += ["  ", (shorten(item.evidence, room - cell_len(score)), "$quiet"), score]
            if notice:
                last = Content.assemble(" ", (shorten(notice, width - 2), "bold"))
            else:
                half = width // len(places)
                last = Content("").join(self._in_text(place, half) for place in places)
            return [self._heading(heading, width, ""), Content.assemble(*question), last]
        rows = [self._heading(heading, width, notice), Content.assemble(*question)]
        evidence = f"{item.stands} · {item.evidence}" if item.stands else item.evidence
        rows.append(Content.assemble(" ", (shorten(evidence, width - 2), "$quiet")))
        return [*rows, *(self._in_text(place, width) for place in places)]

    def _heading(self, heading: str, width: int, notice: str) -> Content:
        """How far the review is, then a notice, or else the keys as far as there is room."""
        left = shorten(heading, width - 2)
        pieces: list[Piece] = [" ", (left, "$quiet"), "  "]
        column = cell_len(left) + 3
        self._spots = []
        if notice:
            return Content.assemble(*pieces, (shorten(notice, width - column - 1), "bold"))
        full = column + sum(cell_len(f"{shown} {word}  ") for shown, _, word in KEYS) <= width
        for shown, key, word in KEYS:
            hint = f"{shown} {word}" if full or key in ("y", "n") else shown
            if column + cell_len(hint) > width - 1:
                break
            self._spots.append((column, column + cell_len(hint), key))
            pieces += [(shown, "bold $primary"), f"{hint.removeprefix(shown)}  "]
            column += cell_len(hint) + 2
        return Content.assemble(*pieces)

    def _in_text(self, place: tuple[int, int], width: int) -> Content:
        """A place of the text on one row; the names of two rows stand below each other."""
        (line,) = concordance(self._text, [place], _CONTEXT)
        name = shorten(visible(line.name), width - 2)
        before = max(0, min(width * 2 // 5 - 1, width - 2 - cell_len(name)))
        rest = width - 2 - before - cell_len(name)
        left, right = _end(visible(line.left), before), shorten(visible(line.right), rest)
        gap, fill = " " * (before - cell_len(left)), " " * (1 + rest - cell_len(right))
        return Content.assemble(f" {gap}", (left, "$quiet"), (name, "bold $accent"), (right, "$quiet"), fill)

    def on_click(self, event: events.Click) -> None:
        """A click on a key is as good as the key."""
        for start, end, key in self._spots:
            if event.y == 0 and start <= event.x < end:
                self.app.call_later(self._press, key)  # where keys are done, one after the other


def _fitted(question: str, width: int) -> str:
    """The question in at most ``width`` cells. The name in quotes gives way, for what is asked of it comes after it."""
    before, _, rest = question.partition("“")
    name, _, after = rest.partition("”")
    over = cell_len(question) - width
    if over <= 0:
        return question
    return shorten(f"{before}“{shorten(name, max(_SHORTEST_NAME, cell_len(name) - over))}”{after}", width)


def _end(text: str, width: int) -> str:
    """The end of a text in at most ``width`` cells, with an ellipsis where something is left out."""
    if cell_len(text) <= width:
        return text
    while text and cell_len(text) > width - 1:
        text = text[max(1, (cell_len(text) - width) // 2) :]
    return f"…{text}" if width > 0 else ""
