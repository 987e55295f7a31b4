"""The library, as the commands open it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from annotate.cli.terminal import clear_progress, say, show_progress
from annotate.library import Library

EMPTY = (
    "The library is empty. What is opened in the reader comes into it, and what `aka library add` is given."
)


@contextmanager
def opened() -> Iterator[Library]:
    """The library; what it has to say is said in the end."""
    with Library() as library:
        try:
            yield library
        finally:
            for notice in library.notices:
                say(notice)


def gather(library: Library) -> None:
    """Find out who is one in all texts, and let a person who watches know."""
    show_progress("Finding who is one in all texts …")
    library.gather()
    clear_progress()
