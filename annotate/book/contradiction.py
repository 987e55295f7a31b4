"""Whether two entries, of books of one person, contradict each other."""

from __future__ import annotations

from collections.abc import Iterable

from annotate.book.editing import less
from annotate.book.entry import Entry, Role
from annotate.book.toml import same_entity
from annotate.names import key


def contradiction(entry: Entry, other: Entry) -> tuple[Role, str] | None:
    """The name of another entry, and its role there, that contradicts this one."""
    ours, nots = {key(name) for name in (entry.name, *entry.aliases)}, {key(name) for name in entry.not_}
    doubted = {key(name) for name in other.ambiguous}
    for role, name in other.roles():
        form, certain = key(name), role in ("alias", "former")
        if not same_entity(entry, other):
            wrong = certain and form in ours and form not in doubted
        elif role == "not":
            wrong = form in ours or form in map(key, entry.ambiguous)
        else:
            wrong = form in nots and (certain or role == "ambiguous")
        if wrong:
            return role, name
    return None


def settled(entries: Iterable[Entry]) -> list[Entry]:
    """Entries in the order in which they were said, without what a later one contradicts."""
    left: list[Entry] = []
    for entry in entries:
        left = [kept for earlier in left if (kept := _agreeing(earlier, entry))]
        left.append(entry)
    return left


def _agreeing(entry: Entry, later: Entry) -> Entry | None:
    """What of an entry a later one does not contradict; None when that says nothing."""
    while found := contradiction(later, entry):
        form = key(found[1])
        if form == key(entry.name) or {key(name) for _, name in entry.roles()} == {form, key(entry.name)}:
            return None
        entry = less(entry, form)
    return entry
