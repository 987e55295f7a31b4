"""Why two entities are not one: the sieve's verdict on their names."""

from __future__ import annotations

from pathlib import Path

from textual import work
from textual.binding import Binding
from textual.content import Content

from annotate.annotation import Entity
from annotate.evidence import explain
from annotate.text import visible
from tui.screens.text import TextScreen

_SAYS = {
    "merge": "By their names alone they would be one; something in this text keeps them apart.",
    "suggest": "Perhaps they are one: the names alone do not decide it.",
    "apart": "They are kept apart.",
}


class VerdictScreen(TextScreen):
    """What the sieve says about two entities. The alias books are read in the background."""

    BINDINGS = [Binding("W", "dismiss", "close", show=False)]

    def __init__(self, one: Entity, other: Entity, books: tuple[Path, ...]) -> None:
        self._title = Content.assemble((f"{visible(one.name)} · {visible(other.name)}", "bold"))
        super().__init__(Content.assemble(self._title, "\n\n…"))
        self._one, self._other, self._books = one, other, books

    def on_mount(self) -> None:
        """Ask the sieve."""
        self._ask()

    @work(thread=True)
    def _ask(self) -> None:
        # Here and not above: the reader opens without the sieve and the books.
        from annotate.book import load
        from annotate.resolve import why

        label = self._one.label if self._one.label == self._other.label else None
        verdict = why(self._one.name, self._other.name, load(self._books), label)
        content = Content.assemble(
            self._title,
            f"\n\n{_SAYS[verdict.verdict]}\n",
            (explain(verdict.evidence), "bold"),
            ("\n\nEsc closes this.", "$quiet"),
        )
        self.app.call_from_thread(self.show, content)
