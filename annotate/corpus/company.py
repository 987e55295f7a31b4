"""Whether the context of two entities agrees: whom they are named with, and what the text says they are.

What everybody knows tells little: a country or another name of the alias book agrees only together with a second one,
or with a title. Any other name does alone. So two agree when they share one of a few strings, and
all that agree are found without comparing each with each.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from annotate.book import Book
from annotate.corpus.bearer import Bearer
from annotate.corpus.reading import Reading
from annotate.names import tokens
from annotate.resolve.places import place

SLIGHT = 16
"""Of more well-known names that are shared than these, the rest is left out."""


def agreeing(numbers: Sequence[int], readings: Sequence[Reading], book: Book) -> dict[str, list[int]]:
    """Those of the numbers of ``readings`` of which the contexts agree, by what they share."""
    bearers = [readings[number].bearer for number in numbers]
    common = {
        said
        for said, count in Counter(said for bearer in bearers for said in _said(bearer)).items()
        if count > 1
    }
    found: dict[str, list[int]] = defaultdict(list)
    if common:
        for number, bearer in zip(numbers, bearers, strict=True):
            for shared in _tells(bearer, common, book):
                found[shared].append(number)
    return {shared: found[shared] for shared in sorted(found) if len(found[shared]) > 1}


def _said(bearer: Bearer) -> Iterator[str]:
    yield from bearer.company
    yield from (f"{cue}," for cue in bearer.cues)  # a comma, since a name has none in its key


def _tells(bearer: Bearer, common: set[str], book: Book) -> list[str]:
    """What can agree with another's: a companion that few know, or two things that many know."""
    own = {word for text in (bearer.name, *(name for name, _ in bearer.aliases)) for word in tokens(text)}
    shared = sorted(said for said in common.intersection(_said(bearer)) if not own.issuperset(said.split()))
    slight = [said for said in shared if said.endswith(",") or _well_known(said, book)]
    pairs = combinations(slight[:SLIGHT], 2)
    return [*(said for said in shared if said not in slight), *(f"{one} + {other}" for one, other in pairs)]


def _well_known(form: str, book: Book) -> bool:
    """Whether a name (its key) is in the alias book or the place book."""
    return form in book.index or bool(place(form))
