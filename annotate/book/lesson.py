"""What a correction teaches: from a decision, or an entity as it stands, to entries of an alias book. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime

from msgspec.structs import replace

from annotate.annotation import Annotation, Document, Entity
from annotate.book.entry import Entry, Origin
from annotate.book.index import Book
from annotate.book.known import CERTAIN, home, is_part, is_shared, known
from annotate.book.toml import same_entity
from annotate.decisions import Apart, Batch, Decision, Merge, Move, Target
from annotate.evidence import day
from annotate.labels import NAMES
from annotate.names import key, surface
from annotate.text import one_line


def of_decision(annotation: Annotation, decision: Decision, books: Sequence[Book]) -> Iterator[Entry]:
    """What a decision teaches; ``annotation`` shows it already.

    A merge teaches that the names of the one are the other's, ``Apart`` that those of the one are not, a move both; of
    several decisions in one, each teaches its own. Others teach nothing, nor do names that only their document can tell
    apart, such as the surname of two people. ``books`` are what is known already: an entity keeps the name and the
    label that it has there.
    """
    match decision:
        case Batch(decisions=parts):
            for part in parts:
                yield from of_decision(annotation, part, books)
            return
        case Merge(what=what, into=into):
            entries = _together(_names(what), _called(annotation, into), _label(annotation, into), books)
        case Apart(one=one, other=other):
            first, second = _meant(annotation, one), _meant(annotation, other)
            entries = _apart(first, second, _label(annotation, one), books)
        case Move():
            entries = _moved(annotation, decision, books)
        case _:
            return
    for entry in entries:
        yield _signed(entry, annotation.document, decision.when)


def of_entity(annotation: Annotation, entity: Entity, when: str, books: Sequence[Book]) -> Iterator[Entry]:
    """What an entity teaches that is right as it stands: all of its names are its own."""
    names = [alias.name for alias in entity.aliases if alias.count]
    for entry in _together(names, [entity.name], entity.label, books, alone=True):
        yield _signed(replace(entry, reference=entity.reference), annotation.document, when)


def _together(
    names: Sequence[str],
    called: Sequence[str],
    label: str,
    books: Sequence[Book],
    *,
    doubted: Collection[str] = (),
    alone: bool = False,
) -> Iterator[Entry]:
    """Names are an entity's that is ``called`` so (the name to keep comes first). ``doubted`` are names that others
    bear in the same document; ``alone``: an entity with no other name is worth knowing too."""
    if label not in NAMES:
        return
    every = [*called, *names]
    found = home(every, label, books)
    name = found.entry.name if found else called[0]
    # What a book has as another entity's is the name of that entity as well, as a whole.
    others = [hit.entry.name for each in names if (hit := known(each, label, books)) and hit.role in CERTAIN]
    fresh = {key(each): each for each in reversed([called[0], *names, *others])}
    taught = [each for form, each in reversed(fresh.items()) if form != key(name)]
    if found and found.role == "people":
        yield Entry(name, found.entry.label, people=tuple(taught))
    elif taught or alone:
        unsure = [each for each in taught if each in doubted or is_shared(each, [name, *every], label, books)]
        sure = tuple(each for each in taught if each not in unsure)
        yield Entry(name, found.entry.label if found else label, aliases=sure, ambiguous=tuple(unsure))


def _apart(one: Sequence[str], other: Sequence[str], label: str, books: Sequence[Book]) -> Iterator[Entry]:
    """Two are not one entity; the names that each is meant by, the first of them what it is called."""
    first, second = known(one[0], label, books), known(other[0], label, books)
    both = [hit.entry for hit in (first, second) if hit and hit.role in CERTAIN]
    if len(both) == 2 and not same_entity(*both):
        return  # it is known
    if (second and not first) or (second and key(second.entry.name) == key(other[0])):
        one, other, first = other, one, second
    nots = tuple(name for name in other if not is_part(name, one, label))
    if nots and label in NAMES:
        entry = first.entry if first else Entry(one[0], label)
        yield Entry(entry.name, entry.label, not_=nots)


def _moved(annotation: Annotation, move: Move, books: Sequence[Book]) -> Iterator[Entry]:
    names = _names(move.what)
    left = [anchor for anchor in move.out_of.anchors if surface(anchor.exact) not in names]
    out_of = _entity(annotation, Target("entity", tuple(left)))
    label = _label(annotation, move.out_of)
    stay = {alias.name for alias in out_of.aliases if alias.count} if out_of else set()
    if move.to is not None:
        called = _called(annotation, move.to)
        yield from _together(names, called, _label(annotation, move.to), books, doubted=stay)
    gone = [name for name in names if name not in stay]
    if gone and left:
        yield from _apart([out_of.name if out_of else surface(left[0].exact)], gone, label, books)


# What a target speaks of


def _names(target: Target) -> list[str]:
    """The surface forms at a target's anchors, each once; an entity's canonical name is the first."""
    return list(dict.fromkeys(surface(anchor.exact) for anchor in target.anchors))


def _called(annotation: Annotation, target: Target) -> list[str]:
    """The same, after the name by which the entity there is called now."""
    entity = _entity(annotation, target)
    return list(dict.fromkeys([*([entity.name] if entity else ()), *_names(target)]))


def _meant(annotation: Annotation, target: Target) -> list[str]:
    """The names that a person pointed at: of an entity what it is called, else the very aliases or mentions."""
    return _called(annotation, target)[:1] if target.scope == "entity" else _names(target)


def _label(annotation: Annotation, target: Target) -> str:
    entity = _entity(annotation, target)
    return entity.label if entity else target.anchors[0].label


def _entity(annotation: Annotation, target: Target) -> Entity | None:
    """The entity of the first mention at a target's anchors."""
    places = {(anchor.start, anchor.end) for anchor in target.anchors[:1]}
    for mention in annotation.mentions:
        if (mention.start, mention.end) in places:
            return next(entity for entity in annotation.entities if entity.id == mention.entity)
    return None


def _signed(entry: Entry, document: Document, when: str) -> Entry:
    """The entry, saying where it comes from."""
    names = tuple(name for _, name in entry.roles())[1:] or (entry.name,)
    learned_on = date.fromisoformat(day(when)) if day(when) else datetime.now(UTC).date()
    origin = Origin(names, one_line(document.title), one_line(document.source), learned_on)
    return replace(entry, learned=(origin,))
