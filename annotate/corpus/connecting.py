"""From bearers and the links between their names to the entities of the corpus.

What is sure comes first; a link that needs the context holds between bearers whose contexts agree; and no chain of
links crosses a veto. What depends on the order in which bearers come is decided by their places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from annotate.annotation import Evidence
from annotate.book import Book
from annotate.corpus.bearer import Bearer, Decision, Form
from annotate.corpus.company import agreeing
from annotate.corpus.gathering import Gathering
from annotate.corpus.groups import Resolved, build
from annotate.corpus.offers import Weight
from annotate.corpus.reading import Met, Reading, read
from annotate.corpus.scoring import Link
from annotate.corpus.suggesting import suggest

Named = Mapping[Met, Sequence[tuple[int, Weight]]]
"""Who bears a name that several bear, and how much it says of each."""


def connect(
    bearers: Iterable[Bearer], links: Iterable[Link], book: Book, decisions: Sequence[Decision] = ()
) -> Resolved:
    """The entities that the bearers are of, and what is only suggested. ``links`` (:func:`annotate.corpus.score`)
    may come in any order, and from anywhere."""
    return connected(read(bearers, book), links, book, decisions)


def connected(
    readings: Sequence[Reading], links: Iterable[Link], book: Book, decisions: Sequence[Decision]
) -> Resolved:
    """The same of readings, sorted by their places."""
    ordered = sorted(links, key=strongest_first)
    clusters = gathered(readings, ordered, book, decisions)
    return Resolved(build(readings, clusters), suggest(readings, clusters, ordered, book))


def gathered(
    readings: Sequence[Reading], links: Sequence[Link], book: Book, decisions: Sequence[Decision]
) -> Gathering:
    """The clusters of readings that are sorted by their places, with links that are sorted as
    :func:`strongest_first` says."""
    clusters = Gathering(readings, decisions)
    bearing = _bearing(readings)
    for some in _without_links(readings, book):
        clusters.gather(some)
    for trust in ("merge", "context"):
        for link in links:
            if link.trust == trust:
                ends = sorted({*bearing[link.one], *bearing[link.other]})
                for numbers in [ends] if trust == "merge" else agreeing(ends, readings, book).values():
                    _connect(clusters, link, numbers, readings)
    return clusters


def strongest_first(link: Link) -> tuple[float, Form, Form]:
    """The order in which links are made."""
    score = link.evidence.score
    return -(1.0 if score is None else score), link.one, link.other


def _connect(clusters: Gathering, link: Link, numbers: Sequence[int], readings: Sequence[Reading]) -> None:
    """Make a link between all bearers of its two names among these."""
    ones, others = (
        [number for number in numbers if form in readings[number].offers] for form in (link.one, link.other)
    )
    for one in ones:
        for head in {clusters.find(other): other for other in reversed(others)}.values():
            clusters.union(one, head, link.evidence)


def _bearing(readings: Sequence[Reading]) -> dict[Form, list[int]]:
    """The bearers of each name, those of which it is only a part left out."""
    found: dict[Form, list[int]] = defaultdict(list)
    for number, reading in enumerate(readings):
        for form, weight in reading.offers.items():
            if weight != "part":
                found[form].append(number)
    return found


def _without_links(readings: Sequence[Reading], book: Book) -> Iterator[list[tuple[int, Evidence]]]:
    """Those that are one without being compared in pairs, the surest first."""
    yield from _of_reference(readings)
    yield from _known(readings)
    named = _same_name(readings)
    yield from _of_full_name(named, readings)
    yield from _of_name_and_company(named, readings, book)


def _of_reference(readings: Sequence[Reading]) -> Iterator[list[tuple[int, Evidence]]]:
    found: dict[str, list[tuple[int, Evidence]]] = defaultdict(list)
    for number, reading in enumerate(readings):
        if reference := reading.bearer.reference:
            found[reference].append((number, Evidence("same reference", reference, None)))
    yield from found.values()


def _known(readings: Sequence[Reading]) -> Iterator[list[tuple[int, Evidence]]]:
    found: dict[tuple[int, bool], list[tuple[int, Evidence]]] = defaultdict(list)
    for number, reading in enumerate(readings):
        if entity := reading.known:
            entry = entity.hit.entry
            name = entry.people[0] if entity.people else entry.name
            found[entity[:2]].append((number, Evidence("alias book", name, None)))
    yield from found.values()


def _of_full_name(named: Named, readings: Sequence[Reading]) -> Iterator[list[tuple[int, Evidence]]]:
    """Whoever bears one full name, but not persons."""
    for met, bearers in named.items():
        if met[0] != "person":
            evidence = Evidence("same name", readings[bearers[0][0]].bearer.name, None)
            yield [(number, evidence) for number, weight in bearers if weight == "full"]


def _of_name_and_company(
    named: Named, readings: Sequence[Reading], book: Book
) -> Iterator[list[tuple[int, Evidence]]]:
    """Whoever bears one name in contexts that agree."""
    for bearers in named.values():
        numbers = [number for number, weight in bearers if weight != "part"]
        if len(numbers) > 1:
            name = readings[numbers[0]].bearer.name
            for shared, some in agreeing(numbers, readings, book).items():
                evidence = Evidence("same name and company", name, None, shared)
                yield [(number, evidence) for number in some]


def _same_name(readings: Sequence[Reading]) -> Named:
    found: dict[Met, list[tuple[int, Weight]]] = defaultdict(list)
    for number, reading in enumerate(readings):
        for met, weight in reading.met().items():
            found[met].append((number, weight))
    return {met: found[met] for met in sorted(found) if len(found[met]) > 1}
