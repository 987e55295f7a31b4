"""The concordance (keyword in context): mentions in their context, one a line, of one text or of all in the library.

Enter goes there; what is marked is corrected together.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Static

from annotate.query import LINE_ORDERS, LineOrder
from annotate.text import visible
from tui.bars import shorten
from tui.choice import Choice, ChoiceBar, Option
from tui.concordance import Lines, Place
from tui.correcting import making
from tui.correcting.about import is_all
from tui.correcting.corrector import Make
from tui.correcting.labels import LETTERS
from tui.correcting.making import now
from tui.field import typed
from tui.lines import LineList, over
from tui.screens.lines import LinesScreen
from tui.session import mentions_in_words

_WITH_TITLE = 100  # columns of the list from which on a line says which document it is of
_WITH_DATE = 60
_ORDERS: dict[LineOrder, str] = {"text": "", "left": "by what stands before", "right": "by what follows"}


class ConcordanceList(LineList):
    """The lines, aligned on the name; each is cut from the text when it is drawn."""

    COMPONENT_CLASSES = {
        "concordance--name", "concordance--context", "concordance--document", "concordance--mark",
        "concordance--cursor",
    }  # fmt: skip
    DEFAULT_CSS = """
    ConcordanceList {
        background: $panel;
        & .concordance--name { color: $accent; text-style: bold; }
        & .concordance--context { color: $foreground; }
        & .concordance--document { color: $quiet; }
        & .concordance--mark { color: $accent; text-style: bold; }
        & .concordance--cursor { background: $lit; }
        &:nocolor .concordance--cursor { text-style: reverse; }
        &:ansi .concordance--cursor { text-style: reverse; }
    }
    """

    class Moved(Message):
        """The cursor stands on another line."""

    class Entered(Message):
        """The line under the cursor is to be gone to."""

    def __init__(self, lines: Lines, at: int) -> None:
        super().__init__()
        self.shown, self._at = lines, at

    def on_mount(self) -> None:
        """Start at the span that the reader is at."""
        self.set_row_count(len(self.shown.places))
        self.cursor = self._at
        self.call_after_refresh(self._show_cursor)

    def _show_cursor(self) -> None:
        self.put_cursor(self.cursor)  # a key may have moved it since

    def show(self, lines: Lines, at: int) -> None:
        """Show other lines, the cursor on that place."""
        self.shown = lines
        self.set_row_count(len(lines.places))
        self.put_cursor(min(at, max(0, len(lines.places) - 1)))

    @property
    def current(self) -> Place | None:
        """The place under the cursor."""
        return self.shown.places[self.cursor] if self.shown.places else None

    def row_strip(self, row: int, width: int) -> Strip:
        """The document's date and title, left context, name, right context; the names stand below each other."""
        place = self.shown.places[row]
        line = self.shown.line(place)
        mark = Segment("● " if place in self.shown.marked else "  ", self.look("concordance--mark"))
        document = _document(place, width) if self.shown.marked or place.title else ""
        before = [mark] if self.shown.marked else []
        before += [Segment(document, self.look("concordance--document"))] if document else []
        width -= sum(cell_len(segment.text) for segment in before)
        left_width = max(0, width * 2 // 5)
        left, name, right = visible(line.left), visible(line.name), visible(line.right)
        while cell_len(left) > left_width:
            left = left[1 + (cell_len(left) - left_width) // 2 :]
        name_style = self.look("concordance--name")
        style = self.look("concordance--context")
        strip = Strip(
            [
                *before,
                Segment(" " * (left_width - cell_len(left)) + left, style),
                Segment(name, name_style),
                Segment(set_cell_size(right, max(0, width - left_width - cell_len(name))), style),
            ]
        ).adjust_cell_length(width + sum(cell_len(segment.text) for segment in before), self.look())
        if row == self.cursor:
            strip = over(strip, self.look("concordance--cursor", partial=True))
        return strip

    def chosen(self) -> None:
        """Tell that the cursor has moved."""
        self.post_message(self.Moved())

    def entered(self) -> None:
        """Tell where to go."""
        self.post_message(self.Entered())


def _document(place: Place, width: int) -> str:
    """What a line says of its document, in as many cells as there are for it; nothing in a narrow list."""
    if not place.title or width < _WITH_DATE:
        return ""
    cells = width // 4 if width >= _WITH_TITLE else 10
    said = (
        f"{place.date} {visible(place.title)}".strip()
        if width >= _WITH_TITLE
        else place.date or visible(place.title)
    )
    return set_cell_size(shorten(said, cells), cells) + "  "


class Correct(Protocol):
    """Makes a correction on places; gives a sentence that says what was done, and whether it was."""

    def __call__(self, places: list[Place], make: Make) -> Awaitable[tuple[str, bool]]:
        """Do it."""


class ConcordanceScreen(LinesScreen[Place | None]):
    """The mentions of an entity, or the hits of a search, in their context. Dismissed with the place to go to, or None.

    ``widen`` gives the lines of all documents, or None where the library has no others; without it, and without
    ``correct``, the screen offers neither.
    """

    BINDINGS = [
        Binding("ampersand", "dismiss", "close", show=False),
        Binding("n", "move(1)", show=False),
        Binding("N", "move(-1)", show=False),
        Binding("f", "page(1)", show=False),
        Binding("s", "sort", show=False),
        Binding("l", "widen", show=False),
        Binding("t", "mark", show=False),
        Binding("r", "relabel", show=False),
        Binding("x", "delete", show=False),
        Binding("S", "split", show=False),
    ]
    DEFAULT_CSS = """
    ConcordanceScreen {
        align: center middle;
        & Vertical { width: 96%; height: 90%; background: $panel; padding: 0 1; }
        & #concordance-title {
            text-style: bold; height: 1; margin: 0 0 1 0; text-wrap: nowrap; text-overflow: ellipsis;
        }
        & ConcordanceList { height: 1fr; }
        & #concordance-says { height: auto; max-height: 2; }
        & #concordance-keys { color: $quiet; height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    }
    """

    def __init__(
        self,
        heading: str,
        lines: Lines,
        at: int,
        *,
        widen: Callable[[], Awaitable[Lines | None]] | None = None,
        correct: Correct | None = None,
    ) -> None:
        super().__init__()
        self._heading, self._here, self._at = heading, lines, at
        self._widen, self._correct = widen, correct
        self._everywhere: Lines | None = None
        self._order: LineOrder = "text"
        self._asking = False

    def compose(self) -> ComposeResult:
        """Title, lines, what is said, keys; the choice over them."""
        with Vertical():
            yield Static("", id="concordance-title", markup=False)
            yield ConcordanceList(self._here, self._at)
            yield Static("", id="concordance-says", markup=False)
            yield Static(self._keys(), id="concordance-keys", markup=False)
        yield ChoiceBar(self._choice_ended)

    def on_mount(self) -> None:
        """Say what it is of."""
        self._show()

    @property
    def lines(self) -> ConcordanceList:
        """The lines."""
        return self.query_one(ConcordanceList)

    @property
    def said(self) -> str:
        """What is said below the lines."""
        return str(self.query_one("#concordance-says", Static).content)

    def _keys(self) -> str:
        keys = ["Enter go there"]
        if self._widen is not None:
            keys.append("l this text" if self._everywhere is not None else "l all documents")
        keys.append("s sort")
        if self._correct is not None:
            keys += ["t mark", "r label", "x delete", "S split"]
        return "  ".join([*keys, "Esc close"])

    def _show(self, said: str = "") -> None:
        """Say what is shown, and something of it."""
        lines = self.lines.shown
        heading = [visible(self._heading), mentions_in_words(len(lines.places))]
        if self._everywhere is not None:
            documents = len({place.sha256 for place in lines.places})
            heading[-1] += f" in {documents} document{'' if documents == 1 else 's'}"
        heading += [f"{len(lines.marked)} marked"] if lines.marked else []
        order = "by date" if self._everywhere is not None and self._order == "text" else _ORDERS[self._order]
        heading += [order] if order else []
        self.query_one("#concordance-title", Static).update(" · ".join(heading))
        self.query_one("#concordance-keys", Static).update(self._keys())
        self._say(said or self._of_current())

    def _of_current(self) -> str:
        place = self.lines.current
        return " · ".join(filter(None, (place.date, visible(place.title)))) if place is not None else ""

    def _say(self, said: str) -> None:
        self.query_one("#concordance-says", Static).update(said)

    # Keys

    async def action_enter(self) -> None:
        """Go to the place under the cursor."""
        self.dismiss(self.lines.current)

    def action_sort(self) -> None:
        """Sort by what stands before the name, by what follows, or as at first."""
        self._order = LINE_ORDERS[(LINE_ORDERS.index(self._order) + 1) % len(LINE_ORDERS)]
        self.lines.shown.sort(self._order)
        self.lines.show(self.lines.shown, 0)
        self._show()

    async def action_widen(self) -> None:
        """Show the lines of all documents; or again those of this text alone."""
        if self._everywhere is not None:
            self._everywhere = None
            self._here.sort(self._order)
            self.lines.show(self._here, 0)
            self._show()
        elif self._widen is not None:
            self._say("Asking the library …")
            self.run_worker(self._ask(self._widen), group="library", exclusive=True)

    async def _ask(self, widen: Callable[[], Awaitable[Lines | None]]) -> None:
        here = self.lines.current
        lines = await widen()
        if lines is None:
            self._say("No other document in the library has it.")
            return
        self._everywhere = lines
        lines.sort(self._order)
        same = (at for at, place in enumerate(lines.places) if here and place[:2] == here[:2])
        self.lines.show(lines, next(same, 0))
        self._show()

    def action_mark(self) -> None:
        """Mark the line, or take its mark away, and go on to the next."""
        place = self.lines.current
        if place is not None and self._correct is not None:
            self.lines.shown.toggle(place)
            self.lines.refresh()
            self.lines.move(1)
            self._show()

    def action_relabel(self) -> None:
        """Ask for another label for what is marked, or for the line."""
        options = [
            Option(letter.key, letter.word, self._doing(_relabelling(letter.label)), letter.short)
            for letter in LETTERS
        ]
        self._ask_choice("Relabel", options)

    def action_delete(self) -> None:
        """Ask whether what is marked, or the line, is no name."""
        options = [
            Option("x", "delete", self._doing(lambda about: making.delete(about, now()), gone=True)),
            Option(
                "n",
                "reject: keep it, struck out",
                self._doing(lambda about: making.reject(about, now()), gone=True),
                "reject",
            ),
        ]
        self._ask_choice("No name:", options, "x", "x")

    def action_split(self) -> None:
        """Ask whether what is marked, or the line, is somebody else."""
        split = self._doing(
            lambda about: None if is_all(about) else making.move(about, None, now()), gone=True
        )
        self._ask_choice("Split", [Option("S", "to an entity of its own", split, "new entity")], "S", "S")

    def _ask_choice(self, verb: str, options: list[Option], again: str = "", default: str = "") -> None:
        places = self.lines.shown.chosen(self.lines.current)
        if self._correct is None or not places:
            return
        documents = len({place.sha256 for place in places})
        words = mentions_in_words(len(places)) + (f" in {documents} documents" if documents > 1 else "")
        self._asking = True
        self.query_one(ChoiceBar).ask(Choice(verb, [words], options, again, default))

    def _doing(self, make: Make, *, gone: bool = False) -> Callable[[int], Awaitable[None]]:
        """What an option of the choice bar does; what was corrected is ``gone`` from these lines then."""

        async def do(_: int) -> None:
            lines = self.lines.shown
            places = lines.chosen(self.lines.current)
            assert self._correct is not None
            said, done = await self._correct(places, make)
            if done and gone:
                lines.drop(places)
            lines.marked.clear()
            self.lines.show(lines, self.lines.cursor)
            self._show(said)

        return do

    async def take_key(self, event: events.Key) -> bool:
        """The choice that is asked for gets the keys."""
        if self._asking:
            await self.query_one(ChoiceBar).take(event.key, typed(event))
            return True
        return False

    def _choice_ended(self) -> None:
        self._asking = False
        self.query_one(ChoiceBar).close()

    @on(ChoiceBar.Clicked)
    async def _choice_clicked(self, event: ChoiceBar.Clicked) -> None:
        event.stop()
        await self.query_one(ChoiceBar).take(event.key, event.key)

    @on(ConcordanceList.Moved)
    def _moved(self) -> None:
        self._say(self._of_current())

    @on(ConcordanceList.Entered)
    def _entered(self) -> None:
        self.dismiss(self.lines.current)


def _relabelling(label: str) -> Make:
    return lambda about: making.relabel(about, label, now())
