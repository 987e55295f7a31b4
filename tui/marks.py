"""What a reader has marked: mentions, aliases and entities, to be merged, split or asked about together.

A mark is kept as a place in the text and not as an entity's id, so that it holds when other names come in.
"""

from __future__ import annotations

from typing import NamedTuple

from annotate.annotation import Mention
from annotate.decisions import Scope
from annotate.names import surface
from annotate.query import Index


class Mark(NamedTuple):
    """A mark: of the mention at an offset, of its alias, or of its entity."""

    scope: Scope
    start: int


class Marked(NamedTuple):
    """What a mark is of in an index: the entity (its id), the alias of it (None for all) and the mentions."""

    scope: Scope
    entity: str
    alias: str | None
    mentions: tuple[Mention, ...]


def mentions_of(index: Index, entity: str, alias: str | None = None) -> tuple[Mention, ...]:
    """The mentions of an entity (its id), or of one of its aliases; rejected ones where there are no others."""
    for of in (index.mentions_of, index.rejected_of):
        mentions = of.get(entity, ())
        if alias is not None:
            mentions = tuple([mention for mention in mentions if surface(mention.text) == alias])
        if mentions:
            return mentions
    return ()


class Marks:
    """The marks, in the order in which they were made."""

    def __init__(self) -> None:
        self._marks: list[Mark] = []

    def __len__(self) -> int:
        return len(self._marks)

    def clear(self) -> None:
        """Take all marks away."""
        self._marks.clear()

    def toggle(self, index: Index, scope: Scope, start: int) -> bool:
        """Mark what is named at an offset, or take the mark from it; whether it is marked now."""
        wanted = _marked(index, Mark(scope, start))
        same = [mark for mark in self._marks if wanted is not None and _marked(index, mark) == wanted]
        if same:
            self._marks = [mark for mark in self._marks if mark not in same]
        else:
            self._marks.append(Mark(scope, start))
        return not same

    def of(self, index: Index) -> tuple[Marked, ...]:
        """What is marked, as far as it is named in this index."""
        found = [_marked(index, mark) for mark in self._marks]
        return tuple(dict.fromkeys(marked for marked in found if marked is not None))


def _marked(index: Index, mark: Mark) -> Marked | None:
    mention = index.mention_at(mark.start) or index.rejected_at(mark.start)
    if mention is None:
        return None
    if mark.scope == "mention":
        return Marked("mention", mention.entity, surface(mention.text), (mention,))
    alias = surface(mention.text) if mark.scope == "alias" else None
    return Marked(mark.scope, mention.entity, alias, mentions_of(index, mention.entity, alias))
