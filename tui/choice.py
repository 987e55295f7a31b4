"""The bar of choices, in the place of the status line: what a key applies to, and the keys that may follow it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from annotate.text import one_line
from tui.bars import shorten

_NARROW = 70  # cells: below this the short words are shown
_MOST_ROWS = 3


class Option(NamedTuple):
    """A key that may follow, what it does in a word (and in a shorter one), and the doing of it.

    ``do`` is given the place of the scope among the choice's. Without a word the key works and is not shown.
    """

    key: str
    word: str
    do: Callable[[int], Awaitable[None]]
    short: str = ""


@dataclass(frozen=True)
class Choice:
    """What is chosen: the verb, the scopes that Tab goes through, the options, and how the default is had.

    ``aside`` is said behind the scope where there is room. ``again`` is the key that opened the bar: like Enter it does
    the option whose key is ``default``. ``left`` is told when the bar closes, whatever was chosen.
    """

    verb: str
    scopes: Sequence[str]
    options: Sequence[Option]
    again: str = ""
    default: str = ""
    aside: str = ""
    left: Callable[[], None] = lambda: None


class Spot(NamedTuple):
    """Where on the bar a key stands: its row, and the cells from which to which."""

    row: int
    start: int
    end: int
    key: str


class ChoiceBar(Widget):
    """Shows a choice and takes its keys. A mode of the reader."""

    DEFAULT_CSS = """
    ChoiceBar { dock: bottom; height: auto; display: none; background: $panel; color: $foreground; }
    ChoiceBar.-open { display: block; }
    """

    class Clicked(Message):
        """The reader clicked on a key of the bar."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, ended: Callable[[], None]) -> None:
        super().__init__(id="choice")
        self._ended = ended
        self._choice: Choice | None = None
        self._scope = 0
        self._spots: list[Spot] = []

    def ask(self, choice: Choice) -> None:
        """Open the bar."""
        self._choice, self._scope = choice, 0
        self.add_class("-open")
        self.refresh(layout=True)

    async def take(self, key: str, character: str) -> None:
        """Do the option of a key, go on to the next scope, or leave; other keys do nothing."""
        choice = self._choice
        if choice is None:
            return
        if key in ("tab", "shift+tab"):
            self._scope = (self._scope + (1 if key == "tab" else -1)) % len(choice.scopes)
            self.refresh(layout=True)
        elif key == "escape":
            self._ended()
        else:
            wanted = choice.default if key == "enter" or character == choice.again != "" else character
            option = next((one for one in choice.options if one.key == wanted != ""), None)
            if option is not None:
                scope = self._scope
                self._ended()
                await option.do(scope)

    def close(self) -> None:
        """Close the bar."""
        choice, self._choice = self._choice, None
        self.remove_class("-open")
        if choice is not None:
            choice.left()

    # How it looks

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the keys need, few enough to leave the text its place."""
        return len(self._rows(width))

    def render(self) -> Content:
        """The heading and the keys."""
        return Content("\n").join(self._rows(self.size.width))

    def _rows(self, width: int) -> list[Content]:
        choice = self._choice
        if choice is None:
            return [Content("")]
        self._spots = []
        return [self._heading(choice, width), *self._keys(choice, width)]

    def _heading(self, choice: Choice, width: int) -> Content:
        """The verb and the scope; then what Tab offers, as far as there is room."""
        said = shorten(one_line(f"{choice.verb} {choice.scopes[self._scope]}".strip()), width - 2)
        pieces: list[str | tuple[str, str]] = [" ", (said, "bold")]
        if choice.aside and cell_len(said) + cell_len(choice.aside) + 5 < width:
            pieces.append((f" ({one_line(choice.aside)})", "$quiet"))
            said += f" ({one_line(choice.aside)})"
        others = [*choice.scopes[self._scope + 1 :], *choice.scopes[: self._scope]]
        room = width - 2 - cell_len(said) - 3
        if others and room >= len("Tab: …"):
            rest = shorten(one_line(" · ".join(others)), room - len("Tab: "))
            start = cell_len(said) + 4
            self._spots.append(Spot(0, start, start + len("Tab: ") + cell_len(rest), "tab"))
            pieces += ["   ", ("Tab", "bold $primary"), (f": {rest}", "$quiet")]
        return Content.assemble(*pieces)

    def _keys(self, choice: Choice, width: int) -> list[Content]:
        narrow = width < _NARROW
        gap = 1 if narrow else 2
        most = _MOST_ROWS if self.screen.size.height >= 16 else 2
        rows: list[list[str | tuple[str, str]]] = [[" "]]
        column = 1
        for option in choice.options:
            word = (option.short or option.word) if narrow else option.word
            if not word:
                continue
            key = "Enter" if option.key == "enter" else option.key
            if option.key == choice.default:
                key = f"{key}/Enter" if option.key != "enter" else key
            needed = cell_len(f"{key} {word}")
            if column + needed > width - 1 and column > 1:
                if len(rows) == most:
                    break
                rows.append([" "])
                column = 1
            self._spots.append(Spot(len(rows), column, column + needed, option.key))
            rows[-1] += [(key, "bold $primary"), (f" {word}" + " " * gap, "")]
            column += needed + gap
        if column + len("Esc leaves") < width:
            self._spots.append(Spot(len(rows), column, column + len("Esc leaves"), "escape"))
            rows[-1] += [("Esc", "bold $quiet"), (" leaves", "$quiet")]
        return [Content.assemble(*row) for row in rows if len(row) > 1]

    def on_click(self, event: events.Click) -> None:
        """A click on a key is as good as the key."""
        for row, start, end, key in self._spots:
            if event.y == row and start <= event.x < end:
                self.post_message(self.Clicked(key))
