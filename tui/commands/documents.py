"""The list of documents: going through it, finding in it, opening one; and from a text to the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from tui.app import AkaApp
    from tui.documents.screen import DocumentsScreen
    from tui.screens.reader import ReaderScreen


async def show(reader: ReaderScreen, _: int | None) -> None:
    """Go from a text to the list."""
    await cast("AkaApp", reader.app).show_documents()


def down(documents: DocumentsScreen, _: int | None) -> None:
    """Go down by a row."""
    documents.table.move(1)


def up(documents: DocumentsScreen, _: int | None) -> None:
    """Go up by a row."""
    documents.table.move(-1)


def page_down(documents: DocumentsScreen, _: int | None) -> None:
    """Go down by a screen."""
    documents.table.move(documents.table.page())


def page_up(documents: DocumentsScreen, _: int | None) -> None:
    """Go up by a screen."""
    documents.table.move(-documents.table.page())


def start(documents: DocumentsScreen, _: int | None) -> None:
    """Go to the first."""
    documents.table.move_to_end(last=False)


def end(documents: DocumentsScreen, _: int | None) -> None:
    """Go to the last."""
    documents.table.move_to_end(last=True)


async def open_(documents: DocumentsScreen, _: int | None) -> None:
    """Open the document under the cursor."""
    await documents.open()


def other(documents: DocumentsScreen, _: int | None) -> None:
    """Go to the other part of the list."""
    documents.other_part()


def filter_(documents: DocumentsScreen, _: int | None) -> None:
    """Type a filter."""
    documents.set_focus(documents.field)


def sort(documents: DocumentsScreen, _: int | None) -> None:
    """Sort by the next order."""
    documents.sort_next()


async def back(documents: DocumentsScreen, _: int | None) -> None:
    """Take back what was typed, or go back to the text."""
    await documents.back()
