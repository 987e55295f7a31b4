"""Entities that are not what the alias book says: names of two in one, names of one in two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from annotate.check.bearers import Bearer, Bearers
from annotate.check.joining import merged
from annotate.check.problem import Problem, quoted
from annotate.decisions import Move
from annotate.edits import alias_target, entity_target
from annotate.names import key
from annotate.query import Index
from annotate.resolve.knowledge import Known

Identity = tuple[int, bool]
"""An entity of the book by its number, or (true) the people of that country."""


def problems(bearers: Bearers) -> Iterator[Problem]:
    """Aliases that the book knows as another entity's, or as not this one's; and entities that are one in the book.

    Where a person has linked or kept apart, the book is not asked.
    """
    of_entity: dict[str, list[Bearer]] = defaultdict(list)
    for bearer in bearers.all:
        of_entity[bearer.entity].append(bearer)
    home = {entity: _home(bearers, entity, names) for entity, names in of_entity.items()}
    keys = {entity: {bearer.name.key for bearer in names} for entity, names in of_entity.items()}
    homes: dict[Identity, list[str]] = defaultdict(list)
    for entity, known in home.items():
        if known:
            homes[known[:2]].append(entity)
    for entity, names in of_entity.items():
        if known := home[entity]:
            yield from _strangers(bearers, known, names, homes)
    for entities in homes.values():
        yield from _divided(bearers, entities, home, keys)


def _home(bearers: Bearers, entity: str, names: Sequence[Bearer]) -> Known | None:
    """What the book knows an entity as: by its canonical name, else by its most frequent name that it knows."""
    name = bearers.index.entities[entity].name
    order = sorted(names, key=lambda bearer: (bearer.name.text != name, -len(bearer.mentions)))
    return next(filter(None, map(bearers.known, order)), None)


def _strangers(
    bearers: Bearers, home: Known, names: Sequence[Bearer], homes: dict[Identity, list[str]]
) -> Iterator[Problem]:
    """Names that are not those of the book's entity that their entity is."""
    linked = {known[:2] for bearer in names if bearers.linked(bearer) and (known := bearers.known(bearer))}
    nots = frozenset() if home.people else frozenset(map(key, home.hit.entry.not_))
    forms = dict.fromkeys(bearer.name.text for bearer in names)
    for bearer in names:
        known = bearers.known(bearer)
        if known and known[:2] != home[:2] and known[:2] not in linked:
            said = f"{quoted(bearer.name.text)} is {quoted(_called(known))} in the alias book"
            to = next(iter(homes.get(known[:2], ())), None)
        elif not known and bearer.name.key in nots and not bearers.linked(bearer):
            said, to = f"{quoted(bearer.name.text)} is something else in the alias book", None
        else:
            continue
        if rest := [name for name in forms if name != bearer.name.text]:
            yield _stranger(bearers.index, bearer, rest, f"{said}, not {quoted(_called(home))}.", to)


def _stranger(index: Index, bearer: Bearer, rest: Sequence[str], sentence: str, to: str | None) -> Problem:
    """``rest`` are the entity's other names; ``to`` is where the name belongs, None when that is not there yet."""
    return Problem(
        "alias book",
        sentence,
        tuple((mention.start, mention.end) for mention in bearer.mentions),
        f"move it to {quoted(index.entities[to].name)}" if to else "move it to an entity of its own",
        lambda when: Move(
            when=when,
            what=alias_target(index, bearer.entity, [bearer.name.text]),
            out_of=alias_target(index, bearer.entity, rest),
            to=entity_target(index, to) if to else None,
        ),
    )


def _divided(
    bearers: Bearers, entities: Sequence[str], home: dict[str, Known | None], keys: dict[str, set[str]]
) -> Iterator[Problem]:
    """Entities of the document that are one in the book, but for those that have a name in common, which is said
    of them elsewhere."""
    index = bearers.index
    into, *others = sorted(entities, key=lambda entity: -index.count(entity))
    for other in others:
        known = home[other]
        if known and not bearers.kept_apart(into, other) and not keys[into] & keys[other]:
            yield _one(index, other, into, _called(known))


def _one(index: Index, other: str, into: str, called: str) -> Problem:
    names = f"{quoted(index.entities[other].name)} and {quoted(index.entities[into].name)}"
    return Problem(
        "alias book",
        f"{names} are one in the alias book: {quoted(called)}.",
        tuple((mention.start, mention.end) for mention in index.mentions_of[other]),
        f"merge them as {quoted(index.entities[into].name)}",
        lambda when: merged(index, other, into, when),
    )


def _called(known: Known) -> str:
    return known.hit.entry.people[0] if known.people else known.hit.entry.name
