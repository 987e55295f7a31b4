"""Narrowing a list of entities by what a reader types: a part of a name, and what a person has said of them.

``is:confirmed``, ``is:suggested``, ``is:rejected``, ``is:marked`` and ``is:listed`` (or the beginning of such a word)
among the words leave the entities that have a mention in that state, a mark, or a match on a watch list. Pure, as
:mod:`annotate.query` is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from annotate.annotation import Entity
from annotate.labels import group_of
from annotate.names import key
from annotate.query import Index, sort_entities

STATES = ("confirmed", "suggested", "rejected", "marked", "listed")

# Below this an alias no longer looks like what was typed; found by trying typos of three letters and more.
_FUZZY_CUTOFF = 75
# What is picked is merged with the next key: for fewer letters than these no name is offered that is only similar
# ("Mart" is no Malta).
_FUZZY_PICK = 5


class Filter(NamedTuple):
    """What was typed, taken apart: the words of a name, and the states (of :data:`STATES`, or no known one)."""

    words: str
    states: frozenset[str]


def parse(query: str) -> Filter:
    """Take what was typed apart.

    >>> parse("is:con islamic").words, sorted(parse("is:con is:marked").states)
    ('islamic', ['confirmed', 'marked'])
    """
    words, states = [], set()
    for word in query.split():
        if not word.startswith("is:"):
            words.append(word)
        elif state := word.removeprefix("is:"):
            states.add(next((known for known in STATES if known.startswith(state)), word))
    return Filter(" ".join(words), frozenset(states))


def narrow(
    index: Index, entities: Iterable[Entity], query: str, marked: Collection[str] = ()
) -> list[Entity]:
    """Those of the entities, in the order given, that fit what was typed; ``marked`` are ids of entities.

    An entity that is rejected as a whole is there only where ``is:rejected`` asks for it.
    """
    words, states = parse(query)
    fitting = list(entities)
    if states:
        fitting = [entity for entity in fitting if states <= _said_of(index, entity.id, marked)]
    if index.hidden and "rejected" not in states:
        fitting = [entity for entity in fitting if entity.id not in index.hidden]
    return filter_entities(index, fitting, words)


def _said_of(index: Index, entity: str, marked: Collection[str]) -> set[str]:
    """The :data:`STATES` that an entity is in."""
    states: set[str] = {*index.states_of(entity)}
    states |= {"marked"} if entity in marked else set()
    return states | ({"listed"} if entity in index.matches_of else set())


def filter_entities(index: Index, entities: Sequence[Entity], query: str, *, fuzzy: int = 3) -> list[Entity]:
    """The entities of an index of which some alias looks like ``query``, as :func:`similar` has it, in the order
    given."""
    keys = index.keys
    return [entities[at] for at in similar([keys[entity.id] for entity in entities], query, fuzzy=fuzzy)]


def similar(keys: Sequence[str], query: str, *, fuzzy: int = 3) -> list[int]:
    """The places of the ``keys`` that look like ``query``; all for a blank query. A key is several names, one a line,
    each as :func:`annotate.names.key` has it, folded.

    A name that contains the query (but for case, accents and dots) fits; from ``fuzzy`` letters on, where none does, a
    misspelt one (rapidfuzz ``partial_ratio``).
    """
    wanted = key(query).casefold()
    if not wanted:
        return list(range(len(keys)))
    fitting = [at for at, names in enumerate(keys) if wanted in names]
    if fitting or len(wanted) < fuzzy:
        return fitting
    names = [(at, name) for at, lines in enumerate(keys) for name in lines.split("\n")]
    from rapidfuzz import fuzz, process  # which the reader's start can do without

    found = process.extract(
        wanted,
        [name for _, name in names],
        scorer=fuzz.partial_ratio,
        processor=None,
        score_cutoff=_FUZZY_CUTOFF,
        limit=None,
    )
    # A name much shorter than what was typed is contained in it by chance.
    return sorted({names[place][0] for name, _, place in found if 2 * len(name) > len(wanted)})


def candidates(index: Index, of: Collection[str], query: str) -> list[Entity]:
    """The entities that those ``of`` these ids may be merged with, the likeliest first.

    First those of which a name begins with the query, then those that the machine suggests (and no person has
    rejected), then those of the same group of labels, then by number of mentions.
    """
    others = [entity for id_, entity in index.entities.items() if id_ not in of]
    suggested = {
        id_
        for suggestion in index.annotation.suggestions
        if suggestion.state != "rejected" and {suggestion.entity, suggestion.other} & set(of)
        for id_ in (suggestion.entity, suggestion.other)
    }
    groups = {group_of(entity.label) for id_ in of if (entity := index.entity(id_)) is not None}
    wanted = key(query).casefold()

    def misses(entity: Entity) -> tuple[bool, bool, bool]:
        begins = f"\n{wanted}" in f"\n{index.keys[entity.id]}"
        return not begins, entity.id not in suggested, group_of(entity.label) not in groups

    fitting = filter_entities(index, sort_entities(index, others, "count"), query, fuzzy=_FUZZY_PICK)
    return sorted(fitting, key=misses)
