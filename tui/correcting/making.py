"""The decisions that corrections make. Pure; ``when`` is the time now, in ISO 8601 and UTC."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from annotate.annotation import Entity, Mention
from annotate.decisions import (
    Add,
    Batch,
    Confirm,
    Decision,
    Delete,
    Merge,
    Move,
    Name,
    Note,
    Refer,
    Reject,
    Relabel,
    Target,
)
from annotate.edits import entity_target, mention_target, span_target
from annotate.names import surface
from annotate.query import Index
from tui.correcting.about import About, target_of_entity

Extent = tuple[int, int]


def now() -> str:
    """The time of a decision."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def together(decisions: Sequence[Decision], when: str) -> Decision:
    """Several decisions that are undone as one."""
    return decisions[0] if len(decisions) == 1 else Batch(when=when, decisions=tuple(decisions))


def relabel(about: About, label: str, when: str) -> Decision | None:
    """They have this label; None where a person has said so already."""
    if all(mention.label == label and mention.by == "reader" for mention in about.mentions):
        return None
    return together([Relabel(when=when, what=part.what, label=label) for part in about.parts], when)


def delete(about: About, when: str) -> Decision:
    """They are no mentions."""
    return together([Delete(when=when, what=part.what) for part in about.parts], when)


def reject(about: About, when: str) -> Decision:
    """They name nothing, and stay as examples of that."""
    return together([Reject(when=when, what=part.what) for part in about.parts], when)


def confirm(about: About, when: str) -> Decision | None:
    """They are right; None where a person has said so already."""
    if all(mention.state == "confirmed" for mention in about.mentions):
        return None
    return together([Confirm(when=when, what=part.what) for part in about.parts], when)


def merge(about: About, into: Target, when: str) -> Decision:
    """Their entities are one with that of ``into``, and called as that one is."""
    return Merge(when=when, what=entity_target(about.known, *about.entities), into=into)


def move(about: About, to: Target | None, when: str) -> Decision:
    """They are of the entity of ``to``, or together of a new one."""
    moves: list[Decision] = []
    for part in about.parts:
        out_of = target_of_entity(about.known, part.entity)
        moves.append(Move(when=when, what=part.what, out_of=out_of, to=to))
        # The others go to the new entity of the first.
        to = to or Target("mention", part.what.anchors[:1])
    return together(moves, when)


def rename(index: Index, entity: Entity, name: str, when: str) -> Decision | None:
    """The entity is called so; None where it is already."""
    if entity.name == name:
        return None
    return Name(when=when, what=target_of_entity(index, entity.id), name=name)


def note(index: Index, entity: Entity, text: str, when: str) -> Decision | None:
    """The entity's note, empty for none; None where it has that already."""
    if entity.note == text:
        return None
    return Note(when=when, what=target_of_entity(index, entity.id), text=text)


def refer(index: Index, entity: Entity, reference: str, when: str) -> Decision | None:
    """The entity's reference, empty for none; None where it has that already."""
    if (entity.reference or "") == reference:
        return None
    return Refer(when=when, what=target_of_entity(index, entity.id), reference=reference or None)


def add(index: Index, spans: Sequence[Extent], label: str, over: Sequence[Mention], when: str) -> Decision:
    """The spans are mentions, in the place of those that they lie ``over``.

    Where no entity bears the name yet, they are of the entity of what they replace, as far as that has other mentions.
    """
    text = index.annotation.document.text
    if len(over) == 1 and (over[0].start, over[0].end) in spans:
        return Relabel(when=when, what=mention_target(index, over), label=label)
    to = None if _borne(index, text[slice(*spans[0])], label) else _heir(index, over)
    added = Add(when=when, what=span_target(text, spans, label), to=to)
    return together([Delete(when=when, what=mention_target(index, over)), added] if over else [added], when)


def _borne(index: Index, text: str, label: str) -> bool:
    """Whether an entity with this label has the name already."""
    return any(
        alias.name == surface(text)
        for entity in index.entities.values()
        if entity.label == label
        for alias in entity.aliases
    )


def _heir(index: Index, over: Sequence[Mention]) -> Target | None:
    """The one entity of the mentions that are replaced, by a mention that stays; None where none does."""
    entities = {mention.entity for mention in over}
    if len(entities) != 1:
        return None
    staying = [mention for mention in index.mentions_of[entities.pop()] if mention not in over]
    return Target("entity", mention_target(index, staying[:1]).anchors) if staying else None
