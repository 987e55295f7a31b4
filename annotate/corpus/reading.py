"""A bearer with what is asked of it again and again: under which names it can be met, and what the book knows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from annotate.book import Book
from annotate.corpus.bearer import Bearer, Form, Place
from annotate.corpus.offers import Weight, known, names_of, offers
from annotate.names import key
from annotate.resolve.knowledge import Known
from annotate.resolve.name import Group

Met = tuple[Group, str]
"""What is the same name: of one kind, with one key (:func:`annotate.names.key`)."""


class Reading(NamedTuple):
    """A bearer, its names, those under which it can be met with what they say, and its entity in the alias book."""

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
        return self.forms[0].group

    def met(self) -> dict[Met, Weight]:
        """The names under which it can be met as those that may be the same, each with the most that it says."""
        found: dict[Met, Weight] = {}
        for form, weight in self.offers.items():
            met = form.group, key(form.text)
            if found.get(met) != "full":
                found[met] = weight
        return found

    def answers(self) -> set[Met]:
        """The names by which a person can mean it: its own, and those that it bears in full."""
        full = {met for met, weight in self.met().items() if weight == "full"}
        return full | {(self.group, key(self.bearer.name))}


def read(bearers: Iterable[Bearer], book: Book) -> list[Reading]:
    """The bearers in the order of their places."""
    return [_read(bearer, book) for bearer in sorted(bearers, key=lambda bearer: bearer.place)]


def _read(bearer: Bearer, book: Book) -> Reading:
    names = names_of(bearer)
    forms = tuple(Form(name.text, name.group) for name in names)
    offered = offers(names, book)
    return Reading(bearer, forms, offered, known(names, book))
