"""The Book: entries of several files merged, and a fast way from a name to the entities that bear it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from annotate.book.entry import Entry, Role
from annotate.book.toml import Problem
from annotate.labels import group_of
from annotate.names import key

Index = Mapping[str, Sequence[tuple[int, Role]]]


class Hit(NamedTuple):
    """An entity that a name may stand for: its number in ``Book.entries``, the entry, and the name's role in
    it."""

    number: int
    entry: Entry
    role: Role


class Book:
    """Names known to be one entity. Immutable; ``problems`` are those of the books that were left out."""

    __slots__ = ("entries", "index", "problems")

    def __init__(
        self, entries: Sequence[Entry] = (), index: Index | None = None, problems: Sequence[Problem] = ()
    ) -> None:
        self.entries: tuple[Entry, ...] = tuple(entries)
        self.index: Index = build_index(self.entries) if index is None else index
        self.problems: tuple[Problem, ...] = tuple(problems)

    def lookup(self, name: str) -> tuple[Hit, ...]:
        """The entities that a name stands for, in any role, in the order of the book; none when it is
        unknown."""
        return self.lookup_key(key(name))

    def lookup_key(self, form: str) -> tuple[Hit, ...]:
        """The same for a name's key (:func:`annotate.names.key`)."""
        return tuple(Hit(number, self.entries[number], role) for number, role in self.index.get(form, ()))

    def names(self) -> Iterable[tuple[str, Hit]]:
        """Every name as it is written in the book, with its hit; for gazetteers."""
        for number, entry in enumerate(self.entries):
            for role, name in entry.roles():
                yield name, Hit(number, entry, role)

    def __len__(self) -> int:
        return len(self.entries)


def build_index(entries: Sequence[Entry]) -> dict[str, list[tuple[int, Role]]]:
    """From each name's key to the entries it stands in, and as what; an entry's first role for a key counts,
    but "ambiguous" beats "alias": a name that the entry doubts is doubted."""
    index: dict[str, dict[int, Role]] = {}
    for number, entry in enumerate(entries):
        for role, name in entry.roles():
            roles = index.setdefault(key(name), {})
            if role == "ambiguous" and roles.get(number) == "alias" and key(name) != key(entry.name):
                roles[number] = role
            roles.setdefault(number, role)
    return {form: list(roles.items()) for form, roles in index.items()}


def merge(books: Sequence[Sequence[Entry]]) -> tuple[Entry, ...]:
    """The entries of several books as one list; an earlier book wins over a later one.

    Entries of one entity become one: those of the same name and label, and one whose canonical name an earlier book
    gives to another entity of its kind for certain. Any other name that an earlier book gives to one entity for
    certain is taken away from every other entity of the later books, and what it says that an entity is not, no later
    book calls it.
    """
    merged: list[Entry] = []
    place: dict[tuple[str, str], int] = {}
    taken: dict[str, int] = {}
    for book in books:
        claims: dict[str, int] = {}
        for entry in book:
            form = key(entry.name)
            at = place.get((entry.label, form), len(merged))
            if at == len(merged) and form in taken:
                owner = merged[taken[form]]
                at = taken[form] if group_of(owner.label) == group_of(entry.label) else at
            place[entry.label, form] = at
            if taken:
                others = {theirs for _, name in entry.roles() if taken.get(theirs := key(name), at) != at}
                entry = _without(entry, others)
            if at == len(merged):
                merged.append(entry)
            else:
                merged[at] = _union(merged[at], entry)
            for role, name in entry.roles():
                if role in ("alias", "former"):
                    claims.setdefault(key(name), at)
        taken = {**claims, **taken}
    return tuple(merged)


def _union(first: Entry, second: Entry) -> Entry:
    """An entity as two entries have it; where they contradict each other, the first is right."""

    def both(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*one, *other)))

    called = both((second.name,), second.aliases) if key(second.name) != key(first.name) else second.aliases
    second = replace(second, aliases=called)
    said = {key(name): role for role, name in first.roles() if role not in ("people", "metonym")}
    second = _without(
        second, {form for role, name in second.roles() if said.get(form := key(name), role) != role}
    )
    return replace(
        first,
        kind=first.kind or second.kind,
        aliases=both(first.aliases, second.aliases),
        ambiguous=both(first.ambiguous, second.ambiguous),
        former=both(first.former, second.former),
        metonyms=both(first.metonyms, second.metonyms),
        people=both(first.people, second.people),
        not_=both(first.not_, tuple(name for name in second.not_ if said.get(key(name), "not") == "not")),
        reference=first.reference or second.reference,
        learned=first.learned + second.learned,
    )


def _without(entry: Entry, forms: set[str]) -> Entry:
    """The entry without some names (their keys) among its aliases, of whatever kind."""
    if not forms:
        return entry

    def keep(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in names if key(name) not in forms)

    return replace(
        entry, aliases=keep(entry.aliases), ambiguous=keep(entry.ambiguous), former=keep(entry.former)
    )
