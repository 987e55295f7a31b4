"""The reader as a Textual application."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from textual import events
from textual.app import App, SystemCommand
from textual.screen import Screen
from textual.theme import Theme
from textual.widgets import Input

from annotate.annotation import Annotation, Document
from annotate.recognize.client import Worker
from annotate.sources.blocks import blocks_of
from annotate.store import Store
from tui import first_screen
from tui.actions import ACTIONS
from tui.screens.reader import ReaderScreen
from tui.session import Session
from tui.stream import Stream
from tui.theme import DARK, TERMINAL, THEMES


class AkaApp(App[None]):
    """The reader. Its screens do the work; the application brings themes and the palette."""

    TITLE = "aka"
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"

    def __init__(self, reader: ReaderScreen, store: Store) -> None:
        no_color = "NO_COLOR" in os.environ
        # Only with the terminal's own colours does Textual leave colours out altogether for NO_COLOR.
        super().__init__(ansi_color=True if no_color else None)
        for name in list(self.available_themes):
            self.unregister_theme(name)
        for theme in THEMES:
            self.register_theme(theme)
        few_colours = self.console.color_system not in ("256", "truecolor")
        chosen = store.setting("theme")
        if no_color or few_colours:
            self.theme = TERMINAL.name
        elif chosen in self.available_themes:
            self.theme = chosen
        else:
            self.theme = DARK.name
        self._store = store
        self._reader = reader

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The colours of mentions, for Textual's themes that do not define them."""
        return DARK.variables

    def get_default_screen(self) -> Screen[None]:
        """The reader is the first screen."""
        return self._reader

    def on_mount(self) -> None:
        """Remember the theme, and leave the terminal as it was when somebody else ends the program."""
        self.theme_changed_signal.subscribe(self, self._theme_changed)
        for number in (signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, self._ended, number)

    def _theme_changed(self, theme: Theme) -> None:
        self._store.keep_setting("theme", theme.name)

    def _ended(self, number: int) -> None:
        self._reader.save_place()
        self.exit(return_code=128 + number)

    async def on_key(self, event: events.Key) -> None:
        """Keys that no widget took, in the order in which they were typed, before the bindings get them.

        A key is sent to the widget that has the focus when it arrives. Where somebody types ahead, that is
        before the key in front of it has opened a field: what is typed then is still meant for the field. The next
        key waits until a correction is kept; the screen is painted by other tasks meanwhile.
        """
        field = self.focused if isinstance(self.focused, Input) else None
        taken = False
        if isinstance(self.screen, ReaderScreen) and (self.screen.keys.mode is not None or field is None):
            taken = await self.screen.take_key(event)
        elif field is not None and event.is_printable and event.character:
            field.insert_text_at_cursor(event.character)
            taken = True
        if taken:
            event.prevent_default()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The actions of the registry, for the palette."""
        if not isinstance(screen, ReaderScreen):
            return
        for action in ACTIONS:
            if action.scope == "reader":
                name = action.does[0].upper() + action.does[1:]
                yield SystemCommand(name, action.shown, partial(screen.action_perform, action.id))
        yield SystemCommand(
            "Choose a theme", "dark, light, contrast, or the terminal's colours", self.search_themes
        )


def run(
    document: Document,
    *,
    store: Store,
    worker: Worker | None = None,
    keep: Callable[[Annotation], None] = lambda annotation: None,
    annotation: Annotation | None = None,
    books: tuple[Path, ...] = (),
    notices: tuple[str, ...] = (),
) -> int:
    """Open the reader on a document and return the exit status.

    ``worker`` is one that the document was submitted to as a stream, and ``keep`` gets what it found in the end;
    without it the names are those of ``annotation``. ``books`` are the user's alias books, ``notices`` sentences to
    show first.
    """
    stream = Stream(worker, keep) if worker is not None else None
    session = Session(document, annotation)
    reader = ReaderScreen(session, blocks_of(document), store, stream=stream, books=books, notices=notices)
    app = AkaApp(reader, store)
    first_screen.hand_over()
    app.run()
    return app.return_code or 0
