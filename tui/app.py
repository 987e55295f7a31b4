"""The reader as a Textual application."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from textual import events
from textual.app import SystemCommand
from textual.screen import Screen
from textual.widgets import Input

from annotate.annotation import Annotation, Document
from annotate.recognize.client import Worker
from annotate.sources.blocks import blocks_of
from annotate.store import Store
from tui import first_screen
from tui.actions import ACTIONS
from tui.kept import KeptLines
from tui.screens.reader import ReaderScreen
from tui.session import Session
from tui.stream import Stream
from tui.themed import Themed


class AkaApp(Themed[None]):
    """The reader. Its screens do the work; the application brings the palette."""

    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"

    def __init__(self, reader: ReaderScreen, store: Store) -> None:
        super().__init__(store)
        self._reader = reader

    def get_default_screen(self) -> Screen[None]:
        """The reader is the first screen."""
        return self._reader

    def end(self, number: int) -> None:
        """Leave, with the reading position kept."""
        self._reader.save_place()
        super().end(number)

    async def on_event(self, event: events.Event) -> None:
        """A key goes from the text, or from a list, at once to the bindings.

        On its way up it would wait in the queue of each widget around them, of which none wants it.
        """
        if isinstance(event, events.Key) and not event.is_forwarded and isinstance(self.focused, KeptLines):
            if await self._check_bindings(event.key, priority=True):
                return
            event._set_forwarded()
        await super().on_event(event)

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
    gc.freeze()  # what a document is made of is not looked through for garbage while somebody reads
    app.run()
    gc.disable()
    gc.freeze()  # nor at the end, where the system takes it all at once
    return app.return_code or 0
