"""Under which of its names an entity can be met in another document."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from annotate.book import Book
from annotate.corpus.bearer import Bearer, Form
from annotate.names import SMALL_WORDS, surface
from annotate.resolve.knowledge import Known, identify
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

_KINDS = ORG_WORDS | GENERIC | LEGAL_FORMS | SMALL_WORDS | PLACE_WORDS | EVENT_WORDS
_LEFT_OUT = CLUB_WORDS | LEGAL_FORMS | GENERIC | SMALL_WORDS


@lru_cache(maxsize=1 << 17)
def name_of(form: Form) -> Name:
    """The form with what the sieve asks of it."""
    return Name(0, form.text, _LABEL[form.group], (0,))


_LABEL = {"person": "PERSON", "organisation": "ORG", "place": "GPE", "people": "NORP", "other": "WORK_OF_ART"}


def offers(bearer: Bearer) -> dict[Form, Weight]:
    """The names under which a bearer can be met: not the parts of a name that it bears in full, but those where it
    bears nothing else."""
    kind = group(bearer.label)
    names = [name_of(form) for form in forms(bearer)]
    weights: dict[Form, Weight] = {Form(name.text, kind): _weight(name, names) for name in names}
    telling: dict[Form, Weight] = {form: weight for form, weight in weights.items() if weight != "part"}
    return telling or weights


def forms(bearer: Bearer) -> list[Form]:
    """All its names, the canonical one first."""
    kind = group(bearer.label)
    texts = dict.fromkeys(surface(text) for text in (bearer.name, *(name for name, _ in bearer.aliases)))
    return [Form(text, kind) for text in texts]


def _weight(name: Name, names: Iterable[Name]) -> Weight:
    if name.group == "person":
        return "full" if name.person.full and name.person.style != "several" else "part"
    if name.acronym:
        return "context"
    if any(_is_part(name, other) for other in names):
        return "part"
    return "context" if says_only_the_kind(name) else "full"


def _is_part(short: Name, long: Name) -> bool:
    """Whether a name leaves out words of another that say more than what it is."""
    words, others = set(short.tokens), set(long.tokens)
    return words < others and not (others - words) <= _LEFT_OUT


def says_only_the_kind(name: Name) -> bool:
    """Whether a name is one that many bear: the Foreign Ministry, the Greens."""
    return set(name.tokens) <= _KINDS | DIRECTIONS


def known(bearer: Bearer, book: Book) -> Known | None:
    """Which entity of the alias book it is, None where its names do not say. A part of a person's name alone
    does not, whatever the book says."""
    numbered = [Name(number, form.text, bearer.label, (number,)) for number, form in enumerate(forms(bearer))]
    found = identify(numbered, book)
    best = found.get(0) or next(iter(found.values()), None)
    return None if best and _by_part_alone(numbered, best) else best


def _by_part_alone(names: list[Name], entity: Known) -> bool:
    words = Name(0, entity.hit.entry.name, "PERSON", (0,)).person.parts
    return (
        entity.hit.entry.label == "PERSON"
        and len(words) > 1
        and all(not name.person.full and set(name.person.parts) <= set(words) for name in names)
    )
