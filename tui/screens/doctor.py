"""The doctor: what is wrong in the annotation, with the way there and what would mend it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.binding import Binding

from annotate.book import load
from annotate.check import Problem, problems, unfit
from annotate.edits import History
from tui.correcting.making import now
from tui.screens.listing import ListScreen, Row
from tui.trail import Extent

if TYPE_CHECKING:
    from tui.screens.reader import ReaderScreen


class DoctorScreen(ListScreen[Extent | None]):
    """The problems, looked for in the background. Dismissed with the place to go to, or None."""

    BINDINGS = [
        Binding("K", "dismiss", show=False),
        Binding("f", "fix", show=False),
        Binding("u", "undo", show=False),
    ]

    def __init__(self, reader: ReaderScreen) -> None:
        super().__init__("Looking for what is wrong …", "Enter go there  f fix it  u undo  Esc close")
        self._reader = reader
        self._problems: tuple[Problem, ...] = ()

    def on_mount(self) -> None:
        """Look for problems."""
        super().on_mount()
        self._look("")

    def _look(self, notice: str) -> None:
        """Look for problems in what is there now; show them, and the notice, when they are found."""
        self.run_worker(self._find(self._reader.session.history, notice), exclusive=True)

    async def _find(self, history: History, notice: str) -> None:
        annotation, lost = history.annotation, history.unfit
        found = await asyncio.to_thread(lambda: problems(annotation, load(self._reader.books)))
        self._show_problems((*found, *unfit(lost)), notice)

    def _show_problems(self, found: tuple[Problem, ...], notice: str) -> None:
        self._problems = found
        count = len(found)
        heading = f"{count} problem{'' if count == 1 else 's'}" if count else "Nothing is wrong."
        self.set_rows(heading, [_row(problem) for problem in found], notice)

    async def action_enter(self) -> None:
        """Go to the place of the problem."""
        if self._problems and (spans := self._problems[self.list.cursor].spans):
            self.dismiss(spans[0])
        else:
            self.tell("There is no place in the text to go to.")

    async def action_fix(self) -> None:
        """Apply the fix that is offered."""
        if not self._problems:
            return
        problem = self._problems[self.list.cursor]
        if problem.fix is None:
            self.tell("Only a reader can tell what is right here: Enter goes there.")
            return
        if await self._reader.correcting.do(problem.fix(now()), len(problem.spans)):
            # Taken away at once: what is typed ahead is for the next one.
            self._show_problems(tuple(other for other in self._problems if other is not problem), "")
        self._look(self._reader.status.notice)

    async def action_undo(self) -> None:
        """Undo the last correction."""
        await self._reader.correcting.undo()
        self._look(self._reader.status.notice)


def _row(problem: Problem) -> Row:
    remedy = f" f: {problem.remedy}." if problem.fix else ""
    return Row(problem.kind, problem.sentence, problem.sentence + remedy)
