"""What alias books know of a name: the entity that bears it, and whether others may."""

from __future__ import annotations

from collections.abc import Sequence

from annotate.book.entry import Role
from annotate.book.index import Book, Hit
from annotate.labels import Group, group_of
from annotate.names import tokens

CERTAIN: tuple[Role, ...] = ("alias", "former")


def home(names: Sequence[str], label: str, books: Sequence[Book]) -> Hit | None:
    """The entity that the books know by one of these names; sooner by one that is certain."""
    hits = [hit for name in names if (hit := known(name, label, books))]
    return min(hits, key=lambda hit: hit.role == "ambiguous", default=None)


def known(name: str, label: str, books: Sequence[Book]) -> Hit | None:
    """The one entity of a label's kind that the books know by a name; None when there are none or several."""
    hits = _hits(name, label, books)
    return hits[0] if len(hits) == 1 else None


def _hits(name: str, label: str, books: Sequence[Book]) -> list[Hit]:
    """The entities of a label's kind that are called so: for certain, else perhaps; of the first book that has any."""
    kind = group_of(label)
    for roles in (CERTAIN, ("people",), ("ambiguous",)):
        for book in books:
            hits = [hit for hit in book.lookup(name) if hit.role in roles and _kind(hit) == kind]
            if hits:
                return hits
    return []


def _kind(hit: Hit) -> Group:
    """The group of labels under which a name goes that the books know so."""
    return "groups" if hit.role == "people" else group_of(hit.entry.label)


def is_shared(name: str, every: Sequence[str], label: str, books: Sequence[Book]) -> bool:
    """Whether a name is such that others may bear it too: a part of a person's, a common word, or one that the books
    do not have for certain, or not for one alone."""
    hits = _hits(name, label, books)
    return (
        len(hits) > 1
        or any(hit.role == "ambiguous" for hit in hits)
        or is_part(name, every, label)
        or (name.islower() and name.isascii())
    )


def is_part(name: str, full: Sequence[str], label: str) -> bool:
    """Whether a name is one word of a person's full name."""
    words = tokens(name)
    return (
        label == "PERSON"
        and len(words) == 1
        and any(words[0] in tokens(other) for other in full if len(tokens(other)) > 1)
    )
