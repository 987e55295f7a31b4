"""The decisions: all that a person has said of this document, the last first."""

from __future__ import annotations

from annotate.decisions import Apart, Batch, Decision, Target
from annotate.edits import History, describe
from annotate.evidence import day
from tui.screens.listing import ListScreen, Row
from tui.trail import Extent


class DecisionsScreen(ListScreen[Extent | None]):
    """What was decided, first what no longer fits the text. Dismissed with the place to go to, or None."""

    BINDINGS = [("L", "dismiss", "")]

    def __init__(self, history: History) -> None:
        lost, made = history.unfit[::-1], history.annotation.decisions[::-1]
        rows = [_row(decision, fits=False) for decision in lost] + [
            _row(decision, fits=True) for decision in made
        ]
        self._places = (*(None for _ in lost), *map(_place, made))
        count = len(rows)
        heading = f"{count} decision{'' if count == 1 else 's'}" if count else "Nothing was decided yet."
        if lost:
            heading += f", {len(lost)} of them {'does' if len(lost) == 1 else 'do'} not fit this text"
        super().__init__(heading, "Enter go there  Esc close", rows)

    async def action_enter(self) -> None:
        """Go to the place that was decided about."""
        place = self._places[self.list.cursor] if self._places else None
        if place is None:
            self.tell("There is no place in this text to go to.")
        else:
            self.dismiss(place)


def _row(decision: Decision, *, fits: bool) -> Row:
    said = describe(decision)
    said = said[:1].upper() + said[1:]
    lost = "" if fits else " It does not fit this text: what it was about is not there any more."
    return Row(
        day(decision.when) if fits else "✗ no longer fits",
        said,
        f"{day(decision.when)} {said}.{lost}".strip(),
        not fits,
    )


def _place(decision: Decision) -> Extent | None:
    """Where the first of what was decided about stands."""
    while isinstance(decision, Batch):
        if not decision.decisions:
            return None
        decision = decision.decisions[0]
    target: Target = decision.one if isinstance(decision, Apart) else decision.what
    first = target.anchors[0] if target.anchors else None
    return (first.start, first.end) if first else None
