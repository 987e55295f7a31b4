"""Why two entities are not one: the sieve's verdict on their names."""

from __future__ import annotations

from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from annotate.annotation import Entity
from annotate.book import load
from annotate.evidence import explain
from annotate.resolve import why
from annotate.text import visible

_SAYS = {
    "merge": "By their names alone they would be one; something in this text keeps them apart.",
    "suggest": "Perhaps they are one: the names alone do not decide it.",
    "apart": "They are kept apart.",
}


class VerdictScreen(ModalScreen[None]):
    """What the sieve says about two entities. The alias books are read in the background."""

    BINDINGS = [Binding("escape,q,enter,W", "dismiss", "close", show=False)]
    DEFAULT_CSS = """
    VerdictScreen {
        align: center middle;
        & Vertical { width: 70; max-width: 100%; height: auto; max-height: 100%; background: $panel; padding: 1 2; }
    }
    """

    def __init__(self, one: Entity, other: Entity, books: tuple[Path, ...]) -> None:
        super().__init__()
        self._one, self._other, self._books = one, other, books

    def compose(self) -> ComposeResult:
        """The two names; the verdict comes below them."""
        with Vertical():
            yield Static(f"{visible(self._one.name)}  ·  {visible(self._other.name)}", markup=False)
            yield Static("…", id="verdict", markup=False)

    def on_mount(self) -> None:
        """Ask the sieve."""
        self._ask()

    @work(thread=True)
    def _ask(self) -> None:
        label = self._one.label if self._one.label == self._other.label else None
        verdict = why(self._one.name, self._other.name, load(self._books), label)
        content = Content.assemble(
            f"\n{_SAYS[verdict.verdict]}\n",
            (explain(verdict.evidence), "bold"),
            ("\n\nEsc closes this.", "$quiet"),
        )
        self.app.call_from_thread(self._tell, content)

    def _tell(self, content: Content) -> None:
        self.query_one("#verdict", Static).update(content)
