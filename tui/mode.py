"""What a mode of the reader is: something that takes the keys before the registry's actions do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Mode(Protocol):
    """One thing that is open: a letter that is waited for, a line to type in, a choice, the caret.

    A screen has at most one. It gets the keys that no widget took, one after the other, in the order of typing.
    """

    async def take(self, key: str, character: str) -> None:
        """A key (as Textual names it) and the character that it prints, empty for none."""

    def close(self) -> None:
        """Something else is to be done now."""


class Letter:
    """Waits for one letter, which ends it."""

    def __init__(self, take: Callable[[str], None], ended: Callable[[], None]) -> None:
        self._take, self._ended = take, ended

    async def take(self, key: str, character: str) -> None:
        """Give the letter on; any other key only ends it."""
        self._ended()
        if character:
            self._take(character)

    def close(self) -> None:
        """Nothing is left to be closed."""
