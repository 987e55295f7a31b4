"""The candidates for an entity's reference, from the service that was named: Enter keeps one."""

from __future__ import annotations

import asyncio
from threading import Thread

from annotate.annotation import Entity
from annotate.errors import AkaError
from annotate.reconcile import Candidate, Service, query_of
from annotate.text import one_line
from tui.screens.listing import ListScreen, Row


class CandidatesScreen(ListScreen[str | None]):
    """What the service answers, when it does. Dismissed with the id of a candidate, or None."""

    BINDINGS = [("Q", "dismiss", "")]

    def __init__(self, service: Service, entity: Entity) -> None:
        name = one_line(entity.name)
        super().__init__(f"Asking for {name} …", "Enter keeps it as the reference  Esc close")
        self._service, self._entity, self._name = service, entity, name
        self._candidates: list[Candidate] = []

    def on_mount(self) -> None:
        """Ask."""
        super().on_mount()
        # A thread of our own, for which the end of the reader does not wait.
        Thread(target=self._ask, args=(asyncio.get_running_loop(),), daemon=True).start()

    def on_unmount(self) -> None:
        """Wait for no answer."""
        self._service.close()

    def _ask(self, loop: asyncio.AbstractEventLoop) -> None:
        try:
            ((_, answer),) = self._service.candidates([query_of(self._entity)])
        except AkaError as error:
            answer = error
        try:
            loop.call_soon_threadsafe(self._answered, answer)
        except RuntimeError:  # the reader has ended
            return

    def _answered(self, answer: list[Candidate] | AkaError) -> None:
        if not self.is_mounted:
            return
        if isinstance(answer, AkaError):
            self.set_rows(f"No answer for {self._name}", (), one_line(str(answer)))
            return
        self._candidates = answer
        count = len(answer)
        found = f"{count} candidate{'' if count == 1 else 's'}" if answer else "Nothing is found"
        self.set_rows(f"{found} for {self._name}", [_row(candidate) for candidate in answer])

    async def action_enter(self) -> None:
        """Keep the candidate under the cursor."""
        if self._candidates:
            self.dismiss(self._candidates[self.list.cursor].id)


def _row(candidate: Candidate) -> Row:
    """All of it has been made one line without controls when it came."""
    about = " · ".join(filter(None, (candidate.name, candidate.description)))
    score = "" if candidate.score is None else f"score {candidate.score:g}"
    sure = "the service is sure" if candidate.match else ""
    detail = " · ".join(filter(None, (candidate.id, about, ", ".join(candidate.types), score, sure)))
    return Row(candidate.id, about, detail, dim=False)
