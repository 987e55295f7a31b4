"""The watch lists, into which the reader looks once all names are there."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from annotate.annotation import Annotation
from annotate.watchlists.keeping import any_kept

if TYPE_CHECKING:
    from annotate.watchlists.watch import Watch
    from tui.screens.reader import ReaderScreen


async def watch(reader: ReaderScreen) -> None:
    """Show what is on the lists, and say how much that is. Nobody without a list waits for anything."""
    if not any_kept():
        return
    session = reader.session
    lists = await asyncio.to_thread(_opened, reader, session.history.annotation)
    session.hold_against(lists.matched)
    reader.show_names()
    reader.say(
        " ".join(filter(None, (reader.status.notice, *lists.problems, _tally(len(session.index.matches_of)))))
    )


def _opened(reader: ReaderScreen, annotation: Annotation) -> Watch:
    """The lists, with the names of the annotation looked up: they are remembered."""
    from annotate.watchlists.watch import (
        Watch,  # the books and the rules, which the reader's start can do without
    )

    lists = Watch(reader.books)
    lists.matched(annotation)
    return lists


def _tally(names: int) -> str:
    if not names:
        return ""
    return f"{names} {'name is' if names == 1 else 'names are'} on watch lists: F is:listed shows them."
