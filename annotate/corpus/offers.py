"""Under which of its names an entity can be met in another document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from annotate.book import Book
from annotate.corpus.bearer import Bearer, Form
from annotate.names import SMALL_WORDS, surface, word_set
from annotate.resolve import members, organisations, places
from annotate.resolve.knowledge import CERTAIN, Known, identify
from annotate.resolve.name import Name, group
from annotate.resolve.words import (
    CLUB_WORDS,
    DIRECTIONS,
    EVENT_WORDS,
    GENERIC,
    LEGAL_FORMS,
    ORG_WORDS,
    PLACE_WORDS,
)

Weight = Literal["full", "context", "part"]
"""What a name says by itself: who it is; who it is where the context agrees; or only a part of a name."""

_KINDS = (
    ORG_WORDS
    | DIRECTIONS
    | GENERIC
    | LEGAL_FORMS
    | SMALL_WORDS
    | PLACE_WORDS
    | EVENT_WORDS
    | word_set(
        """supreme constitutional high appeal appeals criminal civil human rights public state royal regional local
    social health finance foreign interior defence defense justice education culture economic labor labour trade
    security statistics cabinet senate election electoral"""
    )
)
"""Words of which the names are made that every country has: the Supreme Court, the Foreign Ministry."""
_LEFT_OUT = CLUB_WORDS | LEGAL_FORMS | GENERIC | SMALL_WORDS


_LABELS = {
    "person": "PERSON",
    "organisation": "ORG",
    "place": "GPE",
    "people": "NORP",
    "other": "WORK_OF_ART",
}


def name_of(form: Form, number: int = 0) -> Name:
    """The form with what the sieve asks of it."""
    return Name(number, form.text, _LABELS[form.group], (number,))


def names_of(bearer: Bearer) -> list[Name]:
    """All its names, numbered, the canonical one first."""
    texts = dict.fromkeys(surface(text) for text in (bearer.name, *(name for name, _ in bearer.aliases)))
    return [Name(number, text, bearer.label, (number,)) for number, text in enumerate(texts)]


def offers(names: Sequence[Name], book: Book) -> dict[Form, Weight]:
    """Those of a bearer's names under which it can be met: not the parts of a name that it bears in full, but those
    where it bears nothing else."""
    weights: dict[Form, Weight] = {Form(name.text, name.group): _weight(name, names, book) for name in names}
    telling: dict[Form, Weight] = {form: weight for form, weight in weights.items() if weight != "part"}
    return telling or weights


def _weight(name: Name, names: Iterable[Name], book: Book) -> Weight:
    if name.group == "person":
        return "full" if name.person.full and name.person.style != "several" else "part"
    if name.acronym:
        return "context"
    if any(_is_part(name, other) for other in names):
        return "part"
    return "context" if borne_by_many(name) or _is_place_of(name, book) else "full"


def _is_part(short: Name, long: Name) -> bool:
    """Whether a name leaves out words of another that say more than what it is."""
    words, others = set(short.tokens), set(long.tokens)
    return words < others and not (others - words) <= _LEFT_OUT


def borne_by_many(name: Name) -> bool:
    """Whether a name only says what kind of thing bears it: the Supreme Court, the Foreign Ministry, the Greens."""
    if set(name.tokens) <= _KINDS:
        return True
    return name.group == "organisation" and bool(
        organisations.office(name.text) or name.tokens[-1].removesuffix("s").endswith(members.MEMBER)
    )


def _is_place_of(name: Name, book: Book) -> bool:
    """Whether something else goes by a place's name, as clubs and teams do."""
    if name.group == "place":
        return False
    return bool(places.place(name.key)) or any(
        hit.role in CERTAIN and group(hit.entry.label) == "place" for hit in book.lookup_key(name.key)
    )


def known(names: Sequence[Name], book: Book) -> Known | None:
    """Which entity of the alias book bears these names, None where they do not say. A part of a person's name alone
    does not, whatever the book says."""
    found = identify(names, book)
    best = found.get(0) or next(iter(found.values()), None)
    if best is None or not _of_kind(names[0], best):
        return None
    by = [name for name in names if name.number in found and found[name.number][:2] == best[:2]]
    return None if _by_part_alone(by, best) else best


def _of_kind(name: Name, entity: Known) -> bool:
    """Whether the book has it as what its document has: Germany's team is not Germany."""
    kind = "people" if entity.people else group(entity.hit.entry.label)
    return kind == name.group


def _by_part_alone(names: Iterable[Name], entity: Known) -> bool:
    words = Name(0, entity.hit.entry.name, "PERSON", (0,)).person.parts
    return (
        entity.hit.entry.label == "PERSON"
        and len(words) > 1
        and all(not name.person.full and set(name.person.parts) <= set(words) for name in names)
    )
