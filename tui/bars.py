"""The two lines around the text: what is read and how far, and where the reader is on the trail."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from annotate.text import visible
from tui.action import Action
from tui.kept import KeptLines

MOST_ROWS = 3  # of a notice


def fold(text: str, width: int, rows: int) -> list[str]:
    """The text in rows of at most ``width`` cells, broken at blanks; the last of ``rows`` is shortened."""
    folded: list[str] = []
    rest = text
    while len(folded) < rows - 1 and cell_len(rest) > width:
        head = set_cell_size(rest, width)
        at = head.rfind(" ")
        if at <= 0:
            break
        folded.append(rest[:at])
        rest = rest[at + 1 :]
    return [*folded, shorten(rest, width)]


def shorten(text: str, width: int) -> str:
    """The text in at most ``width`` cells, with an ellipsis where something is left out."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(0, width - 1)).rstrip() + "…" if width > 0 else ""


class Bar(KeptLines):
    """A line or more beside the text, of words that are plain, bold or quiet."""

    COMPONENT_CLASSES = {"bar--bold", "bar--quiet"}
    DEFAULT_CSS = """
    Bar {
        background: $panel;
        color: $foreground;
        & .bar--bold { text-style: bold; }
        & .bar--quiet { color: $quiet; }
    }
    """

    def strip_of(self, *words: tuple[str, str]) -> Strip:
        """The strip of some words, each with its look: "" or the end of a component class."""
        return Strip([Segment(word, self.look(look and f"bar--{look}")) for word, look in words if word])


class Heading(Bar):
    """A title on the left, shortened where there is no room for it beside the facts on the right."""

    DEFAULT_CSS = "Heading { height: 1; dock: top; }"

    def __init__(self) -> None:
        super().__init__()
        self._said = ("", "")

    def show(self, title: str, facts: str) -> None:
        """Say it."""
        if (title, facts) != self._said:
            self._said = (title, facts)
            self.refresh()

    def paint_line(self, y: int) -> Strip:
        """The line."""
        width, (title, facts) = self.size.width, self._said
        facts = shorten(facts, max(0, width - 3))
        title = shorten(title, max(0, width - cell_len(facts) - 4))
        gap = max(1, width - cell_len(title) - cell_len(facts) - 2)
        return self.strip_of((f" {title}", "bold"), (" " * gap, ""), (f"{facts} ", "quiet"))


class TitleLine(Heading):
    """The title of a text, how long it takes to read and how far the reader is."""

    def __init__(self, title: str, minutes: int) -> None:
        super().__init__()
        self._title = visible(title)
        self._minutes = minutes
        self._progress = 0.0
        self._work = ""
        self._tell()

    def set_progress(self, progress: float) -> None:
        """How far the reader is, from 0 to 1."""
        self._progress = progress
        self._tell()

    def set_work(self, work: str) -> None:
        """What is being done in the background, empty for nothing."""
        self._work = work
        self._tell()

    def _tell(self) -> None:
        facts = f"{self._minutes} min · {self._progress:.0%}"
        self.show(self._title, f"{self._work} · {facts}" if self._work else facts)


class StatusLine(Bar):
    """The trail or a notice on the left, the most useful keys on the right, as many as there is room for.

    A notice that is longer than the line takes a few lines.
    """

    DEFAULT_CSS = "StatusLine { height: auto; dock: bottom; }"

    class Hinted(Message):
        """The reader clicked on the hint of an action."""

        def __init__(self, action: Action) -> None:
            super().__init__()
            self.action = action

    def __init__(self, actions: Sequence[Action]) -> None:
        super().__init__()
        self._actions = [action for action in actions if action.hint]
        self._trail = ""
        self._notice = ""
        self._count = ""
        self._marks = 0
        self._hints: list[tuple[int, int, Action]] = []

    def set_trail(self, trail: str) -> None:
        """Where the reader is on the trail; takes the place of a notice."""
        if trail != self._trail or self._notice:
            self._trail = trail
            self._say("")

    def set_notice(self, notice: str) -> None:
        """Say something until the reader's next move."""
        self._say(visible(notice))

    def _say(self, notice: str) -> None:
        rows, self._notice = len(self._rows(self.size.width)), notice
        self.refresh(layout=len(self._rows(self.size.width)) != rows)

    def _rows(self, width: int) -> list[str]:
        """The notice line by line, all but the last of which are full."""
        return fold(self._notice, max(1, width - 2), MOST_ROWS)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line, or as many as the notice needs."""
        return len(self._rows(width))

    def set_count(self, count: str) -> None:
        """Show the number, or the key, that waits for the rest of a command."""
        if count != self._count:
            self._count = count
            self.refresh()

    def set_marks(self, marks: int) -> None:
        """Show how many things are marked."""
        if marks != self._marks:
            self._marks = marks
            self.refresh()

    @property
    def notice(self) -> str:
        """What is being said, for those who read the screen another way."""
        return self._notice

    def paint_line(self, y: int) -> Strip:
        """A line of the notice, or the last one, with the hints."""
        width = self.size.width
        *above, last = self._rows(width)
        style = "bold" if self._notice else ""
        if y < len(above):
            return self.strip_of((f" {above[y]}", style))
        marks = f"● {self._marks} marked · " if self._marks and not self._notice else ""
        left = shorten(f" {marks}{last or visible(self._trail)}", width)
        room = width - cell_len(left) - cell_len(self._count) - 2
        shown = self._that_fit(room)
        start = width - cell_len("  ".join(map(_hint, shown))) - 1
        gap = max(1, start - cell_len(left) - cell_len(self._count) - 1)
        self._hints = []
        hints: list[tuple[str, str]] = []
        for action in shown:
            end = start + cell_len(_hint(action))
            self._hints.append((start, end, action))
            start = end + 2
            hints += [(_key(action), "bold"), (f" {action.hint}", "quiet"), ("  ", "")]
        return self.strip_of((left, style), (" " * gap, ""), (self._count, "bold"), (" ", ""), *hints[:-1])

    def _that_fit(self, room: int) -> list[Action]:
        """The actions whose hints fit; the help, which tells of all others, is the last to be left out."""
        fitting: list[Action] = []
        for action in sorted(self._actions, key=lambda action: action.hint != "help"):
            needed = cell_len(_hint(action)) + 2
            if needed > room:
                break
            fitting.append(action)
            room -= needed
        return [action for action in self._actions if action in fitting]

    def on_click(self, event: events.Click) -> None:
        """A click on a hint does what it says."""
        for start, end, action in self._hints:
            if event.y == self.size.height - 1 and start <= event.x < end:
                self.post_message(self.Hinted(action))


def _key(action: Action) -> str:
    return action.shown.split()[0]


def _hint(action: Action) -> str:
    return f"{_key(action)} {action.hint}"
