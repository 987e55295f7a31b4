"""Walking the trail, and choosing what it leads along."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.screens.reader import ReaderScreen

NO_ENTITY = "Go to a name first: n goes to one, or Tab and an arrow key."


def next_(reader: ReaderScreen, count: int | None) -> None:
    """Go on along the trail."""
    reader.walk(reader.session.trail, (count or 1) * reader.session.direction)


def previous(reader: ReaderScreen, count: int | None) -> None:
    """Go back along the trail."""
    reader.walk(reader.session.trail, -(count or 1) * reader.session.direction)


def next_mention(reader: ReaderScreen, count: int | None) -> None:
    """Go to the next mention of anything."""
    reader.walk(reader.session.every_mention, count or 1)


def previous_mention(reader: ReaderScreen, count: int | None) -> None:
    """Go to the mention before."""
    reader.walk(reader.session.every_mention, -(count or 1))


def follow(reader: ReaderScreen, count: int | None) -> None:
    """Follow the selected entity forward."""
    _follow(reader, count or 1)


def follow_back(reader: ReaderScreen, count: int | None) -> None:
    """Follow the selected entity backward."""
    _follow(reader, -(count or 1))


def _follow(reader: ReaderScreen, steps: int) -> None:
    if reader.session.follow(reader.session.selected):
        reader.walk(reader.session.trail, steps)
    else:
        reader.say(NO_ENTITY)


def search(reader: ReaderScreen, _: int | None) -> None:
    """Ask what to search for."""
    reader.searching.ask(backward=False)


def search_back(reader: ReaderScreen, _: int | None) -> None:
    """Ask what to search for, backward."""
    reader.searching.ask(backward=True)


def cancel(reader: ReaderScreen, _: int | None) -> None:
    """Take back the last thing that was opened, typed or chosen, one a key press."""
    session, sidebar = reader.session, reader.sidebar
    if reader.in_names and sidebar.filter.value:
        sidebar.filter.value = ""
        reader.set_focus(sidebar.list)
    elif reader.in_names:
        reader.focus_article()
    elif sidebar.filter.value:
        sidebar.filter.value = ""
    elif reader.article.selected_span is not None:
        reader.clear_selection()
    elif session.trail.kind != "mentions":
        session.follow_everything()
        reader.show_trail()
    elif session.span is not None or session.selected:
        session.span, session.selected = None, ""
        reader.show_selection()
    else:
        session.marks.clear()
        reader.show_marks()
