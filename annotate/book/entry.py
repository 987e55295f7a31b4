"""One entity of an alias book, and the roles that its names play."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from msgspec import Struct, field

Role = Literal["alias", "ambiguous", "former", "people", "metonym", "not"]

FIELD_OF_ROLE: dict[Role, str] = {
    "alias": "aliases",
    "ambiguous": "ambiguous",
    "former": "former",
    "people": "people",
    "metonym": "metonyms",
    "not": "not",
}


class Origin(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """Where aka learned some names of an entry: from a correction that its reader made in a document, and when."""

    names: tuple[str, ...]
    title: str
    source: str
    day: date


class Entry(Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """An ``[[entity]]`` of an alias book: what it is called, always, sometimes, formerly, and what it is not.

    ``aliases`` and ``former`` are always this entity; ``ambiguous`` names are others' too, and count when
    another name of the entity stands in the document; ``metonyms`` often stand for it; ``people`` is the
    people and adjective of a country, an entity of its own; ``not`` holds near names that are something else.
    ``kind`` says in a lower-case word or two what it is ("country", "party"), ``learned`` where names come from that
    no person wrote into the book. Only name and label are required.
    """

    name: str
    label: str
    kind: str = ""
    aliases: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    not_: tuple[str, ...] = field(default=(), name="not")
    reference: str | None = None
    learned: tuple[Origin, ...] = ()

    def roles(self) -> Iterator[tuple[Role, str]]:
        """Every name in the entry with its role; the canonical name is an alias, and the first."""
        yield "alias", self.name
        yield from (("alias", name) for name in self.aliases)
        yield from (("ambiguous", name) for name in self.ambiguous)
        yield from (("former", name) for name in self.former)
        yield from (("people", name) for name in self.people)
        yield from (("metonym", name) for name in self.metonyms)
        yield from (("not", name) for name in self.not_)
