"""A line to type in that takes keys in the order in which they were typed, whoever has the focus by then."""

from __future__ import annotations

from textual import events
from textual.widgets import Input


class Field(Input):
    """An input whose Enter is done at once.

    Textual sends a key to the widget that has the focus when it arrives, and Enter through the queues of all
    its parents. Somebody who types ahead would find the keys after Enter in the field that it has left.
    """

    def on_key(self, event: events.Key) -> None:
        """Take Enter here and now; let go of keys that came for the field and belong to what follows it."""
        if self.screen.focused is not self:
            event.prevent_default()
        elif event.key == "enter":
            event.stop()
            event.prevent_default()
            self.entered()

    async def action_submit(self) -> None:
        """Enter, from the bindings."""
        self.entered()

    def entered(self) -> None:
        """What Enter does."""
        raise NotImplementedError
