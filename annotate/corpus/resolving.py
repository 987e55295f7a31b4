"""All of it in one process, or with the pairs judged elsewhere."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from annotate.book import Book
from annotate.corpus.bearer import Bearer, Decision
from annotate.corpus.blocking import Pair, meeting
from annotate.corpus.connecting import connected
from annotate.corpus.groups import Resolved
from annotate.corpus.reading import read
from annotate.corpus.scoring import Link, score


def resolve(
    bearers: Iterable[Bearer],
    book: Book,
    decisions: Sequence[Decision] = (),
    *,
    judge: Callable[[Sequence[Pair]], Iterable[Link]] | None = None,
) -> Resolved:
    """The entities of a corpus, in whatever order its bearers come. ``judge`` is who else scores pairs with the book,
    such as other machines."""
    with _uncollected():
        readings = read(bearers, book)
        judge = judge or partial(score, book=book)
        # The pairs get no name here: a tenth of all that is in memory goes with them.
        links = judge(meeting({form for reading in readings for form in reading.offers}, book))
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
