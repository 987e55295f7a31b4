"""Who gets the keys that no widget took: a mode while one is open, then the digits of a count, then the bindings."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import events
from textual.widget import Widget

from annotate.query import Index
from tui.field import typed
from tui.mode import Letter, Mode

if TYPE_CHECKING:
    from tui.choice import Choice, ChoiceBar
    from tui.picker import Picker, Wanted
    from tui.prompt import Prompt, Question
    from tui.screens.reader import ReaderScreen

LONGEST_COUNT = 6


class Keys:
    """The keys of a reader, and what is asked for in the place of its status line.

    The widgets that ask are made by :meth:`prepare`, once the text stands on the screen.
    """

    prompt: Prompt
    picker: Picker
    bar: ChoiceBar

    def __init__(self, reader: ReaderScreen) -> None:
        self.prepared = asyncio.Event()
        self.mode: Mode | None = None
        self._reader = reader
        self._focus_before: Widget | None = None
        self._typed = ""  # the digits before a command

    async def prepare(self) -> None:
        """Make the widgets that ask."""
        from tui.choice import ChoiceBar
        from tui.picker import Picker
        from tui.prompt import Prompt

        self.prompt, self.picker, self.bar = Prompt(self.end), Picker(self.end), ChoiceBar(self.end)
        await self._reader.mount(self.prompt, self.picker, self.bar)
        self.prepared.set()

    def wait_for_letter(self, shown: str, take: Callable[[str], None]) -> None:
        """Give the next letter typed to ``take``; show that it is waited for."""
        self.begin(Letter(take, self.end))
        self._reader.status.set_count(shown)

    def ask(self, question: Question) -> None:
        """Ask for a line of text."""
        self._open(self.prompt)
        self.prompt.ask(question)

    def choose(self, choice: Choice) -> None:
        """Ask for one of some keys."""
        self._open(self.bar)
        self.bar.ask(choice)

    def pick(self, wanted: Wanted, index: Index) -> None:
        """Ask for one of an index's entities."""
        self._open(self.picker)
        self.picker.ask(wanted, index)

    def begin(self, mode: Mode) -> None:
        """Give the keys to a mode until it ends."""
        self.end()
        self.mode, self._focus_before = mode, self._reader.focused

    def end(self) -> None:
        """The keys are the bindings' again, and the focus is where it was, unless it has gone elsewhere since."""
        mode, self.mode = self.mode, None
        reader = self._reader
        reader.remove_class("-asking")
        reader.status.set_count("")
        if mode is None:
            return
        mode.close()
        if isinstance(mode, Widget) and reader.focused is not None and mode in reader.focused.ancestors:
            reader.set_focus(self._focus_before)

    async def take(self, event: events.Key) -> bool:
        """Take a key of the mode, or a digit before a command; whether it was one."""
        character = typed(event)
        if self.mode is not None:
            await self.mode.take(event.key, character)
            return True
        if character.isascii() and character.isdecimal():
            self._typed = str(int(self._typed + character))[:LONGEST_COUNT]
            self._reader.status.set_count(self._typed)
            return True
        if event.key == "escape" and self._typed:
            self.count()
            return True
        return False

    def count(self) -> int | None:
        """The number that was typed, which is used by that; None without one."""
        count, self._typed = self._typed, ""
        self._reader.status.set_count("")
        return int(count) if count else None

    def _open(self, mode: Mode) -> None:
        """Let a mode take the place of the status line."""
        self.begin(mode)
        self._reader.add_class("-asking")
        self._reader.call_after_refresh(self._reader.keep_current_visible)
