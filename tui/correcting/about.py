"""What a correction is about: the current mention, all of its name, its whole entity, or what is marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from annotate.annotation import Mention
from annotate.decisions import Anchor, Batch, Decision, Target
from annotate.edits import alias_target, entity_target, mention_target
from annotate.names import surface
from annotate.query import Index
from tui.marks import Marked, mentions_of
from tui.session import Session, mentions_in_words
from tui.trail import Extent

Kind = Literal["mention", "alias", "entity", "marked"]


class Part(NamedTuple):
    """What a correction is about in one entity (its id): a target for the decision, and the mentions it covers."""

    entity: str
    what: Target
    mentions: tuple[Mention, ...]


class About(NamedTuple):
    """What a correction is about, entity by entity, and in words; the ids are those of ``known``."""

    kind: Kind
    name: str
    parts: tuple[Part, ...]
    known: Index

    @property
    def entities(self) -> tuple[str, ...]:
        """The entities (their ids) that it touches, each once."""
        return tuple(dict.fromkeys(part.entity for part in self.parts))

    @property
    def mentions(self) -> frozenset[Mention]:
        """The mentions that it covers."""
        return frozenset(mention for part in self.parts for mention in part.mentions)

    @property
    def words(self) -> str:
        """For the choice bar: what it is about and how many mentions that are."""
        count = len(self.mentions)
        match self.kind:
            case "mention":
                return f"this “{self.name}”"
            case "alias":
                return f"all “{self.name}” here, {mentions_in_words(count)}"
            case "entity":
                return f"{self.name}, {mentions_in_words(count)}"
            case "marked":
                return f"what is marked, {mentions_in_words(count)}"


def of_mention(index: Index, mention: Mention) -> About:
    """The mention alone."""
    part = Part(mention.entity, mention_target(index, [mention]), (mention,))
    return About("mention", surface(mention.text), (part,), index)


def of_alias(index: Index, entity: str, alias: str) -> About:
    """All mentions of an entity (its id) under one name."""
    mentions = mentions_of(index, entity, alias)
    live = entity in index.entities and any(mention.state != "rejected" for mention in mentions)
    # What is rejected has no aliases in the index any more, and is spoken of mention by mention.
    what = alias_target(index, entity, [alias]) if live else mention_target(index, mentions)
    return About("alias", alias, (Part(entity, what, mentions),), index)


def of_entity(index: Index, entity: str) -> About:
    """All mentions of an entity (its id)."""
    mentions, known = mentions_of(index, entity), index.entity(entity)
    part = Part(entity, target_of_entity(index, entity), mentions)
    return About("entity", known.name if known else "", (part,), index)


def target_of_entity(index: Index, entity: str) -> Target:
    """The entity as a target, also where all of it is rejected."""
    if entity in index.entities:
        return entity_target(index, entity)
    return mention_target(index, mentions_of(index, entity))


def of_marked(index: Index, marked: Iterable[Marked]) -> About:
    """All that is marked: mentions, aliases and entities."""
    parts: list[Part] = []
    single: dict[str, list[Mention]] = defaultdict(list)
    names: dict[str, list[Marked]] = defaultdict(list)
    for mark in marked:
        if mark.scope == "mention":
            single[mark.entity] += mark.mentions
        elif mark.alias is not None:
            names[mark.entity].append(mark)
        else:
            parts += of_entity(index, mark.entity).parts
    for entity, marks in names.items():
        for mark in marks:
            parts += of_alias(index, entity, mark.alias or "").parts
    for entity, mentions in single.items():
        parts.append(Part(entity, mention_target(index, mentions), tuple(mentions)))
    return About("marked", "", tuple(parts), index)


def of_spans(index: Index, spans: Iterable[Extent]) -> About:
    """The mentions at some spans; where there is none (any more), nothing."""
    found: dict[str, list[Mention]] = defaultdict(list)
    for start, end in spans:
        for mention in index.over(start, end):
            if (mention.start, mention.end) == (start, end):
                found[mention.entity].append(mention)
    parts = tuple(
        Part(entity, mention_target(index, mentions), tuple(mentions)) for entity, mentions in found.items()
    )
    return About("marked", "", parts, index)


def is_all(about: About) -> bool:
    """Whether it is all that its one entity has."""
    entities = about.entities
    return len(entities) == 1 and about.mentions >= of_entity(about.known, entities[0]).mentions


def said_of(index: Index, entity: str) -> tuple[Decision, ...]:
    """The decisions that speak of a place where an entity (its id) is named, in the order in which they were made."""
    places = {(mention.start, mention.end) for mention in mentions_of(index, entity)}
    return tuple(
        decision
        for decision in index.annotation.decisions
        if any((anchor.start, anchor.end) in places for anchor in _anchors(decision))
    )


def _anchors(decision: Decision) -> Iterator[Anchor]:
    if isinstance(decision, Batch):
        for part in decision.decisions:
            yield from _anchors(part)
        return
    for field in decision.__struct_fields__:
        target = getattr(decision, field)
        if isinstance(target, Target):
            yield from target.anchors


def choices(session: Session, chosen: tuple[str, str | None] | None) -> list[About]:
    """What a correction may be about, the likeliest first; nothing when the reader stands on no name.

    ``chosen`` are the entity and the alias under the sidebar's cursor while that has the focus.
    """
    index = session.index
    found: list[About] = []
    marked = session.marks.of(index)
    if chosen is not None:
        entity, alias = chosen
    else:
        mention = session.here
        if mention is not None:
            found.append(of_mention(index, mention))
        entity = mention.entity if mention is not None else session.selected
        alias = surface(mention.text) if mention is not None else None
    if index.entity(entity) is not None:
        if alias is not None:
            found.append(of_alias(index, entity, alias))
        found.append(of_entity(index, entity))
    found = _different(found)
    return [*found, of_marked(index, marked)] if marked else found


def _different(found: Iterable[About]) -> list[About]:
    """Each once: an alias that stands only here is no more than the mention."""
    kept: dict[frozenset[Mention], About] = {}
    for about in found:
        kept.setdefault(about.mentions, about)
    return list(kept.values())
