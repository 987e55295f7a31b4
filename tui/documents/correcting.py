"""A correction in a document that is not on the screen: the same decision that its reader would make and keep."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annotate.decisions import Decision
from annotate.query import Index
from annotate.store import Journal
from tui.correcting.about import About, of_spans
from tui.record import Record
from tui.trail import Extent

if TYPE_CHECKING:
    from annotate.library import Library

Make = Callable[[About], Decision | None]


class Corrected(NamedTuple):
    """In how many documents how many mentions were corrected."""

    documents: int = 0
    mentions: int = 0


def correct(library: Library, memory: Path, sha256: str, spans: Sequence[Extent], make: Make) -> int:
    """Make a correction on the mentions at some spans of a text of the library, write it into the text's journal (in
    the database ``memory``), and index what comes of it; how many mentions it is about.

    Raises CannotKeep and NoLibrary.
    """
    annotation = library.annotation(sha256)
    if annotation is None:
        return 0
    journal = Journal(annotation.document, memory)
    try:
        record = Record(annotation)
        record.replay(journal.read())
        about = of_spans(Index(record.history.annotation), spans)
        decision = make(about) if about.parts else None
        if decision is None:
            return 0
        record.replay(journal.append("do", decision))
        library.add(record.history.annotation)
        return len(about.mentions)
    finally:
        journal.close()
