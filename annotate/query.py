"""Questions that a reader asks of an annotation: what is where, which entity is that, where does it stand.

Everything here is pure. Spans are ``(start, end)`` in code points of the document's text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache, cached_property
from operator import attrgetter
from typing import Literal, NamedTuple

from annotate.annotation import Annotation, Entity, Match, Mention, State
from annotate.labels import GROUPS, Group, group_of, is_name
from annotate.names import key, surface

Order = Literal["count", "place", "name"]
ORDERS: tuple[Order, ...] = ("count", "place", "name")

# 230 words a minute, six characters to a word with the blank behind it.
CHARACTERS_PER_MINUTE = 230 * 6


_start = attrgetter("start")
_SUGGESTED: frozenset[State] = frozenset(("suggested",))


class Index:
    """An annotation made quick to ask: entities by id, the mentions of each, and the mention at an offset.

    ``shows`` tells of a label whether its mentions and entities are in it: those of dates and numbers are not, unless
    they are asked for. ``mentions`` and ``entities`` are without
    what a person has rejected: ``rejected`` are the mentions that were, ``hidden`` the entities that have no others.
    """

    def __init__(self, annotation: Annotation, *, shows: Callable[[str], bool] = is_name) -> None:
        self.annotation = annotation
        self._states: dict[str, dict[str | None, frozenset[State]]] = {}
        entities = {entity.id: entity for entity in annotation.entities if shows(entity.label)}
        shown = annotation.mentions
        if len(entities) < len(annotation.entities):
            shown = tuple([mention for mention in shown if mention.entity in entities])
        rejected = tuple([mention for mention in shown if mention.state == "rejected"])
        self.shown: tuple[Mention, ...] = shown
        self.rejected: tuple[Mention, ...] = rejected
        self.mentions: tuple[Mention, ...] = (
            tuple([mention for mention in shown if mention.state != "rejected"]) if rejected else shown
        )
        gone = {mention.entity for mention in rejected}
        gone -= {mention.entity for mention in self.mentions} if gone else set()
        self.hidden: dict[str, Entity] = {id_: entity for id_, entity in entities.items() if id_ in gone}
        self.entities: dict[str, Entity] = (
            {id_: entity for id_, entity in entities.items() if id_ not in gone} if gone else entities
        )

    @cached_property
    def mentions_of(self) -> dict[str, tuple[Mention, ...]]:
        """The mentions of each entity, in the order of the text."""
        return _by_entity(self.entities, self.mentions)

    @cached_property
    def rejected_of(self) -> dict[str, tuple[Mention, ...]]:
        """The rejected mentions of the entities that have some, in the order of the text."""
        return _by_entity(dict.fromkeys(mention.entity for mention in self.rejected), self.rejected)

    def entity(self, id_: str) -> Entity | None:
        """The entity of an id, be it hidden; None where there is none."""
        return self.entities.get(id_) or self.hidden.get(id_)

    def mention_at(self, offset: int) -> Mention | None:
        """The mention that the offset stands in, or None; of nested ones the innermost."""
        return self._live.at(offset)

    def rejected_at(self, offset: int) -> Mention | None:
        """The rejected mention that the offset stands in, or None; of nested ones the innermost."""
        return self._dead.at(offset)

    def over(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that overlap ``text[start:end]``, in the order of the text."""
        return self._live.over(start, end)

    def count(self, entity: str) -> int:
        """How many mentions an entity has."""
        return len(self.mentions_of.get(entity, ()))

    def states_of(self, entity: str, alias: str | None = None) -> frozenset[State]:
        """The states that the mentions of an entity (or of one alias of it) are in."""
        if entity not in self._decided:
            return _SUGGESTED if self.count(entity) else frozenset()
        states = self._states.get(entity)
        if states is None:
            found: dict[str | None, set[State]] = defaultdict(set)
            for mention in (*self.mentions_of.get(entity, ()), *self.rejected_of.get(entity, ())):
                found[None].add(mention.state)
                found[surface(mention.text)].add(mention.state)
            states = self._states[entity] = {name: frozenset(all_) for name, all_ in found.items()}
        return states.get(alias, frozenset())

    @cached_property
    def matches_of(self) -> dict[str, tuple[Match, ...]]:
        """What is on watch lists of the entities that have such, the surest first."""
        matches: dict[str, list[Match]] = {}
        for match in self.annotation.matches:
            if self.entity(match.entity) is not None:
                matches.setdefault(match.entity, []).append(match)
        return {entity: tuple(found) for entity, found in matches.items()}

    @cached_property
    def keys(self) -> dict[str, str]:
        """The keys of each entity's aliases (see :func:`annotate.names.key`), folded, one a line."""
        entities = (*self.entities.values(), *self.hidden.values())
        return {
            entity.id: "\n".join([key(alias.name).casefold() for alias in entity.aliases])
            for entity in entities
        }

    @cached_property
    def longest(self) -> int:
        """How long the longest of the mentions is (code points), rejected ones too."""
        return max([mention.end - mention.start for mention in self.shown], default=0)

    @cached_property
    def _decided(self) -> frozenset[str]:
        """The entities on a mention of which a person has said something."""
        return frozenset([mention.entity for mention in self.shown if mention.state != "suggested"])

    @cached_property
    def _live(self) -> _Places:
        return _Places(self.mentions, self.longest)

    @cached_property
    def _dead(self) -> _Places:
        return _Places(self.rejected, self.longest)


