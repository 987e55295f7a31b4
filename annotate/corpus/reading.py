"""A bearer with what is asked of it again and again: under which names it can be met, and what the book knows."""

from __future__ import annotations

from typing import NamedTuple

from annotate.book import Book
from annotate.corpus.bearer import Bearer, Form, Place
from annotate.corpus.offers import Weight, forms, known, name_of, offers
from annotate.names import key
from annotate.resolve.knowledge import Known
from annotate.resolve.name import Group, group

Met = tuple[Group, str]
"""What is the same name: of one kind, with one key (:func:`annotate.names.key`)."""


class Reading(NamedTuple):
    """A bearer, its names, those under which it can be met, and its entity in the alias book."""

    bearer: Bearer
    forms: tuple[Form, ...]
    offers: dict[Form, Weight]
    known: Known | None

    @property
    def place(self) -> Place:
        """Where it is."""
        return self.bearer.place

    @property
    def group(self) -> Group:
        """What kind of thing it is."""
        return group(self.bearer.label)

    def met(self) -> dict[Met, Weight]:
        """The names under which it can be met, each with the most that it says there."""
        found: dict[Met, Weight] = {}
        for form, weight in self.offers.items():
            met = form.group, name_of(form).key
            if found.get(met) != "full":
                found[met] = weight
        return found

    def answers(self, name: str) -> bool:
        """Whether a person can mean it by a name: its own, or one that it bears in full."""
        wanted = key(name)
        return wanted == key(self.bearer.name) or any(
            weight == "full" and name_of(form).key == wanted for form, weight in self.offers.items()
        )


def read(bearer: Bearer, book: Book) -> Reading:
    """Read a bearer."""
    return Reading(bearer, tuple(forms(bearer)), offers(bearer), known(bearer, book))
