"""The document as a whole, and aka itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.screens.export import ExportScreen
from tui.screens.help import HelpScreen

if TYPE_CHECKING:
    from tui.screens.reader import ReaderScreen

_LONGEST_SHOWN = 60


def copy(reader: ReaderScreen, _: int | None) -> None:
    """Copy the selected text, else the current mention, else the selected entity's name."""
    session = reader.session
    span = reader.article.selected_span or session.span
    text = session.document.text[slice(*span)] if span else session.entity.name if session.entity else ""
    if not text:
        reader.say("Nothing to copy: select text with the mouse, or go to a name. (q quits.)")
        return
    reader.app.copy_to_clipboard(text)
    shown = " ".join(text.split())
    reader.say(f"Copied “{shown[:_LONGEST_SHOWN]}{'…' if len(shown) > _LONGEST_SHOWN else ''}”. (q quits.)")


def export(reader: ReaderScreen, _: int | None) -> None:
    """Write the annotation in a format of the reader's choice."""
    session = reader.session
    if session.complaint:
        reader.say("The names are not all there, so that nothing can be exported. Open the text again.")
    elif session.finding:
        reader.say("The names are still being found; export when they are.")
    else:
        reader.app.push_screen(ExportScreen(session.index.annotation, reader.store), reader.say)


def theme(reader: ReaderScreen, _: int | None) -> None:
    """The next theme."""
    names = list(reader.app.available_themes)
    reader.app.theme = names[(names.index(reader.app.theme) + 1) % len(names)]
    reader.say(f"Theme {reader.app.theme.removeprefix('aka-')}.")


def palette(reader: ReaderScreen, _: int | None) -> None:
    """Open the palette."""
    reader.app.action_command_palette()


def help_(reader: ReaderScreen, _: int | None) -> None:
    """Show the keys."""
    reader.app.push_screen(HelpScreen(reader.actions, reader.scope))


def quit_(reader: ReaderScreen, _: int | None) -> None:
    """Leave; the reading position is kept."""
    reader.save_place()
    reader.app.exit()


def suspend(reader: ReaderScreen, _: int | None) -> None:
    """Give the terminal back to the shell until `fg`."""
    if reader.app.is_web:
        reader.say("A tab of a browser has no shell to go back to.")
        return
    reader.save_place()
    reader.app.action_suspend_process()
