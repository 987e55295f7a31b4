"""What goes into the corpus and what a person said about it: plain data, which can be sent anywhere."""

from __future__ import annotations

from typing import Literal, NamedTuple

from msgspec import Struct

from annotate.resolve.name import Group

Place = tuple[str, str]
"""Where a bearer is: its document and its id there."""


class Bearer(Struct, frozen=True, gc=False):
    """One entity of one document, with what is compared between documents.

    ``aliases`` are its surface forms with their counts, ``reference`` such as a Wikidata id. ``company`` holds the
    keys (:func:`annotate.names.key`) of the entities that share its paragraphs, ``cues`` those of what the text says
    of it: titles and roles; each once, sorted. (Sets would take ten times the memory.)
    """

    document: str
    id: str
    name: str
    label: str
    aliases: tuple[tuple[str, int], ...]
    reference: str | None = None
    company: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()

    @property
    def place(self) -> Place:
        """Where it is."""
        return self.document, self.id


class Form(NamedTuple):
    """A name as it is written, and what kind of thing bears it: what is compared with others."""

    text: str
    group: Group


class Who(Struct, frozen=True, gc=False):
    """Whom a person means: all that go by a name and are of its label's kind, or only the one of a document."""

    name: str
    label: str
    document: str = ""


class Decision(Struct, frozen=True, gc=False):
    """What a person said of two entities of the corpus: that they are one, or that they are not, and when (ISO 8601
    in UTC)."""

    said: Literal["merge", "apart"]
    one: Who
    other: Who
    when: str = ""
