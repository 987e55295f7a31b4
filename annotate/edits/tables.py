"""An annotation taken apart into tables, and put together again."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from msgspec.structs import replace

from annotate.annotation import Alias, Annotation, Entity, Evidence, Match, Mention, Suggestion
from annotate.decisions import Decision
from annotate.names import surface

CANONICAL: Final = "canonical name"
_UNLISTED: Final = "in the file"  # of an alias that a file from elsewhere does not list

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


class Tables:
    """What an annotation says, in tables that say it once each. Only a Workbench changes them.

    The order of entities, and of the aliases of each, is that of their tables, out of which nothing is ever taken: an
    entity without mentions, or an alias, is one that has left.
    """

    def __init__(self, base: Annotation) -> None:
        self.mentions: dict[Key, Mention] = {}
        self.heads: dict[str, Head] = {}
        self.members: dict[str, dict[str, dict[Key, None]]] = {}
        """The mentions by entity and alias."""
        self.evidence: dict[tuple[str, str], Evidence] = {}
        self.labels: dict[str, dict[str, int]] = {}
        """How many mentions of an entity, but for the rejected, have a label."""
        self.bearers: dict[str, dict[str, None]] = {}
        """The entities that have or had an alias."""
        self.suggestions: dict[int, Suggestion | None] = dict(enumerate(base.suggestions))
        self.suggested: dict[str, dict[int, None]] = {}
        """The numbers of an entity's suggestions, also of those that are gone."""
        self.kept: dict[int, Kept | None] = {}
        self.kept_of: dict[Key, dict[int, None]] = {}
        self.ties: dict[Key, dict[Key, int]] = {}
        """The mentions that a person has said to be of one entity with this one, and how directly."""
        self.built: dict[str, Entity | None] = {}
        """The entities as they are in an annotation; None for one that has changed since."""
        self.last_id = {"e": 0}
        """The highest number in an entity's id."""
        self.in_order = True
        """Whether the table of the mentions is sorted."""
        self._base = base
        self._depth: dict[tuple[int, int], int] = {}  # of places with several mentions
        self._forms: dict[str, str] = {}
        for entity in base.entities:
            self._take_entity(entity)
        for mention in base.mentions:
            self._take_mention(mention)
        self._found = list(self.mentions)
        self._longest = max((mention.end - mention.start for mention in base.mentions), default=0)
        for entity_id, names in self.members.items():
            for alias in names:
                self.bearers.setdefault(alias, {})[entity_id] = None
        for number, suggestion in enumerate(base.suggestions):
            self.suggested[suggestion.entity][number] = None
            self.suggested[suggestion.other][number] = None

    def _take_entity(self, entity: Entity) -> None:
        self.heads[entity.id] = Head(entity.name, entity.label, entity.reference, entity.note)
        self.members[entity.id] = {alias.name: {} for alias in entity.aliases}
        for alias in entity.aliases:
            self.evidence[entity.id, alias.name] = alias.evidence
        self.labels[entity.id] = {}
        self.suggested[entity.id] = {}
        self.built[entity.id] = entity
        if number := re.fullmatch(r"e(\d{1,18})", entity.id):
            self.last_id["e"] = max(self.last_id["e"], int(number[1]))

    def _take_mention(self, mention: Mention) -> None:
        start, end, entity = mention.start, -mention.end, mention.entity
        key = (start, end, 0)
        if key in self.mentions:
            deep = self._depth.get((start, end), 1)
            self._depth[start, end] = deep + 1
            key = (start, end, deep)
        self.mentions[key] = mention
        alias, names = self.form(mention.text), self.members[entity]
        if alias not in names:
            names[alias] = {}
            name = self.heads[entity].name
            self.evidence[entity, alias] = Evidence(CANONICAL if alias == name else _UNLISTED, name, None)
        names[alias][key] = None
        if mention.state != "rejected":
            labels = self.labels[entity]
            labels[mention.label] = labels.get(mention.label, 0) + 1

    def form(self, text: str) -> str:
        """The surface form of a mention's text."""
        form = self._forms.get(text)
        if form is None:
            form = self._forms[text] = surface(text)
        return form

    def at(self, start: int, end: int) -> list[Key]:
        """The mentions that stand at exactly this place."""
        depth = self._depth.get((start, -end), 1) if self._depth else 1
        return [key for number in range(depth) if (key := (start, -end, number)) in self.mentions]

    def across(self, start: int, end: int) -> list[Key]:
        """The machine's mentions that overlap this place, without those at exactly it; none of which a person has said
        anything."""
        lowest = -len(self._base.document.text)
        first = bisect_left(self._found, (start - self._longest, lowest, 0))
        last = bisect_left(self._found, (end, lowest, 0))
        return [
            key
            for key in self._found[first:last]
            if key in self.mentions
            and key[:2] != (start, -end)
            and -key[1] > start
            and self.mentions[key].state == "suggested"
            and self.mentions[key].by != "reader"
        ]

    def entity(self, key: Key) -> str:
        """The entity of a mention."""
        return self.mentions[key].entity

    def alias(self, key: Key) -> str:
        """The surface form of a mention."""
        return self.form(self.mentions[key].text)

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

    def count(self, entity: str, alias: str) -> int:
        """How many mentions an alias has, but for the rejected."""
        return sum(self.mentions[key].state != "rejected" for key in self.members[entity][alias])

    def most_frequent(self, entity: str) -> str:
        """The alias with the most mentions, of an entity that has mentions."""
        return max(self.aliases(entity), key=lambda alias: self.count(entity, alias))

    def majority(self, entity: str, said: str = "") -> str:
        """The label of most mentions of an entity; of several its own, or else the one that was just ``said``."""
        own = self.heads[entity].label
        counts = self.labels[entity].items()
        return max(((n, label == own, label == said, label) for label, n in counts if n), default=(own,))[-1]

    def bearer(self, name: str, label: str) -> str | None:
        """The entity with this label that most mentions of this surface form are of."""
        bearing = [
            entity
            for entity in self.bearers.get(name, ())
            if self.members[entity].get(name) and self.heads[entity].label == label
        ]
        return max(bearing, key=lambda entity: (len(self.members[entity][name]), entity), default=None)

    def annotation(self, decisions: Iterable[Decision]) -> Annotation:
        """The annotation that the tables say. An entity that has not changed is not built anew."""
        if not self.in_order:
            ordered = sorted(self.mentions.items())
            self.mentions.clear()
            self.mentions.update(ordered)
            self.in_order = True
        return Annotation(
            format=self._base.format,
            document=self._base.document,
            pipeline=self._base.pipeline,
            entities=tuple([entity for id_ in self.heads if (entity := self._entity(id_)) is not None]),
            mentions=tuple(self.mentions.values()),
            suggestions=tuple([found for found in self.suggestions.values() if found is not None]),
            decisions=tuple(decisions),
            matches=tuple(self._matches()),
        )

    def _matches(self) -> Iterator[Match]:
        """What is on watch lists: a match stays with its alias, of whatever entity that is now."""
        for match in self._base.matches:
            for entity in self.bearers.get(match.alias, ()):
                if self.members[entity].get(match.alias):
                    yield match if entity == match.entity else replace(match, entity=entity)

    def _entity(self, id_: str) -> Entity | None:
        built = self.built[id_]
        if built is None and (names := self.aliases(id_)):
            aliases = [Alias(name, self.count(id_, name), self.evidence[id_, name]) for name in names]
            aliases.sort(key=lambda alias: -alias.count)
            head = self.heads[id_]
            built = Entity(id_, head.name, head.label, head.reference, head.note, tuple(aliases))
            self.built[id_] = built  # past the log: it only repeats what the other tables say
        return built
