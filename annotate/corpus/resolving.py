"""All of it in one process."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from annotate.book import Book
from annotate.corpus.bearer import Bearer, Decision
from annotate.corpus.blocking import meeting
from annotate.corpus.connecting import connected
from annotate.corpus.groups import Resolved
from annotate.corpus.reading import read
from annotate.corpus.scoring import score


def resolve(bearers: Iterable[Bearer], book: Book, decisions: Sequence[Decision] = ()) -> Resolved:
    """The entities of a corpus, in whatever order its bearers come."""
    with _uncollected():
        readings = read(bearers, book)
        links = score(meeting({form for reading in readings for form in reading.offers}, book), book)
        return connected(readings, links, book, decisions)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let nothing look for cycles of garbage: there are none, and a third of the time would go into that."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
