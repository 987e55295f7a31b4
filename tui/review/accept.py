"""What would be accepted, before it is."""

from __future__ import annotations

from collections.abc import Sequence

from annotate.review import Item
from tui.screens.listing import ListScreen, Row


class AcceptScreen(ListScreen[bool]):
    """Questions with a score from some bound on. Dismissed with true when all are to be answered with yes."""

    def __init__(self, items: Sequence[Item], score: float) -> None:
        count = len(items)
        rows = [Row(f"{item.score:.2f}", item.question, f"{item.question} {item.evidence}") for item in items]
        said = "this question, which scores" if count == 1 else f"these {count} questions, which score"
        super().__init__(
            f"Yes to {said} {score:.2f} or more?",
            "Enter yes to all  Esc leave them",
            rows,
        )

    async def action_enter(self) -> None:
        """Yes to all."""
        self.dismiss(True)
