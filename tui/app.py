"""The reader as a Textual application."""

from __future__ import annotations

import gc
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.app import SystemCommand
from textual.screen import Screen

from annotate.opener import Opened, Opener
from annotate.recognize.client import Worker
from annotate.sources.choices import Several
from annotate.store import Store
from tui import first_screen
from tui.actions import MISTAKES, of_scope
from tui.documents.desk import Desk
from tui.field import Field, typed
from tui.kept import KeptLines
from tui.screens.lines import LinesScreen
from tui.screens.reader import ReaderScreen
from tui.themed import Themed

if TYPE_CHECKING:
    from tui.concordance import Place


class AkaApp(Themed[None]):
    """The reader. Its screens do the work; the application brings the palette, and goes from one document to the next.

    Without a reader it begins with the list of documents.
    """

    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"

    def __init__(
        self,
        reader: ReaderScreen | None,
        store: Store,
        desk: Desk | None = None,
        notices: tuple[str, ...] = (),
    ) -> None:
        super().__init__(store)
        self.desk = desk or Desk(store)
        self._notices = notices
        self._documents: Screen[None] | None = None
        if reader is not None and reader not in [lying.reader for lying in self.desk.open]:
            self.desk.put(reader.session.document.source, reader)

    def get_default_screen(self) -> Screen[None]:
        """The reader, or the list, is the first screen."""
        return self.desk.open[0].reader if self.desk.open else self._list()

    def end(self, number: int) -> None:
        """Leave, with the reading position kept."""
        for screen in self.screen_stack:
            if isinstance(screen, ReaderScreen):
                screen.save_place()
        super().end(number)

    def on_unmount(self) -> None:
        """Close the library."""
        self.desk.librarian.close()

    async def show_documents(self) -> None:
        """Go to the list of documents."""
        await self.show(self._list())

    async def show(self, screen: Screen[None]) -> None:
        """Go to another screen, in the place of the one that is shown; both stay as they are.

        Textual keeps the first screen under the others, and cannot put one in its place.
        """
        first = self.screen_stack[0]
        if screen is not first and not self.is_screen_installed(screen):
            self.install_screen(screen, f"screen-{id(screen)}")
        if screen is self.screen:
            return
        if isinstance(self.screen, ReaderScreen):
            self.screen.leave()
        if screen is first:
            await self.pop_screen()
        elif self.screen is first:
            await self.push_screen(screen)
        else:
            await self.switch_screen(screen)
        for reader in self.desk.clear():
            if reader is not first:
                self.uninstall_screen(reader)
                await reader.remove()

    async def read_at(self, place: Place) -> None:
        """Go to a place in another document, which is opened. Raises AkaError where it cannot be read."""
        source = await self.desk.librarian.source(place.sha256)
        reader = await self.desk.fetch(source, place.sha256)
        await self.show(reader)
        reader.focus_article()
        reader.jump(place.span)

    def _list(self) -> Screen[None]:
        if self._documents is None:
            from tui.documents.screen import DocumentsScreen  # which the start on a text can do without

            self._documents = DocumentsScreen(self.desk, self._notices)
        return self._documents

    async def on_event(self, event: events.Event) -> None:
        """What is typed for the text, a list or a field is done here and now, one after the other.

        On its way through the queues of the widgets it could be overtaken by what was typed after it.
        """
        if isinstance(event, events.Paste) and isinstance(field := self.focused, Field):
            field.paste(event.text)
            return
        if isinstance(event, events.Key) and not event.is_forwarded:
            focused = self.focused
            if focused is None or isinstance(focused, KeptLines | Field):
                if await self._check_bindings(event.key, priority=True):
                    return
                event._set_forwarded()
        await super().on_event(event)

    async def on_key(self, event: events.Key) -> None:
        """Keys that no widget took, in the order in which they were typed, before the bindings get them.

        The next key waits until a correction is kept; the screen is painted by other tasks meanwhile.
        """
        focused, screen = self.focused, self.screen
        in_mode = isinstance(screen, ReaderScreen) and screen.keys.mode is not None
        if isinstance(focused, Field) and not in_mode:
            taken = await focused.press(event.key, typed(event))
        else:
            taken = isinstance(screen, ReaderScreen | LinesScreen) and await screen.take_key(event)
        if taken:
            event.prevent_default()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The actions of the registry, for the palette."""
        if not isinstance(screen, ReaderScreen):
            return
        for action in of_scope("reader"):
            name = action.does[0].upper() + action.does[1:]
            yield SystemCommand(name, action.shown, partial(screen.action_perform, action.id))
        yield SystemCommand(
            "Choose a theme", "dark, light, contrast, or the terminal's colours", self.search_themes
        )


def run(
    store: Store,
    opener: Opener,
    *,
    opened: Opened | None,
    worker: Worker | None = None,
    several: Several | None = None,
    notices: tuple[str, ...] = (),
) -> int:
    """Open the reader on a text, or without one on the list of documents, and return the exit status.

    ``worker`` is one that the text was submitted to as a stream, where its names are still to be found. ``several`` is
    what there is to choose from; for None that is the library. ``notices`` are sentences to show first.
    """
    notices = (*notices, *MISTAKES)
    desk = Desk(store, opener, several)
    reader = desk.lay(opened.document.source, opened, worker, notices) if opened is not None else None
    app = AkaApp(reader, store, desk, notices)
    first_screen.hand_over()
    app.run()
    gc.disable()
    gc.freeze()  # nor at the end, where the system takes it all at once
    return app.return_code or 0
