"""All of it in one process."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotate.book import Book
from annotate.corpus.bearer import Bearer, Decision
from annotate.corpus.blocking import block
from annotate.corpus.connecting import connect
from annotate.corpus.groups import Resolved
from annotate.corpus.scoring import score


def resolve(bearers: Iterable[Bearer], book: Book, decisions: Sequence[Decision] = ()) -> Resolved:
    """The entities of a corpus, in whatever order its bearers come."""
    bearers = tuple(bearers)
    return connect(bearers, score(block(bearers, book), book), book, decisions)
