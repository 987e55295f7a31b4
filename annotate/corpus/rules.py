"""The sieve's judges between documents: which of them may speak there, and how far each is trusted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

from annotate.annotation import Evidence
from annotate.book import Book
from annotate.resolve import acronyms, members, parts, places, reduced, short_forms, spellings
from annotate.resolve.name import Name
from annotate.resolve.state import Judge, Key, Keys, State

Trust = Literal["merge", "context", "suggest"]
"""What a judge's evidence is good for: a link, a link where the context agrees, or only a suggestion."""


class Rule(NamedTuple):
    """A judge with the blocking keys under which its pairs meet."""

    keys: Keys
    judge: Judge
    trust: Callable[[Name, Name], Trust]


def rules(book: Book) -> tuple[Rule, ...]:
    """The rules in their order: the first that has evidence decides."""
    return (
        Rule(_place_keys, _same_place_in_book, _merge),
        Rule(reduced.core_keys, reduced.same_core, _merge_where_all_bear_it),
        Rule(reduced.office_keys, reduced.same_office, _context),
        Rule(members.keys, members.members, _context_but_of_peoples),
        Rule(reduced.place_keys, reduced.same_place, _context),
        Rule(reduced.nation_keys(State([], book, [], bare=True)), reduced.without_nation, _suggest),
        Rule(parts.full_keys, parts.same_person, _context),
        Rule(spellings.keys, spellings.transliteration, _context_but_of_things),
        Rule(acronyms.keys, acronyms.initials, _suggest),
        Rule(_part_keys, parts.surname, _suggest),
        Rule(short_forms.keys, short_forms.short_form, _suggest),
    )


def _merge(one: Name, other: Name) -> Trust:
    return "merge"


def _context(one: Name, other: Name) -> Trust:
    return "context"


def _context_but_of_things(one: Name, other: Name) -> Trust:
    return "suggest" if "other" in (one.group, other.group) else "context"


def _suggest(one: Name, other: Name) -> Trust:
    return "suggest"


def _merge_where_all_bear_it(one: Name, other: Name) -> Trust:
    """The same without "Inc."; but an acronym, or a single word, may be left of several names."""
    return "context" if min(len(one.core.words), len(other.core.words)) < 2 else "merge"


def _context_but_of_peoples(one: Name, other: Name) -> Trust:
    return "merge" if one.group == "people" else "context"


def _place_keys(name: Name) -> list[str]:
    found = places.place(name.key) if name.group == "place" else ""
    return [found] if found else []


def _same_place_in_book(state: State, one: Name, other: Name) -> Evidence | None:
    found = places.place(one.key)
    same = found and one.group == other.group == "place" and found == places.place(other.key)
    return Evidence("place book", found, None) if same else None


def _part_keys(name: Name) -> Iterable[Key]:
    """A surname alone meets the full names that end with it, or begin with it in Chinese."""
    if name.group != "person":
        return []
    if not name.person.full:
        return [("short", name.person.bare[0])]
    return [("long", word) for word in {name.person.surname, name.person.bare[-1]}]
