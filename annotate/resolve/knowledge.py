"""What the alias book says about the names of one document: which entity each of them is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from annotate.book import Book, Hit
from annotate.resolve.name import Name, group
from annotate.resolve.words import CLUB_WORDS

CERTAIN = ("alias", "former")


class Known(NamedTuple):
    """A name's entity in the book. ``people`` tells a country's people (an entity of its own) from the
    country."""

    number: int
    people: bool
    hit: Hit


def identify(names: Sequence[Name], book: Book, *, bare: bool = False) -> dict[int, Known]:
    """From a name's number to its entity, for the names that the book knows.

    Ambiguous names count when another, certain name of the same entity stands in the document; but without a
    document (``bare``) a word that several entities bear says nothing.
    """
    hits = {name.number: _hits(name, book) for name in names}
    words = {
        token for name in names if name.group == "person" and len(name.tokens) > 1 for token in name.tokens
    }
    known: dict[int, Known] = {}
    for name in names:
        certain = [hit for hit in hits[name.number] if hit.role in CERTAIN and _fits(name, hit, words)]
        peoples = [hit for hit in hits[name.number] if hit.role == "people"]
        if peoples and (name.group == "people" or not certain) and name.group != "person":
            if len(peoples) == 1:
                known[name.number] = Known(peoples[0].number, True, peoples[0])
        elif certain:
            best = [hit for hit in certain if group(hit.entry.label) == name.group] or certain
            if len({hit.number for hit in best}) == 1:
                known[name.number] = Known(best[0].number, False, best[0])
    clubs = {word for name in names if is_club(name, hits[name.number]) for word in name.tokens}
    for name in names:
        entity = known.get(name.number)
        if entity is None or entity.people or group(entity.hit.entry.label) == name.group != "place":
            continue
        # Where they are organisations, "Europe" is not the continent, nor is "Madrid" the city beside Real Madrid.
        if name.group == "organisation" and (set(name.tokens) <= clubs or _doubted(name, hits[name.number])):
            del known[name.number]
    supported = {entity.number for entity in known.values() if not entity.people}
    for name in names:
        if name.number in known:
            continue
        bearers = [
            hit
            for hit in hits[name.number]
            if hit.role == "ambiguous" and group(hit.entry.label) == name.group
        ]
        maybe = [hit for hit in bearers if hit.number in supported]
        if bare and len(bearers) > 1 and not name.acronym:
            continue
        if len({hit.number for hit in maybe}) == 1:
            known[name.number] = Known(maybe[0].number, False, maybe[0])
    return known


def is_club(name: Name, hits: Sequence[Hit]) -> bool:
    """Whether a name is a sports club's, which may go by its town alone."""
    if name.group != "organisation" or len(name.tokens) < 2:
        return False
    kinds = " ".join(hit.entry.kind for hit in hits if hit.role in CERTAIN)
    return "club" in kinds or "team" in kinds or bool(set(name.tokens) & CLUB_WORDS)


def _doubted(name: Name, hits: Sequence[Hit]) -> bool:
    return any(hit.role == "ambiguous" and group(hit.entry.label) == name.group for hit in hits)


def _hits(name: Name, book: Book) -> tuple[Hit, ...]:
    """The book's entries for a name, else for its core ("Microsoft Corp.", "IS group", "President
    Erdogan")."""
    found = book.lookup(name.titled) if name.titled else book.lookup_key(name.key)
    if found:
        return found
    if name.group == "person":
        return book.lookup_key(" ".join(name.person.parts)) if name.person.title else ()
    if not name.core.dropped or name.group == "place":
        return ()
    found = book.lookup_key(" ".join(name.core.words))
    return tuple(hit for hit in found if group(hit.entry.label) == name.group and hit.role != "people")


def _fits(name: Name, hit: Hit, words_of_persons: set[str]) -> bool:
    """Whether a name's label lets it be this entity. A recogniser errs between places and organisations, and
    takes a lone unusual name for a person; but a word that is part of a person's name in the document is a
    person's."""
    theirs = group(hit.entry.label)
    if (name.group == "person") == (theirs == "person"):
        return True
    return len(name.tokens) > 1 or name.tokens[0] not in words_of_persons
