"""A name: one distinct surface form of a document, with what the rules ask of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from annotate.labels import group_of
from annotate.names import key, tokens
from annotate.resolve import organisations, persons

Group = Literal["person", "organisation", "place", "people", "other"]

_GROUPS: dict[str, Group] = {
    "people": "person",
    "organisations": "organisation",
    "places": "place",
    "groups": "people",
}


def group(label: str) -> Group:
    """The kind of name that the rules treat alike: OntoNotes' GPE, LOC and FAC are all places."""
    return _GROUPS.get(group_of(label), "other")


@dataclass(frozen=True, eq=False)
class Name:
    """A surface form: ``number`` is its index among the document's names, ``starts`` where it stands (code
    points)."""

    number: int
    text: str
    label: str
    starts: tuple[int, ...]
    style: persons.Style = ""
    surname: str = ""
    """The surname (key) that a given name shares: Clinton for Bill in "Bill and Hillary Clinton"."""
    titled: str = ""
    """The name with the title before it in the text, where the book has it so: Sir Keir."""

    @property
    def count(self) -> int:
        """How many mentions have this form."""
        return len(self.starts)

    @property
    def first(self) -> int:
        """Where it stands for the first time."""
        return self.starts[0]

    @cached_property
    def group(self) -> Group:
        """Its kind."""
        return group(self.label)

    @cached_property
    def key(self) -> str:
        """The form under which rule 1 compares it."""
        return key(self.text)

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The words of its key."""
        return tokens(self.text)

    def written(self, words: str) -> str:
        """Words of its key as they are written in it: "inc" gives "Inc."."""
        wanted = set(words.lower().split())
        return " ".join(
            part for part in self.text.split() if {word.lower() for word in tokens(part)} & wanted
        )

    @cached_property
    def person(self) -> persons.Person:
        """The name read as a person's, with the surname it shares and what a title before it in the text
        says."""
        parsed = persons.parse(f"{self.text} {self.surname}" if self.surname else self.text)
        if not self.style:
            return parsed
        return parsed._replace(style=self.style, gender=persons.gender_of(self.style))

    @cached_property
    def core(self) -> organisations.Core:
        """The name without legal forms and generic words."""
        return organisations.place_core(self.text) if self.group == "place" else organisations.core(self.text)

    @cached_property
    def acronym(self) -> str:
        """Its letters when it is an acronym, else empty."""
        return organisations.acronym(self.text)
