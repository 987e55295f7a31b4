"""Searching the text: asking what for, showing the hits while it is typed, and following them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from annotate.query import search
from tui.trail import Extent, Trail

if TYPE_CHECKING:
    from tui.screens.reader import ReaderScreen

# In texts up to this many characters the hits of a search show while it is typed, in longer ones after Enter.
WHILE_TYPED = 200_000
# A longer text is searched in the background.
AT_ONCE = 1_000_000


class Searching:
    """The searches of a reader."""

    def __init__(self, reader: ReaderScreen) -> None:
        self._reader = reader
        self._backward = False
        self._top = 0  # where the search was asked for

    def ask(self, *, backward: bool) -> None:
        """Ask what to search for."""
        from tui.prompt import Question

        self._backward, self._top = backward, self._reader.article.top_offset
        self._reader.keys.ask(
            Question("?" if backward else "/", self._entered, changed=self._typed, left=self._restore)
        )

    def _typed(self, query: str) -> None:
        text, article = self._reader.session.document.text, self._reader.article
        if len(text) > WHILE_TYPED:
            return
        trail = Trail("search", "", search(text, query))
        hits = len(trail)
        tally = "not found" if hits == 0 else f"{hits} hit{'' if hits == 1 else 's'}"
        self._reader.keys.prompt.tell(tally if query.strip() else "")
        article.set_hits(trail.spans)
        step = trail.walk(-1 if self._backward else 1, after=None, top=self._top)
        if step is not None:
            article.go_to(trail.spans[step.place][0], where="visible")

    async def _entered(self, query: str) -> None:
        self._restore()
        text = self._reader.session.document.text
        if len(text) <= AT_ONCE:
            self._found(query, search(text, query), self._backward)
        else:
            self._reader.say("Searching …")
            self._reader.run_worker(self._search(query, self._backward), exclusive=True, group="search")

    async def _search(self, query: str, backward: bool) -> None:
        hits = await asyncio.to_thread(search, self._reader.session.document.text, query)
        self._found(query, hits, backward)

    def _found(self, query: str, hits: tuple[Extent, ...], backward: bool) -> None:
        session = self._reader.session
        if session.follow_search(query, hits, backward=backward):
            self._reader.walk(session.trail, session.direction)
        elif query.strip():
            self._reader.say(f"“{query}” is not in this text.")

    def _restore(self) -> None:
        """Go back to where the search was asked for."""
        reader = self._reader
        reader.focus_article()
        reader.article.go_to(self._top, where="top")
        reader.show_trail()
