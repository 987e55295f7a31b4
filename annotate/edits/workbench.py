"""The workbench: an annotation taken apart into tables, so that a decision costs what it touches, and put together.

Every change of a table goes through the log, and what the tables hold alone decides what the annotation is: to write a
decision's changes back gives the annotation before it, to the letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from msgspec.structs import replace

from annotate.annotation import Alias, Annotation, Entity, Evidence, Mention, Suggestion
from annotate.decisions import Anchor, Decision
from annotate.edits.log import Changes, Log, write_back
from annotate.names import surface

CANONICAL: Final = "canonical name"

Key = tuple[int, int, int]
"""A mention's start, its negated end and its number among those at the same place: keys sort as mentions do."""


class Head(NamedTuple):
    """What an entity has besides its aliases."""

    name: str
    label: str
    reference: str | None
    note: str


class Side(NamedTuple):
    """One of two that are kept apart: mentions, and whether all of their entity with the same surface form are
    meant."""

    keys: tuple[Key, ...]
    whole: bool


class Kept(NamedTuple):
    """Two that a person has said are not one."""

    one: Side
    other: Side
    when: str


class Workbench:
    """An annotation while decisions are made on it. Its tables are for the modules of this package alone."""

    def __init__(self, base: Annotation) -> None:
        self.text = base.document.text
        self.log = Log()
        self.mentions: dict[Key, Mention] = {}
        self.heads: dict[str, Head] = {}
        self.members: dict[str, dict[str, dict[Key, None]]] = {}
        """By entity and alias. An alias that has left keeps its (empty) place in the order."""
        self.evidence: dict[tuple[str, str], Evidence] = {}
        self.bearers: dict[str, dict[str, None]] = {}
        """The entities that have or had an alias."""
        self.suggestions: dict[int, Suggestion | None] = dict(enumerate(base.suggestions))
        self.suggested: dict[str, dict[int, None]] = {}
        """The numbers of an entity's suggestions, also of those that are gone."""
        self.kept: dict[int, Kept | None] = {}
        self.kept_of: dict[Key, dict[int, None]] = {}
        self.ties: dict[Key, dict[Key, int]] = {}
        """Mentions that a person has said to be of one entity with this one, and how directly."""
        self._base = base
        self._labels: dict[str, dict[str, int]] = {}
        self._last = {"id": 0}
        self._built: dict[str, Entity | None] = {}  # None: it has changed since it was built
        self.emptied: set[tuple[str, str]] = set()
        self._touched: set[str] = set()
        self._depth: dict[tuple[int, int], int] = {}  # of places with several mentions
        self._order: list[Key] | None = None
        self._take_apart(base)

    def _take_apart(self, base: Annotation) -> None:
        for entity in base.entities:
            self.heads[entity.id] = Head(entity.name, entity.label, entity.reference, entity.note)
            self.members[entity.id] = {alias.name: {} for alias in entity.aliases}
            self._labels[entity.id] = {}
            self.suggested[entity.id] = {}
            self._built[entity.id] = entity
            if found := re.fullmatch(r"e(\d{1,18})", entity.id):
                self._last["id"] = max(self._last["id"], int(found[1]))
            for alias in entity.aliases:
                self.evidence[entity.id, alias.name] = alias.evidence
        for mention in base.mentions:
            place = (mention.start, -mention.end)
            number_there = self._depth.get(place, 1) if (*place, 0) in self.mentions else 0
            if number_there:
                self._depth[place] = number_there + 1
            key = (*place, number_there)
            self.mentions[key] = mention
            self._enter(key, mention)
        for number, suggestion in enumerate(base.suggestions):
            self.suggested[suggestion.entity][number] = None
            self.suggested[suggestion.other][number] = None
        self._order = list(self.mentions)
        self._built.update((entity.id, entity) for entity in base.entities)
        self.cut()

    # What is there.

    def at(self, start: int, end: int) -> list[Key]:
        """The mentions that stand at exactly this place."""
        place = (start, -end)
        return [
            key for number in range(self._depth.get(place, 1)) if (key := (*place, number)) in self.mentions
        ]

    def entity(self, key: Key) -> str:
        """The entity of a mention."""
        return self.mentions[key].entity

    def alias(self, key: Key) -> str:
        """The surface form of a mention."""
        return surface(self.mentions[key].text)

    def namesakes(self, key: Key) -> dict[Key, None]:
        """The mentions of a mention's entity that have its surface form, in no order that matters."""
        return self.members[self.entity(key)][self.alias(key)]

    def aliases(self, entity: str) -> list[str]:
        """The aliases of an entity, in their order."""
        return [alias for alias, keys in self.members[entity].items() if keys]

    def keys(self, entity: str) -> Iterator[Key]:
        """The mentions of an entity, in no order that matters."""
        for keys in self.members[entity].values():
            yield from keys

    def size(self, entity: str) -> int:
        """How many mentions an entity has."""
        return sum(map(len, self.members[entity].values()))

    def bearer(self, name: str, label: str) -> str | None:
        """The entity with this label that most mentions of this surface form are of."""
        bearing = [
            entity
            for entity in self.bearers.get(name, ())
            if self.members[entity].get(name) and self.heads[entity].label == label
        ]
        return max(bearing, key=lambda entity: (len(self.members[entity][name]), entity), default=None)

    # Changes.

    def change(self, key: Key, mention: Mention) -> None:
        """Set a mention, or add it."""
        if key in self.mentions:
            self._leave(key, self.mentions[key])
        else:
            self._order = None
        self.log.put(self.mentions, key, mention)
        self._enter(key, mention)

    def remove(self, key: Key) -> None:
        """Take a mention out."""
        self._leave(key, self.mentions[key])
        self.log.drop(self.mentions, key)
        self._order = None

    def add(self, anchor: Anchor, entity: str, when: str) -> Key:
        """Add a mention that a person has made, where none stands."""
        key = (anchor.start, -anchor.end, 0)
        mention = Mention(
            anchor.start, anchor.end, anchor.exact, anchor.label, entity, "reader", "confirmed", when=when
        )
        self.change(key, mention)
        return key

    def move(self, key: Key, entity: str) -> None:
        """Make a mention one of another entity. An alias that is new there brings its evidence along."""
        mention, alias = self.mentions[key], self.alias(key)
        if not self.members[entity].get(alias) and (mention.entity, alias) in self.evidence:
            self.give(entity, alias, self.evidence[mention.entity, alias])
        self.change(key, replace(mention, entity=entity))

    def open(self, name: str, label: str) -> str:
        """A new entity, so far without a mention."""
        number = self._last["id"] + 1
        self.log.put(self._last, "id", number)
        entity = f"e{number}"
        self.log.put(self.heads, entity, Head(name, label, None, ""))
        self.log.put(self.members, entity, {})
        self.log.put(self._labels, entity, {})
        self.log.put(self.suggested, entity, {})
        self.log.put(self._built, entity, None)
        return entity

    def entitle(self, entity: str, head: Head) -> None:
        """Set an entity's head."""
        if head != self.heads[entity]:
            self.log.put(self.heads, entity, head)
            self._touch(entity)

    def give(self, entity: str, alias: str, evidence: Evidence) -> None:
        """Set the evidence of an alias."""
        if evidence != self.evidence.get((entity, alias)):
            self.log.put(self.evidence, (entity, alias), evidence)
            self._touch(entity)

    def _enter(self, key: Key, mention: Mention) -> None:
        entity, alias = mention.entity, surface(mention.text)
        names = self.members[entity]
        if alias not in names:
            self.log.put(names, alias, {})
        if (entity, alias) not in self.evidence:
            name = self.heads[entity].name
            reason = (
                CANONICAL if alias == name else "in the file"
            )  # of a foreign file that lists no such alias
            self.log.put(self.evidence, (entity, alias), Evidence(reason, name, None))
        bearers = self.bearers.get(alias)
        if bearers is None:
            self.log.put(self.bearers, alias, bearers := {})
        if entity not in bearers:
            self.log.put(bearers, entity, None)
        self.log.put(names[alias], key, None)
        self._count(mention, 1)
        self._touch(entity)

    def _leave(self, key: Key, mention: Mention) -> None:
        entity, alias = mention.entity, surface(mention.text)
        self.log.drop(self.members[entity][alias], key)
        if not self.members[entity][alias]:
            self.emptied.add((entity, alias))
        self._count(mention, -1)
        self._touch(entity)

    def _count(self, mention: Mention, step: int) -> None:
        if mention.state != "rejected":
            labels = self._labels[mention.entity]
            self.log.put(labels, mention.label, labels.get(mention.label, 0) + step)

    def _touch(self, entity: str) -> None:
        if (
            entity not in self._touched
        ):  # once for each decision, so that its undoing finds what was built before it
            self._touched.add(entity)
            self.log.put(self._built, entity, None)

    def most_frequent(self, entity: str) -> str:
        """The alias with the most mentions, of an entity that has mentions."""
        return max(self.aliases(entity), key=lambda alias: self._size(entity, alias))

    def majority(self, entity: str, said: str = "") -> str:
        """The label of most mentions of an entity; of several its own, or else the one that was just ``said``."""
        own = self.heads[entity].label
        labels = [
            (count, label == own, label == said, label)
            for label, count in self._labels[entity].items()
            if count
        ]
        return max(labels)[3] if labels else own

    def _size(self, entity: str, alias: str) -> int:
        return sum(self.mentions[key].state != "rejected" for key in self.members[entity][alias])

    # Steps.

    def cut(self) -> Changes:
        """The changes since the last cut: those of one decision."""
        self._touched.clear()
        self.emptied.clear()
        return self.log.cut()

    def undo(self, changes: Changes) -> None:
        """Write the changes back, which must be the last."""
        write_back(changes)
        self._order = None

    def annotation(self, decisions: Iterable[Decision]) -> Annotation:
        """The annotation as it is now. What has not changed is not built anew."""
        if self._order is None:
            self._order = sorted(self.mentions)
        return Annotation(
            format=self._base.format,
            document=self._base.document,
            pipeline=self._base.pipeline,
            entities=tuple(entity for id_ in self.heads if (entity := self._entity(id_)) is not None),
            mentions=tuple(map(self.mentions.__getitem__, self._order)),
            suggestions=tuple(found for found in self.suggestions.values() if found is not None),
            decisions=tuple(decisions),
        )

    def _entity(self, id_: str) -> Entity | None:
        built = self._built[id_]
        if built is None:
            aliases = [
                Alias(alias, self._size(id_, alias), self.evidence[id_, alias]) for alias in self.aliases(id_)
            ]
            if not aliases:
                return None
            aliases.sort(key=lambda alias: -alias.count)
            head = self.heads[id_]
            built = Entity(id_, head.name, head.label, head.reference, head.note, tuple(aliases))
            self._built[id_] = built  # past the log: it says what the other tables say
        return built
