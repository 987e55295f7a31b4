"""Whether the context of two entities agrees: whom they are named with, and what the text says they are.

What everybody knows tells little: a country or another name of the alias book agrees only together with a second one,
or with a title. Any other name does alone. So two agree when they share one of the few strings that :func:`tells`
gives for each, and all that agree are found without comparing each with each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from annotate.book import Book
from annotate.corpus.bearer import Bearer
from annotate.corpus.reading import Reading
from annotate.names import tokens
from annotate.resolve.places import place

SLIGHT = 16
"""Of more well-known names than these, the rest is left out: a long list agrees with every other."""


def tells(bearer: Bearer, book: Book) -> list[str]:
    """What agrees with another's: a companion that few know, or two things that many know, in a fixed order."""
    own = {word for text in (bearer.name, *(name for name, _ in bearer.aliases)) for word in tokens(text)}
    others = sorted(form for form in bearer.company if not set(form.split()) <= own)
    known = [form for form in others if well_known(form, book)]
    slight = [*sorted(f"{cue}," for cue in bearer.cues), *known][:SLIGHT]
    return [
        *(form for form in others if form not in set(known)),
        *(f"{a} + {b}" for a, b in combinations(slight, 2)),
    ]


def well_known(form: str, book: Book) -> bool:
    """Whether a name (its key) is in the alias book or the place book."""
    return bool(book.index.get(form)) or bool(place(form))


def agreeing(numbers: Iterable[int], readings: Sequence[Reading], book: Book) -> dict[str, list[int]]:
    """The bearers of which the contexts agree, by what they share."""
    found: dict[str, list[int]] = defaultdict(list)
    for number in numbers:
        for shared in tells(readings[number].bearer, book):
            found[shared].append(number)
    return {shared: found[shared] for shared in sorted(found) if len(found[shared]) > 1}
