"""Correcting: what the machine said of a mention, of a name, of an entity, or of all that is marked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from annotate.annotation import Entity
from annotate.decisions import Decision
from tui.choice import Choice, Option
from tui.commands.finding import NO_ENTITY
from tui.correcting import making
from tui.correcting.about import About, choices, of_entity, of_marked, target_of_entity
from tui.correcting.corrector import Make
from tui.correcting.labels import LETTERS
from tui.correcting.making import now
from tui.picker import Wanted

if TYPE_CHECKING:
    from tui.screens.reader import ReaderScreen

_NO_ENTITY_YET = "That name is still being found; correct it in a moment."


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


def split(reader: ReaderScreen, _: int | None) -> None:
    """Ask where the name, or what is marked, belongs instead."""
    session = reader.session
    found = [about for about in abouts(reader) if about.kind != "entity" and all(about.entities)]
    if session.marks.of(session.index):
        found.sort(key=lambda about: about.kind != "marked")
    else:
        found.sort(key=lambda about: about.kind != "alias")
    if not found:
        reader.say(
            "S splits a mention, one of an entity's names, or what is marked (t), from the rest: go to one."
        )
        return

    def apart(about: About) -> bool:
        """Whether something is left behind."""
        return len(about.entities) > 1 or len(about.mentions) < len(
            of_entity(about.known, about.entities[0]).mentions
        )

    async def to_new(scope: int) -> None:
        if apart(found[scope]):
            await reader.correcting.make(found[scope], lambda about: making.move(about, None, now()))
            session.marks.clear()
            reader.show_marks()
        else:
            reader.say(f"{_name(found[scope])} has no other mention to be split from.")

    async def to_picked(scope: int) -> None:
        about = found[scope]

        async def moved(entity: Entity) -> None:
            await _move(reader, about, entity.id)

        wanted = Wanted(f"Move {_short(about)} to:", set(about.entities), moved)
        reader.keys.pick(wanted, about.known)

    options = [Option("S", "to an entity of its own", to_new, "new entity")]
    selected = session.entity
    if found[0].kind == "marked" and selected is not None and found[0].entities != (selected.id,):
        name = selected.name

        async def to_selected(scope: int) -> None:
            await _move(reader, found[scope], selected.id)

        options.append(Option("s", f"to {name}", to_selected, f"to {name}"))
    options += [Option("o", "to another …", to_picked, "to another …")]
    scopes = [f"{about.words} from {_name(about)}" for about in found]
    reader.keys.choose(Choice("Split", scopes, options, "S", "S"))


async def _move(reader: ReaderScreen, about: About, to: str) -> None:
    index = about.known
    goal = target_of_entity(index, to)
    at = goal.anchors[0].start

    def make(about: About) -> Decision | None:
        there = about.known.mention_at(at)
        parts = tuple(part for part in about.parts if there is None or part.entity != there.entity)
        return making.move(about._replace(parts=parts), goal, now()) if parts else None

    if await reader.correcting.make(about, make):
        reader.session.marks.clear()
        reader.show_marks()


async def join(reader: ReaderScreen, _: int | None) -> None:
    """Merge what is marked into the selected entity; with no marks ask what the selected one is merged into."""
    session, index = reader.session, reader.session.index
    marked = session.marks.of(index)
    found = abouts(reader)
    if not found:
        return
    entity = found[0].entities[0] if found[0].kind != "marked" else session.selected
    if entity not in index.entities:
        reader.say(_NO_ENTITY_YET if not entity else "What is rejected cannot be merged.")
    elif marked:
        others = [mark for mark in marked if mark.entity != entity and mark.entity in index.entities]
        if others:
            about = of_marked(index, [mark._replace(scope="entity", alias=None) for mark in others])
            await _merge(reader, about, entity)
        else:
            reader.say("Go to the entity that the marked one is to be merged into, and press J there.")
    else:
        about = of_entity(index, entity)

        async def merged(into: Entity) -> None:
            await _merge(reader, about, into.id)

        reader.keys.pick(Wanted(f"Merge {about.name} into:", {entity}, merged), index)


async def _merge(reader: ReaderScreen, about: About, into: str) -> None:
    goal = target_of_entity(about.known, into)
    at = goal.anchors[0].start

    def make(about: About) -> Decision | None:
        there = about.known.mention_at(at)
        return (
            None
            if there is not None and about.entities == (there.entity,)
            else making.merge(about, goal, now())
        )

    if await reader.correcting.make(about, make):
        reader.session.marks.clear()
        reader.show_marks()


def mark(reader: ReaderScreen, _: int | None) -> None:
    """Mark the mention, or in the sidebar the alias or the entity; or take the mark away."""
    session = reader.session
    found = [about for about in abouts(reader) if about.kind != "marked"]
    if not found:
        return
    about = found[0]
    start = about.parts[0].mentions[0].start
    scope = about.kind if about.kind != "marked" else "mention"
    marked = session.marks.toggle(session.index, scope, start)
    reader.show_marks()
    if marked:
        reader.say(f"Marked {_short(about)}. J merges, S splits, W asks why not; Esc takes marks away.")
    else:
        reader.say(f"{_short(about)} is no longer marked.")


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


def _short(about: About) -> str:
    return f"“{about.name}”" if about.name else about.words


def _name(about: About) -> str:
    """The entity that it is of."""
    if len(about.entities) > 1:
        return f"{len(about.entities)} entities"
    entity = about.known.entity(about.entities[0])
    return entity.name if entity is not None else about.name
