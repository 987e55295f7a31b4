"""What an action of the reader is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import Any, Literal, NamedTuple

Scope = Literal["reader", "sidebar", "documents"]
Section = Literal["Read", "Find", "Names", "Correct", "Document", "aka"]

SECTIONS: tuple[Section, ...] = ("Read", "Find", "Names", "Correct", "Document", "aka")


class Action(NamedTuple):
    """One thing to do.

    ``command`` is what does it, a function of :mod:`tui.commands` ("reading.line_down"), imported when it is first
    done: the reader's start would be a fifth longer. ``keys`` are as Textual names them, ``shown`` as people read them;
    ``hint`` is the word in the footer, empty for an action that is not shown there. An action of the scope ``sidebar``
    counts while the sidebar has the focus, and goes before a reader's one with the same key; one of the scope
    ``documents`` is for the list of documents.
    """

    id: str
    command: str
    keys: str
    shown: str
    does: str
    section: Section
    hint: str = ""
    scope: Scope = "reader"

    @property
    def do(self) -> Callable[[Any, int | None], Awaitable[None] | None]:
        """Do it on the screen of its scope (in a reader, or in the list), with the number that was typed before."""
        module, _, name = self.command.partition(".")
        function: Callable[[Any, int | None], Awaitable[None] | None]
        function = getattr(import_module(f"tui.commands.{module}"), name)
        return function
