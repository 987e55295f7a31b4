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


def typed(event: events.Key) -> str:
    """The character that a key prints; empty for none."""
    return event.character if event.character and event.character.isprintable() else ""


class Field(Input):
    """An input that is told what is typed, one key after the other.

    Textual sends a key to the widget that has the focus when it arrives, and those that are no letters on through the
    queues of all its parents. For somebody who types ahead, the letters would overtake them.
    """

    async def press(self, key: str, character: str) -> bool:
        """Take a key, with the character that it prints; whether it does anything in this line."""
        if await self.take(key):
            return True
        if character:
            self.replace(character, *self.selection)
        return bool(character)

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

    def paste(self, text: str) -> None:
        """Insert the first line of a text."""
        self.replace(next(iter(text.splitlines()), ""), *self.selection)

    async def action_submit(self) -> None:
        """Enter, from the bindings."""
        await self.entered()

    async def entered(self) -> None:
        """What Enter does."""
        raise NotImplementedError

    def left(self) -> bool:
        """What Escape does here and now; false leaves it to the screen."""
        return False
