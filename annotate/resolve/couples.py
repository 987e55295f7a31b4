"""Couples: a given name that "and" joins to a full name shares its surname, as Bill does in "Bill and Hillary
Clinton"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from annotate.book import Book
from annotate.names import key
from annotate.recognize.spans import Span
from annotate.resolve import persons
from annotate.resolve.nicknames import is_given
from annotate.resolve.words import PARTICLES

_and = re.compile(r"\s+(?:and|&)\s+").fullmatch


def shared_surnames(text: str, book: Book, named: Mapping[Span, tuple[str, persons.Style]]) -> dict[str, str]:
    """From given names to the surname (its key) that they share with the full name behind them.

    ``named`` gives a document's persons in the order of the text, each with its form and what a title before
    it says. A given name that stood alone before has its bearer already.
    """
    parsed = {form: persons.parse(form) for form, _ in named.values()}
    surnames = {person.surname for person in parsed.values() if person.full}
    fulls = {" ".join(person.parts) for person in parsed.values()}
    alone: set[str] = set()
    found: dict[str, str] = {}
    for first, second in pairwise(named):
        (form, style), (other, _) = named[first], named[second]
        given, whole = key(form), parsed[other]
        if parsed[form].full or given in alone:
            continue
        alone.add(given)
        surname = _surname(whole)
        if (
            not style
            and " " not in form
            and given not in surnames
            and whole.full
            and not (whole.family_first or whole.style == "several")
            and _and(text[first.end : second.start])
            and (is_given(given) or f"{given} {surname}" in fulls or book.lookup(f"{given} {surname}"))
        ):
            found[form] = surname
    return found


def _surname(person: persons.Person) -> str:
    """The last word of a name with the particles before it."""
    first = len(person.parts) - 1
    while first > 1 and person.parts[first - 1] in PARTICLES:
        first -= 1
    return " ".join(person.parts[first:])
