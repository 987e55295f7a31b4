"""The library, as the commands open it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from annotate.cli.terminal import clear_progress, say, show_progress
from annotate.library import Library

if TYPE_CHECKING:
    from annotate.library.gathering import Judge

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


def gather(library: Library, judge: Judge | None = None) -> None:
    """Find out who is one in all texts, and let a person who watches know; ``judge`` as for the library's own."""
    show_progress("Finding who is one in all texts …")
    library.gather(judge)
    clear_progress()
