"""A line to type in that takes keys in the order in which they were typed, whoever has the focus by then."""

from __future__ import annotations

from textual import events
from textual.widgets import Input


class Field(Input):
    """An input whose Enter and Escape are done at once.

    Textual sends a key to the widget that has the focus when it arrives, and Enter through the queues of all
    its parents. Somebody who types ahead would find the keys after Enter in the field that it has left.
    """

    async def on_key(self, event: events.Key) -> None:
        """Take what ends the line here and now; let go of keys that came for it and belong to what follows it."""
        if self.screen.focused is not self:
            event.prevent_default()
        elif await self.take(event.key):
            event.stop()
            event.prevent_default()

    async def take(self, key: str) -> bool:
        """Do what a key that is no letter does in this line; whether it does anything."""
        if key == "enter":
            await self.entered()
        elif key == "escape":
            return self.left()
        else:
            return False
        return True

    async def action_submit(self) -> None:
        """Enter, from the bindings."""
        await self.entered()

    async def entered(self) -> None:
        """What Enter does."""
        raise NotImplementedError

    def left(self) -> bool:
        """What Escape does here and now; false leaves it to the screen."""
        return False