class _Places:
    """Mentions, sorted by start and none longer than ``longest``, by where they stand."""

    def __init__(self, mentions: tuple[Mention, ...], longest: int) -> None:
        self._mentions, self._longest = mentions, longest

    def at(self, offset: int) -> Mention | None:
        over = self.over(offset, offset + 1)
        return over[-1] if over else None

    def over(self, start: int, end: int) -> tuple[Mention, ...]:
        first = bisect_left(self._mentions, start - self._longest, key=_start)
        last = bisect_left(self._mentions, end, key=_start)
        return tuple([mention for mention in self._mentions[first:last] if mention.end > start])


def _by_entity(entities: Iterable[str], mentions: Iterable[Mention]) -> dict[str, tuple[Mention, ...]]:
    lists: dict[str, list[Mention]] = {entity: [] for entity in entities}
    for mention in mentions:
        lists[mention.entity].append(mention)
    return {entity: tuple(found) for entity, found in lists.items()}


def sort_entities(index: Index, entities: Iterable[Entity], order: Order) -> list[Entity]:
    """Entities by number of mentions (most first), by the place of the first mention, or by name."""
    if order == "name":
        return sorted(entities, key=lambda entity: (entity.name.casefold(), entity.id))
    first = {
        entity: mentions[0].start
        for of in (index.rejected_of, index.mentions_of)
        for entity, mentions in of.items()
        if mentions
    }
    by_place = sorted(entities, key=lambda entity: first.get(entity.id, 0))
    return by_place if order == "place" else sorted(by_place, key=lambda entity: -index.count(entity.id))


def called(index: Index, name: str) -> list[Entity]:
    """The entities that a name is an alias of, but for case, accents and dots; who is named most often comes first."""
    wanted = key(name).casefold()
    fitting = [one for one in index.entities.values() if wanted in index.keys[one.id].split("\n")]
    return sort_entities(index, fitting, "count")


def group_entities(entities: Iterable[Entity]) -> dict[Group, list[Entity]]:
    """Entities under the groups of the sidebar, in the groups' order; groups without an entity are left out."""
    groups: dict[Group, list[Entity]] = {group: [] for group in GROUPS}
    for entity in entities:
        groups[group_of(entity.label)].append(entity)
    return {group: members for group, members in groups.items() if members}


def search(text: str, query: str) -> tuple[tuple[int, int], ...]:
    """Where ``query`` stands in the text, without overlaps.

    Case counts only when the query has a capital letter. A plain letter also finds the accented ones ("erdogan"
    finds "Erdoğan"), a straight quotation mark the curved ones, and a blank any white space, so that a line
    break is no obstacle.
    """
    words = query.split()
    if not words:
        return ()
    flags = 0 if any(character.isupper() for character in query) else re.IGNORECASE
    pattern = re.compile(r"\s+".join("".join(map(_variants, word)) for word in words), flags)
    return tuple([found.span() for found in pattern.finditer(text)])


@cache
def _accented() -> dict[str, str]:
    """The accented Latin letters of each plain one, and the curved quotation marks of the straight ones."""
    variants = {"'": "’‘ʼ", '"': "“”„"}
    for letter in map(chr, [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]):
        plain = unicodedata.normalize("NFD", letter)[0]
        if plain != letter:
            variants[plain] = variants.get(plain, "") + letter
    return variants


def _variants(character: str) -> str:
    variants = _accented().get(character)
    return f"[{re.escape(character)}{variants}]" if variants else re.escape(character)


_GAPS = re.compile(r"[^\S ]\s*| \s+")  # white space but for single blanks, which are most of it


class Line(NamedTuple):
    """One line of a concordance: the span, and the text before and after it on one line."""

    start: int
    end: int
    left: str
    name: str
    right: str


def concordance(text: str, spans: Iterable[tuple[int, int]], width: int) -> list[Line]:
    """Each span in its context (keyword in context), on one line each: white space is folded to single blanks,
    and at most ``width`` characters stand on either side."""

    def fold(piece: str) -> str:
        return _GAPS.sub(" ", piece)

    return [
        Line(
            start,
            end,
            fold(text[max(0, start - 2 * width) : start])[-width:],
            fold(text[start:end]),
            fold(text[end : end + 2 * width])[:width],
        )
        for start, end in spans
    ]


LineOrder = Literal["text", "left", "right"]
LINE_ORDERS: tuple[LineOrder, ...] = ("text", "left", "right")


def sort_key(line: Line, order: LineOrder) -> list[str]:
    """What a concordance is sorted by: the words before the name, the nearest first, or those after it; the same for
    all lines in the order of the text."""
    if order == "text":
        return []
    words = re.findall(r"\w+", (line.left if order == "left" else line.right).casefold())
    return words[::-1] if order == "left" else words


def reading_minutes(text: str) -> int:
    """About how long the text takes to read, in whole minutes, at least one."""
    return max(1, round(len(text) / CHARACTERS_PER_MINUTE))
