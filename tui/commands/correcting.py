"""Correcting what the machine said of a mention, of a name, of an entity, or of all that is marked; and undoing it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from tui.choice import Choice, Option
from tui.commands.finding import NO_ENTITY
from tui.correcting import making
from tui.correcting.about import About, choices
from tui.correcting.corrector import Make
from tui.correcting.labels import LETTERS
from tui.correcting.making import now

if TYPE_CHECKING:
    from tui.screens.reader import ReaderScreen


def abouts(reader: ReaderScreen) -> list[About]:
    """What a correction may be about, the likeliest first; where there is nothing, that is said."""
    session = reader.session
    found = choices(session, reader.sidebar.list.current() if reader.in_sidebar else None)
    if not found:
        reader.say(NO_ENTITY)
    elif not reader.in_names:
        reader.keep_current_visible()
    return found


def relabel(reader: ReaderScreen, _: int | None) -> None:
    """Ask for another label."""
    found = abouts(reader)

    def make(label: str) -> Make:
        return lambda about: making.relabel(about, label, now())

    options = [
        Option(letter.key, letter.word, _doing(reader, found, make(letter.label)), letter.short)
        for letter in LETTERS
    ]
    if found:
        label = found[0].parts[0].mentions[0].label
        word = next((letter.word for letter in LETTERS if letter.label == label), label)
        scopes = [about.words for about in found]
        reader.keys.choose(Choice("Relabel", scopes, options, aside=f"now {word}"))


def delete(reader: ReaderScreen, _: int | None) -> None:
    """Ask of how much that it is no name."""
    found = abouts(reader)
    options = [
        Option("x", "delete", _doing(reader, found, lambda about: making.delete(about, now())), "delete"),
        Option(
            "n",
            "reject: keep it, struck out",
            _doing(reader, found, lambda about: making.reject(about, now())),
            "reject, struck out",
        ),
    ]
    if found:
        reader.keys.choose(Choice("No name:", [about.words for about in found], options, "x", "x"))


async def confirm(reader: ReaderScreen, _: int | None) -> None:
    """Say that it is right."""
    if found := abouts(reader):
        await reader.correcting.make(found[0], lambda about: making.confirm(about, now()))


async def undo(reader: ReaderScreen, _: int | None) -> None:
    """Undo the last correction."""
    await reader.correcting.undo()


async def redo(reader: ReaderScreen, _: int | None) -> None:
    """Make the correction again that was undone last."""
    await reader.correcting.redo()


async def repeat(reader: ReaderScreen, _: int | None) -> None:
    """Make the last correction on the next mention of the trail."""
    await reader.correcting.repeat()


def _doing(reader: ReaderScreen, found: list[About], make: Make) -> Callable[[int], Awaitable[None]]:
    """What an option of the choice bar does with the scope that was chosen."""

    async def do(scope: int) -> None:
        await reader.correcting.make(found[scope], make)

    return do
