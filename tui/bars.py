"""The two lines around the text: what is read and how far, and where the reader is on the trail."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from annotate.text import visible
from tui.action import Action

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


def title_and_facts(title: str, facts: str, width: int) -> Content:
    """The title on the left, shortened where there is no room for it beside the facts on the right."""
    facts = shorten(facts, max(0, width - 3))
    title = shorten(title, max(0, width - cell_len(facts) - 4))
    gap = max(1, width - cell_len(title) - cell_len(facts) - 2)
    return Content.assemble((f" {title}", "bold"), " " * gap, (f"{facts} ", "$quiet"))


class TitleLine(Widget):
    """The title on the left; on the right how long the text takes to read and how far the reader is."""

    DEFAULT_CSS = """
    TitleLine {
        height: 1;
        dock: top;
        background: $panel;
        color: $foreground;
        & .title { text-style: bold; }
    }
    """

    def __init__(self, title: str, minutes: int) -> None:
        super().__init__()
        self._title = visible(title)
        self._minutes = minutes
        self._progress = 0.0
        self._work = ""

    def set_progress(self, progress: float) -> None:
        """How far the reader is, from 0 to 1."""
        if round(progress * 100) != round(self._progress * 100):
            self._progress = progress
            self.refresh()

    def set_work(self, work: str) -> None:
        """What is being done in the background, empty for nothing."""
        if work != self._work:
            self._work = work
            self.refresh()

    def render(self) -> Content:
        """The line."""
        facts = f"{self._minutes} min · {self._progress:.0%}"
        return title_and_facts(
            self._title, f"{self._work} · {facts}" if self._work else facts, self.size.width
        )


class StatusLine(Widget):
    """The trail or a notice on the left, the most useful keys on the right, as many as there is room for.

    A notice that is longer than the line takes a few lines.
    """

    DEFAULT_CSS = """
    StatusLine { height: auto; dock: bottom; background: $panel; color: $foreground; }
    """

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

    def render(self) -> Content:
        """The line."""
        width = self.size.width
        marks = f"● {self._marks} marked · " if self._marks and not self._notice else ""
        *above, last = self._rows(width)
        left = shorten(f" {marks}{last or visible(self._trail)}", width)
        room = width - cell_len(left) - cell_len(self._count) - 2
        shown = self._that_fit(room)
        right = "  ".join(_hint(action) for action in shown)
        start = width - cell_len(right) - 1
        self._hints = []
        pieces: list[tuple[str, str] | str] = []
        for action in shown:
            end = start + cell_len(_hint(action))
            self._hints.append((start, end, action))
            start = end + 2
            pieces += [(_key(action), "bold"), (f" {action.hint}", "$quiet"), "  "]
        gap = max(1, width - cell_len(left) - cell_len(right) - cell_len(self._count) - 2)
        style = "bold" if self._notice else ""
        upper = "".join(f" {row}\n" for row in above)
        return Content.assemble(
            (upper, style), (left, style), " " * gap, (self._count, "bold"), " ", *pieces[:-1]
        )

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
