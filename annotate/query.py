"""Questions that a reader asks of an annotation: what is where, which entity is that, where does it stand.

Everything here is pure. Spans are ``(start, end)`` in code points of the document's text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from itertools import accumulate
from typing import Literal, NamedTuple

from rapidfuzz import fuzz, process

from annotate.annotation import Annotation, Entity, Mention
from annotate.labels import GROUPS, Group, group_of, is_name
from annotate.names import key

Order = Literal["count", "place", "name"]
ORDERS: tuple[Order, ...] = ("count", "place", "name")

# Below this an alias no longer looks like what was typed; found by trying typos of three letters and more.
_FUZZY_CUTOFF = 75
# 230 words a minute, six characters to a word with the blank behind it.
CHARACTERS_PER_MINUTE = 230 * 6


class Index:
    """An annotation made quick to ask: entities by id, the mentions of each, and the mention at an offset.

    ``names_only`` leaves out the mentions and entities of dates and numbers, and rejected mentions always are.
    """

    def __init__(self, annotation: Annotation, *, names_only: bool = True) -> None:
        self.annotation = annotation
        self.entities: dict[str, Entity] = {
            entity.id: entity for entity in annotation.entities if not names_only or is_name(entity.label)
        }
        self.mentions: tuple[Mention, ...] = tuple(
            mention
            for mention in annotation.mentions
            if mention.entity in self.entities and mention.state != "rejected"
        )
        self._starts = [mention.start for mention in self.mentions]
        self._reach = list(accumulate((mention.end for mention in self.mentions), max))

    @cached_property
    def mentions_of(self) -> dict[str, tuple[Mention, ...]]:
        """The mentions of each entity, in the order of the text."""
        lists: dict[str, list[Mention]] = {entity: [] for entity in self.entities}
        for mention in self.mentions:
            lists[mention.entity].append(mention)
        return {entity: tuple(mentions) for entity, mentions in lists.items()}

    def mention_at(self, offset: int) -> Mention | None:
        """The mention that the offset stands in, or None; of nested ones the innermost."""
        place = bisect_right(self._starts, offset) - 1
        while place >= 0 and offset < self._reach[place]:
            if offset < self.mentions[place].end:
                return self.mentions[place]
            place -= 1
        return None

    def count(self, entity: str) -> int:
        """How many mentions an entity has."""
        return len(self.mentions_of[entity])


def sort_entities(index: Index, entities: Iterable[Entity], order: Order) -> list[Entity]:
    """Entities by number of mentions (most first), by the place of the first mention, or by name."""
    if order == "name":
        return sorted(entities, key=lambda entity: (entity.name.casefold(), entity.id))
    first = {entity: mentions[0].start if mentions else 0 for entity, mentions in index.mentions_of.items()}
    if order == "place":
        return sorted(entities, key=lambda entity: first[entity.id])
    return sorted(entities, key=lambda entity: (-index.count(entity.id), first[entity.id]))


def group_entities(entities: Iterable[Entity]) -> dict[Group, list[Entity]]:
    """Entities under the groups of the sidebar, in the groups' order; groups without an entity are left out."""
    groups: dict[Group, list[Entity]] = {group: [] for group in GROUPS}
    for entity in entities:
        groups[group_of(entity.label)].append(entity)
    return {group: members for group, members in groups.items() if members}


def filter_entities(entities: Sequence[Entity], query: str) -> list[Entity]:
    """The entities of which some alias looks like ``query``, in the order given; all of them for a blank query.

    An alias that contains the query (but for case, accents and dots) fits; from three letters on a misspelt
    one does too (rapidfuzz ``partial_ratio``).
    """
    wanted = key(query).casefold()
    if not wanted:
        return list(entities)
    keys = [
        (place, key(alias.name).casefold())
        for place, entity in enumerate(entities)
        for alias in entity.aliases
    ]
    fitting = {place for place, name in keys if wanted in name}
    if not fitting and len(wanted) >= 3:
        found = process.extract(
            wanted,
            [name for _, name in keys],
            scorer=fuzz.partial_ratio,
            processor=None,
            score_cutoff=_FUZZY_CUTOFF,
            limit=None,
        )
        # A name much shorter than what was typed is contained in it by chance.
        fitting = {keys[at][0] for name, _, at in found if 2 * len(name) > len(wanted)}
    return [entity for place, entity in enumerate(entities) if place in fitting]


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
        return re.sub(r"\s+", " ", piece)

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


def reading_minutes(text: str) -> int:
    """About how long the text takes to read, in whole minutes, at least one."""
    return max(1, round(len(text) / CHARACTERS_PER_MINUTE))
