"""A line to type in that takes keys in the order in which they were typed, whoever has the focus by then."""

from __future__ import annotations

from textual import events
from textual.binding import Binding
from textual.widgets import Input

_EDITING = {
    key: binding.action
    for binding in Input.BINDINGS
    if isinstance(binding, Binding)
    for key in binding.key.split(",")
}


class Field(Input):
    """An input whose every key is done at once.

    Textual sends a key to the widget that has the focus when it arrives, and those that are no letters on through the
    queues of all its parents. For somebody who types ahead, the letters would overtake them.
    """

    async def on_key(self, event: events.Key) -> None:
        """Take the keys that are no letters here and now; let go of those that belong to what follows the line."""
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
        elif key in _EDITING:
            await self.run_action(_EDITING[key])
        else:
            return False
        return True

    def insert_text_at_cursor(self, text: str) -> None:
        """Insert a text, in the place of what is selected, as keys do that come here by themselves."""
        self.replace(text, *self.selection)

    async def action_submit(self) -> None:
        """Enter, from the bindings."""
        await self.entered()

    async def entered(self) -> None:
        """What Enter does."""
        raise NotImplementedError

    def left(self) -> bool:
        """What Escape does here and now; false leaves it to the screen."""
        return False
