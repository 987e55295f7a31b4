"""Choosing one text of several, before the reader opens."""

from __future__ import annotations

from annotate.sources.choices import Choice, Several
from annotate.store import Store
from annotate.text import one_line
from tui.screens.listing import ListScreen, Row
from tui.themed import Themed


class ChoicesScreen(ListScreen[str | None]):
    """The texts. Dismissed with the source of one, or None."""

    def __init__(self, several: Several, notice: str) -> None:
        heading = f"{one_line(several.name)} · {len(several.choices)} texts"
        rows = [_row(choice) for choice in several.choices]
        super().__init__(heading, "Enter read  q quit", rows, notice=one_line(notice))
        self._sources = [choice.source for choice in several.choices]

    async def action_enter(self) -> None:
        """Read the text under the cursor."""
        self.dismiss(self._sources[self.list.cursor])


def _row(choice: Choice) -> Row:
    day = choice.date[:10]
    about = [one_line(part) for part in (choice.title, choice.author, day, choice.source)]
    return Row(day, one_line(choice.title or choice.source), " · ".join(filter(None, about)))


class ChoosingApp(Themed[str]):
    """Shows the texts; its result is the source of the chosen one, or None."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, store: Store, several: Several, notice: str) -> None:
        super().__init__(store)
        self._choices = ChoicesScreen(several, notice)

    def on_mount(self) -> None:
        """Show the list."""
        self.push_screen(self._choices, self.exit)


def choose(store: Store, several: Several, notice: str = "") -> tuple[str | None, int]:
    """The source that a person chooses, or None, and the exit status; ``notice`` is a sentence to show first."""
    app = ChoosingApp(store, several, notice)
    return app.run(), app.return_code or 0
