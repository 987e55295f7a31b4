"""What the sidebar shows, row by row, as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from annotate.annotation import Entity, Evidence, State
from annotate.labels import Group, group_of
from annotate.query import Index, group_entities
from annotate.text import one_line
from tui.states import state_of


class GroupRow(NamedTuple):
    """The heading of a group of labels."""

    group: Group


class EntityRow(NamedTuple):
    """An entity, folded or not, what a person has said of all its mentions ("suggested": nothing), and whether it is
    on a watch list."""

    entity: Entity
    group: Group
    mentions: int
    state: State
    listed: bool


class AliasRow(NamedTuple):
    """One alias of the unfolded entity."""

    entity: Entity
    group: Group
    name: str
    mentions: int
    reason: str
    state: State


Row = GroupRow | EntityRow | AliasRow


# Evidence that has a shorter name where there is little room for it.
_SHORT = {"canonical name": "", "alias book": "book", "place book": "book"}


def reason(evidence: Evidence) -> str:
    """The evidence in a word or three, for a narrow column."""
    short = _SHORT.get(evidence.rule, evidence.rule.removesuffix(" of").removesuffix(" for"))
    return one_line(short if evidence.score is None else f"{short} {evidence.score:.2f}")


class Rows:
    """The rows of the sidebar, one entity of them unfolded. A row is made when it is asked for."""

    def __init__(self, index: Index, entities: Iterable[Entity]) -> None:
        """The rows for some of an index's entities, in the order given, under their groups, all folded."""
        self._index = index
        self._folded: list[Group | Entity] = []
        for group, members in group_entities(entities).items():
            self._folded += group, *members
        self.aliases: list[AliasRow] = []
        self._unfolded_at = len(self._folded)

    def __len__(self) -> int:
        return len(self._folded) + len(self.aliases)

    def __getitem__(self, row: int) -> Row:
        if row <= self._unfolded_at:
            return self._row(self._folded[row])
        if row <= self._unfolded_at + len(self.aliases):
            return self.aliases[row - self._unfolded_at - 1]
        return self._row(self._folded[row - len(self.aliases)])

    def _row(self, shown: Group | Entity) -> GroupRow | EntityRow:
        if isinstance(shown, str):
            return GroupRow(shown)
        count, state = self._index.count(shown.id), state_of(self._index.states_of(shown.id))
        return EntityRow(shown, group_of(shown.label), count, state, shown.id in self._index.matches_of)

    @cached_property
    def _place(self) -> dict[str, int]:
        """Where each entity (its id) stands while all are folded."""
        return {shown.id: place for place, shown in enumerate(self._folded) if not isinstance(shown, str)}

    def unfold(self, entity: str) -> None:
        """Show the aliases of an entity (its id) and fold the one before; any other string only folds."""
        self.aliases, self._unfolded_at = [], self._place.get(entity, len(self._folded))
        unfolded = self._folded[self._unfolded_at] if entity in self._place else None
        if isinstance(unfolded, Entity):
            self.aliases = [
                AliasRow(
                    *(unfolded, group_of(unfolded.label), alias.name, alias.count, reason(alias.evidence)),
                    state_of(self._index.states_of(entity, alias.name)),
                )
                for alias in unfolded.aliases
            ]

    def row_of(self, entity: str, alias: str | None = None) -> int | None:
        """Where an entity stands, or its alias when it is unfolded and has one of that name; None when hidden."""
        place = self._place.get(entity)
        if place is None:
            return None
        if place == self._unfolded_at:
            for below, row in enumerate(self.aliases, start=1):
                if row.name == alias:
                    return place + below
        return place if place <= self._unfolded_at else place + len(self.aliases)
