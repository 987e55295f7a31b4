"""Which names are of one entity: merging, splitting, and the marks for what is done together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.annotation import Entity
from annotate.decisions import Decision, Target
from tui.choice import Choice, Option
from tui.commands.correcting import abouts
from tui.correcting import making
from tui.correcting.about import About, is_all, of_entity, of_marked, target_of_entity
from tui.correcting.corrector import Make
from tui.correcting.making import now
from tui.picker import Wanted

if TYPE_CHECKING:
    from tui.screens.reader import ReaderScreen


def mark(reader: ReaderScreen, _: int | None) -> None:
    """Mark the mention, or in the sidebar the alias or the entity; or take the mark away."""
    session = reader.session
    for about in abouts(reader):
        if about.kind != "marked":
            marked = session.marks.toggle(session.index, about.kind, about.parts[0].mentions[0].start)
            reader.show_marks()
            if marked:
                reader.say(
                    f"Marked “{about.name}”. J merges, S splits, W asks why not; Esc takes marks away."
                )
            else:
                reader.say(f"“{about.name}” is no longer marked.")
            return


async def join(reader: ReaderScreen, _: int | None) -> None:
    """Merge what is marked into the selected entity; with no marks ask what the selected one is merged into."""
    session, index = reader.session, reader.session.index
    found = abouts(reader)
    if not found:
        return
    entity = found[0].entities[0] if found[0].kind != "marked" else session.selected
    marked = [mark._replace(scope="entity", alias=None) for mark in session.marks.of(index)]
    others = [mark for mark in marked if mark.entity != entity and mark.entity in index.entities]
    if not entity:
        reader.say("That name is still being found; merge it in a moment.")
    elif entity not in index.entities:
        reader.say("What is rejected cannot be merged; y confirms it first.")
    elif others:
        await _make(reader, of_marked(index, others), _merging(target_of_entity(index, entity)))
    elif marked:
        reader.say("Go to the entity that the marked one is to be merged into, and press J there.")
    else:
        about = of_entity(index, entity)

        async def picked(into: Entity) -> None:
            await _make(reader, about, _merging(target_of_entity(index, into.id)))

        reader.keys.pick(Wanted(f"Merge {about.name} into:", {entity}, picked), index)


def split(reader: ReaderScreen, _: int | None) -> None:
    """Ask where the name, or what is marked, belongs instead."""
    session = reader.session
    found = [about for about in abouts(reader) if about.kind != "entity" and all(about.entities)]
    if not found:
        reader.say("S splits a mention, one of an entity's names, or what is marked (t) from the rest.")
        return
    first = "marked" if session.marks.of(session.index) else "alias"
    found.sort(key=lambda about: about.kind != first)

    async def to_new(scope: int) -> None:
        if is_all(found[scope]):
            reader.say(f"{_owner(found[scope])} has no other mention to be split from.")
        else:
            await _make(reader, found[scope], lambda about: making.move(about, None, now()))

    async def to_selected(scope: int) -> None:
        await _make(reader, found[scope], _moving(target_of_entity(session.index, session.selected)))

    async def to_another(scope: int) -> None:
        about = found[scope]

        async def picked(to: Entity) -> None:
            await _make(reader, about, _moving(target_of_entity(about.known, to.id)))

        reader.keys.pick(Wanted(f"Move {about.words} to:", set(about.entities), picked), about.known)

    options = [Option("S", "to an entity of its own", to_new, "new entity")]
    selected = session.entity
    if first == "marked" and selected is not None and found[0].entities != (selected.id,):
        options.append(Option("s", f"to {selected.name}", to_selected))
    options.append(Option("o", "to another …", to_another))
    scopes = [f"{about.words} from {_owner(about)}" for about in found]
    reader.keys.choose(Choice("Split", scopes, options, again="S", default="S"))


async def _make(reader: ReaderScreen, about: About, make: Make) -> None:
    """Make a correction, after which nothing is marked any more."""
    if await reader.correcting.make(about, make):
        reader.session.marks.clear()
        reader.show_marks()


def _merging(into: Target) -> Make:
    def make(about: About) -> Decision | None:
        others = _others(about, into)
        return making.merge(others, into, now()) if others.parts else None

    return make


def _moving(to: Target) -> Make:
    def make(about: About) -> Decision | None:
        others = _others(about, to)
        return making.move(others, to, now()) if others.parts else None

    return make


def _others(about: About, goal: Target) -> About:
    """What of it is not of the goal's entity already."""
    there = about.known.mention_at(goal.anchors[0].start)
    return about._replace(
        parts=tuple(part for part in about.parts if there is None or part.entity != there.entity)
    )


def _owner(about: About) -> str:
    """The entity that it is of."""
    if len(about.entities) > 1:
        return f"{len(about.entities)} entities"
    entity = about.known.entity(about.entities[0])
    return entity.name if entity is not None else about.name
