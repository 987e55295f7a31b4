"""Whether two entries, of books of one person, contradict each other."""

from __future__ import annotations

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
